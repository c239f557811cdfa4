"""How the findings of many queries look: one row a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .lines import Line, rendered
from .screen import columns
from .tables import aligned, csv_text

_COLUMNS = ("query", "total", "partial", "id", "title", "doc_number", "error")


def batch_text(found: Sequence[dict[str, Any]], bare: bool = False) -> str:
    """Counts for reading: how many replies, the query, the best hit; then how many queries found something."""
    rows = [(_count(one), one["query"], _best(one)) for one in found]
    lines = [Line(row) for row in aligned(rows)]
    if not bare:
        hits = sum(bool(one["total"]) and not one["partial"] for one in found)
        lines.append(Line(f"{len(found)} 个查询，{hits} 个找到了"))
    return rendered(lines, columns())


def batch_csv(found: Sequence[dict[str, Any]]) -> str:
    """Counts as CSV: the file's other columns first; one that is called as ours is marked 原."""
    kept = list(dict.fromkeys(name for one in found for name in one["kept"]))
    header = [*(f"{name}（原）" if name in _COLUMNS else name for name in kept), *_COLUMNS]
    rows = [[*(one["kept"].get(name, "") for name in kept), *_cells(one)] for one in found]
    return csv_text(header, rows)


def _cells(one: dict[str, Any]) -> list[object]:
    best = one["best"] or {}
    said = [one["query"], one["total"], "1" if one["partial"] else "0"]
    return [*said, *(best.get(name, "") for name in ("id", "title", "doc_number")), one["error"]]


def _count(one: dict[str, Any]) -> str:
    if one["error"]:
        return "没有查"
    return f"{'相近 ' if one['partial'] else ''}{one['total']} 篇"


def _best(one: dict[str, Any]) -> str:
    if not one["best"]:
        return one["error"] or ""
    return "　".join(part for part in (one["best"]["title"], one["best"]["doc_number"], one["best"]["id"]) if part)
