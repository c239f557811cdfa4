"""The segments of a Whoosh index: many small runs leave few of them, and lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import builders
import pytest
from whoosh.filedb.filestore import FileStorage

from indexer import pipeline
from indexer.analyzer import Analyzer
from indexer.errors import DafuError
from indexer.layout import DataDir
from indexer.reply import Reply
from indexer.store import Store
from indexer.writers import Engine, whoosh
from indexer.writers.whoosh import _to_join, open_writer
from search.query import Everything, Query
from search.searchers.whoosh import open_searcher


@dataclass
class Sized:
    """A segment as far as choosing needs it."""

    count: int

    def doc_count(self) -> int:
        return self.count


def segments(folder: Path) -> list[int]:
    """The living documents of each segment."""
    with closing(FileStorage(str(folder)).open_index()) as index:
        return [segment.doc_count() for segment in index._segments()]


def found(folder: Path, analyzer: Analyzer) -> set[str]:
    with closing(open_searcher(folder, analyzer)) as searcher:
        return {reply_id for reply_id, _ in searcher.search(Query("", Everything(), limit=1000)).hits}


def runs(large: list[int], count: int, size: int) -> Iterator[tuple[list[int], int]]:
    """The segments after each of many small runs, and how many documents were written again."""
    sizes = list(large)
    for _ in range(count):
        sizes.append(size)
        joined = [one.count for one in _to_join([Sized(one) for one in sizes])]
        for one in joined:
            sizes.remove(one)
        sizes += [sum(joined)] if joined else []
        yield sizes, sum(joined)


def test_an_archive_of_fifty_thousand_has_ten_segments_at_most_and_rewrites_little() -> None:
    again = 0
    for sizes, joined in runs([10_000] * 5, 100, 100):
        assert len(sizes) <= 10
        assert 0 not in sizes
        again += joined
    assert sum(sizes) == 60_000
    assert again < 5 * 10_000  # what came in, not the archive


def test_a_huge_archive_is_not_written_anew_by_small_runs() -> None:
    for sizes, joined in runs([10_000] * 20, 200, 100):
        assert len(sizes) <= 20 + 3 + 4
        assert joined <= 10_000
    assert sizes[:20] == [10_000] * 20


@pytest.mark.parametrize("sizes", [[], [0], [5] * 10, [10_000] * 40])
def test_what_is_in_order_is_left_alone(sizes: list[int]) -> None:
    assert _to_join([Sized(one) for one in sizes]) == []


def test_many_commits_written_together_are_the_same_index(tmp_path: Path, analyzer: Analyzer) -> None:
    writer = open_writer(tmp_path, analyzer)
    replies = {f"d{n}": builders.reply(f"d{n}", f"养老服务第{n}批。") for n in range(11)}
    for reply in replies.values():
        writer.write([reply])
    scattered = writer.scattered()
    assert len(segments(tmp_path)) == 11
    assert set(scattered) <= set(replies)
    writer.write(replies[reply_id] for reply_id in scattered)
    assert len(segments(tmp_path)) <= 10
    assert 0 not in segments(tmp_path)
    assert found(tmp_path, analyzer) == set(replies)
    assert writer.scattered() == []
    assert not writer.worn()


def test_what_is_deleted_is_not_written_again(tmp_path: Path, analyzer: Analyzer) -> None:
    writer = open_writer(tmp_path, analyzer)
    for n in range(11):
        writer.write([builders.reply(f"d{n}", "养老"), builders.reply(f"e{n}", "养老")])
    writer.write((), gone=[f"d{n}" for n in range(11)])
    assert writer.scattered()
    assert all(reply_id.startswith("e") for reply_id in writer.scattered())


def test_a_segment_without_a_living_document_goes(tmp_path: Path, analyzer: Analyzer) -> None:
    writer = open_writer(tmp_path, analyzer)
    for n in range(4):
        writer.write([builders.reply(f"d{n}", "养老")])
    writer.write((), gone=["d1", "d2"])
    assert segments(tmp_path) == [1, 1]
    writer.write((), gone=["d0", "d3"])
    assert segments(tmp_path) == []
    assert found(tmp_path, analyzer) == set()


# By the pipeline


class Dying:
    """A writer that dies while it writes small segments again."""

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        self._writer, self._dies = whoosh.open_writer(folder, analyzer), False
        self.worn = self._writer.worn

    def scattered(self) -> list[str]:
        ids = self._writer.scattered()
        self._dies = bool(ids)
        return ids

    def write(self, replies: Iterator[Reply], gone: list[str] | tuple[str, ...] = ()) -> None:
        self._writer.write(self._first(replies) if self._dies else replies, gone)

    def _first(self, replies: Iterator[Reply]) -> Iterator[Reply]:
        yield next(iter(replies))
        raise DafuError


def test_runs_that_add_little_stay_quick_to_search_and_one_that_dies_loses_nothing(tmp_path: Path) -> None:
    crawl, data = tmp_path / "crawl", DataDir(tmp_path / "data")
    dying, died = Engine(whoosh.WHOOSH.name, Dying), 0
    for n in range(14):
        builders.write_files(crawl, {f"{n}.txt": f"关于海洋牧场第{n}号的建议的答复\n海洋牧场已经建成{n}处。\n"})
        try:
            pipeline.run([crawl], data, workers=0, engine=dying)
        except DafuError:
            died += 1
            assert pending(data) == []
            assert indexed(data) == n + 1
            pipeline.run([crawl], data, workers=0)
        folder = data.current_index()
        assert folder is not None
        assert len(segments(folder)) <= 10
        assert indexed(data) == n + 1
    assert died


def pending(data: DataDir) -> list[str]:
    with closing(Store(data.store)) as store:
        return store.pending()


def indexed(data: DataDir) -> int:
    folder = data.current_index()
    assert folder is not None
    return len(found(folder, Analyzer(data.cache)))
