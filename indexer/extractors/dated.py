"""Lines that hold a date without the colon of a label: the line under a title, and the entries of lists.

Several such lines below one another are a list of other documents, and of today's date there is always the weekday.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..opening import simplified
from .furniture import is_control_word

# 2021-05-27 某局 · 某市人民政府网2022-07-01 09:30 · 成文日期 2020-09-10.
_DATED = re.compile(
    r"^(?P<before>[^，。；、（(《第号]{0,20}?)(?P<date>20\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)(?:\s?\d{1,2}:\d\d(?::\d\d)?)?"
    r"(?P<behind>[^，。；、《]{0,60})$"
)
_ENTRY = re.compile(
    r"^.{0,160}?(?P<date>20\d\d[-/.]\d{1,2}[-/.]\d{1,2})[\])]?\s?$|^[\[(]?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
)
_WEEKDAY = re.compile(r"^[\s(]{0,3}(?:星期|礼拜|周)[一二三四五六日天]")
_DATE = re.compile(r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)")
_LINKED_SHARE, _LINKED_CHARS = 0.8, 2
_NAMED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,6})\s?(20\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A line with a date: what stands before it and behind it, and whether it may be the page's."""

    index: int
    before: str
    date: str
    behind: str
    counts: bool


def dates_in(lines: Sequence[str], entries: Collection[str] = ()) -> list[Dated]:
    """The lines with a date that no colon introduces; `entries` are lines known to lead to other documents."""
    found = []
    for index, line in enumerate(lines):
        match = _DATED.match(line) if "20" in line else None
        if match:
            known = line in entries or bool(_WEEKDAY.match(simplified(match["behind"])))
            counts = not known and not _in_list(lines, index, match["date"], entries)
            behind = _DATE.split(match["behind"])[-1].strip()
            found.append(Dated(index, match["before"].strip(" \t[【"), match["date"], behind, counts))
    return found


def _in_list(lines: Sequence[str], index: int, date: str, entries: Collection[str]) -> bool:
    """Whether a dated line is one of several with other dates, or dates the link above it.

    Beside lines that are known for entries, a line that is none may well be the page's own.
    """
    near = [lines[other] for other in (index - 1, index + 1) if 0 <= other < len(lines)]
    if any(_is_entry(line) and date not in line and line not in entries for line in near):
        return True
    return index > 0 and _is_bare(lines[index], date) and lines[index - 1] in entries


def _is_entry(line: str) -> bool:
    return "20" in line and bool(_ENTRY.match(line)) and not re.search("[:：]\\s?20\\d\\d|日期|时间", line)


def _is_bare(line: str, date: str) -> bool:
    return len(line.strip(" []()【】（）")) == len(date)


def named_dates(line: str) -> list[tuple[str, str]]:
    """The words that stand right before a date, with their dates: 更新日期 2025-01-01 发布日期 2023-07-20."""
    return _NAMED.findall(line)


def is_entry(text: str, linked: int) -> bool:
    """Whether a line is an entry of a list: apart from a date it is a link, and no control of the page."""
    if linked < _LINKED_CHARS:
        return False
    rest = re.sub(r"[\s\d:./\[\]()年月日-]", "", text)
    return linked >= _LINKED_SHARE * len(rest) and not is_control_word(rest)
