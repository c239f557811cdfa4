"""The view models of what narrows a search: chips of what is chosen, facets, and years as a chart of bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.schema import BY_NAME, Kind
from search.filters import years_of
from search.query import Years
from search.results import Facet, FacetValue

from .links import Link, adding, address, pairs, shown
from .params import NOT, Asked, Pair

_SHOWN = 8
_FOLDED = 10  # more values than this are folded away
_BAR = 40  # units of the chart's height
_LEAST = 2  # of them, so that a single reply is seen
_MOST_COLUMNS = 30  # years in a row, those without a reply with them


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a facet: to choose it or no longer, and to leave it out."""

    text: str
    count: int
    url: str
    chosen: bool
    without: str


@dataclass(frozen=True, slots=True)
class BarView:
    """A year of the chart; `height` in units of 40. A year without a reply has no link."""

    year: str
    count: int
    height: int
    url: str = ""
    chosen: bool = False

    @property
    def top(self) -> int:
        """Where the bar begins, counted from above."""
        return _BAR - self.height


@dataclass(frozen=True, slots=True)
class YearsView:
    """Years as bars, and the form that asks for a range of them."""

    bars: tuple[BarView, ...]
    hidden: tuple[Pair, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A field to narrow by: its first values, the rest that opens on request, and the chart of years."""

    name: str
    label: str
    values: tuple[ValueView, ...]
    more: tuple[ValueView, ...]
    years: YearsView | None = None


def chips(asked: Asked) -> tuple[Link, ...]:
    """What narrows the search now, each with the address of the search without it."""
    chosen = (Link(_worded(name, value), address(asked.toggled(name, value))) for name, value in asked.chosen)
    out = (Link(f"不要 {_worded(n, v)}", address(asked.toggled_out(n, v)), True) for n, v in asked.excluded)
    return (*chosen, *out)


def facet_view(asked: Asked, facet: Facet) -> FacetView:
    """A facet; values that are chosen are always in sight, years are bars."""
    if BY_NAME[facet.name].kind is Kind.YEAR:
        years = [value for value in facet.values if value.value.isdigit()]
        rest = _values(asked, facet.name, (value for value in facet.values if not value.value.isdigit()))
        return FacetView(facet.name, facet.label, rest, (), _years(asked, facet.name, years) if years else None)
    values = _values(asked, facet.name, facet.values)
    most = len(values) if len(values) <= _FOLDED else _SHOWN
    first = tuple(value for n, value in enumerate(values) if n < most or value.chosen)
    return FacetView(facet.name, facet.label, first, tuple(value for value in values if value not in first))


def _worded(name: str, value: str) -> str:
    return f"{BY_NAME[name].label}：{shown(name, value)}"


def _values(asked: Asked, name: str, values: Iterable[FacetValue]) -> tuple[ValueView, ...]:
    """The values of a facet; most are neither chosen nor excluded, and their addresses only add something."""
    add = adding(asked)

    def view(value: str, count: int) -> ValueView:
        chosen = (name, value) in asked.chosen
        url, without = add(name, value), add(f"{NOT}{name}", value)
        if chosen or (name, value) in asked.excluded:
            url, without = address(asked.toggled(name, value)), address(asked.toggled_out(name, value))
        return ValueView(shown(name, value), count, url, chosen, without)

    return tuple(view(value.value, value.count) for value in values)


def _years(asked: Asked, name: str, values: Iterable[FacetValue]) -> YearsView:
    """Bars from the first year to the last; those between without a reply too, unless they are very many."""
    counts = {int(value.value): value.count for value in values}
    first, last = min(counts), max(counts)
    columns = range(first, last + 1) if last - first < _MOST_COLUMNS else sorted(counts)
    ranges = [years for field, value in asked.chosen if field == name and (years := years_of(value))]
    others = replace(asked, chosen=tuple(pair for pair in asked.chosen if pair[0] != name), offset=0)
    toggles = all(years.first == years.last for years in ranges)
    most = max(counts.values())

    def bar(year: int) -> BarView:
        count = counts.get(year, 0)
        then = (asked if toggles else others).toggled(name, str(year))
        height = max(_LEAST, round(_BAR * count / most)) if count else 0
        return BarView(str(year), count, height, address(then) if count else "", any(_in(year, r) for r in ranges))

    span = ranges[0] if len(ranges) == 1 else Years(None, None)
    ends = (str(span.first or ""), str(span.last or ""))
    return YearsView(tuple(bar(year) for year in columns), pairs(others), *ends)


def _in(year: int, years: Years) -> bool:
    return (years.first or 0) <= year <= (years.last or year)
