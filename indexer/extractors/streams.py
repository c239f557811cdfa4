"""How far the compressed streams of a PDF unpack, found out without keeping what comes out."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")  # a zlib header follows (RFC 1950)
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s{0,9}/Fl(?:ateDecode)?")
_STEP = 2**18


def unpacks_to_more_than(body: bytes, limit: int) -> bool:
    """Whether a Flate stream grows past `limit` bytes, or is packed twice as only bombs are.

    Readers in native code unpack a stream at once and cannot be stopped on the way.
    """
    if _TWICE.search(body):
        return True
    return any(
        len(body) - match.end() > limit // 1100 and _size(body, match.end(), limit) > limit
        for match in _STREAM.finditer(body)
    )


def _size(body: bytes, start: int, limit: int) -> int:
    """The unpacked size of the stream at `start`, counted until it passes `limit`."""
    unpacker, size, view = zlib.decompressobj(), 0, memoryview(body)
    data: bytes | memoryview = view[start : start + _STEP]
    try:
        while data and size <= limit:
            size += len(unpacker.decompress(data, _STEP))
            start += 0 if unpacker.unconsumed_tail else len(data)
            if unpacker.eof:
                break
            data = unpacker.unconsumed_tail or view[start : start + _STEP]
    except zlib.error:
        pass
    return size
