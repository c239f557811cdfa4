"""Which strings stand out by their numbers alone: frequent, held together, and free to their sides.

*Cohesion* is the smallest pointwise mutual information over all ways to cut a string in two: how much
more often the halves meet than chance would have it. *Freedom* is the smaller one of the entropies of
what stands before and after it: a piece of a longer word always has the same neighbour. Both in bits.
The strings of n symbols are counted among those whose two pieces of n-1 symbols are frequent, so
memory grows with the text and not with the number of its strings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np

MAX_SYMBOLS = 8
_SAMPLES = 7  # places of a string that are remembered
_MIN_COHESION = 3.0
_MIN_FREEDOM = 1.0

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """A string that stands out. `places` are some of its offsets in the text, spread over it."""

    text: str
    count: int
    cohesion: float
    freedom: float
    places: tuple[int, ...]


def standing_out(text: str, min_count: int) -> list[Standing]:
    """The strings of 2 to 8 symbols that stand out in a text of clauses, one a line, in order of their code points."""
    counts, standing = dict[str, int](), list[Standing]()
    total = len(text) - text.count("\n")
    for level in _levels(text, min_count):
        for gram, count, freedom, places in level:
            counts[gram] = count
            if len(gram) < 2 or freedom < _MIN_FREEDOM:
                continue
            if (cohesion := _cohesion(gram, counts, total)) >= _MIN_COHESION:
                standing.append(Standing(gram, count, cohesion, freedom, tuple(sorted(set(places)))))
    return sorted(standing, key=lambda found: found.text)


def _cohesion(gram: str, counts: dict[str, int], total: int) -> float:
    pieces = max(counts[gram[:cut]] * counts[gram[cut:]] for cut in range(1, len(gram)))
    return log2(counts[gram] * total / pieces)


def _levels(text: str, min_count: int) -> Iterator[Iterator[tuple[str, int, float, list[int]]]]:
    """For each length from 1 on, the frequent strings: the string, count, freedom, some places."""
    codes, size = _codes(text)
    places = np.flatnonzero(codes).astype(np.int32)
    keys = codes[places]
    for length in range(1, MAX_SYMBOLS + 1):
        ids, counts, samples = _named(keys, min_count)
        if not len(counts):
            return
        samples = places[samples]
        places, ids = places[ids >= 0], ids[ids >= 0]
        before = _entropy(ids, codes[places - 1], counts, size)
        after = _entropy(ids, codes[places + length], counts, size)
        yield (
            (text[some[0] - 1 : some[0] - 1 + length], count, free, [place - 1 for place in some])
            for some, count, free in zip(
                samples.tolist(), counts.tolist(), np.minimum(before, after).tolist(), strict=True
            )
        )
        begins = np.zeros(len(codes), np.bool_)
        begins[places] = True
        longer = begins[places + 1]
        places, ids = places[longer], ids[longer]
        keys = _pairs(ids, codes[places + length], size)


def _named(keys: Array, min_count: int) -> tuple[Array, Array, Array]:
    """A number for each key, -1 for those that are not frequent; by number, how often it is there and some of where."""
    order = np.argsort(keys, kind="stable")
    starts = _starts(keys[order])
    counts = np.diff(starts, append=len(order))
    frequent = np.flatnonzero(counts >= min_count)
    numbers = np.full(len(counts), -1, np.int32)
    numbers[frequent] = np.arange(len(frequent), dtype=np.int32)
    ids = np.empty(len(order), np.int32)
    ids[order] = np.repeat(numbers, counts)
    steps = (counts[frequent, None] - 1) * np.arange(_SAMPLES) // (_SAMPLES - 1)
    return ids, counts[frequent], order[starts[frequent, None] + steps]


def _pairs(ids: Array, codes: Array, size: int) -> Array:
    """One number for each pair of a string and a character."""
    keys: Array = ids.astype(np.int64)
    keys *= size
    keys += codes
    return keys


def _codes(text: str) -> tuple[Array, int]:
    """The characters of a text as small numbers, 0 for the end of a line, with one before and after; how many."""
    points = np.frombuffer(f"\n{text}\n".encode("utf-32-le"), np.uint32)
    present = np.flatnonzero(np.bincount(points))
    numbers = np.zeros(int(present[-1]) + 1, np.int32)
    numbers[present] = np.arange(len(present), dtype=np.int32)
    numbers[ord("\n")] = 0
    return numbers[points], len(present)


def _starts(ordered: Array) -> Array:
    """Where runs of equal keys begin."""
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else ordered


def _entropy(ids: Array, neighbours: Array, counts: Array, size: int) -> Array:
    """The entropy in bits of each string's neighbours; every end of a line counts as another neighbour."""
    keys = _pairs(ids, neighbours, size)
    keys.sort()
    starts = _starts(keys)
    times = np.diff(starts, append=len(keys))
    owners, ends = np.divmod(keys[starts], size)
    alike = np.where(ends == 0, 0.0, times * np.log2(times))
    found: Array = np.log2(counts) - np.bincount(owners, alike, len(counts)) / counts
    return found
