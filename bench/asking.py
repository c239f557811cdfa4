"""What is asked and who answers: the seam between the measurements and the engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PAGE = 10  # hits on a page


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question taken apart, for engines without a language of their own. A string is asked for as its words in a row.

    `like` is a pasted text: whatever shares words with it, the likest first.
    """

    every: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    like: str = ""
    agency: str = ""
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, in the language of each engine."""

    ours: str
    naive: str
    wanted: Wanted = Wanted()
    literal: str | None = None  # the string a found document must hold, where there is just one
    newest_first: bool = False
    offset: int = 0
    counts: bool = False  # whether the other engines count the agencies and years of all that fits, as ours always does


@dataclass(frozen=True, slots=True)
class Document:
    """A reply as the other engines index it: its words in order, joined by blanks."""

    id: str
    agency: str
    year: int
    date: int  # YYYYMMDD, 0 when unknown
    words: str


class Engine(Protocol):
    """An open index."""

    def search(self, ask: Ask) -> tuple[list[str], int]:
        """The ids on the page that is asked for, and how many documents fit in all."""

    def matching(self, ask: Ask) -> set[str]:
        """The ids of all documents that fit."""


class Paged(Engine, Protocol):
    """An open index that also knows the texts."""

    def page(self, ask: Ask) -> int:
        """Makes the page that is asked for with its snippets, and returns how many hits are on it."""


class Peer(Engine, Protocol):
    """The searching side of an engine that is given words; `write` in the same module is the other side."""

    def close(self) -> None:
        """Frees the index's files."""


class Write(Protocol):
    """Indexes documents in a new folder."""

    def __call__(self, folder: Path, documents: Iterable[Document]) -> None: ...
