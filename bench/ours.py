"""Our engine, as the command line and the web page use it."""

from __future__ import annotations

from search.archive import Archive
from search.language import parse
from search.query import Query, Sort

from .asking import PAGE, Ask


class Ours:
    """Answers from an archive: `search` with facets, `page` with everything the page shows."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def search(self, ask: Ask) -> tuple[list[str], int]:
        found = self._archive.searcher().search(self._query(ask, ask.offset, PAGE))
        return [reply_id for reply_id, _ in found.hits], found.total

    def page(self, ask: Ask) -> int:
        return len(self._archive.search(ask.ours, sort=_sort(ask), offset=ask.offset, limit=PAGE).hits)

    def matching(self, ask: Ask) -> set[str]:
        found = self._archive.searcher().search(self._query(ask, 0, 10**9))
        return {reply_id for reply_id, _ in found.hits}

    def _query(self, ask: Ask, offset: int, limit: int) -> Query:
        return Query(ask.ours, parse(ask.ours)[0], (), _sort(ask), offset, limit)


def _sort(ask: Ask) -> Sort:
    return Sort.NEWEST if ask.newest_first else Sort.RELEVANCE
