"""The one open archive that all requests share."""

from __future__ import annotations

from threading import Lock

from indexer.layout import DataDir
from search.archive import Archive


class Keeper:
    """Opens the archive at the first question, keeps it, and opens it anew when its store was replaced."""

    def __init__(self, data: DataDir) -> None:
        self._data = data
        self._lock = Lock()
        self._archive: Archive | None = None
        self._identity: tuple[int, int] | None = None

    def archive(self) -> Archive:
        """The archive; raises StoreError or IndexUnavailable as long as there is nothing to search."""
        with self._lock:
            identity = self._store_identity()
            if self._archive is None or identity is None or identity != self._identity:
                # One that another thread still reads from goes when nobody holds it.
                self._archive = None
                self._archive, self._identity = Archive(self._data), identity
            return self._archive

    def _store_identity(self) -> tuple[int, int] | None:
        """Which file the store is: an open store goes on reading a file that was deleted meanwhile."""
        try:
            found = self._data.store.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
