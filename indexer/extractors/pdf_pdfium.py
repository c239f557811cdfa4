"""PDF read with pypdfium2: every character with its place, so that mixed fonts stay in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from ..errors import DocumentError
from .pdf import Book, check_size
from .positions import Line, Piece, placed
from .sheets import Sheet, sheet_of

_HYPHEN = 0x02  # pdfium's sign for a hyphen at the end of a line: 2020-⏎2023


def read(body: bytes) -> Book:
    """The pages of a PDF file; raises DocumentError."""
    try:
        with pypdfium2.PdfDocument(body) as document:
            check_size(len(document), 0)
            return Book(document.get_metadata_value("Title"), tuple(_sheets(document)))
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DocumentError("PDF 文件已加密，需要先去掉密码") from error
        raise DocumentError("PDF 文件已损坏，读不出来，请重新下载") from error


def _sheets(document: pypdfium2.PdfDocument) -> Iterator[Sheet]:
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            characters += text.count_chars()
            check_size(0, characters)
            sheet = sheet_of(_pieces(text))
            yield replace(sheet, lines=tuple(map(_whole, sheet.lines)))


def _pieces(text: pypdfium2.PdfTextPage) -> Iterator[tuple[float, Piece]]:
    """Each character with its direction; what pdfium adds of its own (blanks, line ends) is left out."""
    x, y, box, matrix = c_double(), c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or not code:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        pdfium.FPDFText_GetMatrix(text, index, byref(matrix))
        pdfium.FPDFText_GetLooseCharBox(text, index, byref(box))
        width = box.right - box.left if matrix.b == 0 else None
        place = (matrix.a, matrix.b, matrix.c, matrix.d, x.value, y.value)
        yield placed("-" if code == _HYPHEN else chr(code), place, pdfium.FPDFText_GetFontSize(text, index), width)


def _whole(line: Line) -> Line:
    """A line whose rare characters, given as two halves, are one again."""
    return replace(line, text=line.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
