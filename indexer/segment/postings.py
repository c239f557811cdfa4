"""Postings on their way into a Whoosh segment, gathered field by field and put in order by array."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 1 << 22  # characters counted together

Numbers = NDArray[np.uint32]
Weights = NDArray[np.float32]
Counted = tuple[NDArray[np.int64], NDArray[np.int64], Numbers, Weights]


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
        self._numbers.default_factory = None  # it refers to its owner, which would outlive the writing of its field
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
        self._codes = array("I")  # the largest of all
        following = np.append(characters[1:], characters.dtype.type(0))
        following[np.cumsum(self._sizes, dtype=np.int64) - 1] = 0  # a text ends here
        owners = np.repeat(_small(np.frombuffer(self._documents, np.uint32)), self._sizes)
        parts = list[Counted]()
        for first, last in _ranges(characters):
            chosen = np.flatnonzero((characters >= first) & (characters < last))
            parts.append(_counted(characters[chosen], following[chosen], owners[chosen], len(alphabet)))
        grams, sizes, documents, weights = map(np.concatenate, zip(*parts, strict=True))
        pairs = zip(*(place.tolist() for place in np.divmod(grams, len(alphabet))), strict=True)
        terms = [(alphabet[first] + alphabet[second]).encode("utf-8") for first, second in pairs]
        return Lists(terms, sizes, documents, weights)


def _small(numbers: Numbers) -> NDArray[Any]:
    """Numbers in the smallest type that holds them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def _lettered(codes: Numbers) -> tuple[list[str], NDArray[Any]]:
    """The characters of a text in their order, behind an empty one, and the text as their numbers."""
    used = np.zeros(0x110000, np.bool_)
    used[codes] = True
    letters = np.flatnonzero(used)
    numbers = np.zeros(0x110000, np.min_scalar_type(len(letters)))
    numbers[letters] = np.arange(1, len(letters) + 1)
    return ["", *map(chr, letters.tolist())], numbers[codes]


def _ranges(characters: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """From which character to which to count together, so that memory is bounded: numbers, the last one exclusive."""
    before = np.cumsum(np.bincount(characters, minlength=2))
    borders = np.searchsorted(before, np.arange(_AT_ONCE, len(characters), _AT_ONCE)) + 1
    return pairwise(np.unique([1, *borders.tolist(), len(before)]).tolist())


def _counted(characters: NDArray[Any], following: NDArray[Any], owners: NDArray[Any], base: int) -> Counted:
    """The distinct grams, sorted; how many documents have each; these, ascending; and how often it stands in each.

    A gram is a number of two digits: its first character and its second, 0 where it is a single one.
    """
    singles = characters.astype(np.uint64) * np.uint64(base)
    grams = np.concatenate((singles, (singles + following)[following > 0]))
    bits = np.uint64(int(owners.max(initial=0)).bit_length())
    grams <<= bits
    grams |= np.concatenate((owners, owners[following > 0]))
    grams.sort()
    places = _heads(grams)
    weights = np.diff(places, append=len(grams)).astype(np.float32)
    grams = grams[places]
    documents = (grams & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.uint32)
    grams >>= bits
    places = _heads(grams)
    return grams[places].astype(np.int64), np.diff(places, append=len(grams)), documents, weights


def _heads(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each of the sorted numbers stands first."""
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(numbers)), np.bool_), numbers[1:] != numbers[:-1])))


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
