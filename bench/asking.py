"""What is asked and who answers: the seam between the measurements and the two engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

PAGE = 10  # hits on a page


@dataclass(frozen=True, slots=True)
class Ask:
    """One question, in the language of each engine."""

    ours: str
    naive: str
    literal: str | None = None  # the string a found document must hold, where there is just one
    newest_first: bool = False
    offset: int = 0


class Engine(Protocol):
    """An open index."""

    def search(self, ask: Ask) -> tuple[list[str], int]:
        """The ids on the page that is asked for, and how many documents fit in all."""

    def page(self, ask: Ask) -> int:
        """Makes that page with its snippets, and returns how many hits are on it."""

    def matching(self, ask: Ask) -> set[str]:
        """The ids of all documents that fit."""
