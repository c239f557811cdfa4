"""Marks: where a query's strings stand in the text as it is shown, whatever its script and width."""

from __future__ import annotations

from itertools import pairwise

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.folding import fold
from search.highlighter import find, folded_strings, marks, merge


def marked(text: str, *strings: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, folded_strings(strings))]


@pytest.mark.parametrize(
    ("text", "string", "shown"),
    [
        ("全市建成5G基站126个", "5g基站", ["5G基站"]),
        ("全市建成５Ｇ基站126个", "5G基站", ["５Ｇ基站"]),
        ("全市數字經濟發展", "数字经济", ["數字經濟"]),
        ("有關提案的答覆", "答复", ["答覆"]),
        ("数字经济", "數字經濟", ["数字经济"]),
        ("累计达到 4 万 个", "4万个", ["4 万 个"]),
        ("累\n\n计达到", "累计达到", ["累\n\n计达到"]),
        ("改造升级“老字号”企业", "老字号企业", ["老字号”企业"]),
        ("青教建【2023】12号", "〔2023〕12号", ["【2023】12号"]),
        ("面积120㎡以上", "m2", ["㎡"]),
        ("二○二四年", "二〇二四年", ["二○二四年"]),
        ("马克思主义", "马克思", ["马克思"]),
        ("的的的", "的的", ["的的的"]),
        ("税收、税务、税", "税", ["税", "税", "税"]),
        ("青屿市", "财政", []),
        ("青屿市", "“”", []),
    ],
)
def test_the_glyphs_of_the_text_are_marked(text: str, string: str, shown: list[str]) -> None:
    assert marked(text, string) == shown


def test_several_strings_are_marked_without_overlap() -> None:
    assert marked("数字经济和数字政府", "数字经济", "数字", "经济和") == ["数字经济和", "数字"]


def test_marks_that_only_touch_stay_apart() -> None:
    assert merge([(0, 2), (2, 4), (3, 5)]) == ((0, 2), (2, 5))


def test_longer_strings_come_first_and_each_once() -> None:
    assert folded_strings(["数字", "數字", "数字经济", "“”"]) == ("数字经济", "数字")


TEXTS = st.text(alphabet="青屿市數据〔〕【】２2５5Gg“” \n　㎡○〇", max_size=60)


@given(TEXTS, st.data())
def test_every_piece_of_a_text_is_marked_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    string = fold(text[start : start + data.draw(st.integers(1, 12))])
    places = find(text, [string] if string else [])
    assert bool(places) == bool(string)
    for first, last, _ in places:
        assert 0 <= first < last <= len(text)
        assert string in fold(text[first:last])
        assert string not in fold(text[first + 1 : last])
        assert string not in fold(text[first : last - 1])


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_marks_are_in_order_and_apart(text: str, strings: list[str]) -> None:
    spans = marks(text, folded_strings(strings))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(TEXTS)
def test_the_other_script_marks_the_same_places(text: str) -> None:
    """Character by character, Traditional text has the same offsets."""
    strings = folded_strings(["青屿", "据", "〔2"])
    assert marks(builders.traditional(text), strings) == marks(text, strings)
