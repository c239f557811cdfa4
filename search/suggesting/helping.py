"""Help for a query with no or few hits: what may have been meant, and which of its words is to blame."""

from __future__ import annotations

from dataclasses import dataclass

from ..archive import Archive
from ..results import ResultPage
from .spelling import FEW, corrections, word_counts


@dataclass(frozen=True, slots=True)
class Help:
    """Other queries that have hits, and how many replies have each word of the query."""

    suggestions: tuple[str, ...] = ()
    words: tuple[tuple[str, int], ...] = ()


def helped(archive: Archive, page: ResultPage) -> Help:
    """Help with the query of a page, where it needs any; the archive's words are gathered only then."""
    if not page.query or (page.total > FEW and not page.partial):
        return Help()
    found = corrections(page.query, archive.suggestions.vocabulary(), archive.count)
    return Help(found, word_counts(page.query, archive.count) if page.partial or not page.total else ())
