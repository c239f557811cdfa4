"""Addresses of searches: what they ask for, and the way back into an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict, iter_multi_items

from indexer.errors import InputError
from indexer.schema import FIELDS
from search.filters import filter_for
from search.query import Mode, Sort
from web.links import shown
from web.params import Asked, question_of, read

PAIRS = st.lists(
    st.tuples(
        st.sampled_from([spec.name for spec in FIELDS]), st.sampled_from(["青屿市教育局", "A", "未标明", "2022"])
    ),
    max_size=4,
    unique=True,
).map(tuple)


def asked(*pairs: tuple[str, str]) -> Asked:
    return read(MultiDict(pairs), least=1, most=100)


@given(
    chosen=PAIRS, excluded=PAIRS, gathers=st.booleans(), sort=st.sampled_from(Sort), mode=st.sampled_from(Mode),
    page=st.integers(1, 9),
)  # fmt: skip
def test_an_address_asks_for_what_it_was_written_for(chosen, excluded, gathers, sort, mode, page) -> None:
    wanted = Asked("养老", chosen, sort, mode=mode, excluded=excluded, gathers=gathers).on_page(page)
    found = read(MultiDict(iter_multi_items(wanted.args())), least=1, most=100)
    assert sorted(found.narrowing) == sorted(wanted.narrowing)
    assert found.args() == wanted.args()


def test_a_value_is_left_out_by_not_before_its_field() -> None:
    found = asked(("q", "养老"), ("not-agency", "青屿市教育局"), ("not-agency", "青屿市民政局"), ("kind", "提案"))
    assert found.excluded == (("agency", "青屿市教育局"), ("agency", "青屿市民政局"))
    assert found.chosen == (("kind", "提案"),)
    assert found.filters() == (
        filter_for("kind", "提案"),
        filter_for("agency", "青屿市教育局", excludes=True),
        filter_for("agency", "青屿市民政局", excludes=True),
    )
    assert asked(("not-nothing", "甲"), ("not-", "甲"), ("not-agency", " ")).is_empty
    assert not asked(("not-kind", "提案")).is_empty
    assert found.unfiltered().narrowing == ()


def test_a_value_is_chosen_or_left_out_but_not_both() -> None:
    pair = ("agency", "青屿市教育局")
    left_out = asked(pair).toggled_out(*pair)
    assert (left_out.chosen, left_out.excluded) == ((), (pair,))
    assert left_out.toggled_out(*pair).narrowing == ()
    chosen = left_out.toggled(*pair)
    assert (chosen.chosen, chosen.excluded) == ((pair,), ())


def test_each_letter_of_a_family_is_a_row_on_request() -> None:
    assert question_of(asked(("q", "养老"))).gathers
    assert not question_of(asked(("q", "养老"), ("families", "each"))).gathers
    assert question_of(asked(("families", "odd"))).gathers
    assert "families" not in asked(("q", "养老"), ("families", "each")).gathering(True).args()


@pytest.mark.parametrize("name", ["agency", "not-agency"])
def test_more_filters_than_anyone_chooses_are_refused_not_left_out(name: str) -> None:
    many = [(name, f"青屿市第{number}局") for number in range(5_000)]
    assert len(asked(*many[:100]).filters()) == 100
    found = asked(*many)
    assert len(found.narrowing) < 200  # what a page makes of them is small
    with pytest.raises(InputError, match="太多"):
        found.filters()


@pytest.mark.parametrize(
    ("value", "words"),
    [("2019..2022", "2019 至 2022"), ("2022..2019", "2019 至 2022"), ("2019..", "2019 以后"), ("..2022", "2022 以前"),
     ("2020..2020", "2020"), ("2020", "2020"), ("未标明", "未标明")],
)  # fmt: skip
def test_years_are_worded_as_one_says_them(value: str, words: str) -> None:
    assert shown("year", value) == words
