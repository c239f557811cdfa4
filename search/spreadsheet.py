"""A table of hits as a spreadsheet (XLSX) whose cells are text, so that no number or date is made of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from .tables import COLUMNS, Row, readable

_WRAPPED = ("title", "path", "paragraph", "source_line")
_LONGEST_LINK = 2_000  # characters; Excel refuses a file with a longer one


def to_xlsx(rows: Iterable[Row], notes: Sequence[str] = ()) -> bytes:
    """Rows as a workbook of one sheet: labels in a row that stays in sight, `notes` below the rows."""
    from openpyxl import Workbook  # a third of a second, which a search should not wait for

    book = Workbook(write_only=True)
    sheet = book.create_sheet("答复")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS):
        sheet.column_dimensions[_letter(number)].width = column.width
    cells = _Cells(sheet)
    sheet.append([cells.heading(column.label) for column in COLUMNS])
    for row in rows:
        sheet.append([cells.of(name, text) for name, text in row.items()])
    for note in notes:
        sheet.append([cells.text(note)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Cells:
    """Makes the cells of a sheet."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        self._sheet, self._make = sheet, WriteOnlyCell
        self._bold, self._link = Font(bold=True), Font(color="0563C1", underline="single")
        self._top, self._wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)

    def heading(self, label: str) -> Any:
        cell = self.text(label)
        cell.font = self._bold
        return cell

    def of(self, name: str, text: str) -> Any:
        """The cell of a column: a year is a number, an address leads to its page."""
        if name == "year" and text.isdecimal():
            cell = self._make(self._sheet, int(text))
            cell.alignment = self._top
            return cell
        cell = self.text(text)
        cell.alignment = self._wrapped if name in _WRAPPED else self._top
        if name == "source_url" and text.lower().startswith(("http://", "https://")) and len(text) < _LONGEST_LINK:
            cell.hyperlink, cell.font = readable(text), self._link
        return cell

    def text(self, text: str) -> Any:
        """A cell that stays the text it is, also with = in front, also when it is edited."""
        cell = self._make(self._sheet, readable(text))
        cell.data_type, cell.number_format = "s", "@"
        return cell


def _letter(number: int) -> str:
    return chr(ord("A") + number)
