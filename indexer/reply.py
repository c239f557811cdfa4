"""A reply (答复) and its parts: the values that every room of the house agrees on.

One offset unit everywhere: characters of `Reply.text`, half-open [start, end).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
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


def to_data(reply: Reply) -> dict[str, Any]:
    """Plain dicts, lists and scalars of a reply, for storing as JSON."""
    data = asdict(reply)
    del data["elsewhere"], data["other_figures"], data["family"]  # what is said about a reply by others is not of it
    data["facts"] = {name: asdict(fact) for name, fact in reply.facts.items()}
    return data


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
