"""The contact of a reply: name and telephone, only from a line that says it is the contact.

Never the site's telephone, a hotline, a fax; officials' mobile numbers are kept as the reply has them.
"""

from __future__ import annotations

import re

from ..reply import Fact
from .pairs import stated
from .zones import Line, Zones

_WHO = r"(?:联\s*系\s*人员?|经\s*办\s*人|承\s*办\s*人|联\s*络\s*员|联\s*络\s*人|具体承办人|承办联系人)"
_NO_LABEL = r"(?!联\s*系|电\s*话|手机|办公|传\s*真|地\s*址|邮\s*[编箱]|单\s*位|职\s*务)"
_NAME = rf"{_NO_LABEL}(?:[\u3400-\u9fff] [\u3400-\u9fff](?![\u3400-\u9fff])|[\u3400-\u9fff·]{{2,4}}?)"
_AFTER_NAME = r"(?=[\s,，、;；()。:\d]|联\s*系|电\s*话|手机|办公|科长|处长|主任|局长|股长|同志|先生|女士|$)"
_CONTACT = re.compile(
    rf"{_WHO}(?:姓名)?\s*(?:及|和|、|与|/)?\s*(?:联系|办公)?(?:电\s*话|方式|号码)?\s*[:：]?\s*"
    rf"(?P<name>{_NAME}(?:[、,，]{_NAME}(?={_AFTER_NAME})){{0,2}}){_AFTER_NAME}"
)
_PHONE = re.compile(
    r"(?<![\d*-])(?P<phone>\(?0\d{2,3}\)?[- ]{0,3}\d{3,4} ?\d{3,4}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|\d{4} ?\d{4}|\d{7,8})(?![\d*])"
)
# A local number with one gap, only behind a word for a telephone; 400 and 800 are hotlines.
_LOCAL = re.compile(
    r"(?:电\s*话|联\s*系\s*方\s*式|号\s*码)\s*[:：]?\s*(?P<phone>(?!400|800)[2-9]\d\d[ -]\d{4})(?![\d*]|\s?-\s?\d| \d)"
)
_LINE = re.compile(
    rf"^[\s(\[]*(?:附\s*注\s*[:：]?\s*)?[(]?(?:{_WHO}|联\s*系\s*(?:电\s*话|单\s*位|方\s*式|科\s*室|处\s*室|地址)|承办单位\s*[:：].*联系|手机\s*[:：])"
)
_MIDDLE = re.compile(rf"^.{{0,40}}?(?P<at>[(\s,，;；。]{_WHO}[^。]{{0,12}}[:：])")
_PHONE_ONLY = re.compile(r"^[(\s]*(?:联\s*系|办\s*公)?\s*(?:电\s*话|方\s*式|手机)(?:号码)?\s*[:：]")
_NO_NAME = re.compile(
    r"(?:科|处|室|办|局|股|部|中心|院|队|组|电话|手机|办公|单位)$|^(?:电话|联系|手机|办公|姓名|单位|[及和与为是])|制度|信息|名单"
)
_NOT_CONTACT = re.compile(r"举报|投诉|热线|技术支持|监督电话|制度|网站|版权|值班|咨询电话")
# Beside a telephone without a name these are the site's.
_OF_SITE = re.compile(r"地\s*址\s*:|邮\s*(?:政\s*)?编|网站|主\s*办|备案|版权|标识码")
_FAX = re.compile(r"(?:传\s*真|邮\s*编|邮政编码)\s*[:：]?\s*[\d() -]{5,20}")
_LINE_CHARS = 140


def contact(zones: Zones) -> tuple[Fact | None, Fact | None]:
    """The contact's name and telephone number; several names are joined by 、."""
    lines = zones.ending
    for index in range(len(lines) - 1, -1, -1):
        if not _is_contact(lines[index]):
            continue
        name, phone = _name_in(lines[index]), _phone_in(lines[index])
        name = name or _name_near(lines, index)
        if name or (phone and not _is_of_site(lines, index)):
            return name, phone or _phone_near(lines, index)
    return _on_page(zones)


def _is_contact(line: Line) -> bool:
    if len(line.text) > _LINE_CHARS or _NOT_CONTACT.search(line.plain):
        return False
    return bool(_LINE.match(line.plain) or _MIDDLE.match(line.plain))


def _is_of_site(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a telephone that nobody's name stands with is the site's: its address or its owner is beside it."""
    if lines[index].plain.lstrip().startswith("("):
        return False
    return any(_OF_SITE.search(line.plain) for line in lines[max(0, index - 1) : index + 2] if len(line.text) <= 140)


def _name_in(line: Line) -> Fact | None:
    match = _CONTACT.search(line.plain)
    if not match or _NO_NAME.search(match["name"]):
        return None
    names = [name for name in re.split(r"[、,，]", line.written(match, "name")) if name.strip()]
    joined = "、".join(name.strip() if len(name.strip()) != 3 else name.strip().replace(" ", "") for name in names)
    return line.fact(joined, match, "name")


def _phone_in(line: Line) -> Fact | None:
    text = _FAX.sub(lambda fax: "x" * len(fax.group()), line.plain)
    match = _PHONE.search(text) or _LOCAL.search(text)
    return line.fact(match["phone"].strip(), match, "phone") if match else None


def _phone_near(lines: tuple[Line, ...], index: int) -> Fact | None:
    """The telephone on the line below a name (联系电话：…)."""
    below = lines[index + 1 : index + 2]
    if (
        below
        and len(below[0].text) <= 40
        and _PHONE_ONLY.match(below[0].plain)
        and not _NOT_CONTACT.search(below[0].plain)
    ):
        return _phone_in(below[0])
    return None


def _name_near(lines: tuple[Line, ...], index: int) -> Fact | None:
    """The name on the line above a telephone (联系人：…)."""
    above = lines[index - 1] if index else None
    return _name_in(above) if above and _is_contact(above) else None


def _on_page(zones: Zones) -> tuple[Fact | None, Fact | None]:
    """The contact in the page's metadata; a telephone number alone there is the site's."""
    name = stated(zones.page, "联系人", "经办人", "承办人", "联络员", "承办联系人")
    if name is None or not re.fullmatch(r"[\u3400-\u9fff·]{1,4}(?:[、 ][\u3400-\u9fff·]{2,4}){0,2}", name.text):
        return None, None
    phone = stated(zones.page, "联系电话", "电话", "承办人电话", "办公电话")
    known = phone and _PHONE.search(phone.plain)
    return name.fact(name.text), phone.fact(known["phone"]) if phone and known else None
