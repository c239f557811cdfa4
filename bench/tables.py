"""The measurements as Markdown, and as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from .chart import chart

ENGINES = {
    "ours": "答复", "fts5": "FTS5", "tantivy": "Tantivy", "xapian": "Xapian", "naive": "朴素 Whoosh",
}  # fmt: skip
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
    "page_fifty": "第 50 页",
    "facets": "词＋分面计数",
    "pasted_sentence": "粘贴一句（100 字）",
    "pasted_paragraph": "粘贴一段（500 字）",
    "pasted_text": "粘贴 2,000 字",
    "typed": "输入的各类合计",
}
_STEPS = {
    "read": "读取、入库、归并", "write": "索引", "write_jieba": "索引，不用加速", "help": "准备输入提示",
    "fts5": "FTS5", "tantivy": "Tantivy", "xapian": "Xapian", "naive": "朴素 Whoosh（含分词）",
    "words": "分词（供 FTS5、Tantivy、Xapian，不计在内）",
}  # fmt: skip
_STAGES = {
    "extract": "解码、抽取、解析",
    "store": "入库",
    "group": "归并",
    "analyze": "分词",
    "write": "写索引（含字组）",
    "help": "准备输入提示",
}
_STAGED = {"total": "全程", "total_jieba": "全程，不用加速"}
_PASTED = "pasted"
Figures = Mapping[str, Any]


def render(measured: Figures) -> str:
    """All tables of one run."""
    machine = measured["machine"]
    computer = f"{machine['cpu']}，{machine['cores']} 核，{machine['memory_gb']} GB"
    parts = [f"{computer}；Python {machine['python']}；{measured['date']}"]
    parts += ["### 目标", _targets(measured["targets"])]
    if len(measured["sizes"]) > 1:
        parts += ["### 增长指数", _growth(measured["growth"])]
    for size, figures in measured["sizes"].items():
        parts += [f"### {int(size):,} 篇", _corpus(figures["indexing"]["words"])]
        parts += [_indexing(figures["indexing"]), _stages(figures["indexing"])]
        parts += [_latencies(figures, "search"), _latencies(figures, "page")]
        parts += ["\\* 这个引擎在这一类里查到的不到应有的一半，它的用时不能单独看。", _found(figures["kinds"])]
        parts += [_threads(figures["serving"]), _first(figures)]
    return "\n\n".join(parts)


def picture(measured: Figures) -> str:
    """p50 by size: the median over the typed kinds, and pasted texts of 2,000 characters."""
    panels: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for size, figures in measured["sizes"].items():
        for name, label in ENGINES.items():
            rows = {kind: row[name]["search"]["p50"] for kind, row in figures["kinds"].items() if name in row}
            typed = [value for kind, value in rows.items() if not kind.startswith(_PASTED)]
            for title, values in (
                ("输入的查询：各类 p50 的中位", typed),
                ("粘贴 2,000 字：p50", [rows.get("pasted_text")]),
            ):
                if values and values[0] is not None:
                    point = (float(size), max(0.001, median(values)))
                    panels.setdefault(title, {}).setdefault(label, []).append(point)
    return chart(panels, "篇数")


def _targets(targets: Sequence[Figures]) -> str:
    rows = [
        (
            row["name"],
            row["measured"],
            ("≥ " if row["at_least"] else "≤ ") + f"{row['limit']:g}",
            "达到" if row["reached"] else "**未达到**",
        )
        for row in targets
    ]
    return _table(("目标", "测得", "要求", ""), rows)


def _growth(growth: Figures) -> str:
    engines = [name for name in ENGINES if any(name in row for row in growth["kinds"].values())]
    rows = [(LABELS[kind], *(row.get(name) for name in (*engines, "found"))) for kind, row in growth["kinds"].items()]
    indexing = growth["indexing"]
    stages = "，".join(f"{_STAGES[stage]} {indexing[stage]}" for stage in _STAGES if indexing.get(stage) is not None)
    totals = f"全程 CPU {_shown(indexing['cpu'])}，不用加速 {_shown(indexing['cpu_jieba'])}；{stages}"
    head = ("检索的 p50", *(ENGINES[name] for name in engines), "查到的篇数")
    return f"{_table(head, rows)}\n\n建索引：{totals}。"


def _corpus(words: Figures) -> str:
    length = round(words["characters"] / words["replies"])
    texts = f"平均 {length:,} 字，共 {words['text_mb']:,} MB（UTF-8）"
    vocabulary = f"{words['words']:,} 个词，不同的 {words['vocabulary']:,} 个，其中只出现一次的 {words['once']:,} 个"
    return f"{texts}；{vocabulary}；Zipf 指数 {words['zipf']}，Heaps 指数 {words['heaps']}。"


def _indexing(indexing: Figures) -> str:
    keys = ("seconds", "cpu_seconds", "peak_mb", "written_mb")
    rows = [(label, *(indexing[step][key] for key in keys)) for step, label in _STEPS.items() if step in indexing]
    for name, label in _STAGED.items():
        if name in indexing:
            rows.append((label, *(indexing[name][key] for key in keys[:3]), None))
    table = _table(("建索引", "秒", "CPU 秒", "内存峰值 MB", "写出 MB"), rows)
    index, store = indexing["index_mb"], indexing["store_mb"]
    return f"{table}\n\n索引 {index} MB，是正文的 {indexing['index_to_text']} 倍；库 {store} MB。"


def _stages(indexing: Figures) -> str:
    rows = []
    for name, label in _STAGED.items():
        if name in indexing:
            row = indexing[name]
            rows.append((label, *(row["stages"][stage] for stage in _STAGES), row["cpu_seconds"], row["to_jieba"]))
    head = ("CPU 秒", *_STAGES.values(), "合计", "是 jieba 的几倍")
    alone = indexing["jieba"]
    note = f"单用 jieba 把同样的正文切一遍：{alone['all_cpu_seconds']} CPU 秒（由其中 {alone['replies']:,} 篇推算）。"
    return f"{_table(head, rows)}\n\n{note}"


def _latencies(figures: Figures, step: str) -> str:
    rows, typed = [], figures["typed"]
    engines = [name for name in ENGINES if step in typed.get(name, ())]
    for kind, row in (*figures["kinds"].items(), ("typed", typed)):
        cells = [_cell(row[name], step) for name in engines]
        rows.append((LABELS[kind], *cells, *(_ratio(row, name, step) for name in engines[1:])))
    title = "检索，毫秒：p50 / p95 / p99（首次 p50 / p95）" if step == "search" else "结果页，毫秒"
    head = (title, *(ENGINES[name] for name in engines), *(f"{ENGINES[name]} ÷ 答复" for name in engines[1:]))
    return _table(head, rows)


def _cell(row: Figures, step: str) -> str:
    times = row[step]
    warm = " / ".join(f"{times[key]:.2f}" for key in ("p50", "p95", "p99"))
    star = " *" if row.get("found", {}).get("recall", 1) < 0.5 else ""
    return f"{warm}（{times['first_p50']:.2f} / {times['first_p95']:.2f}）{star}"


def _ratio(row: Figures, name: str, step: str) -> str:
    return f"{row[name][step]['p50'] / max(row['ours'][step]['p50'], 0.001):.2f}×"


def _found(kinds: Figures) -> str:
    engines = [name for name in ENGINES if name in next(iter(kinds.values()))]
    rows = [(LABELS[kind], *(_of(row[name]["found"]) for name in engines)) for kind, row in kinds.items()]
    return _table(("查到：中位篇数，查全率，多出", *(ENGINES[name] for name in engines)), rows)


def _of(found: Figures) -> str:
    literal = f"，{found['recall']:.1%}，{found['extra']}" if "recall" in found else ""
    return f"{found['median_total']:,.0f}{literal}"


def _threads(serving: Figures) -> str:
    rows = [
        (count, *(row[key] for key in ("per_second", "p50", "p95", "p99"))) for count, row in serving["threads"].items()
    ]
    memory = f"内存 {serving['rss_mb']} MB（其中不算映射的文件 {serving['own_mb']} MB），峰值 {serving['peak_mb']} MB。"
    opening = f"打开 {serving['open_ms']} 毫秒，第一个结果页 {serving['first_ms']} 毫秒；答完全部问题以后"
    head = ("线程（共用一个 Archive，各类混合，结果页）", "每秒", "p50", "p95", "p99")
    return f"{_table(head, rows)}\n\n{opening}{memory}"


def _first(figures: Figures) -> str:
    rows = [
        (f"{LABELS[kind]}（{'加速' if way == 'accelerated' else '不用加速'}）", row["seconds"], row["cpu_seconds"])
        for way, kinds in figures["cold"].items()
        for kind, row in kinds.items()
    ]
    grown = figures["growing"]
    note = (
        f"再导入 {grown['replies']} 篇：{grown['seconds']} 秒（CPU {grown['cpu_seconds']} 秒，"
        f"内存峰值 {grown['peak_mb']} MB），准备输入提示再用 {grown['help_seconds']} 秒；"
        f"索引换过以后第一次回答 {grown['first_ms']} 毫秒，再问 {grown['second_ms']} 毫秒，"
        f"换之前 {grown['before_ms']} 毫秒。"
    )
    return f"{_table(('命令行 dafu search，新开的进程', '秒', 'CPU 秒'), rows)}\n\n{note}"


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines: list[Sequence[object]] = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(map(_shown, line)) + " |" for line in lines)


def _shown(cell: object) -> str:
    return "—" if cell is None else str(cell)
