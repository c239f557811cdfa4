"""Tables on the command line: CSV for programs, aligned columns for reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from search.tables import harmless

from .lines import width_of


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([harmless(str(cell)) for cell in row] for row in (header, *rows))
    return out.getvalue()


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their columns below one another; the last column is as long as it is."""
    widths = [max(map(width_of, column)) for column in list(zip(*rows, strict=True))[:-1]]
    return [
        "".join(
            cell + " " * (width + 2 - width_of(cell)) for cell, width in zip(row, [*widths, 0], strict=True)
        ).rstrip()
        for row in rows
    ]
