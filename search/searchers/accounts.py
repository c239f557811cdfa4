"""The Whoosh engine's accounts: what a document's score is made of, leaf by leaf, and its place in the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.analyzer import Analyzer
from indexer.schema import PARTS

from ..explaining.account import Account, Resemblance, Standing, Word, asked, strings
from ..query import Exact, Query, Similar
from .closeness import Closeness
from .families import Rows
from .likeness import breadth, stretches, what_is_asked
from .matching import OTHER_FORM, Matcher
from .postings import EMPTY, Ids
from .scoring import Scorer
from .snapshot import Floats, Snapshot

_WORD_FIELDS = ("text_words", "title_words")


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a search worked out: the heads of rows in their order, and what gave every document its score."""

    order: Ids
    rows: Rows
    gained: Mapping[Exact | Similar, Floats]  # by each leaf of the query
    scores: Floats
    together: Closeness | None  # where what stands together counts


class _Evidence(NamedTuple):
    form: str
    part: str
    times: int
    weight: float


class Accounts:
    """Tells of documents how they came by their places in one ranking."""

    def __init__(
        self, snapshot: Snapshot, analyzer: Analyzer, matcher: Matcher, query: Query, ranking: Ranking
    ) -> None:
        self._snapshot, self._analyzer, self._matcher = snapshot, analyzer, matcher
        self._query, self._ranking = query, ranking
        self._places = {
            number: place
            for place, head in enumerate(ranking.order.tolist(), start=1)
            for number in (head, *ranking.rows.behind(head))
        }

    def of(self, reply_ids: Iterable[str]) -> dict[str, Account]:
        """The accounts of replies by id; what is not in the index is left out."""
        numbers = ((reply_id, self._number(reply_id)) for reply_id in reply_ids)
        return {reply_id: self._account(reply_id, number) for reply_id, number in numbers if number is not None}

    def _number(self, reply_id: str) -> int | None:
        ids = self._snapshot.postings("id", reply_id).ids
        living = ids[self._snapshot.live[ids]]
        return int(living[-1]) if len(living) else None

    def _account(self, reply_id: str, number: int) -> Account:
        order, place = self._ranking.order, self._places.get(number, 0)
        words = tuple(self._word(leaf, number) for leaf in strings(self._query.clause))
        questions = [leaf for leaf in asked(self._query) if isinstance(leaf, Similar)]
        gained = sum(float(scores[number]) for scores in self._ranking.gained.values())
        return Account(
            reply_id=reply_id,
            place=place,
            total=len(order),
            score=round(float(self._ranking.scores[number]), 4),
            above=self._snapshot.reply_id(int(order[place - 2])) if place > 1 else "",
            words=words,
            resemblances=tuple(self._resemblance(leaf, number) for leaf in questions),
            closeness=float(self._ranking.scores[number]) - gained,
            together=self._together(number),
            length=int(self._snapshot.lengths["text"][number]),
            mean_length=self._snapshot.mean_lengths["text"],
            documents=self._snapshot.live_count,
            stands={leaf: bool(self._matcher.documents(leaf)[number]) for leaf in asked(self._query)},
        )

    def _gained(self, leaf: Exact | Similar, number: int) -> float:
        scores = self._ranking.gained.get(leaf)
        return float(scores[number]) if scores is not None else 0.0

    def _word(self, leaf: Exact, number: int) -> Word:
        score, evidence = self._gained(leaf, number), list(self._evidence(leaf, number))
        whole = sum(one.weight for one in evidence)
        return Word(
            text=leaf.text,
            holding=self._matcher.exact(leaf).holding,
            score=score,
            standings=tuple(Standing(one.form, one.part, one.times, score * one.weight / whole) for one in evidence),
        )

    def _evidence(self, leaf: Exact, number: int) -> Iterator[_Evidence]:
        """Where a word and its other forms stand, with what each adds to the frequency that BM25F saturates."""
        for form, counted in ((leaf.text, 1.0), *((other, OTHER_FORM) for other in leaf.also)):
            for part in PARTS:
                times = self._times(form, part.name, number)
                mean = max(1.0, self._snapshot.mean_lengths[part.name])
                damping = 1 - part.b + part.b * float(self._snapshot.lengths[part.name][number]) / mean
                if times:
                    yield _Evidence(form, part.name, times, counted * part.boost * times / damping)

    def _times(self, string: str, part: str, number: int) -> int:
        ids, weights = self._matcher.string(string).frequencies.get(part, EMPTY)
        at = np.flatnonzero(ids == number)
        return int(weights[at[0]]) if len(at) else 0

    def _resemblance(self, leaf: Similar, number: int) -> Resemblance:
        likings = self._matcher.likeness[leaf.text]
        telling = likings.words()
        shared = [word for word in telling if self._has_word(word, number)]
        forms = tuple(other for other in leaf.also if self._matcher.string(other).mask[number])
        score, whole = self._gained(leaf, number), 0.0
        if self._matcher.string(leaf.text).mask[number]:
            whole = score - float(likings.scores[number]) - self._of_forms(forms, number)
        return Resemblance(
            text=leaf.text,
            score=score,
            share=float(likings.share[number]),
            shared=tuple(dict.fromkeys(self._in_one_piece(shared, telling, leaf.text, number))),
            lacking=(*self._in_vain(leaf.text), *(word for word in telling if word not in shared)),
            whole=whole,
            forms=forms,
        )

    def _of_forms(self, forms: Iterable[str], number: int) -> float:
        """What the other forms of a question's words gave."""
        scorer = Scorer(self._snapshot)
        for other in forms:
            found = self._matcher.string(other)
            scorer.add(found.frequencies, found.holding, OTHER_FORM)
        return float(scorer.scores[number])

    def _in_one_piece(self, shared: Iterable[str], telling: Iterable[str], text: str, number: int) -> Iterator[str]:
        """The words shared with a question, each as far as both go on with the same characters: 充电 → 充电桩."""
        runs = stretches(text) if breadth(text) == 0 else []
        pieces = [piece for run in runs for piece in _common(run, telling, self._snapshot.text(number))]
        for word in shared:
            yield next((piece for piece in pieces if word in piece), word)

    def _in_vain(self, text: str) -> Iterator[str]:
        """The words of a question that no document has."""
        for word in self._analyzer.words(what_is_asked(text)):
            counts = (self._snapshot.statistics(field, word)[0] for field in _WORD_FIELDS)
            if len(word) > 1 and not any(counts):
                yield word

    def _has_word(self, word: str, number: int) -> bool:
        return any(bool((self._snapshot.postings(field, word).ids == number).any()) for field in _WORD_FIELDS)

    def _together(self, number: int) -> float:
        together = self._ranking.together
        return together(self._snapshot.body(number)) if together else 0.0


def _common(run: str, words: Iterable[str], texts: Iterable[str]) -> Iterator[str]:
    """The pieces of a folded string, as long as they go, that some of the texts hold; none ends inside a word."""
    texts, start = list(texts), 0
    inside = {
        found.start() + at
        for word in words
        for found in re.finditer(re.escape(word), run)
        for at in range(1, len(word))
    }
    while start < len(run):
        end = following = start + 1
        while following < len(run) and any(run[start : following + 1] in text for text in texts):
            following += 1
            end = end if following in inside else following
        yield run[start:end]
        start = end
