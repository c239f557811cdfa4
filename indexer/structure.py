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
_NUMBERED = re.compile("|".join(level.pattern for level in _LEVELS))
_HEADING_CHARS = 60


def sections(lines: Sequence[Line], end: int) -> tuple[Section, ...]:
    """The sections that begin in these lines; each ends where one of its level or above begins.

    `end` is the offset at which the last section ends.
    """
    starts = [(level, heading, line.start) for line in lines for level, heading in _heading(line)]
    ends: list[int] = []
    next_start = dict.fromkeys(range(1, len(_LEVELS) + 1), end)  # of each level or one above it
    for level, _, start in reversed(starts):
        ends.append(max(start, next_start[level]))
        next_start.update((lower, start) for lower in range(level, len(_LEVELS) + 1))
    return tuple(
        Section(level, heading, start, stop)
        for (level, heading, start), stop in zip(starts, reversed(ends), strict=True)
    )


def _heading(line: Line) -> list[tuple[int, str]]:
    """The level and heading of a line that begins with one; a run-in heading ends at its 。"""
    for level, pattern in enumerate(_LEVELS if _NUMBERED.match(line.plain) else (), start=1):
        if pattern.match(line.plain):
            heading = line.text.split("。")[0]
            if len(heading) <= _HEADING_CHARS:
                return [(level, heading.rstrip("：:"))]
            return [(level, "")] if level == 1 else []
    return []


def paragraphs(lines: Sequence[Line], roles: Sequence[str], found: Sequence[Section]) -> tuple[Paragraph, ...]:
    """One paragraph a line, with the headings it stands under, outermost first."""
    paragraphs, waiting, open_sections = list[Paragraph](), list(reversed(found)), list[Section]()
    for line, role in zip(lines, roles, strict=True):
        while waiting and waiting[-1].start <= line.start:
            open_sections.append(waiting.pop())
        open_sections = [section for section in open_sections if line.start < section.end]
        own = line.text.rstrip("：:")
        path = [section.heading for section in open_sections if section.heading and section.heading != own]
        paragraphs.append(Paragraph(line.start, line.end, role, tuple(path)))
    return tuple(paragraphs)


def is_heading(line: Line) -> bool:
    """Whether a whole line is a heading."""
    return len(line.text) <= _HEADING_CHARS and "。" not in line.text and bool(_NUMBERED.match(line.plain))
