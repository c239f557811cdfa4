"""Which documents are worth comparing: found from their sketches and what they say of themselves.

Nothing here compares everything with everything:

* A hash in at most 50 sketches pairs all its documents.
* A hash in more is boilerplate, or one answer sent to eighty deputies. Its documents are put together
  by the next hashes in their sketches, which are as good as drawn by lot: texts that are alike go on
  alike, texts with one paragraph in common do not. Only neighbours among those are paired, so a big
  family becomes a chain and stays whole.
* Documents that name the same proposal, document number, or proposer and title are paired whatever
  their sketches are.

Pairs stay that share 8 hashes and may, as far as sketches tell, contain one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from .described import Described
from .sketching import NO_HASH, SKETCH_SIZE, read_sketch

SHARED = 8  # hashes that two sketches must have in common
_SEEN = SHARED // 2  # a pair that shares 8 is met so often by light or by heavy hashes
_LIGHT = 50  # documents; all pairs of more are too many
_AHEAD = 3  # hashes that must go on alike
_NEIGHBOURS = 2
_AT_ONCE = 1 << 20  # pairs or hashes worked on together

Numbers = NDArray[np.int64]
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HIGH = 32  # a pair is one number, the smaller index in its high half


def candidates(described: Sequence[Described], least: float) -> list[tuple[int, int]]:
    """Pairs of indexes (a < b) of documents of which one may contain the share `least` of the other."""
    if len(described) < 2:
        return []
    table = _table(described)
    parts = [_by_hashes(table), _same_sketches(described), _by_names(described)]
    pairs = np.unique(np.concatenate(parts))
    kept = [chunk[_plausible(table, chunk, least)] for chunk in _chunks(pairs, _AT_ONCE // (4 * SKETCH_SIZE))]
    return [(int(pair) >> _HIGH, int(pair) & NO_HASH) for chunk in kept for pair in chunk]


def _table(described: Sequence[Described]) -> NDArray[np.uint32]:
    """The sketches, one a row, filled up with NO_HASH."""
    table = np.full((len(described), SKETCH_SIZE), NO_HASH, dtype=np.uint32)
    for row, each in zip(table, described, strict=True):
        hashes = read_sketch(each.sketch)
        row[: len(hashes)] = hashes
    return table


def _pair(a: Numbers, b: Numbers) -> Numbers:
    return (np.minimum(a, b) << _HIGH) | np.maximum(a, b)


def _ascending(
    numbers: NDArray[np.uint32] | NDArray[np.uint64] | NDArray[np.int32],
) -> tuple[NDArray[np.uint32], Numbers]:
    """Numbers of up to 32 bits, none negative, sorted, and where each was; equal ones as they come.

    Takes a third of the time of a stable argsort: plain numbers are what numpy sorts fastest.
    """
    placed = numbers.astype(np.uint64)
    placed <<= np.uint64(_HIGH)
    placed |= np.arange(len(numbers), dtype=np.uint64)
    placed.sort()
    return (placed >> np.uint64(_HIGH)).astype(np.uint32), (placed & np.uint64(NO_HASH)).astype(np.int64)


def _chunks(values: Numbers, size: int) -> Iterator[Numbers]:
    return (values[start : start + size] for start in range(0, len(values), size))


# Pairs that share hashes


def _by_hashes(table: NDArray[np.uint32]) -> Numbers:
    """Pairs of rows that meet in at least `_SEEN` light or heavy hashes."""
    hashes, order = _ascending(table.ravel())  # documents ascending within a hash, NO_HASH at the end
    known = np.count_nonzero(table != NO_HASH)
    hashes, order = hashes[:known], order[:known]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else order
    sizes = np.diff(np.r_[starts, len(hashes)])
    is_light, is_heavy = (sizes > 1) & (sizes <= _LIGHT), sizes > _LIGHT
    light, heavy = (np.flatnonzero(np.repeat(which, sizes)) for which in (is_light, is_heavy))
    end = np.repeat((starts + sizes)[is_light], sizes[is_light])
    docs, heavy_hashes, heavy_order = (order // SKETCH_SIZE).astype(np.int32), hashes[heavy], order[heavy]
    del hashes, order, heavy
    return np.concatenate([*_light_pairs(docs, light, end), _heavy_pairs(table, heavy_hashes, heavy_order)])


def _light_pairs(docs: NDArray[np.int32], light: Numbers, end: Numbers) -> Iterator[Numbers]:
    """All pairs of light hashes: each entry with those after it in its hash, some documents at a time.

    `light` are places in `docs`, `end` says for each where its hash ends.
    """
    own, order = _ascending(docs[light])
    light, times = light[order], (end - light - 1)[order]
    firsts = np.flatnonzero(np.r_[True, own[1:] != own[:-1]]) if len(light) else light
    portion = (np.cumsum(times) - times)[firsts] // _AT_ONCE  # a document's pairs are never parted
    cuts = firsts[1:][np.diff(portion) > 0]
    for entries, each in zip(np.split(light, cuts), np.split(times, cuts), strict=True):
        first = np.repeat(entries, each)
        ahead = np.arange(len(first)) - np.repeat(np.cumsum(each) - each, each) + 1
        yield _often(_pair(docs[first].astype(np.int64), docs[first + ahead].astype(np.int64)))


def _heavy_pairs(table: NDArray[np.uint32], hashes: NDArray[np.uint32], order: Numbers) -> Numbers:
    """Neighbours among the documents of a heavy hash whose sketches go on alike; `order` are places in the table."""
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else order
    cuts = starts[1:][np.diff(starts // _AT_ONCE) > 0]
    some = zip(np.split(hashes, cuts), np.split(order, cuts), strict=True)
    return _often(np.concatenate([pairs for part in some for pairs in _neighbours(table, *part)]))


def _neighbours(table: NDArray[np.uint32], hashes: NDArray[np.uint32], order: Numbers) -> Iterator[Numbers]:
    ahead, places = np.zeros(len(order), dtype=np.uint64), table.ravel()
    for step in range(1, _AHEAD + 1):
        beyond = order % SKETCH_SIZE + step >= SKETCH_SIZE
        following = places[np.where(beyond, 0, order + step)]
        ahead = (ahead ^ np.where(beyond, np.uint32(NO_HASH), following)) * _MIX
    several = _several((ahead ^ hashes) * _MIX >> np.uint64(_HIGH))  # of most there is one
    hashes, docs, ahead = hashes[several], order[several] // SKETCH_SIZE, ahead[several]
    alike = np.lexsort((ahead, hashes))  # stable: documents stay ascending
    hashes, docs, ahead = hashes[alike], docs[alike], ahead[alike]
    for step in range(1, _NEIGHBOURS + 1):
        same = (hashes[step:] == hashes[:-step]) & (ahead[step:] == ahead[:-step])
        yield _pair(docs[:-step][same], docs[step:][same])


def _several(numbers: NDArray[np.uint64]) -> Numbers:
    """The places of numbers of 32 bits that are there more than once, ascending."""
    ascending, places = _ascending(numbers)
    same = ascending[1:] == ascending[:-1]
    is_several = np.zeros(len(places), dtype=np.bool_)
    is_several[1:] |= same
    is_several[:-1] |= same
    return np.sort(places[is_several])


def _often(pairs: Numbers) -> Numbers:
    """The pairs that are there at least `_SEEN` times, ascending."""
    pairs = np.sort(pairs)
    last = pairs[_SEEN - 1 :]
    return np.unique(last[last == pairs[: len(last)]])


# Pairs by other signs


def _same_sketches(described: Sequence[Described]) -> Numbers:
    """Neighbours of one sketch: texts too short to share 8 hashes among them."""
    return _grouped((each.sketch, index) for index, each in enumerate(described) if each.sketch)


def _by_names(described: Sequence[Described]) -> Numbers:
    """Documents that name the same letter."""
    return _grouped((name, index) for index, each in enumerate(described) for name in _names(each))


def _names(described: Described) -> Iterator[Hashable]:
    one = described.identity
    if one.doc_number:
        yield "文号", one.doc_number
    for number in one.numbers:
        yield "编号", number, one.session, one.kind
        for addressee in one.addressees:
            yield "编号", number, addressee
    if one.proposal_title:
        for addressee in one.addressees:
            yield "案由", one.proposal_title, addressee


def _grouped(keyed: Iterator[tuple[Hashable, int]]) -> Numbers:
    """All pairs under a key, or neighbours where they are many."""
    groups = defaultdict[Hashable, list[int]](list)
    for key, index in keyed:
        groups[key].append(index)
    pairs = [
        (a << _HIGH) | b
        for group in groups.values()
        if len(group) > 1
        for a, b in (combinations(group, 2) if len(group) <= _LIGHT else pairwise(group))
        if a != b
    ]
    return np.array(pairs, dtype=np.int64)


# What sketches tell of a pair


def _plausible(table: NDArray[np.uint32], pairs: Numbers, least: float) -> NDArray[np.bool_]:
    """Whether pairs share enough hashes, and so many of the shorter text's that it may lie in the other."""
    a, b = table[pairs >> _HIGH], table[pairs & NO_HASH]
    both = np.sort(np.concatenate((a, b), axis=1), axis=1)
    shared = ((both[:, 1:] == both[:, :-1]) & (both[:, 1:] != NO_HASH)).sum(axis=1)
    end = np.minimum(_end(a), _end(b))  # up to there both sketches are complete
    fewer = np.minimum((a <= end[:, None]).sum(axis=1), (b <= end[:, None]).sum(axis=1))
    fewer = np.maximum(fewer, 1)
    doubt = 3 * np.sqrt(least * (1 - least) / fewer)  # three standard deviations
    same = (a == b).all(axis=1)
    plausible: NDArray[np.bool_] = same | ((shared >= SHARED) & (shared / fewer >= least - doubt))
    return plausible


def _end(rows: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Up to which hash a sketch is complete: its last one, or all there are when it is not full."""
    last = rows[:, -1]
    return np.where(last == NO_HASH, np.uint32(NO_HASH - 1), last)
