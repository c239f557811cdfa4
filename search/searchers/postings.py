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
_ABOUT = Struct("!BfIBBfII")  # of a list: whether it lies beside its term, its weight, its documents, …
_SIZES = Struct("!ii")  # before a row of the table of terms: of its key and of what it says
_EXTENT = Struct("!qi")  # of a list that does not: where it begins, and its bytes

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]


class Postings(NamedTuple):
    """The documents a term stands in, ascending, and its weight in each."""

    ids: Ids
    weights: Weights


EMPTY = Postings(np.empty(0, np.int64), np.empty(0, np.float32))


class Packed(NamedTuple):
    """Postings as they are kept, in small types: in those that numpy counts with, half as many could be."""

    ids: NDArray[np.int32]
    weights: NDArray[np.uint8] | Weights

    @classmethod
    def of(cls, postings: Postings) -> Packed:
        """Packs postings; weights that are counts up to 255 take a byte."""
        counts = postings.weights.astype(np.uint8)
        exact = np.array_equal(counts, postings.weights)
        return cls(postings.ids.astype(np.int32), counts if exact else postings.weights)

    def unpacked(self) -> Postings:
        """The same postings as arrays to count with."""
        return Postings(self.ids.astype(np.int64), self.weights.astype(np.float32))

    @property
    def nbytes(self) -> int:
        """How much the arrays take."""
        return self.ids.nbytes + self.weights.nbytes


def read(leaves: list[tuple[Any, int]], field: str, term: str) -> Postings:
    """The postings of a term over all segments: pairs of (segment reader, number of its first document)."""
    key = term.encode("utf-8")
    parts = [part for reader, base in leaves for part in _segment(reader, base, field, key)]
    if not parts:
        return EMPTY
    if len(parts) == 1:
        return parts[0]
    return Postings(np.concatenate([p.ids for p in parts]), np.concatenate([p.weights for p in parts]))


def count(leaves: list[tuple[Any, int]], field: str, term: str) -> tuple[int, float]:
    """How many documents of all segments hold a term, and how often they do."""
    key = term.encode("utf-8")
    rows = [_ABOUT.unpack_from(row) for reader, _ in leaves if (row := _row(reader, field, key)) is not None]
    return sum(row[2] for row in rows), sum(row[1] for row in rows)


def rows(reader: Any, field: str) -> Iterator[tuple[bytes, bytes]]:
    """Every term of a field in a segment, in order, and what the table says of it, read one behind the other."""
    table, prefix = reader._terms._tindex, reader._terms._keycoder(field, b"")
    at, get = table.closest_key_pos(prefix), table.dbfile.get
    while at is not None and at < table.endofdata:
        sizes = _SIZES.unpack(get(at, _SIZES.size))
        key = get(at + _SIZES.size, sizes[0])
        if not key.startswith(prefix):
            return
        at += _SIZES.size + sizes[0]
        yield key[len(prefix) :], get(at, sizes[1])
        at += sizes[1]


def documents_of(row: bytes) -> int:
    """How many documents of a segment hold a term, from what its table says."""
    count: int = _ABOUT.unpack_from(row)[2]
    return count


def _row(reader: Any, field: str, key: bytes) -> bytes | None:
    """What a segment's table says of a term, None where it has none: `W3TermInfo`, not taken apart."""
    terms = reader._terms
    row: bytes | None = terms._tindex.get(terms._keycoder(field, key))
    return row


def _segment(reader: Any, base: int, field: str, key: bytes) -> list[Postings]:
    row = _row(reader, field, key)
    return [] if row is None else lists(reader, base, row)


def lists(reader: Any, base: int, row: bytes) -> list[Postings]:
    """The postings of a term in a segment, block by block, from what its table says."""
    if row[0]:
        ids, weights, _ = pickle.loads(row[_ABOUT.size :])
        return [Postings(np.array(ids, np.int64) + base, np.array(weights, np.float32))]
    start, length = _EXTENT.unpack_from(row, _ABOUT.size)
    return list(_blocks(BytesIO(reader._terms._postfile.get(start, length)), base))


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
