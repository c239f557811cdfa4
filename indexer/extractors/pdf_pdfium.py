"""PDF read with pypdfium2: every character with its place, so that mixed fonts stay in order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from ..errors import DocumentError
from .pdf import Book, check_size
from .positions import Line, Piece, estimated_width, lines_of
from .sheets import Sheet

_HYPHEN = 0x02  # pdfium's sign for a hyphen at the end of a line: 2020-⏎2023
_STRAIGHT = 0.05  # radians


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
            yield _sheet(text)


def _sheet(text: pypdfium2.PdfTextPage) -> Sheet:
    """The lines of a page, by the direction that most of its characters run in."""
    directions: dict[float, list[Piece]] = {}
    for angle, piece in _pieces(text):
        directions.setdefault(angle, []).append(piece)
    if not directions:
        return Sheet(())
    main = Counter({angle: len(pieces) for angle, pieces in directions.items()}).most_common(1)[0][0]
    askew = [line.text for angle, pieces in directions.items() if angle != main for line in lines_of(pieces)]
    return Sheet(tuple(map(_whole, lines_of(directions[main]))), tuple(askew))


def _pieces(text: pypdfium2.PdfTextPage) -> Iterator[tuple[float, Piece]]:
    """Each character with its direction (radians, rounded), placed as if the page were turned upright."""
    x, y, box, matrix = c_double(), c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or not code:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        pdfium.FPDFText_GetMatrix(text, index, byref(matrix))
        size = pdfium.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1.0) or 1.0
        char = "-" if code == _HYPHEN else chr(code)
        angle = math.atan2(matrix.b, matrix.a)
        if abs(angle) < _STRAIGHT:
            pdfium.FPDFText_GetLooseCharBox(text, index, byref(box))
            yield 0.0, Piece(char, x.value, -y.value, size, box.right - box.left)
        else:
            along = x.value * math.cos(angle) + y.value * math.sin(angle)
            across = x.value * math.sin(angle) - y.value * math.cos(angle)
            yield round(angle, 1), Piece(char, along, across, size, estimated_width(char, size))


def _whole(line: Line) -> Line:
    """A line whose rare characters, given as two halves, are one again."""
    return replace(line, text=line.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
