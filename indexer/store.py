"""Step 4, store: the truth of an archive in SQLite. The search index is derived from it.

* `replies`: one row a reply, with all it knows.
* `documents`: one row an input document: where it came from, a digest of what was read, and the
  reply it holds. Several documents may hold the same reply (another URL, another crawl).
* `pending`: replies whose place in the search index may be out of date. A change and its pending
  mark are one transaction, so that a crash between store and index is repaired by the next run.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import StoreError, reason
from .reply import Reply, from_data, to_data

STORE_VERSION = 1
_SCHEMA = """
CREATE TABLE replies (id TEXT PRIMARY KEY, key TEXT NOT NULL, uri TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX replies_key ON replies (key);
CREATE TABLE documents (
    uri TEXT PRIMARY KEY, source TEXT NOT NULL, digest TEXT NOT NULL, reply_id TEXT NOT NULL,
    charset TEXT NOT NULL, loaded_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX documents_reply ON documents (reply_id);
CREATE TABLE pending (reply_id TEXT PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Document:
    """What the store remembers of an input document."""

    uri: str
    digest: str
    reply_id: str


def _sqlite_reason(error: sqlite3.Error) -> str:
    known = {"full": "磁盘已满", "readonly": "没有写入权限", "disk I/O": "磁盘读写错误", "malformed": "数据文件损坏"}
    return next((words for sign, words in known.items() if sign in str(error)), str(error))


class Store:
    """An open reply store. Reading is always allowed; changes go through `transaction`."""

    def __init__(self, path: Path, create: bool = False) -> None:
        """Opens the store at `path`; raises StoreError when there is none and `create` is false."""
        if not create and not path.exists():
            raise StoreError(f"还没有索引（数据目录 {path.parent}），请先运行：dafu index 文件夹")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            if create:
                self._db.execute("PRAGMA journal_mode=WAL")
            self._prepare(create)
        except OSError as error:
            raise StoreError(f"数据目录“{path.parent}”不能写入（{reason(error)}），请用 --data 换一个") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(f"数据文件打不开（{path.name}：{error}），请换一个数据目录或重新导入") from error

    def _prepare(self, create: bool) -> None:
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found == 0 and create:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version={STORE_VERSION}; COMMIT;")
        elif found != STORE_VERSION:
            raise StoreError(f"数据文件由另一版本（{found}）写成，本版本是 {STORE_VERSION}，请换数据目录重新导入")

    def close(self) -> None:
        """Closes the store."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Makes the changes inside it one; an exception undoes them all."""
        with self._unit("BEGIN IMMEDIATE", "ROLLBACK", "COMMIT"):
            yield

    @contextmanager
    def part(self) -> Iterator[None]:
        """Makes the changes inside it one part of a transaction; an exception undoes only them."""
        with self._unit("SAVEPOINT part", "ROLLBACK TO part; RELEASE part", "RELEASE part"):
            yield

    @contextmanager
    def _unit(self, begin: str, undo: str, finish: str) -> Iterator[None]:
        try:
            self._db.execute(begin)
            try:
                yield
            except BaseException:
                for statement in undo.split("; "):
                    self._db.execute(statement)
                raise
            self._db.execute(finish)
        except sqlite3.Error as error:
            busy = "locked" in str(error)
            why = "正被另一个程序写入，请等它结束后再试" if busy else f"写入失败（{_sqlite_reason(error)}）"
            raise StoreError(f"数据文件{why}") from error

    # Reading

    def get(self, reply_id: str) -> Reply | None:
        """The reply with this id, or None."""
        row = self._db.execute("SELECT data FROM replies WHERE id = ?", (reply_id,)).fetchone()
        return from_data(json.loads(row[0])) if row else None

    def find_id(self, prefix: str) -> list[str]:
        """The ids that begin with a prefix, at most ten."""
        pattern = prefix.replace("%", "").replace("_", "") + "%"
        rows = self._db.execute("SELECT id FROM replies WHERE id LIKE ? ORDER BY id LIMIT 10", (pattern,))
        return [row[0] for row in rows]

    def ids(self) -> list[str]:
        """The ids of all replies, in order."""
        return [row[0] for row in self._db.execute("SELECT id FROM replies ORDER BY id")]

    def replies(self, ids: Iterable[str]) -> Iterator[Reply]:
        """The replies with these ids, one at a time; ids that are gone are left out."""
        return (reply for reply_id in ids if (reply := self.get(reply_id)) is not None)

    def addresses(self, reply_id: str) -> list[str]:
        """The uris of all documents that hold a reply."""
        rows = self._db.execute("SELECT uri FROM documents WHERE reply_id = ? ORDER BY uri", (reply_id,))
        return [row[0] for row in rows]

    def document(self, uri: str) -> Document | None:
        """What is remembered of the document at `uri`, or None."""
        row = self._db.execute("SELECT uri, digest, reply_id FROM documents WHERE uri = ?", (uri,)).fetchone()
        return Document(*row) if row else None

    def document_uris(self) -> list[str]:
        """The uris of all documents, in order."""
        return [row[0] for row in self._db.execute("SELECT uri FROM documents ORDER BY uri")]

    def to_read_again(self) -> list[tuple[str, str]]:
        """The documents marked by `read_again`, as pairs of uri and source."""
        return list(self._db.execute("SELECT uri, source FROM documents WHERE digest = '' ORDER BY uri"))

    def pending(self) -> list[str]:
        """The ids of replies whose place in the search index may be out of date, in order."""
        return [row[0] for row in self._db.execute("SELECT reply_id FROM pending ORDER BY reply_id")]

    def counts(self) -> tuple[int, int]:
        """How many replies and how many documents there are."""
        with closing(
            self._db.execute("SELECT (SELECT count(*) FROM replies), (SELECT count(*) FROM documents)")
        ) as rows:
            replies, documents = rows.fetchone()
        return replies, documents

    # Changing, inside `transaction`

    def find_same(self, key: str) -> str | None:
        """The id of the reply whose text has this key, or None."""
        row = self._db.execute("SELECT id FROM replies WHERE key = ? ORDER BY id", (key,)).fetchone()
        return row[0] if row else None

    def has_id(self, reply_id: str) -> bool:
        """Whether an id is taken."""
        return self._db.execute("SELECT 1 FROM replies WHERE id = ?", (reply_id,)).fetchone() is not None

    def put_reply(self, reply: Reply, key: str) -> None:
        """Writes a reply under its id and marks it for the index."""
        data = json.dumps(to_data(reply), ensure_ascii=False)
        self._db.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", (reply.id, key, reply.uri, data))
        self._mark(reply.id)

    def put_document(self, uri: str, source: str, digest: str, reply_id: str, charset: str) -> None:
        """Remembers a document and the reply it holds."""
        self._db.execute(
            "INSERT OR REPLACE INTO documents (uri, source, digest, reply_id, charset) VALUES (?, ?, ?, ?, ?)",
            (uri, source, digest, reply_id, charset),
        )

    def read_again(self, uri: str) -> None:
        """Marks a document to be parsed again although it has not changed."""
        self._db.execute("UPDATE documents SET digest = '' WHERE uri = ?", (uri,))

    def remove_document(self, uri: str) -> None:
        """Forgets a document."""
        self._db.execute("DELETE FROM documents WHERE uri = ?", (uri,))

    def remove_reply(self, reply_id: str) -> None:
        """Forgets a reply and marks it for the index."""
        self._db.execute("DELETE FROM replies WHERE id = ?", (reply_id,))
        self._mark(reply_id)

    def clear_pending(self, ids: Sequence[str]) -> None:
        """Takes the marks off replies that the index now agrees with."""
        self._db.executemany("DELETE FROM pending WHERE reply_id = ?", ((reply_id,) for reply_id in ids))

    def _mark(self, reply_id: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (reply_id,))
