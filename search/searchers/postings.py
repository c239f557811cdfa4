"""Whoosh's postings as arrays: a whole posting list at once instead of a Python call per posting.

Reads the blocks of `whoosh.codec.whoosh3` (2.7.4): each a pickle of (gaps between document numbers, weights or
one weight or None for 1.0, values); short lists lie beside their term. Private to that version, so the tests
compare what is read here with Whoosh's own matcher.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import Struct
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_HEADER = 4  # bytes, before the first block
_LENGTH = Struct("!i")

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
    start, (length,) = info.extent()  # 2.7.4 leaves the length as it was unpacked
    return list(_blocks(BytesIO(terms._postfile.get(start, length)), base))


def _blocks(stream: BytesIO, base: int) -> Iterator[Postings]:
    """The blocks of a list: the length of each, negative for the last, its statistics, and its data, packed or not."""
    stream.read(_HEADER)
    length = 1
    while length > 0:
        (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
        end = stream.tell() + abs(length)
        packing = pickle.load(stream)[3]
        data = stream.read(end - stream.tell())
        gaps, weights, _ = pickle.loads(zlib.decompress(data) if packing else data)
        ids = np.cumsum(_numbers(gaps), dtype=np.int64) + base
        yield Postings(ids, _weights(weights, len(ids)))


def _numbers(packed: Any) -> NDArray[Any]:
    """Small numbers lie as bytes, others as arrays or, written by stock Whoosh, as tuples."""
    return np.frombuffer(packed, np.uint8) if isinstance(packed, bytes) else np.array(packed)


def _weights(packed: Any, count: int) -> Weights:
    if packed is None:
        return np.ones(count, np.float32)
    if isinstance(packed, float):
        return np.full(count, packed, np.float32)
    return _numbers(packed).astype(np.float32)
