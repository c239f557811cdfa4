"""Step 4, store: the truth of an archive in SQLite. The search index is derived from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from .database import STORE_VERSION, Database
from .groups import Groups
from .ledger import Ledger
from .reply import Record, Reply, from_data

__all__ = ["STORE_VERSION", "Document", "Store"]


@dataclass(frozen=True, slots=True)
class Document:
    """What the store remembers of an input document."""

    uri: str
    source: str
    digest: str
    reply_id: str
    charset: str = ""
    url: str = ""  # key of its web address
    is_cover: bool = False  # hardly more than links to attachments
    page: str | None = None  # JSON, of covers and attachments
    joined: str = ""  # of a cover: the digests of what is joined


_AT_ONCE = 100  # replies of one statement
_DOCUMENT = "uri, source, digest, reply_id, charset, url, is_cover, page, joined"


class Store(Database):
    """An open reply store."""

    def __init__(self, path: Path, create: bool = False) -> None:
        """See Database."""
        super().__init__(path, create)
        self.ledger = Ledger(self.db)
        self.groups = Groups(self.db, self._mark)

    # Reading

    def get(self, reply_id: str) -> Reply | None:
        """The reply with this id, or None."""
        return next(self.replies((reply_id,)), None)

    def text(self, reply_id: str) -> str:
        """The text of a reply alone, "" when there is none with this id."""
        row = self.db.execute("SELECT json_extract(data, '$.text') FROM replies WHERE id = ?", (reply_id,)).fetchone()
        return row[0] if row else ""

    def removed(self, reply_id: str) -> list[str]:
        """The lines of a reply that were taken for page chrome."""
        row = self.db.execute(
            "SELECT json_extract(data, '$.removed') FROM replies WHERE id = ?", (reply_id,)
        ).fetchone()
        return list(json.loads(row[0])) if row else []

    def stands_for(self, reply_id: str) -> str:
        """The id of the reply that stands for this one: itself unless it is a copy."""
        row = self.db.execute("SELECT copy_of FROM replies WHERE id = ?", (reply_id,)).fetchone()
        return row[0] if row and row[0] else reply_id

    def copies(self) -> dict[str, list[str]]:
        """The ids of the copies of every reply that has any, by the id of the reply that stands for them."""
        found: dict[str, list[str]] = {}
        for reply_id, standing in self.db.execute("SELECT id, copy_of FROM replies WHERE copy_of IS NOT NULL"):
            found.setdefault(standing, []).append(reply_id)
        return found

    def find_id(self, prefix: str) -> list[str]:
        """The ids that begin with a prefix, at most ten."""
        pattern = prefix.replace("%", "").replace("_", "") + "%"
        rows = self.db.execute("SELECT id FROM replies WHERE id LIKE ? ORDER BY id LIMIT 10", (pattern,))
        return [row[0] for row in rows]

    def ids(self) -> list[str]:
        """The ids of all replies that are in the index, in order: copies are not."""
        return [row[0] for row in self.db.execute("SELECT id FROM replies WHERE copy_of IS NULL ORDER BY id")]

    def is_indexed(self, reply_id: str) -> bool:
        """Whether a reply is there and no copy of another."""
        found = self.db.execute("SELECT 1 FROM replies WHERE id = ? AND copy_of IS NULL", (reply_id,))
        return found.fetchone() is not None

    def replies(self, ids: Iterable[str]) -> Iterator[Reply]:
        """The replies with these ids, in their order; ids that are gone are left out."""
        for _, data, elsewhere, family, other_figures in self._rows("data, elsewhere, family, other_figures", ids):
            reply = from_data(json.loads(data))
            found = tuple(json.loads(elsewhere))
            yield replace(reply, elsewhere=found, family=family, other_figures=bool(other_figures))

    def outlines(self, ids: Iterable[str], *facts: str) -> Iterator[Reply]:
        """Replies with their titles and these facts and nothing else, several times as fast as whole ones."""
        paths = ["$.display_title", *(f"$.facts.{name}" for name in facts)]
        for reply_id, row in self._rows(f"json_extract(data, {', '.join('?' * len(paths))})", ids, *paths):
            title, *found = json.loads(row)
            known = {name: fact for name, fact in zip(facts, found, strict=True) if fact}
            bare = {"uri": "", "is_reply": True, "text": "", "sections": [], "paragraphs": [], "removed": []}
            yield from_data({"id": reply_id, "display_title": title, "facts": known, **bare})

    def _rows(self, columns: str, ids: Iterable[str], *values: str) -> Iterator[tuple[Any, ...]]:
        """Each id that is there, in order, with columns of its reply; many are asked for at once."""
        rest = iter(ids)
        while some := list(islice(rest, _AT_ONCE)):
            asked = f"SELECT id, {columns} FROM replies WHERE id IN ({', '.join('?' * len(some))})"
            found = {row[0]: row for row in self.db.execute(asked, (*values, *some))}
            yield from (found[reply_id] for reply_id in some if reply_id in found)

    def headlines(self) -> Iterator[tuple[str, ...]]:
        """The title of every reply that is in the index, its proposal's title if the text has it, its headings."""
        rows = self.db.execute(
            """SELECT json_extract(data, '$.display_title', '$.facts.proposal_title', '$.sections')
            FROM replies WHERE copy_of IS NULL ORDER BY id"""
        )
        for (found,) in rows:
            title, proposal, sections = json.loads(found)
            proposals = [str(proposal["value"])] if proposal and proposal["source"] == "text" else []
            yield (title, *proposals, *(section["heading"] for section in sections))

    def holders(self, reply_id: str) -> list[str]:
        """The uris of the documents that hold exactly this text, in order."""
        rows = self.db.execute("SELECT uri FROM documents WHERE reply_id = ? ORDER BY uri", (reply_id,))
        return [row[0] for row in rows]

    def places(self, reply_id: str) -> list[str]:
        """The uris and web addresses of the documents that hold exactly this text, in order."""
        rows = self.db.execute("SELECT uri, url FROM documents WHERE reply_id = ? ORDER BY uri", (reply_id,))
        return [place for row in rows for place in row if place]

    def addresses(self, reply_id: str) -> list[str]:
        """The uris of all documents that hold a reply or a copy of it, in order."""
        rows = self.db.execute(
            """SELECT uri FROM documents WHERE reply_id = ?1
            OR reply_id IN (SELECT id FROM replies WHERE copy_of = ?1) ORDER BY uri""",
            (reply_id,),
        )
        return [row[0] for row in rows]

    def charsets(self, reply_id: str) -> dict[str, str]:
        """How the documents that hold exactly this text were decoded, by uri: the encoding, and what decided."""
        rows = self.db.execute("SELECT uri, charset FROM documents WHERE reply_id = ? ORDER BY uri", (reply_id,))
        return {uri: charset for uri, charset in rows if charset}

    def document(self, uri: str) -> Document | None:
        """What is remembered of the document at `uri`, or None."""
        row = self.db.execute(f"SELECT {_DOCUMENT} FROM documents WHERE uri = ?", (uri,)).fetchone()
        return _document(row) if row else None

    def document_at(self, url: str) -> Document | None:
        """The first document whose web address has this key, or None."""
        row = self.db.execute(
            f"SELECT {_DOCUMENT} FROM documents WHERE url = ? AND url <> '' ORDER BY uri", (url,)
        ).fetchone()
        return _document(row) if row else None

    def holds_at(self, uri: str) -> bool:
        """Whether there are documents at a uri or in the archive it names."""
        inside = (uri, f"{uri}!/", f"{uri}!0")
        found = self.db.execute("SELECT 1 FROM documents WHERE uri = ? OR (uri >= ? AND uri < ?) LIMIT 1", inside)
        return found.fetchone() is not None

    def covers(self) -> list[str]:
        """The uris of the documents that only link to an attachment, in order."""
        return [row[0] for row in self.db.execute("SELECT uri FROM documents WHERE is_cover ORDER BY uri")]

    def document_uris(self) -> list[str]:
        """The uris of all documents, in order."""
        return [row[0] for row in self.db.execute("SELECT uri FROM documents ORDER BY uri")]

    def to_read_again(self) -> list[tuple[str, str]]:
        """The documents marked by `read_again`, as pairs of uri and source."""
        return list(self.db.execute("SELECT uri, source FROM documents WHERE digest = '' ORDER BY uri"))

    def pending(self) -> list[str]:
        """The ids of replies whose place in the search index may be out of date, in order."""
        return [row[0] for row in self.db.execute("SELECT reply_id FROM pending ORDER BY reply_id")]

    def counts(self) -> tuple[int, int]:
        """How many replies (without copies) and how many documents there are."""
        with closing(
            self.db.execute(
                "SELECT (SELECT count(*) FROM replies WHERE copy_of IS NULL), (SELECT count(*) FROM documents)"
            )
        ) as rows:
            replies, documents = rows.fetchone()
        return replies, documents

    # Changing, inside `transaction`

    def find_same(self, key: str) -> list[str]:
        """The ids of the replies whose text has this key, in order: several when they are different letters."""
        return [row[0] for row in self.db.execute("SELECT id FROM replies WHERE key = ? ORDER BY id", (key,))]

    def has_id(self, reply_id: str) -> bool:
        """Whether an id is taken."""
        return self.db.execute("SELECT 1 FROM replies WHERE id = ?", (reply_id,)).fetchone() is not None

    def put_reply(self, record: Record) -> None:
        """Writes a reply under its id, as no copy and in no family, and marks it for the index."""
        self.db.execute(
            "INSERT OR REPLACE INTO replies (id, key, uri, data, described) VALUES (?, ?, ?, ?, ?)",
            (record.id, record.key, record.uri, record.data, record.described),
        )
        self._mark(record.id)
        self.groups.forget(record.id)
        self.groups.mark(record.id)

    def put_document(self, document: Document) -> None:
        """Remembers a document and the reply it holds."""
        self.db.execute(
            f"INSERT OR REPLACE INTO documents ({_DOCUMENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            tuple(getattr(document, name) for name in _DOCUMENT.split(", ")),
        )
        self.groups.mark(document.reply_id)

    def read_again(self, uri: str) -> None:
        """Marks a document to be parsed again although it has not changed."""
        self.db.execute("UPDATE documents SET digest = '' WHERE uri = ?", (uri,))

    def remove_document(self, uri: str) -> None:
        """Forgets a document."""
        if document := self.document(uri):
            self.groups.mark(document.reply_id)
        self.db.execute("DELETE FROM documents WHERE uri = ?", (uri,))
        self.ledger.remove(uri)

    def remove_reply(self, reply_id: str) -> None:
        """Forgets a reply and marks it for the index; its copies stand for themselves until they are grouped."""
        copies = self.db.execute("SELECT id FROM replies WHERE copy_of = ?", (reply_id,)).fetchall()
        self.db.execute("UPDATE replies SET copy_of = NULL WHERE copy_of = ?", (reply_id,))
        self.db.execute("DELETE FROM replies WHERE id = ?", (reply_id,))
        self.groups.forget(reply_id)
        for changed in (reply_id, *(row[0] for row in copies)):
            self._mark(changed)
            self.groups.mark(changed)

    def clear_pending(self, ids: Sequence[str]) -> None:
        """Takes the marks off replies that the index now agrees with."""
        self.db.executemany("DELETE FROM pending WHERE reply_id = ?", ((reply_id,) for reply_id in ids))

    def _mark(self, reply_id: str) -> None:
        self.db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (reply_id,))


def _document(row: Sequence[object]) -> Document:
    fields = dict(zip(_DOCUMENT.split(", "), row, strict=True))
    return Document(**{**fields, "is_cover": bool(fields["is_cover"])})  # type: ignore[arg-type]
