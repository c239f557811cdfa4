"""Fields of a document's head: title, 发文字号, 签发人, class, disclosure, letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..document import Page
from ..folding import plain
from ..reply import Fact, Span
from .numbers import DOC_NUMBER, canonical_doc_number, find_date
from .zones import Line, Zones

_TITLE_END = (
    r"(?:答复|复函|答复函|回复|回函|函|意见|答复意见)\s*"
    r"(?:\((?:摘要|节选|摘要版|主办|全文|[\u4e00-\u9fff]{2,10}[局委办院])\))?$"
)
_TITLE = re.compile(rf"^[\u4e00-\u9fff]{{0,20}}(?:关于|对).{{4,140}}{_TITLE_END}")
_TITLE_BEGIN = re.compile(r"^[\u4e00-\u9fff]{0,20}(?:关于|对).{2,}")
_SIGNER = re.compile(
    r"签\s*发\s*(?:人|领导)?\s*[:：]\s*(?P<name>[\u3400-\u9fff·]{2,4}(?:[ \u3000、]+[\u3400-\u9fff·]{2,4}){0,3})"
    r"|领导签字\s*[:：]\s*(?P<name2>[\u3400-\u9fff·]{2,4})"
)
_CLASS_LINE = re.compile(r"^[(\s]*(?P<letter>[a-d])\d?\s*类?[)\s]*$")
_CLASS_LABEL = re.compile(
    r"(?:办理结果|答复类别|办理类别|类别标记|结果类别|类别)\s*[:：]?\s*\(?\s*(?P<letter>[a-d])\d?\s*类?\)?(?=$|[\s(),;.。、:\]]|同意|主动|依申请|不|公开|是否)"
)
_CLASS_BESIDE = re.compile(r"(?:号|^|\s)[(\s]*(?P<letter>[a-d])\d?\s*类[)\s]*(?=\s|$|同意|主动|依申请)")
_DISCLOSURE = re.compile(
    r"(?P<value>不同意公开|同意公开|主动公开|依申请公开|不予公开|不公开|全文公开|摘要公开|部分公开|此件公开发布|此件主动公开|此件依申请公开)"
)
_DISCLOSURE_YES_NO = re.compile(r"是否(?:同意|可以)?(?:全文)?公开\s*[:：]?\s*\(?(?P<value>[是否])\)?")
_BOXES = re.compile("[□☐☑☒√✓✔■]")
_BESIDE_DISCLOSURE = re.compile(
    rf"{DOC_NUMBER.pattern}|(?:信息)?公开(?:属性|方式|类别|形式|选项)|是否公开|办理结果|(?:办理|答复|结果)?类别(?:标记)?|[a-d]\d?类?|[\s()\[\]:,;]+"
)
_ORGAN = (
    r"[\u4e00-\u9fff]{2,22}"
    r"(?:局|委员会|委|厅|办公室|办公厅|中心|人民政府|支队|管委会|部|院|法院|检察院|公司|街道办事处|总队|大队)"
)
ORGAN_LINE = re.compile(rf"^(?P<name>{_ORGAN})(?:文件|\(盖章\)|\(章\))?$")
_TITLE_ORGAN = re.compile(rf"^(?P<name>{_ORGAN})(?:关于|对)(?!.{{0,6}}(?:印发|转发))")
_DEPUTY_BODY = re.compile(r"代表|政协|人大|委员会$.*党|民[盟建革进]|九三|致公|农工|工商联")


def title(zones: Zones) -> Fact | None:
    """The title the document states, over up to three lines of its head."""
    head = zones.head if zones.opening is not None else zones.lines[:8]
    for index in range(len(head)):
        for count in (1, 2, 3):
            lines = head[index : index + count]
            joined = "".join("".join(part.plain.split()) for part in lines)
            if _TITLE_BEGIN.match(lines[0].plain.strip()) and _TITLE.match(joined):
                return _over_lines(lines)
    return _stated_by_page(zones)


def _over_lines(lines: Sequence[Line]) -> Fact:
    text = "".join(line.text.strip() for line in lines)
    return Fact(text, "text", text, Span(lines[0].span.start, lines[-1].span.end))


def _stated_by_page(zones: Zones) -> Fact | None:
    """The page's own title; for a text that is no reply, its first line."""
    if zones.page.title and zones.lines and zones.lines[0].text == zones.page.title:
        return Fact(zones.page.title, "text", zones.page.title, zones.lines[0].span)
    if zones.opening is None and zones.lines and 4 <= len(zones.lines[0].text) <= 80:
        first = zones.lines[0]
        return Fact(first.text, "text", first.text, first.span, 0.6)
    return None


def doc_number(zones: Zones) -> Fact | None:
    """The document's own number: alone at the start of a head line, else in the page's metadata."""
    for line in zones.head:
        match = DOC_NUMBER.match(line.plain.strip())
        if match and len(line.text) < 60 and not re.match("根据|按照|依据|依照|印发|关于|参照", match["code"]):
            return line.fact(canonical_doc_number(match), match)
    return _from_pair(zones.page, DOC_NUMBER, canonical_doc_number, "发文字号", "文号")


def _from_pair(page: Page, pattern: re.Pattern[str], value, *labels: str) -> Fact | None:  # type: ignore[no-untyped-def]
    pair = page.pair(*labels)
    match = pattern.search(plain(pair.value)) if pair else None
    return Fact(value(match), "page", f"{pair.label}：{pair.value}") if pair and match else None


def signer(zones: Zones) -> Fact | None:
    """签发人, on its line in the head (or the tail); several names are joined by 、."""
    for line in (*zones.head, *zones.tail):
        if len(line.text) <= 80 and (match := _SIGNER.search(line.plain)):
            group = "name" if match["name"] else "name2"
            if re.match("同意|签发|领导|请", match[group]):
                continue
            names = re.split(r"[ \u3000、]+", line.written(match, group).strip())
            return line.fact("、".join(names), match, group)
    pair = zones.page.pair("签发人")
    return Fact(pair.value, "page", f"签发人：{pair.value}") if pair else None


def result_class(zones: Zones) -> Fact | None:
    """办理结果: the letter of the class (A–D); what the letters mean differs by place.

    Two letters that disagree, or boxes to tick, say nothing for certain.
    """
    found = [fact for line in (*zones.head, *zones.tail) if (fact := _class_on(line))]
    found = found or [
        Fact(match["letter"].upper(), "page", f"{pair.label}：{pair.value}")
        for pair in zones.page.pairs
        if pair.label in ("办理结果", "答复类别", "办理类别", "类别")
        and (match := _CLASS_LINE.match(plain(pair.value)) or _CLASS_LABEL.match("类别:" + plain(pair.value)))
    ]
    return found[0] if len({fact.value for fact in found}) == 1 else None


def _class_on(line: Line) -> Fact | None:
    if len(line.text) > 60 or _BOXES.search(line.text):
        return None
    matches = (pattern.search(line.plain) for pattern in (_CLASS_LINE, _CLASS_LABEL, _CLASS_BESIDE))
    return next((line.fact(match["letter"].upper(), match) for match in matches if match), None)


def disclosure(zones: Zones) -> Fact | None:
    """公开属性 in the document's own words, on a line that says nothing else; unknown is not public."""
    for line in (*zones.head, *zones.tail):
        if len(line.text) > 60 or _BOXES.search(line.text):
            continue
        if match := _DISCLOSURE_YES_NO.search(line.plain):
            return line.fact("同意公开" if match["value"] == "是" else "不同意公开", match)
        match = _DISCLOSURE.search(line.plain)
        if match and not _BESIDE_DISCLOSURE.sub("", line.plain[: match.start()] + " " + line.plain[match.end() :]):
            return line.fact(match["value"], match, "value")
    pair = zones.page.pair("公开属性", "公开方式", "公开类别", "公开形式", "是否公开")
    match = _DISCLOSURE.fullmatch(plain(pair.value).strip()) if pair else None
    return Fact(match["value"], "page", f"{pair.label}：{pair.value}") if pair and match else None


def letterhead(zones: Zones) -> Fact | None:
    """The agency named by a line of its own above the title (沈阳市数据局, …文件)."""
    for line in zones.head:
        words = line.plain.split()
        if len(words) > 1 and max(map(len, words)) > 1:
            continue  # cells of a table; letters set apart (青 屿 市 …) are one name
        match = ORGAN_LINE.match("".join(words))
        if match and len(line.text) <= 26 and not _DEPUTY_BODY.search(match["name"]):
            return line.fact(match["name"], match, "name", 0.9)
    return None


def agency_on_page(page: Page) -> Fact | None:
    """The issuing agency in the page's metadata (发布机构, 发文机关)."""
    pair = page.pair("发文机关", "发文单位", "发布机构", "承办单位", "公开主体", "发布单位")
    if pair and ORGAN_LINE.match(plain(pair.value)):
        return Fact(pair.value, "page", f"{pair.label}：{pair.value}", None, 0.8)
    return None


def agency_in_title(title_fact: Fact | None) -> Fact | None:
    """The agency a title begins with (青屿市教育局关于…的答复)."""
    match = _TITLE_ORGAN.match(plain(str(title_fact.value))) if title_fact else None
    if not match or title_fact is None or _DEPUTY_BODY.search(match["name"]):
        return None
    span = title_fact.span and Span(title_fact.span.start, title_fact.span.start + len(match["name"]))
    return Fact(match["name"], title_fact.source, match["name"], span, 0.8)


def published(page: Page) -> Fact | None:
    """The date the page was published on."""
    for pair in _dated(page):
        if value := find_date(plain(pair[1])):
            return Fact(value, "page", f"{pair[0]}：{pair[1]}")
    return None


def _dated(page: Page) -> Iterator[tuple[str, str]]:
    for label in ("发布时间", "发布日期", "时间", "日期", "更新时间", "更新日期"):
        yield from ((pair.label, pair.value) for pair in page.pairs if pair.label == label)
