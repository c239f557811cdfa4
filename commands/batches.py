"""`dafu search -f`: many queries from a file, with what each of them finds."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from indexer.errors import InputError, QueryTooLong

from .output import is_quiet, opened, say, timed

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.archive import Archive
    from search.query import Question

_COLUMNS = ("查询", "query")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of a file, and the other columns of its row."""

    query: str
    kept: tuple[tuple[str, str], ...] = ()


def search_all(data: DataDir, file: str, question: Question, form: str) -> NoReturn:
    """Searches for each query of a file within the filters of `question`, prints what was found, and ends."""
    from terminal.batches import batch_csv, batch_text
    from terminal.output import progress, to_json, to_jsonl

    asked = list(read(file))
    if not asked:
        raise click.UsageError(f"“{file}”里没有查询")
    with opened(data) as archive, timed("查找"), progress(quiet=is_quiet()) as advance:
        found = []
        for one in asked:
            found.append(_found(archive, replace(question, text=one.query), one))
            advance("查找", 1, len(asked))
    if form == "csv":
        say(batch_csv(found), newline=False)
    elif form == "text":
        say(batch_text(found, bare=is_quiet()))
    else:
        say(to_json(found) if form == "json" else to_jsonl(found), newline=form == "json")
    sys.exit(0 if any(one["total"] and not one["partial"] for one in found) else 1)


def read(file: str) -> Iterator[Asked]:
    """The queries of a text file, one a line, or of the column 查询 of a CSV file; # begins a comment in texts."""
    text = _text(file)
    if Path(file).suffix.lower() != ".csv":
        lines = (line.strip() for line in text.splitlines())
        yield from (Asked(line) for line in lines if line and not line.startswith("#"))
        return
    try:
        yield from _rows(csv.DictReader(io.StringIO(text, newline=""), restkey=""), file)
    except csv.Error as error:
        raise InputError(f"“{file}”不是完好的 CSV 表格（多半是引号没有成对），请另存一次再试") from error


def _rows(table: csv.DictReader[str], file: str) -> Iterator[Asked]:
    """The queries of a table; raises InputError when it has no column for them."""
    column = next((name for name in table.fieldnames or () if name.strip().lower() in _COLUMNS), None)
    if column is None:
        raise InputError(f"“{file}”没有叫“查询”的一列，请在第一行写上列名")
    for row in table:
        if query := (row[column] or "").strip():
            yield Asked(query, tuple((name, row[name] or "") for name in row if name not in ("", column)))


def _text(file: str) -> str:
    """The text of a file, or of standard input for -; as the office's other files, UTF-8 or GB18030."""
    from indexer.office_files import MAX_BYTES, decoded, read

    if file == "-":
        if sys.stdin is None:  # closed by the shell (<&-)
            raise InputError("标准输入是关着的，读不到查询")
        body = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise InputError(f"标准输入太大（上限 {MAX_BYTES // 1_000_000} MB）")
        return decoded(body, "标准输入")
    if not Path(file).is_file():
        raise InputError(f"没有“{file}”这个文件")
    return read(Path(file), "查询文件")


def _found(archive: Archive, question: Question, asked: Asked) -> dict[str, Any]:
    """What one query finds: how many replies, and the best of them; or why it cannot be searched for."""
    try:
        page = archive.answer(question, limit=1)
    except QueryTooLong as error:
        return {"query": asked.query, "kept": dict(asked.kept), "total": 0, "partial": False, "best": None,
                "error": str(error)}  # fmt: skip
    best = page.hits[0] if page.hits else None
    number = dict(best.facts).get("doc_number", "") if best else ""
    return {
        "query": asked.query,
        "kept": dict(asked.kept),
        "total": page.total,
        "partial": page.partial,
        "best": {"id": best.id, "title": best.title, "doc_number": number} if best else None,
        "error": "",
    }
