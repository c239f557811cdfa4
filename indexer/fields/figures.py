"""Figures in a text: a number with its unit, how exact it is meant, and the words that say what is counted.

Whether a figure is a plan or an achievement is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..folding import plain
from ..limits import MAX_LINE_FOR_PATTERNS

_SCALE = {
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "万亿": 1_000_000_000_000,
}
_NUMBER = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,6})?"
_UNIT = (
    r"%|‰|个百分点|百分点|平方米|平方公里|平方千米|立方米|公里|千米|公顷|亩|米|吨|千瓦时|千瓦|兆瓦|千克|公斤|度"
    r"|元/[\u4e00-\u9fff]{1,3}|美元|元|户|家|个|人次|人|名|位|项|件|处|所|座|台|套|辆|条|次|起|张|只|头|株|棵|栋|幢|间|床"
    r"|例|批|期|场|班|篇|部|种|类|倍|分钟|小时|天|年|岁|kv|kw|mw|p"
)
_FIGURE = re.compile(
    r"(?P<about>约|近|超过?|逾|突破|不少于|不低于|至少|接近|将近|大约)?\s{0,3}"
    rf"(?P<low>{_NUMBER})(?:\s{{0,3}}[-~至到]\s{{0,3}}(?P<high>{_NUMBER}))?\s{{0,3}}(?P<scale>万亿|千万|百万|十万|亿|万|千|百)?"
    rf"\s{{0,3}}(?P<more>余|多|\+)?\s{{0,3}}(?P<unit>{_UNIT})(?![a-z])(?P<after>以上|左右|以内)?"
)
_NO_FIGURE = re.compile(r"(?:第|no\.?|[a-z-])\s*$")
_INDICATOR = re.compile(r"[^，。；：！？,;:!?()\s]{2,30}$")
_ABOUT = {
    "约": "约", "大约": "约", "左右": "约", "近": "近", "接近": "近", "将近": "近", "超": "超", "超过": "超",
    "逾": "超", "突破": "超", "+": "超", "余": "余", "多": "余", "不少于": "至少", "不低于": "至少", "至少": "至少",
    "以上": "以上", "以内": "以内",
}  # fmt: skip
_TRAILING = re.compile(
    r"(?:累计|已|已经|总共|共|共有|预计|计划|力争|将|完成|达|达到|约|近|超|超过|突破|为|有|到|是|增长|建成|建设){1,6}$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: `high` is the upper end of a range, else equal to `value`; offsets are of the text given."""

    value: Decimal
    high: Decimal
    unit: str
    about: str  # 约, 近, 超, 余, 至少, 以上, 以内, "" when exact
    indicator: str  # the words before it that say what is counted
    start: int
    end: int


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a paragraph, in order: 累计达到4万个 is 40000 个. Years and dates are none."""
    line = text[:MAX_LINE_FOR_PATTERNS]
    reads = plain(line)
    return tuple(_found(reads)) if len(reads) == len(line) else ()


def _found(text: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        if _NO_FIGURE.search(text[: match.start()]) or (match["unit"] == "年" and _is_year(match)):
            continue
        scale = _SCALE.get(match["scale"] or "", 1)
        low, high = (_decimal(match[name]) * scale if match[name] else None for name in ("low", "high"))
        about = match["about"] or match["more"] or match["after"] or ""
        start = match.start("low")
        if low is not None:
            yield Figure(
                low,
                high or low,
                match["unit"],
                _ABOUT.get(about, ""),
                _indicator(text[: match.start()]),
                start,
                match.end(),
            )


def _is_year(match: re.Match[str]) -> bool:
    return not match["scale"] and bool(re.fullmatch(r"(?:19|20)\d\d", match["high"] or match["low"]))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _indicator(before: str) -> str:
    """What is counted: the words just before the number, without 累计, 达到 and the like."""
    words = _INDICATOR.search(before[-40:])
    return _TRAILING.sub("", words.group()) or words.group() if words else ""
