"""New words of an archive: strings that stand out by their numbers and read like terms, or that replies show to be one.

A person decides which of them go into the office's dictionary; nothing is added by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from ..analyzer import Analyzer
from ..folding import fold, plain
from ..reply import Reply
from .clauses import Clauses
from .counting import Standing, standing_out
from .evidence import Evidence
from .judging import Judge, says_something
from .kinds import kind_of, kind_recognised

__all__ = ["Discovery", "Proposal", "discover", "kind_of"]

# How much being recognised is worth beside what stands out by numbers (cohesion × freedom is about 20).
_WEIGHTS = {"quoted": 20.0, "short": 20.0, "title": 10.0, "person": 8.0}
_MOST_FREEDOM = 4.0  # bits; more says nothing more
_SAME = 0.6  # share of a word's places inside a longer word from which on it is a piece of that
_DEFINED = 2  # replies that define a short name are proof enough
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that may be worth having. `count`: distinct clauses it stands in, or replies that show it to be a term.

    `full` is what a short name is short for, "" otherwise; `example` is a place where it stands.
    """

    word: str
    kind: str
    count: int
    score: float
    example: str
    full: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The words to propose, best first, and how many replies were read for them."""

    proposals: tuple[Proposal, ...]
    replies: int


def discover(
    replies: Iterable[Reply], analyzer: Analyzer, known: Collection[str] = (), min_count: int = 5
) -> Discovery:
    """New words in replies; `known` are folded words that are not to be proposed.

    Replies are read until there are MAX_CHARS characters of distinct clauses. The same replies in the same
    order give the same list.
    """
    clauses, evidence, read = Clauses(), Evidence(), 0
    for reply in replies:
        read += 1
        text = plain(reply.text)
        clauses.add(text, reply.text)
        evidence.add(reply, text)
        if clauses.full:
            break
    found = {proposal.word: proposal for proposal in _standing_out(clauses, analyzer, min_count)}
    for proposal in _recognised(evidence, clauses, analyzer, min_count):
        found[proposal.word] = _both(proposal, found.get(proposal.word))
    known = frozenset(known)
    wanted = (one for one in found.values() if fold(one.word) not in known and not analyzer.knows(plain(one.word)))
    return Discovery(tuple(sorted(wanted, key=lambda one: (-one.score, one.word))), read)


def _standing_out(clauses: Clauses, analyzer: Analyzer, min_count: int) -> Iterator[Proposal]:
    text = clauses.text()
    judge = Judge(text, analyzer)
    standing = [one for one in standing_out(text, min_count) if not analyzer.knows(one.text)]
    terms = [one for one in standing if judge.is_term(one.text, one.places)]
    longer = _most_inside(terms)
    for one in terms:
        if longer.get(one.text, 0) < _SAME * one.count:
            start, clause = judge.clause(one.places[0])
            at = one.places[0] - start
            example = clause[max(0, at - _AROUND) : at + len(one.text) + _AROUND]
            score = sqrt(one.count) * one.cohesion * min(one.freedom, _MOST_FREEDOM)
            word = clauses.written(one.text)
            yield Proposal(word, kind_of(word), one.count, score, clauses.written(example))


def _most_inside(terms: Iterable[Standing]) -> dict[str, int]:
    """For each piece of a term, how often it stands in the most frequent term around it."""
    most: dict[str, int] = {}
    for one in terms:
        for start in range(len(one.text)):
            for end in range(start + 2, len(one.text) + 1):
                if end - start < len(one.text):
                    piece = one.text[start:end]
                    most[piece] = max(most.get(piece, 0), one.count)
    return most


def _recognised(evidence: Evidence, clauses: Clauses, analyzer: Analyzer, min_count: int) -> Iterator[Proposal]:
    for how, counts in evidence.counts.items():
        for word, count in counts.items():
            full = evidence.full_name(word) if how == "short" else ""
            enough = min(min_count, _DEFINED) if how == "short" else min_count
            if count < enough or says_something(analyzer.tagged(word)) or (how == "short" and not full):
                continue
            score = sqrt(count) * _WEIGHTS[how]
            kind, example = kind_recognised(word, how, full), clauses.written(evidence.examples[word])
            yield Proposal(clauses.written(word), kind, count, score, example, full)


def _both(shown: Proposal, standing: Proposal | None) -> Proposal:
    """What replies show to be a term, with what its numbers add."""
    if standing is None:
        return shown
    return Proposal(
        shown.word,
        shown.kind,
        max(shown.count, standing.count),
        shown.score + standing.score,
        shown.example,
        shown.full,
    )
