"""Lines with marks and looks, and how they are laid out: in columns on a terminal, as they are in a pipe.

Lines of Chinese may be broken anywhere but inside a number or a word of another script, and no line begins
with a closing sign. General wrappers break at blanks only, which leaves ragged lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from .screen import coloured

if TYPE_CHECKING:
    from search.results import Mark

_UNIT = re.compile(r"[（《“‘「『〔【]*(?:[!-~]+|.)(?:[，。；：？！、）》”’」』〕】…]|[:,.;)!?%][!-~]*)*", re.S)


@dataclass(frozen=True, slots=True)
class Line:
    """A text to show: `marks` are spans of it, `indent` columns stand before it."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    indent: int = 0
    colour: str | None = None
    bold: bool = False
    dim: bool = False


def rendered(lines: Iterable[Line], width: int | None = None) -> str:
    """Lines for a terminal of this many columns, or unbroken."""
    colours = coloured()
    shown = (line if colours else _with_stars(line) for line in lines)
    return "\n".join(row for line in shown for row in _rows(line, width, colours))


def width_of(text: str) -> int:
    """The columns that a text may take: characters of which terminals differ count as wide."""
    return sum(map(_width, text))


def broken(text: str, width: int) -> Iterator[Mark]:
    """The spans of a text that are its lines in so many columns."""
    start = at = 0
    used = 0
    for unit in _units(text, width):
        took = width_of(unit)
        if used and used + took > width:
            yield start, at
            start, used = at, 0
        used, at = used + took, at + len(unit)
    yield start, len(text)


def _units(text: str, width: int) -> Iterator[str]:
    """The pieces of a text that stay together, none wider than a line."""
    for match in _UNIT.finditer(text):
        unit = match[0]
        yield from [unit] if width_of(unit) <= width else unit


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _rows(line: Line, width: int | None, colours: bool) -> Iterator[str]:
    spans = broken(line.text, max(2, width - line.indent)) if width and line.text else [(0, len(line.text))]
    for start, end in spans:
        row = _painted(line, start, end) if colours else line.text[start:end]
        yield " " * line.indent + (row.rstrip() if width else row)


def _painted(line: Line, start: int, end: int) -> str:
    """A part of a line in its colours."""
    pieces, at = list[str](), start
    for first, last in _joined(line.marks):
        first, last = max(first, at), min(last, end)
        if first < last:
            pieces += [_plain(line, at, first), click.style(line.text[first:last], fg="red", bold=True)]
            at = last
    return "".join([*pieces, _plain(line, at, end)])


def _plain(line: Line, start: int, end: int) -> str:
    text = line.text[start:end]
    is_styled = bool(text) and (line.colour or line.bold or line.dim)
    return click.style(text, fg=line.colour, bold=line.bold or None, dim=line.dim or None) if is_styled else text


def _with_stars(line: Line) -> Line:
    pieces, at = list[str](), 0
    for start, end in _joined(line.marks):
        pieces += [line.text[at:start], f"**{line.text[start:end]}**"]
        at = end
    return Line("".join([*pieces, line.text[at:]]), (), line.indent)


def _joined(marks: Sequence[Mark]) -> list[Mark]:
    joined: list[Mark] = []
    for start, end in marks:
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
