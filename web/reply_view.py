"""The view model of a reply's page: its facts with their evidence, its text with marks, its outline."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.reply import Fact, Paragraph, Reply
from indexer.schema import UNKNOWN
from search.export import FACT_LABELS, source_line, to_whom
from search.highlighter import marks
from search.passages import CHROME_LABEL, COPIES_LABEL
from search.results import Mark

from . import renderer
from .params import Asked
from .search_view import Link, address, reply_address

_PLACES_SHOWN = 12
_SOUGHT_SHOWN = 30
_SHORT = 18  # characters that fit half a line
_TAGS = {1: "h2", 2: "h3", 3: "h4", 4: "h5"}


@dataclass(frozen=True, slots=True)
class FactView:
    """A known field: its values, an address to open if it is one, and where it was read."""

    label: str
    values: tuple[str, ...]
    href: str
    evidence: str
    evidence_href: str

    @property
    def is_long(self) -> bool:
        """Whether it needs a line of its own."""
        return sum(map(len, self.values)) > _SHORT


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of the text, under the tag and the class of its role."""

    number: int
    tag: str
    role: str
    html: Markup


@dataclass(frozen=True, slots=True)
class OutlineView:
    """A section in the outline."""

    level: int
    heading: str
    href: str


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


def reply_view(
    reply: Reply,
    addresses: Sequence[str],
    family: Sequence[Reply],
    strings: Sequence[str],
    asked: Asked,
    refused: str,
) -> ReplyView:
    """The page of a reply, with its other addresses and its family, on which the folded `strings` are marked."""
    spans = marks(reply.text, strings)
    removed, in_removed = _outside(reply.removed, strings)
    elsewhere, in_elsewhere = _outside(reply.elsewhere, strings)
    places = _places(reply, spans, in_removed, in_elsewhere)
    return ReplyView(
        title=f"{reply.display_title} - 答复检索",
        asked=asked,
        refused=refused,
        back="" if asked.is_empty else address(asked),
        which=" · ".join(part for part in (reply.get("doc_number"), reply.display_title) if part),
        heading=renderer.marked(reply.display_title, marks(reply.display_title, strings)),
        is_reply=reply.is_reply,
        id=reply.id,
        facts=_facts(reply),
        addresses=tuple(dict.fromkeys((reply.uri, *addresses))),
        paragraphs=_paragraphs(reply, spans),
        outline=_outline(reply),
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
    )


def _outside(lines: Sequence[str], strings: Sequence[str]) -> tuple[tuple[Markup, ...], int]:
    """Lines that are not of the text, marked, and how many marks there are."""
    found = [marks(line, strings) for line in lines]
    return tuple(map(renderer.marked, lines, found)), sum(map(len, found))


def _no_marks(asked: Asked, strings: Sequence[str]) -> str:
    return "查找的字不在这一篇的正文里" if asked.query and strings else ""


# Facts


def _facts(reply: Reply) -> tuple[FactView, ...]:
    """The known fields in their order. Whether a reply is public is told even when it is unknown."""
    views = []
    for name, label in FACT_LABELS.items():
        fact = reply.facts.get(name)
        if fact is not None and fact.value != reply.display_title:  # the heading says that already
            values = tuple(_shown(name, value) for value in reply.all(name))
            views.append(FactView(label, values, _web_address(values), *_evidence(reply, fact)))
        elif name == "disclosure" and reply.is_reply:
            views.append(FactView(label, (UNKNOWN,), "", "", ""))
    return tuple(views)


def _shown(name: str, value: str) -> str:
    return f"{value}类" if name == "result_class" and len(value) == 1 else value


def _web_address(values: tuple[str, ...]) -> str:
    """The value itself when it is an address a browser may open; never javascript: and the like."""
    return values[0] if len(values) == 1 and values[0].lower().startswith(("http://", "https://")) else ""


def _evidence(reply: Reply, fact: Fact) -> tuple[str, str]:
    """Where a fact was read, and the way there."""
    if fact.span is not None and reply.paragraphs:
        number = _paragraph_at(reply, fact.span.start)
        return f"第 {number} 段", f"#p{number}"
    return ("网页信息", "") if fact.source == "page" else ("", "")


# Text


def _paragraph_at(reply: Reply, at: int) -> int:
    """The number of the paragraph that a place of the text lies in, from 1."""
    return max(1, bisect_right([paragraph.start for paragraph in reply.paragraphs], at))


def _paragraphs(reply: Reply, spans: Sequence[Mark]) -> tuple[ParagraphView, ...]:
    levels = {section.start: section.level for section in reply.sections}
    return tuple(
        ParagraphView(
            number, _tag(paragraph, levels.get(paragraph.start, 1)), paragraph.role, _html(reply, paragraph, spans)
        )
        for number, paragraph in enumerate(reply.paragraphs, start=1)
    )


def _tag(paragraph: Paragraph, level: int) -> str:
    return _TAGS.get(level, "h6") if paragraph.role == "heading" else "p"


def _html(reply: Reply, paragraph: Paragraph, spans: Sequence[Mark]) -> Markup:
    text = reply.text[paragraph.start : paragraph.end]
    return renderer.marked(text, renderer.within(spans, paragraph.start, paragraph.end))


def _outline(reply: Reply) -> tuple[OutlineView, ...]:
    return tuple(
        OutlineView(min(section.level, 4), section.heading, f"#p{_paragraph_at(reply, section.start)}")
        for section in reply.sections
        if section.heading
    )


def _places(reply: Reply, spans: Sequence[Mark], in_removed: int, in_elsewhere: int) -> tuple[Link, ...]:
    """The paragraphs that hold marks, as links with how many."""
    counts: dict[int, int] = {}
    for start, _ in spans:
        number = _paragraph_at(reply, start)
        counts[number] = counts.get(number, 0) + 1
    links = [Link(f"第 {number} 段", f"#p{number}", count=count) for number, count in counts.items()]
    if in_removed:
        links.append(Link("页面其他文字", "#removed", count=in_removed))
    if in_elsewhere:
        links.append(Link("其他副本", "#elsewhere", count=in_elsewhere))
    return tuple(links)
