"""PDF with a text layer.

Two readers do the same: pypdfium2 (exact and quick, native code) where it is installed, and pypdf
(pure Python) where it is not: there are no builds of pypdfium2 for LoongArch.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec

from ..document import Charset, Page
from ..errors import DocumentError
from ..limits import MAX_PDF_PAGES, MAX_PDF_STREAM_BYTES, MAX_TEXT_CHARS
from .radicals import mended
from .sheets import Sheet, has_text, page_of
from .streams import unpacks_to_more_than

_CHARSET = Charset("pdf", "document")
_HEAD_BYTES = 1024  # readers look this far for the mark (ISO 32000-1, annex H.3.4.1)
_TITLE = re.compile(r"[\u3400-\u9fff][^\n]{5,158}")


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
    page = page_of(book.sheets, _CHARSET)
    if not has_text(page):
        raise DocumentError("扫描件 PDF，没有文字层，需要先做文字识别（OCR）")
    return replace(page, title=_title(book))


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


def _title(book: Book) -> str | None:
    """The title that the file states, if the first page says the same: many are left over from another letter."""
    stated = mended(book.title.strip())
    first = mended("".join("".join(line.text.split()) for line in book.sheets[0].lines))
    return stated if _TITLE.fullmatch(stated) and "".join(stated.split()) in first else None
