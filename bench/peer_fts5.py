"""SQLite FTS5: words joined by blanks in a contentless table, agency, year and date in a table beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from .asking import PAGE, Ask, Document
from .peers import term, words

_TABLES = """
CREATE TABLE document (rowid INTEGER PRIMARY KEY, id TEXT, agency TEXT, year INTEGER, date INTEGER);
CREATE VIRTUAL TABLE text USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0');
"""
_INDEXES = """
CREATE INDEX of_agency ON document (agency);
CREATE INDEX of_year ON document (year);
INSERT INTO text (text) VALUES ('optimize');
"""
_FROM = "FROM text JOIN document ON document.rowid = text.rowid WHERE text MATCH ?"


def write(folder: Path, documents: Iterable[Document]) -> None:
    """Indexes documents in a new folder, in one transaction."""
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "fts5.sqlite") as opened:
        opened.executescript(_TABLES)
        for number, one in enumerate(documents, 1):
            opened.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?)", (number, one.id, one.agency, one.year, one.date)
            )
            opened.execute("INSERT INTO text (rowid, words) VALUES (?, ?)", (number, one.words))
        opened.executescript(_INDEXES)
    opened.close()


class Searching:
    """Answers from a database that `write` made."""

    def __init__(self, folder: Path) -> None:
        self._opened = sqlite3.connect(folder / "fts5.sqlite")

    def close(self) -> None:
        self._opened.close()

    def search(self, ask: Ask) -> tuple[list[str], int]:
        match, condition, values = _match(ask), *_condition(ask)
        if not match:
            return [], 0
        order = "document.date DESC" if ask.newest_first else "rank"
        page = f"SELECT document.id {_FROM}{condition} ORDER BY {order} LIMIT {PAGE} OFFSET {ask.offset}"
        ids = [row[0] for row in self._opened.execute(page, (match, *values))]
        # without a condition the count needs no second table
        counted = f"SELECT count(*) {_FROM}{condition}" if condition else "SELECT count(*) FROM text WHERE text MATCH ?"
        total = self._opened.execute(counted, (match, *values)).fetchone()[0]
        if ask.counts:
            for column in ("agency", "year"):
                self._opened.execute(
                    f"SELECT {column}, count(*) {_FROM}{condition} GROUP BY {column}", (match, *values)
                ).fetchall()
        return ids, total

    def matching(self, ask: Ask) -> set[str]:
        match, condition, values = _match(ask), *_condition(ask)
        rows = self._opened.execute(f"SELECT document.id {_FROM}{condition}", (match, *values)) if match else ()
        return {row[0] for row in rows}


def _match(ask: Ask) -> str:
    wanted = ask.wanted
    if wanted.like:
        return " OR ".join(f'"{word}"' for word in dict.fromkeys(words(wanted.like)))
    parts = [_row(string) for string in wanted.every]
    if wanted.any_of:
        parts.append("(" + " OR ".join(map(_row, wanted.any_of)) + ")")
    return " AND ".join(parts) + "".join(f" NOT {_row(string)}" for string in wanted.none_of)


def _row(string: str) -> str:
    return '"' + " ".join(term(string)) + '"'


def _condition(ask: Ask) -> tuple[str, tuple[str | int, ...]]:
    wanted = ask.wanted
    if wanted.agency:
        return " AND document.agency = ?", (wanted.agency,)
    if wanted.years:
        return " AND document.year BETWEEN ? AND ?", wanted.years
    return "", ()
