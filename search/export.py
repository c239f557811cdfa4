"""A reply as plain dicts and lists: the JSON of `show` and of the web, and its source line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.reply import Fact, Reply

# Every field a reply may have, in the order they are shown, with its label.
FACT_LABELS = {
    "title": "标题",
    "agency": "承办单位",
    "doc_number": "发文字号",
    "kind": "类型",
    "proposal_title": "建议/提案标题",
    "proposal_number": "编号",
    "session": "届次",
    "addressee": "主送",
    "addressee_role": "主送身份",
    "result_class": "办理结果",
    "disclosure": "公开属性",
    "signed_date": "成文日期",
    "published_date": "发布日期",
    "year": "年份",
    "signer": "签发人",
    "co_agencies": "会办单位",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
    "source": "来源",
    "source_url": "网址",
    "index_number": "索引号",
    "column": "栏目",
    "asks": "逐条答复的意见",
}
_LISTS = ("co_agencies", "asks")


def to_data(reply: Reply, addresses: Sequence[str] = ()) -> dict[str, Any]:
    """All of a reply; fields that are not known are null, lists that are not known are empty."""
    fields: dict[str, Any] = {}
    for name in FACT_LABELS:
        fact = reply.facts.get(name)
        fields[name] = (list(fact.value) if isinstance(fact.value, tuple) else fact.value) if fact else None
        if name in _LISTS and fact is None:
            fields[name] = []
    return {
        "id": reply.id,
        "uri": reply.uri,
        "also_at": [uri for uri in addresses if uri != reply.uri],
        "is_reply": reply.is_reply,
        "display_title": reply.display_title,
        **fields,
        "top_sections": sum(section.level == 1 for section in reply.sections) if reply.is_reply else None,
        "evidence": {name: _evidence(fact) for name, fact in reply.facts.items()},
        "text": reply.text,
        "sections": [{"level": s.level, "heading": s.heading, "start": s.start, "end": s.end} for s in reply.sections],
        "paragraphs": [
            {
                "number": number,
                "role": p.role,
                "path": list(p.path),
                "start": p.start,
                "end": p.end,
                "text": reply.text[p.start : p.end],
            }
            for number, p in enumerate(reply.paragraphs, start=1)
        ],
        "removed": list(reply.removed),
    }


def _evidence(fact: Fact) -> dict[str, Any]:
    span = [fact.span.start, fact.span.end] if fact.span else None
    return {"source": fact.source, "raw": fact.raw, "span": span, "confidence": fact.confidence}


def source_line(reply: Reply) -> str:
    """The line that says where a quotation comes from: ——某局《…的答复》（某〔2024〕9号，2024年）."""
    details = "，".join(part for part in (reply.get("doc_number"), f"{reply.year}年" if reply.year else None) if part)
    return f"——{reply.get('agency') or ''}《{reply.display_title}》" + (f"（{details}）" if details else "")
