"""Numbers in forms: dates, document numbers (发文字号), sessions (届次), proposal numbers.

Patterns read the plain form of a text: Simplified, narrow, every bracket ( or ), ○ as 〇.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "o": 0, "两": 2}
_NUMERAL = "[一二三四五六七八九十]{1,4}|\\d{1,3}"

DATE = re.compile(r"(?P<y>(?:19|20)\d\d)\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?")
DATE_IN_WORDS = re.compile(
    r"(?P<y>[一二][〇零o0一二三四五六七八九]{3})\s*年\s*(?P<m>[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>[一二三四五六七八九十]{1,3})\s*日"
)
DOC_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2,14}?(?:\((?:主办|会办|协办|分办)\))?)\s*\(\s*(?P<year>(?:19|20)\d\d)\s*\)\s*第?\s*0*(?P<n>\d{1,5})\s*号"
)
SESSION = re.compile(
    rf"(?P<place>(?:(?!关于|对于|贵|您|的|在|对|年|期)[\u4e00-\u9fff]){{0,6}}?[省市县区州盟旗])?\s*(?P<body>政协|人大)?\s*(?:[\u4e00-\u9fff]{{1,5}}?[省市县区州])?"
    rf"第?(?P<term>{_NUMERAL})届(?P<kind>(?:全国|[\u4e00-\u9fff]{{0,4}}[省市县区州])?(?:人民代表大会|人大|政协|委员会|政协委员会))?"
    rf"(?:常委会)?第?(?P<meeting>{_NUMERAL})次(?:全体)?会议"
)
PROPOSAL_NUMBER = re.compile(r"第\s*(?P<n>[a-z]{0,3}\s?\d{1,9})\s*号")


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
        high, low = _DIGITS.get(tens, 1 if not tens else None), _DIGITS.get(ones, 0 if not ones else None)
        return None if high is None or low is None else high * 10 + low
    return _DIGITS.get(text)


def iso_date(match: re.Match[str]) -> str | None:
    """The date of a match of DATE or DATE_IN_WORDS as YYYY-MM-DD, None when it is no date."""
    year, month, day = match["y"], match["m"], match["d"]
    if not year.isdigit():
        year = "".join(str(_DIGITS.get(char, char)) for char in year)
    m, d = numeral(month), numeral(day)
    try:
        return date(int(year), m or 0, d or 0).isoformat()
    except ValueError:
        return None


def find_date(text: str) -> str | None:
    """The first date in a plain text as YYYY-MM-DD, or None."""
    match = DATE.search(text) or DATE_IN_WORDS.search(text)
    return iso_date(match) if match else None


def canonical_doc_number(match: re.Match[str]) -> str:
    """沈数据建议〔2024〕9号, whatever brackets, blanks, 第 and zeros were typed."""
    return f"{match['code']}〔{match['year']}〕{int(match['n'])}号"


def canonical_proposal_number(text: str) -> str:
    """A proposal's number without blanks, leading zeros and the words around it: 0344 → 344."""
    bare = re.sub(r"[\s第号]", "", text).lower()
    return bare.lstrip("0") or bare


def session_of(text: str) -> Session | None:
    """The session named in a plain text; also in the short forms people type (十七届三次)."""
    match = SESSION.search(text)
    if match:
        body = "政协" if "政协" in match.group() else "人大"
        return Session(body, numeral(match["term"]), numeral(match["meeting"]))
    term = re.search(rf"({_NUMERAL})届", text)
    meeting = re.search(rf"届?\D{{0,8}}?({_NUMERAL})次", text)
    if not term and not meeting:
        return None
    named = "政协" if "政协" in text else "人大" if "人大" in text or "人民代表" in text else None
    return Session(named, numeral(term[1]) if term else None, numeral(meeting[1]) if meeting else None)
