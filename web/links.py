"""Links of the pages: the address of a search, of a reply, and how a field's value is worded."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, url_for

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
    """The address of the search page that asks for this, and for more.

    Written without `url_for` where that can be: a page has hundreds, which took a third of its time.
    """
    args = asked.args()
    if more or not args:
        return url_for("pages.search", **args, **more)  # type: ignore[arg-type]
    return f"{request.script_root}/?{urlencode(args, doseq=True, safe=_AS_THEY_ARE)}"


def reply_address(asked: Asked, reply_id: str, anchor: str = "") -> str:
    """The address of a reply, which knows the search it was found by."""
    return url_for("replies.reply", reply_id=reply_id, _anchor=anchor or None, **asked.args())  # type: ignore[arg-type]


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
    """A field's value as the page words it."""
    return f"{value}类" if name == "result_class" and len(value) == 1 else value
