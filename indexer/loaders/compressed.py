"""Compressed files (gzip, bzip2, xz): what is in them is found out like any other source."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, NoReturn, cast

from . import tars, warc
from .source import Budget, Damaged, Loaded, Source

GZIP = b"\x1f\x8b\x08"
_BZIP2 = b"BZh"
_XZ = b"\xfd7zXZ\0"
_SUFFIXES = (".gz", ".bz2", ".xz")
_CHUNK = 2**16
_LOOK_BACK = 2**20  # bytes of a damaged member in which the next one may begin


def matches(source: Source) -> bool:
    """By the first bytes."""
    return source.head.startswith((GZIP, _BZIP2, _XZ))


def load(source: Source) -> Iterator[Loaded | Source]:
    """The source inside. Crawls and tar archives keep the file's own name; anything else is one member in it."""
    head = source.head
    if head.startswith(GZIP):
        stream: BinaryIO = cast(
            BinaryIO, Gunzipped(source.stream)
        )  # not buffered: damage would take what is whole along
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

    Crawls compress every record by itself. A damaged member raises Damaged once; reading on then begins
    with the next member, so that one bad record does not take the others with it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._packed = b""  # read and not yet inflated
        self._inflater: zlib._Decompress | None = None
        self._member = bytearray()  # what has been inflated of this member, as long as it is short

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """The next bytes of the member at hand, never of two at once."""
        while True:
            at_end = False
            if len(self._packed) < (1 if self._inflater else len(GZIP)):
                more = self._stream.read(_CHUNK)
                self._packed += more
                at_end = not more
            if self._inflater is None:
                if at_end:
                    return 0
                if not self._next_member():
                    continue
            if data := self._inflate(len(buffer)):
                buffer[: len(data)] = data
                return len(data)
            if at_end and self._inflater is not None:
                self._fail("gzip 数据不完整")

    def _next_member(self) -> bool:
        """Goes to where a member begins, past padding and what is left of a damaged one."""
        at = self._packed.find(GZIP)
        self._packed = self._packed[at if at >= 0 else 1 - len(GZIP) :]
        if at >= 0:
            self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
            self._member.clear()
        return at >= 0

    def _inflate(self, size: int) -> bytes:
        assert self._inflater is not None
        try:
            data = self._inflater.decompress(self._packed, size)
        except zlib.error:
            self._fail("gzip 数据中间有损坏")
        left = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
        if len(self._member) <= _LOOK_BACK:
            self._member += self._packed[: len(self._packed) - len(left)]
        self._packed = left
        if self._inflater.eof:
            self._inflater = None
        return data

    def _fail(self, why: str) -> NoReturn:
        """Gives this member up. One whose end is lost has swallowed what follows: it is looked through again."""
        if len(self._member) <= _LOOK_BACK:
            self._packed = bytes(self._member) + self._packed
        self._inflater, self._packed = None, self._packed[1:]
        self._member.clear()
        raise Damaged(why)
