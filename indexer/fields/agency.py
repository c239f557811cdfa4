"""Who answers: by the signature, the letterhead, the page's metadata, or the title it begins with.

Never a body of deputies, never the site's owner or those who keep it running.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..agencies import Agencies
from ..document import Page
from ..folding import plain
from ..reply import Fact, Span
from .dates import DATE, DATE_IN_WORDS
from .organs import is_deputies, is_organ, organs_in
from .pairs import stated
from .zones import Line, Zones

_TITLE_ORGAN = re.compile(r"^(?P<name>[\u4e00-\u9fff、 ]{3,80}?)(?:关于|对)(?!.{0,6}(?:印发|转发))")
_TITLE_ENDS_WITH = re.compile(r"\((?P<name>[\u4e00-\u9fff]{2,14}[局委办厅])\)$")
_PAGE_LABELS = ("发文机关", "发文单位", "制发机关", "答复单位", "承办单位", "发布机构", "公开主体", "发布单位")
_HANDLING_TABLE = (
    "会办单位",
    "协办单位",
    "案号",
    "案由",
    "提案人",
    "建议人",
    "提案编号",
    "建议编号",
    "领衔代表",
    "交办日期",
)
_ISSUERS = ("发文机关", "发文单位", "制发机关")
_ISSUER = re.compile(r"[\u4e00-\u9fff()、,; ]{2,80}")
_LETTERHEAD_CHARS = 30
_MANY_PARTS = re.compile(r"[、,，;；/\s]+")


def agencies(zones: Zones, date: Fact | None, title: Fact | None, table: Agencies) -> dict[str, Fact | None]:
    """The facts agency (the one in charge) and signatories (all of them, where there are several)."""
    return _facts(signature(zones, date) or letterhead(zones) or on_page(zones.page) or in_title(title), table)


def of_page(zones: Zones, date: Fact | None, table: Agencies) -> dict[str, Fact | None]:
    """The facts agency and signatories of a document that is no letter: the page's, else those who sign."""
    return _facts(on_page(zones.page) or (signature(zones, date) if date and date.span else []), table)


def _facts(found: Sequence[Fact], table: Agencies) -> dict[str, Fact | None]:
    if not found:
        return {}
    first = _completed(found[0], table)
    names = tuple(str(_completed(fact, table).value) for fact in found)
    together = Fact(names, first.source, "、".join(fact.raw for fact in found), first.span, first.confidence)
    return {"agency": first, "signatories": together if len(set(names)) > 1 else None}


def _completed(fact: Fact, table: Agencies) -> Fact:
    """A fact whose short name (沈阳市发改委) is written out; `raw` stays as the document has it."""
    return Fact(table.full_name(str(fact.value)), fact.source, fact.raw, fact.span, fact.confidence)


def today(agency: Fact | None, year: Fact | None, table: Agencies) -> Fact | None:
    """agency_now: the agency that has the work of the one in charge today, as the table of agencies knows it.

    An agency that still answers after the year of the table was not reorganised here: it has no other name.
    """
    line = table.succession(str(agency.value)) if agency else []
    if agency is None or not line:
        return None
    since = line[0][1].since
    if since and not (year and isinstance(year.value, int) and year.value <= since):
        return None
    said = "；".join(f"{row.source or '机构名称表'}（{row.since or '年份不详'}）" for _, row in line)
    return Fact(line[-1][0], "derived", said, None, 0.8)


def signature(zones: Zones, date: Fact | None) -> list[Fact]:
    """The agencies that sign: on the line of the date or next to it, else below the last sentence."""
    tail = list(zones.tail)
    where = next((i for i, line in enumerate(tail) if date and date.span and _holds(line, date.span.start)), None)
    near = list(_below_last_sentence(tail)) if where is None else [where, where - 1, where - 2, where + 1]
    for index in near:
        if 0 <= index < len(tail) and (found := _signed_by(tail[index])):
            confidence = 1.0 if where is not None else 0.8
            return [*_signed_above(tail, index), *(_with(fact, confidence) for fact in found)]
    return []


def _with(fact: Fact, confidence: float) -> Fact:
    return Fact(fact.value, fact.source, fact.raw, fact.span, confidence)


def _below_last_sentence(tail: Sequence[Line]) -> Iterator[int]:
    """The lines between the letter's last sentence and its contact, 抄送 or note."""
    last = max((i for i, line in enumerate(tail) if line.plain.rstrip().endswith(("。", "!", "！"))), default=-1)
    for index in range(last + 1, len(tail)):
        if re.match(r"[\s(]*(?:联\s*系|经办|承办|抄\s*送|附件|主办|技术支持|地址|电话)", tail[index].plain):
            return
        yield index


def _signed_above(tail: Sequence[Line], index: int) -> list[Fact]:
    """Of several agencies that sign below one another those above this line; the first is in charge."""
    above: list[Fact] = []
    while index > 0 and (found := _signed_by(tail[index - 1])):
        above, index = [*found, *above], index - 1
    return above


def _holds(line: Line, offset: int) -> bool:
    return line.start <= offset < max(line.end, line.start + 1)


def _signed_by(line: Line) -> list[Fact]:
    text = re.sub(r"\(\s*\)", "", DATE_IN_WORDS.sub("", DATE.sub("", line.plain))).strip()
    text = text[1:-1] if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else text
    if len(text) > 90 or "印发" in text:
        return []
    return [_in_line(line, name) for name in organs_in(text)]


def _in_line(line: Line, name: str, confidence: float = 1.0) -> Fact:
    """The fact of an agency on a line; names set apart by blanks take the whole line as proof."""
    at = line.plain.find(name)
    if at < 0 or len(line.plain) != len(line.text):
        return Fact(name, "text", line.text.strip(), line.span, confidence)
    span = Span(line.start + at, line.start + at + len(name))
    return Fact(name, "text", line.text[at : at + len(name)], span, confidence)


def letterhead(zones: Zones) -> list[Fact]:
    """The agency named by a line of its own above the title (沈阳市数据局, …文件)."""
    for line in zones.head:
        text = line.plain.strip().removesuffix("文件").removesuffix("文 件").strip()
        words = text.split()
        if len(text) > _LETTERHEAD_CHARS or (len(words) > 1 and max(map(len, words)) > 1):
            continue  # cells of a table; letters set apart are one name
        names = organs_in(text)
        if names and zones.opening is not None:
            return [_in_line(line, names[0], 0.9)]
    return []


def on_page(page: Page) -> list[Fact]:
    """The issuing agency in the page's metadata (发文机关, 发布机构)."""
    pair = stated(page, *_labels(page))
    if pair is None:
        return []
    names = [name for name in _MANY_PARTS.split(pair.plain) if name]
    issuer = pair.label in _ISSUERS and bool(_ISSUER.fullmatch(pair.plain))
    if not names or any(is_deputies(name) or not (issuer or is_organ(name)) for name in names):
        return []
    confidence = 0.9 if issuer else 0.8
    return [pair.fact(name, confidence) for name in names]


def _labels(page: Page) -> tuple[str, ...]:
    """主办单位 is the proposal's in a table of its handling, else the site's owner, and 承办单位 then its keeper."""
    if stated(page, *_HANDLING_TABLE):
        return ("答复单位", "主办单位", *_PAGE_LABELS)
    if stated(page, "主办单位", "主办", "网站主办", "版权所有", "技术支持"):
        return tuple(label for label in _PAGE_LABELS if label != "承办单位")
    return _PAGE_LABELS


def in_title(title: Fact | None) -> list[Fact]:
    """The agency a title begins with (青屿市教育局关于…的答复), or names at its end ((水利局))."""
    if title is None:
        return []
    text = plain(str(title.value))
    begins, ends = _TITLE_ORGAN.match(text), _TITLE_ENDS_WITH.search(text)
    match = begins or ends
    names = [name for name in _MANY_PARTS.split(match["name"]) if name] if match else []
    if match is None or not names or not all(is_organ(name) for name in names):
        return []
    start = match.start("name")
    same = title.span is not None and title.span.end - title.span.start == len(text)
    span = title.span and (
        Span(title.span.start + start, title.span.start + start + len(names[0])) if same else title.span
    )
    return [Fact(name, title.source, name, span, 0.8) for name in names]
