"""Help for a query with no or few hits: what may have been meant, and which of its words is to blame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..archive import Archive
from ..query import Filter, Question
from ..results import ResultPage
from .spelling import FEW, corrections, word_counts


def searched(archive: Archive, question: Question, offset: int = 0, limit: int = 20) -> ResultPage:
    """One page of what fits a question, with help where it needs any; raises QueryTooLong."""
    asked = question
    page = archive.search(asked.text, asked.filters, asked.sort, offset, limit, asked.mode, asked.plain)
    return helped(archive, page, asked.filters)


def helped(archive: Archive, page: ResultPage, filters: Iterable[Filter] = ()) -> ResultPage:
    """The page with help where its query needs any; the archive's vocabulary is gathered only then.

    What is misspelt shows in the whole archive; what is told or proposed holds within the filters.
    """
    if not page.query or page.offset or (page.total > FEW and not page.partial):
        return page
    chosen = tuple(filters)
    counts = word_counts(page.query, lambda word: archive.count(word, chosen)) if page.partial or not page.total else ()
    found = corrections(page.query, archive.suggestions.vocabulary(), archive.count)
    if chosen:
        found = tuple(other for other in found if archive.count(other, chosen))
    return replace(page, suggestions=found, word_counts=counts if len(counts) > 1 else ())
