"""How results look on a terminal and in a pipe. Returns text; `cli.py` prints it."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click

from indexer.reply import Reply
from indexer.report import Report
from indexer.schema import BY_NAME
from search.archive import Stats
from search.export import FACT_LABELS, source_line
from search.results import Hit, Mark, ResultPage, Snippet

_CSV_FIELDS = ("agency", "year", "kind", "doc_number", "proposal_number", "addressee", "result_class", "disclosure")
_SKIPPED_SHOWN = 20


def to_json(data: Any) -> str:
    """JSON that every terminal and pipe can carry: UTF-8 where that is the encoding, else ASCII."""
    readable = (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf_8", "cp65001")
    return json.dumps(data, ensure_ascii=not readable, indent=2)


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A progress display on standard error, only where a person is watching."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def advance(stage: str, steps: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None)
            bar.advance(tasks[stage], steps)

        yield advance


# Reports and statistics


def report_data(report: Report) -> dict[str, Any]:
    """A report as plain data."""
    return {**asdict(report), "ignored": dict(report.ignored)}


def report_text(report: Report) -> str:
    """A report for reading: counts, then what was skipped and why."""
    counts = [
        ("读入", report.loaded), ("新增", report.new), ("更新", report.changed), ("未变", report.unchanged),
        ("移除", report.gone), ("重复", report.duplicates), ("非答复", report.not_replies),
        ("跳过", len(report.skipped)),
    ]  # fmt: skip
    lines = ["　".join(f"{label} {count}" for label, count in counts)]
    lines.append(f"库中现有 {report.replies} 篇，用时 {report.seconds:.1f} 秒")
    if report.rebuilt:
        lines.append(f"索引已重建（{report.rebuilt}）")
    if report.ignored:
        kinds = "、".join(f"{suffix} {count} 个" for suffix, count in report.ignored.most_common())
        lines.append(f"不是文档、未导入的文件：{kinds}")
    lines += [f"跳过：{item.uri}　原因：{item.reason}" for item in report.skipped[:_SKIPPED_SHOWN]]
    if len(report.skipped) > _SKIPPED_SHOWN:
        lines.append(f"……另有 {len(report.skipped) - _SKIPPED_SHOWN} 个跳过的文件，用 --json 看全部")
    return "\n".join(lines)


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
            lines.append(f"  {_padded(value, 28)}{count:>6}")
    return "\n".join(lines)


def _padded(text: str, width: int) -> str:
    shown = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(1, width - shown)


# Hits


def page_text(page: ResultPage) -> str:
    """A result page for reading, hits with their best paragraphs."""
    lines = [click.style(f"提示：{note}", fg="yellow") for note in page.notes]
    if not page.total:
        return "\n".join([*lines, "没有找到"])
    first, last = page.offset + 1, page.offset + len(page.hits)
    shown = f"，显示第 {first}–{last} 篇" if len(page.hits) < page.total and page.hits else ""
    lines.append(f"共 {page.total} 篇{shown}")
    for number, hit in enumerate(page.hits, start=first):
        lines += ["", *_hit_lines(number, hit)]
    if page.hits:
        lines += ["", *_facet_lines(page)]
    return "\n".join(lines)


def _hit_lines(number: int, hit: Hit) -> Iterator[str]:
    facts = dict(hit.facts)
    yield f"{number}. {marked(hit.title, hit.title_marks)}"
    labels = [
        facts.get("agency"),
        facts.get("doc_number"),
        facts.get("signed_date") or facts.get("published_date") or facts.get("year"),
    ]
    labels += [
        facts.get("kind") if hit.is_reply else "非答复",
        facts.get("result_class") and f"{facts['result_class']}类",
        facts.get("disclosure"),
    ]
    labels.append(f"编号 {hit.id}")
    yield "   " + click.style("　".join(label for label in labels if label), fg="cyan")
    for snippet in hit.paragraphs:
        if snippet.path:
            yield "   " + click.style(" › ".join(snippet.path), dim=True)
        yield f"   [{snippet.paragraph}] {_snippet_text(snippet)}"


def _snippet_text(snippet: Snippet) -> str:
    before, after = ("……" if cut else "" for cut in snippet.cut)
    return f"{before}{marked(snippet.text, snippet.marks)}{after}"


def marked(text: str, marks: Sequence[Mark]) -> str:
    """Text with its marks: in colour on a terminal, between ** in a pipe."""
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    pieces, at = list[str](), 0
    for start, end in _joined(marks):
        word = text[start:end]
        pieces += [text[at:start], click.style(word, fg="red", bold=True) if colour else f"**{word}**"]
        at = end
    return "".join([*pieces, text[at:]])


def _joined(marks: Sequence[Mark]) -> list[Mark]:
    joined: list[Mark] = []
    for start, end in marks:
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _facet_lines(page: ResultPage) -> Iterator[str]:
    for facet in page.facets:
        if len(facet.values) > 1:
            yield f"{facet.label}：" + "　".join(f"{v.value} {v.count}" for v in facet.values[:8])


def page_csv(page: ResultPage) -> str:
    """Hits as CSV: one row a hit, a header row first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "title", *_CSV_FIELDS, "date", "score", "uri", "paragraph"])
    for hit in page.hits:
        facts = dict(hit.facts)
        date = facts.get("signed_date") or facts.get("published_date") or ""
        best = hit.paragraphs[0].text if hit.paragraphs else ""
        row = [hit.id, hit.title, *(facts.get(name, "") for name in _CSV_FIELDS), date, hit.score, hit.uri, best]
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


# One reply


def reply_text(reply: Reply, addresses: Sequence[str], paragraph: int | None = None) -> str:
    """A reply for reading: its fields, then its text; or one paragraph with its source."""
    if paragraph is not None:
        span = reply.paragraphs[paragraph - 1]
        return f"{reply.text[span.start : span.end]}\n{source_line(reply)}"
    lines = [click.style(reply.display_title, bold=True), ""]
    if not reply.is_reply:
        lines.append("（这不是一篇答复）")
    lines += [f"{label}：{'、'.join(reply.all(name))}" for name, label in FACT_LABELS.items() if reply.all(name)]
    lines += [f"编号：{reply.id}", *(f"位置：{uri}" for uri in [reply.uri, *(a for a in addresses if a != reply.uri)])]
    return "\n".join([*lines, "", reply.text])


# Errors


def usage_text(error: click.UsageError) -> str:
    """click's own complaints in Chinese."""
    hint = "，用 --help 看用法"
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项{hint}"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        return f"缺少参数“{name}”{hint}"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[-1] if error.param else ""
        return f"“{name}”的值不对（{error.message}）{hint}"
    if error.message.startswith("No such command"):
        return f"没有这个命令（{error.message.split(maxsplit=3)[-1]}）{hint}"
    return error.message
