"""PDF with a text layer: the lines of every page, without what repeats on all of them.

Two readers do the same: pypdfium2 (exact and quick, native code) where it is installed, and pypdf
(pure Python) where it is not: there are no builds of pypdfium2 for LoongArch.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec

from ..document import Charset, Decoded, Page
from ..errors import DocumentError
from ..limits import MAX_PDF_PAGES, MAX_PDF_STREAM_BYTES, MAX_TEXT_CHARS
from . import plain
from .radicals import mended
from .streams import unpacks_to_more_than

_CHARSET = Charset("pdf", "document")
_HEAD_BYTES = 1024  # readers look this far for the mark (ISO 32000-1, annex H.3.4.1)
_DIGITS = re.compile(r"\d{1,9}")
_EDGE_LINES = 2  # lines at the top and at the bottom of a page that may be running heads
_RUNNING_PAGES = 3  # … when they stand on so many pages
_TITLE = re.compile(r"[\u3400-\u9fff][^\n]{5,158}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page: its lines, and text set askew (watermarks)."""

    lines: tuple[str, ...]
    askew: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What a reader finds in a PDF file."""

    title: str
    sheets: tuple[Sheet, ...]


def matches(body: bytes) -> bool:
    """Whether these bytes are a PDF file."""
    before, mark, _ = body[:_HEAD_BYTES].partition(b"%PDF-")
    return bool(mark) and b"<" not in before  # a page may speak of PDF files


def extract(body: bytes) -> Page:
    """The page in a PDF file; raises DocumentError when it is damaged, locked or has no text layer."""
    if unpacks_to_more_than(body, MAX_PDF_STREAM_BYTES):
        raise DocumentError("PDF 文件解压后太大，没有读取")
    book = _reader()(body)
    if not any(char.isalnum() for sheet in book.sheets for line in sheet.lines for char in line):
        raise DocumentError("扫描件 PDF，没有文字层，需要先做文字识别（OCR）")
    pages, running = without_running_lines([[mended(line) for line in sheet.lines] for sheet in book.sheets])
    page = plain.extract(Decoded("\n\f\n".join("\n".join(lines) for lines in pages), _CHARSET))
    askew = [mended(line) for sheet in book.sheets for line in sheet.askew]
    removed = dict.fromkeys([*running, *askew])
    return replace(page, title=_title(book.title, pages), removed=(*page.removed, *removed))


def check_size(pages: int, characters: int) -> None:
    """Raises DocumentError when a reader has met more than it should go on with."""
    if pages > MAX_PDF_PAGES:
        raise DocumentError(f"PDF 页数太多（{pages} 页，上限 {MAX_PDF_PAGES} 页），没有读取")
    if characters > MAX_TEXT_CHARS:
        raise DocumentError("文字太多，不像一篇答复")


def _reader() -> Callable[[bytes], Book]:
    name = "pdf_pdfium" if find_spec("pypdfium2") else "pdf_pypdf"
    read: Callable[[bytes], Book] = import_module(f".{name}", __package__).read
    return read


def without_running_lines(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """Pages without running heads and bare page numbers, and these lines.

    A head that stands on page after page would cut sentences that go on overleaf. The first page
    keeps its own: what is a running head later is the letterhead there.
    """
    edges = Counter(key for lines in pages for key in {_key(lines[place]) for place in _edge(lines)})
    enough = max(_RUNNING_PAGES, len(pages) // 2 + 1)
    kept, running = list[list[str]](), list[str]()
    for number, lines in enumerate(pages, start=1):
        off = {place for place in _edge(lines) if number > 1 and edges[_key(lines[place])] >= enough}
        if lines and lines[-1].strip() == str(number):
            off.add(len(lines) - 1)
        kept.append([line for place, line in enumerate(lines) if place not in off])
        running += [lines[place].strip() for place in sorted(off)]
    return kept, running


def _edge(lines: Sequence[str]) -> set[int]:
    """The places of a page's first and last lines."""
    count = len(lines)
    return {place for place in range(count) if place < _EDGE_LINES or place >= count - _EDGE_LINES}


def _key(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()))


def _title(stated: str, pages: Sequence[Sequence[str]]) -> str | None:
    """The title that the file states, if the first page says the same: many are left over from another letter."""
    stated = mended(stated.strip())
    first = "".join("".join(line.split()) for line in pages[0])
    return stated if _TITLE.fullmatch(stated) and "".join(stated.split()) in first else None
