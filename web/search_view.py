"""The view models of the search page: what its templates show, ready to be put in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask import url_for
from markupsafe import Markup

from indexer.schema import BY_NAME, UNKNOWN
from search.passages import COPIES_LABEL
from search.query import Sort
from search.results import Facet, FacetValue, Hit, ResultPage, Snippet

from . import renderer
from .params import Asked

_SORTS = {Sort.RELEVANCE: "相关度", Sort.NEWEST: "日期新→旧", Sort.OLDEST: "日期旧→新"}
_FACET_SHOWN = 8
_FACET_FOLDED = 10  # more values than this are folded away
_PAGES_AROUND = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `current` when it is what the page shows now."""

    text: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class PassageView:
    """A paragraph of a hit, with the way to it in the reply."""

    url: str
    place: str
    path: str
    html: Markup


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as the list shows it."""

    number: int
    url: str
    title: Markup
    facts: tuple[str, ...]
    labels: tuple[str, ...]
    is_reply: bool
    passages: tuple[PassageView, ...]
    marks: str
    family: str
    why: tuple[str, ...]
    why_url: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A field to narrow by: its first values, and the rest that opens on request."""

    label: str
    values: tuple[Link, ...]
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """A page of results; without hits it says why and what to try."""

    title: str
    asked: Asked
    hidden: tuple[tuple[str, str], ...]
    total: str
    hits: tuple[HitView, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""
    chips: tuple[Link, ...] = ()
    unfiltered: str = ""
    facets: tuple[FacetView, ...] = ()
    sorts: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    previous: str = ""
    following: str = ""
    beyond: bool = False
    first_page: str = ""
    shorter: tuple[Link, ...] = ()
    suggestions: tuple[Link, ...] = ()
    partial: bool = False


def address(asked: Asked, **more: str) -> str:
    """The address of the search page that asks for this, and for more."""
    return url_for("pages.search", **asked.args(), **more)  # type: ignore[arg-type]


def reply_address(asked: Asked, reply_id: str, anchor: str = "") -> str:
    """The address of a reply, which knows the search it was found by."""
    return url_for("pages.reply", reply_id=reply_id, _anchor=anchor or None, **asked.args())  # type: ignore[arg-type]


def refused_view(asked: Asked, line: str) -> SearchView:
    """The page of a search that could not be made, with all it takes to correct it."""
    return SearchView(_title(asked), asked, _hidden(asked), "", refused=line, chips=_chips(asked))


def result_view(
    asked: Asked, page: ResultPage, reasons: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> SearchView:
    """A page of results, with the reasons for the places of some hits, by id."""
    last = max(1, -(-page.total // asked.limit))
    return SearchView(
        title=_title(asked),
        asked=asked,
        hidden=_hidden(asked),
        total=_total(page),
        hits=tuple(
            _hit(asked, hit, number, reasons.get(hit.id, ()))
            for number, hit in enumerate(page.hits, start=page.offset + 1)
        ),
        notes=page.notes,
        chips=_chips(asked),
        unfiltered=address(asked.unfiltered()) if asked.chosen and asked.query else "",
        facets=tuple(_facet(asked, facet) for facet in page.facets if facet.values),
        sorts=tuple(Link(text, address(asked.sorted_by(sort)), sort is asked.sort) for sort, text in _SORTS.items()),
        pages=_pages(asked, last),
        previous=address(asked.on_page(asked.page - 1)) if 1 < asked.page <= last else "",
        following=address(asked.on_page(asked.page + 1)) if asked.page < last else "",
        beyond=page.total > 0 and not page.hits,
        first_page=address(asked.on_page(1)),
        shorter=_shorter(asked, page.word_counts),
        suggestions=tuple(Link(text, address(asked.asking(text))) for text in page.suggestions),
        partial=page.partial,
    )


def _title(asked: Asked) -> str:
    words = asked.query or "、".join(value for _, value in asked.chosen)
    return f"{words[:40]} - 答复检索"


def _hidden(asked: Asked) -> tuple[tuple[str, str], ...]:
    """What a new query from the search box keeps: filters and words as typed, both in sight, and the order."""
    order = (("sort", asked.sort.value),) if asked.sort is not Sort.RELEVANCE else ()
    return (*asked.chosen, *order, *(("plain", word) for word in asked.plain))


def _total(page: ResultPage) -> str:
    total = f"共 {page.total:,} 篇" if page.total_exact else f"约 {page.total:,} 篇"
    if page.partial:
        total = f"最接近的 {page.total:,} 篇"
    if not page.hits or len(page.hits) == page.total:
        return total
    return f"{total}，这里是第 {page.offset + 1}–{page.offset + len(page.hits)} 篇"


def _chips(asked: Asked) -> tuple[Link, ...]:
    return tuple(
        Link(f"{BY_NAME[name].label}：{_shown(name, value)}", address(asked.toggled(name, value)))
        for name, value in asked.chosen
    )


def _shown(name: str, value: str) -> str:
    """A field's value as the page words it."""
    return f"{value}类" if name == "result_class" and len(value) == 1 else value


def _hit(asked: Asked, hit: Hit, number: int, why: tuple[str, ...]) -> HitView:
    facts = dict(hit.facts)
    shown = sum(len(found.marks) for found in hit.paragraphs)
    return HitView(
        number=number,
        url=reply_address(asked, hit.id),
        title=renderer.marked(hit.title, hit.title_marks),
        facts=tuple(fact for fact in (facts.get("agency"), facts.get("doc_number"), _date(facts)) if fact),
        labels=_labels(facts) if hit.is_reply else (),
        is_reply=hit.is_reply,
        passages=tuple(_passage(asked, hit.id, found) for found in hit.paragraphs),
        marks=f"全文共 {hit.total_marks} 处" if hit.total_marks > shown else "",
        family=f"几乎相同的答复另有 {hit.family} 篇" if hit.family else "",
        why=why,
        why_url=address(asked, explain=hit.id, _anchor=f"why{number}"),
    )


def _labels(facts: Mapping[str, str]) -> tuple[str, ...]:
    kind, result = facts.get("kind"), facts.get("result_class")
    labels = (kind, result and _shown("result_class", result), facts.get("disclosure") or f"公开属性{UNKNOWN}")
    return tuple(label for label in labels if label)


def _date(facts: Mapping[str, str]) -> str:
    """The date of a reply and which date it is."""
    for name, word in (("signed_date", "成文"), ("published_date", "发布")):
        if name in facts:
            return f"{facts[name]} {word}"
    return f"{facts['year']}年" if "year" in facts else ""


def _passage(asked: Asked, reply_id: str, found: Snippet) -> PassageView:
    if not found.paragraph:
        anchor = "elsewhere" if found.path == (COPIES_LABEL,) else "removed"
        return PassageView(reply_address(asked, reply_id, anchor), "".join(found.path), "", renderer.snippet(found))
    return PassageView(
        url=reply_address(asked, reply_id, f"p{found.paragraph}"),
        place=f"第 {found.paragraph} 段",
        path=" › ".join(found.path),
        html=renderer.snippet(found),
    )


def _facet(asked: Asked, facet: Facet) -> FacetView:
    """A facet; values that are chosen are always in sight."""
    links = [_facet_link(asked, facet.name, value) for value in facet.values]
    most = len(links) if len(links) <= _FACET_FOLDED else _FACET_SHOWN
    shown = tuple(link for n, link in enumerate(links) if n < most or link.current)
    return FacetView(facet.label, shown, tuple(link for link in links if link not in shown))


def _facet_link(asked: Asked, name: str, value: FacetValue) -> Link:
    chosen = (name, value.value) in asked.chosen
    return Link(_shown(name, value.value), address(asked.toggled(name, value.value)), chosen, value.count)


def _pages(asked: Asked, last: int) -> tuple[Link, ...]:
    """Links to the pages around this one, and to the first and the last."""
    if last == 1:
        return ()
    around = range(max(1, asked.page - _PAGES_AROUND), min(last, asked.page + _PAGES_AROUND) + 1)
    return tuple(Link(str(n), address(asked.on_page(n)), n == asked.page) for n in sorted({1, last, *around}))


def _shorter(asked: Asked, counts: Sequence[tuple[str, int]]) -> tuple[Link, ...]:
    """Each word of a query that nothing has all of, to be tried alone, with the number of its replies."""
    return tuple(Link(word, address(asked.asking(word)), count=count) for word, count in counts[:6])
