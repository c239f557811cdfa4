"""Steps 5 and 6, analyze and write: the search index brought up to date with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from .analyzing import ManyCores
from .layout import DataDir, read_fingerprint
from .lexicon import indexed_words, keep_indexed
from .reply import Reply
from .schema import fingerprint
from .store import Store
from .writers import Engine, Writer

Progress = Callable[[str, int, int], None]  # (stage: 读取 or 建索引; steps done since the last call; all, 0 unknown)
_SEGMENT = 10_000  # replies in one commit, some 800 MB of postings in memory while they are sorted


class Indexing:
    """The index of one data folder, derived from its store.

    An index goes on with the words it was built with, so that all of its replies are cut alike; a changed
    dictionary (`words`) counts from the next time it is built anew.
    """

    def __init__(
        self,
        store: Store,
        data: DataDir,
        engine: Engine,
        progress: Progress,
        words: Sequence[str] = (),
        workers: int | None = None,
    ) -> None:
        """`workers` is the number of processes that cut words: one for each core, or 0 for none but this one."""
        self._store, self._data, self._engine, self._progress = store, data, engine, progress
        self._words, self._workers = words, workers
        self._expected = fingerprint(engine.name)

    def bring_up_to_date(self, rebuild: bool) -> str:
        """Writes what has changed, or everything anew; returns why an index that was there was rebuilt."""
        current = self._data.current_index()
        if current is None or rebuild or read_fingerprint(current) != self._expected:
            self._rebuild()
            return "" if current is None else "按要求重建" if rebuild else "索引由另一版本建立"
        if self._update(current).worn():
            self._rebuild()
            return "索引碎片较多，已整理"
        return ""

    def _update(self, folder: Path) -> Writer:
        writer, pending = self._writer(folder, indexed_words(folder)), self._store.pending()
        for batch in _batches(pending):
            there = [reply_id for reply_id in batch if self._store.is_indexed(reply_id)]
            gone = sorted(set(batch).difference(there))
            writer.write(self._counted(there, len(pending)), gone)
            with self._store.transaction():
                self._store.clear_pending(batch)
        scattered = writer.scattered()
        for batch in _batches(scattered):
            writer.write(self._counted(batch, len(scattered)))
        return writer

    def _rebuild(self) -> None:
        folder, pending, ids = self._data.new_index(), self._store.pending(), self._store.ids()
        keep_indexed(folder, self._words)
        writer = self._writer(folder, self._words)
        writer.write(())  # an archive may be empty
        for batch in _batches(ids):
            writer.write(self._counted(batch, len(ids)))
        self._data.switch_to(folder, self._expected)
        with self._store.transaction():
            self._store.clear_pending(pending)

    def _writer(self, folder: Path, words: Sequence[str]) -> Writer:
        return self._engine.open_writer(folder, ManyCores(self._data.cache, words, self._workers))

    def _counted(self, ids: Sequence[str], total: int) -> Iterator[Reply]:
        for reply in self._store.replies(ids):
            yield reply
            self._progress("建索引", 1, total)


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while batch := list(islice(rest, _SEGMENT)):
        yield batch
