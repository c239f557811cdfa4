"""What a run of the indexer did, counted and named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .document import Skipped


@dataclass(slots=True)
class Report:
    """The counts of one run. `loaded` = new + changed + unchanged + duplicates."""

    loaded: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    duplicates: int = 0
    not_replies: int = 0
    joined: int = 0  # pages joined with their attachment in this run
    copies: int = 0  # replies in the archive for which another, nearly the same, stands
    families: int = 0  # groups of letters in the archive that answer several proposals alike
    ignored: Counter[str] = field(default_factory=Counter)  # by file name ending
    skipped: list[Skipped] = field(default_factory=list)
    rebuilt: str = ""  # why the whole index was built anew
    replies: int = 0  # in the archive after the run
    seconds: float = 0.0
