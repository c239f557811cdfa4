"""PDF read with pypdf, which is Python all through and runs on every machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError

from ..errors import DocumentError
from .pdf import Book, check_size
from .positions import Piece, placed
from .sheets import Sheet, sheet_of

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every flaw it can live with


def read(body: bytes) -> Book:
    """The pages of a PDF file; raises DocumentError. pypdf itself bounds what streams unpack to."""
    try:
        return _book(PdfReader(BytesIO(body)))
    except (DocumentError, MemoryError):
        raise
    except DependencyError as error:
        raise DocumentError("PDF 文件已加密，需要先去掉加密；或者安装 pypdfium2 后再导入") from error
    except LimitReachedError as error:
        raise DocumentError("PDF 文件解压后太大，没有读取") from error
    except Exception as error:  # a parser of damaged bytes may fail in any way; each means the same
        raise DocumentError("PDF 文件已损坏，读不出来，请重新下载") from error


def _book(reader: PdfReader) -> Book:
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError("PDF 文件已加密，需要先去掉密码")
    check_size(len(reader.pages), 0)
    title = reader.metadata.title if reader.metadata else None
    return Book(title or "", tuple(_sheets(reader)))


def _sheets(reader: PdfReader) -> Iterator[Sheet]:
    characters = 0
    for page in reader.pages:
        pieces = _pieces(page)
        characters += sum(len(piece.text) for _, piece in pieces)
        check_size(0, characters)
        yield sheet_of(pieces)


def _pieces(page: PageObject) -> list[tuple[float, Piece]]:
    """Each run of text with its direction; the widths are estimates, and blanks at its ends are pypdf's guesses."""
    pieces = list[tuple[float, Piece]]()

    def note(text: str, of_page: Sequence[float], of_text: Sequence[float], _font: object, size: float) -> None:
        if text.strip():
            pieces.append(placed(text.strip(), _product(of_text, of_page), size))

    page.extract_text(visitor_text=note)
    return pieces


def _product(m: Sequence[float], n: Sequence[float]) -> tuple[float, ...]:
    """Two matrices of six numbers, one after the other (ISO 32000-1, 8.3.3)."""
    return (
        *(m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3]),
        *(m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3]),
        *(m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5]),
    )
