"""Looking things up: search, show, stats, serve."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .options import filter_options, filters_of, mode_option, plain_option, refuse_options
from .output import opened, say

if TYPE_CHECKING:
    from indexer.layout import DataDir


@click.command(context_settings={"ignore_unknown_options": True})  # -排除 is a query, not an option
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
@mode_option
@plain_option
@click.option("--explain", "explains", is_flag=True, help="每篇附上为什么在这里、为什么排在上一篇后面。")
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
    mode: str,
    plain: tuple[str, ...],
    explains: bool,
    **options: tuple[str, ...],
) -> None:
    """查找答复。词之间用空格（都要有）；“短语”、-排除、或、单位:教育局、年:2019..2022 都可以用。"""
    import terminal
    from search.explaining.why import explained, with_reasons
    from search.query import Mode, Question, Sort
    from search.results import to_data
    from search.suggesting.helping import searched
    from search.widening import mode_of

    if explains and output == "csv":
        raise click.UsageError("--explain 不能和 --csv 一起用")
    filters = filters_of(options)
    refuse_options(query)
    if not query and not filters:
        raise click.UsageError("请写要查的词，例如：dafu search 5G基站")
    with opened(data) as archive:
        question = Question(" ".join(query), filters, Sort(sort), mode_of(mode) or Mode.EXACT, plain)
        page = searched(archive, question, offset, limit)
        reasons = explained(archive, question, [hit.id for hit in page.hits]) if explains else {}
    if output == "json":
        say(terminal.to_json(with_reasons(to_data(page), reasons) if explains else to_data(page)))
    elif output == "csv":
        say(terminal.page_csv(page), newline=False)
    else:
        say(terminal.page_text(page, reasons))
    sys.exit(0 if page.total and not page.partial else 1)


@click.command()
@click.argument("reply_id", metavar="编号")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.option("--paragraph", type=click.IntRange(1), metavar="N", help="只要第 N 段，附出处。")
@click.pass_obj
def show(data: DataDir, reply_id: str, as_json: bool, paragraph: int | None) -> None:
    """显示一篇答复的全文和各项信息。编号见查找结果，写前几位也可以。"""
    import terminal
    from search.export import to_data

    with opened(data) as archive:
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
        say(terminal.to_json(whole["paragraphs"][paragraph - 1] if paragraph else whole))
    else:
        say(terminal.reply_text(reply, addresses, family, paragraph))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def stats(data: DataDir, as_json: bool) -> None:
    """答复库里有多少篇，按单位、年份、类型等统计。"""
    import terminal

    with opened(data) as archive:
        found = archive.stats()
    say(terminal.to_json(terminal.stats_data(found)) if as_json else terminal.stats_text(found))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听地址；缺省只有本机能打开。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8600, show_default=True, metavar="端口", help="监听端口。"
)
@click.pass_obj
def serve(data: DataDir, host: str, port: int) -> None:
    """打开查找网页，按 Ctrl-C 结束。"""
    from web import server

    server.serve(data, host, port, lambda url: say(f"查找网页已打开：{url}（按 Ctrl-C 结束）"))
