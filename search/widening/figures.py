"""Other ways to write a figure: 1万 = 10000 = 10,000 = 一万, 30% = 百分之三十, 2035年 = 二〇三五年.

Only what is certainly an amount is rewritten, and exactly: a whole word, or a figure before a unit.
Numbers of documents, telephones, streets and days, ranges and names (5G, 十四五, 一网通办) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from indexer.folding import fold_with_offsets

from ..boundaries import HAN
from ..results import Form
from .numerals import value_of, variants

_REASON = "数字写法"
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_UNIT = (
    "[个所家人名位元角亩户套张次辆台座处条吨米件项篇岁倍天里斤升度架艘盏棵株场栋幢层班年多余]"
    "|公里|公顷|公斤|平方|立方|小时|分钟|千瓦|兆瓦|左右|以上|以下|以内"
)
_BEGIN = rf"(?<![0-9a-z.,/:(第几数初统唯同{HAN}-])"  # 第十条, 数十所, 统一, 〔2024〕, 6-30万
_YEAR = re.compile(rf"{_BEGIN}(?:(?:19|20)\d\d|[一二][零〇一二三四五六七八九]{{3}})(?=年)")
_PERCENT = re.compile(
    rf"{_BEGIN}(?P<digits>\d{{1,6}}(?:\.\d{{1,4}})?)%|百分之(?P<han>[{HAN}]+)(?:点(?P<rest>[{HAN}]+))?"
)
_AMOUNT = re.compile(
    rf"{_BEGIN}(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}})(?P<rest>\.\d{{1,4}})?(?P<scale>[千百]?万|万亿|[亿千百])?"
    rf"|(?P<han>[{HAN}]+))(?=(?P<unit>{_UNIT}|$))"
)
_ARABIC = str.maketrans("零〇一二三四五六七八九", "00123456789")
_CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
_LEAST, _BEYOND = 10, 10**13
_LONGEST_UNIT = 3  # characters: 个床位

Rewritten = tuple[int, int, str]  # from, to, instead


def other_figures(word: str) -> Iterator[Form]:
    """A word with one of its figures written in another way."""
    folded, offsets = fold_with_offsets(word)
    for start, end, other in _rewritten(folded):
        yield Form(word[: offsets[start]] + other + word[offsets[end - 1] + 1 :], _REASON)


def is_figure(folded: str) -> bool:
    """Whether a folded word is a figure with nothing but its unit: 三百六十五, 百分之三十, 一万五千个, 二〇三五年."""
    return any(start == 0 and len(folded) - end <= _LONGEST_UNIT for start, end, _ in _rewritten(folded))


def _rewritten(folded: str) -> Iterator[Rewritten]:
    yield from _years(folded)
    yield from _percents(folded)
    yield from _amounts(folded)


def _years(folded: str) -> Iterator[Rewritten]:
    for found in _YEAR.finditer(folded):
        digits = found.group().translate(_ARABIC)
        chinese = digits.translate(_CHINESE)
        if digits[:2] in ("19", "20"):
            yield from _instead(found.span(), (digits, chinese.replace("零", "〇"), chinese))


def _percents(folded: str) -> Iterator[Rewritten]:
    for found in _PERCENT.finditer(folded):
        if found["digits"]:
            whole, _, rest = found["digits"].partition(".")
            chinese = [*variants(int(whole)), *(["百"] if int(whole) == 100 else [])] if int(whole) else ["零"]
            tail = "点" + rest.translate(_CHINESE) if rest else ""
            yield from _instead(found.span(), [f"百分之{one}{tail}" for one in chinese])
        elif (percent := _percent(found["han"], found["rest"] or "")) is not None:
            yield from _instead(found.span(), [f"{percent}%"])


def _percent(han: str, rest: str) -> str | None:
    whole = {"百": 100, "零": 0}.get(han) if han in ("百", "零") else value_of(han)
    digits = rest.translate(_ARABIC)
    if whole is None or (rest and not digits.isdecimal()):
        return None
    return f"{whole}.{digits}" if rest else str(whole)


def _amounts(folded: str) -> Iterator[Rewritten]:
    for found in _AMOUNT.finditer(folded):
        number = value_of(found["han"]) if found["han"] else _amount(found)
        if number is not None and _LEAST <= number < _BEYOND:
            yield from _instead(found.span(), _written(number))


def _amount(found: re.Match[str]) -> int | None:
    """The amount that Arabic digits say; None for what may be another kind of number, or is no whole one."""
    digits, scale, unit = found["digits"], found["scale"], found["unit"]
    number = Decimal(digits.replace(",", "") + (found["rest"] or "")) * _SCALES.get(scale or "", 1)
    if number != int(number) or re.match("0[0-9]", digits):
        return None
    bare = not scale and "," not in digits
    is_year = unit in ("", "年") and 1900 <= number < 2100
    is_code = unit == "" and not _is_round(digits)
    return None if bare and (is_year or is_code) else int(number)


def _is_round(digits: str) -> bool:
    """Whether digits alone look like an amount, not like the number of a telephone or of a proposal."""
    noughts = "00" if len(digits) < 5 else "000" if len(digits) < 7 else "0000"
    return digits.endswith(noughts) and not re.fullmatch("1[0-9]{10}", digits)


def _written(number: int) -> Iterator[str]:
    """The ways to write an amount, the likeliest first."""
    yield str(number)
    if number >= 1000:
        yield f"{number:,}"
    yield from variants(number)
    for scale, name in ((10**4, "万"), (10**8, "亿")):
        if number >= scale or (number >= scale // 10 and number % (scale // 100) == 0):
            yield f"{_scaled(number, scale)}{name}"


def _scaled(number: int, scale: int) -> str:
    return f"{(Decimal(number) / scale).normalize():f}"


def _instead(span: tuple[int, int], others: Iterable[str]) -> Iterator[Rewritten]:
    return ((*span, other) for other in others)
