"""Compressed files (gzip, bzip2, xz): what is in them is found out like any other source."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from . import tars, warc
from .source import Budget, Damaged, Loaded, Source

GZIP = b"\x1f\x8b\x08"
_BZIP2 = b"BZh"
_XZ = b"\xfd7zXZ\0"
_SUFFIXES = (".gz", ".bz2", ".xz")
_CHUNK = 2**16


def matches(source: Source) -> bool:
    """By the first bytes."""
    return source.head.startswith((GZIP, _BZIP2, _XZ))


def load(source: Source) -> Iterator[Loaded | Source]:
    """The source inside. Crawls and tar archives keep the file's own name; anything else is one member in it."""
    head = source.head
    if head.startswith(GZIP):
        stream: BinaryIO = io.BufferedReader(Gunzipped(source.stream), _CHUNK)
    elif head.startswith(_BZIP2):
        stream = cast(BinaryIO, bz2.BZ2File(source.stream))
    else:
        stream = cast(BinaryIO, lzma.LZMAFile(source.stream))  # noqa: SIM115 - closing it would close the source
    budget = source.budget or Budget(source.size)
    name = source.name.stem if source.name.suffix.lower() in _SUFFIXES else source.name.name
    inside = source.child(name, stream, budget)
    if warc.matches(inside) or tars.matches(inside):
        inside = replace(inside, uri=source.uri, depth=source.depth)
    yield inside


class Gunzipped(io.RawIOBase):
    """The members of a gzip file, one after another.

    Crawls compress every record by itself. A damaged member raises Damaged once; reading on then
    begins with the next member, so that one bad record does not take the others with it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._packed = stream, b""
        self._inflater: zlib._Decompress | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while True:
            if len(self._packed) < len(GZIP):
                more = self._stream.read(_CHUNK)
                self._packed += more
                if not more:
                    return self._end()
            if self._inflater is None and not self._next_member():
                continue
            if data := self._inflate(len(buffer)):
                buffer[: len(data)] = data
                return len(data)

    def _end(self) -> int:
        """Nothing more comes: the last bytes may still be waiting in the inflater, or the end is missing."""
        self._packed = b""
        if self._inflater is not None:
            self._inflater = None
            raise Damaged("gzip 数据在末尾断开，最后一部分读不出来")
        return 0

    def _next_member(self) -> bool:
        """Goes to where a member begins, past padding and what is left of a damaged one."""
        at = self._packed.find(GZIP)
        self._packed = self._packed[at if at >= 0 else 1 - len(GZIP) :]
        if at >= 0:
            self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return at >= 0

    def _inflate(self, size: int) -> bytes:
        assert self._inflater is not None
        try:
            data = self._inflater.decompress(self._packed, size)
        except zlib.error:
            self._inflater, self._packed = None, self._packed[1:]
            raise Damaged("gzip 数据中间有损坏") from None
        if self._inflater.eof:
            self._packed, self._inflater = self._inflater.unused_data, None
        else:
            self._packed = self._inflater.unconsumed_tail
        return data
