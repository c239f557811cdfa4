"""Fields of a document's end: signature, date, contact; and the asks it answers in its headings."""

from __future__ import annotations

import re

from ..document import Pair
from ..reply import Fact, Span
from .head import ORGAN_LINE
from .numbers import DATE, DATE_IN_WORDS, iso_date
from .zones import Line, Zones

_DATE_LINE_CHARS = 40
_CONTACT = re.compile(
    r"(?:联系人|经办人|承办人|联络员|联系人员)(?:姓名)?(?:及|和|、)?(?:联系)?(?:电话|方式)?\s*[:：]\s*(?P<name>[\u3400-\u9fff·]{2,4}?)(?=[\s,，、;；()。\d]|联系|电话|手机|办公|$)"
)
_PHONE = re.compile(r"(?<!\d)(?P<phone>\(?0\d{2,3}\)?[- ]?\d{3,4} ?\d{3,4}|1[3-9]\d{9}|\d{7,8})(?!\d)")
_CONTACT_LINE = re.compile(r"^[\s(\[]*(?:附注:?)?(?:联\s*系(?!人制度)|经办人|承办人|联络员|手机|承办单位|地址)")
_NO_NAME = re.compile(r"(?:科|处|室|办|局|股|部|中心)$")
_NOT_CONTACT = re.compile(r"举报|投诉|热线|技术支持|传真|监督电话")
_ASK = re.compile(
    r"关于\s*[“\"「](?P<ask>[^”\"」]{4,80})[”\"」]\s*(?:的)?(?:建议|提案|问题|意见)?(?:的)?(?:答复|办理|回复|落实)"
)
_SEAL = re.compile(r"\s*\(\s*(?:盖章|公章|章)\s*\)$")
_CLOSING = re.compile(r"^(?:最后,?)?(?:再次|衷心|诚挚|非常)?感谢(?:您|你|贵)")


def signed_date(zones: Zones) -> Fact | None:
    """The date under the signature: on a line of its own, or after the agency's name."""
    for line in reversed(zones.tail):
        text = line.plain.strip()
        match = DATE.search(text) or DATE_IN_WORDS.search(text)
        if not match or len(text) > _DATE_LINE_CHARS or match.end() < len(text.rstrip(" ()")) or "印发" in text:
            continue
        before = text[: match.start()].strip(" ()")
        if _goes_on_below(zones, line):
            continue
        if (not before or _organ(before)) and (value := iso_date(match)):
            return line.fact(value, match)
    return None


def _goes_on_below(zones: Zones, date: Line) -> bool:
    """Whether the line after a date ends a sentence: then the date belongs to the body."""
    below = next((line.plain for line in zones.tail if line.start > date.start), "")
    return below.endswith("。") and not is_closing(below) and not below.startswith(("(", "抄送", "附件"))


def signature(zones: Zones, date: Fact | None) -> Fact | None:
    """The agency that signs: before the date on its line, else on the lines next to it."""
    tail = list(zones.tail)
    where = next((i for i, line in enumerate(tail) if date and date.span and _holds(line, date.span.start)), None)
    near = range(len(tail) - 1, -1, -1) if where is None else (where, where - 1, where - 2, where + 1)
    for index in near:
        if 0 <= index < len(tail) and (fact := _signed_by(tail[index])):
            return _lead(tail, index) or fact
    return None


def _lead(tail: list[Line], index: int) -> Fact | None:
    """Of several agencies that sign below one another the first: the one in charge."""
    while index > 0 and _signed_by(tail[index - 1]):
        index -= 1
    return _signed_by(tail[index])


def _holds(line: Line, offset: int) -> bool:
    return line.span.start <= offset < max(line.span.end, line.span.start + 1)


def _signed_by(line: Line) -> Fact | None:
    text = re.sub(DATE, "", line.plain)
    text = _SEAL.sub("", re.sub(DATE_IN_WORDS, "", text).strip()).strip(" ()")
    if not _organ(text):
        return None
    value = text = text.split()[0]  # of several that sign on one line the first is in charge
    start = line.start + max(0, line.plain.find(text))
    return Fact(value, "text", line.text, Span(start, start + len(text)))


def _organ(text: str) -> bool:
    names = _SEAL.sub("", text).split()
    return bool(names) and all(ORGAN_LINE.match(name) for name in names)


def contact(zones: Zones) -> tuple[Fact | None, Fact | None]:
    """The contact's name and telephone number, only from a line that says it is the contact."""
    for line in reversed(zones.tail):
        if not _CONTACT_LINE.match(line.plain) or _NOT_CONTACT.search(line.plain) or len(line.text) > 120:
            continue
        name, phone = _CONTACT.search(line.plain), _PHONE.search(line.plain)
        if name and _NO_NAME.search(name["name"]):
            name = None
        if name or phone:
            phone = phone or _phone_below(zones, line)
            return (
                line.fact(line.written(name, "name"), name, "name") if name else None,
                line.fact(phone["phone"].strip(), phone, "phone") if phone else None,
            )
    name_pair, phone_pair = zones.page.pair("联系人", "经办人", "承办人"), zones.page.pair("联系电话", "电话")
    if name_pair is None:
        return None, None  # a telephone number alone on a page is the site's
    return _of_pair(name_pair), _of_pair(phone_pair)


def _of_pair(pair: Pair | None) -> Fact | None:
    return Fact(pair.value, "page", f"{pair.label}：{pair.value}") if pair else None


def _phone_below(zones: Zones, line: Line) -> re.Match[str] | None:
    below = [other for other in zones.tail if other.start > line.start][:1]
    if below and re.match(r"^\(?(?:联系)?电\s*话", below[0].plain) and len(below[0].text) < 30:
        return _PHONE.search(below[0].plain)
    return None


def asks(zones: Zones) -> Fact | None:
    """The asks a reply answers one by one, echoed in its headings: 关于“…”建议的答复."""
    found, first = [], None
    for line in zones.body:
        for match in _ASK.finditer(line.plain[:400]):
            found.append(line.written(match, "ask"))
            first = first or line
    return Fact(tuple(found), "text", found[0], first.span, 0.9) if found and first else None


def is_closing(text: str) -> bool:
    """Whether a line is the closing thanks."""
    return bool(_CLOSING.match(text)) and len(text) < 80
