"""The end of a reply: the date it was signed on, and its closing thanks."""

from __future__ import annotations

import re
from datetime import date

from ..reply import Fact
from .dates import DATE, DATE_IN_WORDS, YEAR_AND_MONTH, date_in_address, digits_of, find_date, iso_date, repaired_date
from .organs import organs_in
from .pairs import read, stated
from .zones import Line, Zones

_DATE_LINE_CHARS = 60
_FAR_APART_DAYS = 400
_BEFORE_DATE = re.compile(r"^(?:日\s*期|时\s*间|(?:答复|落款|成文|签发|办结|发文)(?:日期|时间))?\s*[:：]?\s*$")
_AFTER_DATE = re.compile(r"^[\s()\[\]]*(?:(?:此件|联系|主动公开|依申请公开|不予公开|公开属性|盖章|公章|抄送).{0,50})?$")
_ISSUED_LABELS = ("成文日期", "成文时间", "签发日期", "落款日期", "答复日期", "答复时间", "办结日期")
_PUBLISHED_LABELS = ("发布时间", "发布日期", "公开日期", "公开时间", "上网时间", "上线时间")
_PERHAPS_PUBLISHED = ("发文日期", "时间", "日期", "更新时间", "更新日期")
_CLOSING = re.compile(r"^(?:最后,?)?(?:再次|再一次|衷心|诚挚|非常|真诚|十分)?(?:地)?感谢(?:您|你|贵|各位|大家)")


def signed_date(zones: Zones) -> Fact | None:
    """The date under the signature, else 成文日期 in the page's table, else one that lost its 年月日.

    A table that says a very different date (more than 400 days away) makes the letter's less certain.
    """
    written, issued = _under_signature(zones), issued_date(zones)
    if written and issued and days_apart(str(written.value), str(issued.value)) > _FAR_APART_DAYS:
        return Fact(written.value, written.source, written.raw, written.span, 0.7)
    return written or issued or _repaired(zones)


def register_date(zones: Zones, signed: Fact | None) -> Fact | None:
    """成文日期 in the page's table where it is far from what the letter says: both are kept."""
    issued = issued_date(zones)
    if signed is None or issued is None or signed.source == "page":
        return None
    return issued if days_apart(str(signed.value), str(issued.value)) > _FAR_APART_DAYS else None


def issued_date(zones: Zones) -> Fact | None:
    """成文日期 in the page's metadata."""
    return _first_dated(zones, *_ISSUED_LABELS)


def published(zones: Zones) -> Fact | None:
    """The date the page was published on; the address of the page is the last resort and only a hint."""
    found = _first_dated(zones, *_PUBLISHED_LABELS)
    for label in _PERHAPS_PUBLISHED:
        found = found or _first_dated(zones, label)
    if found:
        return found
    pair = stated(zones.page, "网址")
    value = date_in_address(pair.text) if pair else None
    return Fact(value, "derived", pair.text, None, 0.5) if pair and value else None


def _first_dated(zones: Zones, *labels: str) -> Fact | None:
    """The first pair of the page under any of the labels that holds a date; lists of other pages come after it."""
    for pair in (found for pair in zones.page.pairs if pair.label in labels and (found := read(pair))):
        if value := find_date(pair.plain):
            return pair.fact(value, 0.9)
    return None


def days_apart(one: str, other: str) -> int:
    """How many days lie between two ISO dates."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _under_signature(zones: Zones) -> Fact | None:
    """On a line of its own, or after the agency's name."""
    for line in reversed(zones.tail):
        text = line.plain.strip()
        match = _last_date(line.plain)
        if not match or len(text) > _DATE_LINE_CHARS or not _AFTER_DATE.match(line.plain[match.end() :]):
            continue
        before = line.plain[: match.start()].strip(" ()\t")
        if "印发" in text or _goes_on_below(zones, line):
            continue
        if (_BEFORE_DATE.match(before) or organs_in(before)) and (value := iso_date(match)):
            in_words = "年" in match.group()
            return line.fact(value, match, 0, 1.0 if in_words else 0.7)
    return None


def date_below_agency(zones: Zones) -> Fact | None:
    """The date at the end of a document that is no letter, only where an agency stands above it or beside it."""
    found, tail = _under_signature(zones), zones.tail
    for index, line in enumerate(tail):
        if found and found.span and line.start <= found.span.start <= line.end:
            beside = organs_in(line.plain[: found.span.start - line.start].strip(" ("))
            above = organs_in(tail[index - 1].plain) if index else ()
            return found if beside or above else None
    return None


def _last_date(text: str) -> re.Match[str] | None:
    matches = [*DATE.finditer(text), *DATE_IN_WORDS.finditer(text)]
    return matches[-1] if len(matches) == 1 else None


def _goes_on_below(zones: Zones, dated: Line) -> bool:
    """Whether the line after a date ends a sentence: then the date belongs to the body."""
    below = next((line.plain for line in zones.tail if line.start > dated.start), "")
    return below.endswith("。") and not is_closing(below) and not below.startswith(("(", "抄送", "附件", "联系"))


def _repaired(zones: Zones) -> Fact | None:
    """A whole line in the last few that is a date without 年月日, as broken pages have it."""
    if zones.opening is None:
        return None
    for line in reversed(zones.tail[-6:]):
        if value := repaired_date(line.plain):
            return Fact(value, "text", line.text, line.span, 0.5)
    return None


def year_alone(zones: Zones) -> Fact | None:
    """The year of a signature that only names year and month (2023年7月, 2023年7月 日)."""
    for line in reversed(zones.tail):
        if match := YEAR_AND_MONTH.match(line.plain.strip()):
            return Fact(int(digits_of(match["y"])), "derived", line.text, line.span, 0.9)
    return None


def is_closing(text: str) -> bool:
    """Whether a line is the closing thanks."""
    return bool(_CLOSING.match(text)) and len(text) < 80
