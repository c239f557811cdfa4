"""A list of hits as a table, one reply a row: what CSV, XLSX and JSON of a result list hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexer.folding import fold
from indexer.reply import Reply

from .export import source_line
from .results import Hit, Snippet

Row = dict[str, str]  # by the names of COLUMNS, in their order; what is not known is ""
ReplyOf = Callable[[str], Reply | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its label for people, its width in characters of a spreadsheet."""

    name: str
    label: str
    width: int
    is_date: bool = False  # a year or a date, which a spreadsheet may read as one


COLUMNS = (
    Column("title", "标题", 44),
    Column("agency", "承办单位", 22),
    Column("doc_number", "发文字号", 24),
    Column("date", "日期", 12, is_date=True),
    Column("year", "年份", 7, is_date=True),
    Column("kind", "类型", 8),
    Column("result_class", "办理结果", 10),
    Column("disclosure", "公开属性", 12),
    Column("proposal_number", "建议提案编号", 14),
    Column("addressee", "主送", 16),
    Column("path", "所在部分", 24),
    Column("paragraph", "相关段落", 80),
    Column("source_line", "出处", 50),
    Column("source_url", "网址", 40),
    Column("uri", "采集位置", 40),
    Column("id", "答复编号", 16),
)
_CELL_CHARS = 32_000  # a cell of a spreadsheet holds 32,767
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a spreadsheet computes, in half and full width; blanks before it do not stop every one of them.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# What a spreadsheet takes for another number or a date: 0127, 12e4567, 123456789012, 3-1.
_MISREAD = re.compile(r"0\d+|\d{12,}|\d+[eE]\d+|\d+([-/.:]\d+){1,2}")


def rows(hits: Iterable[Hit], reply_of: ReplyOf = lambda _: None) -> list[Row]:
    """A row a hit; with `reply_of` its paragraph is whole and its source is told."""
    return [_row(hit, reply_of(hit.id)) for hit in hits]


def to_csv(rows: Iterable[Row], *, for_excel: bool = False, notes: Sequence[str] = ()) -> str:
    """Rows as CSV under a header; no cell is a formula.

    For programs: names of columns, \\n. `for_excel`: labels, \\r\\n, `notes` as last rows, and an apostrophe
    before what would be read as another number or a date. The byte order mark is the caller's.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if for_excel else "\n")
    writer.writerow([column.label if for_excel else column.name for column in COLUMNS])
    for row in rows:
        writer.writerow([_csv_cell(column, row[column.name], for_excel) for column in COLUMNS])
    writer.writerows([harmless(note)] for note in notes)
    return out.getvalue()


def readable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _row(hit: Hit, reply: Reply | None) -> Row:
    facts, best = dict(hit.facts), _best(hit)
    more = {
        "id": hit.id,
        "uri": hit.uri,
        "title": hit.title,
        "date": facts.get("signed_date") or facts.get("published_date") or "",
        "path": " › ".join(best.path) if best else "",
        "paragraph": _whole(best, reply) if best else "",
        "source_line": source_line(reply, (best.paragraph or None) if best else None) if reply else "",
        "source_url": _web_address(hit, reply),
    }
    return {column.name: _cut(more.get(column.name, facts.get(column.name, ""))) for column in COLUMNS}


def _best(hit: Hit) -> Snippet | None:
    """The paragraph that says most of what was asked: the most different marked strings, then most of them."""
    return max(hit.paragraphs, key=_said, default=None)


def _said(snippet: Snippet) -> tuple[int, int]:
    marked = [fold(snippet.text[start:end]) for start, end in snippet.marks]
    return len(set(marked)), sum(map(len, marked))


def _whole(snippet: Snippet, reply: Reply | None) -> str:
    if reply is None or not 1 <= snippet.paragraph <= len(reply.paragraphs):
        before, after = ("……" if cut else "" for cut in snippet.cut)
        return f"{before}{snippet.text}{after}"
    span = reply.paragraphs[snippet.paragraph - 1]
    return reply.text[span.start : span.end]


def _cut(text: str) -> str:
    return text if len(text) <= _CELL_CHARS else text[:_CELL_CHARS] + "……"


def _csv_cell(column: Column, text: str, for_excel: bool) -> str:
    if for_excel and not column.is_date and _MISREAD.fullmatch(text):
        return f"'{text}"
    return harmless(text)


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection), and no reader for two rows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text) else text


def _web_address(hit: Hit, reply: Reply | None) -> str:
    """Where the reply was published, as far as known."""
    known = (reply.get("source_url") or "") if reply else ""
    return known or (hit.uri if hit.uri.lower().startswith(("http://", "https://")) else "")
