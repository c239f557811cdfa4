"""Taking documents in, and what became of them: index, inspect, report."""

from __future__ import annotations

import sys
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.findings import KINDS

from .framing import Command
from .options import columns_of, map_option
from .output import detail, is_quiet, opened, remark, say, timed

if TYPE_CHECKING:
    from indexer.layout import DataDir

_INDEX = (
    ("dafu index samples", "导入一个文件夹；以后再运行一次，只处理有变化的"),
    ("dafu index --rebuild", "按已存的答复重建索引，不需要原始文件"),
    ("dafu index samples --keep-missing --json", "原处删了的也保留，报告用 JSON"),
)
_INDEX_EXITS = "0 做完了，1 没有可以导入的文件，2 出错，或者一个文件也没有读进来。中断了再运行一次就接着做。"
_INSPECT = (
    ("dafu inspect samples/其他", "先看一个文件夹里的文件会读成什么样"),
    ("dafu inspect --limit 1 --json samples/其他", "只看一篇，用 JSON"),
)
_REPORT = (
    ("dafu report", "质量报告：各来源导入了多少，有什么要留意"),
    ("dafu report --kind not_reply --all", "只看一类，列全"),
)


@click.command(cls=Command, examples=_INDEX, exits=_INDEX_EXITS)
@click.argument("paths", nargs=-1, metavar="文件夹或文件…")
@map_option
@click.option("--keep-missing", is_flag=True, help="原处已经没有的答复也保留。")
@click.option("--allow-empty", is_flag=True, help="文件夹整个空了，也照样移除原有的答复。")
@click.option("--rebuild", is_flag=True, help="按已存的答复重建索引（不需要原始文件）。")
@click.option("--json", "as_json", is_flag=True, help="结果报告用 JSON 输出。")
@click.pass_obj
def index(data: DataDir, /, paths: tuple[str, ...], columns: tuple[str, ...], as_json: bool, **flags: Any) -> None:
    """导入网页、文本、附件、压缩包、表格和爬虫存档；再运行一次只处理有变化的。"""
    from indexer import pipeline
    from terminal.output import progress, to_json
    from terminal.reports import report_data, report_text

    if not all(path.strip() for path in paths):  # an empty shell variable, which would mean the current folder
        raise click.UsageError("有一个路径是空的，请检查")
    if not paths and not data.store.exists():
        raise click.UsageError("请给出要导入的文件夹或文件，例如：dafu index 网页存档")
    detail(f"数据目录 {data.root}")
    with timed("导入"), progress(quiet=as_json or is_quiet()) as advance:
        report = pipeline.run(
            [Path(path) for path in paths], data, columns=columns_of(columns), progress=advance, **flags
        )
        advance("输入提示", 0, 1)
        _prepare_suggestions(data)
    if shown := to_json(report_data(report)) if as_json else report_text(report, is_quiet()):
        say(shown)
    if paths and not report.loaded and not report.gone:
        if not report.skipped:
            remark("没有找到可以导入的文件（网页、文本、附件、压缩包、表格或爬虫存档）")
        sys.exit(2 if report.skipped else 1)


def _prepare_suggestions(data: DataDir) -> None:
    """Keeps what typing is helped with, so that nobody who searches waits for it; without it they would."""
    from indexer.errors import DafuError
    from search.archive import Archive

    try:
        with timed("准备输入提示"), closing(Archive(data)) as archive:
            archive.suggestions.vocabulary()
    except DafuError:  # an index that nobody could use, which searching says
        return


@click.command(cls=Command, examples=_INSPECT, exits="0 可以导入，1 不能，2 出错。")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件")
@map_option
@click.option("--limit", type=click.IntRange(1), default=20, metavar="N", help="最多看几篇，缺省 20。")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def inspect(data: DataDir, /, path: Path, columns: tuple[str, ...], limit: int, as_json: bool) -> None:
    """导入之前先看一个文件：编码、去掉了什么、正文、各项信息和依据。什么也不存。"""
    from indexer import agencies, inspecting
    from terminal.inspections import inspection_data, inspection_text
    from terminal.output import to_json

    found = list(islice(inspecting.inspect(path, agencies.of_office(data.agencies), columns_of(columns)), limit))
    if as_json:
        say(to_json([inspection_data(document) for document in found]))
    else:
        say("\n\n".join(map(inspection_text, found)) or "这里没有可以导入的文件")
    sys.exit(0 if any(document.page for document in found) else 1)


@click.command(cls=Command, examples=_REPORT)
@click.option("--kind", type=click.Choice(list(KINDS)), metavar="类", help="只看一类：" + "、".join(KINDS) + "。")
@click.option("--source", default="", metavar="来源", help="只看一个来源（导入时给的文件夹或文件）。")
@click.option("--all", "everything", is_flag=True, help="每类都列全，不只列前 20 个。")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出，总是列全。")
@click.pass_obj
def report(data: DataDir, kind: str | None, source: str, everything: bool, as_json: bool) -> None:
    """质量报告：导入了什么，跳过了什么、为什么，哪些有损坏、有推测、缺日期、缺单位、不是答复、重复。"""
    from indexer.uris import source_of
    from search.quality import to_data
    from terminal.output import to_json
    from terminal.quality import quality_text

    source = source_of(Path(source)) if source else ""
    with opened(data) as archive:
        sources = [found for found in archive.sources() if source in ("", found.source)]
        entries = archive.findings(kind or "", source)
    if source and not sources:
        raise click.UsageError(f"没有“{source}”这个来源，用 dafu report 看有哪些")
    if as_json:
        say(to_json(to_data(sources, entries)))
    else:
        say(quality_text(sources, entries, everything))
