"""What can still be read of a zip whose end is lost: its directory stood there, but each member has a head too."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ..limits import MAX_MEMBER_BYTES
from .names import text_of
from .source import Budget

_MARK = b"PK\x03\x04"
_HEAD = struct.Struct("<6x2H4x3L2H")  # flags, method, (time,) check sum, packed, unpacked, length of name, of the rest
_STORED, _DEFLATED = 0, 8
_FOLLOWS = 0x8  # sizes and check sum stand behind the content
_ENCRYPTED = 0x1
_DESCRIPTOR_MARK = b"PK\x07\x08"
_PIECE = 2**16


def members(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Name and content of each member that is whole, as its check sum proves, in the file's order.

    What is unpacked counts against `budget`, also of members that turn out not to be whole: heads may
    be written so that they share one content that swells.
    """
    at = 0
    while (at := _find(stream, at)) >= 0:
        stream.seek(at)
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return
        flags, method, crc, packed, _, named, extra = _HEAD.unpack(head)
        name = text_of(stream.read(named)).replace("\\", "/")
        start = at + _HEAD.size + named + extra
        stream.seek(start)
        at = start
        if flags & _ENCRYPTED or name.endswith("/"):
            continue
        content = _content(stream, method, packed if not flags & _FOLLOWS else None, budget)
        if content is None:
            continue
        at = start + content[1]
        if zlib.crc32(content[0]) == (_crc_behind(stream, at) if flags & _FOLLOWS else crc):
            yield name, content[0]


def _find(stream: BinaryIO, at: int) -> int:
    """Where the next member's head begins, -1 when there is none."""
    stream.seek(at)
    window = b""
    while piece := stream.read(_PIECE):
        window += piece
        if (found := window.find(_MARK)) >= 0:
            return at + found
        at += len(window) - len(_MARK) + 1
        window = window[1 - len(_MARK) :]
    return -1


def _content(stream: BinaryIO, method: int, packed: int | None, budget: Budget) -> tuple[bytes, int] | None:
    """The unpacked content and how many bytes it took; None when it is not whole, too big or of another kind."""
    if method == _STORED and packed is not None and packed <= MAX_MEMBER_BYTES:
        stored = stream.read(packed)
        budget.spend(len(stored))
        return (stored, packed) if len(stored) == packed else None
    if method != _DEFLATED:
        return None
    inflater, content, took = zlib.decompressobj(-zlib.MAX_WBITS), bytearray(), 0
    try:
        while not inflater.eof and (piece := inflater.unconsumed_tail or stream.read(_PIECE)):
            more = inflater.decompress(piece, MAX_MEMBER_BYTES + 1 - len(content))
            budget.spend(len(more))
            content += more
            took += len(piece) - len(inflater.unconsumed_tail) - len(inflater.unused_data)
            if len(content) > MAX_MEMBER_BYTES:
                return None
    except zlib.error:
        return None
    return (bytes(content), took) if inflater.eof else None


def _crc_behind(stream: BinaryIO, at: int) -> int:
    """The check sum that stands behind a content."""
    stream.seek(at)
    behind = stream.read(8)
    return int.from_bytes(behind.removeprefix(_DESCRIPTOR_MARK)[:4], "little")
