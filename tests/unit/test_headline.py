"""A title over several lines is one line again; what stands below it is not drawn in."""

from __future__ import annotations

import pytest

from indexer.extractors.headline import reply_titles, whole_title

BODY = ["尊敬的林晓岚代表：", "您提出的《关于加强课后服务的建议》收悉，现答复如下："]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["对青屿市政协十届三次会议第87号提案的", "答 复"], "对青屿市政协十届三次会议第87号提案的答复"),
        (
            ["青屿市教育局关于市十七届人大", "二次会议第127号建议", "办理情况的复函"],
            "青屿市教育局关于市十七届人大二次会议第127号建议办理情况的复函",
        ),
        (["对市政协第十三届一次会", "议第0056号提案的", "答　　复"], "对市政协第十三届一次会议第0056号提案的答复"),
        (["关于对市十七届人大第8号建议的", "会办意见"], "关于对市十七届人大第8号建议的会办意见"),
    ],
)
def test_a_broken_title_is_put_together(lines: list[str], title: str) -> None:
    assert whole_title([*lines, *BODY], None, len(lines)) == [title, *BODY]


def test_what_the_page_states_puts_any_title_together() -> None:
    lines = ["青屿市人民政府关于印发", "《青屿市养老服务条例实施细则》的通知", "青政发〔2023〕4号", "各区县人民政府："]
    title = "青屿市人民政府关于印发《青屿市养老服务条例实施细则》的通知"
    assert whole_title(lines, title, 4) == [title, *lines[2:]]


@pytest.mark.parametrize(
    "lines",
    [
        ["关于加强课后服务的建议的答复", "青教建〔2023〕12号"],
        ["关于加强课后服务的提案", "青教建〔2023〕12号", "答复"],
        ["关于加强课后服务的建议", "林晓岚代表：", "答复"],
        ["青屿市教育局", "A类"],
    ],
)
def test_other_lines_are_left_alone(lines: list[str]) -> None:
    assert whole_title([*lines, *BODY], None, len(lines)) == [*lines, *BODY]


def test_a_title_is_told_from_a_column_and_from_a_sentence() -> None:
    wanted = "关于加强课后服务的建议（第0127号）的答复"
    assert reply_titles(["建议提案答复", "青屿市教育局", wanted, "我们认真研究了关于课后服务的建议，现予答复。"]) == [
        wanted
    ]
