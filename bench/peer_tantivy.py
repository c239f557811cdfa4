"""Tantivy: words joined by blanks and split there again; agency, year and date as fields."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from .asking import PAGE, Ask, Document
from .peers import term, words

_HEAP = 256 << 20  # bytes before a segment is written


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace")
    builder.add_text_field("agency", tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_unsigned_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("date", fast=True)
    return builder.build()


def write(folder: Path, documents: Iterable[Document]) -> None:
    """Indexes documents in a new folder, in one commit by one thread."""
    folder.mkdir(parents=True)
    writer = tantivy.Index(_schema(), str(folder)).writer(_HEAP, 1)
    for one in documents:
        found = tantivy.Document()
        found.add_text("id", one.id)
        found.add_text("words", one.words)
        found.add_text("agency", one.agency)
        found.add_unsigned("year", one.year)
        found.add_unsigned("date", one.date)
        writer.add_document(found)
    writer.commit()
    writer.wait_merging_threads()


class Searching:
    """Answers from an index that `write` made."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """There is nothing that has to be freed."""

    def search(self, ask: Ask) -> tuple[list[str], int]:
        query, order = self._query(ask), "date" if ask.newest_first else None
        found = self._searcher.search(query, PAGE, count=True, offset=ask.offset, order_by_field=order)
        if ask.counts:
            facets = {name: {"terms": {"field": name, "size": 1000}} for name in ("agency", "year")}
            self._searcher.aggregate(query, facets)
        return self._ids(found.hits), found.count

    def matching(self, ask: Ask) -> set[str]:
        return set(self._ids(self._searcher.search(self._query(ask), max(1, self._searcher.num_docs)).hits))

    def _ids(self, hits: Iterable[tuple[Any, Any]]) -> list[str]:
        return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def _query(self, ask: Ask) -> Any:
        wanted, must = ask.wanted, tantivy.Occur.Must
        if wanted.like:
            return self._any([[word] for word in dict.fromkeys(words(wanted.like))])
        parts = [(must, self._row(term(string))) for string in wanted.every]
        if wanted.any_of:
            parts.append((must, self._any([term(string) for string in wanted.any_of])))
        parts += [(tantivy.Occur.MustNot, self._row(term(string))) for string in wanted.none_of]
        if wanted.agency:
            parts.append((must, tantivy.Query.term_query(self._schema, "agency", wanted.agency, "basic")))
        if wanted.years:
            kind = tantivy.FieldType.Unsigned
            parts.append((must, tantivy.Query.range_query(self._schema, "year", kind, *wanted.years)))
        return tantivy.Query.boolean_query(parts)

    def _any(self, strings: list[list[str]]) -> Any:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._row(found)) for found in strings])

    def _row(self, found: list[str]) -> Any:
        if not found:
            return tantivy.Query.empty_query()
        if len(found) == 1:
            return tantivy.Query.term_query(self._schema, "words", found[0])
        return tantivy.Query.phrase_query(self._schema, "words", found)
