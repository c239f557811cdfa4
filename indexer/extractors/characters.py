"""Characters of a text as they should be shown: line ends, invisible characters, stray blanks."""

from __future__ import annotations

import re

from .radicals import mended

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x85]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069\xad]")
_BLANKS = re.compile(r"[ \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_TABS = re.compile(r" ?\t[ \t]*")
_RADICAL = re.compile(r"[\u2f00-\u2fd5\u2e80-\u2ef3]")  # PDF fonts write 工 as U+2F2F
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_STRANGE = re.compile(rf"[\r\f\u2028\u2029\x0b\x85]|{_INVISIBLE.pattern}|{_RADICAL.pattern}|{_SURROGATE.pattern}")

_HAN = r"\u3400-\u9fff\uf900-\ufaff〇"
_CJK = _HAN + r"\u3001-\u303f\uff00-\uffef“”‘’—…"
_CLASS_MARK = r"(?![A-Da-d]\d?类?(?:\s|$))"  # 签发人：李某 A类: the letter is a field of its own
# These begin with the blank, so that nothing else of a line is tried.
_BESIDE_LATIN = re.compile(rf" (?<=[{_CJK}] ) *(?=[0-9A-Za-z+%]){_CLASS_MARK}| (?<=[0-9A-Za-z+%] ) *(?=[{_CJK}])")
_BETWEEN_HAN = re.compile(rf" (?<=[{_CJK}] ) *(?=[{_CJK}])")
_RUNNING_TEXT = 40  # characters; shorter lines may hold names set apart by blanks


def clean(text: str) -> str:
    """Text with LF line ends (form feeds as blank lines), single blanks and nothing invisible.

    Tabs stay, one at a time: they set the cells of a table's row apart.
    """
    if _STRANGE.search(text):
        text = _LINE_ENDS.sub("\n", text).replace("\f", "\n\n")
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
        text = mended(text)
    text = _BLANKS.sub(" ", text)
    return _TABS.sub("\t", text) if "\t" in text else text


def close_gaps(line: str) -> str:
    """A line without the blanks that PDF extraction and typists leave: 4 万个 → 4万个.

    Blanks between two Han characters go only in running text: in short lines they set names and
    fields apart (联系人:李某 联系电话:…).
    """
    line = line.strip()
    if " " not in line:
        return line
    line = _BESIDE_LATIN.sub("", line)
    if len(line) > _RUNNING_TEXT and re.search("[，,。；]", line):
        line = _BETWEEN_HAN.sub("", line)
    return line
