"""Reading double-byte text that has lost a byte: the way through the bytes that makes the most sense.

GB18030, Big5 and UTF-16 do not find back by themselves: after one lost byte everything up to the next
ASCII character, or to the end, is read as other characters. Here the readings of all positions compete
(a shortest path), so a lost byte costs the character it belonged to and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from .characters import BROKEN_WEIGHT, likelihood

GAP = -1.5  # the price of a byte left out
_LETTER_AFTER_HAN = -1.2  # in Big5 every third character ends in such a byte
_FOUR_BYTE_WEIGHT = -0.6  # a lead byte and a digit, twice, is more often damage than a rare character
WIDE = ("utf-16-le", "utf-16-be")

Steps = Callable[[bytes, int], Iterator[tuple[int, float]]]
Chars = list[tuple[int, str]]  # the characters of a reading, each with the byte it begins at


def aligned(body: bytes, encoding: str) -> str:
    """The most sensible reading of `body`; U+FFFD stands for bytes left out."""
    return "".join(char for _, char in best_path(body, encoding))


def straight_path(body: bytes, encoding: str) -> tuple[Chars, float]:
    """What a decoder reads, taking each byte as it comes, and what that is worth. A lead at the end costs nothing."""
    steps = _narrow_steps(encoding)
    chars, worth, at = list[tuple[int, str]](), 0.0, 0
    while at < len(body):
        width, value = next(steps(body, at), (0, GAP if at < len(body) - 1 else 0.0))
        chars.append((at, body[at : at + width].decode(encoding) if width else "\ufffd"))
        worth += value
        at += width or 1
    return chars, worth


def best_path(body: bytes, encoding: str) -> Chars:
    """The most sensible reading of `body`; U+FFFD stands for bytes left out. Linear in time."""
    steps = _wide_steps(encoding) if encoding in WIDE else _narrow_steps(encoding)
    best: list[float] = [0.0] + [float("-inf")] * len(body)
    came_by = [0] * (len(body) + 1)  # the width of the character that ends here; 0: a byte left out
    for at in range(len(body)):
        here = best[at]
        if here + GAP > best[at + 1]:
            best[at + 1], came_by[at + 1] = here + GAP, 0
        for width, value in steps(body, at):
            if here + value > best[at + width]:
                best[at + width], came_by[at + width] = here + value, width
    return _spell(body, came_by, encoding)


def _spell(body: bytes, came_by: list[int], encoding: str) -> Chars:
    """The characters of a path, gathered from its end; bytes left out in a row are one gap."""
    chars, at = list[tuple[int, str]](), len(body)
    while at:
        width = came_by[at]
        start = at - (width or 1)
        if not width and chars and chars[-1][1] == "\ufffd":
            chars.pop()
        chars.append((start, body[start:at].decode(encoding) if width else "\ufffd"))
        at = start
    return chars[::-1]


def _narrow_steps(encoding: str) -> Steps:
    def steps(body: bytes, at: int) -> Iterator[tuple[int, float]]:
        lead = body[at]
        if lead < 0x80:
            alone = encoding != "gb18030" and 0x40 <= lead < 0x7F and at > 0 and body[at - 1] >= 0x80
            control = lead < 0x20 and lead not in b"\t\n\r\f\x1b"
            yield 1, _LETTER_AFTER_HAN if alone else BROKEN_WEIGHT / 2 if control else 0.0
            return
        if (value := _value(body[at : at + 2], encoding)) is not None:
            yield 2, value
        four = body[at : at + 4]
        if encoding == "gb18030" and four[1:2].isdigit() and _value(four, encoding) is not None:
            yield 4, _FOUR_BYTE_WEIGHT

    return steps


def _wide_steps(encoding: str) -> Steps:
    def steps(body: bytes, at: int) -> Iterator[tuple[int, float]]:
        if (value := _value(body[at : at + 2], encoding)) is not None:
            yield 2, value or 1.0  # ASCII is proof here
        elif (value := _value(body[at : at + 4], encoding)) is not None:
            yield 4, value

    return steps


@lru_cache(maxsize=2**16)
def _value(piece: bytes, encoding: str) -> float | None:
    """What a character is worth, None when the bytes are not exactly one character."""
    if len(piece) % 2:
        return None
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return None
    return likelihood(text) if len(text) == 1 else None
