"""How a run's report and the statistics of an archive look."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from indexer.report import Report
from indexer.schema import BY_NAME
from search.archive import Stats

from .output import named, padded

_SKIPPED_SHOWN = 20


def report_data(report: Report) -> dict[str, Any]:
    """A report as plain data."""
    return {**asdict(report), "ignored": dict(report.ignored)}


def report_text(report: Report, bare: bool = False) -> str:
    """A report for reading: counts, then what was skipped and why; a `bare` one only what was skipped."""
    return "\n".join([*([] if bare else _counts(report)), *_skipped(report)])


def _counts(report: Report) -> list[str]:
    counts = [
        ("读入", report.loaded), ("新增", report.new), ("更新", report.changed), ("未变", report.unchanged),
        ("移除", report.gone), ("重复", report.duplicates), ("非答复", report.not_replies),
        ("跳过", len(report.skipped)),
    ]  # fmt: skip
    lines = ["　".join(f"{label} {count}" for label, count in counts)]
    if report.joined:
        lines.append(f"与附件合为一篇的页面 {report.joined} 个")
    copies = f"，另有内容几乎相同的副本 {report.copies} 份（并入其中）" if report.copies else ""
    families = f"，一案多复 {report.families} 组" if report.families else ""
    lines.append(f"库中现有 {report.replies} 篇{copies}{families}，用时 {report.seconds:.1f} 秒")
    if report.rebuilt:
        lines.append(f"索引已重建（{report.rebuilt}）")
    if report.ignored:
        kinds = "、".join(f"{suffix} {count} 个" for suffix, count in report.ignored.most_common())
        lines.append(f"不是文档、未导入的文件：{kinds}")
    return lines


def _skipped(report: Report) -> list[str]:
    lines = [f"跳过：{named(item.uri)}　原因：{item.reason}" for item in report.skipped[:_SKIPPED_SHOWN]]
    if len(report.skipped) > _SKIPPED_SHOWN:
        lines.append(f"……另有 {len(report.skipped) - _SKIPPED_SHOWN} 个跳过的文件，用 dafu report 看全部")
    return lines


def stats_data(stats: Stats) -> dict[str, Any]:
    """Statistics as plain data."""
    return asdict(stats)


def stats_text(stats: Stats) -> str:
    """Statistics for reading."""
    lines = [f"答复库 {stats.replies} 篇（来自 {stats.documents} 个文档），索引 {stats.indexed} 篇"]
    if stats.pending:
        lines.append(f"有 {stats.pending} 篇改动还没有进入索引，请运行：dafu index")
    for name, counts in stats.values.items():
        lines += ["", BY_NAME[name].label]
        by_year = name == "year"
        for value, count in sorted(counts.items(), key=lambda item: item[0] if by_year else -item[1]):
            lines.append(f"  {padded(value, 28)}{count:>6}")
    return "\n".join(lines)
