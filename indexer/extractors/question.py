"""The proposal that a page shows above or below its reply: set aside where both parts are labelled.

提案内容 … 答复内容 …: the reply is the document, the proposal stays to be found. Without labels nobody can
tell where one ends, and everything stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..document import Pair
from ..opening import opening_line, salutation_line, simplified
from . import labels

NOTE = "网页上的建议（提案）原文已单列"

_NUMBER = r"^[(\[•]?\s?(?:[一二三四]\s?[、.]|\([一二三四]\)|[1-4]\s?[、.])?\s?"
_LABEL = (
    rf"{_NUMBER}(?:(?:代表|委员|人大|政协)?(?:建议|提案|议案)(?:内容|原文|正文|全文|摘要)|案由|案\s由|原文)\s?[)\]]?\s?"
)
_QUESTION, _BELOW = re.compile(rf"{_LABEL}(?::|$)"), re.compile(rf"{_LABEL}:?$")
_ANSWER = re.compile(
    rf"{_NUMBER}(?:(?:建议|提案|办理|承办|主办)?(?:单位)?(?:答复|回复|复函)(?:内容|原文|正文|全文|意见|情况)?|办理(?:情况|结果|意见|答复)|答\s复)"
    r"\s?[)\]]?\s?:?$"
)
_SENTENCE = re.compile(r"[。！？；]$")
_DATE = re.compile(r"日\s?\)?$")
_ABOVE_LETTER, _LABEL_CHARS, _DATE_LINES = 6, 200, 12


class Parted(NamedTuple):
    """Lines without the proposal, the proposal, and the metadata that stands in it."""

    lines: list[str]
    question: list[str]
    pairs: list[Pair]


def parted(lines: list[str]) -> Parted:
    """Takes the proposal off a page that labels both it and its reply."""
    opening = opening_line(lines)
    if opening is None:
        return Parted(lines, [], [])
    salutation = salutation_line(lines, opening)
    start = opening if salutation is None else salutation
    answer = _answer_label(lines, start)
    if answer is None:
        return Parted(lines, [], [])
    first = _question_label(lines[:answer])
    last = _question_below(lines, start)
    question = [*(lines[first : answer + 1] if first is not None else ()), *lines[last:]]
    kept = [*(lines[: answer + 1] if first is None else lines[:first]), *lines[answer + 1 : last]]
    return Parted(kept, question, labels.found_in(question)[0]) if question else Parted(lines, [], [])


def _answer_label(lines: Sequence[str], start: int) -> int | None:
    """The line above the letter that says that here the answer begins; between them only its title and number."""
    for index in range(start - 1, max(-1, start - 1 - _ABOVE_LETTER), -1):
        if _ANSWER.match(simplified(lines[index]).strip()):
            return index
        if _SENTENCE.search(lines[index]):
            return None
    return None


def _question_label(above: Sequence[str]) -> int | None:
    """The line that says that here the proposal begins, where a text of sentences follows it."""
    for index, line in enumerate(above):
        if _QUESTION.match(simplified(line[:_LABEL_CHARS]).strip()):
            return index if any(_SENTENCE.search(other) for other in above[index:]) else None
    return None


def _question_below(lines: Sequence[str], start: int) -> int:
    """The index of the label of a proposal that follows the letter's date, else the number of lines."""
    for index in range(start + 2, len(lines)):
        if _BELOW.match(simplified(lines[index][:_LABEL_CHARS]).strip()):
            dated = any(_DATE.search(line) for line in lines[max(start, index - _DATE_LINES) : index] if len(line) < 60)
            return index if dated else len(lines)
    return len(lines)
