"""A proposal that a page labels beside its reply is set aside, to be found; without labels everything stays."""

from __future__ import annotations

import pytest

from indexer.document import Charset, Decoded, Page, Pair
from indexer.extractors.plain import assemble
from indexer.extractors.question import NOTE

TITLE = "关于海棠里增设社区食堂的提案（第58号）的答复"
ASKED = ["海棠里老人多，中午吃饭不便。", "建议由街道牵头，两年内建成2处社区食堂。"]
LETTER = [
    "闻一川委员：",
    "您提出的《关于海棠里增设社区食堂的提案》（第58号）收悉，现答复如下：",
    "海棠里社区食堂已于今年9月开业，每天供餐260份。",
    "海棠区民政局",
    "2023年10月12日",
]


def page(*lines: str) -> Page:
    return assemble(list(lines), Decoded("", Charset("utf-8", "utf-8")))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("提案内容：", "答复内容："),
        ("【提案内容】", "【答复内容】"),
        ("建议原文", "答复原文"),
        ("一、建议原文", "二、答复原文"),
        ("提案内容", "办理答复"),
        ("案由：", "答　复："),
    ],
)
def test_a_labelled_proposal_is_set_aside(question: str, answer: str) -> None:
    found = page(TITLE, question, *ASKED, answer, *LETTER)
    assert found.lines == (TITLE, *LETTER)
    assert found.removed[: len(ASKED) + 2] == (question, *ASKED, answer)
    assert NOTE in found.notes


def test_a_proposal_on_its_label_s_own_line_is_set_aside_with_its_metadata() -> None:
    found = page(TITLE, f"建议内容：{ASKED[1]}", "办理类别：A", "答复：", *LETTER)
    assert found.lines == (TITLE, *LETTER)
    assert Pair("办理类别", "A") in found.pairs


def test_the_reply_s_title_and_number_may_stand_below_the_label() -> None:
    found = page("提案原文：", *ASKED, "答复内容：", TITLE, "海民函〔2023〕7号", *LETTER)
    assert found.lines == (TITLE, "海民函〔2023〕7号", *LETTER)


def test_a_labelled_proposal_below_the_reply_is_set_aside() -> None:
    found = page(TITLE, "答复内容：", *LETTER, "提案内容：", *ASKED)
    assert found.lines == (TITLE, *LETTER)
    assert set(ASKED) <= set(found.removed)


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, *ASKED, *LETTER],  # nothing is labelled
        [TITLE, *ASKED, "答复内容：", *LETTER],  # only the reply is
        [TITLE, "提案内容：", *ASKED, *LETTER],  # only the proposal is
    ],
)
def test_without_both_labels_the_proposal_stays(lines: list[str]) -> None:
    found = page(*lines)
    assert set(ASKED) <= set(found.lines)
    assert NOTE not in found.notes


def test_a_heading_of_the_letter_is_no_label() -> None:
    body = [*LETTER[:2], "一、建议内容", ASKED[0], "二、答复意见", *LETTER[2:]]
    assert page(TITLE, *body).lines == (TITLE, *body)
