"""A reply (答复) and its parts: the values that every room of the house agrees on.

One offset unit everywhere: characters of `Reply.text`, half-open [start, end).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `Reply.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A field's value with the evidence for it.

    `source` says where it comes from: "text" (then `span` says where), "page" (a metadata pair or
    tag outside the text) or "derived" (worked out from other fields). `confidence` is in 0..1.
    """

    value: Value
    source: str
    raw: str
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a reply: level 1 一、, 2 （一）, 3 1., 4 （1）; it ends where the next begins."""

    level: int
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; `path` holds the headings it stands under, outermost first."""

    start: int
    end: int
    role: str  # title, head, addressee, opening, heading, body, tail
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """One document of the archive, parsed. Fields that are not known are absent from `facts`."""

    id: str
    uri: str
    is_reply: bool
    text: str
    facts: Mapping[str, Fact]
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    display_title: str  # the document's own title, or one made from the proposal's
    removed: tuple[str, ...] = ()  # lines taken for page chrome, not part of the text
    elsewhere: tuple[str, ...] = ()  # lines that only other copies of this reply have
    other_figures: bool = False  # whether other copies differ in figures
    family: str = ""  # the same for letters that answer several proposals alike

    def get(self, name: str) -> str | None:
        """The value of a single-valued field as text, or None when unknown."""
        fact = self.facts.get(name)
        return None if fact is None or isinstance(fact.value, tuple) else str(fact.value)

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a field as a tuple of texts, empty when unknown."""
        fact = self.facts.get(name)
        if fact is None:
            return ()
        return fact.value if isinstance(fact.value, tuple) else (str(fact.value),)

    @property
    def year(self) -> int | None:
        """The year of the reply, or None when unknown."""
        fact = self.facts.get("year")
        return int(fact.value) if fact and not isinstance(fact.value, tuple) else None


@dataclass(frozen=True, slots=True)
class Record:
    """A reply as the store keeps it."""

    id: str
    key: str  # the same for replies with the same text
    uri: str
    data: str  # `to_data` as JSON
    described: str = ""  # for finding copies, JSON

    def under(self, reply_id: str) -> Record:
        """The same reply under another id."""
        if reply_id == self.id:
            return self
        data = _json(json.loads(self.data) | {"id": reply_id})
        return replace(self, id=reply_id, data=data)


def record_of(reply: Reply, key: str, described: str = "") -> Record:
    """A reply to be stored."""
    return Record(reply.id, key, reply.uri, _json(to_data(reply)), described)


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def to_data(reply: Reply) -> dict[str, Any]:
    """Plain dicts, lists and scalars of a reply, for storing as JSON; what others say about it is not of it."""
    return {
        "id": reply.id,
        "uri": reply.uri,
        "is_reply": reply.is_reply,
        "text": reply.text,
        "facts": {name: _fact_data(fact) for name, fact in reply.facts.items()},
        "sections": [{"level": s.level, "heading": s.heading, "start": s.start, "end": s.end} for s in reply.sections],
        "paragraphs": [{"start": p.start, "end": p.end, "role": p.role, "path": p.path} for p in reply.paragraphs],
        "display_title": reply.display_title,
        "removed": reply.removed,
    }


def _fact_data(fact: Fact) -> dict[str, Any]:
    span = {"start": fact.span.start, "end": fact.span.end} if fact.span else None
    return {
        "value": fact.value, "source": fact.source, "raw": fact.raw, "span": span, "confidence": fact.confidence,
    }  # fmt: skip


def from_data(data: Mapping[str, Any]) -> Reply:
    """The reply that `to_data` made `data` from, also after a trip through JSON."""
    return Reply(
        id=data["id"],
        uri=data["uri"],
        is_reply=data["is_reply"],
        text=data["text"],
        facts={name: _fact(fact) for name, fact in data["facts"].items()},
        sections=tuple(Section(**section) for section in data["sections"]),
        paragraphs=tuple(Paragraph(p["start"], p["end"], p["role"], tuple(p["path"])) for p in data["paragraphs"]),
        display_title=data["display_title"],
        removed=tuple(data["removed"]),
    )


def _fact(data: Mapping[str, Any]) -> Fact:
    value = tuple(data["value"]) if isinstance(data["value"], list) else data["value"]
    span = Span(**data["span"]) if data["span"] else None
    return Fact(value, data["source"], data["raw"], span, data["confidence"])
