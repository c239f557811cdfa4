"""The 8-grams of a text as numbers, and the few of them that stand for all: its sketch.

A sketch holds the 128 smallest hashes of a text's 8-grams (bottom-k, Broder 1997). Below the larger
ends of two sketches both are complete, so the share of one text's hashes found in the other
estimates how much of it the other contains, whatever their lengths are.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .keys import near_key

SKETCH_SIZE = 128
GRAM = 8  # characters; shorter texts are one gram
NO_HASH = 0xFFFFFFFF  # fills up rows of short sketches, so no sketch may hold it

Number = TypeVar("Number", np.uint32, np.uint64)
Hashes = NDArray[np.uint32]
Grams = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_DOUBLING = tuple((step, np.uint64(pow(_BASE, step, 1 << 64))) for step in (1, 2, 4))
_MIX = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))  # the finalizer of MurmurHash3
_HALF = np.uint64(33)


def grams(key: str) -> Grams:
    """The distinct 8-grams of a `near_key` as 64-bit hashes, ascending; the same on every machine."""
    if not key:
        return np.empty(0, dtype=np.uint64)
    codes = np.frombuffer(key.ljust(GRAM, "\0").encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    hashes = codes
    for step, factor in _DOUBLING:  # grams of 2, 4 and 8 characters; a half is hashed once for all that it is part of
        hashes = hashes[:-step] * factor + hashes[step:]
    for factor in _MIX:
        hashes ^= hashes >> _HALF
        hashes *= factor
    hashes ^= hashes >> _HALF
    hashes.sort()
    return _distinct(hashes)


def sketch(text: str) -> bytes:
    """The sketch of a text: at most 128 ascending hashes of 4 bytes each, little-endian."""
    return sketch_key(near_key(text))


def sketch_key(key: str) -> bytes:
    """The sketch of a text of which this is the `near_key`."""
    return _smallest(grams(key)).astype("<u4").tobytes()


def _distinct(ascending: NDArray[Number]) -> NDArray[Number]:
    """Each of ascending numbers once; `np.unique` would build a table of them first."""
    is_first = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return ascending[is_first]


def _smallest(hashes: Grams) -> Hashes:
    """The high halves of the smallest hashes. `hashes` are ascending, so these are the smallest high halves."""
    high: Hashes = _distinct((hashes[: 2 * SKETCH_SIZE] >> np.uint64(32)).astype(np.uint32))[:SKETCH_SIZE]
    kept: Hashes = high[high != NO_HASH]
    return kept


def read_sketch(sketch: bytes) -> Hashes:
    """The hashes in a sketch, ascending."""
    return np.frombuffer(sketch, dtype="<u4").astype(np.uint32)
