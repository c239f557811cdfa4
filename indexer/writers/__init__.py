"""Step 6, write: the seam between the archive and a search engine's index, writing side.

An engine is one pair of files with the same name, here and in `search/searchers/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..analyzer import Analyzer
from ..reply import Reply


class Writer(Protocol):
    """Writes one index. Every call is one commit: afterwards all of it is there, or none."""

    def write(self, replies: Iterable[Reply], gone: Iterable[str] = ()) -> None:
        """Puts replies into the index, replacing those with the same id, and takes `gone` ids out."""

    def worn(self) -> bool:
        """Whether so much was replaced that building anew is better than going on."""

    def scattered(self) -> Sequence[str]:
        """The ids of replies that are found faster once they are written again together; mostly none."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A search engine's writing side: the name that goes into the fingerprint, and how to open a writer."""

    name: str
    open_writer: Callable[[Path, Analyzer], Writer]  # for the index in a folder, created when there is none
