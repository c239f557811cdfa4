"""Dafu on the command line: flags in, one call, print out. `python cli.py …` is the same as `dafu …`.

Nothing heavy is imported before a command needs it, so that `--help` answers at once. Exit status as
grep's: 0 found, 1 nothing found, 2 an error.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from indexer.errors import DafuError, reason
from indexer.findings import KINDS
from options import columns_of, default_data_dir, filter_options, map_option

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.archive import Archive

VERSION = "0.1.0"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="DAFU_DATA",
    metavar="文件夹",
    help="数据目录，存放答复库和索引（也可用环境变量 DAFU_DATA）。",
)
@click.version_option(VERSION, prog_name="dafu", message="%(prog)s %(version)s", help="显示版本号。")
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """答复：建议提案答复全文检索。先 index 导入，再 search 查找，或用 serve 打开网页。"""
    from indexer.layout import DataDir

    context.obj = DataDir((data or default_data_dir()).expanduser())


@main.command()
@click.argument("paths", nargs=-1, metavar="文件夹或文件…")
@map_option
@click.option("--keep-missing", is_flag=True, help="原处已经没有的答复也保留。")
@click.option("--allow-empty", is_flag=True, help="文件夹整个空了，也照样移除原有的答复。")
@click.option("--rebuild", is_flag=True, help="按已存的答复重建索引（不需要原始文件）。")
@click.option("--json", "as_json", is_flag=True, help="结果报告用 JSON 输出。")
@click.pass_obj
def index(data: DataDir, /, paths: tuple[str, ...], columns: tuple[str, ...], as_json: bool, **flags: Any) -> None:
    """导入网页、文本、附件、压缩包、表格和爬虫存档；再运行一次只处理有变化的。"""
    import terminal
    from indexer import pipeline

    if not all(path.strip() for path in paths):  # an empty shell variable, which would mean the current folder
        raise click.UsageError("有一个路径是空的，请检查")
    if not paths and not data.store.exists():
        raise click.UsageError("请给出要导入的文件夹或文件，例如：dafu index 网页存档")
    with terminal.progress(quiet=as_json) as progress:
        report = pipeline.run(
            [Path(path) for path in paths], data, columns=columns_of(columns), progress=progress, **flags
        )
    _print(terminal.to_json(terminal.report_data(report)) if as_json else terminal.report_text(report))
    if paths and not report.loaded and not report.gone:
        if not report.skipped:
            click.echo("没有找到可以导入的文件（网页、文本、附件、压缩包、表格或爬虫存档）", err=True)
        sys.exit(2 if report.skipped else 1)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="文件")
@map_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="最多看几篇。")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def inspect(data: DataDir, /, path: Path, columns: tuple[str, ...], limit: int, as_json: bool) -> None:
    """导入之前先看一个文件：编码、去掉了什么、正文、各项信息和依据。什么也不存。"""
    import terminal
    from indexer import agencies, inspecting

    found = list(islice(inspecting.inspect(path, agencies.of_office(data.agencies), columns_of(columns)), limit))
    if as_json:
        _print(terminal.to_json([terminal.inspection_data(document) for document in found]))
    else:
        _print("\n\n".join(map(terminal.inspection_text, found)) or "这里没有可以导入的文件")
    sys.exit(0 if any(document.page for document in found) else 1)


@main.command()
@click.option("--kind", type=click.Choice(list(KINDS)), metavar="类", help="只看一类：" + "、".join(KINDS) + "。")
@click.option("--source", default="", metavar="来源", help="只看一个来源（导入时给的文件夹或文件）。")
@click.option("--all", "everything", is_flag=True, help="每类都列全，不只列前 20 个。")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出，总是列全。")
@click.pass_obj
def report(data: DataDir, kind: str | None, source: str, everything: bool, as_json: bool) -> None:
    """质量报告：导入了什么，跳过了什么、为什么，哪些有损坏、有推测、缺日期、缺单位、不是答复、重复。"""
    import terminal
    from indexer.uris import source_of
    from search.quality import to_data

    source = source_of(Path(source)) if source else ""
    with _archive(data) as archive:
        sources = [found for found in archive.sources() if source in ("", found.source)]
        entries = archive.findings(kind or "", source)
    if source and not sources:
        raise click.UsageError(f"没有“{source}”这个来源，用 dafu report 看有哪些")
    if as_json:
        _print(terminal.to_json(to_data(sources, entries)))
    else:
        _print(terminal.quality_text(sources, entries, everything))


@main.command(context_settings={"ignore_unknown_options": True})  # -排除 is a query, not an option
@click.argument("query", nargs=-1, type=click.UNPROCESSED, metavar="查询…")
@click.option("--json", "output", flag_value="json", help="用 JSON 输出。")
@click.option("--csv", "output", flag_value="csv", help="用 CSV 输出。")
@click.option(
    "--limit", type=click.IntRange(0, 1000), default=10, show_default=True, metavar="N", help="最多列出几篇。"
)
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="跳过前几篇。")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date", "date-asc"]),
    default="relevance",
    show_default=True,
    help="按相关度，或按日期（新的在前、旧的在前）。",
)
@filter_options
@click.pass_obj
def search(
    data: DataDir,
    /,
    query: tuple[str, ...],
    output: str | None,
    limit: int,
    offset: int,
    sort: str,
    **options: tuple[str, ...],
) -> None:
    """查找答复。词之间用空格（都要有）；“短语”、-排除、或、单位:教育局、年:2019..2022 都可以用。"""
    import terminal
    from search.filters import filter_for
    from search.query import Sort
    from search.results import to_data

    filters = [filter_for(name.removeprefix("filter_"), value) for name, values in options.items() for value in values]
    if unknown := next((word for word in query if re.match("--[a-z]", word)), None):
        raise click.NoSuchOption(unknown)
    if not query and not filters:
        raise click.UsageError("请写要查的词，例如：dafu search 5G基站")
    with _archive(data) as archive:
        page = archive.search(" ".join(query), filters, Sort(sort), offset, limit)
    if output == "json":
        _print(terminal.to_json(to_data(page)))
    elif output == "csv":
        _print(terminal.page_csv(page), newline=False)
    else:
        _print(terminal.page_text(page))
    sys.exit(0 if page.total else 1)


@main.command()
@click.argument("reply_id", metavar="编号")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.option("--paragraph", type=click.IntRange(1), metavar="N", help="只要第 N 段，附出处。")
@click.pass_obj
def show(data: DataDir, reply_id: str, as_json: bool, paragraph: int | None) -> None:
    """显示一篇答复的全文和各项信息。编号见查找结果，写前几位也可以。"""
    import terminal
    from search.export import to_data

    with _archive(data) as archive:
        reply = archive.reply(reply_id)
        addresses = archive.addresses(reply.id) if reply else []
        family = archive.family(reply) if reply else []
        charsets = archive.charsets(reply.id) if reply else {}
    if reply is None:
        click.echo(f"没有编号为“{reply_id}”的答复", err=True)
        sys.exit(1)
    if paragraph is not None and paragraph > len(reply.paragraphs):
        raise click.UsageError(f"这篇答复只有 {len(reply.paragraphs)} 段")
    if as_json:
        whole = to_data(reply, addresses, family, charsets)
        _print(terminal.to_json(whole["paragraphs"][paragraph - 1] if paragraph else whole))
    else:
        _print(terminal.reply_text(reply, addresses, family, paragraph))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def stats(data: DataDir, as_json: bool) -> None:
    """答复库里有多少篇，按单位、年份、类型等统计。"""
    import terminal

    with _archive(data) as archive:
        found = archive.stats()
    _print(terminal.to_json(terminal.stats_data(found)) if as_json else terminal.stats_text(found))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听地址；缺省只有本机能打开。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8600, show_default=True, metavar="端口", help="监听端口。"
)
@click.pass_obj
def serve(data: DataDir, host: str, port: int) -> None:
    """打开查找网页，按 Ctrl-C 结束。"""
    from web import server

    server.serve(data, host, port, lambda url: _print(f"查找网页已打开：{url}（按 Ctrl-C 结束）"))


def _archive(data: DataDir) -> closing[Archive]:
    """The archive of a data folder, closed at the end of a `with`."""
    from search.archive import Archive

    return closing(Archive(data))


def run() -> None:
    """The `dafu` command: every error is one line, none a traceback."""
    if sys.stdout is None:  # closed by the shell (>&-)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK terminal lacks some characters
    try:
        main.main(standalone_mode=False, prog_name="dafu")
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("已中断", 130)
    except click.UsageError as error:
        import terminal

        _fail(terminal.usage_text(error))
    except click.ClickException as error:
        _fail(error.format_message())
    except DafuError as error:
        _fail(str(error))
    except BrokenPipeError:
        _stop_quietly()
    except OSError as error:
        _fail(f"读写出错：{reason(error)}（{error.filename or ''}）")
    except Exception as error:  # the last resort: a line to report instead of a traceback
        if os.environ.get("DAFU_DEBUG"):
            raise
        _fail(f"程序出错（{type(error).__name__}：{error}），请把这一行告诉维护人员；设 DAFU_DEBUG=1 可看详情")


def _print(text: str, newline: bool = True) -> None:
    """Prints; a reader that has seen enough (| head) is no error. click by itself would make it one."""
    try:
        click.echo(text, nl=newline)
    except BrokenPipeError:
        _stop_quietly()


def _stop_quietly() -> NoReturn:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _fail(message: str, status: int = 2) -> None:
    click.echo(f"错误：{message}", err=True)
    sys.exit(status)


if __name__ == "__main__":
    run()
