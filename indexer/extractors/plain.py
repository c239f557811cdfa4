"""Plain text, and text taken out of PDF: lines → chrome off → paragraphs whole again."""

from __future__ import annotations

from ..document import Decoded, Page
from ..opening import body_start
from . import chrome
from .characters import clean, close_gaps
from .paragraphs import is_page_number, rejoin


def extract(decoded: Decoded) -> Page:
    """The page in a text file."""
    lines = [line.strip() for line in clean(decoded.text).split("\n")]
    lines = [line for line in lines if line and not is_page_number(line)]
    return assemble(lines, decoded)


def assemble(lines: list[str], decoded: Decoded, title: str | None = None) -> Page:
    """A page out of its lines, in order and not yet freed of chrome."""
    stripped = chrome.strip(lines, body_start(lines))
    paragraphs = [close_gaps(line) for line in rejoin(stripped.lines)]
    return Page(
        lines=tuple(line for line in paragraphs if line),
        title=title,
        pairs=stripped.pairs,
        removed=stripped.removed,
        charset=decoded.charset,
    )
