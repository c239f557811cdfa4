"""Other agencies in a reply: who helped to answer, who gets a copy, who printed it."""

from __future__ import annotations

import re

from ..reply import Fact
from .pairs import stated
from .zones import Zones

_CO_AGENCIES = re.compile(
    r"(?:会同|经商(?!务部门|业)|商请|并商|会商|征求了?|(?:现|函|并|已)商(?!务|业|贸|品|会))\s*(?P<names>[\u4e00-\u9fff、,，和及与]{2,120}?)"
    r"(?=等|进行|认真|研究|办理|作了|做好|组成|共同|就|召开|成立|对|联合|开展|意见|,?现|,?经|,?就|,?深入|,?专题|,?多次|,?逐|,?赴|[,，]|[。；;]|$)"
)
_TOGETHER = re.compile(r"与(?P<names>[\u4e00-\u9fff、和及]{3,100}?)等?(?:协办|会办|相关)(?:单位|部门)")
_LABELLED = re.compile(
    r"^[\s(]*(?:会办|协办)\s*单\s*位\s*[:：]\s*(?P<names>[\u4e00-\u9fff、,，;；和及与 \t]{2,160})\)?\s*$"
)
_BETWEEN = re.compile(r"[、,，;；\s]+|(?<=[局委厅办部会心队院府司行区县])(?:和|与|以及|及)")
_NAME = re.compile(
    r"^[\u4e00-\u9fff]{2,22}(?:局|委|厅|办|部|委员会|中心|支队|办公室|人社局|院|公司|银行|政府|管委会|集团|社|会|区|县|镇|街道|厂|学校)$"
)
_NO_NAME = re.compile(r"^(?:有关|相关|各|多个|部分|上述|其他)|^(?:务|业)部门|部门$|单位$|^我|代表|委员$")
_COPIES = re.compile(r"^\s*抄\s*(?:送|报)\s*[:：]\s*(?P<names>.{2,300}?)[。.]?\s*$")
_IMPRINT = re.compile(
    r"^\s*(?P<office>[\u4e00-\u9fff]{2,24}(?:办公室|办公厅|局|委员会|政府|秘书处|综合处|办公厅秘书处)?)\s{0,40}"
    r"(?P<date>(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印\s*发"
)


def co_agencies(zones: Zones) -> Fact | None:
    """The agencies that helped with the answer, as they are named: 会同…, 经商…, 会办单位：…"""
    first = zones.opening
    spoken = zones.lines[first : first + 2] if first is not None else ()
    for line in spoken:
        for pattern in (_CO_AGENCIES, _TOGETHER):
            for match in pattern.finditer(line.plain[:800]):
                if found := _names(match["names"]):
                    return line.fact(found, match, 0, 0.9)
    for line in (*zones.head, *zones.ending):
        labelled = _LABELLED.match(line.plain) if len(line.text) <= 180 else None
        if labelled and (found := _names(labelled["names"])):
            return line.fact(found, labelled, "names")
    pair = stated(zones.page, "会办单位", "协办单位", "协办部门", "会办部门")
    found = _names(pair.plain) if pair else ()
    return pair.fact(found) if pair and found else None


def _names(listed: str) -> tuple[str, ...]:
    names = (name for name in _BETWEEN.split(listed.strip()) if name)
    return tuple(dict.fromkeys(name for name in names if _NAME.match(name) and not _NO_NAME.search(name)))


def copies(zones: Zones) -> Fact | None:
    """抄送: who gets a copy, as named."""
    for line in zones.ending:
        if match := _COPIES.match(line.plain):
            names = re.split(r"[、,，;；。]", line.written(match, "names"))
            kept = tuple(name.strip() for name in names if name.strip())
            return line.fact(kept, match, "names") if kept else None
    return None


def imprint(zones: Zones) -> Fact | None:
    """印发: the office that printed the document, and when, in its own words."""
    for line in reversed(zones.ending):
        if len(line.text) <= 80 and (match := _IMPRINT.match(line.plain)):
            return line.fact(" ".join(line.written(match, 0).split()), match)
    return None
