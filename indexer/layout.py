"""Where things lie in a data folder: the store, the index generations, caches.

The index is built in a folder of its own (`index/gen-000001`) and becomes the index by one atomic
replacement of the file `index/CURRENT`. `fingerprint.json` beside the engine's files says what
built them.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import IndexUnavailable, InputError, StoreError, reason

_FINGERPRINT = "fingerprint.json"
_ATTEMPTS = 20
MEMORY = 256 * 2**20  # bytes


@dataclass(frozen=True, slots=True)
class DataDir:
    """A data folder. Nothing is created before it is needed.

    `memory` is how many bytes an open index may keep in memory of what it has read.
    """

    root: Path
    memory: int = MEMORY

    @property
    def store(self) -> Path:
        return self.root / "replies.db"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def vocabulary(self) -> Path:
        """What can be typed in the archive, derived from its index; it need not be there."""
        return self.cache / "vocabulary.txt"

    @property
    def agencies(self) -> Path:
        """The office's own table of agencies' names, which extends the shipped one; it need not be there."""
        return self.root / "单位名称.csv"

    @property
    def lexicon(self) -> Path:
        """The office's own dictionary of words; it need not be there."""
        return self.root / "词典.txt"

    @property
    def synonyms(self) -> Path:
        """The office's own words for one another; it need not be there."""
        return self.root / "同义词.txt"

    @property
    def _index(self) -> Path:
        return self.root / "index"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the folder for one writing program at a time; raises StoreError when another has it.

        The lock is a transaction of SQLite: the system drops it when the program dies.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = sqlite3.connect(self.root / "writing.lock", timeout=0, isolation_level=None)
            lock.execute("BEGIN EXCLUSIVE")
        except OSError as error:
            raise StoreError(f"数据目录“{self.root}”不能写入（{reason(error)}），请用 --data 换一个") from error
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreError("另一个程序正在导入，请等它结束后再试") from error
            raise StoreError(f"数据目录“{self.root}”不能写入，请用 --data 换一个") from error
        try:
            yield
        finally:
            lock.close()

    def current_index(self) -> Path | None:
        """The folder of the index in use, or None before the first one."""
        try:
            name = (self._index / "CURRENT").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return self._index / name if name and (self._index / name).is_dir() else None

    def index_state(self) -> tuple[int, ...]:
        """Changes whenever another index comes into use or something is committed to it; cheap to ask for."""
        current = self._index / "CURRENT"
        try:
            folder = self._index / current.read_text(encoding="utf-8").strip()
            return tuple(path.stat().st_mtime_ns for path in (current, folder, folder / _FINGERPRINT))
        except OSError:
            return ()

    def index_files(self) -> tuple[str, ...]:
        """The index in use and its files by name, sorted: every commit has names of its own."""
        folder = self.current_index()
        try:
            return (folder.name, *sorted(os.listdir(folder))) if folder else ()
        except OSError:
            return ()

    def usable_index(self, fingerprint: Mapping[str, str]) -> Path:
        """The index in use; raises IndexUnavailable when there is none or another version built it."""
        current = self.current_index()
        if current is None:
            raise IndexUnavailable(f"还没有索引（数据目录 {self.root}），请先运行：dafu index 文件夹")
        if read_fingerprint(current) != dict(fingerprint):
            raise IndexUnavailable("索引由另一版本建立，不能直接使用，请运行：dafu index --rebuild（不需要原始文件）")
        return current

    def new_index(self) -> Path:
        """An empty folder for the next generation."""
        try:
            self._index.mkdir(parents=True, exist_ok=True)
            numbers = [int(path.name[4:]) for path in self._index.glob("gen-*") if path.name[4:].isdigit()]
            folder = self._index / f"gen-{max(numbers, default=0) + 1:06d}"
            folder.mkdir()
        except OSError as error:
            raise InputError(f"数据目录“{self.root}”不能写入（{reason(error)}），请用 --data 换一个") from error
        return folder

    def switch_to(self, folder: Path, fingerprint: Mapping[str, str]) -> None:
        """Makes a finished generation the index in use and removes the others."""
        write_durably(folder / _FINGERPRINT, json.dumps(dict(fingerprint), ensure_ascii=False, indent=1))
        write_durably(self._index / "CURRENT", folder.name)
        for old in self._index.glob("gen-*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)  # on Windows a reader may still hold it


def read_fingerprint(folder: Path) -> dict[str, str] | None:
    """What built the index in `folder`, or None when it does not say."""
    try:
        found = json.loads((folder / _FINGERPRINT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_durably(path: Path, text: str) -> None:
    """Replaces a small file so that a crash leaves either the old or the new one, whole."""
    temporary = path.with_name(path.name + ".new")
    with open(temporary, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    for attempt in range(_ATTEMPTS):
        try:
            temporary.replace(path)
            break
        except PermissionError:  # on Windows, while another program reads the old one
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.1)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable, where the system keeps that apart from the files."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
