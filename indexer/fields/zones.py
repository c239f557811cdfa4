"""The zones of a document: which lines are head, salutation, opening, body and tail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Page
from ..folding import plain_lines
from ..limits import MAX_LINE_FOR_PATTERNS
from ..opening import opening_line, salutation_line, split_salutation
from ..reply import Fact, Span, Value

_HEAD_LINES = 15
_TAIL_LINES = 14
_ENDING_LINES = 25
_HEAD_OF_OTHERS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text with its offset, and the form patterns read (same length or longer)."""

    text: str
    start: int
    plain: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def fact(self, value: Value, match: re.Match[str], group: int | str = 0, confidence: float = 1.0) -> Fact:
        """A fact proved by a match in this line's plain form."""
        start, end = match.span(group)
        if len(self.plain) != len(self.text[:MAX_LINE_FOR_PATTERNS]):
            start, end = 0, len(self.text)  # folding changed lengths: the line itself is the proof
        span = Span(self.start + start, self.start + end)
        return Fact(value, "text", self.text[start:end], span, confidence)

    def written(self, match: re.Match[str], group: int | str) -> str:
        """What a group matched, in the characters of the text."""
        start, end = match.span(group)
        same_length = len(self.plain) == len(self.text[:MAX_LINE_FOR_PATTERNS])
        return self.text[start:end] if same_length else match.group(group)


@dataclass(frozen=True, slots=True)
class Zones:
    """A document's lines by zone. `head` ends before the salutation; `tail` overlaps the body's end.

    A document that answers nothing has its first lines for a head.
    """

    page: Page
    lines: tuple[Line, ...]
    opening: int | None
    salutation: int | None

    @property
    def head(self) -> tuple[Line, ...]:
        if self.opening is None:
            return self.lines[:_HEAD_OF_OTHERS]
        return self.lines[: min(self.body_start, _HEAD_LINES)]

    @property
    def tail(self) -> tuple[Line, ...]:
        return self.lines[max(self.body_start + 1, len(self.lines) - _TAIL_LINES) :]

    @property
    def ending(self) -> tuple[Line, ...]:
        """A longer tail, for what names itself: 联系人, 抄送."""
        return self.lines[max(self.body_start + 1, len(self.lines) - _ENDING_LINES) :]

    @property
    def body_start(self) -> int:
        """The index of the salutation, else of the opening, else 0."""
        return self.opening or 0 if self.salutation is None else self.salutation

    @property
    def body(self) -> tuple[Line, ...]:
        return self.lines[self.body_start :]

    @property
    def opening_text(self) -> Line | None:
        return None if self.opening is None else self.lines[self.opening]


def zones_of(page: Page) -> tuple[str, Zones]:
    """The text a reader sees and its zones.

    A title that only the page states becomes the first line; a salutation that shares its line with
    the opening sentence becomes a line of its own.
    """
    texts = list(_lines_of(page))
    opening = opening_line(texts)
    salutation = None if opening is None else salutation_line(texts, opening)
    if opening is not None and salutation == opening:
        cut = split_salutation(texts[opening])
        texts[opening : opening + 1] = [texts[opening][:cut].strip(), texts[opening][cut:].strip()]
        opening += 1
    return "\n".join(texts), Zones(page, tuple(_with_offsets(texts)), opening, salutation)


def _lines_of(page: Page) -> Iterator[str]:
    if page.title and page.title not in page.lines[:6]:
        yield page.title
    yield from page.lines


def _with_offsets(texts: list[str]) -> Iterator[Line]:
    start = 0
    plain = plain_lines([text[:MAX_LINE_FOR_PATTERNS] for text in texts])
    for text, reads in zip(texts, plain, strict=True):
        yield Line(text, start, reads)
        start += len(text) + 1
