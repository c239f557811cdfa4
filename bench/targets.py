"""What the speed was promised to be, held against what was measured; the largest archive counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from .growth import from_size, growth

_LINEAR_FROM = 5_000  # replies: below that what happens once weighs too much
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A promise: at most or at least so much, and what it was."""

    name: str
    measured: float
    limit: float
    at_least: bool = False

    @property
    def reached(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def judge(sizes: Figures) -> list[dict[str, Any]]:
    """Every target whose figures are there."""
    found = [*_latency(sizes), *_rivals(sizes), *_indexing(sizes)]
    return [{**asdict(target), "reached": target.reached} for target in found]


def _latency(sizes: Figures) -> Iterator[Target]:
    size, last = _largest(sizes)
    typed, pasted = last["typed"]["ours"], last["kinds"]["pasted_text"]["ours"]
    for step, label in (("search", "检索，含分面"), ("page", "结果页，含段落与标注")):
        yield Target(f"{size} 篇，输入的查询 p50，毫秒（{label}）", typed[step]["p50"], 5)
        yield Target(f"{size} 篇，输入的查询 p95，毫秒（{label}）", typed[step]["p95"], 30)
        yield Target(f"{size} 篇，粘贴 2,000 字 p95，毫秒（{label}）", pasted[step]["p95"], 100)
    yield Target(f"{size} 篇，服务进程内存，MB", last["serving"]["rss_mb"], 1536)


def _rivals(sizes: Figures) -> Iterator[Target]:
    with_naive = {size: row for size, row in sizes.items() if "naive" in row["typed"]}
    if with_naive:
        size, row = _largest(with_naive)
        times = _times(row["kinds"], "naive")
        slowest = min(_answered(row["kinds"], "naive"), key=lambda kind: times[kind])
        yield Target(f"{size} 篇，比朴素 Whoosh 快几倍，最差的一类（{slowest}）", times[slowest], 1, at_least=True)
        pasted = min(value for kind, value in times.items() if kind.startswith("pasted"))
        yield Target(f"{size} 篇，比朴素 Whoosh 快几倍，粘贴", pasted, 20, at_least=True)
    size, row = _largest(sizes)
    if "fts5" in row["typed"]:
        yield Target(f"{size} 篇，比 FTS5 快几倍，各类的中位", _middle(row, "fts5"), 1, at_least=True)
    if "tantivy" in row["typed"]:
        slower = {kind: 1 / value for kind, value in _times(row["kinds"], "tantivy").items()}
        worst = max(_answered(row["kinds"], "tantivy"), key=lambda kind: slower[kind])
        yield Target(f"{size} 篇，用时是 Tantivy 的几倍，各类的中位", round(median(slower.values()), 2), 5)
        yield Target(f"{size} 篇，用时是 Tantivy 的几倍，最差的一类（{worst}）", round(slower[worst], 2), 5)


def _indexing(sizes: Figures) -> Iterator[Target]:
    size, last = _largest(sizes)
    indexing = last["indexing"]
    if "total_jieba" in indexing:
        yield Target(f"{size} 篇，索引的 CPU 是单用 jieba 分词的几倍", indexing["total_jieba"]["to_jieba"], 2)
        yield Target(f"{size} 篇，索引的 CPU 是单用 jieba 分词的几倍，用加速", indexing["total"]["to_jieba"], 1.2)
    else:
        yield Target(f"{size} 篇，索引的 CPU 是单用 jieba 分词的几倍", indexing["total"]["to_jieba"], 2)
    peak = max(indexing[name]["peak_mb"] for name in ("total", "total_jieba") if name in indexing)
    yield Target(f"{size} 篇，建索引的内存峰值，MB", peak, 1536)
    yield Target(f"{size} 篇，索引大小是正文的几倍", indexing["index_to_text"], 3)
    fitted = growth(from_size(sizes, _LINEAR_FROM))["indexing"]
    for name, label in (("cpu", "索引 CPU 的增长指数"), ("cpu_jieba", "索引 CPU 的增长指数，不用加速")):
        if fitted[name] is not None:
            yield Target(label, fitted[name], 1.05)


def _largest(sizes: Figures) -> tuple[str, Figures]:
    size = max(sizes, key=int)
    return f"{int(size):,}", sizes[size]


def _times(kinds: Figures, name: str) -> dict[str, float]:
    """How many times as long as ours another engine takes at the median, by kind."""
    return {kind: _ratio(row[name]["search"]["p50"], row["ours"]["search"]["p50"]) for kind, row in kinds.items()}


def _answered(kinds: Figures, name: str) -> list[str]:
    """The kinds in which another engine finds at least half of what it should: else its time says nothing."""
    return [kind for kind, row in kinds.items() if row[name]["found"].get("recall", 1) >= 0.5]


def _middle(row: Figures, name: str) -> float:
    return round(median(_times(row["kinds"], name).values()), 2)


def _ratio(theirs: float, ours: float) -> float:
    return round(max(theirs, 0.001) / max(ours, 0.001), 3)
