"""Counting as list numbers of word processors do it: 一 二 三, 壹 贰 叁, 甲 乙 丙, ①, IV, c."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = dict(zip("〇一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万", strict=True))
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_UNITS = ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_HIGHEST = 99_999  # above it, figures


def numeral(number: int, style: str) -> str:
    """A number as the list style (ST_NumberFormat of ECMA-376, 17.18.59) writes it; figures where it is unknown."""
    if style in ("none", "bullet"):
        return ""
    write = _STYLES.get(style)
    return write(number) if write and 0 < number <= _HIGHEST else str(number)


def chinese(number: int) -> str:
    """十, 二十一, 一百零三, 一百一十 …"""
    return _counted(number).removeprefix("一") if 10 <= number < 20 else _counted(number)


def _counted(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    unit, name = next((unit, name) for unit, name in _UNITS if number >= unit)
    high, rest = divmod(number, unit)
    return _counted(high) + name + (("零" if rest * 10 < unit else "") + _counted(rest) if rest else "")


def _legal(number: int) -> str:
    return "".join(_LEGAL[char] for char in _counted(number).replace("零", "〇"))


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(number: int) -> str:
    """a … z, aa … zz: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _set_of(first: str, count: int) -> Callable[[int], str]:
    """Ready-made signs (①…⑳); figures past the last one."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


_STYLES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "taiwaneseCounting"), chinese),
    **dict.fromkeys(("taiwaneseCountingThousand", "japaneseCounting"), chinese),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _set_of("①", 20)),
    "decimalEnclosedParen": _set_of("⑴", 20),
    "decimalEnclosedFullstop": _set_of("⒈", 20),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
}
