"""Help for a query with no or few hits: what may have been meant, and which of its words is to blame."""

from __future__ import annotations

from dataclasses import replace

from ..archive import Archive
from ..query import Question
from ..results import ResultPage
from .spelling import FEW, corrections, word_counts


def searched(archive: Archive, question: Question, offset: int = 0, limit: int = 20) -> ResultPage:
    """One page of what fits a question, with help where it needs any; raises QueryTooLong."""
    asked = question
    page = archive.search(asked.text, asked.filters, asked.sort, offset, limit, asked.mode, asked.plain)
    return helped(archive, page)


def helped(archive: Archive, page: ResultPage) -> ResultPage:
    """The page with help where its query needs any; the archive's vocabulary is gathered only then."""
    if not page.query or page.offset or (page.total > FEW and not page.partial):
        return page
    counts = word_counts(page.query, archive.count) if page.partial or not page.total else ()
    found = corrections(page.query, archive.suggestions.vocabulary(), archive.count)
    return replace(page, suggestions=found, word_counts=counts if len(counts) > 1 else ())
