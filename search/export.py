"""A reply as plain dicts and lists: the JSON of `show` and of the web, and its source line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from indexer.folding import plain
from indexer.reply import Fact, Paragraph, Reply

from .widening.numerals import value_of, written

# Every field a reply may have, in the order they are shown, with its label.
FACT_LABELS = {
    "title": "标题",
    "doc_type": "文种",
    "agency": "承办单位",
    "agency_now": "现为",
    "signatories": "署名单位",
    "doc_number": "发文字号",
    "kind": "类型",
    "proposal_form": "提出形式",
    "proposal_title": "建议/提案标题",
    "proposal_number": "编号",
    "proposal_year": "编号年份",
    "session": "届次",
    "session_year": "会议年份",
    "addressee": "主送",
    "addressee_role": "主送身份",
    "addressee_count": "主送人数",
    "proposer": "提出人",
    "sector": "界别",
    "result_class": "办理结果",
    "result_meaning": "办理结果含义",
    "handling": "办理方式",
    "disclosure": "公开属性",
    "signed_date": "成文日期",
    "register_date": "网页所载成文日期",
    "published_date": "发布日期",
    "year": "年份",
    "signer": "签发人",
    "co_agencies": "会办单位",
    "copies": "抄送",
    "imprint": "印发",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
    "source": "来源",
    "source_url": "网址",
    "index_number": "索引号",
    "column": "栏目",
    "author": "作者",
    "topic": "主题分类",
    "genre": "体裁分类",
    "keywords": "主题词",
    "validity": "有效性",
    "audience": "服务对象",
    "assigned_date": "交办日期",
    "due_date": "办理时限",
    "feedback": "反馈评价",
    "asks": "逐条答复的意见",
    "cites": "引用文件",
}
_NUMERAL = re.compile(r"([一二三四五六七八九十]{1,3})、")
_LEAVE = re.compile(r"以上|综上|总之|特此|专此|此复|最后|再次|衷心|诚挚|真诚|非常|恳请|感谢|欢迎")
_LEAVE_PARAGRAPHS = 12
_SIGNED_CHARS = 30  # of a line with who signed, when, and whether it is public
_LISTS = ("signatories", "proposal_form", "co_agencies", "copies", "asks", "cites")


def to_data(
    reply: Reply,
    addresses: Sequence[str] = (),
    family: Sequence[Reply] = (),
    charsets: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """All of a reply; fields that are not known are null, lists that are not known are empty."""
    return {
        "id": reply.id,
        "uri": reply.uri,
        "also_at": [uri for uri in addresses if uri != reply.uri],
        "charsets": dict(charsets or {}),
        "is_reply": reply.is_reply,
        "display_title": reply.display_title,
        **{name: _value(name, reply.facts.get(name)) for name in FACT_LABELS},
        "top_sections": sum(section.level == 1 for section in reply.sections) if reply.is_reply else None,
        "evidence": {name: _evidence(fact) for name, fact in reply.facts.items()},
        "text": reply.text,
        "sections": [{"level": s.level, "heading": s.heading, "start": s.start, "end": s.end} for s in reply.sections],
        "paragraphs": [_paragraph(reply, number) for number in range(1, len(reply.paragraphs) + 1)],
        "removed": list(reply.removed),
        "elsewhere": list(reply.elsewhere),
        "other_figures": reply.other_figures,
        "family": [{"id": other.id, "title": other.display_title, "to": to_whom(other)} for other in family],
    }


def _value(name: str, fact: Fact | None) -> Any:
    if fact is None:
        return [] if name in _LISTS else None
    return list(fact.value) if isinstance(fact.value, tuple) else fact.value


def _paragraph(reply: Reply, number: int) -> dict[str, Any]:
    found = reply.paragraphs[number - 1]
    return {
        "number": number,
        "role": found.role,
        "path": list(found.path),
        "start": found.start,
        "end": found.end,
        "text": reply.text[found.start : found.end],
        "source": source_line(reply, number),
    }


def _evidence(fact: Fact) -> dict[str, Any]:
    span = [fact.span.start, fact.span.end] if fact.span else None
    return {"source": fact.source, "raw": fact.raw, "span": span, "confidence": fact.confidence}


ADDRESSED = ("addressee", "addressee_role", "proposal_number")  # the facts that `to_whom` reads


def to_whom(reply: Reply) -> str:
    """Whom a reply answers, as a list shows it: 林晓岚代表（第127号）."""
    role, number = reply.get("addressee_role"), "、".join(reply.all("proposal_number"))
    name = "、".join(reply.all("addressee")) + (role if role in ("代表", "委员") else "")
    return (name or reply.display_title) + (f"（第{number}号）" if number else "")


def source_line(reply: Reply, paragraph: int | None = None) -> str:
    """The line that says where a quotation comes from: ——某局《…的答复》（某〔2024〕9号，2024年）第一部分.

    The part is that of a paragraph, given by its number from 1, where the reply numbers its parts.
    """
    details = "，".join(part for part in (reply.get("doc_number"), f"{reply.year}年" if reply.year else None) if part)
    whole = f"——{reply.get('agency') or ''}《{reply.display_title}》" + (f"（{details}）" if details else "")
    return whole + (_part(reply, reply.paragraphs[paragraph - 1]) if paragraph else "")


def _part(reply: Reply, paragraph: Paragraph) -> str:
    """第二部分 for what stands under 二、; "" outside parts, or where they are not numbered 一、二、三、 in order."""
    if paragraph.start >= _leave(reply):
        return ""
    parts = [section for section in reply.sections if section.level == 1]
    numbers = (_NUMERAL.match(plain(reply.text[section.start : section.start + 6])) for section in parts)
    if any(not found or value_of(found[1]) != place for place, found in enumerate(numbers, start=1)):
        return ""
    return next((f"第{written(n)}部分" for n, s in enumerate(parts, 1) if s.start <= paragraph.start < s.end), "")


def _leave(reply: Reply) -> int:
    """Where a text takes its leave, back from its end: thanks, a last word on the whole, who signed and when."""
    at, starts = len(reply.text), {section.start for section in reply.sections}
    for paragraph in reversed(reply.paragraphs[-_LEAVE_PARAGRAPHS:]):
        words = plain(reply.text[paragraph.start : paragraph.end]).strip()
        is_signed = len(words) <= _SIGNED_CHARS and not words.endswith(tuple("。.!;?:"))
        begins = paragraph.role == "heading" or paragraph.start in starts
        if begins or not (paragraph.role == "tail" or is_signed or _LEAVE.match(words)):
            break
        at = paragraph.start
    return at
