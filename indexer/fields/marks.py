"""The marks a reply carries: class of the result, publicity, way of handling, what the proposer thought of it."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib.resources import files

from ..folding import plain
from ..reply import Fact
from .numbers import DOC_NUMBER
from .pairs import stated
from .zones import Line, Zones

_CLASS_NAMES = (
    r"(?:办理结果(?:分类|类别)?|答复(?:类别|类型|分类)|办理(?:类别|类型|情况分类)|办复类别|类别标记"
    r"|结果(?:类别|分类)|类别|分类)"
)
_WORDS = (
    r"(?:已经?|基本|正在|部分)?(?:解决或)?(?:基本)?(?:解决|采纳|落实)(?:采纳|或采纳)?(?!情况)"
    r"|(?:列入)?计划(?:逐步)?(?:解决|落实)|列入计划|(?:已)?列入规划|留作参考|供参考|作为参考|暂时?(?:无法|不能|难以)解决|解释说明"
)
_CLASS_LINE = re.compile(r"^[(\s\[]*(?P<letter>[a-d]|[甲乙丙丁](?=\s*类))\d?\s*类?[)\s\]]*$")
_CLASS_LABEL = re.compile(
    rf"{_CLASS_NAMES}\s*[:：]?\s*\(?\s*(?P<letter>[a-d]|[甲乙丙丁])\d?\s*类?\)?(?=$|[\s(),;.。、:\]|]|同意|主动|依申请|不|公开|是否)"
)
_CLASS_WORDS = re.compile(rf"{_CLASS_NAMES}\s*[:：]\s*[\[(]?\s*(?P<words>{_WORDS})\s*[\])]?\s*(?=$|[\s,;，；|])")
_CLASS_BESIDE = re.compile(r"(?:号|^|[\s(])[(\s]*(?P<letter>[a-d]|[甲乙丙丁])\d?\s*类[)\s]*(?=\s|$|同意|主动|依申请)")
_CLASS_BEHIND_NUMBER = re.compile(rf"^\s*{DOC_NUMBER.pattern}\s{{1,12}}\(?\s?(?P<letter>[a-d])\d?\s?\)?\s*$")
_CLASS_IN_TITLE = re.compile(r"(?:答复|复函|函)\s*\((?P<letter>[a-d])\d?\s*类?\)$")
_CLASS_LABELS = ("办理结果", "答复类别", "办理类别", "类别", "答复类型", "办理结果分类", "结果类别", "分类")
_LINE_CHARS = 60
_BOXES = re.compile("[□☐☑☒√✓✔■▢◻◯]")
_PUBLIC = (
    r"(?:不同意(?:全文)?公开|不予(?:以)?公开|不宜公开|不公开|同意(?:全文|主动|摘要|部分)?公开"
    r"|此件公开发布|此件主动公开|此件依申请公开"
    r"|此件(?:不予公开|不公开|同意公开|公开(?![\u4e00-\u9fff]))|依申请公开|主动公开|全文公开|摘要公开|部分公开|可以公开)"
)
_CLASS_AND_DISCLOSURE = re.compile(rf"^\s*\(\s?(?P<letter>[a-d])\d?\s?\)\s*\(\s?{_PUBLIC}\s?\)\s*$")
_DISCLOSURE = re.compile(rf"(?P<value>{_PUBLIC})")
_PUBLIC_NAMES = r"(?:信息)?公开(?:属性|方式|类别|形式|选项|类型|范围|情况|意见)|是否(?:同意|可以|主动|全文)*公开"
_DISCLOSURE_YES_NO = re.compile(
    r"是否(?:同意|可以|主动)?(?:全文|对外)?公开\s*[:：]?\s*\(?\s*(?P<value>是|否)\s*\)?(?=$|[\s,;，；。)|])"
)
_BESIDE_DISCLOSURE = re.compile(
    rf"{DOC_NUMBER.pattern}|{_PUBLIC_NAMES}|{_CLASS_NAMES}|[a-d]\d?类?|附注|属性|[\s()\[\]:：,，;；|.。]+"
)
_DISCLOSURE_LABELS = (
    "公开属性", "公开方式", "公开类别", "公开形式", "公开选项", "公开类型", "信息公开属性", "信息公开选项",
    "是否公开", "是否同意公开",
)  # fmt: skip
_HANDLING = re.compile(r"^(?P<way>独办|分办|主办|会办|协办|参阅|牵头办理|单独办理|分别办理)(?:件)?$")
_FEEDBACK = re.compile(
    r"(?:满意(?:度|程度|情况)|反馈意见|代表意见|委员意见|(?:代表|委员|提案人|建议人)(?:反馈|评价)(?:意见)?"
    r"|办理态度|测评结果|评价结果)\s*[:：]\s*"
    r"(?P<value>(?:非常|基本|比较|不)?满意|(?:不)?理解|同意)(?=$|[\s,，。;；)])"
)


def result_class(zones: Zones, title: Fact | None) -> Fact | None:
    """办理结果: the letter of the class (A–D, 甲–丁), else its words; `raw` is as written (B1, Ｂ类).

    What the letters mean differs by place. Two that disagree, or boxes to tick, say nothing for certain.
    """
    found = [fact for line in (*zones.head, *zones.tail) if (fact := _class_on(line))]
    if not found and title and (match := _CLASS_IN_TITLE.search(plain(str(title.value)))):
        found = [Fact(match["letter"].upper(), title.source, match.group(), title.span)]
    found = found or [
        pair.fact(value)
        for label in _CLASS_LABELS
        if (pair := stated(zones.page, label)) and (value := _class_of_value(pair.plain))
    ]
    return found[0] if len({fact.value for fact in found}) == 1 else None


def _class_of_value(value: str) -> str | None:
    for pattern, text in ((_CLASS_LINE, value), (_CLASS_LABEL, "类别:" + value)):
        if match := pattern.match(text):
            return match["letter"].upper()
    words = re.fullmatch(_WORDS, value)
    return words.group() if words else None


def _class_on(line: Line) -> Fact | None:
    if len(line.text) > _LINE_CHARS or _BOXES.search(line.text):
        return None
    for pattern in (_CLASS_LINE, _CLASS_LABEL, _CLASS_BESIDE, _CLASS_BEHIND_NUMBER, _CLASS_AND_DISCLOSURE):
        if match := pattern.search(line.plain):
            return line.fact(match["letter"].upper(), match)
    words = _CLASS_WORDS.search(line.plain)
    return line.fact(words["words"], words) if words else None


def result_meaning(found: Fact | None, agency: Fact | None, place: str = "") -> Fact | None:
    """What the class means there, by the table data/result_classes.csv; the value names the rule it is from."""
    if found is None:
        return None
    where = f"{place}{agency.value if agency else ''}"
    for prefix, letter, meaning, source in _meanings():
        if where.startswith(prefix) and letter == found.value:
            return Fact(f"{meaning}（{source}，{prefix}）", "derived", found.raw, found.span, 0.8)
    return None


@cache
def _meanings() -> tuple[tuple[str, str, str, str], ...]:
    text = (files("indexer") / "data" / "result_classes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return tuple((row["地区或机关"], row["类别"], row["含义"], row["出处"]) for row in rows)


def disclosure(zones: Zones) -> Fact | None:
    """公开属性 in the document's own words, on a line that says nothing else; unknown is not public."""
    for line in (*zones.head, *zones.tail):
        if len(line.text) > _LINE_CHARS or _BOXES.search(line.text):
            continue
        if match := _DISCLOSURE_YES_NO.search(line.plain):
            return line.fact("同意公开" if match["value"] == "是" else "不同意公开", match)
        match = _DISCLOSURE.search(line.plain)
        if match and not _BESIDE_DISCLOSURE.sub("", line.plain[: match.start()] + " " + line.plain[match.end() :]):
            return line.fact(match["value"], match, "value")
    return _disclosure_on_page(zones)


def _disclosure_on_page(zones: Zones) -> Fact | None:
    pair = stated(zones.page, *_DISCLOSURE_LABELS)
    if pair is None:
        return None
    value = pair.plain.strip(" ()[]")
    if match := _DISCLOSURE.fullmatch(value):
        return pair.fact(match["value"])
    if pair.label.startswith("是否") and value in ("是", "否"):
        return pair.fact("同意公开" if value == "是" else "不同意公开")
    return None


def handling(zones: Zones, number: Fact | None) -> Fact | None:
    """The agency's part in handling the proposal: 独办, 主办, 分办, 会办, 协办 …"""
    pair = stated(zones.page, "办理方式", "办理类型", "承办方式", "承办类型")
    match = _HANDLING.match(pair.plain) if pair else None
    if pair and match:
        return pair.fact(match["way"])
    in_code = re.search(r"[(（](主办|会办|协办|分办)[)）]〔", str(number.value)) if number else None
    return Fact(in_code.group(1), "derived", number.raw, number.span, 0.9) if number and in_code else None


def feedback(zones: Zones) -> Fact | None:
    """What the proposer thought of the reply (满意, 基本满意 …), where the page says it."""
    for line in (*zones.head, *zones.ending):
        if len(line.text) <= _LINE_CHARS and not _BOXES.search(line.text) and (match := _FEEDBACK.search(line.plain)):
            return line.fact(match["value"], match, "value")
    pair = stated(zones.page, "满意度", "反馈意见", "代表意见", "委员意见", "评价结果", "满意程度")
    match = re.fullmatch(r"(?:非常|基本|比较|不)?满意|(?:不)?理解", pair.plain) if pair else None
    return pair.fact(match.group()) if pair and match else None
