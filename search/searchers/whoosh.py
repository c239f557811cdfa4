"""The Whoosh index, reading side: matching, scoring, order and facets over one snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from pathlib import Path

import numpy as np

from indexer.analyzer import Analyzer, fold
from indexer.layout import MEMORY
from indexer.schema import BY_NAME, FACETS, UNKNOWN, FieldSpec, Kind

from ..explaining.account import Account
from ..query import Clause, Exact, Filter, Query, Similar, Sort, like, typed, wanted
from ..results import Facet, FacetValue
from . import Found
from .accounts import Accounts, Ranking
from .closeness import FEWEST_TYPED, LOOKED_AT, WORTH_LIKE, WORTH_TYPED, Closeness, closeness, with_phrase
from .families import Families, Rows, each
from .likeness import breadth
from .matching import OTHER_FORM, Matcher
from .postings import Ids
from .scoring import Scorer, idf
from .snapshot import Floats, Mask, Snapshot


class WhooshSearcher:
    """Answers queries from the index in one folder."""

    def __init__(self, folder: Path, analyzer: Analyzer, memory: int = MEMORY) -> None:
        self._snapshot, self._analyzer = Snapshot(folder, memory), analyzer
        self.values_of = cache(self._snapshot_terms)
        self._matcher = Matcher(self._snapshot, analyzer, self.values_of)
        self._families = Families(self._snapshot)
        self._codes = cache(self._facet_codes)

    def close(self) -> None:
        """Frees the index's files."""
        self._snapshot.close()

    def count(self) -> int:
        """How many replies are in the index."""
        return self._snapshot.live_count

    def values(self, field: str) -> Mapping[str, int]:
        """The values of a field in the whole index, and how many replies have each."""
        return self._snapshot.living(f"is_{field}")

    def vocabulary(self) -> Mapping[str, int]:
        """Every word of the texts, and how many replies hold it; replies that are gone may still count."""
        return self._snapshot.counts("text_words")

    def search(self, query: Query) -> Found:
        """The replies that fit the query, best first."""
        fitting, passing, ids = self._fitting(query)
        scores = self._scores(query.clause)
        if query.sort is Sort.RELEVANCE:
            scores = self._closer(ids, scores, query.clause)
        rows = self._rows(ids, scores, query)
        order = self._page(rows.heads, scores, query)
        return Found(
            total=len(ids),
            hits=tuple((self._snapshot.reply_id(int(i)), round(float(scores[i]), 4)) for i in order),
            facets=tuple(self._facets(ids, fitting, passing)),
            terms=self._telling(query.clause),
            rows=len(rows.heads),
            siblings=self._siblings(rows, order) if len(rows.members) else {},
        )

    def explain(self, query: Query, reply_ids: Iterable[str]) -> Mapping[str, Account]:
        """How each of these replies fares with the query, by id; replies that are not in the index are left out."""
        ids, scorer = self._fitting(query)[2], Scorer(self._snapshot)
        gained = dict[Exact | Similar, Floats]()
        for leaf in dict.fromkeys(wanted(query.clause)):
            before = scorer.scores.copy()
            self._score(scorer, leaf)
            gained[leaf] = scorer.scores - before
        by_relevance = query.sort is Sort.RELEVANCE
        scores = self._closer(ids, scorer.scores, query.clause) if by_relevance else scorer.scores
        rows = self._rows(ids, scores, query)
        order = self._ranked(rows.heads, scores, query.sort)
        ranking = Ranking(order, rows, gained, scores, self._together(query.clause)[0] if by_relevance else None)
        return Accounts(self._snapshot, self._analyzer, self._matcher, query, ranking).of(reply_ids)

    def _fitting(self, query: Query) -> tuple[Mask, Mapping[str, Mask], Ids]:
        """The documents that fit the clause and are not excluded, those that pass each field, and those that do all."""
        fitting = self._matcher.documents(query.clause) & self._snapshot.live
        for excluding in (one for one in query.filters if one.excludes):
            fitting &= ~self._matcher.documents(excluding.clause)
        chosen = [one for one in query.filters if not one.excludes]
        passing = {name: self._passing(chosen, name) for name in {one.name for one in chosen}}
        mask = fitting
        for allowed in passing.values():
            mask = mask & allowed
        return fitting, passing, np.flatnonzero(mask)

    def _passing(self, filters: Iterable[Filter], name: str) -> Mask:
        """The documents that pass the filters on one field: any of its chosen values."""
        mask = np.zeros(self._snapshot.size, np.bool_)
        for chosen in filters:
            if chosen.name == name:
                mask |= self._matcher.documents(chosen.clause)
        return mask

    def _scores(self, clause: Clause) -> Floats:
        """The score of every document: what BM25F says of each typed string, and the likeness to a question."""
        scorer = Scorer(self._snapshot)
        for leaf in dict.fromkeys(wanted(clause)):
            self._score(scorer, leaf)
        return scorer.scores

    def _score(self, scorer: Scorer, leaf: Exact | Similar) -> None:
        if isinstance(leaf, Exact):
            exact = self._matcher.exact(leaf)
            scorer.add(exact.frequencies, exact.holding)
        else:
            self._score_similar(scorer, leaf)

    def _score_similar(self, scorer: Scorer, leaf: Similar) -> None:
        """Documents that hold the very text come first."""
        scorer.scores += self._matcher.likeness[leaf.text].scores
        for other in leaf.also:
            exact = self._matcher.string(other)
            scorer.add(exact.frequencies, exact.holding, OTHER_FORM)
        literal = self._matcher.string(leaf.text).mask
        scorer.scores[literal] += scorer.scores.max(initial=0.0) + 1

    def _closer(self, ids: Ids, scores: Floats, clause: Clause) -> Floats:
        """The scores, the best ones raised where what is asked stands together in the text."""
        together, worth = self._together(clause)
        if together is None or not worth or not len(ids):
            return scores
        scores = scores.copy()
        best = self._best(ids, scores, Sort.RELEVANCE, LOOKED_AT)
        most = float(scores[best[0]])
        for number in best.tolist():
            scores[number] += worth * most * together(self._snapshot.body(number))
        return scores

    def _together(self, clause: Clause) -> tuple[Closeness | None, float]:
        """How much of what is asked a text has in one place, and what that is worth of the best score."""
        question = like(clause)
        if question is not None:
            strings = self._matcher.likeness[question.text].strings()
            return partial(closeness, strings=strings), WORTH_LIKE * (1 - breadth(question.text))
        words = typed(clause)
        if len(words) < 2:
            return None, 0.0
        holding = [self._matcher.exact(word).holding for word in words]
        counted = zip(words, holding, strict=True)
        phrase = with_phrase([(fold(w.text), idf(n, self._snapshot.live_count)) for w, n in counted])
        return partial(closeness, strings=phrase, fewest=FEWEST_TYPED), WORTH_TYPED

    def _rows(self, ids: Ids, scores: Floats, query: Query) -> Rows:
        if not query.gathers:
            return each(ids)
        return self._families.rows(ids, lambda members: self._ranked(members, scores, query.sort))

    def _siblings(self, rows: Rows, heads: Ids) -> dict[str, tuple[str, ...]]:
        """The replies behind the heads of rows, by the head's id."""
        behind = {head: rows.behind(head) for head in heads.tolist()}
        reply_id = self._snapshot.reply_id
        return {reply_id(head): tuple(map(reply_id, others)) for head, others in behind.items() if others}

    def _page(self, ids: Ids, scores: Floats, query: Query) -> Ids:
        """The page of document numbers asked for."""
        return self._best(ids, scores, query.sort, query.offset + query.limit)[query.offset :]

    def _best(self, ids: Ids, scores: Floats, sort: Sort, count: int) -> Ids:
        """The first `count` documents in their order; only those that may be among them are put in order."""
        worth = scores if sort is Sort.RELEVANCE else self._timely(sort)
        return self._ranked(ids[_top(worth[ids], count)], scores, sort)[:count]

    def _ranked(self, ids: Ids, scores: Floats, sort: Sort) -> Ids:
        """All of these documents in their order; equal scores newest first, then as indexed."""
        if sort is Sort.RELEVANCE:
            return ids[np.lexsort((ids, -self._snapshot.dates[ids], np.round(-scores[ids], 9)))]
        return ids[np.lexsort((ids, -scores[ids], -self._timely(sort)[ids]))]

    def _timely(self, sort: Sort) -> Ids:
        """How early each document comes by its date: the greatest number first, what has no date last."""
        return self._snapshot.dates if sort is Sort.NEWEST else self._oldest_first

    @cached_property
    def _oldest_first(self) -> Ids:
        dates = self._snapshot.dates
        return -np.where(dates == 0, 99999999, dates)

    def _telling(self, clause: Clause) -> tuple[str, ...]:
        """The words that a question or a passage is searched by."""
        question = like(clause)
        return self._matcher.likeness[question.text].words() if question else ()

    # Facets

    def _facets(self, ids: Ids, fitting: Mask, passing: Mapping[str, Mask]) -> Iterator[Facet]:
        """The values of each field among the hits, counted as if this field were not filtered."""
        for spec in FACETS:
            others = [allowed for name, allowed in passing.items() if name != spec.name]
            among = ids if len(others) == len(passing) else np.flatnonzero(np.logical_and.reduce([fitting, *others]))
            yield self._facet(spec, among)

    def _facet(self, spec: FieldSpec, ids: Ids) -> Facet:
        """The values of a field that these documents have, with counts."""
        values, codes = self._codes(spec.name)
        counts = np.bincount(codes[ids], minlength=len(values) + 1)[1:]
        present = np.flatnonzero(counts)
        if spec.kind is not Kind.YEAR:  # most frequent first; values that are missing stay last
            known = present[:-1] if len(present) and values[present[-1]] == UNKNOWN else present
            present[: len(known)] = known[np.argsort(-counts[known], kind="stable")]
        names = [values[i] for i in present.tolist()]
        return Facet(spec.name, spec.label, tuple(map(FacetValue, names, counts[present].tolist())))

    def _facet_codes(self, name: str) -> tuple[list[str], Ids]:
        """A field's values in the order of a facet, and each document's number among them, 0 for none."""
        newest_first = BY_NAME[name].kind is Kind.YEAR
        values = sorted(self.values_of(name), reverse=newest_first)
        values.sort(key=lambda value: value == UNKNOWN)
        codes = np.zeros(self._snapshot.size, np.int64)  # as bincount wants them
        for code, value in enumerate(values, start=1):
            codes[self._snapshot.postings(f"is_{name}", value).ids] = code
        return values, codes

    def _snapshot_terms(self, name: str) -> list[str]:
        return self._snapshot.terms(f"is_{name}")


def _top(scores: Floats | Ids, count: int) -> Ids:
    """The places of the best `count` scores and of all that equal the last of them."""
    if count <= 0:
        return np.arange(0)
    if len(scores) <= count * 2:
        return np.arange(len(scores))
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= threshold - 1e-9)


def open_searcher(folder: Path, analyzer: Analyzer, memory: int = MEMORY) -> WhooshSearcher:
    """A searcher for the index in `folder` that keeps `memory` bytes at most; raises IndexUnavailable."""
    return WhooshSearcher(folder, analyzer, memory)
