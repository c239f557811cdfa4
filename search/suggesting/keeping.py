"""The vocabulary of the index in use: built when it is first asked for, and anew when the index has changed."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from indexer.analyzer import Analyzer
from indexer.errors import InputError
from indexer.layout import DataDir
from indexer.lexicon import of_office
from indexer.schema import fingerprint
from indexer.store import Store

from ..searchers import OpenSearcher
from .vocabulary import Vocabulary, gather


class Suggestions:
    """Holds the vocabulary of a data folder. Safe to share between threads; opens nothing for longer than it reads."""

    def __init__(self, data: DataDir, engine: str, open_searcher: OpenSearcher) -> None:
        self._data, self._fingerprint, self._open = data, fingerprint(engine), open_searcher
        self._lock = Lock()
        self._state: tuple[int, ...] | None = None
        self._vocabulary: Vocabulary | None = None

    def vocabulary(self) -> Vocabulary:
        """The vocabulary; raises StoreError or IndexUnavailable when there is nothing to search."""
        with self._lock:
            return self._current()

    def at_hand(self) -> Vocabulary | None:
        """The vocabulary, but without waiting while another thread builds it: the one before then, or None."""
        if not self._lock.acquire(blocking=False):
            return self._vocabulary
        try:
            return self._current()
        finally:
            self._lock.release()

    def _current(self) -> Vocabulary:
        state = (*self._data.index_state(), *_changed(self._data.lexicon))
        if self._vocabulary is None or state != self._state:
            self._vocabulary, self._state = self._read(), state
        return self._vocabulary

    def _read(self) -> Vocabulary:
        searcher = self._open(self._data.usable_index(self._fingerprint), Analyzer(self._data.cache))
        try:
            store = Store(self._data.store)
            try:
                return gather(searcher, store.headlines(), self._office_words())
            finally:
                store.close()
        finally:
            searcher.close()

    def _office_words(self) -> tuple[str, ...]:
        """The words of the office's dictionary; none when it cannot be read, which searching says."""
        try:
            return of_office(self._data.lexicon).terms()
        except InputError:
            return ()


def _changed(file: Path) -> tuple[int, ...]:
    """Changes with a file that need not be there."""
    try:
        return (file.stat().st_mtime_ns,)
    except OSError:
        return ()
