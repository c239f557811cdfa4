"""Why a search finds a reply, and at which place, or why it does not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .framing import QueryCommand, QueryWord
from .options import question_of, question_options
from .output import opened, say

if TYPE_CHECKING:
    from indexer.layout import DataDir


_EXAMPLES = (
    ("dafu why 充电桩 小区 jyj.qingyu.example/info/1033/20718.htm", "为什么查不到这一篇，位置写末尾一段就行"),
    ("dafu why 充电桩 小区 t20190806_5521.html", "为什么查到，排在第几"),
)
_EXITS = "0 查到这一篇，1 查不到（或者只是相近），2 出错。"


@click.command(cls=QueryCommand, examples=_EXAMPLES, exits=_EXITS)
@click.argument("query", nargs=-1, type=QueryWord(), metavar="查询…")
@click.argument("given", metavar="编号", type=QueryWord())
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@question_options
@click.pass_obj
def why(data: DataDir, /, query: tuple[str, ...], given: str, as_json: bool, **options: Any) -> None:
    """这样查，为什么查到（排在第几）或者查不到某一篇。编号写前几位、写文件位置或网址的末尾都可以。"""
    from search.explaining.why import to_data
    from search.explaining.why import why as ask_why
    from terminal.explanations import why_text
    from terminal.output import to_json

    question = question_of(query, options, "请先写要查的词，最后写编号，例如：dafu why 充电桩 小区 8f3a21")
    with opened(data) as archive:
        told = ask_why(archive, question, given)
    say(to_json(to_data(told)) if as_json else why_text(told))
    sys.exit(0 if told.found else 1)
