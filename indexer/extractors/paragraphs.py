"""Paragraphs of a text whose lines were broken by the pages of a PDF or by a column's width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..limits import MAX_LINE_FOR_PATTERNS

_FINISHED = re.compile(r"[。！？；：…!?;:”』」）)》〕】]$")
# Beginnings that never continue a sentence.
_OPENER = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)是]|第[一二三四五六七八九十]{1,3}[章节条、，]|[（(]?\d{1,2}[.．、）)](?!\d)"
    r"|[●•■◆▲★○◇①-⑳]|第[一二三四五六七八九十][,，]|附件|附[:：]|尊敬的|抄送|[（(]?联系|感谢|此复|特此|签发人|[（(\[]?(?:不)?同意公开|公开属性|主送"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日$|二[〇○Oo0零]"
)
_DOC_NUMBER = re.compile(
    r"^[\u4e00-\u9fff]{1,14}\s?[〔\[【（(﹝]\s?(?:19|20)\d\d\s?[〕\]】）)﹞]\s?第?\s?\d{1,5}\s?号$"
)
_TITLE_END = re.compile(r"(?:关于|關於|对|對).*(?:答复|答覆|复函|覆函|的函)$")
_SALUTATION = re.compile(r"^(?!.*如下)[^，,。；;]{1,60}[:：]$")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_PAGE_NUMBER = re.compile(r"^[-—–－\s·]*(?:第\s*)?\d{1,3}\s*(?:页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)?[-—–－\s·]*$")
_PAGE_OF = re.compile(r"^(?:page\s?)?\d{1,3}\s?(?:/|of)\s?\d{1,3}$", re.I)
_TITLE_CHARS = 160
_LONG = 40  # characters: shorter lines may be titles, names, dates
_CAPTION = 30
_CAPTIONS_AT_MOST = 3
_HEAD_LINES = 60
_CLOSES = re.compile(r"^[^（(《）)》]{0,12}[）)》]")
_OPENED = re.compile(r"[（(《][^（(《）)》。]{0,60}$")
_RECEIVED = re.compile(r"^(?:号\s?)?[）)》”]{0,2}\s?(?:已)?收悉")
_NAMES_PROPOSAL = re.compile(r"(?:提出|所提|提交)的?(?:关于)?$")


def is_page_number(line: str) -> bool:
    """Whether a line is a page number of a PDF: — 2 —, 第 1 页 共 9 页. A bare number is none."""
    line = line.strip()
    return bool(_PAGE_NUMBER.match(line) or _PAGE_OF.match(line)) and not line.isdigit()


def rejoin(lines: Sequence[str]) -> list[str]:
    """Paragraphs: a line that stops in mid-sentence goes on in the next one that can continue it.

    Short lines standing in the gap of a broken sentence are captions; they move behind it.
    """
    paragraphs: list[str] = []
    position = 0
    while position < len(lines):
        pieces, captions = [lines[position]], list[str]()
        position += 1
        while _is_broken(pieces) and (step := _continuation(lines, position)):
            captions += lines[position : position + step - 1]
            pieces.append(lines[position + step - 1])
            position += step
        paragraphs += ["".join(pieces), *captions]
    return paragraphs


def with_whole_brackets(lines: Sequence[str]) -> list[str]:
    """The lines with those of the head put together that break inside a bracket, before 《 or before 收悉.

    （第301⏎号）收悉: in two lines the opening sentence of a letter is none.
    """
    found = list(lines[:1])
    for index, line in enumerate(lines[1:], start=1):
        if index < _HEAD_LINES and _is_cut(found[-1], line):
            found[-1] += line
        else:
            found.append(line)
    return found


def _is_cut(line: str, below: str) -> bool:
    if "\t" in line or "\t" in below or len(line) + len(below) > MAX_LINE_FOR_PATTERNS:
        return False
    if _CLOSES.match(below) and _OPENED.search(line):
        return True
    if _RECEIVED.match(below):
        return not re.search("[。：:！？]$", line)
    return below.startswith("《") and bool(_NAMES_PROPOSAL.search(line))


def _is_broken(pieces: Sequence[str]) -> bool:
    """Whether a paragraph, as far as it is put together, stops in mid-sentence."""
    if _FINISHED.search(pieces[-1][-2:]) or "\t" in pieces[-1]:
        return False  # a tab: a row of a table
    if len(pieces) > 1:
        return True
    line = pieces[0]
    if _NUMBERED.match(line) and "。" not in line:
        return False  # a heading
    return (len(line) >= _LONG or "。" in line) and not (len(line) <= _TITLE_CHARS and _TITLE_END.search(line))


def _continuation(lines: Sequence[str], position: int) -> int:
    """How many lines ahead the sentence goes on, 0 when it does not."""
    ahead = lines[position : position + _CAPTIONS_AT_MOST + 1]
    for step, line in enumerate(ahead, start=1):
        if begins_anew(line):
            return 0 if step == 1 else 1
        if not _is_caption(line):
            return step if _continues(line) else 0
    return 1 if ahead else 0


def _continues(line: str) -> bool:
    """Whether a line may be the rest of a sentence: a short one without a stop is a name, a date, a title."""
    return len(line) >= _LONG or bool(re.search("[，,。；;、]", line))


def begins_anew(line: str) -> bool:
    """Whether a line begins like a heading, an item, a salutation or a date, not like the rest of a sentence."""
    return bool(_OPENER.match(line) or _SALUTATION.match(line) or _DOC_NUMBER.match(line) or "\t" in line)


def _is_caption(line: str) -> bool:
    """賽輪集團打造智能化製造工廠。 — a whole short sentence; the end of a cut one is shorter."""
    return 8 <= len(line) <= _CAPTION and line.endswith("。") and not re.search("[，,]", line)
