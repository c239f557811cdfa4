"""Words cut on several cores are those cut on one, whatever happens to the processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import worker_jobs

from indexer import analyzing
from indexer.analyzer import Analyzer
from indexer.analyzing import Batch, ManyCores
from indexer.workers import Workers

WORDS = ("青屿通办",)
DOCUMENTS = [[f"第{n}号", f"青屿市教育局推进课后服务{n}次，青屿通办覆盖{n}所学校。", ""] for n in range(23)]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes begin with the fifth document."""
    monkeypatch.setattr(analyzing, "_FEW", 5)
    monkeypatch.setattr(analyzing, "_AT_ONCE", 3)


@pytest.fixture
def expected(analyzer: Analyzer) -> list[list[dict[str, int]]]:
    here = Analyzer(analyzer._cache_dir, WORDS)
    return [[dict(here.words(text)) for text in texts] for texts in DOCUMENTS]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_words_are_the_same_on_any_number_of_cores(
    count: int, analyzer: Analyzer, expected: list[list[dict[str, int]]]
) -> None:
    assert list(ManyCores(analyzer._cache_dir, WORDS, count).words_of_each(iter(DOCUMENTS))) == expected


def test_a_process_that_dies_costs_no_words(
    analyzer: Analyzer, expected: list[list[dict[str, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ManyCores, "__init__", _with_deadly_work)
    assert list(ManyCores(analyzer._cache_dir, WORDS, 1).words_of_each(DOCUMENTS)) == expected


def _with_deadly_work(self: ManyCores, cache_dir: Path | None, words: tuple[str, ...], count: int) -> None:
    Analyzer.__init__(self, cache_dir, words)
    self._cutter, self._count = worker_jobs.die, count  # type: ignore[assignment]


def test_others_do_the_work() -> None:
    def batches() -> Iterator[Batch]:
        yield from (Batch((("字",),)) for _ in range(20))

    with Workers(worker_jobs.process, 1, Batch) as pool:
        assert os.getpid() not in set(pool.outcomes(batches()))


def test_documents_are_not_all_read_at_once(analyzer: Analyzer) -> None:
    read = list[int]()

    def documents() -> Iterator[list[str]]:
        for number in range(10_000):
            read.append(number)
            yield ["字"]

    found = ManyCores(analyzer._cache_dir, (), 1).words_of_each(documents())
    next(found)
    assert len(read) < 1_000
    found.close()  # type: ignore[attr-defined]
