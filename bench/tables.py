"""The measurements as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

LABELS = {
    "rare_word": "生僻词",
    "common_word": "常用词",
    "two_characters": "两字词",
    "one_character": "单字",
    "three_words": "三词同时出现",
    "either_word": "两词任一（OR）",
    "phrase": "短语（6–10 字）",
    "doc_number": "文号",
    "mixed": "数字字母混合",
    "without": "排除（NOT）",
    "field_word": "单位＋词",
    "years_word": "年份范围＋词",
    "sort_date": "按日期排序",
    "page_five": "第 5 页",
    "pasted_sentence": "粘贴一句（100 字）",
    "pasted_paragraph": "粘贴一段（500 字）",
}
_JOBS = {"pipeline": "答复：全流程（读取→入库→索引）", "ours": "答复：仅写索引", "naive": "朴素引擎：仅写索引"}


def render(measured: dict[str, Any]) -> str:
    """All tables of one run."""
    machine = measured["machine"]
    place = f"{machine['cpu']}，{machine['cores']} 核，{machine['memory_gb']} GB；Python {machine['python']}"
    parts = [f"{place}；{measured['date']}"]
    for size, figures in measured["sizes"].items():
        parts += [f"### {int(size):,} 篇", _indexing(figures["indexing"])]
        parts += [_latencies(figures["kinds"], step) for step in ("search", "page")]
        parts.append("\\* 朴素引擎在这一类里查到的不到应有的一半，它的用时不能单独看。")
        parts.append(_found(figures["kinds"]))
    return "\n\n".join(parts)


def _indexing(indexing: dict[str, Any]) -> str:
    rows = [
        (label, row["seconds"], row["cpu_seconds"], row["peak_mb"], row["written_mb"])
        for job, label in _JOBS.items()
        for row in [indexing[job]]
    ]
    return _table(("建索引", "秒", "CPU 秒", "内存峰值 MB", "写出 MB"), rows)


def _latencies(kinds: dict[str, Any], step: str) -> str:
    title = "检索" if step == "search" else "结果页"
    rows = []
    for kind, figures in kinds.items():
        ours, naive, ratio = (figures[name][step] for name in ("ours", "naive", "ratio"))
        pairs = [f"{row[key]:.2f}" for key in ("p50", "p95", "first_p50") for row in (ours, naive)]
        rows.append(
            (LABELS[kind] + _warning(figures), *pairs, *(f"{ratio[key]}×" for key in ("p50", "p95", "first_p50")))
        )
    head = [f"{name} {key}" for key in ("p50", "p95", "首次 p50") for name in ("答复", "朴素")]
    return _table((f"{title}，毫秒", *head, "p50 倍数", "p95 倍数", "首次倍数"), rows)


def _warning(figures: dict[str, Any]) -> str:
    """A star where the naive engine finds less than half of what it should: then its time says little."""
    return " *" if figures["naive"]["found"].get("recall", 1) < 0.5 else ""


def _found(kinds: dict[str, Any]) -> str:
    rows = []
    for kind, figures in kinds.items():
        ours, naive = figures["ours"]["found"], figures["naive"]["found"]
        shares = [f"{row['recall']:.1%}" if "recall" in row else "—" for row in (ours, naive)]
        extras = [row.get("extra", "—") for row in (ours, naive)]
        rows.append((LABELS[kind], ours["median_total"], naive["median_total"], *shares, *extras))
    head = ("查到", "答复：中位篇数", "朴素：中位篇数", "答复：查全率", "朴素：查全率", "答复：多出", "朴素：多出")
    return _table(head, rows)


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines: list[Sequence[object]] = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
