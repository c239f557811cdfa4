"""A whole result list, read page by page from one state of the index, as the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .archive import Archive
from .query import Question
from .tables import Row, rows

MOST_ROWS = 10_000
_AT_ONCE = 500
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """A result list as a table: its rows, how many replies fit, and what the reader must be told."""

    query: str
    total: int
    total_exact: bool
    partial: bool
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def truncated(self) -> bool:
        """Whether there are more replies than rows."""
        return self.total > len(self.rows)


def listed(archive: Archive, question: Question, most: int = MOST_ROWS) -> Listing:
    """The first `most` replies that fit a question, in its order, each on a row of its own; raises QueryTooLong.

    When the index is replaced meanwhile the list is read again, so that no reply is missed or comes twice.
    """
    question = replace(question, gathers=False)
    for _ in range(_TRIES):
        before = archive.searcher()
        listing = _listed(archive, question, most)
        if archive.searcher() is before:
            break
    return listing


def _listed(archive: Archive, question: Question, most: int) -> Listing:
    found: list[Row] = []
    for offset in range(0, max(most, 1), _AT_ONCE):  # not by what was found: a hit may be gone from the store by now
        page = archive.answer(question, offset, min(_AT_ONCE, most - offset))
        found += rows(page.hits, archive.reply)
        if offset + _AT_ONCE >= page.total:
            break
    cut = (f"共 {page.total} 篇，这里只列出前 {len(found)} 篇，请加上年份、单位等条件分几次导出",)
    return Listing(
        query=page.query,
        total=page.total,
        total_exact=page.total_exact,
        partial=page.partial,
        rows=tuple(found),
        notes=(*page.notes, *(cut if page.total > len(found) else ())),
    )
