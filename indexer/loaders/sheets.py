"""Tables as Excel workbooks (.xlsx), row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any, BinaryIO

from ..document import Charset, Skipped
from ..errors import DocumentError
from ..limits import MAX_SHEET_BYTES, MAX_SHEET_ROWS, too_big
from .records import Record, as_text, documents, has_body
from .source import Loaded, Source

_MAX_COLUMNS = 200  # more are not looked at; what a sheet says of its size is not true
_HEADER_WITHIN = 10  # rows above the names of the columns: a title, a note
_EXCEL_CELL = 32_767  # characters; Excel cuts what is longer
_CUT = Charset("utf-8", "xlsx", note="正文正好 32767 个字符，是 Excel 单元格的上限，后面的可能被截掉了")
_WHOLE = Charset("utf-8", "xlsx")


def load(source: Source, stream: BinaryIO, unpacked: int) -> Iterator[Loaded]:
    """The documents in the rows of all sheets; row N as Excel counts is FILE!/SHEET/N."""
    if unpacked > MAX_SHEET_BYTES:
        raise DocumentError(too_big(unpacked, MAX_SHEET_BYTES))
    yield from documents(source, _rows(source, stream), deliberate=True)


def _rows(source: Source, stream: BinaryIO) -> Iterator[Record | Skipped]:
    from openpyxl import load_workbook  # 200 ms: only paid for workbooks

    stream.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which say nothing of the text
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        try:
            for title, rows in groupby(_all_rows(book), key=itemgetter(0)):
                yield from _of_sheet(source, title, ((number, row) for _, number, row in rows))
        finally:
            book.close()


def _all_rows(book: Any) -> Iterator[tuple[str, int, Sequence[object]]]:
    """Sheet, number as Excel counts, cells; also of the rows that only lie between two others."""
    count = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), 1):
            count += 1
            if count > MAX_SHEET_ROWS:
                raise DocumentError(f"表“{sheet.title}”：整个文件超过 {MAX_SHEET_ROWS} 行，其余未读")
            yield str(sheet.title), number, row


def _of_sheet(source: Source, title: str, rows: Iterator[tuple[int, Sequence[object]]]) -> Iterator[Record | Skipped]:
    top = list(islice(rows, _HEADER_WITHIN))
    at = next((at for at, (_, row) in enumerate(top) if has_body(_names(row), source.columns)), 0)
    if not top:
        return
    header = _names(top[at][1])
    for number, row in chain(top[at + 1 :], rows):
        values = {name: value for name, value in zip(header, row, strict=False) if name and value is not None}
        if values:
            cut = any(isinstance(value, str) and len(value) == _EXCEL_CELL for value in values.values())
            yield Record(f"{title.replace('/', '_')}/{number}", values, _CUT if cut else _WHOLE)


def _names(row: Sequence[object]) -> list[str]:
    return [as_text(cell).strip() for cell in row]
