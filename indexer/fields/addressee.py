"""Who is answered: names or an organisation, as what, and how many."""

from __future__ import annotations

import re

from ..folding import plain
from ..reply import Fact, Value
from .numbers import numeral
from .proposal import title_and_opening
from .zones import Zones

_GREETING = re.compile(r"^(?:尊敬的|敬爱的)|(?:们)?[，,]?(?:您|你们?)好|[:：!！\s]+$")
_IN_BRACKETS = re.compile(r"[(（][^()（）]{1,16}[)）]")
_PARTY = re.compile(
    r"民盟|民建|民革|民进|农工党|农工民主党|致公党|九三学社|台盟|台湾民主自治同盟|中国民主|中国农工|中国致公|国民党革命委员会"
    r"|民主同盟|民主建国会|民主促进会"
)
_GROUP = re.compile(
    r"工商联|工商业联合会|总工会|妇联|妇女联合会|团委|共青团|青年联合会|青联|侨联|科协|台联|文联|残联|红十字|界别|联谊会|协会|商会|促进会|知联会|界$|小组$"
)
_COUNT = re.compile(r"等\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[位名人]|(?=(?:代表|委员)))")
_AND_ORGANISATION = re.compile(
    r"(?:代表|委员|委員)\s*[、，,和及]\s*(?=[^、，,]{2,20}(?:委员会|[市省区县州][委]|联|会|社|支部|总支|组)$)"
)
_ORGANISATION_AND = re.compile(
    r"^(?P<first>[^、，,和及]{4,24})\s*[、，,和及]\s*(?P<rest>.{2,120}(?:代表|委员|委員)(?:们)?)$"
)
_IN_SENTENCE = re.compile(
    r"(?:^|会议|关于|对|政协|人大)\s?(?P<names>(?!关于|对)[\u3400-\u9fff·]{2,4}?(?:、[\u3400-\u9fff·]{2,4}?){0,8}"
    r"(?:等\d{0,2}[位名]?)?(?:\(等\d{1,2}[位名人]\))?)(?P<role>代表|委员)"
    r"(?=(?:在.{2,40})?(?:提出|所提|提交)|的?(?:第.{1,16}号)?(?:建议|提案))"
)
_NO_NAME = re.compile(r"人大|政协|各级|各位|部分|有关|全国|省|市|县|区|加强|发挥|您|你们|人民|党")
_ORGANISATIONS = frozenset(("党派", "团体", "专委会", "单位", "代表团"))
_AS_WHAT = r"(?:代表(?!团|團)|委员(?!会)|委員(?!會))"
_TITLE_OF_NAME = r"(?:[省市区县]?(?:人大|政协|党)?(?:代表|委员|委員))"


def addressee(zones: Zones, title: Fact | None = None) -> dict[str, Fact | None]:
    """addressee (names joined by 、), addressee_role and addressee_count, as far as they are known.

    The role is 代表, 委员, 党派, 团体, 代表团, 专委会, 单位 or 其他; one for each name where they differ.
    """
    if zones.salutation is None:
        return _spoken_of(zones, title)
    line = zones.lines[zones.salutation]
    text = _GREETING.sub("", _GREETING.sub("", line.text.strip()))
    parts = _parts(text)
    roles = [_role(part) for part in parts]
    names = [_names(part) if role in ("代表", "委员") else part for part, role in zip(parts, roles, strict=True)]
    if not all(names):
        return {}
    value: Value = roles[0] if len(set(roles)) == 1 else _for_each_name(names, roles)
    sure = 0.9 if "其他" not in roles else 0.5
    return {
        "addressee": Fact("、".join(names), "text", line.text, line.span),
        "addressee_role": Fact(value, "text", line.text, line.span, sure),
        "addressee_count": _count(line.text, line.plain),
    }


def _parts(text: str) -> list[str]:
    """The persons and the organisations of a salutation, in its order, each group with its own 代表 or 委员."""
    leading: list[str] = []
    while (match := _ORGANISATION_AND.match(text)) and _role(match["first"]) in _ORGANISATIONS:
        leading.append(match["first"].strip())
        text = match["rest"]
    parts = [part.strip() for part in _AND_ORGANISATION.split(text) if part.strip()]
    if len(parts) > 1:
        parts = [text[: text.index(parts[1])].rstrip("、，,和及 "), *parts[1:]]
    return [*leading, *parts]


def _spoken_of(zones: Zones, title: Fact | None) -> dict[str, Fact | None]:
    """Without a salutation: X代表提出的… in the opening, or 关于X委员提案的答复 in the title; less certain."""
    for line in title_and_opening(zones, title)[::-1]:
        match = _IN_SENTENCE.search(line.plain[:200])
        if match and not _NO_NAME.search(match["names"]):
            names = _names(line.written(match, "names"))
            return {
                "addressee": line.fact(names, match, "names", 0.8),
                "addressee_role": line.fact(match["role"], match, "role", 0.8),
                "addressee_count": _count(line.text, match["names"]),
            }
    return {}


def _for_each_name(names: list[str], roles: list[str]) -> tuple[str, ...]:
    return tuple(role for part, role in zip(names, roles, strict=True) for _ in part.split("、"))


def _count(written: str, simplified: str) -> Fact | None:
    match = _COUNT.search(simplified)
    count = numeral(match["n"]) if match else None
    return Fact(count, "derived", written) if count else None


def _role(text: str) -> str:
    simplified = re.sub(r"们$", "", _IN_BRACKETS.sub("", plain(text)).strip())
    if simplified.endswith("代表团"):
        return "代表团"
    if simplified.endswith("代表"):
        return "代表"
    if simplified.endswith("委员"):
        return "委员"
    if _PARTY.search(simplified):
        return "党派"
    if _GROUP.search(simplified):
        return "团体"
    if re.search(r"(?:局|厅|办公室|办|部|政府|发展和改革委员会|卫生健康委员会)$", simplified):
        return "单位"
    of_assembly = re.search(r"(?:人大|政协).*委$", simplified)
    return "专委会" if of_assembly or "委员会" in simplified else "其他"


def _names(text: str) -> str:
    bare = re.sub(r"们$", "", text.strip())
    bare = _IN_BRACKETS.sub("", bare)  # （等3位）, （领衔）
    bare = re.sub(rf"{_TITLE_OF_NAME}$", "", bare).strip()
    bare = re.sub(r"等\s*(?:[\d一二三四五六七八九十]+\s*[位名人]?(?:市|省|区|县|政协|人大)*)?$", "", bare)
    parts = re.split(rf"{_AS_WHAT}?(?:[、，,]|[和与并](?=[\u4e00-\u9fff]{{2,4}}$))|{_AS_WHAT}", bare)
    return "、".join(name for part in parts for name in _mended(part.split()))


def _mended(words: list[str]) -> list[str]:
    """Two single characters in a row are one name set apart: 王 强 李知行 → 王强, 李知行."""
    names: list[str] = []
    for word in words:
        if len(word) == 1 and names and len(names[-1]) == 1:
            names[-1] += word
        else:
            names.append(word)
    return names
