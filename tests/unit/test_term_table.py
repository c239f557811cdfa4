"""What is counted and written by array is what counting one by one gives, and stock Whoosh finds all of it."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter

from indexer.analyzer import fold, grams
from indexer.segment import postings as module
from indexer.segment.postings import Folded, Lists, Weighted
from indexer.segment.terms import TermTable, rows

TEXTS = st.lists(st.text(alphabet="市教育局答复5a〇𠮷的") | st.text().map(fold), max_size=8)
COUNTS = st.lists(st.dictionaries(st.sampled_from(["市", "教育", "a", "𠮷"]), st.integers(1, 999)), max_size=8)


def postings(lists: Lists) -> dict[str, dict[int, float]]:
    """The lists as weights by term and document."""
    found, end = {}, 0
    for term, size in zip(lists.terms, lists.sizes.tolist(), strict=True):
        part = slice(end, end := end + size)
        found[term.decode()] = dict(zip(lists.documents[part].tolist(), lists.weights[part].tolist(), strict=True))
    assert end == len(lists.documents) == len(lists.weights)
    return found


def by_term(documents: list[dict[str, int]]) -> dict[str, dict[int, float]]:
    """The same, counted one by one; every third number is a document's."""
    found: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for number, counts in enumerate(documents):
        for term, count in counts.items():
            found[term][number * 3] = count
    return {term: found[term] for term in sorted(found, key=str.encode)}


@given(TEXTS, st.integers(1, 50))
def test_grams_counted_all_at_once_are_those_counted_one_by_one(texts: list[str], at_once: int) -> None:
    gathered = Folded()
    for number, text in enumerate(texts):
        gathered.add(number * 3, text)
    with mock.patch.object(module, "_AT_ONCE", at_once):
        found = postings(gathered.lists())
    assert found == by_term([grams(text) for text in texts])
    assert list(found) == sorted(found, key=str.encode)


@given(COUNTS)
def test_terms_with_weights_come_sorted(documents: list[dict[str, int]]) -> None:
    gathered = Weighted()
    for number, counts in enumerate(documents):
        gathered.add(number * 3, counts)
    found = postings(gathered.lists())
    assert found == by_term(documents)
    assert list(found) == sorted(found, key=str.encode)


@pytest.mark.parametrize("count", [1, 2, 300, 4_000])
def test_every_term_of_a_table_is_found_by_stock_whoosh(count: int, tmp_path: Path) -> None:
    chance = random.Random(count)
    terms = sorted({("词" * chance.randint(0, 3) + str(chance.random())).encode() for _ in range(count)})
    gathered = Weighted()
    for number, sample in enumerate(chance.sample(terms, chance.randint(1, len(terms))) for _ in range(20)):
        gathered.add(number * 50, {term.decode(): chance.randint(1, 255) for term in sample})
    lists = gathered.lists()
    storage = FileStorage(str(tmp_path))
    table = TermTable.instead_of(OrderedHashWriter(storage.create_file("terms")))
    table.add_rows(lists.terms, rows(lists))
    table.close()
    read = OrderedHashReader.open(storage, "terms")
    assert list(read.keys()) == lists.terms
    found = postings(lists)
    for term in lists.terms:
        info = W3TermInfo.from_bytes(read[term])
        ids, weights, _ = info.inlined_postings()
        assert dict(zip(ids, weights, strict=True)) == found[term.decode()]
        assert (info.doc_frequency(), info.weight()) == (len(ids), sum(weights))
        assert (info.min_id(), info.max_id(), info.max_weight()) == (ids[0], ids[-1], max(weights))
        assert read.closest_key(term) == term
    assert "没有".encode() not in read
    read.close()


def test_a_list_that_does_not_fit_into_its_row_is_long() -> None:
    lists = Lists(
        [b"a", b"b", b"c", b"d"],
        np.array([1, 1, 1, 25]),
        np.array([65_535, 65_536, 1, *range(25)], np.uint32),
        np.array([255, 1, 0.5, *range(1, 26)], np.float32),
    )
    assert rows(lists).short.tolist() == [True, False, False, False]
