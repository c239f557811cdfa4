"""Links of the pages: the address of a search, of a reply, and how a field's value is worded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, quote_plus, urlencode

from flask import request, url_for

from search.filters import years_of
from search.query import Years

from .params import Asked, Pair

_AS_THEY_ARE = "!$'()*,/:;?@"  # characters of a query that werkzeug does not escape either


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `current` when it is what the page shows now."""

    text: str
    url: str
    current: bool = False
    count: int = 0


def address(asked: Asked, **more: str) -> str:
    """The address of the search page that asks for this, and for more; `_anchor` is a place on it.

    Written without `url_for`, as are those of replies: a page has hundreds, which took a third of its time.
    """
    anchor = more.pop("_anchor", "")
    return f"{request.script_root}/{_parameters(asked, **more)}{'#' * bool(anchor)}{anchor}"


def reply_address(asked: Asked, reply_id: str, anchor: str = "") -> str:
    """The address of a reply, which knows the search it was found by."""
    return f"{request.script_root}/replies/{quote(reply_id)}{_parameters(asked)}{'#' * bool(anchor)}{anchor}"


def adding(asked: Asked) -> Callable[[str, str], str]:
    """How to write the address of the same search, from its first page, with one more parameter."""
    same = address(asked.on_page(1))
    joint = "&" if "?" in same else "?"
    return lambda name, value: f"{same}{joint}{name}={quote_plus(value, safe=_AS_THEY_ARE)}"


@lru_cache(maxsize=32)
def _parameters(asked: Asked, **more: str) -> str:
    written = urlencode({**asked.args(), **more}, doseq=True, safe=_AS_THEY_ARE)
    return f"?{written}" if written else ""


def beside(endpoint: str, asked: Asked, **more: str) -> str:
    """The address at which the same search, from its first hit on, is something else than a page."""
    return url_for(endpoint, **asked.on_page(1).args(), **more)  # type: ignore[arg-type]


def exports(asked: Asked) -> tuple[Link, ...]:
    """The whole list as a file, in each form there is."""
    forms = (("Excel 表格", "xlsx"), ("CSV", "csv"), ("JSON", "json"))
    return tuple(Link(text, beside("downloads.export", asked, form=form)) for text, form in forms)


def pairs(asked: Asked) -> tuple[Pair, ...]:
    """The parameters of a search as a form keeps them, one pair for each value."""
    args = asked.args().items()
    return tuple((name, str(one)) for name, value in args for one in (value if isinstance(value, list) else [value]))


def shown(name: str, value: str) -> str:
    """A field's value as the page words it: B类, 2019 至 2022, 2019 以后."""
    if name == "result_class" and len(value) == 1:
        return f"{value}类"
    years = years_of(value) if name == "year" else None
    return _span(years) if years else value


def _span(years: Years) -> str:
    if years.first and years.last:
        return str(years.first) if years.first == years.last else f"{years.first} 至 {years.last}"
    return f"{years.first} 以后" if years.first else f"{years.last} 以前"
