"""Page chrome: navigation, dates of today and footers go; real words that look like them stay."""

from __future__ import annotations

import pytest

from indexer.document import Pair
from indexer.extractors.chrome import strip
from indexer.extractors.labels import is_label, pairs_of
from indexer.opening import body_start

BODY = [
    "关于加强中小学课后服务的建议（第0127号）的答复",
    "尊敬的林晓岚代表：",
    "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
    "全市现有义务教育学校186所，课后服务实现全覆盖。",
    "青屿市教育局",
    "2023年7月18日",
    "（联系人：王思远，联系电话：60312345）",
]


def kept(head: list[str], tail: list[str], body: list[str] = BODY) -> list[str]:
    lines = [*head, *body, *tail]
    return list(strip(lines, body_start(lines)).lines)


@pytest.mark.parametrize(
    "line",
    [
        "今天是2024年5月6日 星期一",
        "首页 > 政务公开 > 建议提案",
        "您当前所在的位置：首页 > 政务公开",
        "当前位置：首页>政府信息公开>人大建议",
        "首页 政务公开 政务服务 互动交流 走进青屿",
        "首页 | 新闻中心 | 政务公开 | 办事服务",
        "【字体：大 中 小】",
        "字号：[大] [中] [小]",
        "浏览次数：1234",
        "无障碍浏览",
        "长者模式",
        "打印 关闭",
        "分享到：",
        "繁體中文",
        "发布时间：2023-07-20 来源：市教育局 浏览次数：56",
    ],
)
def test_chrome_above_the_document_goes(line: str) -> None:
    assert kept([line], []) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "版权所有：青屿市教育局",
        "主办：青屿市教育局 地址：青屿市海滨路1号",
        "青ICP备12345678号",
        "青公网安备 33010202000001号",
        "网站标识码：3302000001",
        "上一篇：关于校园食品安全的答复",
        "下一条：无",
        "相关链接",
        "扫一扫在手机打开当前页",
        "【打印】【关闭】",
        "分享到：微信 微博",
        "责任编辑：小赵",
        "技术支持：青屿软件公司",
        "电话：0999-60310000 传真：0999-60310001",
    ],
)
def test_chrome_below_the_document_goes(line: str) -> None:
    assert kept([], [line]) == BODY


def test_everything_below_the_first_footer_line_goes_too() -> None:
    assert kept([], ["版权所有：青屿市教育局", "青屿市海滨路1号"]) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "推动老字号、原字号、新字号企业改造升级。",
        "在学校周边的打印店开展价格检查。",
        "分享经济平台企业应当履行主体责任。",
        "首页改版后新增了办事服务专栏。",
        "技术支持力度不断加大，培训教师300人次。",
        "版权所有人的合法权益依法受到保护。",
        "相关链接产业的配套能力还不强。",
        "编辑：出版系列职称改革同步推进，另行制定办法。",
        "浏览次数在全省同类平台中排名第一。",
    ],
)
def test_real_sentences_with_such_words_stay(line: str) -> None:
    body = [*BODY[:3], line, *BODY[3:]]
    assert kept([], [], body) == body


@pytest.mark.parametrize("line", ["老字号名录", "打印店专项检查", "分享经济"])
def test_real_words_stay_even_in_the_title_zone(line: str) -> None:
    assert line in kept([line], [])


def test_a_contact_whose_office_sounds_like_a_footer_stays() -> None:
    line = "（联系人：王思远，市教育技术支持中心，联系电话：60312345）"
    body = [*BODY[:-2], line, BODY[-2]]
    assert kept([], ["版权所有：青屿市教育局"], body) == body


def test_the_contact_line_stays_below_the_signature() -> None:
    assert BODY[-1] in kept(["首页 > 政务公开"], ["版权所有：青屿市教育局"])


@pytest.mark.parametrize(
    "line",
    ["抄送：市人大常委会代表工委", "附件：课后服务学校名单", "联系人：王思远", "联系电话：60312345", "承办人：王思远"],
)
def test_lines_of_the_letter_after_its_date_stay(line: str) -> None:
    assert line in kept([], [line, "版权所有：青屿市教育局"])


@pytest.mark.parametrize("line", ["签发人：周明远", "公开属性：主动公开", "办理结果：A", "青教建〔2023〕12号"])
def test_lines_of_the_letter_head_stay(line: str) -> None:
    assert kept([line], []) == [line, *BODY]


def test_what_goes_is_remembered_so_that_it_can_still_be_found() -> None:
    stripped = strip(["首页 > 政务公开", *BODY, "版权所有：青屿市教育局"], 2)
    assert stripped.removed == ("首页 > 政务公开", "版权所有：青屿市教育局")


def test_a_metadata_line_is_read_before_it_goes() -> None:
    stripped = strip(["索 引 号：QY-2023-001 发布机构：青屿市教育局 发布日期：2023-07-20", *BODY], 2)
    assert {(p.label, p.value) for p in stripped.pairs} == {
        ("索引号", "QY-2023-001"),
        ("发布机构", "青屿市教育局"),
        ("发布日期", "2023-07-20"),
    }


def test_a_value_ends_where_page_furniture_begins() -> None:
    assert pairs_of("来源：市教育局 字体：大 中 小")[0] == Pair("来源", "市教育局")
    assert pairs_of("发布时间：2023-07-20 浏览：56")[0].value == "2023-07-20"


def test_a_sentence_with_a_colon_is_no_metadata() -> None:
    assert pairs_of("我们的工作来源：群众的期盼") == []


@pytest.mark.parametrize("cell", ["索引号", "索 引 号：", "联系电话", "公开属性", "發文字號"])
def test_labels_of_metadata_tables_are_known(cell: str) -> None:
    assert is_label(cell)


@pytest.mark.parametrize("cell", ["青屿市教育局", "", "2023-07-20", "索引号说明"])
def test_values_are_no_labels(cell: str) -> None:
    assert not is_label(cell)
