"""The Whoosh index, reading side: matching, scoring, order and facets over one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.analyzer import Analyzer
from indexer.schema import BY_NAME, FACETS, UNKNOWN, FieldSpec, Kind

from ..query import Clause, Exact, Filter, Query, Similar, Sort, wanted
from ..results import Facet, FacetValue
from . import Found
from .matching import Matcher
from .postings import Ids
from .scoring import Scorer
from .snapshot import Floats, Mask, Snapshot


class WhooshSearcher:
    """Answers queries from the index in one folder."""

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        self._snapshot = Snapshot(folder)
        self.values_of = cache(self._snapshot_terms)
        self._matcher = Matcher(self._snapshot, analyzer, self.values_of)
        self._codes = cache(self._facet_codes)

    def close(self) -> None:
        """Frees the index's files."""
        self._snapshot.close()

    def count(self) -> int:
        """How many replies are in the index."""
        return self._snapshot.live_count

    def values(self, field: str) -> Mapping[str, int]:
        """The values of a field in the whole index, and how many replies have each."""
        if self._snapshot.live.all():
            return self._snapshot.counts(f"is_{field}")
        counts = {}
        for value in self.values_of(field):
            ids = self._snapshot.postings(f"is_{field}", value).ids
            counts[value] = int(self._snapshot.live[ids].sum())
        return {value: count for value, count in counts.items() if count}

    def vocabulary(self) -> Mapping[str, int]:
        """Every word of the texts, and how many replies hold it; replies that are gone may still count."""
        return self._snapshot.counts("text_words")

    def search(self, query: Query) -> Found:
        """The replies that fit the query, best first."""
        fitting = self._matcher.documents(query.clause) & self._snapshot.live
        passing = {name: self._passing(query.filters, name) for name in {f.name for f in query.filters}}
        mask = fitting
        for allowed in passing.values():
            mask = mask & allowed
        ids = np.flatnonzero(mask)
        scores, terms = self._scores(query.clause)
        order = self._ordered(ids, scores, query)
        return Found(
            total=len(ids),
            hits=tuple((self._snapshot.reply_id(int(i)), round(float(scores[i]), 4)) for i in order),
            facets=tuple(self._facet(spec, fitting, passing) for spec in FACETS),
            terms=terms,
        )

    def _passing(self, filters: tuple[Filter, ...], name: str) -> Mask:
        """The documents that pass the filters on one field: any of its chosen values."""
        mask = np.zeros(self._snapshot.size, np.bool_)
        for chosen in filters:
            if chosen.name == name:
                mask |= self._matcher.documents(chosen.clause)
        return mask

    def _scores(self, clause: Clause) -> tuple[Floats, tuple[str, ...]]:
        scorer, words = Scorer(self._snapshot), tuple[str, ...]()
        for leaf in dict.fromkeys(wanted(clause)):
            if isinstance(leaf, Exact):
                exact = self._matcher.exact(leaf.text)
                scorer.add(exact.frequencies, int(exact.mask.sum()))
            else:
                words = self._score_similar(scorer, leaf)
        return scorer.scores, words

    def _score_similar(self, scorer: Scorer, leaf: Similar) -> tuple[str, ...]:
        """Scores by the telling words; documents that hold the very text come first."""
        _, terms = self._matcher.similar(leaf.text)
        for frequencies, matching in terms.values():
            scorer.add(frequencies, matching)
        literal = self._matcher.exact(leaf.text).mask
        scorer.scores[literal] += scorer.scores.max(initial=0.0) + 1
        return tuple(terms)

    def _ordered(self, ids: Ids, scores: Floats, query: Query) -> Ids:
        """The page of document numbers asked for; equal scores newest first, then as indexed."""
        first, last = query.offset, query.offset + query.limit
        dates = self._snapshot.dates[ids]
        if query.sort is Sort.NEWEST:
            order = np.lexsort((ids, -scores[ids], -dates))
        elif query.sort is Sort.OLDEST:
            undated = np.where(dates == 0, 99999999, dates)
            order = np.lexsort((ids, -scores[ids], undated))
        else:
            kept = _top(scores[ids], last)
            ids, dates = ids[kept], dates[kept]
            order = np.lexsort((ids, -dates, -np.round(scores[ids], 9)))
        return ids[order[first:last]]

    # Facets

    def _facet(self, spec: FieldSpec, fitting: Mask, passing: Mapping[str, Mask]) -> Facet:
        """The values of a field among the hits, counted as if this field were not filtered."""
        mask = fitting
        for name, allowed in passing.items():
            if name != spec.name:
                mask = mask & allowed
        values, codes = self._codes(spec.name)
        counts = np.bincount(codes[mask], minlength=len(values) + 1)[1:]
        present = np.flatnonzero(counts)
        if spec.kind is not Kind.YEAR:  # most frequent first; values that are missing stay last
            known = present[:-1] if len(present) and values[present[-1]] == UNKNOWN else present
            present[: len(known)] = known[np.argsort(-counts[known], kind="stable")]
        pairs = zip(present.tolist(), counts[present].tolist(), strict=True)
        return Facet(spec.name, spec.label, tuple(FacetValue(values[i], count) for i, count in pairs))

    def _facet_codes(self, name: str) -> tuple[list[str], NDArray[np.int32]]:
        """A field's values in the order of a facet, and each document's number among them, 0 for none."""
        newest_first = BY_NAME[name].kind is Kind.YEAR
        values = sorted(self.values_of(name), reverse=newest_first)
        values.sort(key=lambda value: value == UNKNOWN)
        codes = np.zeros(self._snapshot.size, np.int32)
        for code, value in enumerate(values, start=1):
            codes[self._snapshot.postings(f"is_{name}", value).ids] = code
        return values, codes

    def _snapshot_terms(self, name: str) -> list[str]:
        return self._snapshot.terms(f"is_{name}")


def _top(scores: Floats, count: int) -> Ids:
    """The places of the best `count` scores and of all that equal the last of them."""
    if count <= 0:
        return np.arange(0)
    if len(scores) <= count * 2:
        return np.arange(len(scores))
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= threshold - 1e-9)


def open_searcher(folder: Path, analyzer: Analyzer) -> WhooshSearcher:
    """A searcher for the index in `folder`; raises IndexUnavailable when it is damaged."""
    return WhooshSearcher(folder, analyzer)
