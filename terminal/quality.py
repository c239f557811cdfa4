"""How the quality report of an archive looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from indexer.findings import KINDS
from indexer.ledger import Entry, SourceCount
from search.quality import total

from .output import named, padded

_SHOWN = 20  # documents of a kind, unless all are asked for


def quality_text(sources: Sequence[SourceCount], entries: Sequence[Entry], everything: bool = False) -> str:
    """The report for reading: counts of every source, then the documents of each kind."""
    lines = list(_counts("全部来源", sum(s.documents for s in sources), total(sources), _ignored(sources)))
    if len(sources) > 1:
        for source in sources:
            lines += ["", *_counts(source.source, source.documents, source.findings, source.ignored)]
    if not entries:
        lines += ["", "没有需要留意的文档"]
    for kind, label in KINDS.items():
        found = [entry for entry in entries if entry.kind == kind]
        if found:
            lines += ["", f"{label}（{len(found)}）", *_listed(found, len(found) if everything else _SHOWN)]
    return "\n".join(lines)


def _counts(name: str, documents: int, findings: Any, ignored: Any) -> Iterator[str]:
    yield name
    yield f"  {padded('导入的文档', 20)}{documents:>6}"
    for kind, label in KINDS.items():
        if findings.get(kind):
            yield f"  {padded(label, 20)}{findings[kind]:>6}"
    if ignored:
        yield "  不是文档、未导入的文件：" + "、".join(f"{suffix} {files} 个" for suffix, files in ignored.items())


def _listed(found: Sequence[Entry], most: int) -> Iterator[str]:
    for entry in found[:most]:
        number = f"　编号 {entry.reply_id}" if entry.reply_id else ""
        yield f"  {named(entry.uri)}{number}" + (f"　{entry.words}" if entry.detail else "")
    if len(found) > most:
        yield f"  ……另有 {len(found) - most} 个，用 --all 看全部"


def _ignored(sources: Sequence[SourceCount]) -> Counter[str]:
    return sum((Counter(source.ignored) for source in sources), Counter())
