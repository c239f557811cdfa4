"""Postings on their way into a Whoosh segment, gathered field by field and put in order by array."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lists:
    """The posting lists of a field, one behind the other.

    `terms` are in the order of their bytes; each has `sizes` postings (one at least): documents, ascending, and the
    term's weight in each.
    """

    terms: list[bytes]
    sizes: NDArray[np.int64]
    documents: Numbers
    weights: Weights


class Gathered(Protocol):
    """The postings of one field, taken in the order of documents."""

    def lists(self) -> Lists:
        """Everything that was taken."""


class Weighted:
    """Terms that come with their weights."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__  # a new term gets the next number
        self._terms, self._documents, self._weights = array("I"), array("I"), array("f")

    def add(self, document: int, weights: Mapping[str, float]) -> None:
        """Takes the terms of a document."""
        self._terms.extend(map(self._numbers.__getitem__, weights))
        self._documents.extend(repeat(document, len(weights)))
        self._weights.extend(weights.values())

    def lists(self) -> Lists:
        """Everything that was taken."""
        known = sorted((term.encode("utf-8"), number) for term, number in self._numbers.items())
        places = np.empty(len(known), np.uint32)
        places[[number for _, number in known]] = np.arange(len(known), dtype=np.uint32)
        terms = places[np.frombuffer(self._terms, np.uint32)]
        order = np.argsort(terms, kind="stable")
        return Lists(
            [term for term, _ in known],
            np.bincount(terms, minlength=len(known)),
            np.frombuffer(self._documents, np.uint32)[order],
            np.frombuffer(self._weights, np.float32)[order],
        )


class Folded:
    """Folded texts, whose characters and pairs of neighbours are counted all at once: what `analyzer.grams` counts."""

    def __init__(self) -> None:
        self._codes, self._documents, self._sizes = array("I"), array("I"), array("I")

    def add(self, document: int, folded: str) -> None:
        """Takes the text of a document."""
        self._codes.frombytes(folded.encode("utf-32-le"))
        self._documents.append(document)
        self._sizes.append(len(folded))

    def lists(self) -> Lists:
        """Everything that was taken."""
        alphabet, characters = _lettered(np.frombuffer(self._codes, np.uint32))
        owners = np.repeat(np.arange(len(self._sizes), dtype=np.uint32), self._sizes)
        documents = np.frombuffer(self._documents, np.uint32)
        base = len(alphabet)  # a gram is a number of two digits; the second of a single character is 0, for none
        inside = owners[1:] == owners[:-1]
        singles = _counted(characters.astype(np.uint64) * base, owners)
        pairs = _counted((characters[:-1].astype(np.uint64) * base + characters[1:])[inside], owners[:-1][inside])
        grams, sizes = np.concatenate((singles[0], pairs[0])), np.concatenate((singles[1], pairs[1]))
        found, weights = np.concatenate((singles[2], pairs[2])), np.concatenate((singles[3], pairs[3]))
        order = np.argsort(grams)
        places = _places(sizes, order)
        terms = [(alphabet[gram // base] + alphabet[gram % base]).encode("utf-8") for gram in grams[order].tolist()]
        return Lists(terms, sizes[order], documents[found[places]], weights[places])


def _lettered(codes: Numbers) -> tuple[list[str], Numbers]:
    """The characters of a text in their order, behind an empty one, and the text as their numbers."""
    used = np.zeros(0x110000, np.bool_)
    used[codes] = True
    letters = np.flatnonzero(used)
    numbers = np.zeros(0x110000, np.uint32)
    numbers[letters] = np.arange(1, len(letters) + 1, dtype=np.uint32)
    return ["", *map(chr, letters.tolist())], numbers[codes]


def _counted(
    grams: NDArray[np.uint64], owners: Numbers
) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers, Weights]:
    """The distinct grams, sorted; how many owners each has; these, ascending; and how often it stands in each."""
    bits = int(owners.max(initial=0)).bit_length()
    grams = grams << np.uint64(bits) | owners
    grams.sort()
    first = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1]))) if len(grams) else np.arange(0)
    weights = np.diff(first, append=len(grams)).astype(np.float32)
    grams = grams[first]
    found = (grams & np.uint64((1 << bits) - 1)).astype(np.uint32)
    grams >>= np.uint64(bits)
    heads = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1]))) if len(grams) else np.arange(0)
    return grams[heads].astype(np.int64), np.diff(heads, append=len(grams)), found, weights


def _places(sizes: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the members of lists lie that come in another order, list by list."""
    starts = (np.cumsum(sizes) - sizes)[order]
    ordered = sizes[order]
    moved = starts - (np.cumsum(ordered) - ordered)
    return np.repeat(moved, ordered) + np.arange(int(ordered.sum()))


class PostingPool:
    """All postings of a segment by field."""

    def __init__(self) -> None:
        self._weighted: defaultdict[str, Weighted] = defaultdict(Weighted)
        self._folded: defaultdict[str, Folded] = defaultdict(Folded)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes one posting, as Whoosh hands it over for fields that are not counted by us."""
        field, term, number, weight, _ = posting
        self._weighted[field].add(number, {term.decode("utf-8"): weight})

    def take(self, document: int, field: str, weights: Mapping[str, float]) -> None:
        """Takes the terms of a field of a document."""
        self._weighted[field].add(document, weights)

    def take_folded(self, document: int, field: str, folded: str) -> None:
        """Takes the folded text of a field of a document, whose grams are its terms."""
        self._folded[field].add(document, folded)

    def iter_postings(self) -> Iterator[tuple[str, Gathered]]:
        """The fields in their order, each forgotten once it is written; `FieldWriter` knows what to do with them."""
        for name in sorted({*self._weighted, *self._folded}):
            yield name, self._weighted.pop(name) if name in self._weighted else self._folded.pop(name)

    def cleanup(self) -> None:
        """Forgets everything, when the segment is written."""
        self._weighted.clear()
        self._folded.clear()
