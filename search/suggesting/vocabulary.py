"""What can be typed in an archive: the words, names and phrases that are in it, and how many replies have each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from indexer.folding import fold
from indexer.schema import BY_NAME, FIELDS, UNKNOWN, FieldSpec
from indexer.schema import Kind as FieldKind

from ..searchers import Searcher
from .headlines import Headlines, phrases, starts
from .sounds import Sounds

_MOST_WORDS = 40_000  # the most frequent; the others are in one or two replies of a large archive
_LONGEST_WORD = 12  # characters
_LONGEST_NAME = 60
_PAIRS = 8  # terms of a character
_PERSONS = ("deputy", "member", "addressee")  # later ones hold names of the earlier ones too
_NEVER_COMPLETED = (FieldKind.TEXT, FieldKind.NUMBER, FieldKind.PHONE)
_CITED = re.compile("《(.+)》")
# The index has one form for glyphs that Traditional and Simplified share (答覆 = 答复). As it is written today:
_WRITTEN = re.compile("复(?=盖)|(?<=颠)复|(?<=倾)复|着(?=名|作|述|称)|(?<=[显卓昭编专名论土原遗译合])着")


class Kind(Enum):
    """Where an entry comes from, as a clerk calls it; in the order of their worth for completion."""

    OWN = "词典"
    WORD = "词语"
    PHRASE = "标题"
    AGENCY = "单位"
    PERSON = "提出者"
    CITED = "文件"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be typed; `field` when it is meant as the value of a field."""

    text: str
    kind: Kind
    count: int  # of replies
    field: FieldSpec | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """What follows from the words and entries of a vocabulary and takes long to work out.

    `by_key`: the entries by what is typed for them; `by_sound`: see `Sounds`; `gaps`: the terms of three and more
    characters by what is left of them when a character is missing.
    """

    by_key: Mapping[str, Sequence[Entry]]
    by_sound: Mapping[str, Sequence[str]]
    gaps: Mapping[str, Sequence[str]]


class Vocabulary:
    """What can be typed, by what is typed for it: its folded text, or a part of that which begins with a word."""

    def __init__(
        self,
        words: Mapping[str, int],
        entries: Iterable[Entry] = (),
        values: Mapping[str, Mapping[str, int]] = {},
        tables: Tables | None = None,
    ) -> None:
        """`words` are terms of the index; `values` are those of every field that is completed.

        `tables` are those of a vocabulary that was kept; they hold its entries.
        """
        self.words, self.values = words, values
        self._kept = tables
        self._by_key = tables.by_key if tables else _by_key(entries, words)

    def under(self, key: str) -> Iterator[Entry]:
        """The entries with this key."""
        yield from self._by_key.get(key, ())
        if key in self.words:
            yield Entry(written(key), Kind.WORD, self.words[key])

    def shown(self, key: str) -> str:
        """How the text with this key is written."""
        return next((entry.text for entry in self._by_key.get(key, ()) if fold(entry.text) == key), written(key))

    @cached_property
    def keys(self) -> list[str]:
        """All keys, sorted."""
        return sorted({*self._by_key, *self.words})

    @cached_property
    def terms(self) -> dict[str, int]:
        """The strings that a typed word may be meant for, and how many replies have each at least."""
        found = dict(self.words)
        for key, entries in self._by_key.items():
            if len(key) > 1:
                found[key] = max(found.get(key, 0), *(entry.count for entry in entries))
        return found

    @cached_property
    def sounds(self) -> Sounds:
        """The terms by their sound."""
        return Sounds(self.terms, self._kept.by_sound if self._kept else None)

    @cached_property
    def gaps(self) -> Mapping[str, Sequence[str]]:
        """The terms of three and more characters by what is left of them when a character is missing."""
        return self._kept.gaps if self._kept else _gaps(self.terms)

    @cached_property
    def tables(self) -> Tables:
        """Everything that is worth keeping."""
        return Tables(self._by_key, self.sounds.by_sound, self.gaps)

    @cached_property
    def pairs(self) -> dict[str, list[str]]:
        """For each character the most frequent terms of two characters that it begins or ends."""
        found = defaultdict[str, list[str]](list)
        for term in sorted((term for term in self.terms if len(term) == 2), key=self.terms.__getitem__, reverse=True):
            for char in {*term}:
                if len(found[char]) < _PAIRS:
                    found[char].append(term)
        return dict(found)


def written(word: str) -> str:
    """A term of the index as people write it."""
    return _WRITTEN.sub(lambda found: "覆" if found[0] == "复" else "著", word)


def _by_key(entries: Iterable[Entry], words: Mapping[str, int]) -> dict[str, list[Entry]]:
    found = defaultdict[str, list[Entry]](list)
    for entry in entries:
        for key in _keys(entry, words):
            found[key].append(entry)
    return dict(found)


def _gaps(terms: Iterable[str]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for term in terms:
        if 3 <= len(term) <= _LONGEST_WORD:
            for shorter in {term[:at] + term[at + 1 :] for at in range(len(term))}:
                found[shorter].append(term)
    return dict(found)


def _keys(entry: Entry, words: Mapping[str, int]) -> Iterator[str]:
    whole = fold(entry.text)
    if whole:
        yield whole
    if entry.kind in (Kind.AGENCY, Kind.CITED):
        tails = (fold(entry.text[at:]) for at in starts(entry.text, words)[1:])
        yield from dict.fromkeys(tail for tail in tails if len(tail) > 1 and tail != whole)


def gather(searcher: Searcher, headlines: Iterable[Headlines], own: Iterable[str] = ()) -> Vocabulary:
    """The vocabulary of an index, of the replies' headlines, and of the office's own dictionary."""
    everything = searcher.vocabulary()
    words = {word: count for word, count in everything.items() if 1 < len(word) <= _LONGEST_WORD}
    values = {spec.name: searcher.values(spec.name) for spec in FIELDS if spec.kind not in _NEVER_COMPLETED}
    values["cites"] = _titles(values["cites"])
    entries = [
        *_own(own, everything),
        *_phrases(headlines, words),
        *_agencies(values),
        *_persons(values),
        *_cited(values),
    ]
    frequent = sorted((word for word in words if not _is_figure(word)), key=words.__getitem__, reverse=True)
    return Vocabulary({word: words[word] for word in frequent[:_MOST_WORDS]}, entries, values)


def _own(terms: Iterable[str], words: Mapping[str, int]) -> Iterator[Entry]:
    """The office's terms that the index has: those it was built with."""
    return (Entry(term, Kind.OWN, count) for term in terms if (count := words.get(fold(term), 0)))


def _is_figure(word: str) -> bool:
    """Whether a word is a number, or digits with one character beside: they are typed, not completed."""
    return not word.isalpha() and sum(map(str.isalpha, word)) <= 1


def _phrases(headlines: Iterable[Headlines], words: Mapping[str, int]) -> Iterator[Entry]:
    found = phrases(headlines, words)
    return (Entry(phrase, Kind.PHRASE, count) for phrase, count in found.items() if fold(phrase) not in words)


def _agencies(values: Mapping[str, Mapping[str, int]]) -> Iterator[Entry]:
    for name, count in values["agency"].items():
        if name != UNKNOWN and len(name) <= _LONGEST_NAME:
            yield Entry(name, Kind.AGENCY, count, BY_NAME["agency"])


def _persons(values: Mapping[str, Mapping[str, int]]) -> Iterator[Entry]:
    named = set[str]()
    for field in _PERSONS:
        counts = Counter[str]()
        for names, count in values[field].items():
            counts.update(dict.fromkeys(names.split("、"), count))
        for name in counts.keys() - named:
            if len(name) <= _LONGEST_NAME:
                yield Entry(name, Kind.PERSON, counts[name], BY_NAME[field])
        named |= counts.keys()


def _titles(cited: Mapping[str, int]) -> dict[str, int]:
    """The documents that replies refer to, by title where they have one, else by number."""
    counts = Counter[str]()
    for name, count in cited.items():
        title = _CITED.search(name)
        counts[title[1] if title else name] += count
    return counts


def _cited(values: Mapping[str, Mapping[str, int]]) -> Iterator[Entry]:
    return (Entry(name, Kind.CITED, count) for name, count in values["cites"].items() if len(name) <= _LONGEST_NAME)
