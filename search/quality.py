"""The quality report of an archive as plain dicts and lists: the JSON of `report` and of the web."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from indexer.ledger import Entry, SourceCount


def to_data(sources: Sequence[SourceCount], entries: Iterable[Entry]) -> dict[str, Any]:
    """The counts of every source and in all, and the findings."""
    return {
        "documents": sum(source.documents for source in sources),
        "findings": dict(total(sources)),
        "sources": [asdict(source) for source in sources],
        "entries": [asdict(entry) for entry in entries],
    }


def total(sources: Iterable[SourceCount]) -> Counter[str]:
    """How many documents of each kind of finding there are in all sources."""
    return sum((Counter(source.findings) for source in sources), Counter())
