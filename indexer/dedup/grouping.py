"""Copies of a letter, and families: one answer that was sent to several proposers.

* A copy says the same as another document of the archive and contradicts it in nothing. One document
  of the copies stands for all, the canonical one.
* A family are letters, each standing for itself, whose texts are alike but which name different
  proposers or proposals.

The result depends on the documents alone, never on the order they come in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from .candidates import candidates
from .comparing import containment, grams_of
from .described import Described, is_official
from .identity import Identity
from .keys import near_key
from .sets import Sets
from .sketching import Grams

METHOD = 1  # of comparing two texts; another one when it may find another containment
LEAST = 0.8  # of the shorter text's 8-grams must stand in the longer
_SHORT = 120  # characters; a shorter text must be the same to the letter
_EXCERPT = 0.5  # of the longer's length; a shorter text needs a sign that it is of the same letter
_FAMILY = 2 / 3  # of the longer's length; letters of a family are alike from end to end
_KEPT = 4096  # texts' grams in memory, some 16 kB each

Pair = tuple[str, str]  # ids, ascending
TextOf = Callable[[str], str]
AddressOf = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """`copy_of`: id of a copy → id of the canonical document. `family`: id of a letter → id of its family.

    A family's id is the smallest of its letters' ids. Copies are in no family; the documents that stand for
    them are. A copy's own lines are to be had from `differing_lines`.
    """

    copy_of: Mapping[str, str]
    family: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two documents (indexes, a < b) whose texts are alike."""

    a: int
    b: int
    containment: float
    ratio: float  # of lengths, the shorter to the longer
    signed: bool  # something that tells letters apart is the same

    @property
    def rank(self) -> tuple[bool, float, float, int, int]:
        """The surest first."""
        return (not self.signed, -self.containment, -self.ratio, self.a, self.b)


def _nowhere(_: str) -> tuple[str, ...]:
    return ()


def group(
    described: Sequence[Described],
    text_of: TextOf,
    address_of: AddressOf = _nowhere,
    compared: MutableMapping[Pair, float] | None = None,
) -> Grouping:
    """The copies and families among documents of distinct ids.

    `text_of` gives a document's text and is asked only for those that may have a copy; `address_of`
    gives addresses of a document that are not in its own description. `compared` holds the containments of
    texts compared before, and gets those that are compared now.
    """
    items = sorted(described, key=lambda each: each.id)
    edges = sorted(_alike(items, text_of, {} if compared is None else compared), key=lambda edge: edge.rank)
    letters = _letters(items, edges)
    together = letters.members()
    canonical = {
        root: min(members, key=lambda index: _standing(items[index], address_of)) if len(members) > 1 else root
        for root, members in together.items()
    }
    copy_of = {
        items[index].id: items[canonical[root]].id
        for root, members in together.items()
        for index in members
        if index != canonical[root]
    }
    return Grouping(dict(sorted(copy_of.items())), _families(items, edges, letters, canonical))


def _alike(items: Sequence[Described], text_of: TextOf, compared: MutableMapping[Pair, float]) -> Iterable[Edge]:
    """The pairs whose texts are alike and that are a letter's copies or a family's letters."""

    contained = _Containments(text_of)
    for a, b in candidates(items, LEAST):
        one, other = items[a].identity, items[b].identity
        ratio = min(items[a].length, items[b].length) / max(items[a].length, items[b].length)
        if one.contradicts(other) and not (ratio >= _FAMILY and one.could_be_one_answer(other)):
            continue
        pair = items[a].id, items[b].id
        if pair not in compared:
            compared[pair] = contained.between(items[a], items[b])
        if compared[pair] >= LEAST:
            yield Edge(a, b, compared[pair], ratio, one.agrees(other))


class _Containments:
    """Compares texts, and keeps the grams of those that were compared last."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of
        self._grams = lru_cache(maxsize=_KEPT)(self._grams_of)

    def between(self, one: Described, other: Described) -> float:
        """How much of the shorter of two texts the longer contains; of a very short one all or nothing."""
        if min(one.length, other.length) < _SHORT:
            same = one.length == other.length and near_key(self._text_of(one.id)) == near_key(self._text_of(other.id))
            return 1.0 if same else 0.0
        return containment(self._grams(one.id), self._grams(other.id))

    def _grams_of(self, reply_id: str) -> Grams:
        return grams_of(self._text_of(reply_id))


# Copies


def _letters(items: Sequence[Described], edges: Sequence[Edge]) -> Sets:
    """The documents joined to letters: along the surest pairs first, never so that two members contradict."""
    letters = Sets(len(items))
    said = {index: {items[index].identity} for edge in edges for index in (edge.a, edge.b)}
    for edge in edges:
        if edge.signed:
            _join(letters, said, edge)
    unsigned = [edge for edge in edges if not edge.signed and edge.ratio >= _EXCERPT]
    for edge in _sure(letters, said, unsigned):
        _join(letters, said, edge)
    return letters


def _join(letters: Sets, said: dict[int, set[Identity]], edge: Edge) -> None:
    a, b = letters.root(edge.a), letters.root(edge.b)
    if a != b and not _contradict(said[a], said[b]):
        root = letters.join(a, b)
        said[root] = said[a] | said[b]


def _contradict(some: Iterable[Identity], others: Iterable[Identity]) -> bool:
    return any(one.contradicts(other) for one, other in product(some, others))


def _sure(letters: Sets, said: Mapping[int, set[Identity]], edges: Sequence[Edge]) -> list[Edge]:
    """Those of the pairs without a sign that lead, together, to one letter only.

    A text without a head that is like two different letters could be of either: nothing says of which.
    """
    fitting = [edge for edge in edges if not _contradict(said[letters.root(edge.a)], said[letters.root(edge.b)])]
    parts, within = Sets(letters.count), defaultdict[int, set[Identity]](set)
    for edge in fitting:
        parts.join(letters.root(edge.a), letters.root(edge.b))
    for edge in fitting:
        for root in (letters.root(edge.a), letters.root(edge.b)):
            within[parts.root(root)] |= said[root]
    torn = {part for part, all_said in within.items() if _contradict_within(all_said)}
    return [edge for edge in fitting if parts.root(letters.root(edge.a)) not in torn]


def _contradict_within(said: Iterable[Identity]) -> bool:
    return any(one.contradicts(other) for one, other in combinations(said, 2))


def _standing(each: Described, address_of: AddressOf) -> tuple[bool, bool, int, int, str]:
    """The order in which copies stand for a letter, the first one does."""
    official = each.is_official or any(is_official(address) for address in address_of(each.id))
    return (not official, each.is_mirror, -each.body, -each.known, each.id)


# Families


def _families(
    items: Sequence[Described], edges: Sequence[Edge], letters: Sets, canonical: Mapping[int, int]
) -> dict[str, str]:
    """The letters that give one answer to several proposers, each with the smallest id among them."""
    families, said = Sets(len(items)), defaultdict[int, set[Identity]](set)
    alike = {letters.root(index) for edge in edges for index in (edge.a, edge.b)}
    for index, each in enumerate(items):
        if letters.root(index) in alike:
            said[letters.root(index)].add(each.identity.office_and_time())
    for edge in edges:
        a, b = families.root(letters.root(edge.a)), families.root(letters.root(edge.b))
        if a != b and edge.ratio >= _FAMILY and _one_answer(said[a], said[b]):
            root = families.join(a, b)
            said[root] = said[a] | said[b]
    family = dict[str, str]()
    for roots in families.members().values():
        ids = [items[canonical[root]].id for root in roots if root in canonical]
        if len(ids) > 1:
            family |= dict.fromkeys(ids, min(ids))
    return dict(sorted(family.items()))


def _one_answer(some: Iterable[Identity], others: Iterable[Identity]) -> bool:
    return all(one.could_be_one_answer(other) for one, other in product(some, others))
