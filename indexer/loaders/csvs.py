"""Tables as CSV or TSV, as 八爪鱼, 后羿 and 火车头 export them: GB18030 as often as UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from ..charset import decode
from ..document import Charset, Skipped
from ..errors import DocumentError
from ..limits import MAX_CELL_CHARS
from .lines import text_lines
from .records import Record, documents, has_body
from .source import Loaded, Source

_SUFFIXES = (".csv", ".tsv")
_DELIMITERS = ",\t;|"


def matches(source: Source) -> bool:
    """By its name, or by a first line that names columns of documents."""
    if source.name.suffix.lower() in _SUFFIXES:
        return True
    first, end, _ = source.head.partition(b"\n")
    if not end or b"<" in first or not any(delimiter.encode() in first for delimiter in _DELIMITERS):
        return False
    try:
        header = decode(first).text.strip()
    except DocumentError:
        return False
    names = [name.strip(' "') for name in header.split(_delimiter(header))]
    return max(map(len, names)) <= 30 and has_body(names, source.columns)


def load(source: Source) -> Iterator[Loaded]:
    """The documents in the rows; row N behind the header is FILE!/N."""
    if not source.head.strip():
        yield Skipped(source.uri, "空文件")
        return
    yield from documents(source, _rows(source), deliberate=True)


def _rows(source: Source) -> Iterator[Record | Skipped]:
    """A row whose cells are not those of the header is read as far as it goes."""
    csv.field_size_limit(MAX_CELL_CHARS)
    lines, seen = text_lines(source), list[Charset]()
    first, charset = next(lines, ("", Charset("utf-8", "utf-8")))

    def texts() -> Iterator[str]:
        yield first
        for line, of in lines:
            seen.append(of)
            yield line

    rows = csv.reader(texts(), delimiter=_delimiter(first), strict=False)
    header = _named(next(rows, []))
    number = 0
    try:
        for row in rows:
            number += 1
            of = _together(seen) or charset
            seen.clear()
            if any(cell.strip() for cell in row):
                yield Record(str(number), dict(zip(header, row, strict=False)), of)
    except csv.Error:
        raise DocumentError(f"第 {number + 1} 行起读不了（引号没有成对，或单元格太长），其余未读") from None


def _named(header: Sequence[str]) -> list[str]:
    """The columns' names; one that is empty or taken gets its number."""
    names: list[str] = []
    for number, name in enumerate(header, 1):
        name = name.strip().strip("\ufeff")
        names.append(name if name and name not in names else f"{name or '列'}{number}")
    return names


def _delimiter(header: str) -> str:
    """What stands most often between the names of the columns."""
    return max(_DELIMITERS, key=header.count)


def _together(charsets: Sequence[Charset]) -> Charset | None:
    """How the lines of one row were decoded."""
    if not charsets:
        return None
    worst = max(charsets, key=lambda charset: charset.damaged)
    named = next((of for of in charsets if of.encoding != "utf-8"), charsets[0])
    return Charset(named.encoding, worst.decided_by, sum(of.damaged for of in charsets))
