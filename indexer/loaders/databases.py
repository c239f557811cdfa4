"""Tables in an SQLite file, as scrapers keep them (SpiderResult.db3). Only plain tables are read, nothing is run."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ..charset import decode
from ..document import Charset, Ignored, Skipped
from ..errors import DocumentError
from ..limits import MAX_CELL_CHARS, MAX_STEP_SECONDS
from .records import Record, documents, has_body
from .source import Loaded, Source

_MAGIC = b"SQLite format 3\0"
_LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")  # what is not yet written into the file
_STEPS = 100_000  # of SQLite's machine between two looks at the clock
_HARMLESS = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA))
_VIRTUAL = ("CREATE VIRTUAL",)  # reading one runs the code of a module


def matches(source: Source) -> bool:
    """By the first bytes."""
    return source.head.startswith((_MAGIC, *_LOG_MAGIC))


def load(source: Source) -> Iterator[Loaded]:
    """The documents in every table that has a body; row ROWID is FILE!/TABLE/ROWID."""
    if source.head.startswith(_LOG_MAGIC):
        size = source.size if source.size >= 0 else len(source.body())
        yield Skipped(source.uri, f"数据库还有 {size} 字节没有写进去，请先关闭采集软件再导入")
        return
    with closing(_connect(source)) as database:
        tables = [(name, _columns(database, name)) for name in _tables(database)]
        wanted = [(name, columns) for name, columns in tables if has_body(columns, source.columns)]
        for name, columns in wanted:
            yield from documents(source, _rows(database, name, columns), deliberate=True)
    if not wanted:
        yield _no_table(source, tables)


def _no_table(source: Source, tables: list[tuple[str, list[str]]]) -> Loaded:
    """Browsers and systems keep much in SQLite files; only a table that was asked for by name is missed."""
    shown = "；".join(f"{name}：{'、'.join(columns[:8])}" for name, columns in tables[:4])[:300]
    if source.name.suffix.lower() not in (".db", ".db3", ".sqlite", ".sqlite3"):
        return Ignored(source.uri)
    return Skipped(source.uri, f"数据库里没有正文那一列（{shown}）；可以用 --map 正文=列名 指定")


def _connect(source: Source) -> sqlite3.Connection:
    if source.path:
        database = _opened(source.path)
    else:
        body = source.body()
        # Write-ahead mode asks for a second file, which a database in memory has not.
        database = sqlite3.connect(":memory:")
        database.deserialize(body[:18] + b"\1\1" + body[20:])
    database.text_factory = bytes
    database.execute("PRAGMA trusted_schema=OFF")
    database.execute("PRAGMA query_only=ON")
    database.execute("PRAGMA cell_size_check=ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL_CHARS * 4)
    _start_clock(database)
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _HARMLESS else sqlite3.SQLITE_DENY)
    return database


def _start_clock(database: sqlite3.Connection) -> None:
    """Gives the database its time for the next step; what is done with a row in between does not count."""
    end = time.monotonic() + MAX_STEP_SECONDS
    database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)


def _opened(path: Path) -> sqlite3.Connection:
    """The file, so that nothing is written beside it and no lock is taken."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    return sqlite3.connect(f"{absolute.as_uri()}?mode=ro&immutable=1", uri=True)


def _tables(database: sqlite3.Connection) -> list[str]:
    try:
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    except sqlite3.Error:
        raise DocumentError("数据库损坏，打不开") from None
    found = [(_text(name)[0], _text(sql)[0].lstrip().upper()) for name, sql in rows if name and sql]
    return [name for name, sql in found if not name.startswith("sqlite_") and not sql.startswith(_VIRTUAL)]


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    """The stored columns; one that is computed would run what the file says."""
    rows = database.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
    return [_text(row[1])[0] for row in rows if row[6] == 0]


def _rows(database: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[Record | Skipped]:
    names, order = ", ".join(map(_quoted, columns)), _rowid(database, table, columns)
    rows = database.execute(f"SELECT {order or 'NULL'}, {names} FROM {_quoted(table)} ORDER BY {order or 1}")
    folder = table.replace("/", "_")
    for number, row in enumerate(rows, 1):
        values, charset = {}, Charset("utf-8", "sqlite")
        for name, value in zip(columns, row[1:], strict=True):
            values[name] = value
            if isinstance(value, bytes):
                values[name], used = _text(value)
                charset = used if used.encoding != "utf-8" else charset
        yield Record(f"{folder}/{row[0] if order else number}", values, charset)
        _start_clock(database)


def _rowid(database: sqlite3.Connection, table: str, columns: list[str]) -> str:
    """The name under which the table's row numbers can be asked for, "" when it has none."""
    taken = {column.lower() for column in columns}
    for name in ("rowid", "_rowid_", "oid"):
        if name not in taken:
            try:
                database.execute(f"SELECT {name} FROM {_quoted(table)} LIMIT 0")
            except sqlite3.OperationalError:
                return ""
            return name
    return ""


def _text(value: bytes) -> tuple[str, Charset]:
    """A text of the database; old scrapers wrote GBK where UTF-8 belongs. A picture in a cell is no text."""
    plain = Charset("utf-8", "sqlite")
    try:
        return value.decode("utf-8"), plain
    except UnicodeDecodeError:
        pass
    try:
        decoded = decode(value)
    except DocumentError:
        return "", plain
    return decoded.text, decoded.charset


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
