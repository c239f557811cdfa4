"""A second engine, as small as can be: no index, plain Python, every document looked at each time.

It proves that the seam between queries and engines is real, and says in the simplest terms what an
engine has to answer: texts are folded and searched with `in`, sets are sets, BM25F is its formula.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import log
from pathlib import Path

from indexer.analyzer import Analyzer, fold
from indexer.reply import Reply
from indexer.schema import FACETS, PARTS, UNKNOWN, Part, field_values, part_texts, sort_date
from search.boundaries import Whole, folded, places
from search.explaining.account import Account, Resemblance, Standing, Word, asked, strings
from search.filters import fits
from search.query import (
    And,
    Clause,
    Everything,
    Exact,
    Field,
    Not,
    Or,
    Query,
    Similar,
    Sort,
    Years,
    like,
    typed,
    wanted,
)
from search.results import Facet, FacetValue
from search.searchers import Found
from search.searchers.closeness import FEWEST_TYPED, WORTH_TYPED, Weighted, closeness, with_phrase

K1 = 2.0  # as search.searchers.scoring
OTHER_FORM = 0.7  # as search.searchers.matching


class ReferenceEngine:
    """Writers and searchers over folders that exist only as keys of a dictionary."""

    name = "reference 1"

    def __init__(self) -> None:
        self._indexes: dict[Path, dict[str, Reply]] = {}

    def open_writer(self, folder: Path, _: Analyzer) -> ReferenceWriter:
        return ReferenceWriter(self, folder)

    def open_searcher(self, folder: Path, analyzer: Analyzer) -> ReferenceSearcher:
        return ReferenceSearcher(dict(self._indexes.get(folder, {})), analyzer)

    def commit(self, folder: Path, put: list[Reply], gone: list[str]) -> None:
        index = self._indexes.setdefault(folder, {})
        for reply_id in [*gone, *(reply.id for reply in put)]:
            index.pop(reply_id, None)
        index.update({reply.id: reply for reply in put})


class ReferenceWriter:
    def __init__(self, engine: ReferenceEngine, folder: Path) -> None:
        self._engine, self._folder = engine, folder

    def write(self, replies: Iterable[Reply], gone: Iterable[str] = ()) -> None:
        self._engine.commit(self._folder, list(replies), list(gone))

    def worn(self) -> bool:
        return False

    def scattered(self) -> list[str]:
        return []


class ReferenceSearcher:
    def __init__(self, documents: Mapping[str, Reply], analyzer: Analyzer) -> None:
        self._documents, self._analyzer = documents, analyzer
        self._folded = {i: {n: fold(t) for n, t in part_texts(r).items()} for i, r in documents.items()}
        self._values = {i: field_values(r) for i, r in documents.items()}
        self._everything = frozenset(documents)

    def close(self) -> None:
        pass

    def count(self) -> int:
        return len(self._documents)

    def values(self, field: str) -> Mapping[str, int]:
        return Counter(value for values in self._values.values() for value in values[field])

    def vocabulary(self) -> Mapping[str, int]:
        return Counter(word for reply in self._documents.values() for word in self._analyzer.words(reply.text))

    def search(self, query: Query) -> Found:
        fitting, passing = self._left(query), self._passing(query)
        ordered, scores = self._ranked(query)
        rows = self._rows(ordered, query.gathers)
        page = list(rows)[query.offset : query.offset + query.limit]
        siblings = {head: tuple(rows[head]) for head in page if rows[head]}
        facets = tuple(
            self._facet(spec.name, spec.label, fitting, {n: ids for n, ids in passing.items() if n != spec.name})
            for spec in FACETS
        )
        hits = tuple((i, round(scores[i], 4)) for i in page)
        return Found(len(ordered), hits, facets, rows=len(rows), siblings=siblings)

    def _rows(self, ordered: list[str], gathers: bool) -> dict[str, list[str]]:
        """The first reply of each family, and every one without, in order; and who stands behind it."""
        rows, heads = dict[str, list[str]](), dict[str, str]()
        for reply_id in ordered:
            family = self._documents[reply_id].family if gathers else ""
            head = heads.setdefault(family or reply_id, reply_id)
            rows.setdefault(head, []).extend([reply_id] if reply_id != head else [])
        return rows

    def _left(self, query: Query) -> frozenset[str]:
        """What fits the clause and is not excluded by a filter."""
        excluded = (self._fitting(one.clause) for one in query.filters if one.excludes)
        return self._fitting(query.clause).difference(*excluded)

    def _passing(self, query: Query) -> Mapping[str, frozenset[str]]:
        passing = {f.name: frozenset[str]() for f in query.filters if not f.excludes}
        for chosen in query.filters:
            if not chosen.excludes:
                passing[chosen.name] |= self._fitting(chosen.clause)
        return passing

    def _ranked(self, query: Query) -> tuple[list[str], dict[str, float]]:
        """What was found in its order, with scores."""
        found = self._left(query).intersection(*self._passing(query).values())
        scores = {reply_id: self._score(query.clause, reply_id) for reply_id in found}
        if query.sort is Sort.RELEVANCE:
            self._raise_closer(query.clause, scores)
        return sorted(found, key=self._order(query.sort, scores)), scores

    # Why

    def explain(self, query: Query, reply_ids: Iterable[str]) -> Mapping[str, Account]:
        order, scores = self._ranked(query)
        rows = self._rows(order, query.gathers)
        known = [reply_id for reply_id in reply_ids if reply_id in self._documents]
        return {reply_id: self._account(query, reply_id, rows, scores) for reply_id in known}

    def _account(self, query: Query, i: str, rows: dict[str, list[str]], scores: Mapping[str, float]) -> Account:
        gained, order = self._score(query.clause, i), list(rows)
        score = scores.get(i, gained)
        place = next((n for n, (head, others) in enumerate(rows.items(), 1) if i in (head, *others)), 0)
        together = self._together(query.clause) if query.sort is Sort.RELEVANCE else []
        lengths = [len(texts["text"]) for texts in self._folded.values()]
        return Account(
            reply_id=i,
            place=place,
            total=len(order),
            score=round(score, 4),
            above=order[place - 2] if place > 1 else "",
            words=tuple(self._word(leaf, i, leaf in wanted(query.clause)) for leaf in strings(query.clause)),
            resemblances=tuple(self._resemblance(leaf, i) for leaf in asked(query) if isinstance(leaf, Similar)),
            closeness=score - gained,
            together=closeness(self._folded[i]["text"], together, FEWEST_TYPED) if together else 0.0,
            length=len(self._folded[i]["text"]),
            mean_length=sum(lengths) / len(lengths),
            documents=len(self._documents),
            stands={leaf: i in self._fitting(leaf) for leaf in asked(query)},
        )

    def _word(self, leaf: Exact, i: str, counts: bool) -> Word:
        score = self._leaf_score(leaf, i) if counts else 0.0
        evidence = [
            (form, part.name, times, weight * part.boost * times / self._damping(part, i))
            for form, weight in [(leaf.text, 1.0), *((other, OTHER_FORM) for other in leaf.also)]
            for part in PARTS
            if (times := occurrences(self._folded[i][part.name], folded(form)))
        ]
        whole = sum(weight for *_, weight in evidence)
        standings = tuple(Standing(form, part, times, score * weight / whole) for form, part, times, weight in evidence)
        return Word(leaf.text, len(self._fitting(leaf)), score, standings)

    def _resemblance(self, leaf: Similar, i: str) -> Resemblance:
        asked_for = tuple(self._analyzer.words(leaf.text))
        own = self._analyzer.words(self._documents[i].text)
        shared, lacking = (tuple(w for w in asked_for if (w in own) is there) for there in (True, False))
        forms = tuple(other for other in leaf.also if i in self._everywhere(other))
        whole = float(i in self._everywhere(leaf.text))
        return Resemblance(
            leaf.text, self._leaf_score(leaf, i), self._likeness(leaf.text, i), shared, lacking, whole, forms
        )

    # Which documents fit

    def _fitting(self, clause: Clause) -> frozenset[str]:
        match clause:
            case Everything():
                return self._everything
            case Not(inner):
                return self._everything - self._fitting(inner)
            case And(clauses):
                return self._everything.intersection(*map(self._fitting, clauses))
            case Or(clauses):
                return frozenset().union(*map(self._fitting, clauses))
            case Exact(text, also):
                return self._everywhere(text).union(*map(self._everywhere, also))
            case Field("title", text):
                return self._holding(text, ("title",))
            case Field():
                return self._with_value(clause)
            case Years(first, last):
                years = range(first or 0, (last or 9999) + 1)
                return frozenset(
                    i for i, v in self._values.items() if any(y.isdigit() and int(y) in years for y in v["year"])
                )
            case Similar(text, also):
                like = frozenset(i for i in self._documents if self._likeness(text, i) > 0.1)
                return like.union(*map(self._everywhere, (text, *also)))

    def _everywhere(self, text: str) -> frozenset[str]:
        return self._holding(text, ("title", "text", "removed"))

    def _holding(self, text: str, parts: tuple[str, ...]) -> frozenset[str]:
        string = folded(text)
        return frozenset(i for i, t in self._folded.items() if any(occurrences(t[part], string) for part in parts))

    def _with_value(self, clause: Field) -> frozenset[str]:
        if clause.exact and not any(clause.value in values[clause.name] for values in self._values.values()):
            clause = replace(clause, exact=False)
        fitting = fits(clause)
        return frozenset(i for i, values in self._values.items() if any(map(fitting, values[clause.name])))

    def _likeness(self, text: str, reply_id: str) -> float:
        words, own = set(self._analyzer.words(text)), set(self._analyzer.words(self._documents[reply_id].text))
        return len(words & own) / max(1, len(words))

    # How well, and in which order

    def _score(self, clause: Clause, reply_id: str) -> float:
        return sum(self._leaf_score(leaf, reply_id) for leaf in dict.fromkeys(wanted(clause)))

    def _leaf_score(self, leaf: Exact | Similar, reply_id: str) -> float:
        if isinstance(leaf, Similar):
            return self._likeness(leaf.text, reply_id) + (reply_id in self._everywhere(leaf.text))
        pseudo = 0.0
        for part in PARTS:
            text, damping = self._folded[reply_id][part.name], self._damping(part, reply_id)
            often = occurrences(text, fold(leaf.text)) + sum(
                OTHER_FORM * occurrences(text, folded(o)) for o in leaf.also
            )
            pseudo += part.boost * often / damping
        return self._idf(leaf) * pseudo * (K1 + 1) / (K1 + pseudo)

    def _damping(self, part: Part, reply_id: str) -> float:
        lengths = [len(texts[part.name]) for texts in self._folded.values()]
        mean = max(1.0, sum(lengths) / max(1, len(lengths)))
        return 1 - part.b + part.b * len(self._folded[reply_id][part.name]) / mean

    def _idf(self, leaf: Exact) -> float:
        matching, size = len(self._fitting(leaf)), len(self._documents)
        return log(1 + (size - matching + 0.5) / (matching + 0.5))

    def _raise_closer(self, clause: Clause, scores: dict[str, float]) -> None:
        """Typed words that stand together are worth half of the best score; more than 100 hits no test has."""
        together, most = self._together(clause), max(scores.values(), default=0.0)
        for reply_id in scores if together else ():
            scores[reply_id] += WORTH_TYPED * most * closeness(self._folded[reply_id]["text"], together, FEWEST_TYPED)

    def _together(self, clause: Clause) -> Weighted:
        """The strings that count for standing together."""
        words = typed(clause)
        if len(words) < 2 or like(clause) is not None:
            return []
        return with_phrase([(fold(word.text), self._idf(word)) for word in words])

    def _order(self, sort: Sort, scores: Mapping[str, float]) -> Callable[[str], tuple[float, ...]]:
        places = {reply_id: place for place, reply_id in enumerate(self._documents)}
        dates = {reply_id: sort_date(reply) for reply_id, reply in self._documents.items()}

        def order(i: str) -> tuple[float, ...]:
            if sort is Sort.NEWEST:
                return -dates[i], -scores[i], places[i]
            if sort is Sort.OLDEST:
                return dates[i] or 99999999, -scores[i], places[i]
            return -round(scores[i], 9), -dates[i], places[i]

        return order

    def _facet(self, name: str, label: str, fitting: frozenset[str], others: Mapping[str, frozenset[str]]) -> Facet:
        ids = fitting.intersection(*others.values())
        counts = Counter(value for i in ids for value in self._values[i][name])
        last = UNKNOWN
        if name == "year":
            values = sorted(counts, key=lambda v: (v == last, -int(v) if v.isdigit() else 0))
        else:
            values = sorted(counts, key=lambda v: (v == last, -counts[v], v))
        return Facet(name, label, tuple(FacetValue(value, counts[value]) for value in values))


def occurrences(text: str, string: str) -> int:
    """How often a string stands in a text; single characters and pairs may overlap, as grams do."""
    if not string:
        return 0
    if isinstance(string, Whole):
        return sum(1 for _ in places(text, string))
    if len(string) <= 2:
        return sum(text.startswith(string, at) for at in range(len(text)))
    return text.count(string)
