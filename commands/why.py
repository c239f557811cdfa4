"""Why a search finds a reply, and at which place, or why it does not."""

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
@click.argument("given", metavar="编号")
@mode_option
@plain_option
@filter_options
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def why(
    data: DataDir,
    /,
    query: tuple[str, ...],
    given: str,
    mode: str,
    plain: tuple[str, ...],
    as_json: bool,
    **options: tuple[str, ...],
) -> None:
    """这样查，为什么查到（排在第几）或者查不到某一篇。编号写前几位、写文件位置或网址的末尾都可以。"""
    import terminal
    from search.explaining.why import to_data
    from search.explaining.why import why as ask_why
    from search.query import Mode, Question
    from search.widening import mode_of

    filters = filters_of(options)
    refuse_options(query)
    if not query and not filters:
        raise click.UsageError("请先写要查的词，最后写编号，例如：dafu why 充电桩 小区 8f3a21")
    with opened(data) as archive:
        question = Question(" ".join(query), filters, mode=mode_of(mode) or Mode.EXACT, plain=plain)
        told = ask_why(archive, question, given)
    say(terminal.to_json(to_data(told)) if as_json else terminal.why_text(told))
    sys.exit(0 if told.found else 1)
