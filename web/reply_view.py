"""The view model of a reply's page: what is known of it, its text, and what lies near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.reply import Reply
from search.export import source_line, to_whom
from search.highlighter import marks
from search.passages import CHROME_LABEL, COPIES_LABEL

from . import renderer
from .facts_view import FactView, facts_view, web_address
from .links import Link, address, reply_address
from .near_view import NearView
from .params import Args, Asked
from .text_view import OutlineView, ParagraphView, outline_view, paragraphs_view, places_view

_PLACES_SHOWN = 12
_SOUGHT_SHOWN = 30
_CARRIED = 100  # characters of a query that each paragraph's link repeats; a pasted page would make it heavy


@dataclass(frozen=True, slots=True)
class ReplyView:
    """The page of a reply."""

    title: str
    asked: Asked
    refused: str
    back: str
    which: str
    heading: Markup
    is_reply: bool
    id: str
    facts: tuple[FactView, ...]
    addresses: tuple[str, ...]
    paragraphs: tuple[ParagraphView, ...]
    outline: tuple[OutlineView, ...]
    sought: str
    count: str
    places: tuple[Link, ...]
    more_places: str
    removed_label: str
    removed: tuple[Markup, ...]
    removed_open: bool
    elsewhere_label: str
    elsewhere: tuple[Markup, ...]
    elsewhere_open: bool
    other_figures: bool
    family: tuple[Link, ...]
    source: str
    web: str
    carried: Args
    has_title: bool
    near: tuple[NearView, ...]


def reply_view(
    reply: Reply,
    addresses: Sequence[str],
    family: Sequence[Reply],
    near: tuple[NearView, ...],
    strings: Sequence[str],
    asked: Asked,
    refused: str,
) -> ReplyView:
    """The page of a reply, with its other addresses and its family, on which the folded `strings` are marked."""
    spans = marks(reply.text, strings)
    removed, in_removed = _outside(reply.removed, strings)
    elsewhere, in_elsewhere = _outside(reply.elsewhere, strings)
    places = places_view(reply, spans, in_removed, in_elsewhere)
    return ReplyView(
        title=f"{reply.display_title} - 答复检索",
        asked=asked,
        refused=refused,
        back="" if asked.is_empty else address(asked),
        which=" · ".join(part for part in (reply.get("doc_number"), reply.display_title) if part),
        heading=renderer.marked(reply.display_title, marks(reply.display_title, strings)),
        is_reply=reply.is_reply,
        id=reply.id,
        facts=facts_view(reply),
        addresses=tuple(dict.fromkeys((reply.uri, *addresses))),
        paragraphs=paragraphs_view(reply, spans),
        outline=outline_view(reply),
        sought=asked.query if len(asked.query) <= _SOUGHT_SHOWN else asked.query[:_SOUGHT_SHOWN] + renderer.CUT,
        count=f"本篇有 {len(spans) + in_removed + in_elsewhere} 处" if places else _no_marks(asked, strings),
        places=places[:_PLACES_SHOWN],
        more_places=f"……共 {len(places)} 段" if len(places) > _PLACES_SHOWN else "",
        removed_label=CHROME_LABEL,
        removed=removed,
        removed_open=in_removed > 0,
        elsewhere_label=COPIES_LABEL,
        elsewhere=elsewhere,
        elsewhere_open=in_elsewhere > 0,
        other_figures=reply.other_figures,
        family=tuple(Link(to_whom(other), reply_address(asked, other.id)) for other in family),
        source=source_line(reply),
        web=web_address(reply.get("source_url") or ""),
        carried=asked.args() if len(asked.query) <= _CARRIED else {},
        has_title=any(paragraph.role == "title" for paragraph in reply.paragraphs),
        near=near,
    )


def _outside(lines: Sequence[str], strings: Sequence[str]) -> tuple[tuple[Markup, ...], int]:
    """Lines that are not of the text, marked, and how many marks there are."""
    found = [marks(line, strings) for line in lines]
    return tuple(map(renderer.marked, lines, found)), sum(map(len, found))


def _no_marks(asked: Asked, strings: Sequence[str]) -> str:
    return "查找的字不在这一篇的正文里" if asked.query and strings else ""
