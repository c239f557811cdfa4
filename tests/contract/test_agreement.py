"""The engine that is shipped and the plain one agree on random queries over a random archive."""

from __future__ import annotations

from collections.abc import Iterator

import builders
import pytest
from conftest import Index, reference, whoosh
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyzer import Analyzer
from indexer.reply import Reply
from search.filters import filter_for
from search.query import And, Clause, Everything, Exact, Field, Not, Or, Sort, Years

LETTERS = "青屿市养老服务5G基站。"


def _replies(seed: int) -> Iterator[Reply]:
    """Random documents over few characters, so that most short strings stand in some of them."""
    import random

    chance = random.Random(seed)
    for number in range(30):
        text = "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 60)))
        facts = {"agency": chance.choice(["青屿市教育局", "青屿市民政局"]), "kind": chance.choice(["建议", "提案"])}
        year = chance.choice([None, 2019, 2021, 2023])
        facts |= {"year": year, "signed_date": f"{year}-0{chance.randint(1, 9)}-01"} if year else {}
        removed = ["".join(chance.choice(LETTERS) for _ in range(6))] if chance.random() < 0.2 else []
        title = "".join(chance.choice(LETTERS) for _ in range(8))
        more = {"removed": removed, "is_reply": chance.random() < 0.9, "family": chance.choice(["", "", "甲", "乙"])}
        yield builders.reply(f"d{number:02}", text, title, **more, **facts)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[tuple[Index, Index]]:
    """Both engines with the same history: three commits, replacements, deletions."""
    both = []
    for name, open_both in (("whoosh", whoosh), ("reference", reference)):
        index = Index(tmp_path_factory.mktemp(name), analyzer, *open_both())
        first, second = list(_replies(1)), list(_replies(2))
        index.write(*first)
        index.write(*second[:10], gone=["d20", "d21"])
        index.write(*second[20:24])
        both.append(index)
    yield both[0], both[1]
    for index in both:
        index.close()


STRINGS = st.text(alphabet=LETTERS, min_size=1, max_size=5)
LEAVES = (
    st.builds(Exact, STRINGS, st.lists(STRINGS, max_size=2).map(tuple))
    | st.builds(Field, st.just("title"), STRINGS)
    | st.builds(Field, st.just("agency"), st.sampled_from(["教育局", "民政", "财政", "未标明"]))
    | st.builds(Field, st.just("kind"), st.sampled_from(["建议", "提案", "非答复"]))
    | st.builds(Years, st.sampled_from([None, 2019, 2020, 2023]), st.sampled_from([None, 2019, 2022, 2023]))
    | st.just(Everything())
)
TREES: st.SearchStrategy[Clause] = st.recursive(
    LEAVES,
    lambda children: (
        st.builds(Not, children)
        | st.builds(And, st.lists(children, max_size=3).map(tuple))
        | st.builds(Or, st.lists(children, max_size=3).map(tuple))
    ),
    max_leaves=8,
)
FILTERS = st.lists(
    st.sampled_from(
        [
            filter_for(*one, excludes)
            for one in (("kind", "建议"), ("kind", "提案"), ("year", "2021"), ("agency", "青屿市教育局"))
            for excludes in (False, True)
        ]
    ),
    max_size=3,
)


@given(TREES, FILTERS, st.sampled_from(Sort), st.booleans())
def test_both_find_the_same_documents_with_the_same_facets_and_scores(engines, clause, filters, sort, gathers) -> None:
    found, expected = (index.search(clause, *filters, sort=sort, gathers=gathers) for index in engines)
    assert (found.total, found.rows) == (expected.total, expected.rows)
    assert found.facets == expected.facets
    if not gathers or sort is not Sort.RELEVANCE:  # scores that differ in the last digit may change a family's head
        assert {i for i, _ in found.hits} == {i for i, _ in expected.hits}
        assert found.siblings == expected.siblings
        assert dict(found.hits) == pytest.approx(dict(expected.hits), abs=2e-3)


@given(STRINGS, st.sampled_from(Sort), st.integers(0, 12), st.integers(0, 12))
def test_both_give_the_same_page(engines, text, sort, offset, limit) -> None:
    found, expected = (index.search(Exact(text), sort=sort, offset=offset, limit=limit) for index in engines)
    assert [score for _, score in found.hits] == pytest.approx([score for _, score in expected.hits], abs=2e-3)
    if sort is not Sort.RELEVANCE:
        assert [i for i, _ in found.hits] == [i for i, _ in expected.hits]
