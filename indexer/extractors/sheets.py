"""Lines of printed pages (PDF, OFD) → paragraphs: page numbers and running heads off, then by the margins.

Where lines stand says more than what they say: one that reaches the right margin goes on in the next
one unless that is indented.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from statistics import median, median_low

from ..document import Charset, Decoded, Page
from . import plain
from .characters import clean
from .paragraphs import begins_anew, is_page_number
from .positions import Line, Piece, lines_of
from .radicals import mended

_DIGITS = re.compile(r"\d{1,9}")
_SALUTATION = re.compile(r"^[^，。；、]{1,40}(?<!如下)[:：]$")
_FINISHED = re.compile(r"[。！？；：…!?;:]$")
_EDGE_LINES = 2  # lines at the top and at the bottom of a page that may be running heads
_RUNNING_PAGES = 3  # … when they stand on so many pages
# Of the size: how far short of the margin a full line may stop, since words and figures are not cut.
_NEAR, _NEARER, _NEAREST = 4.5, 2.2, 1.0  # where indents tell paragraphs, where they do not, between two figures
_INDENTED = 0.8  # of the size: from here on a line begins a paragraph
_SAME_SIZE = 0.12  # how far sizes of type within a paragraph differ
_SMALL = 0.85  # of the usual size
_NARROWEST = 12  # of the size: no column of a letter is narrower
_NAMED = 10  # pages named in a note
_FEWEST = 3  # full lines that make a margin


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page: its lines from top to bottom, and text set askew (watermarks)."""

    lines: tuple[Line, ...]
    askew: tuple[str, ...] = ()


def sheet_of(pieces: Iterable[tuple[float, Piece]]) -> Sheet:
    """The sheet of pieces with their directions: most of them run the way in which the page is read."""
    directions: dict[float, list[Piece]] = {}
    for angle, piece in pieces:
        directions.setdefault(angle, []).append(piece)
    main = max(directions, key=lambda angle: sum(len(piece.text) for piece in directions[angle]), default=0.0)
    askew = [line.text for angle, found in directions.items() if angle != main for line in lines_of(found)]
    return Sheet(tuple(lines_of(directions.get(main, ()))), tuple(askew))


def page_of(sheets: Sequence[Sheet], charset: Charset) -> Page:
    """The page that these sheets make."""
    pages, running = without_running_lines([sheet.lines for sheet in sheets])
    lines = [line for page in pages for line in page]
    text = clean(mended("\n".join(paragraphs(lines))))
    decoded = Decoded(text, charset)
    page = plain.assemble([line.strip() for line in text.split("\n") if line.strip()], decoded, whole=True)
    askew = [line for sheet in sheets for line in sheet.askew]
    removed = (mended(line.strip()) for line in dict.fromkeys([*running, *askew]))
    return replace(page, removed=(*page.removed, *removed), notes=(*page.notes, *_silent(pages)))


def has_text(page: Page) -> bool:
    """Whether a page holds anything but page numbers; a scan does not."""
    return any(char.isalnum() for line in page.lines for char in line)


def _silent(pages: Sequence[Sequence[Line]]) -> list[str]:
    """A note on pages without text: they may be pictures of text, which nobody will find."""
    numbers = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if not numbers:
        return []
    named = "、".join(numbers[:_NAMED]) + (f" 等共 {len(numbers)}" if len(numbers) > _NAMED else "")
    return [f"第 {named} 页没有文字层（空白页或扫描图像），其中的文字检索不到"]


def without_running_lines(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Pages without page numbers and running heads, and the heads.

    A head that stands on page after page would cut sentences that go on overleaf. The first page
    keeps its own: what is a running head later is the letterhead there. Only what is set in small
    type (a browser's date and address) goes there too.
    """
    edges = Counter(key for lines in pages for key in {_key(lines[place]) for place in _edge(lines)})
    enough = max(_RUNNING_PAGES, len(pages) // 2 + 1)
    small = _SMALL * median([line.size for lines in pages for line in lines] or [0.0])
    kept, running = list[list[Line]](), list[str]()
    for number, lines in enumerate(pages, start=1):
        times = {place: edges[_key(lines[place])] for place in _edge(lines)}
        off = {place for place, count in times.items() if number > 1 and count >= enough}
        off |= {place for place, count in times.items() if lines[place].size < small and 1 < count >= len(pages)}
        if lines and lines[-1].text.strip() == str(number):
            off.add(len(lines) - 1)
        running += [lines[place].text for place in sorted(off) if not is_page_number(lines[place].text)]
        kept.append([line for at, line in enumerate(lines) if at not in off and not is_page_number(line.text)])
    return kept, running


def _edge(lines: Sequence[Line]) -> set[int]:
    """The places of a page's first and last lines."""
    count = len(lines)
    return {place for place in range(count) if place < _EDGE_LINES or place >= count - _EDGE_LINES}


def _key(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The lines, those joined that the margins show to be one paragraph."""
    if not lines:
        return []
    usual = median_low(line.size for line in lines)
    left, right = _margins([line for line in lines if abs(line.size - usual) <= _SAME_SIZE * usual])
    full = [line for line in lines if right - line.right <= _NEAR * line.size]
    indents = any(_is_indented(line, left) for line in full)
    joined, before = list[str](), None
    for line in lines:
        if before is not None and not _is_indented(line, left) and _goes_on(before, line, right, indents):
            joined[-1] = _put_together(joined[-1], line.text)
        else:
            joined.append(line.text)
        before = line
    return joined


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where lines of the usual size begin and end; where no several end at one place, none is full (infinite)."""
    lefts = Counter(round(line.left / line.size) for line in lines)
    often = [place for place, count in lefts.items() if count > 1] or list(lefts)
    left = min(line.left for line in lines if round(line.left / line.size) == min(often))
    ends = sorted((line.right for line in lines), reverse=True)
    size = median_low(line.size for line in lines)
    together = (end for end, other in zip(ends, ends[_FEWEST - 1 :], strict=False) if end - other <= _NEARER * size)
    right = next(together, inf)
    return left, right if right - left >= _NARROWEST * size else inf


def _is_indented(line: Line, left: float) -> bool:
    return line.left - left > _INDENTED * line.size


def _goes_on(before: Line, line: Line, right: float, indents: bool) -> bool:
    """Whether an unindented line is the rest of the one above."""
    if "\t" in before.text + line.text or _SALUTATION.match(line.text):
        return False  # rows of a table
    if abs(before.size - line.size) > _SAME_SIZE * max(before.size, line.size):
        return False
    near = _NEAR if indents else _NEARER
    if before.text[-1:].isdigit() and line.text[:1].isdigit():
        near = _NEAREST  # two figures become one only where the line is full for sure
    if right - before.right > near * before.size:
        return False
    return indents or not (_FINISHED.search(before.text) or begins_anew(line.text))


def _put_together(above: str, below: str) -> str:
    """Two halves of a paragraph; Latin words keep the blank that the break stood for."""
    words = above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii() and below[:1].isalpha()
    return f"{above} {below}" if words else above + below
