"""Which documents fit a query: every leaf is decided on its own, then the tree is set algebra.

An exact string is found by its grams and checked on the folded text, so that no document is missed
and none is wrong. Strings of one or two characters are grams themselves and need no check.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from indexer.analyzer import Analyzer, pairs
from indexer.schema import PARTS

from ..boundaries import Whole, folded, places
from ..filters import fits
from ..query import And, Clause, Everything, Exact, Field, Not, Or, Similar, Years
from .cache import BoundedCache
from .likeness import Likeness
from .postings import EMPTY, Ids, Postings
from .scoring import Frequencies
from .snapshot import Mask, Snapshot

_TEXT, _TITLE = "text", "title"
_SEARCHED = ("text", "title", "removed")  # headings are part of the text
_LEAVES = 0.25  # of the memory
_FEW = 20  # documents: to look through them costs less than another list
OTHER_FORM = 0.7  # of what a typed word counts


class Leaf(NamedTuple):
    """The documents a leaf stands in, and how often in each part."""

    mask: Mask
    frequencies: Frequencies

    @property
    def holding(self) -> int:
        """How many documents it stands in."""
        return int(np.count_nonzero(self.mask))


def _leaf_bytes(leaf: Leaf) -> int:
    return leaf.mask.nbytes + sum(p.ids.nbytes + p.weights.nbytes for p in leaf.frequencies.values())


def _joined(leaf: Leaf, other: Leaf, size: int) -> Leaf:
    """Documents with either of two strings; the other form counts for less than what was typed."""
    frequencies = {}
    for part in PARTS:
        ids, weights = leaf.frequencies.get(part.name, EMPTY)
        more, lesser = other.frequencies.get(part.name, EMPTY)
        counts = np.zeros(size, np.float32)
        counts[ids] += weights
        counts[more] += OTHER_FORM * lesser
        both = np.flatnonzero(counts)
        frequencies[part.name] = Postings(both, counts[both])
    return Leaf(leaf.mask | other.mask, frequencies)


class Matcher:
    """Evaluates clauses over one snapshot. Field values are looked up through `values_of`."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer, values_of: Callable[[str], list[str]]) -> None:
        self._snapshot = snapshot
        self._values_of = values_of
        # Matching, scoring and paging ask again.
        self._leaves = BoundedCache(self._exact, _leaf_bytes, int(snapshot.memory * _LEAVES))
        self.likeness = Likeness(snapshot, analyzer)

    def documents(self, clause: Clause) -> Mask:
        """Which documents fit; deleted ones may be among them."""
        match clause:
            case Exact():
                return self.exact(clause).mask
            case Similar():
                return self.similar(clause)
            case Field():
                return self.field(clause)
            case Years(first, last):
                return self._years(first, last)
            case Not(inner):
                return ~self.documents(inner)
            case And(clauses):
                return self._all(clauses)
            case Or(clauses):
                return self._any(clauses)
            case Everything():
                return np.ones(self._snapshot.size, np.bool_)

    def _all(self, clauses: tuple[Clause, ...]) -> Mask:
        mask = np.ones(self._snapshot.size, np.bool_)
        for clause in clauses:
            mask &= self.documents(clause)
            if not mask.any():
                break
        return mask

    def _any(self, clauses: tuple[Clause, ...]) -> Mask:
        mask = np.zeros(self._snapshot.size, np.bool_)
        for clause in clauses:
            mask |= self.documents(clause)
        return mask

    # Exact strings

    def exact(self, clause: Exact) -> Leaf:
        """The documents that hold a string, or another form of it, in any part, and how often by part."""
        leaf = self.string(clause.text)
        for other in clause.also:
            leaf = _joined(leaf, self.string(other), self._snapshot.size)
        return leaf

    def string(self, text: str) -> Leaf:
        """The documents that hold a string in any part, and how often by part."""
        string = folded(text)
        return self._leaves[str(string), isinstance(string, Whole)]

    def similar(self, clause: Similar) -> Mask:
        """The documents that are like a text, hold it whole, or hold another form of one of its words."""
        mask = self.likeness[clause.text].fitting | self.string(clause.text).mask
        for other in clause.also:
            mask |= self.string(other).mask
        return mask

    def _exact(self, asked: tuple[str, bool]) -> Leaf:
        string, is_whole = asked
        if not string:
            return Leaf(np.zeros(self._snapshot.size, np.bool_), {})
        if len(string) < (2 if is_whole else 3):
            frequencies = {p.name: self._snapshot.postings(f"{p.name}_grams", string) for p in PARTS}
        else:
            frequencies = self._verified(Whole(string) if is_whole else string)
        mask = self._mask(*(frequencies[part].ids for part in _SEARCHED)) & self._snapshot.live
        return Leaf(mask, frequencies)

    def _verified(self, string: str) -> Frequencies:
        return {part.name: self._standing(part.name, string) for part in PARTS}

    def _standing(self, part: str, string: str) -> Postings:
        """The documents that hold a string in a part, and how often: live ones with its grams, looked through."""
        needle, candidates = string.encode("utf-8"), self._with_all(f"{part}_grams", string)
        candidates = candidates[self._snapshot.live[candidates]]
        texts = self._snapshot.each_folded(part, candidates)
        if isinstance(string, Whole):
            found = [sum(1 for _ in places(t.decode("utf-8"), string)) if needle in t else 0 for t in texts]
        else:
            found = [text.count(needle) for text in texts]
        counts = np.array(found, np.float32)
        return Postings(candidates[counts > 0], counts[counts > 0])

    def _with_all(self, field: str, folded: str) -> Ids:
        """The documents with all pairs of a string, the rarest first; few that are left may lack some of the others."""
        holding = dict[str, int]()
        for pair in pairs(folded):
            holding[pair] = self._snapshot.statistics(field, pair)[0]
            if not holding[pair]:
                return EMPTY.ids
        common: Ids | None = None
        for pair in sorted(holding, key=holding.__getitem__):
            ids = self._snapshot.postings(field, pair).ids
            common = ids if common is None else common[self._mask(ids)[common]]
            if len(common) <= _FEW:
                break
        return EMPTY.ids if common is None else common

    def _mask(self, *lists: Ids) -> Mask:
        mask = np.zeros(self._snapshot.size, np.bool_)
        for ids in lists:
            mask[ids] = True
        return mask

    # Fields

    def field(self, clause: Field) -> Mask:
        """The documents with a value that fits; a title is searched like text, in the title only."""
        if clause.name == _TITLE:
            frequencies = self.string(clause.value).frequencies
            return self._mask(frequencies[_TITLE].ids) if frequencies else self._mask()
        values = self._values_of(clause.name)
        if clause.exact and clause.value not in values:
            clause = replace(clause, exact=False)
        fitting = fits(clause)
        return self._having(clause.name, [value for value in values if fitting(value)])

    def _years(self, first: int | None, last: int | None) -> Mask:
        years = [value for value in self._values_of("year") if value.isdigit()]
        fitting = [y for y in years if (first is None or int(y) >= first) and (last is None or int(y) <= last)]
        return self._having("year", fitting)

    def _having(self, name: str, values: list[str]) -> Mask:
        return self._mask(*(self._snapshot.postings(f"is_{name}", value).ids for value in values))
