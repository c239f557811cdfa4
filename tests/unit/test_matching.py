"""Strings are found by some of their pairs, and never where they do not stand."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest

from indexer.analyzer import Analyzer
from indexer.writers import whoosh as writer
from search.query import Exact, Query
from search.searchers import matching, whoosh

STRING = "充电桩电价"
APART = "电桩与桩电和电价。充电"  # has all pairs of it


@pytest.mark.parametrize("few", [0, 1, 5, 1000], ids=lambda few: f"{few} looked through at once")
def test_a_string_is_found_where_it_stands_and_nowhere_else(
    few: int, tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "_FEW", few)
    texts = {f"r{n}": ("本市" + STRING if n % 3 == 0 else APART if n % 3 == 1 else "充电价格") for n in range(12)}
    writer.open_writer(tmp_path, analyzer).write([builders.reply(name, text) for name, text in texts.items()])
    searcher = whoosh.open_searcher(tmp_path, analyzer)
    found = searcher.search(Query(STRING, Exact(STRING)))
    searcher.close()
    assert {reply_id for reply_id, _ in found.hits} == {name for name, text in texts.items() if STRING in text}
