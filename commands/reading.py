"""Reading what is there: show, stats, serve."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .framing import Command
from .output import opened, say

if TYPE_CHECKING:
    from indexer.layout import DataDir

_SHOW = (
    ("dafu show 7f1413e60781", "一篇答复的全文和各项信息"),
    ("dafu show 7f1413e60781 --paragraph 5", "只要第 5 段，附出处"),
)
_SERVE = (
    ("dafu serve", "在本机打开查找网页"),
    ("dafu serve --host 10.1.2.3 --port 8601", "让内网的同事也能打开：写本机在内网的地址"),
)


@click.command(cls=Command, examples=_SHOW, exits="0 有这一篇，1 没有，2 出错。")
@click.argument("reply_id", metavar="编号")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.option("--paragraph", type=click.IntRange(1), metavar="N", help="只要第 N 段，附出处。")
@click.pass_obj
def show(data: DataDir, reply_id: str, as_json: bool, paragraph: int | None) -> None:
    """显示一篇答复的全文和各项信息。编号见查找结果，只写前几位（至少四位）也可以。"""
    from search.export import to_data
    from terminal.hits import reply_text
    from terminal.output import to_json

    with opened(data) as archive:
        reply = archive.reply(reply_id)
        addresses = archive.addresses(reply.id) if reply else []
        family = archive.family(reply) if reply else []
        charsets = archive.charsets(reply.id) if reply else {}
    if reply is None:
        click.echo(f"没有编号为“{reply_id}”的答复，或者不止一篇这样开头（至少写四位）", err=True)
        sys.exit(1)
    if paragraph is not None and paragraph > len(reply.paragraphs):
        raise click.UsageError(f"这篇答复只有 {len(reply.paragraphs)} 段")
    if as_json:
        whole = to_data(reply, addresses, family, charsets)
        say(to_json(whole["paragraphs"][paragraph - 1] if paragraph else whole))
    else:
        say(reply_text(reply, addresses, family, paragraph))


@click.command(cls=Command, examples=(("dafu stats", "有多少篇，各单位、各年份有多少"),))
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def stats(data: DataDir, as_json: bool) -> None:
    """答复库里有多少篇，按单位、年份、类型等统计。"""
    from terminal.output import to_json
    from terminal.reports import stats_data, stats_text

    with opened(data) as archive:
        found = archive.stats()
    say(to_json(stats_data(found)) if as_json else stats_text(found))


@click.command(cls=Command, examples=_SERVE)
@click.option("--host", default="127.0.0.1", metavar="地址", help="监听地址；缺省 127.0.0.1，只有本机能打开。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8600, metavar="端口", help="监听端口，缺省 8600；0 由系统选。"
)
@click.option("--name", "names", multiple=True, metavar="域名", help="本机的反向代理用哪个域名提供这个网页；可重复。")
@click.pass_obj
def serve(data: DataDir, host: str, port: int, names: tuple[str, ...]) -> None:
    """打开查找网页，按 Ctrl-C 结束。"""
    from web import server

    server.serve(data, host, port, lambda url: say(f"查找网页已打开：{url}（按 Ctrl-C 结束）"), names)
