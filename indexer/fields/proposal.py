"""What is answered: the proposal's title, number, session, kind and form, in the words of title and opening."""

from __future__ import annotations

import re

from ..folding import plain
from ..reply import Fact, Span
from .numbers import SESSION, canonical_proposal_number, session_year, split_year
from .pairs import stated
from .zones import Line, Zones

_TITLE_IN_QUOTES = (
    re.compile(r"《(?P<title>(?:[^《》]|《[^《》]{0,80}》){4,160})》"),
    re.compile(r"[“\"「](?P<title>[^”\"」]{4,160}?(?:建议|提案|议案|问题|意见))\s*[”\"」]"),
)
# A quotation mark before it belongs to it where it ends before 的建议: “关于…管理”的建议.
_TITLE_BARE = re.compile(
    r"(?P<title>(?:[“\"「](?=关于[^“”\"「」，。；,;]{2,100}[”\"」](?!收悉|已收悉)))?关于[^，。；,;]{2,100}?的(?:建议|提案|议案|问题))"
    r"(?!的(?:建议|提案|议案))"
)
_QUOTED_TOPIC = re.compile(r"[“\"「](?P<title>[^”\"」]{4,120})[”\"」]")
_N = r"[a-z]{0,3}\s?\d{1,9}(?:-\d{1,5})?"
_LIST = rf"{_N}\s*号?(?:\s*(?:[、,和及与]|以及)\s*第?\s*{_N}\s*号?){{0,20}}"
_KIND = r"(?:建议|提案|议案|议事|书面意见|批评|意见|件)"
_NUMBER_FORMS = (
    re.compile(
        rf"第\s*(?P<n>{_LIST})(?<=号)\s*(?:\([^)]{{2,16}}\))?\s*(?:人大|政协)?(?:代表|委员|重点|党派|集体|联名|会办){{0,2}}\s*{_KIND}"
    ),
    re.compile(
        rf"(?:建议|提案|议案)[》”\"]?\s*\(\s*(?:(?:建议|提案|议案)?(?:编号|案号|号))?\s*[:：]?\s*第?\s*(?P<n>{_LIST})\s*\)"
    ),
    re.compile(rf"\(\s*(?:建议|提案|议案)?第\s*(?P<n>{_LIST})(?:建议|提案|议案)?\s*\)"),
    re.compile(rf"(?:建议|提案|议案)[》”\"]?\s*第\s*(?P<n>{_LIST})(?<=号)"),
    re.compile(rf"(?:建议|提案|议案)(?:编号|案号|号)\s*[:：]?\s*第?\s*(?P<n>{_LIST})(?!\d)"),
    re.compile(rf"第\s*(?P<n>{_N}\s*号)(?!令|线|楼|台风|院|门|公告|文件|桥|路|店|厅|馆|地块|井|[至到~])"),
)
_NUMBER_LABELS = ("案号", "提案编号", "建议编号", "提案号", "建议号", "建议提案编号", "提案案号")
_BEFORE_SESSION = re.compile(r"^[^届屆]*(?:关于|關於|对于|對於|[对對在您團团局]|你们|你們)(?=[^届屆]{0,40}[届屆])")
_KINDS = {
    "提案": "提案", "建议": "建议", "议案": "议案", "书面意见": "书面意见",
    "批评和意见": "批评和意见", "批评、意见": "批评和意见", "议事原案": "议案",
}  # fmt: skip
_FORM = re.compile(
    r"(?P<form>重点督办|重点|集体|党派|界别|联名|团体|个人|平时|闭会)(?:会议)?(?:期间)?(?:的)?(?:建议|提案|议案)"
)
_FORMS = {"团体": "团体", "重点督办": "重点", "闭会": "闭会期间"}


def end_of_request(text: str) -> int:
    """Where the opening sentence stops naming the proposal; a later 《》 is something else."""
    ends = re.search(r"收悉|悉[,，。]|已[交转]|[交转]由|(?:答复|回复|函复|复函|会办意见)(?:情况)?如下", text)
    return ends.start() if ends else len(text)


def proposal_title(zones: Zones) -> Fact | None:
    """The proposal's title in the opening sentence: in 《》, in quotation marks, or 关于…的建议."""
    line = zones.opening_text
    if line is None:
        return None
    sentence = line.plain[: end_of_request(line.plain)]
    for pattern in (*_TITLE_IN_QUOTES, _TITLE_BARE, _QUOTED_TOPIC):
        if match := pattern.search(sentence):
            confidence = 0.7 if pattern is _QUOTED_TOPIC else 1.0
            return line.fact(line.written(match, "title").strip(), match, "title", confidence)
    pair = stated(zones.page, "案由")
    return pair.fact(pair.text, 0.9) if pair else None


def numbers(zones: Zones, title: Fact | None) -> Fact | None:
    """The proposal's number without leading zeros; several of them (第12号、第15号) as a tuple."""
    for line in title_and_opening(zones, title):
        text = line.plain[:400]
        if line is zones.opening_text:
            text = text[: end_of_request(text) + 40]
        for pattern in _NUMBER_FORMS:
            if match := pattern.search(text):
                return line.fact(_one_or_all(match["n"]), match, "n")
    pair = stated(zones.page, *_NUMBER_LABELS)
    match = re.fullmatch(rf"第?\s*(?P<n>{_LIST})", pair.plain) if pair else None
    return pair.fact(_one_or_all(match["n"])) if pair and match else None


def _one_or_all(listed: str) -> str | tuple[str, ...]:
    found = tuple(dict.fromkeys(canonical_proposal_number(n).upper() for n in re.findall(_N, listed)))
    return found[0] if len(found) == 1 else found


def proposal_year(number: Fact | None) -> Fact | None:
    """The year a proposal's number begins with (20250688 → 2025)."""
    years = {parts[0] for value in _values(number) if (parts := split_year(value))}
    return Fact(years.pop(), "derived", number.raw, number.span, 0.9) if number and len(years) == 1 else None


def _values(fact: Fact | None) -> tuple[str, ...]:
    if fact is None:
        return ()
    return fact.value if isinstance(fact.value, tuple) else (str(fact.value),)


def session(zones: Zones, title: Fact | None) -> Fact | None:
    """The session in the words of the title or the opening sentence (市十七届人大三次会议)."""
    for line in title_and_opening(zones, title):
        if match := SESSION.search(line.plain[:400]):
            return _narrowed(line.fact(_session_words(line, match), match))
    pair = stated(zones.page, "届次", "会议届次", "届次会议")
    return pair.fact(pair.text) if pair and SESSION.search(pair.plain) else None


def _narrowed(fact: Fact) -> Fact:
    """A fact whose evidence begins where its value does, where the value stands there as it is."""
    at = fact.raw.find(str(fact.value))
    if at <= 0 or fact.span is None or len(fact.raw) != fact.span.end - fact.span.start:
        return fact
    span = Span(fact.span.start + at, fact.span.start + at + len(str(fact.value)))
    return Fact(fact.value, fact.source, str(fact.value), span, fact.confidence)


def _session_words(line: Line, match: re.Match[str]) -> str:
    """The words of a session without the 关于 or 对 before it; 于洪区 keeps its 于."""
    words = _BEFORE_SESSION.sub("", "".join(line.written(match, 0).split()))
    return words[1:] if words[0] in "于於" and line.plain[: match.start()].endswith("关") else words


def year_of_session(found: Fact | None) -> Fact | None:
    """The year a session met in, where that is sure: only of the national assemblies."""
    year = session_year(plain(str(found.value))) if found else None
    return Fact(year, "derived", found.raw, found.span, 0.9) if found and year else None


def kind(
    zones: Zones, title: Fact | None, proposal: Fact | None, roles: tuple[str, ...], doc_number: str | None
) -> Fact | None:
    """建议, 提案, 议案 …: by the titles, then the opening sentence, the number's code, the role."""
    for fact in (title, proposal):
        if fact and (found := _last_kind(plain(str(fact.value)))):
            return Fact(found, fact.source, fact.raw, fact.span)
    line = zones.opening_text
    if line and (match := re.search(r"(?:第.{1,16}号|的|》|”)\s*(?P<kind>提案|建议|议案|书面意见)", line.plain[:400])):
        return line.fact(match["kind"], match, "kind", 0.9)
    for code, found in (("提", "提案"), ("建", "建议")):
        if doc_number and code in doc_number.split("〔")[0][1:] and "住建" not in doc_number:
            return Fact(found, "derived", doc_number, None, 0.7)
    by_role = {"委员": "提案", "党派": "提案", "代表": "建议", "代表团": "建议"}
    kinds = {by_role[role] for role in roles if role in by_role}
    return Fact(kinds.pop(), "derived", "、".join(roles), None, 0.7) if len(kinds) == 1 else None


def _last_kind(title: str) -> str | None:
    """The kind a title ends with, apart from 答复, number and brackets: …的提案（第214号）的答复."""
    numbered = re.search(
        r"第\s*[a-z]{0,3}\d[\d\s、号第和-]{0,60}号\(?[^()]{0,12}\)?(提案|建议|议案|书面意见|议事原案)", title
    )
    if numbered:
        return _KINDS[numbered.group(1)]
    places = {word: title.rfind(word) for word in _KINDS}
    best = max(places, key=lambda word: places[word])
    return _KINDS[best] if places[best] >= 0 else None


def form(zones: Zones, title: Fact | None) -> Fact | None:
    """How it was put forward: 集体, 党派, 界别, 联名, 重点 … as the title, the head or the opening say."""
    lines = [*title_and_opening(zones, title), *(line for line in zones.head if len(line.text) <= 40)]
    for line in lines:
        text = line.plain[:400]
        text = text[: end_of_request(text)] if line is zones.opening_text else text
        matches = list(_FORM.finditer(_without_quotes(text)))
        if matches:
            forms = tuple(dict.fromkeys(_FORMS.get(match["form"], match["form"]) for match in matches))
            return line.fact(forms, matches[0])
    return None


def _without_quotes(text: str) -> str:
    """The text with what stands in 《》 and “” blanked: a title may speak of 集体提案 itself."""
    return re.sub(r"《[^》]{0,200}》|“[^”]{0,200}”", lambda match: " " * len(match.group()), text)


def title_and_opening(zones: Zones, title: Fact | None) -> list[Line]:
    """The title as one line, and the opening sentence: where a reply says what it answers."""
    lines = []
    if title and title.span:
        # Over several lines the evidence is the whole title: its text has line breaks, its value has not.
        within = [line.text for line in zones.lines if title.span.start <= line.start < title.span.end]
        lines.append(Line("\n".join(within), title.span.start, plain(str(title.value))))
    if zones.opening_text:
        lines.append(zones.opening_text)
    return lines
