"""Fields of a document's head: 发文字号 and 签发人."""

from __future__ import annotations

import re

from ..folding import plain
from ..reply import Fact
from .numbers import DOC_NUMBER, canonical_doc_number
from .pairs import stated
from .zones import Line, Zones

_NUMBER_LINE_CHARS = 60
_LABEL = re.compile(r"^(?:发\s*文\s*)?(?:字|文)\s*号\s*[:：]?\s*")
_CITES = re.compile(r"根据|按照|依据|依照|印发|关于|参照|落实|贯彻|执行|《")
# What may stand on the line of the document's own number: its class, its publicity, its signer, a letterhead.
_BESIDE = re.compile(
    r"(?:签\s*发\s*(?:人|领导)?\s*[:：]\s*[\u3400-\u9fff· \u3000、]{0,20}|[\u4e00-\u9fff]{2,24}文件"
    r"|(?:办理结果|(?:答复|办理)?类别)\s*[:：]?"
    r"|[a-d]\d?\s*类?|不?同意公开|主动公开|依申请公开|不予公开|公开(?:属性|方式)\s*[:：]?|[\s()\[\]:：|,，;；]+)"
)
_IN_TITLE = re.compile(rf"(?:答复|复函|答复函|函|意见|通知|决定|批复)\s*\(\s*{DOC_NUMBER.pattern}\s*\)\s*$")
_LABELS = ("发文字号", "文号", "文件编号", "发文号", "公文文号", "文件号")
_ORDER = re.compile(r"[\u4e00-\u9fff]{1,12}\s*(?:\d{4}年)?\s*第\s*\d{1,5}\s*号")  # 国令第706号
_NAME = r"[\u3400-\u9fff·]{2,4}"
_SIGNER = re.compile(
    rf"(?:签\s*发\s*(?:人|领导)?|领导签字|领导签发|审\s*签\s*人?|审\s*批\s*人)\s*[:：]\s*"
    rf"(?P<name>(?:{_NAME}|[\u3400-\u9fff][ \u3000][\u3400-\u9fff](?![\u3400-\u9fff]))(?:[ \u3000、]+{_NAME}){{0,3}})"
)
_SIGNED_BY = re.compile(
    r"(?:复函|答复函?|回复)已经(?P<name>[\u3400-\u9fff·]{2,4}?)(?:同志|主任|局长|厅长|市长|县长|区长|处长|书记)?审签"
)
_NO_NAME = re.compile("同意|签发|领导|请|签字|日期|年|联系|标题|类别|公开")
_OFFICES = re.compile(r"(?:副?(?:局长|主任|市长|县长|区长|厅长|书记))$")


def doc_number(zones: Zones, title: Fact | None) -> Fact | None:
    """The document's own number: alone on a line of the head, else the page's.

    Numbers that disagree in the head count only when the page says which; a page that says another
    number than the letter makes the letter's less certain.
    """
    found = [fact for line in zones.head if (fact := _own_number(line))]
    found = found or ([fact] if (fact := _in_title(title)) else [])
    on_page, values = _on_page(zones), {fact.value for fact in found}
    if len(values) > 1:
        return next((fact for fact in found if on_page and fact.value == on_page.value), None)
    if not found:
        return on_page
    first, agree = found[0], on_page is None or on_page.value == found[0].value
    return first if agree else Fact(first.value, first.source, first.raw, first.span, 0.6)


def _own_number(line: Line) -> Fact | None:
    """The number on a line that says nothing else but what belongs beside it."""
    if len(line.text) > _NUMBER_LINE_CHARS:
        return None
    label = _LABEL.match(line.plain.lstrip(" ([【"))
    start = line.plain.find(label.group()) + label.end() if label else 0
    match = DOC_NUMBER.search(line.plain, start)
    if not match or _CITES.search(match["code"]) or _CITES.search(line.plain[: match.start()]):
        return None
    others = line.plain[start : match.start()] + " " + line.plain[match.end() :]
    if _BESIDE.sub("", others):
        return None
    return line.fact(canonical_doc_number(match), match)


def _in_title(title: Fact | None) -> Fact | None:
    """The number in brackets behind a title: …的答复（青教建〔2023〕12号）."""
    match = _IN_TITLE.search(plain(str(title.value))) if title else None
    if title is None or match is None:
        return None
    return Fact(canonical_doc_number(match), title.source, title.raw, title.span, 0.9)


def _on_page(zones: Zones) -> Fact | None:
    for label in _LABELS:
        pair = stated(zones.page, label)
        match = DOC_NUMBER.fullmatch(pair.plain.strip(" ()")) if pair else None
        if pair and match:
            return pair.fact(canonical_doc_number(match))
        if pair and _ORDER.fullmatch(pair.plain):
            return pair.fact("".join(pair.text.split()))
    return None


def signer(zones: Zones) -> Fact | None:
    """签发人, on its line in the head (or the tail); several names are joined by 、."""
    for line in (*zones.head, *zones.tail):
        match = _SIGNER.search(line.plain) if len(line.text) <= 80 else None
        match = match or _SIGNED_BY.search(line.plain)
        if match and not _NO_NAME.search(match["name"]):
            return line.fact(_names(line.written(match, "name")), match, "name")
    pair = stated(zones.page, "签发人", "签发领导", "审签人")
    if pair and re.fullmatch(rf"{_NAME}(?:[ \u3000、,，]+{_NAME}){{0,3}}", pair.text):
        return pair.fact(_names(pair.text))
    return None


def _names(written: str) -> str:
    parts = [_OFFICES.sub("", part) for part in re.split(r"[ \u3000、,，]+", written.strip()) if part]
    return "".join(parts) if all(len(part) == 1 for part in parts) else "、".join(part for part in parts if part)
