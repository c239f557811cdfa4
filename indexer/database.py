"""The file of the reply store: its tables, how it is opened and upgraded, and transactions.

* `replies`: one row a text, with all it knows. `copy_of` names the reply that stands for it (another
  crawl of the same letter), `family` the letters that answer several proposers alike; both are worked
  out anew by every run that changes anything.
* `documents`: one row an input document: where it came from, a digest of what was read, and the
  reply it holds. Several documents may hold the same text (another URL, another crawl). `page` is
  kept of what may be joined: pages that only link to an attachment, and attachments.
* `findings`: what a person should know of a document; also the inputs that were not taken in.
* `ignored`: how many files of each ending a source has that cannot be replies.
* `pending`: replies whose place in the search index may be out of date. A change and its pending
  mark are one transaction, so that a crash between store and index is repaired by the next run.
* `compared`: how much of one text another contains, for pairs that were compared before and have not changed since.
* `to_group`: replies for which copies, families and attachments have to be looked at anew, likewise.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import StoreError, reason

STORE_VERSION = 3
_NEW = """
CREATE TABLE replies (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, uri TEXT NOT NULL, data TEXT NOT NULL,
    described TEXT NOT NULL DEFAULT '', copy_of TEXT, family TEXT NOT NULL DEFAULT '',
    elsewhere TEXT NOT NULL DEFAULT '[]', other_figures INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX replies_key ON replies (key);
CREATE TABLE documents (
    uri TEXT PRIMARY KEY, source TEXT NOT NULL, digest TEXT NOT NULL, reply_id TEXT NOT NULL,
    charset TEXT NOT NULL, loaded_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    url TEXT NOT NULL DEFAULT '', is_cover INTEGER NOT NULL DEFAULT 0, page TEXT, joined TEXT NOT NULL DEFAULT ''
);
CREATE INDEX documents_reply ON documents (reply_id);
CREATE TABLE pending (reply_id TEXT PRIMARY KEY);
"""
_GROUPS = """
CREATE INDEX replies_standing ON replies (id) WHERE copy_of IS NULL;
CREATE INDEX replies_copy ON replies (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX replies_family ON replies (family) WHERE family <> '';
CREATE INDEX documents_url ON documents (url) WHERE url <> '';
CREATE INDEX documents_cover ON documents (uri) WHERE is_cover;
CREATE TABLE to_group (reply_id TEXT PRIMARY KEY);
CREATE TABLE findings (uri TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL);
CREATE INDEX findings_uri ON findings (uri);
CREATE INDEX findings_kind ON findings (kind, source, uri);
CREATE TABLE ignored (source TEXT NOT NULL, suffix TEXT NOT NULL, files INTEGER NOT NULL);
"""
_FROM_1 = """
ALTER TABLE replies ADD COLUMN described TEXT NOT NULL DEFAULT '';
ALTER TABLE replies ADD COLUMN copy_of TEXT;
ALTER TABLE replies ADD COLUMN family TEXT NOT NULL DEFAULT '';
ALTER TABLE replies ADD COLUMN elsewhere TEXT NOT NULL DEFAULT '[]';
ALTER TABLE replies ADD COLUMN other_figures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN is_cover INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN page TEXT;
ALTER TABLE documents ADD COLUMN joined TEXT NOT NULL DEFAULT '';
"""
_COMPARED = """
CREATE TABLE compared (
    a TEXT NOT NULL, b TEXT NOT NULL, containment REAL NOT NULL, method INTEGER NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX compared_with ON compared (b);
"""
_UPGRADES = {0: _NEW + _GROUPS + _COMPARED, 1: _FROM_1 + _GROUPS + _COMPARED, 2: _COMPARED}


def _sqlite_reason(error: sqlite3.Error) -> str:
    known = {"full": "磁盘已满", "readonly": "没有写入权限", "disk I/O": "磁盘读写错误", "malformed": "数据文件损坏"}
    return next((words for sign, words in known.items() if sign in str(error)), str(error))


class Database:
    """The open file. Reading is always allowed; changes go through `transaction`."""

    def __init__(self, path: Path, create: bool = False) -> None:
        """Opens the store at `path`; raises StoreError when there is none and `create` is false.

        `create` also upgrades what an older version wrote.
        """
        if not create and not path.exists():
            raise StoreError(f"还没有索引（数据目录 {path.parent}），请先运行：dafu index 文件夹")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            if create:
                self.db.execute("PRAGMA journal_mode=WAL")
            self._prepare(create)
        except OSError as error:
            raise StoreError(f"数据目录“{path.parent}”不能写入（{reason(error)}），请用 --data 换一个") from error
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error):  # SQLite writes beside the file even to read it
                raise StoreError(f"数据目录“{path.parent}”不能写入，查也要能写；请换有权限的账号或数据目录") from error
            raise StoreError(f"数据文件打不开（{path.name}：{error}），请换一个数据目录或重新导入") from error

    def _prepare(self, create: bool) -> None:
        found = self.db.execute("PRAGMA user_version").fetchone()[0]
        if found == STORE_VERSION:
            return
        if found in _UPGRADES and create:
            self.db.executescript(f"BEGIN; {_UPGRADES[found]} PRAGMA user_version={STORE_VERSION}; COMMIT;")
        elif found < STORE_VERSION:
            raise StoreError("数据文件由较早的版本写成，请先运行一次：dafu index")
        else:
            raise StoreError(f"数据文件由较新的版本（{found}）写成，本版本是 {STORE_VERSION}，请升级程序或换数据目录")

    def close(self) -> None:
        """Closes the file."""
        self.db.close()

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
            self.db.execute(begin)
            try:
                yield
            except BaseException:
                for statement in undo.split("; "):
                    self.db.execute(statement)
                raise
            self.db.execute(finish)
        except sqlite3.Error as error:
            busy = "locked" in str(error)
            why = "正被另一个程序写入，请等它结束后再试" if busy else f"写入失败（{_sqlite_reason(error)}）"
            raise StoreError(f"数据文件{why}") from error
