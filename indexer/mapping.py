"""A Whoosh index whose files are mapped into memory, so that nothing is copied before it is read.

Whoosh 2.7.4 maps a segment's file too, but then copies every part of it into memory when it opens the part
(`BufferFile`): an archive of 50,000 replies took 900 MB before the first question. Only what is read by position
is asked of the files afterwards, so threads may share them.
"""

from __future__ import annotations

import io
import warnings
from functools import partial
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in Whoosh 2.7.4, on new Pythons
    from whoosh.filedb.compound import CompoundStorage
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile


def opened(folder: Path) -> tuple[Any, Any]:
    """The index in a folder and a reader of it; raises what a damaged file makes Whoosh raise."""
    index = FileStorage(str(folder)).open_index()
    contents = index._read_toc()
    for segment in contents.segments:
        segment.open_compound_file = partial(_mapped, segment)
    return index, index._reader(index.storage, contents.schema, contents.segments, contents.generation)


def _mapped(segment: Any, storage: Any) -> MappedStorage:
    return MappedStorage(storage.open_file(segment.make_filename(segment.COMPOUND_EXT)))


class MappedStorage(CompoundStorage):  # type: ignore[misc]
    """The parts of a segment's file."""

    def open_file(self, name: str, *arguments: Any, **more: Any) -> Any:
        """A part; as Whoosh does where there was no memory to map the file."""
        if self._source is None:
            return super().open_file(name, *arguments, **more)
        offset, length = self.range(name)
        return MappedFile(memoryview(self._source)[offset : offset + length], name)


class MappedFile(BufferFile):  # type: ignore[misc]
    """A part of a mapped file."""

    def __init__(self, part: memoryview, name: str) -> None:
        self._buf, self._name, self.onclose = part, name, None
        self.file = io.BufferedReader(_Window(part))
        self.is_real = self.is_closed = False


class _Window(io.RawIOBase):
    """Bytes of a part in their order, for what Whoosh reads so when it opens it."""

    def __init__(self, part: memoryview) -> None:
        self._part, self._at = part, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._part)}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        found = self._part[self._at : self._at + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)
