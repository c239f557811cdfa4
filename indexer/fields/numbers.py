"""Numbers in forms: document numbers (发文字号), sessions (届次), numbers of proposals.

Patterns read the plain form of a text: Simplified, narrow, every bracket ( or ), ○ as 〇.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "o": 0, "两": 2}
_NUMERAL = "[一二三四五六七八九十]{1,4}|\\d{1,3}"

DOC_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2,14}?(?:\((?:主办|会办|协办|分办)\))?)\s*\(\s*(?P<year>(?:19|20)\d\d)\s*年?\s*\)\s*第?\s*0{0,6}(?P<n>\d{1,5})\s*号"
)
_PLACE_BEFORE = r"(?:(?!关于|对于|贵|您|的|在|对|年|期)[\u4e00-\u9fff]){0,6}?[省市县区州盟旗乡镇]"
_ASSEMBLY = r"(?:人民代表大会|人大|政协|委员会|政协委员会)"
SESSION = re.compile(
    rf"(?:中国人民政治协商会议|(?P<place>{_PLACE_BEFORE})?)\s{{0,2}}(?P<body>政协|人大)?\s{{0,2}}(?:[\u4e00-\u9fff]{{1,7}}?[省市县区州盟旗])?"
    rf"\s{{0,2}}第?\s{{0,2}}(?P<term>{_NUMERAL})\s{{0,2}}届\s{{0,2}}(?P<kind>(?:全国|[\u4e00-\u9fff]{{0,6}}[省市县区州盟旗])?{_ASSEMBLY})?"
    rf"(?:常委会|常务委员会)?\s{{0,2}}第?\s{{0,2}}(?P<meeting>{_NUMERAL})\s{{0,2}}次\s{{0,2}}(?:全体)?会议"
)
_FIRST_NATIONAL_TERM = (6, 1983)  # since then the national assemblies change every five years, together


@dataclass(frozen=True, slots=True)
class Session:
    """A session as numbers: 市十七届人大三次会议 is ("人大", 17, 3). Unknown parts are None."""

    body: str | None
    term: int | None
    meeting: int | None

    @property
    def key(self) -> str:
        """人大17届3次, the form sessions are indexed in."""
        return f"{self.body or ''}{self.term or ''}届{self.meeting or ''}次"


def numeral(text: str) -> int | None:
    """The value of a numeral in digits or characters up to 99 (十七, 二十一, 17), else None."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        high, low = DIGITS.get(tens, 1 if not tens else None), DIGITS.get(ones, 0 if not ones else None)
        return None if high is None or low is None else high * 10 + low
    return DIGITS.get(text)


def canonical_doc_number(match: re.Match[str]) -> str:
    """沈数据建议〔2024〕9号, whatever brackets, blanks, 第 and zeros were typed."""
    return f"{match['code']}〔{match['year']}〕{int(match['n'])}号"


def canonical_proposal_number(text: str) -> str:
    """A proposal's number without blanks, leading zeros and the words around it: 0344 → 344."""
    bare = re.sub(r"[\s第号]", "", text).lower()
    return bare.lstrip("0") or bare


def split_year(number: str) -> tuple[int, str] | None:
    """The year and the number in a number that begins with a year: 20250688 → (2025, "688"), else None."""
    match = re.fullmatch(r"(?P<year>(?:19[89]|20[0-4])\d)-?0{0,5}(?P<n>[1-9]\d{0,4})", number)
    return (int(match["year"]), match["n"]) if match and len(number) >= 7 else None


def number_keys(number: str) -> tuple[str, ...]:
    """Under what a proposal's number is found: as it is, and without the year it begins with (20250688 → 688)."""
    key, parts = canonical_proposal_number(number), split_year(number)
    return (key, parts[1]) if parts else (key,)


def session_of(text: str) -> Session | None:
    """The session named in a plain text; also in the short forms people type (十七届三次)."""
    match = SESSION.search(text)
    if match:
        return Session(_body(match.group()) or _body(text), numeral(match["term"]), numeral(match["meeting"]))
    term = re.search(rf"({_NUMERAL})届", text)
    meeting = re.search(rf"届?\D{{0,8}}?({_NUMERAL})次", text)
    if not term and not meeting:
        return None
    return Session(_body(text), numeral(term[1]) if term else None, numeral(meeting[1]) if meeting else None)


def _body(text: str) -> str | None:
    """人大 or 政协, None where the words (市十七届三次会议) leave it open."""
    if "政协" in text or "政治协商" in text:
        return "政协"
    if "人大" in text or "人民代表" in text:
        return "人大"
    return "政协" if re.search("(?<!常务)委员会", text) else None


def session_year(text: str) -> int | None:
    """The year of a session of the national assemblies (十四届全国人大一次会议 → 2023); others are unknown.

    Local assemblies count their terms each in its own way.
    """
    session = session_of(text)
    if session is None or "全国" not in text or not session.term or not session.meeting:
        return None
    term, year = _FIRST_NATIONAL_TERM
    return (
        year + 5 * (session.term - term) + session.meeting - 1
        if session.term >= term and session.meeting <= 5
        else None
    )
