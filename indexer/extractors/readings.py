"""Readings that mirror sites put behind characters: 現(xiàn)答復(fù), 建(jian)议(yi).

A reading in brackets goes only where it has a tone mark, or where the text is full of them; (ofd),
(app) and a single (an) are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_READING = re.compile(rf"[(（](?<=[\u3400-\u9fff].)([a-zü\u0261{_TONED}]{{1,7}}[1-6]?)[)）]")
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])"
_PINYIN = re.compile(
    rf"(?:{_INITIAL}?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|er)"
    rf"|{_INITIAL}(?:ong|i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ua|uo|uai|ui|uan|un|uang|ue|v|ve|ü|üe))[1-5]?"
)
_JYUTPING = re.compile(
    r"(?:ng|gw|kw|[bpmfdtnlgkhzcswj])"
    r"(?:aa[iumnptk]?|aang|a[iumnptk]|ang|oe|oeng|oek|o[inutk]|eo[int]|e[iu]|ek|i[umnptk]|ing|u[intk]|ung|yu[nt]?)[1-6]?"
)
_FEW, _MANY = 3, 5


def without_readings(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines without readings in brackets, and how many there were."""
    found = [match.group(1) for line in lines for match in _READING.finditer(line)]
    if not found:
        return list(lines), 0
    plain = [text for text in found if not _is_toned(text)]
    pinyin = [text for text in plain if _PINYIN.fullmatch(text)]
    either = [text for text in plain if _PINYIN.fullmatch(text) or _JYUTPING.fullmatch(text)]
    toned = len(found) - len(plain)
    everywhere = toned >= _FEW or _repeated(pinyin, _FEW, 2) or _repeated(either, _MANY, _FEW)
    gone = 0

    def shown(match: re.Match[str]) -> str:
        nonlocal gone
        text = match.group(1)
        is_reading = _is_toned(text) or (everywhere and text in either)
        gone += is_reading
        return "" if is_reading else match.group()

    return [_READING.sub(shown, line) for line in lines], gone


def _is_toned(text: str) -> bool:
    return any(char in _TONED for char in text)


def _repeated(readings: Sequence[str], times: int, different: int) -> bool:
    return len(readings) >= times and len(set(readings)) >= different
