"""The naive engine: what one gets from Whoosh and jieba by following their manuals.

Stock Whoosh, jieba's own ChineseAnalyzer, one stored TEXT field, the default QueryParser and the
default BM25F; agency, year and date beside the text, so that it can be asked the same questions.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.reply import Reply
from indexer.schema import sort_date

from .asking import PAGE, Ask

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in Whoosh's and jieba's source, on new Pythons
    import jieba
    from jieba.analyse.analyzer import ChineseAnalyzer
    from whoosh import fields, index, sorting
    from whoosh.qparser import QueryParser

jieba.setLogLevel(logging.WARNING)


def prepare() -> None:
    """Loads jieba's dictionary, which is no part of what is measured."""
    jieba.initialize()


def write(folder: Path, replies: Iterable[Reply]) -> None:
    """Indexes replies in a new folder, in one commit."""
    schema = fields.Schema(
        id=fields.ID(stored=True, unique=True),
        content=fields.TEXT(stored=True, analyzer=ChineseAnalyzer()),
        agency=fields.KEYWORD,
        year=fields.KEYWORD,
        date=fields.NUMERIC(sortable=True),
    )
    folder.mkdir(parents=True)
    writer = index.create_in(str(folder), schema).writer()
    for reply in replies:
        agency, year = reply.get("agency") or "", str(reply.year or "")
        writer.add_document(id=reply.id, content=reply.text, agency=agency, year=year, date=sort_date(reply))
    writer.commit()


class Naive:
    """Answers from an index that `write` made."""

    def __init__(self, folder: Path) -> None:
        opened = index.open_dir(str(folder))
        self._parser = QueryParser("content", opened.schema)
        self._searcher = opened.searcher()

    def close(self) -> None:
        """Frees the index's files."""
        self._searcher.close()

    def search(self, ask: Ask) -> tuple[list[str], int]:
        results = self._results(ask)
        for facet in ("agency", "year") if ask.counts else ():
            results.groups(facet)
        return [hit["id"] for hit in results[ask.offset :]], len(results)

    def page(self, ask: Ask) -> int:
        results = self._results(replace(ask, counts=False))
        shown = [(hit["content"][:20], hit.highlights("content")) for hit in results[ask.offset :]]
        len(results)
        return len(shown)

    def matching(self, ask: Ask) -> set[str]:
        return {hit["id"] for hit in self._searcher.search(self._parser.parse(ask.naive), limit=None)}

    def _results(self, ask: Ask) -> Any:
        query, order = self._parser.parse(ask.naive), dict[str, Any]()
        if ask.newest_first:
            order = {"sortedby": "date", "reverse": True}
        if ask.counts:
            order = {"groupedby": ["agency", "year"], "maptype": sorting.Count}
        return self._searcher.search(query, limit=ask.offset + PAGE, **order)
