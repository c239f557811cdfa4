"""The promise: whatever string a reader can see in a reply finds that reply, and nothing wrong is found.

Tried on the sample archive with strings cut out at random, as typed, in full width and in the other
script; and marks always show the string that was asked for.
"""

from __future__ import annotations

import builders
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indexer.folding import fold
from indexer.reply import Reply
from search.archive import Archive
from search.highlighter import find, folded_strings
from search.language import parse
from search.query import And, Clause, Everything, Exact, Field, Not, Or, Query, Years


@pytest.fixture(scope="module")
def folded(sample_replies: list[Reply]) -> dict[str, tuple[str, ...]]:
    """All that can be seen of each reply, folded."""
    return {reply.id: tuple(map(fold, (reply.text, reply.display_title, *reply.removed))) for reply in sample_replies}


def seen(data: st.DataObject, replies: list[Reply]) -> tuple[str, str]:
    """The id of a reply and a string of 1–12 characters that a reader can see in it."""
    reply = replies[data.draw(st.integers(0, len(replies) - 1), label="reply")]
    texts = [text for text in (reply.text, reply.display_title, *reply.removed) if text]
    text = texts[data.draw(st.just(0) | st.integers(0, len(texts) - 1), label="part")]
    start = data.draw(st.integers(0, len(text) - 1), label="start")
    return reply.id, text[start : start + data.draw(st.integers(1, 12), label="length")]


def quoted(string: str) -> str:
    bare = string.translate(dict.fromkeys(map(ord, '"＂')))
    assume(fold(bare))
    return f'"{bare}"'


def found(searcher, clause: Clause) -> set[str]:
    return {i for i, _ in searcher.search(Query("", clause, limit=1000)).hits}


def check(searcher, folded: dict[str, tuple[str, ...]], reply_id: str, string: str, query: str) -> None:
    clause, notes = parse(query)
    assert not notes
    ids = found(searcher, clause)
    assert reply_id in ids
    wanted = fold(string)
    assert ids == {i for i, texts in folded.items() if any(wanted in text for text in texts)}


@given(st.data())
def test_every_string_a_reader_can_see_finds_its_reply(sample_searcher, sample_replies, folded, data) -> None:
    reply_id, string = seen(data, sample_replies)
    check(sample_searcher, folded, reply_id, string, quoted(string))


@given(st.data())
def test_so_does_the_same_string_in_full_width(sample_searcher, sample_replies, folded, data) -> None:
    reply_id, string = seen(data, sample_replies)
    query = quoted(string)
    check(sample_searcher, folded, reply_id, string, f'"{builders.full_width(query[1:-1])}"')


@given(st.data())
def test_so_does_the_same_string_in_traditional_script(sample_searcher, sample_replies, folded, data) -> None:
    reply_id, string = seen(data, sample_replies)
    check(sample_searcher, folded, reply_id, string, builders.traditional(quoted(string)))


@given(st.data())
def test_marks_lie_in_the_text_and_show_the_string(sample_archive: Archive, sample_replies, data) -> None:
    _, string = seen(data, sample_replies)
    query = quoted(string)
    wanted = fold(query)
    for hit in sample_archive.search(query, limit=3).hits:
        reply = sample_archive.reply(hit.id)
        assert reply is not None
        assert hit.paragraphs
        if wanted in fold(reply.text):
            assert any(snippet.marks for snippet in hit.paragraphs)
        for snippet in hit.paragraphs:
            if snippet.paragraph:
                assert reply.text[snippet.start : snippet.start + len(snippet.text)] == snippet.text
            for start, end in snippet.marks:
                assert 0 <= start < end <= len(snippet.text)
                piece, at_edge = fold(snippet.text[start:end]), start == 0 or end == len(snippet.text)
                assert piece
                assert wanted in piece or at_edge  # a string may go on in the next paragraph
        for start, end in hit.title_marks:
            assert wanted in fold(hit.title[start:end])


@given(st.data())
def test_every_place_found_in_a_reply_is_the_string_itself(sample_replies, data) -> None:
    reply_id, string = seen(data, sample_replies)
    reply = next(reply for reply in sample_replies if reply.id == reply_id)
    for start, end, _ in find(reply.text, folded_strings([string])):
        assert 0 <= start < end <= len(reply.text)
        assert fold(string) in fold(reply.text[start:end])


# Boolean algebra

STRINGS = st.sampled_from(["5G", "养老", "的", "基站", "学校", "公园", "数据", "A类", "停车", "下一步", "量子", "沈"])
LEAVES = (
    st.builds(Exact, STRINGS)
    | st.builds(Field, st.sampled_from(["agency", "title"]), STRINGS)
    | st.builds(Field, st.just("kind"), st.sampled_from(["建议", "提案", "非答复"]))
    | st.builds(Years, st.sampled_from([None, 2019, 2021]), st.sampled_from([None, 2021, 2024]))
)
TREES: st.SearchStrategy[Clause] = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=1, max_size=3).map(tuple).map(And)
        | st.lists(inner, min_size=1, max_size=3).map(tuple).map(Or)
    ),
    max_leaves=10,
)


def by_sets(searcher, everything: set[str], clause: Clause) -> set[str]:
    """What a tree must find, from what its leaves find."""
    match clause:
        case Not(inner):
            return everything - by_sets(searcher, everything, inner)
        case And(clauses):
            return everything.intersection(*(by_sets(searcher, everything, c) for c in clauses))
        case Or(clauses):
            return set().union(*(by_sets(searcher, everything, c) for c in clauses))
        case _:
            return found(searcher, clause)


@given(TREES)
def test_not_is_the_complement_and_and_or_are_intersection_and_union(sample_searcher, folded, clause) -> None:
    assert found(sample_searcher, clause) == by_sets(sample_searcher, set(folded), clause)


@given(TREES)
def test_facets_of_a_tree_add_up_to_its_total(sample_searcher, clause) -> None:
    result = sample_searcher.search(Query("", clause))
    assert all(sum(value.count for value in facet.values) == result.total for facet in result.facets)


# Any text at all

PIECES = [*"()（）-－“”\"「」『』 　:：|\n税", " OR ", " 或 ", " NOT ", " 且 ", "单位:", "年：", "文号:", "2022", "..",
          "〔2024〕", "9号", "养老", "5G", "标题:", "公开:公开", "届次:十六届"]  # fmt: skip


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_text_can_be_searched(sample_searcher, folded, text: str) -> None:
    with builders.within(5):
        clause, _ = parse(text)
        ids = found(sample_searcher, clause)
    assert ids <= set(folded)
    assert ids == set(folded) or not isinstance(clause, Everything)


def test_characters_outside_the_first_plane_are_found(sample_archive: Archive) -> None:
    assert sample_archive.search("𠮷").total == 0
    assert sample_archive.search("㛃").total == 1
