"""Likeness: how well documents answer a question or resemble a passage, holding some of its words.

Four kinds of evidence are added up, each a BM25F over text and title of its own (`Strand`): words,
pairs of characters inside a word, pairs over the border of words, single characters. Words know what
belongs together; pairs and characters do not depend on where jieba cuts. bench/relevance.py measures it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log, pow
from typing import NamedTuple

import numpy as np

from indexer.analyzer import Analyzer, fold, grams, pairs

from ..formulas import subject
from .cache import BoundedCache
from .postings import Ids
from .scoring import idf
from .snapshot import Floats, Mask, Snapshot

_QUESTION, _PASSAGE = 60, 160  # folded characters: up to here a question; from here on a passage
_LETTERS = re.compile(r"\w")
_NO_LETTERS = re.compile(r"[^\w]+")
_MOST_TERMS = 48  # of a strand
_SHOWN_TERMS = 30
_SOUGHT = 40  # in one place
_ABOVE = {"title": 1.0, "proposal": 1.0, "headings": 0.2}  # beside the body's 1
_ABOVE_B = 0.3
_BURSTS = 0.5
_COVERS = 0.5
_SELECTS = 0.5
# The share of the weight to count as like, at least, and of the best document's: for a question and a passage.
_LEAST, _NEARLY = (0.1, 0.03), (0.3, 0.05)
_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Strand:
    """A kind of evidence: BM25's k1 and b and its weight, each for a question and for a passage.

    Fitted on questions about law articles and encyclopedia paragraphs, and checked on whole laws and on
    passages of laws (bench/RESULTS.md). A word that is there at all says nearly everything (k1 small);
    characters only tell by how often they come (k1 large), and nothing in a passage, which holds them all.
    """

    name: str
    kind: str  # of terms in the index: words or grams
    k1: tuple[float, float]
    b: tuple[float, float]
    weight: tuple[float, float]


WORDS = Strand("words", "words", (0.2, 0.9), (0.5, 0.75), (1.0, 0.6))
INSIDE = Strand("inside", "grams", (1.0, 2.0), (0.4, 0.75), (0.4, 0.7))
ACROSS = Strand("across", "grams", (1.0, 2.0), (0.4, 0.75), (0.7, 1.0))
CHARACTERS = Strand("characters", "grams", (4.0, 4.0), (0.65, 0.75), (0.8, 0.0))


class Term(NamedTuple):
    """A term of the question with its weight in it."""

    strand: Strand
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Likings:
    """How well each document answers: its score, and which share of the question's weight it holds."""

    scores: Floats
    share: Floats
    terms: tuple[Term, ...]  # strongest first
    length: float  # from question (0) to passage (1)

    @property
    def fitting(self) -> Mask:
        """Which documents hold enough to be called like: what holds much less than the best is no answer."""
        least = max(between(_LEAST, self.length), between(_NEARLY, self.length) * float(self.share.max(initial=0.0)))
        return np.greater(self.share, least)

    def words(self) -> tuple[str, ...]:
        """The telling words, of two characters and more where there are any."""
        words = [term.text for term in self.terms if term.strand is WORDS]
        return tuple([word for word in words if len(word) > 1] or words)[:_SHOWN_TERMS]

    def strings(self) -> list[tuple[str, float]]:
        """What is looked for in one place of a text, with weights: the strongest words and pairs over borders."""
        telling = [term for term in self.terms if term.strand in (WORDS, ACROSS) and len(term.text) > 1]
        return [(fold(term.text), term.weight) for term in telling[:_SOUGHT]]


class Likeness:
    """Judges the documents of one snapshot."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer) -> None:
        self._snapshot, self._analyzer = snapshot, analyzer
        self._known = BoundedCache(self._likings, lambda _: 1, _REMEMBERED)
        self._gains: BoundedCache[tuple[str, float], Floats] = BoundedCache(self._gain, lambda _: 1, _REMEMBERED)

    def __getitem__(self, text: str) -> Likings:
        return self._known[text]

    def _likings(self, text: str) -> Likings:
        size = self._snapshot.size
        length = breadth(text)
        scores, share, scratch = np.zeros(size), np.zeros(size), np.zeros(size)
        told = np.zeros(size, np.bool_)  # one character of a word is no answer, unless it was all that was asked
        asked = sorted(self._terms(text, length), key=lambda term: (-term.weight, term.text, term.strand.name))
        terms = [term for term in asked if self._holding(term.strand, term.text)[0]]
        told |= all(len(term.text) == 1 for term in asked)
        for term in terms:
            for ids, found in self._found(term, between(term.strand.b, length), scratch):
                k1 = between(term.strand.k1, length)
                scores[ids] += term.weight * found * (k1 + 1) / (found + k1)
                share[ids] += term.weight
                if len(term.text) > 1:
                    told[ids] = True
        total = sum(term.weight for term in asked)
        if total:
            share /= total
        return Likings(scores * share ** (_COVERS * (1 - length)), np.where(told, share, 0.0), tuple(terms), length)

    def _found(self, term: Term, b: float, scratch: Floats) -> Iterator[tuple[Ids, Floats]]:
        """Documents with a term and its damped frequency in body and titles together, each document once.

        The text begins with the title; what stands there is counted as title alone.
        """
        in_text = self._snapshot.postings(f"text_{term.strand.kind}", term.text)
        above = {part: self._snapshot.postings(f"{part}_{term.strand.kind}", term.text) for part in _ABOVE}
        gain = self._gains["body", b][in_text.ids]
        if not any(len(found.ids) for found in above.values()):
            yield in_text.ids, in_text.weights * gain
            return
        scratch[in_text.ids] = in_text.weights
        titled = above["title"]
        scratch[titled.ids] = np.maximum(0.0, scratch[titled.ids] - titled.weights)
        scratch[in_text.ids] *= gain
        for part, found in above.items():
            scratch[found.ids] += _ABOVE[part] * found.weights * self._gains[part, _ABOVE_B][found.ids]
        yield in_text.ids, scratch[in_text.ids]
        scratch[in_text.ids] = 0.0
        for found in above.values():
            new = found.ids[scratch[found.ids] > 0]
            yield new, scratch[new]
            scratch[new] = 0.0

    def _gain(self, part_and_b: tuple[str, float]) -> Floats:
        """What a mention in a part counts in each document: the longer the part is there, the less."""
        part, b = part_and_b
        lengths = self._snapshot.lengths["title" if part == "body" else part]
        if part == "body":
            lengths = np.maximum(1.0, self._snapshot.lengths["text"] - lengths)
        live = lengths[self._snapshot.live & (lengths > 0)]
        damping: Floats = 1 - b + b * lengths / (float(live.mean()) if len(live) else 1.0)
        return 1 / damping

    def _terms(self, text: str, length: float) -> Iterator[Term]:
        """The terms of a question that tell most, by strand; what nothing holds counts as asked for in vain."""
        about = what_is_asked(text)
        words = self._analyzer.words(about)
        known = Counter({word: times for word, times in words.items() if self._holding(WORDS, word)[0]})
        for strand, counted in {WORDS: known, **_grams_of(about, known)}.items():
            if not between(strand.weight, length):
                continue
            found = [Term(strand, term, self._weight(strand, term, times, length)) for term, times in counted.items()]
            yield from sorted(found, key=lambda term: (-term.weight, term.text))[:_MOST_TERMS]

    def _weight(self, strand: Strand, term: str, times: int, length: float) -> float:
        """What a term tells: rare, and where it stands standing often; in a passage also by how often it is said.

        That a subject comes in bursts and phrases of courtesy do not is Church & Gale 1995.
        """
        holding, occurrences = self._holding(strand, term)
        rare = pow(idf(min(holding, self._snapshot.size), self._snapshot.size), 1 + _SELECTS * length)
        bursts = pow(1 + log(max(1.0, occurrences / max(1, holding))), _BURSTS)
        said = pow(times, length)
        return between(strand.weight, length) * rare * bursts * said

    def _holding(self, strand: Strand, term: str) -> tuple[int, float]:
        """How many documents hold a term in the text, else in the title, and how often."""
        in_text = self._snapshot.statistics(f"text_{strand.kind}", term)
        return in_text if in_text[0] else self._snapshot.statistics(f"title_{strand.kind}", term)


def breadth(text: str) -> float:
    """Whether a text is a question (0), a passage (1) or something between, by its length."""
    letters = len(_LETTERS.findall(fold(text)))
    return round(min(1.0, max(0.0, (letters - _QUESTION) / (_PASSAGE - _QUESTION))), 1)  # few values: they are cached


def what_is_asked(text: str) -> str:
    """A question without its formulas; a passage as it is."""
    return subject(text) if breadth(text) < 1 else text


def stretches(text: str) -> list[str]:
    """The folded stretches of a text between blanks and punctuation."""
    return [fold(run) for run in _NO_LETTERS.split(text)]


def between(ends: tuple[float, float], length: float) -> float:
    """The value between that for a question and that for a passage."""
    return ends[0] + (ends[1] - ends[0]) * length


def _grams_of(about: str, words: Iterable[str]) -> dict[Strand, Counter[str]]:
    """The pairs and characters of a question by strand: inside which of `words`, or over their borders."""
    within = {pair for word in words for pair in pairs(word)}
    found: dict[Strand, Counter[str]] = {INSIDE: Counter(), ACROSS: Counter(), CHARACTERS: Counter()}
    for run in stretches(about):
        for gram, times in grams(run).items():
            strand = CHARACTERS if len(gram) == 1 else INSIDE if gram in within else ACROSS
            found[strand][gram] += times
    return found
