"""What a reply cites: policies with their document numbers; and the asks it echoes in its headings."""

from __future__ import annotations

import re

from ..reply import Fact, Span
from .numbers import DOC_NUMBER, canonical_doc_number
from .zones import Line, Zones

_QUOTED = r"《(?P<title>(?:[^《》]|《[^《》]{0,80}》){3,120})》"
_WITH_NUMBER = re.compile(
    rf"{_QUOTED}\s*(?:的通知)?\s*\(\s*(?P<number>[^()]{{2,16}}\(\s*\d{{4}}\s*\)[^()]{{1,9}}?号)[^()]{{0,40}}\)"
)
_TITLE = re.compile(_QUOTED)
_NUMBER_END = re.compile(r"\d\s{0,9}号|\)[^()]{1,9}号")  # without one no pattern of a number is tried
_VERBS = r"(?:根据|按照|依据|依照|参照|落实|贯彻|执行|印发的?|出台的?|发布的?|和|及)"
_BARE = re.compile(rf"(?:\(|,|、|。|;|^|{_VERBS})\s*(?P<number>(?!{_VERBS}){DOC_NUMBER.pattern})")
_POLICY = re.compile(
    r"(?:条例|办法|规划|方案|意见|通知|规定|纲要|措施|决定|细则|标准|法|指南|计划|规范|政策|规则|清单|要点|导则|目录|公约|预案|制度|指引|若干[^《》]{0,10}|准则|报告|批复|公告)"
    r"(?:\([^()]{1,24}\))?(?:的(?:通知|意见|决定|批复|公告))?$"
)
_SHORT_FOR = re.compile(r"(?:以下|下|统)?(?:简)?称(?:为)?:?\s*$")
_ASK_QUOTED = re.compile(
    r"关于\s*[“\"「](?P<ask>[^”\"」]{4,80})[”\"」]\s*(?:的)?(?:建议|提案|问题|意见)?(?:的)?(?:答复|办理|回复|落实)"
)
_ASK_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)、?|\d{1,2}[.、]|第[一二三四五六七八九十][,、])\s*(?:对于?|关于|就)\s*"
    r"(?:您|你们|贵\S{1,3})?(?:提出的?)?[“\"「]?(?P<ask>[^。”\"」]{4,70}?)[”\"」]?的(?:建议|问题|意见)(?:的?(?:答复|回复|办理情况|落实情况))?[。:：]?$"
)
_NO_ASK = re.compile(r"所提|提案|代表|委员|建议|提出|存在$|具体$|有关$|相关$|几个$|[一二三四五六七八九十]个$")
_MANY_CITES = 200


def cites(zones: Zones, own: Fact | None, proposal: Fact | None) -> Fact | None:
    """The policies named in the text, each as 《title》, 《title》（number） or number, in order."""
    found: dict[str, Span] = {}
    for line in zones.lines[zones.body_start :] if zones.opening is not None else zones.lines:
        for value, span in _in_line(line):
            if len(found) < _MANY_CITES and value not in found:
                found[value] = span
    excluded = {str(own.value) if own else "", f"《{proposal.value}》" if proposal else ""}
    kept = [value for value in found if value not in excluded]
    kept = [value for value in kept if not any(value != other and other.startswith(f"{value}（") for other in kept)]
    if not kept:
        return None
    span = found[kept[0]]
    line = next(line for line in zones.lines if line.start <= span.start <= line.end)
    return Fact(tuple(kept), "text", line.text[span.start - line.start : span.end - line.start], span, 0.9)


def _in_line(line: Line) -> list[tuple[str, Span]]:
    """Citations with their places; a number in brackets belongs to the title before it."""
    found, taken = list[tuple[int, int, str]](), list[tuple[int, int]]()
    quotes, numbers = "《" in line.plain, "号" in line.plain and bool(_NUMBER_END.search(line.plain))
    if not quotes and not numbers:
        return []
    for match in _WITH_NUMBER.finditer(line.plain) if quotes and numbers else ():
        if number := DOC_NUMBER.fullmatch(match["number"].strip()):
            value = f"《{line.written(match, 'title')}》（{canonical_doc_number(number)}）"
            found.append((match.start(), match.end(), value))
            taken.append(match.span())
    for match in _TITLE.finditer(line.plain) if quotes else ():
        if (
            _free(match, taken)
            and _POLICY.search(match["title"])
            and not _SHORT_FOR.search(line.plain[: match.start()])
        ):
            found.append((match.start(), match.end(), f"《{line.written(match, 'title')}》"))
    for match in _BARE.finditer(line.plain) if numbers else ():
        bare = DOC_NUMBER.fullmatch(match["number"])
        if bare and _free(match, taken) and len(bare["code"]) <= 10:
            found.append((match.start("number"), match.end("number"), canonical_doc_number(bare)))
    return [(value, Span(line.start + start, line.start + end)) for start, end, value in sorted(found)]


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return not any(start <= match.start() < end for start, end in taken)


def asks(zones: Zones) -> Fact | None:
    """The asks a reply answers one by one, echoed in its headings: 关于“…”建议的答复."""
    found, first = list[str](), None
    for line in zones.body:
        for match in _ASK_QUOTED.finditer(line.plain[:400]):
            found.append(line.written(match, "ask"))
            first = first or line
    if not found:
        for line in zones.body:
            heading = _ASK_HEADING.match(line.plain) if len(line.text) <= 100 else None
            if heading and not _NO_ASK.search(heading["ask"]):
                found.append(line.written(heading, "ask"))
                first = first or line
    return Fact(tuple(found), "text", found[0], first.span, 0.9) if found and first else None
