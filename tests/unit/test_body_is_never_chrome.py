"""Sentences and headings of a letter stay, whatever footer words stand in them."""

from __future__ import annotations

import builders
import pytest

HEAD = "关于加强公共服务的建议（第0127号）的答复\n林晓岚代表：\n您提出的《关于加强公共服务的建议》收悉，现答复如下：\n"


@pytest.mark.parametrize(
    "line",
    [
        "（一）强化技术支持",
        "我们公布了举报电话12345，受理投诉。",
        "二是扫一扫即可办理，二维码张贴到每个站台。",
        "三是开通微信公众号，访问量突破20万人次。",
        "四、建立网站地图和无障碍通道",
    ],
)
def test_a_line_of_the_body_without_a_signature_below_stays(line: str) -> None:
    text = f"{HEAD}{line}\n全市共有站点186个，全部开放。"
    page = builders.page(text)
    assert line in page.lines
    assert page.lines[-1] == "全市共有站点186个，全部开放。"


@pytest.mark.parametrize("topic", ["适老化改造", "无障碍环境建设", "长者专区建设", "打印店监管", "网站首页改版"])
def test_titles_on_whole_topics_stay(topic: str) -> None:
    title = f"关于推进{topic}的建议（第12号）的答复"
    text = f"{title}\n林晓岚代表：\n您提出的《关于推进{topic}的建议》收悉，现答复如下：\n一、工作情况。"
    assert builders.page(text).lines[0] == title


def test_a_toolbar_above_the_title_still_goes() -> None:
    page = builders.page("无障碍浏览 进入关怀版\n" + HEAD + "一、工作情况。")
    assert page.removed == ("无障碍浏览 进入关怀版",)


def test_a_footer_without_a_signature_above_it_goes() -> None:
    page = builders.page(HEAD + "一、工作情况良好。\n技术支持：青屿市信息中心\n网站标识码：9900000001")
    assert page.lines[-1] == "一、工作情况良好。"
