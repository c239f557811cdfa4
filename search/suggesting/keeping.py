"""The vocabulary of the index in use: read from its file or gathered when it is first asked for or has changed."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from threading import Lock, Thread

from indexer.analyzer import Analyzer
from indexer.errors import InputError
from indexer.layout import DataDir
from indexer.lexicon import of_office
from indexer.schema import fingerprint
from indexer.store import Store

from ..searchers import OpenSearcher
from . import kept
from .vocabulary import Vocabulary, gather

_PATIENCE = 0.5  # seconds that anybody waits for a new vocabulary while there is an old one


class Suggestions:
    """Holds the vocabulary of a data folder. Safe to share between threads; opens nothing for longer than it reads.

    A thread of its own prepares it. What is proposed is counted in the index in use, so an older vocabulary serves
    until the new one is there.
    """

    def __init__(self, data: DataDir, engine: str, open_searcher: OpenSearcher) -> None:
        self._data, self._fingerprint, self._open = data, fingerprint(engine), open_searcher
        self._lock = Lock()
        self._source = ""
        self._newest: Future[Vocabulary] | None = None
        self._before: Vocabulary | None = None
        self._thread: Thread | None = None

    def close(self) -> None:
        """Waits until what is being prepared is kept."""
        if self._thread:
            self._thread.join()

    def vocabulary(self) -> Vocabulary:
        """The vocabulary, or the one before while that takes long.

        Raises StoreError or IndexUnavailable when there is nothing to search.
        """
        return self.at_hand() or self._under_way()[0].result()

    def at_hand(self) -> Vocabulary | None:
        """The vocabulary; while that takes long the one before, or None while another thread waits for the first."""
        newest, is_begun = self._under_way()
        try:
            return newest.result(None if is_begun and not self._before else _PATIENCE)
        except TimeoutError:
            return self._before

    def _under_way(self) -> tuple[Future[Vocabulary], bool]:
        """The newest vocabulary, which may still be being prepared, and whether that was begun for this question."""
        with self._lock:
            newest, source = self._newest, self._what_is_gathered()
            if newest and not newest.done():
                return newest, False
            if newest and not newest.exception():
                if source == self._source:
                    return newest, False
                self._before = newest.result()
            self._newest, self._source = Future(), source
            self._thread = Thread(target=self._prepare, args=(self._newest, source), daemon=True)
            self._thread.start()
            return self._newest, True

    def _prepare(self, vocabulary: Future[Vocabulary], source: str) -> None:
        try:
            found = kept.load(self._data.vocabulary, source)
            is_kept, found = found is not None, found or self._gathered()
        except BaseException as error:  # whoever waits is told
            vocabulary.set_exception(error)
            return
        vocabulary.set_result(found)
        if not is_kept:
            kept.save(self._data.vocabulary, source, found)

    def _gathered(self) -> Vocabulary:
        searcher = self._open(self._data.usable_index(self._fingerprint), Analyzer(self._data.cache))
        try:
            store = Store(self._data.store)
            try:
                return gather(searcher, store.headlines(), self._office_words())
            finally:
                store.close()
        finally:
            searcher.close()

    def _what_is_gathered(self) -> str:
        """Names the index with all that was committed to it, and the office's dictionary as it is."""
        state = self._data.index_state()
        return repr((self._fingerprint, self._data.index_files(), state, _changed(self._data.lexicon)))

    def _office_words(self) -> tuple[str, ...]:
        """The words of the office's dictionary; none when it cannot be read, which searching says."""
        try:
            return of_office(self._data.lexicon).terms()
        except InputError:
            return ()


def _changed(file: Path) -> tuple[int, ...]:
    """Changes with a file that need not be there."""
    try:
        return (file.stat().st_mtime_ns, file.stat().st_size)
    except OSError:
        return ()
