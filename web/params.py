"""What a page is asked for: read from an address, written back into one. Odd values never fail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from indexer.errors import InputError
from indexer.folding import fold
from indexer.schema import BY_NAME
from search.filters import filter_for
from search.query import Filter, Mode, Question, Sort
from search.widening import LABELS, MEANINGS, mode_of

PAGE_SIZE = 20
EXPLAIN_ALL = "1"
_MOST_SKIPPED = 10**9
_MOST_PLAIN = 50
_MOST_FILTERS = 100  # of a kind; each is repeated by the links of all others
NOT = "not-"  # before a field's name: without that value
EACH = "each"  # of `families`: every letter on its own

Pair = tuple[str, str]
Args = dict[str, str | int | list[str]]


@dataclass(frozen=True, slots=True)
class ModeChoice:
    """A way to search, as the switch beside the search box shows it."""

    value: str
    label: str
    meaning: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it stands in an address: what was typed, the filters, the order and the place."""

    query: str = ""
    chosen: tuple[Pair, ...] = ()  # (field name, value), in the order of the address
    sort: Sort = Sort.RELEVANCE
    limit: int = PAGE_SIZE
    offset: int = 0
    mode: Mode = Mode.EXACT
    plain: tuple[str, ...] = ()  # words that are not widened
    excluded: tuple[Pair, ...] = ()  # (field name, value) that no hit may have
    gathers: bool = True  # whether a family of letters is one row
    explain: str = ""  # the id of a hit whose place is to be explained, or 1 for all; no link keeps it

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not self.query and not self.narrowing

    @property
    def narrowing(self) -> tuple[Pair, ...]:
        """The filters as parameters of an address: those chosen, then those excluded, as `not-agency`."""
        return (*self.chosen, *((f"{NOT}{name}", value) for name, value in self.excluded))

    @property
    def page(self) -> int:
        """The number of the result page, from 1."""
        return self.offset // max(1, self.limit) + 1

    def filters(self) -> tuple[Filter, ...]:
        """The filters for the search; raises InputError when a value makes no sense, or there are too many."""
        if max(len(self.chosen), len(self.excluded)) > _MOST_FILTERS:
            raise InputError(f"筛选条件太多，一次最多 {_MOST_FILTERS} 个，请去掉一些")
        excluding = (filter_for(name, value, excludes=True) for name, value in self.excluded)
        return (*(filter_for(name, value) for name, value in self.chosen), *excluding)

    def args(self) -> Args:
        """The parameters of the address that asks for this; what is usual is left out."""
        args: Args = {"q": self.query} if self.query else {}
        for name, value in self.narrowing:
            values = args.setdefault(name, [])
            if isinstance(values, list):
                values.append(value)
        if self.sort is not Sort.RELEVANCE:
            args["sort"] = self.sort.value
        if self.mode is not Mode.EXACT:
            args["mode"] = self.mode.value
        if self.plain:
            args["plain"] = list(self.plain)
        if not self.gathers:
            args["families"] = EACH
        if self.limit != PAGE_SIZE:
            args["limit"] = self.limit
        if self.page > 1:
            args["page"] = self.page
        return args

    def modes(self) -> tuple[ModeChoice, ...]:
        """The three ways to search, one of which is chosen."""
        return tuple(ModeChoice(mode.value, LABELS[mode], MEANINGS[mode], mode is self.mode) for mode in Mode)

    def toggled(self, name: str, value: str) -> Asked:
        """The same search with a filter added, or taken away when it is there; what is chosen is not excluded."""
        excluded = tuple(other for other in self.excluded if other != (name, value))
        return replace(self, chosen=_toggled(self.chosen, (name, value)), excluded=excluded, offset=0)

    def toggled_out(self, name: str, value: str) -> Asked:
        """The same search without a value, or with it again when it was excluded."""
        chosen = tuple(other for other in self.chosen if other != (name, value))
        return replace(self, excluded=_toggled(self.excluded, (name, value)), chosen=chosen, offset=0)

    def gathering(self, gathers: bool) -> Asked:
        """The same search with a family of letters as one row, or each letter on its own."""
        return replace(self, gathers=gathers, offset=0)

    def unfiltered(self) -> Asked:
        """The same search without any filter."""
        return replace(self, chosen=(), excluded=(), offset=0)

    def asking(self, query: str) -> Asked:
        """The same filters and order with another query."""
        return replace(self, query=query, offset=0)

    def sorted_by(self, sort: Sort) -> Asked:
        """The same search in another order, from the first page."""
        return replace(self, sort=sort, offset=0)

    def in_mode(self, mode: Mode) -> Asked:
        """The same search in another mode, all words widened again."""
        return replace(self, mode=mode, plain=(), offset=0)

    def with_plain(self, plain: Iterable[str]) -> Asked:
        """The same search with other words kept from widening."""
        return replace(self, plain=tuple(dict.fromkeys(plain)), offset=0)

    def on_page(self, number: int) -> Asked:
        """The same search at another page."""
        return replace(self, offset=(number - 1) * max(1, self.limit))


def read(args: MultiDict[str, str], least: int, most: int) -> Asked:
    """The search that an address asks for, with `least`..`most` hits a page; unknown parameters are ignored."""
    limit = min(most, max(least, _number(args.get("limit"), PAGE_SIZE)))
    page = page_number(args)
    offset = _number(args.get("offset"), (page - 1) * limit)
    return Asked(
        query=args.get("q", "").strip(),
        chosen=_chosen(args.items(multi=True)),
        excluded=_chosen((name[len(NOT) :], v) for name, v in args.items(multi=True) if name.startswith(NOT)),
        gathers=args.get("families") != EACH,
        sort=next((sort for sort in Sort if sort.value == args.get("sort")), Sort.RELEVANCE),
        limit=limit,
        offset=min(_MOST_SKIPPED, max(0, offset)),
        mode=mode_of(args.get("mode", "")) or Mode.EXACT,
        plain=_plain(args.getlist("plain"), args.get("q", "")),
        explain=args.get("explain", "").strip(),
    )


def question_of(asked: Asked) -> Question:
    """What is asked for, the place in the list left out; raises InputError when a filter makes no sense."""
    return Question(asked.query, asked.filters(), asked.sort, asked.mode, asked.plain, asked.gathers)


def page_number(args: MultiDict[str, str]) -> int:
    """The page that an address asks for, from 1."""
    return min(_MOST_SKIPPED // PAGE_SIZE, max(1, _number(args.get("page"), 1)))


def _toggled(pairs: tuple[Pair, ...], pair: Pair) -> tuple[Pair, ...]:
    return tuple(other for other in pairs if other != pair) if pair in pairs else (*pairs, pair)


def _chosen(items: Iterable[Pair]) -> tuple[Pair, ...]:
    pairs = ((name, value.strip()) for name, value in items if name in BY_NAME)
    found = dict.fromkeys(pair for pair in pairs if pair[1])
    return tuple(found)[: _MOST_FILTERS + 1]  # one too many is refused by `Asked.filters`, not left out


def _plain(words: Iterable[str], query: str) -> tuple[str, ...]:
    """The words kept from widening that are still in the query, 单位:大数据管理局 by its value."""
    folded = fold(query)
    found = (word for word in words if (value := fold(word).rpartition(":")[2]) and value in folded)
    return tuple(dict.fromkeys(found))[:_MOST_PLAIN]


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default
