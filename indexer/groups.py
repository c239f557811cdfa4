"""The groups of an archive: copies of a letter, families of letters, and which replies have to be looked at anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .dedup import METHOD, Pair


@dataclass(frozen=True, slots=True)
class Grouped:
    """What grouping knows and has said of a reply."""

    id: str
    described: str  # JSON
    copy_of: str | None
    family: str
    elsewhere: str  # JSON
    other_figures: bool


class Groups:
    """What grouping knows and says of the replies of an open store."""

    def __init__(self, db: sqlite3.Connection, mark_for_index: Callable[[str], None]) -> None:
        self._db, self._mark_for_index = db, mark_for_index

    # Reading

    def described(self, reply_id: str) -> str:
        """What grouping needs to know of a reply."""
        row = self._db.execute("SELECT described FROM replies WHERE id = ?", (reply_id,)).fetchone()
        return row[0] if row else ""

    def rows(self) -> Iterator[Grouped]:
        """What grouping knows of every reply, by id."""
        rows = self._db.execute(
            "SELECT id, described, copy_of, family, elsewhere, other_figures FROM replies ORDER BY id"
        )
        return (Grouped(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows)

    def compared(self) -> dict[Pair, float]:
        """What `remember` was told of texts that are as they were then."""
        rows = self._db.execute("SELECT a, b, containment FROM compared WHERE method = ?", (METHOD,))
        return {(a, b): containment for a, b, containment in rows}

    def changed(self) -> list[str]:
        """The ids of replies that have changed, or whose documents have, since the last grouping."""
        return [row[0] for row in self._db.execute("SELECT reply_id FROM to_group")]

    def counts(self) -> tuple[int, int]:
        """How many replies are copies of others, and how many families there are."""
        copies = self._db.execute("SELECT count(*) FROM replies WHERE copy_of IS NOT NULL").fetchone()[0]
        families = self._db.execute("SELECT count(DISTINCT family) FROM replies WHERE family <> ''").fetchone()[0]
        return copies, families

    def family(self, family: str) -> list[str]:
        """The ids of a family's replies, in order."""
        rows = self._db.execute("SELECT id FROM replies WHERE family = ? AND family <> '' ORDER BY id", (family,))
        return [row[0] for row in rows]

    def sizes(self, families: Iterable[str]) -> dict[str, int]:
        """How many replies are in each of these families."""
        names = sorted({family for family in families if family})
        asked = f"SELECT family, count(*) FROM replies WHERE family IN ({', '.join('?' * len(names))}) GROUP BY family"
        return dict(self._db.execute(asked, names))

    # Changing, inside a transaction of the store

    def put(self, reply_id: str, copy_of: str | None, family: str, elsewhere: str, other_figures: bool) -> None:
        """Sets what grouping says of a reply (`elsewhere` is JSON) and marks it for the index."""
        self._db.execute(
            "UPDATE replies SET copy_of = ?, family = ?, elsewhere = ?, other_figures = ? WHERE id = ?",
            (copy_of, family, elsewhere, other_figures, reply_id),
        )
        self._mark_for_index(reply_id)

    def remember(self, compared: Mapping[Pair, float]) -> None:
        """Keeps how much of one text another contains, for pairs of ids, until one of the texts changes."""
        rows = ((a, b, containment, METHOD) for (a, b), containment in compared.items())
        self._db.executemany("INSERT OR REPLACE INTO compared VALUES (?, ?, ?, ?)", rows)

    def forget(self, reply_id: str) -> None:
        """Forgets what a reply's text was compared with."""
        self._db.execute("DELETE FROM compared WHERE a = ?1 OR b = ?1", (reply_id,))

    def clear(self, ids: Iterable[str]) -> None:
        """Takes the marks off replies that have been grouped."""
        self._db.executemany("DELETE FROM to_group WHERE reply_id = ?", ((reply_id,) for reply_id in ids))

    def mark(self, reply_id: str) -> None:
        """Marks a reply to be looked at anew."""
        self._db.execute("INSERT OR IGNORE INTO to_group VALUES (?)", (reply_id,))
