"""What the shapes of input have in common: a named stream of bytes in, documents or further streams out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from ..document import Ignored, RawDocument, Skipped
from ..errors import DocumentError
from ..limits import (
    MAX_ARCHIVE_BYTES,
    MAX_FILE_BYTES,
    MAX_MEMBER_BYTES,
    MAX_RATIO,
    MAX_TIMES,
    MIN_BYTES_FOR_RATIO,
    too_big,
)

if TYPE_CHECKING:
    Stream = io.BufferedReader[Any]

Loaded = RawDocument | Skipped | Ignored
_PIECE = 2**18  # bytes read at once
HEAD_BYTES = 8192  # what a shape may look at


class Damaged(DocumentError):
    """A part of a container cannot be read; reading on begins behind it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a container said about a document in it."""

    url: str = ""
    url_from: str = ""
    fetched: str = ""
    declared_charset: str | None = None
    media_type: str = ""


@dataclass(slots=True)
class Budget:
    """How much has come out of one archive and everything in it, against what went in."""

    packed: int
    unpacked: int = 0

    def spend(self, size: int) -> None:
        """Counts bytes that came out; raises DocumentError when they are too many."""
        self.unpacked += size
        if self.unpacked > max(MAX_ARCHIVE_BYTES, MAX_TIMES * self.packed):
            raise DocumentError("压缩包展开后太大，其余未读；请先解压，再导入文件夹")
        if self.unpacked > max(MIN_BYTES_FOR_RATIO, MAX_RATIO * self.packed):
            raise DocumentError(f"压缩比超过 {MAX_RATIO} 倍，像是压缩炸弹，其余未读")


@dataclass(frozen=True)
class Source:
    """A named stream of bytes, not yet known what it is. It is read once, from its beginning."""

    uri: str
    stream: Stream
    size: int  # in bytes, -1 when nobody knows before reading
    depth: int = 0  # how many archives it lies in
    limit: int = MAX_FILE_BYTES  # what may be read of it in one piece
    path: Path | None = None  # where it lies on disk, when it does
    columns: Mapping[str, str] = field(default_factory=dict)  # field of a feed → the column that holds it
    origin: Origin = Origin()
    budget: Budget | None = None  # of the archive it lies in

    @cached_property  # every shape asks
    def name(self) -> PurePosixPath:
        """Its file name; that of a record in a file is a number."""
        return PurePosixPath(PurePosixPath(self.uri).name)

    @cached_property
    def head(self) -> bytes:
        """Its first bytes, without reading on."""
        return self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]

    def body(self) -> bytes:
        """All of it; raises DocumentError when that is too much or nothing."""
        if self.size > self.limit:
            raise DocumentError(too_big(self.size, self.limit))
        pieces, size = list[bytes](), 0
        while piece := self.stream.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > self.limit:
                raise DocumentError(too_big(max(self.size, size), self.limit))
        if not size:
            raise DocumentError("空文件")
        return b"".join(pieces)

    def seekable(self) -> BinaryIO:
        """A stream in which one can go back: the file itself, or all of a member in memory."""
        return self.stream if self.path else io.BytesIO(self.body())

    def raw(self, body: bytes, origin: Origin | None = None, meta: Mapping[str, str] | None = None) -> RawDocument:
        """The document that this source is."""
        of = origin or self.origin
        return RawDocument(
            self.uri, body, of.declared_charset, meta or {}, of.media_type, of.url, of.url_from, of.fetched
        )

    def child(self, name: str, stream: BinaryIO, budget: Budget, size: int = -1, origin: Origin = Origin()) -> Source:
        """Something in this container. What is read of it counts against the budget of the outermost archive."""
        spending = io.BufferedReader(_Spending(stream, budget), 2**16)
        return replace(
            self,
            uri=f"{self.uri}!/{name}",
            stream=spending,
            size=size,
            depth=self.depth + 1,
            limit=MAX_MEMBER_BYTES,
            path=None,
            origin=origin,
            budget=budget,
        )


class Shape(Protocol):
    """One shape of input; each is a module of this package."""

    def matches(self, source: Source) -> bool:
        """Whether `source` has this shape, by its first bytes before its name."""
        ...

    def load(self, source: Source) -> Iterator[Loaded | Source]:
        """The documents in it, and the sources in it whose shape is yet to be found.

        A yielded source has to be read before the next one is asked for. Whatever is raised becomes
        the reason for which (the rest of) `source` is skipped.
        """
        ...


class _Spending(io.RawIOBase):
    """A stream whose bytes count against a budget."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        # read1 gives what there is before it meets damage; read would lose it.
        self._read, self._budget = getattr(stream, "read1", stream.read), budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data: bytes = self._read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)
