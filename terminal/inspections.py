"""How a document looks before it is indexed: what was loaded, removed, kept and found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from indexer.document import Page, RawDocument
from indexer.findings import KINDS
from indexer.inspecting import Inspection
from indexer.reply import Fact, Reply
from search import export

_LABELS = {"": "", "text": "正文", "page": "网页信息", "derived": "推算"}
_REMOVED_SHOWN = 40


def inspection_data(found: Inspection) -> dict[str, Any]:
    """All that is known of a document, as plain data."""
    page, reply, raw = found.page, found.reply, found.raw
    return {
        "uri": found.uri,
        "reason": found.reason,
        "url": raw.url if raw else "",
        "url_from": raw.url_from if raw else "",
        "fetched": raw.fetched if raw else "",
        "media_type": raw.media_type if raw else "",
        "bytes": len(raw.body) if raw else 0,
        "charset": asdict(page.charset) if page and page.charset else None,
        "title": page.title if page else None,
        "pairs": [[pair.label, pair.value] for pair in page.pairs] if page else [],
        "notes": list(page.notes) if page else [],
        "attachments": list(page.attachments) if page else [],
        "is_cover": found.is_cover,
        "findings": [asdict(finding) for finding in found.findings],
        "reply": export.to_data(reply) if reply else None,
    }


def inspection_text(found: Inspection) -> str:
    """All that is known of a document, for reading."""
    lines = [click.style(found.uri, bold=True)]
    if found.raw:
        lines += _loaded(found.raw)
    if found.reason:
        lines.append(f"没有导入：{found.reason}")
    if found.page:
        lines += _cleaned(found.page)
    if found.is_cover:
        lines.append("本页只有指向附件的链接，导入时与附件合为一篇")
    lines += [f"注意：{KINDS[f.kind]}" + (f"（{f.detail}）" if f.detail else "") for f in found.findings]
    if found.reply:
        lines += ["", "各项信息", *_facts(found.reply), "", "正文", found.reply.text]
    return "\n".join(lines)


def _loaded(raw: RawDocument) -> Iterator[str]:
    yield f"大小：{len(raw.body):,} 字节" + (f"　类型：{raw.media_type}" if raw.media_type else "")
    if raw.url:
        yield f"网址：{raw.url}（据 {raw.url_from}）"
    if raw.fetched:
        yield f"抓取时间：{raw.fetched}"


def _cleaned(page: Page) -> Iterator[str]:
    if page.charset:
        note = f"，{page.charset.note}" if page.charset.note else ""
        yield f"编码：{page.charset.encoding}（{page.charset.decided_by}{note}）"
    yield from (f"网页信息：{pair.label}＝{pair.value}" for pair in page.pairs)
    yield from (f"附件：{href}" for href in page.attachments)
    yield from (f"修复：{note}" for note in page.notes)
    if page.removed:
        yield f"去掉的页面文字（{len(page.removed)} 行）："
        yield from (f"  {line}" for line in page.removed[:_REMOVED_SHOWN])


def _facts(reply: Reply) -> Iterator[str]:
    yield f"  是不是答复：{'是' if reply.is_reply else '不是'}"
    for name, label in export.FACT_LABELS.items():
        if fact := reply.facts.get(name):
            yield f"  {label}：{'、'.join(reply.all(name))}　{_evidence(fact)}"


def _evidence(fact: Fact) -> str:
    place = f" 第 {fact.span.start}–{fact.span.end} 字" if fact.span else ""
    sure = "" if fact.confidence >= 1 else f"，把握 {fact.confidence:.0%}"
    return click.style(f"［{_LABELS.get(fact.source, fact.source)}{place}{sure}］{fact.raw[:60]}", dim=True)
