"""How far the compressed streams of a PDF unpack, found out without keeping what comes out."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")  # a zlib header follows (RFC 1950)
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s{0,9}/Fl(?:ateDecode)?")
_MOST_STREAMS = 100_000  # 2,000 pages have some 20,000
_WORK = 4  # times the limit, for all streams together
_IN, _OUT = 2**14, 2**18


def unpacks_to_more_than(body: bytes, limit: int) -> bool:
    """Whether a Flate stream grows past `limit` bytes, all together past four times that, or one is packed twice.

    Readers in native code unpack a stream at once and cannot be stopped on the way; only bombs are packed twice.
    """
    if _TWICE.search(body):
        return True
    total = count = position = 0
    while match := _STREAM.search(body, position):
        size, position = _unpacked(body, match.end(), limit)
        total, count = total + size, count + 1
        if size > limit or total > _WORK * limit or count > _MOST_STREAMS:
            return True
    return False


def _unpacked(body: bytes, start: int, limit: int) -> tuple[int, int]:
    """The unpacked size of the stream at `start`, counted until it passes `limit`, and where to look on."""
    unpacker, size, place = zlib.decompressobj(), 0, start
    try:
        while size <= limit and not unpacker.eof:
            data = unpacker.unconsumed_tail
            if not data:
                data = body[place : place + _IN]
                place += len(data)
            if not data:
                break
            size += len(unpacker.decompress(data, _OUT))
    except zlib.error:
        return size, start  # no stream, or a damaged one: what it swallowed may hold others
    return size, place - len(unpacker.unused_data)
