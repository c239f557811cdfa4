"""Whoosh's postings as arrays: a whole posting list at once instead of a Python call per posting.

Reads the blocks of `whoosh.codec.whoosh3` (2.7.4): each a pickle of (gaps between document numbers, weights or
one weight or None for 1.0, values); short lists lie beside their term. Private to that version, so the tests
compare what is read here with Whoosh's own matcher.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]


class Postings(NamedTuple):
    """The documents a term stands in, ascending, and its weight in each."""

    ids: Ids
    weights: Weights


EMPTY = Postings(np.empty(0, np.int64), np.empty(0, np.float32))


def read(leaves: list[tuple[Any, int]], field: str, term: str) -> Postings:
    """The postings of a term over all segments: pairs of (segment reader, number of its first document)."""
    key = term.encode("utf-8")
    parts = [part for reader, base in leaves for part in _segment(reader, base, field, key)]
    if not parts:
        return EMPTY
    if len(parts) == 1:
        return parts[0]
    return Postings(np.concatenate([p.ids for p in parts]), np.concatenate([p.weights for p in parts]))


def _segment(reader: Any, base: int, field: str, key: bytes) -> list[Postings]:
    terms = reader._terms
    if (field, key) not in terms:
        return []
    info = terms.term_info(field, key)
    if info.is_inlined():
        ids, weights, _ = info.inlined_postings()
        return [Postings(np.array(ids, np.int64) + base, np.array(weights, np.float32))]
    matcher = terms.matcher(field, key, reader.schema[field].format)
    blocks = []
    while True:
        matcher._read_data()
        gaps, weights, _ = matcher._data
        ids = np.cumsum(_numbers(gaps), dtype=np.int64) + base
        blocks.append(Postings(ids, _weights(weights, len(ids))))
        if matcher._lastblock:
            return blocks
        matcher._goto(matcher._nextoffset)


def _numbers(packed: Any) -> NDArray[Any]:
    """Small numbers lie as bytes, others as arrays or, written by stock Whoosh, as tuples."""
    return np.frombuffer(packed, np.uint8) if isinstance(packed, bytes) else np.array(packed)


def _weights(packed: Any, count: int) -> Weights:
    if packed is None:
        return np.ones(count, np.float32)
    if isinstance(packed, float):
        return np.full(count, packed, np.float32)
    return _numbers(packed).astype(np.float32)
