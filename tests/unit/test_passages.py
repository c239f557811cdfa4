"""The best paragraphs of a hit: those that say most of what was asked, with their marks."""

from __future__ import annotations

import builders
from hypothesis import given
from hypothesis import strategies as st

from indexer.folding import fold
from search.highlighter import folded_strings
from search.passages import CHROME_LABEL, _densest, best

REPLY = builders.parsed(builders.LETTER)
LONG = "我市持续推进义务教育优质均衡发展，统筹安排各类资源。" * 20


def shown(text: str, *strings: str, **more: object) -> list[str]:
    reply = builders.reply("a1", text, **more)
    return [snippet.text for snippet in best(reply, folded_strings(strings))[0]]


def test_the_paragraph_with_most_different_strings_is_shown() -> None:
    text = "课后服务。\n课后服务课后服务课后服务。\n课后服务经费纳入预算。\n其他工作。"
    assert "课后服务经费纳入预算。" in shown(text, "课后服务", "经费")


def test_at_most_three_in_reading_order() -> None:
    text = "\n".join(f"第{n}所学校开展课后服务。" for n in range(1, 8))
    found = shown(text, "课后服务")
    assert len(found) == 3
    assert found == sorted(found, key=text.index)


def test_the_title_alone_is_not_a_passage() -> None:
    snippets, _ = best(REPLY, folded_strings(["课后服务"]))
    assert all("的答复" not in snippet.text for snippet in snippets)


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 3)), min_size=1, max_size=40))
def test_a_long_paragraph_is_shown_from_where_most_stands_together(starts: list[tuple[int, int]]) -> None:
    places = [(start, start + 2, number) for start, number in sorted(starts)]

    def worth(first: int) -> int:
        near = [number for start, _, number in places if first <= start < first + 165]
        return len(set(near)) * 100 + len(near)

    assert _densest(places) == max(places, key=lambda place: (worth(place[0]), -place[0]))[0]


def test_a_paragraph_of_a_million_characters_is_shown_at_once() -> None:
    with builders.within(5):
        assert shown("养老服务体系建设" * 100_000, "养老服务")


def test_without_a_mark_the_first_paragraph_of_the_body_is_shown() -> None:
    snippets, total = best(REPLY, ())
    assert total == 0
    assert len(snippets) == 1
    assert snippets[0].marks == ()
    assert "186所" in snippets[0].text


def test_snippets_say_where_they_stand() -> None:
    snippet = best(REPLY, folded_strings(["生均标准"]))[0][0]
    assert snippet.path == ("二、下一步工作", "（一）加强经费保障")
    paragraph = REPLY.paragraphs[snippet.paragraph - 1]
    assert REPLY.text[paragraph.start : paragraph.end] == snippet.text
    assert snippet.start == paragraph.start


def test_the_path_ends_with_the_point_of_a_list_in_the_text() -> None:
    points = "下一步做好三件事：一是加强经费保障，落实资金；二是扩大助餐服务。三是开展监督检查，十年是一个周期。"
    reply = builders.parsed(builders.LETTER.replace("推动将课后服务经费纳入财政预算", points))
    above = ("二、下一步工作", "（一）加强经费保障")
    places = {"三件事": (), "落实资金": ("一是",), "助餐": ("二是",), "监督": ("三是",), "周期": ("三是",)}
    for string, point in places.items():
        assert best(reply, folded_strings([string]))[0][0].path == (*above, *point), string


def test_paragraphs_that_say_the_same_are_shown_once() -> None:
    text = "养老助餐补贴。\n" * 3 + "养老服务。\n养老床位。"
    assert shown(text, "养老", "助餐") == ["养老助餐补贴。", "养老服务。", "养老床位。"]


def test_the_three_best_paragraphs_are_those_with_most_of_what_was_asked() -> None:
    text = "养老。\n养老，助餐。\n养老，助餐，床位。\n床位。\n养老，床位。"
    assert shown(text, "养老", "助餐", "床位") == ["养老，助餐。", "养老，助餐，床位。", "养老，床位。"]


def test_a_long_paragraph_is_cut_around_its_marks() -> None:
    reply = builders.reply("a1", LONG + "课后服务经费纳入预算。" + LONG)
    snippet = best(reply, folded_strings(["课后服务经费"]))[0][0]
    assert len(snippet.text) < 400
    assert snippet.cut == (True, True)
    assert [snippet.text[s:e] for s, e in snippet.marks] == ["课后服务经费"]
    assert reply.text[snippet.start : snippet.start + len(snippet.text)] == snippet.text


def test_a_string_over_a_line_break_is_shown_in_both_lines() -> None:
    found = shown("全市累\n计达到4万个。", "累计达到")
    assert found == ["全市累", "计达到4万个。"]


def test_a_string_only_in_page_chrome_is_shown_as_such() -> None:
    reply = builders.reply("a1", "青屿市教育局。", removed=["网站标识码：3302000001"])
    snippets, total = best(reply, folded_strings(["网站标识码"]))
    assert [(s.text, s.path, s.paragraph) for s in snippets] == [("网站标识码：3302000001", (CHROME_LABEL,), 0)]
    assert total == 1


TEXTS = st.lists(
    st.text(alphabet="青屿市课后服務。，", min_size=1, max_size=500).filter(lambda line: bool(fold(line))),
    min_size=1,
    max_size=6,
)


@given(TEXTS, st.lists(st.sampled_from(["青屿", "课后服务", "。", "市课", "务务", "，青屿市"]), max_size=3))
def test_snippets_lie_in_the_text_and_marks_in_the_snippets(lines: list[str], strings: list[str]) -> None:
    reply = builders.reply("a1", "\n".join(lines))
    snippets, total = best(reply, folded_strings(strings))
    assert snippets
    for snippet in snippets:
        assert reply.text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
        assert "\n" not in snippet.text
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
    assert (total > 0) == any(fold(string) in fold(reply.text) for string in strings)
    assert (total > 0) == any(snippet.marks for snippet in snippets)
