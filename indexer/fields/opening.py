"""Fields of the salutation and the opening sentence: who is answered, and what they proposed."""

from __future__ import annotations

import re

from ..folding import plain
from ..reply import Fact
from .numbers import PROPOSAL_NUMBER, SESSION, canonical_proposal_number
from .zones import Line, Zones

_KINDS = ("提案", "建议", "议案")
_GREETING = re.compile(r"^(?:尊敬的|敬爱的)|(?:们)?[，,]?(?:您|你们?)好|[:：!！\s]+$")
_IN_BRACKETS = re.compile(r"\([^()]{1,8}\)")
_PARTY = re.compile(
    r"民盟|民建|民革|民进|农工党|农工民主党|致公党|九三学社|台盟|台湾民主自治同盟|中国民主|中国农工|中国致公"
)
_GROUP = re.compile(
    r"工商联|工商业联合会|总工会|妇联|妇女联合会|团委|共青团|侨联|科协|台联|文联|残联|红十字|界别|联谊会|协会|商会|界$"
)
_TITLE_IN_QUOTES = (
    re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》){4,160})》"),
    re.compile(r"[“\"「](?P<title>[^”\"」]{4,160}?(?:建议|提案|议案|问题|意见))\s*[”\"」]"),
)
_TITLE_BARE = re.compile(r"(?P<title>关于[^，。；,;]{2,100}?的(?:建议|提案|议案|问题))(?!的(?:建议|提案|议案))")
_QUOTED_TOPIC = re.compile(r"[“\"「](?P<title>[^”\"」]{4,120})[”\"」]")
_NUMBER_FORMS = (
    re.compile(
        r"第\s*(?P<n>[a-z]{0,3}\s?\d{1,9})\s*号(?:\([^)]{2,16}\))?\s*(?:代表|委员|重点|党派|集体)?\s*(?:建议|提案|议案|议事|件)"
    ),
    re.compile(
        r"(?:建议|提案|议案)[》”\"]?\s*\(\s*(?:编号|案号)?\s*[:：]?\s*第?\s*(?P<n>[a-z]{0,3}\s?\d{1,9})\s*号?\s*\)"
    ),
    re.compile(r"\(\s*第\s*(?P<n>[a-z]{0,3}\s?\d{1,9})\s*号(?:建议|提案)?\s*\)"),
    PROPOSAL_NUMBER,
)
_CO_AGENCIES = re.compile(
    r"(?:会同|经商|商请|并商)\s*(?P<names>[\u4e00-\u9fff、,，和及与]{2,120}?)(?=等|进行|认真|研究|办理|作了|做好|组成|共同|就|召开|成立|对|对|联合|开展|,?现|,?经|,?就|,?深入|,?专题|,?多次|,?逐|,?赴|[,，]|[。；;])"
)
_BETWEEN_NAMES = re.compile(r"[、,，]|(?<=[局委厅办部会心队院府司行区县])(?:和|与|以及|及)")
_BEFORE_SESSION = re.compile(r"^.*(?:关于|關於|[对對在于於您團团局委]|你们|你們)(?=.{0,6}[届屆])|^[于於对對在]")
_ORGAN_NAME = re.compile(
    r"^[\u4e00-\u9fff]{2,18}(?:局|委|厅|办|部|委员会|中心|支队|办公室|人社局|院|公司|银行|政府|管委会|集团|社|会|区|县)$"
)


def addressee(zones: Zones) -> tuple[Fact, Fact] | None:
    """Who is answered (names joined by 、, or an organisation) and as what (代表, 委员, 党派 …)."""
    if zones.salutation is None:
        return None
    line = zones.lines[zones.salutation]
    text = re.sub(_GREETING, "", re.sub(_GREETING, "", line.text.strip()))
    role = _role(text)
    names = _names(text) if role in ("代表", "委员") else text.strip()
    if not names:
        return None
    return (
        Fact(names, "text", line.text, line.span),
        Fact(role, "text", line.text, line.span, 0.9 if role != "其他" else 0.5),
    )


def _role(text: str) -> str:
    simplified = _IN_BRACKETS.sub("", plain(text))
    if simplified.endswith("代表团"):
        return "代表团"
    if simplified.endswith(("代表", "代表们")):
        return "代表"
    if simplified.endswith(("委员", "委员们")):
        return "委员"
    if _PARTY.search(simplified):
        return "党派"
    return "团体" if _GROUP.search(simplified) else "专委会" if "委员会" in simplified else "其他"


def _names(text: str) -> str:
    bare = re.sub(r"们$", "", text.strip())
    bare = re.sub(r"[(（][^()（）]{1,8}[)）]", "", bare)  # （等3位）, （领衔）
    bare = re.sub(r"(?:[省市区县]?(?:人大|政协))?(?:代表|委员|委員)$", "", bare).strip()
    bare = re.sub(r"等\s*(?:[\d一二三四五六七八九十]+\s*[位名人]?(?:市|省|区|县|政协|人大)*)?$", "", bare)
    parts = re.split(
        r"(?:代表|委员|委員)?(?:[、，,]|[和与并](?=[\u4e00-\u9fff]{2,4}$))\s*|\s+|(?:代表|委员|委員)", bare
    )
    parts = [part for part in parts if part]
    return "".join(parts) if parts and max(map(len, parts)) == 1 else "、".join(parts)  # 王 强 is one name


def proposal_title(zones: Zones) -> Fact | None:
    """The proposal's title in the opening sentence: in 《》, in quotation marks, or 关于…的建议."""
    line = zones.opening_text
    if line is None:
        return None
    sentence = line.plain[: _end_of_request(line.plain)]
    for pattern in (*_TITLE_IN_QUOTES, _TITLE_BARE, _QUOTED_TOPIC):
        if match := pattern.search(sentence):
            confidence = 0.7 if pattern is _QUOTED_TOPIC else 1.0
            return line.fact(line.written(match, "title").strip(), match, "title", confidence)
    return None


def _end_of_request(text: str) -> int:
    """Where the opening sentence stops naming the proposal; a later 《》 is something else."""
    ends = [
        found.start()
        for found in re.finditer(r"收悉|悉[,，。]|已[交转]|[交转]由|(?:答复|回复|函复|复函)(?:情况)?如下", text)
    ]
    return ends[0] if ends else len(text)


def kind(
    zones: Zones, title: Fact | None, proposal: Fact | None, role: str | None, doc_number: str | None
) -> Fact | None:
    """建议, 提案 or 议案: by the titles, then the opening sentence, the number's code, the role."""
    for fact, confidence in ((title, 1.0), (proposal, 1.0)):
        if fact and (found := _last_kind(str(fact.value))):
            return Fact(found, fact.source, fact.raw, fact.span, confidence)
    line = zones.opening_text
    if line and (match := re.search(r"(?:第.{1,16}号|的|》|”)\s*(?P<kind>提案|建议|议案)", line.plain[:400])):
        return line.fact(match["kind"], match, "kind", 0.9)
    for code, found in (("提", "提案"), ("建", "建议")):
        if doc_number and code in doc_number.split("〔")[0][1:] and "住建" not in doc_number:
            return Fact(found, "derived", doc_number, None, 0.7)
    by_role = {"委员": "提案", "党派": "提案", "代表": "建议", "代表团": "建议"}.get(role or "")
    return Fact(by_role, "derived", role or "", None, 0.7) if by_role else None


def _last_kind(title: str) -> str | None:
    """The kind a title ends with, apart from 答复, number and brackets: …的提案（第214号）的答复."""
    places = {name: title.rfind(name) for name in _KINDS}
    numbered = re.search(r"第\s*[A-Za-z]{0,3}\d[\d\s]*号[（(]?[^（）()]{0,12}[）)]?(提案|建议|议案)", title)
    if numbered:
        return numbered.group(1)
    best = max(places, key=lambda name: places[name])
    return best if places[best] >= 0 else None


def proposal_number(zones: Zones, title: Fact | None) -> Fact | None:
    """The proposal's number without leading zeros, from the title, else the opening sentence."""
    for line in _title_and_opening(zones, title):
        text = line.plain[:400]
        if line is zones.opening_text:
            text = text[: _end_of_request(text) + 40]
        for pattern in _NUMBER_FORMS:
            if match := pattern.search(text):
                return line.fact(canonical_proposal_number(match["n"]), match, "n")
    pair = zones.page.pair("案号", "提案编号", "建议编号")
    match = re.search(r"\d{1,9}", pair.value) if pair else None
    return Fact(canonical_proposal_number(match[0]), "page", pair.value) if pair and match else None


def session(zones: Zones, title: Fact | None) -> Fact | None:
    """The session in the words of the title or the opening sentence (市十七届人大三次会议)."""
    for line in _title_and_opening(zones, title):
        if match := SESSION.search(line.plain[:400]):
            words = _BEFORE_SESSION.sub("", "".join(line.written(match, 0).split()))
            return line.fact(words, match)
    return None


def _title_and_opening(zones: Zones, title: Fact | None) -> list[Line]:
    lines = []
    if title and title.span:
        # Over several lines the evidence is the whole title: its text has line breaks, its value has not.
        within = [line.text for line in zones.lines if title.span.start <= line.start < title.span.end]
        lines.append(Line("\n".join(within), title.span.start, plain(str(title.value))))
    if zones.opening_text:
        lines.append(zones.opening_text)
    return lines


def co_agencies(zones: Zones) -> Fact | None:
    """会同…, 经商…: the agencies that helped with the answer, as they are named."""
    line = zones.opening_text
    if line is None or zones.opening is None:
        return None
    for line in zones.lines[zones.opening : zones.opening + 2]:
        if match := _CO_AGENCIES.search(line.plain[:800]):
            names = [name for name in _BETWEEN_NAMES.split(match["names"]) if _ORGAN_NAME.match(name)]
            if names:
                return Fact(tuple(names), "text", match.group(), line.fact("", match, "names").span, 0.9)
    pair = zones.page.pair("会办单位", "协办单位")
    names = [name for name in _BETWEEN_NAMES.split(plain(pair.value)) if _ORGAN_NAME.match(name)] if pair else []
    return Fact(tuple(names), "page", f"{pair.label}：{pair.value}") if pair and names else None
