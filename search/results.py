"""What a search returns. A snippet is text and spans; markup is made where it is shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

Mark = tuple[int, int]  # half-open, characters of the text beside it


@dataclass(frozen=True, slots=True)
class Snippet:
    """A paragraph of a hit, or the part of a long one around its marks."""

    text: str
    marks: tuple[Mark, ...]
    path: tuple[str, ...]  # headings above it, outermost first; then the 一是 of the text that it is about
    paragraph: int  # its number in the reply, from 1; 0 for page chrome
    start: int  # where `text` begins in `Reply.text`
    cut: tuple[bool, bool] = (False, False)  # whether the paragraph goes on before, after


@dataclass(frozen=True, slots=True)
class Sibling:
    """A letter that stands behind another one of its family in the list, and whom it answers."""

    id: str
    to_whom: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A reply that fits, with its best paragraphs and what a result list shows of it."""

    id: str
    uri: str
    title: str
    title_marks: tuple[Mark, ...]
    score: float
    paragraphs: tuple[Snippet, ...]
    is_reply: bool
    facts: tuple[tuple[str, str], ...]  # (field name, value), known ones only
    total_marks: int
    family: int = 0  # how many other letters answer other proposals in nearly the same words
    siblings: tuple[Sibling, ...] = ()  # those of them that fit the search too and have no row of their own


class FacetValue(NamedTuple):
    """A value and how many hits have it."""

    value: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody needs


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a field among the hits, with counts."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Another form of a typed word, and why it is one: 简称, 又称, 沿革, 同义词, 数字写法."""

    text: str
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Widening:
    """A typed word and its other forms."""

    word: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of hits, how many there are in all, the facets, and what the user should be told.

    `total` counts replies. `rows` counts rows of the whole list, as `offset` and `limit` do: a family is one.
    """

    query: str
    total: int
    total_exact: bool
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    notes: tuple[str, ...]
    offset: int
    limit: int
    sort: str
    mode: str = "exact"
    suggestions: tuple[str, ...] = ()  # other queries that may have been meant
    word_counts: tuple[tuple[str, int], ...] = ()  # how many replies have each word, where none has all
    partial: bool = False  # nothing has all that was asked; these have some of it
    widened: tuple[Widening, ...] = ()  # words that were looked for in other forms too
    widenable: tuple[Widening, ...] = ()  # words that could be, but were looked for as typed
    rows: int = 0
    unfiltered_total: int | None = None  # how many have all that was asked without the filters, where none has within


def to_data(page: ResultPage) -> dict[str, Any]:
    """The page as plain dicts and lists: the JSON of the command line and of the web."""
    return {
        "query": page.query,
        "total": page.total,
        "total_exact": page.total_exact,
        "unfiltered_total": page.unfiltered_total,
        "rows": page.rows,
        "offset": page.offset,
        "limit": page.limit,
        "sort": page.sort,
        "mode": page.mode,
        "partial": page.partial,
        "suggestions": list(page.suggestions),
        "word_counts": dict(page.word_counts),
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {facet.name: [{"value": v.value, "count": v.count} for v in facet.values] for facet in page.facets},
        "notes": list(page.notes),
        "widened": [_widening(one) for one in page.widened],
        "widenable": [_widening(one) for one in page.widenable],
    }


def _widening(one: Widening) -> dict[str, Any]:
    return {"word": one.word, "forms": [asdict(form) for form in one.forms]}


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "uri": hit.uri,
        "title": hit.title,
        "title_marks": [list(mark) for mark in hit.title_marks],
        "score": hit.score,
        "is_reply": hit.is_reply,
        **dict(hit.facts),
        "marks": hit.total_marks,
        "family": hit.family,
        "siblings": [{"id": one.id, "to": one.to_whom} for one in hit.siblings],
        "paragraphs": [
            {
                "text": snippet.text,
                "marks": [list(mark) for mark in snippet.marks],
                "path": list(snippet.path),
                "paragraph": snippet.paragraph,
                "start": snippet.start,
                "cut": list(snippet.cut),
            }
            for snippet in hit.paragraphs
        ],
    }
