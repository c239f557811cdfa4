"""The view model of the search page: what its templates show, ready to be put in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from search.query import Sort
from search.results import ResultPage

from .facet_view import FacetView, chips, facet_view
from .hit_view import HitView, hit_view
from .links import Link, address, beside, exports
from .nothing_view import NothingView, nothing_view, words_alone
from .params import Asked

_SORTS = {Sort.RELEVANCE: "相关度", Sort.NEWEST: "日期新→旧", Sort.OLDEST: "日期旧→新"}
_PAGES_AROUND = 2


@dataclass(frozen=True, slots=True)
class SearchView:
    """A page of results; without hits it says why and what to try."""

    title: str
    asked: Asked
    hidden: tuple[tuple[str, str], ...]
    total: str
    place: str = ""
    hits: tuple[HitView, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""
    chips: tuple[Link, ...] = ()
    unfiltered: str = ""
    facets: tuple[FacetView, ...] = ()
    sorts: tuple[Link, ...] = ()
    gathering: Link | None = None
    pages: tuple[Link, ...] = ()
    previous: str = ""
    following: str = ""
    beyond: bool = False
    first_page: str = ""
    shorter: tuple[Link, ...] = ()
    suggestions: tuple[Link, ...] = ()
    partial: bool = False
    nothing: NothingView | None = None
    exports: tuple[Link, ...] = ()
    feed: str = ""


def refused_view(asked: Asked, line: str) -> SearchView:
    """The page of a search that could not be made, with all it takes to correct it."""
    return SearchView(_title(asked), asked, _hidden(asked), "", refused=line, chips=chips(asked))


def result_view(
    asked: Asked, page: ResultPage, reasons: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> SearchView:
    """A page of results, with the reasons for the places of some hits, by id."""
    last, narrowed = max(1, -(-page.rows // asked.limit)), chips(asked)
    return SearchView(
        title=_title(asked),
        asked=asked,
        hidden=_hidden(asked),
        total=_total(page),
        place=_place(page),
        hits=tuple(
            hit_view(asked, hit, number, reasons.get(hit.id, ()))
            for number, hit in enumerate(page.hits, start=page.offset + 1)
        ),
        notes=page.notes,
        chips=narrowed,
        unfiltered=address(asked.unfiltered()) if asked.narrowing and asked.query else "",
        facets=tuple(facet_view(asked, facet) for facet in page.facets if facet.values),
        sorts=tuple(Link(text, address(asked.sorted_by(sort)), sort is asked.sort) for sort, text in _SORTS.items()),
        gathering=_gathering(asked, page),
        pages=_pages(asked, last),
        previous=address(asked.on_page(asked.page - 1)) if 1 < asked.page <= last else "",
        following=address(asked.on_page(asked.page + 1)) if asked.page < last else "",
        beyond=page.total > 0 and not page.hits,
        first_page=address(asked.on_page(1)),
        shorter=words_alone(asked, page),
        suggestions=tuple(Link(text, address(asked.asking(text))) for text in page.suggestions),
        partial=page.partial,
        nothing=None if page.total else nothing_view(asked, page, narrowed),
        exports=exports(asked),
        feed=beside("downloads.feed", asked),
    )


def _title(asked: Asked) -> str:
    words = asked.query or "、".join(value for _, value in asked.narrowing)
    return f"{words[:40]} - 答复检索"


def _hidden(asked: Asked) -> tuple[tuple[str, str], ...]:
    """What a new query from the search box keeps: filters and words as typed, both in sight, and the order."""
    order = (("sort", asked.sort.value),) if asked.sort is not Sort.RELEVANCE else ()
    return (*asked.narrowing, *order, *(("plain", word) for word in asked.plain))


def _total(page: ResultPage) -> str:
    if page.partial:
        return f"最接近的 {page.total:,} 篇"
    return f"共 {page.total:,} 篇" if page.total_exact else f"约 {page.total:,} 篇"


def _place(page: ResultPage) -> str:
    """Which rows of the list these are, where it has more than these or fewer rows than replies."""
    merged = f"，几乎相同的合并成 {page.rows:,} 条" if page.rows < page.total else ""
    if not page.hits or len(page.hits) == page.rows:
        return merged
    unit = "条" if merged else "篇"
    return f"{merged}，这里是第 {page.offset + 1}–{page.offset + len(page.hits)} {unit}"


def _gathering(asked: Asked, page: ResultPage) -> Link | None:
    """The way to each letter of the families on its own, or back to one row for each family."""
    if not asked.gathers:
        return Link("合并几乎相同的", address(asked.gathering(True)))
    return Link("逐篇列出", address(asked.gathering(False))) if page.rows < page.total else None


def _pages(asked: Asked, last: int) -> tuple[Link, ...]:
    """Links to the pages around this one, and to the first and the last."""
    if last == 1:
        return ()
    around = range(max(1, asked.page - _PAGES_AROUND), min(last, asked.page + _PAGES_AROUND) + 1)
    return tuple(Link(str(n), address(asked.on_page(n)), n == asked.page) for n in sorted({1, last, *around}))
