"""Plain text, and text taken out of PDF: lines → chrome off → paragraphs whole again."""

from __future__ import annotations

from collections.abc import Collection

from ..document import Decoded, Page
from ..opening import body_start
from . import chrome
from .characters import clean, close_gaps
from .doubles import second_copy
from .headline import unlabelled, whole_title
from .margins import unwrapped
from .paragraphs import is_page_number, rejoin, with_whole_brackets
from .question import NOTE, parted
from .readings import without_readings


def extract(decoded: Decoded) -> Page:
    """The page in a text file: lines that a page's width broke are put together first."""
    raw = clean(decoded.text).split("\n")
    lines = [line for line in raw if not is_page_number(line)]
    return assemble([line.strip() for line in unwrapped(lines) if line.strip()], decoded)


def assemble(
    lines: list[str],
    decoded: Decoded,
    title: str | None = None,
    links: Collection[str] = (),
    whole: bool = False,
) -> Page:
    """A page out of its lines, in order and not yet freed of chrome; `links` are lines of nothing but links.

    `title` is what the page states; it stays the page's title only where the lines do not state it.
    With `whole` each line is a paragraph for sure (word processors keep them) and none is joined.
    """
    lines, readings = without_readings(lines)
    twice = second_copy(lines)
    lines = [line for index, line in enumerate(lines) if index not in twice]
    lines, question, known = parted(with_whole_brackets(lines))
    start = body_start(lines)
    lines = whole_title(unlabelled(lines, start), title, start)
    stripped = chrome.strip(lines, body_start(lines), links, title)
    paragraphs = [line for line in map(close_gaps, stripped.lines if whole else rejoin(stripped.lines)) if line]
    return Page(
        lines=tuple(paragraphs),
        title=_own(title, paragraphs),
        pairs=(*known, *stripped.pairs),
        removed=(*question, *stripped.removed),
        charset=decoded.charset,
        notes=tuple(_notes(readings, len(twice), bool(question))),
    )


def _notes(readings: int, twice: int, question: bool) -> list[str]:
    notes = []
    if readings:
        notes.append(f"原文在汉字后插有 {readings} 处括注读音（多见于镜像网站），已略去")
    if twice:
        notes.append("原网页把正文重复显示了一遍，只保留一份")
    if question:
        notes.append(NOTE)
    return notes


def _own(title: str | None, lines: list[str]) -> str | None:
    """The page's title unless the text states it in its first lines."""
    if title is None:
        return None
    head = "".join("".join(lines[: max(6, body_start(lines))]).split())
    return None if "".join(title.split()) in head else title
