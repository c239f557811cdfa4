"""NULs in a text: put between its bytes by a faulty program, or written over them.

A NUL is no part of any character of UTF-8, GB18030 or Big5, so it tells where the damage is: if the
character there came apart, there alone the reading may be shifted by a byte.
"""

from __future__ import annotations

import codecs
import re

from ..errors import DocumentError
from .aligned import GAP, straight_path
from .characters import score

BINARY = "不是文本（像是二进制文件）"
LOST = "\x1a"  # SUB: stands for a lost byte in all encodings
SAMPLE_BYTES = 64 * 1024
MAX_CONTROL_SHARE = 0.02
_CONTROL_BYTE = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_NULS = re.compile(rb"\0+")
_NULS_AT_FIGURE = re.compile(rb"(?<=[0-9])\0+|(?<!\0)\0+(?=[0-9])")
_WINDOW = 64  # bytes after a NUL that are looked at; a shift ends long before or tells by then
_EFFORT = 1000  # places that are looked at; NULs beyond are left out as they are


def without_nuls(body: bytes, encoding: str) -> tuple[bytes, str]:
    """The bytes without NULs, LOST where a byte is missing, and a note. Raises DocumentError for binary data.

    Beside a figure a NUL counts as lost, since it may stand for a digit.
    """
    if b"\0" not in body:
        return body, ""
    rest = body.rstrip(b"\0")
    nuls = rest.count(b"\0")
    controls = len(_CONTROL_BYTE.findall(rest[:SAMPLE_BYTES]))
    if not rest or nuls > max(3, MAX_CONTROL_SHARE * len(rest)) or controls > max(3, MAX_CONTROL_SHARE * len(rest)):
        raise DocumentError(BINARY)
    if controls and score(rest[:SAMPLE_BYTES].decode(encoding, "replace")) < 0:
        raise DocumentError(BINARY)
    if encoding in ("gb18030", "big5hkscs", "cp950"):
        rest = _closed_up(rest, encoding)
    note = f"去掉了 {nuls} 个空字节" if nuls else "去掉了末尾的空字节"
    return _NULS_AT_FIGURE.sub(LOST.encode(), rest).replace(b"\0", b""), note


def _closed_up(body: bytes, encoding: str) -> bytes:
    """Double-byte text without the NULs in mid-character, and without the halves whose other half they replaced."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    first, *pieces = _NULS.split(body, maxsplit=_EFFORT)
    closed = bytearray(first)
    decoder.decode(first)
    for piece in pieces:
        begun = decoder.getstate()[0]  # of a character before the NUL
        before, after = _left_out(begun, piece[:_WINDOW], encoding)
        if before or after:
            del closed[len(closed) - before :]
            closed += LOST.encode()
            decoder.reset()
        elif not begun:
            closed += b"\0"  # between two characters, perhaps beside a figure
        closed += piece[after:]
        decoder.decode(piece[after:])
    return bytes(closed)


def _left_out(begun: bytes, after: bytes, encoding: str) -> tuple[int, int]:
    """How many bytes before and after a NUL are halves of lost characters: as many as make the best of the rest."""
    ways = [(len(begun), 0), (len(begun), 1)] if begun else [(0, 1)]
    values = {(0, 0): straight_path(begun + after, encoding)[1]}
    values |= {way: straight_path(after[way[1] :], encoding)[1] + GAP * sum(way) for way in ways}
    return max(values, key=lambda way: values[way])
