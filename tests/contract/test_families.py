"""How every engine lists families: one row each, nothing lost, nothing counted otherwise."""

from __future__ import annotations

import builders
import pytest
from conftest import Index
from hypothesis import given
from hypothesis import strategies as st
from test_agreement import FILTERS, TREES, engines

from search.filters import filter_for
from search.query import Everything, Sort

__all__ = ["engines"]  # a fixture


@pytest.fixture
def letters(index: Index) -> Index:
    """Three letters of one family, one of another, and one alone."""
    filler = "其他工作稳步推进。" * 4
    index.write(
        builders.reply("a1", f"养老。{filler}", "甲", family="a", year=2021, agency="青屿市民政局"),
        builders.reply("alone", f"养老，养老。{filler}", "乙", year=2020, agency="青屿市民政局"),
        builders.reply("a2", f"养老，养老，养老。{filler}", "丙", family="a", year=2022, agency="青屿市教育局"),
        builders.reply("a3", filler, "丁", family="a", year=2023, agency="青屿市教育局"),
        builders.reply("b1", f"养老，养老，养老，养老。{filler}", "戊", family="b", year=2019),
        *(builders.reply(f"x{number}", filler, "己") for number in range(5)),
    )
    return index


def test_a_family_is_one_row_at_the_place_of_its_best_letter(letters) -> None:
    found = letters.search("养老", gathers=True)
    assert [reply_id for reply_id, _ in found.hits] == ["b1", "a2", "alone"]
    assert found.siblings == {"a2": ("a1",)}  # a3 does not fit
    assert (found.total, found.rows) == (4, 3)


def test_which_letter_stands_for_a_family_depends_on_the_order(letters) -> None:
    by_date = {Sort.NEWEST: ["a3", "alone", "b1"], Sort.OLDEST: ["b1", "alone", "a1"]}
    for sort, expected in by_date.items():
        found = letters.search(Everything(), sort=sort, gathers=True)
        assert [reply_id for reply_id, _ in found.hits if not reply_id.startswith("x")] == expected
    assert found.siblings == {"a1": ("a2", "a3")}


def test_only_letters_within_the_filters_stand_behind_another(letters) -> None:
    found = letters.search("养老", filter_for("agency", "青屿市民政局"), gathers=True)
    assert ([reply_id for reply_id, _ in found.hits], found.siblings) == (["alone", "a1"], {})
    found = letters.search(Everything(), filter_for("agency", "青屿市教育局", excludes=True), gathers=True)
    assert "a1" in dict(found.hits)
    assert found.siblings == {}


def test_a_letter_that_leaves_its_family_is_a_row_again(letters) -> None:
    letters.write(builders.reply("a1", "养老。", "甲"))
    found = letters.search("养老", gathers=True)
    assert (found.rows, found.siblings) == (4, {})


def test_each_letter_has_its_row_where_families_are_not_asked_for(letters) -> None:
    found = letters.search("养老")
    assert (found.rows, len(found.hits), found.siblings) == (4, 4, {})


@given(TREES, FILTERS, st.sampled_from(Sort), st.integers(1, 9))
def test_rows_are_the_plain_list_with_families_drawn_together(engines, clause, filters, sort, size) -> None:
    families = {reply.id: reply.family for reply in _documents(engines)}
    for index in engines:
        plain = index.search(clause, *filters, sort=sort)
        found = index.search(clause, *filters, sort=sort, gathers=True)
        assert (found.total, found.facets) == (plain.total, plain.facets)
        rows = dict[str, list[str]]()
        for reply_id, _ in plain.hits:
            rows.setdefault(families[reply_id] or reply_id, []).append(reply_id)
        assert found.hits == tuple((own[0], dict(plain.hits)[own[0]]) for own in rows.values())
        assert found.siblings == {own[0]: tuple(own[1:]) for own in rows.values() if own[1:]}
        assert found.rows == len(rows)
        pages = [
            index.search(clause, *filters, sort=sort, gathers=True, offset=offset, limit=size)
            for offset in range(0, found.rows + size, size)
        ]
        assert tuple(hit for page in pages for hit in page.hits) == found.hits
        assert {head: others for page in pages for head, others in page.siblings.items()} == found.siblings


def _documents(engines: tuple[Index, Index]):
    """The replies that both engines hold."""
    return engines[1].searcher._documents.values()  # type: ignore[attr-defined]
