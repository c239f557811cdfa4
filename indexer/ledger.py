"""The ledger of an archive: for every source what was taken in, what was not, and what to look at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .findings import DUPLICATE, SKIPPED, Finding
from .uris import is_inside

# A document is a duplicate when another one stands for its text, or its text for another's.
_ALL = f"""
SELECT uri, source, kind, detail FROM findings
UNION ALL
SELECT d.uri, d.source, '{DUPLICATE}', coalesce(c.uri, r.uri) FROM documents d JOIN replies r ON r.id = d.reply_id
LEFT JOIN replies c ON c.id = r.copy_of WHERE d.uri <> r.uri OR r.copy_of IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its place: the document, and the reply it holds ("" when it was not taken in)."""

    uri: str
    source: str
    kind: str
    detail: str
    reply_id: str

    @property
    def words(self) -> str:
        """The detail as a list shows it."""
        return f"与 {self.detail} 相同" if self.kind == DUPLICATE else self.detail


@dataclass(frozen=True, slots=True)
class SourceCount:
    """The counts of one source: documents taken in, findings by kind, ignored files by ending."""

    source: str
    documents: int
    findings: Mapping[str, int]
    ignored: Mapping[str, int]


class Ledger:
    """The tables `findings` and `ignored` of an open store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # Changing, inside a transaction of the store

    def put(self, uri: str, source: str, findings: Iterable[Finding]) -> None:
        """Sets what is to be known of a document."""
        self.remove(uri)
        rows = [(uri, source, finding.kind, finding.detail) for finding in findings]
        self._db.executemany("INSERT INTO findings VALUES (?, ?, ?, ?)", rows)

    def set(self, uri: str, source: str, kind: str, detail: str) -> None:
        """Sets the one finding of a kind of a document; without detail there is none."""
        self._db.execute("DELETE FROM findings WHERE uri = ? AND kind = ?", (uri, kind))
        if detail:
            self._db.execute("INSERT INTO findings VALUES (?, ?, ?, ?)", (uri, source, kind, detail))

    def put_skipped(self, uri: str, source: str, reason: str) -> None:
        """Notes that an input was not taken in this time; what else is known of it stays."""
        self._db.execute("DELETE FROM findings WHERE uri = ? AND kind = ?", (uri, SKIPPED))
        self._db.execute("INSERT INTO findings VALUES (?, ?, ?, ?)", (uri, source, SKIPPED, reason))

    def remove(self, uri: str) -> None:
        """Forgets a document."""
        self._db.execute("DELETE FROM findings WHERE uri = ?", (uri,))

    def begin(self, source: str) -> None:
        """Forgets what earlier runs did not take in of a source: this run will see."""
        skipped = self._db.execute("SELECT uri FROM findings WHERE kind = ?", (SKIPPED,)).fetchall()
        inside = [(uri, SKIPPED) for (uri,) in skipped if is_inside(uri, source)]
        self._db.executemany("DELETE FROM findings WHERE uri = ? AND kind = ?", inside)
        self._db.execute("DELETE FROM ignored WHERE source = ?", (source,))

    def put_ignored(self, source: str, counts: Mapping[str, int]) -> None:
        """Notes how many files of each ending were ignored."""
        rows = [(source, suffix, files) for suffix, files in sorted(counts.items())]
        self._db.executemany("INSERT INTO ignored VALUES (?, ?, ?)", rows)

    # Reading

    def sources(self) -> list[SourceCount]:
        """The counts of every source, in order."""
        documents = dict(self._db.execute("SELECT source, count(*) FROM documents GROUP BY source"))
        found: dict[str, dict[str, int]] = {}
        for source, kind, uris in self._db.execute(
            f"SELECT source, kind, count(DISTINCT uri) FROM ({_ALL}) GROUP BY source, kind"
        ):
            found.setdefault(source, {})[kind] = uris
        ignored: dict[str, dict[str, int]] = {}
        for source, suffix, files in self._db.execute("SELECT source, suffix, files FROM ignored"):
            ignored.setdefault(source, {})[suffix] = files
        return [
            SourceCount(source, documents.get(source, 0), found.get(source, {}), ignored.get(source, {}))
            for source in sorted({*documents, *found, *ignored})
        ]

    def entries(self, kind: str = "", source: str = "", offset: int = 0, limit: int = -1) -> list[Entry]:
        """The findings of a kind and a source (all, when empty), by source and uri."""
        rows = self._db.execute(
            f"""SELECT f.uri, f.source, f.kind, f.detail, coalesce(r.copy_of, d.reply_id, '') FROM ({_ALL}) f
            LEFT JOIN documents d ON d.uri = f.uri LEFT JOIN replies r ON r.id = d.reply_id
            WHERE (? = '' OR f.kind = ?) AND (? = '' OR f.source = ?)
            ORDER BY f.source, f.uri, f.kind, f.detail LIMIT ? OFFSET ?""",
            (kind, kind, source, source, limit, offset),
        )
        return [Entry(*row) for row in rows]
