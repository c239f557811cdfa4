"""The structure of a text: sections by their numbering, paragraphs with the headings above them.

Numbering follows GB/T 9704—2012 7.3.3: 一、 → （一） → 1. → （1）. Writers misnumber, so a number says
at which level a heading stands and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .fields.zones import Line
from .reply import Paragraph, Section

_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^\([一二三四五六七八九十]{1,3}\)、?"),
    re.compile(r"^\d{1,2}[.、](?!\d)"),
    re.compile(r"^\(\d{1,2}\)"),
)
_HEADING_CHARS = 60


def sections(lines: Sequence[Line], end: int) -> tuple[Section, ...]:
    """The sections that begin in these lines; each ends where one of its level or above begins.

    `end` is the offset at which the last section ends.
    """
    starts = [(level, heading, line.start) for line in lines for level, heading in _heading(line)]
    found = []
    for index, (level, heading, start) in enumerate(starts):
        later = (other[2] for other in starts[index + 1 :] if other[0] <= level)
        found.append(Section(level, heading, start, max(start, next(later, end))))
    return tuple(found)


def _heading(line: Line) -> list[tuple[int, str]]:
    """The level and heading of a line that begins with one; a run-in heading ends at its 。"""
    for level, pattern in enumerate(_LEVELS, start=1):
        if pattern.match(line.plain):
            heading = line.text.split("。")[0]
            if len(heading) <= _HEADING_CHARS:
                return [(level, heading.rstrip("：:"))]
            return [(level, "")] if level == 1 else []
    return []


def paragraphs(lines: Sequence[Line], roles: Sequence[str], found: Sequence[Section]) -> tuple[Paragraph, ...]:
    """One paragraph a line, with the headings it stands under, outermost first."""
    return tuple(
        Paragraph(line.span.start, line.span.end, role, _path(line, found))
        for line, role in zip(lines, roles, strict=True)
    )


def _path(line: Line, found: Sequence[Section]) -> tuple[str, ...]:
    inside = [s for s in found if s.start <= line.start < s.end and s.heading]
    path = [section.heading for section in inside]
    return tuple(heading for heading in path if heading != line.text.rstrip("：:"))


def is_heading(line: Line) -> bool:
    """Whether a whole line is a heading."""
    return (
        any(pattern.match(line.plain) for pattern in _LEVELS)
        and "。" not in line.text
        and len(line.text) <= _HEADING_CHARS
    )
