"""The text of a reply as its page shows it: paragraphs with marks under the looks of their roles, outline, places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.reply import Paragraph, Reply
from search.export import source_line
from search.results import Mark

from . import renderer
from .facts_view import paragraph_at
from .links import Link

_TAGS = {1: "h2", 2: "h3", 3: "h4", 4: "h5"}
_SIGNING = ("agency", "signatories", "signed_date")
_GOES_ON = Markup('<mark class="rest">')  # the part of a mark that began in the paragraph before


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph under the tag and the classes of its role; `part` ends its source line, 第一部分."""

    number: int
    tag: str
    role: str
    part: str
    html: Markup


@dataclass(frozen=True, slots=True)
class OutlineView:
    """A section in the outline."""

    level: int
    heading: str
    href: str


def paragraphs_view(reply: Reply, spans: Sequence[Mark]) -> tuple[ParagraphView, ...]:
    """The paragraphs of the text with the marks `spans` of it."""
    levels = {section.start: section.level for section in reply.sections}
    whole = source_line(reply)
    return tuple(
        ParagraphView(
            number=number,
            tag=_tag(paragraph, levels),
            role=_look(reply, paragraph),
            part=source_line(reply, number).removeprefix(whole),
            html=_html(reply, paragraph, spans),
        )
        for number, paragraph in enumerate(reply.paragraphs, start=1)
    )


def _tag(paragraph: Paragraph, levels: Mapping[int, int]) -> str:
    return _TAGS.get(levels.get(paragraph.start, 1), "h6") if paragraph.role == "heading" else "p"


def _look(reply: Reply, paragraph: Paragraph) -> str:
    """The class of the role, with what sets a line apart on paper: the 文号, a signature or its date."""
    number = reply.facts.get("doc_number")
    if paragraph.role == "head" and number and number.span and paragraph.start <= number.span.start < paragraph.end:
        return "head numbered"
    return f"{paragraph.role} signed" if _is_signature(reply, paragraph) else paragraph.role


def _is_signature(reply: Reply, paragraph: Paragraph) -> bool:
    """Whether a paragraph of the end holds nothing but who signed, and when."""
    text = reply.text[paragraph.start : paragraph.end]
    if paragraph.role not in ("body", "tail") or paragraph_at(reply, paragraph.start) <= len(reply.paragraphs) // 2:
        return False
    facts = [fact for name in _SIGNING if (fact := reply.facts.get(name)) and fact.source == "text"]
    rest = text
    for words in (fact.raw for fact in facts):
        rest = rest.replace(words, "") if words else rest
    for name in reply.all("signatories"):
        rest = rest.replace(name, "")
    return rest != text and not rest.strip("（）()章 　\t\n、")


def _html(reply: Reply, paragraph: Paragraph, spans: Sequence[Mark]) -> Markup:
    text = reply.text[paragraph.start : paragraph.end]
    html = renderer.marked(text, renderer.within(spans, paragraph.start, paragraph.end))
    begun = any(start < paragraph.start < end for start, end in spans)
    return html.replace(Markup("<mark>"), _GOES_ON, 1) if begun else html


def outline_view(reply: Reply) -> tuple[OutlineView, ...]:
    """The headings of the text, each with the way to its paragraph."""
    return tuple(
        OutlineView(min(section.level, 4), section.heading, f"#p{paragraph_at(reply, section.start)}")
        for section in reply.sections
        if section.heading
    )


def places_view(reply: Reply, spans: Sequence[Mark], in_removed: int, in_elsewhere: int) -> tuple[Link, ...]:
    """The paragraphs that hold marks, as links with how many."""
    counts: dict[int, int] = {}
    for start, _ in spans:
        number = paragraph_at(reply, start)
        counts[number] = counts.get(number, 0) + 1
    links = [Link(f"第 {number} 段", f"#p{number}", count=count) for number, count in counts.items()]
    if in_removed:
        links.append(Link("页面其他文字", "#removed", count=in_removed))
    if in_elsewhere:
        links.append(Link("其他副本", "#elsewhere", count=in_elsewhere))
    return tuple(links)
