"""Chinese numerals: 一万七千 ↔ 17000, exact and in the usual form only."""

from __future__ import annotations

import re
from itertools import groupby

_DIGITS = "零一二三四五六七八九"
_VALUES = {**{digit: value for value, digit in enumerate(_DIGITS)}, "〇": 0, "两": 2}
_PLACES = ("", "十", "百", "千")
_POWERS = {"十": 10, "百": 100, "千": 1000}
_LARGE = ((10**8, "亿"), (10**4, "万"))


def value_of(text: str) -> int | None:
    """The number that a numeral means; None for what is none (十四五, 百万, 万一, 二百五)."""
    total = section = digit = 0
    for char in text:
        if char in _POWERS:
            section, digit = section + (digit or 1) * _POWERS[char], 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif char == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif char in _VALUES:
            digit = _VALUES[char]
        else:
            return None
    number = total + section + digit
    usual = re.sub("〇", "零", re.sub("两(?=[百千万亿])", "二", text))
    return number if number and written(number) == usual else None


def written(number: int) -> str:
    """A whole number from 1 as a numeral."""
    text = _written(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def variants(number: int) -> tuple[str, ...]:
    """A number in the numerals that people write: 二百, 两百."""
    usual = written(number)
    return (usual, "两" + usual[1:]) if re.match("二[百千万亿]", usual) else (usual,)


def _written(number: int) -> str:
    for power, name in _LARGE:
        if number >= power:
            high, low = divmod(number, power)
            gap = "零" if 0 < low < power // 10 else ""
            return _written(high) + name + gap + (_written(low) if low else "")
    digits = [int(digit) for digit in str(number)]
    places = reversed(_PLACES[: len(digits)])
    words = [_DIGITS[digit] + place if digit else "零" for digit, place in zip(digits, places, strict=True)]
    return "".join(word for word, _ in groupby(words)).rstrip("零")
