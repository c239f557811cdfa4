"""Dates in forms: whole ones in digits or characters, and such as lost 年, 月, 日 on the way.

Patterns read the plain form of a text: Simplified, narrow, ○ as 〇.
"""

from __future__ import annotations

import re
from datetime import date

from .numbers import DIGITS, numeral

DATE = re.compile(r"(?P<y>(?:19|20)\d\d)\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})(?!\d)\s*[日号]?")
DATE_IN_WORDS = re.compile(
    r"(?P<y>[一二][〇零o0一二三四五六七八九]{3})\s*年\s*(?P<m>[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>[一二三四五六七八九十]{1,3})\s*日"
)
YEAR_AND_MONTH = re.compile(
    r"^(?P<y>(?:19|20)\d\d|[一二][〇零o0一二三四五六七八九]{3})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月(?:\s*日)?$"
)
_LOST = re.compile(r"^(?P<y>(?:19|20)\d\d)\s{0,4}(?P<rest>\d{1,2}\s{1,4}\d{1,2}|\d{2,4})$")
_IN_ADDRESS = (
    re.compile(r"/t?(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)_\d{2,}"),
    re.compile(r"/(?P<y>20\d\d)[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})/"),
)


def iso_date(match: re.Match[str]) -> str | None:
    """The date of a match with y, m and d as YYYY-MM-DD, None when there is no such day."""
    return _iso(digits_of(match["y"]), numeral(match["m"]), numeral(match["d"]))


def digits_of(year: str) -> str:
    """A year in digits: 二〇二三 → 2023."""
    return year if year.isdigit() else "".join(str(DIGITS.get(char, char)) for char in year)


def _iso(year: str, month: int | None, day: int | None) -> str | None:
    try:
        return date(int(year), month or 0, day or 0).isoformat()
    except ValueError:
        return None


def find_date(text: str) -> str | None:
    """The first date in a plain text as YYYY-MM-DD, or None."""
    match = DATE.search(text) or DATE_IN_WORDS.search(text)
    return iso_date(match) if match else None


def repaired_date(line: str) -> str | None:
    """The date of a whole line that lost 年, 月, 日 ("2025 915", "202285", "20211026").

    Digits that can be read as two days (2021111) give none: a date is never guessed.
    """
    match = _LOST.match(line.strip())
    if not match:
        return None
    parts = match["rest"].split()
    splits = [parts] if len(parts) == 2 else [[parts[0][:cut], parts[0][cut:]] for cut in (1, 2)]
    if len(parts) == 1 and len(parts[0]) == 4:
        splits = [[parts[0][:2], parts[0][2:]]]
    days = {_iso(match["y"], int(m), int(d)) for m, d in splits if m and d and (len(parts) == 2 or _natural(m, d))}
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _natural(month: str, day: str) -> bool:
    """Whether digits are as long as people write them: no 06 beside a single figure, no 0."""
    return len(month) == len(day) == 2 or not (month.startswith("0") or day.startswith("0"))


def date_in_address(url: str) -> str | None:
    """The day in a page's address (/202208/t20220822_4065628.html, /art/2023/2/15/art_…), or None."""
    for pattern in _IN_ADDRESS:
        if (match := pattern.search(url)) and (value := iso_date(match)):
            return value
    return None
