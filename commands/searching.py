"""Looking things up: `dafu search`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .framing import FOUND, QueryCommand, QueryWord
from .options import question_of, question_options
from .output import is_quiet, opened, remark, say, timed

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.archive import Archive
    from search.query import Question
    from search.results import ResultPage

FORMATS = ("text", "json", "jsonl", "csv")
_EXAMPLES = (
    ("dafu search 5G基站", "写到 5G基站 的答复，每篇列出最合适的几段"),
    ("dafu search 充电桩 -港口 --agency 住房和城乡建设局 --sort date", "有充电桩、没有港口，只看一个单位，新的在前"),
    ("dafu search 充电桩 --without 年=2019 --without 类型=提案", "不要 2019 年的，也不要提案"),
    ("dafu search 充电桩 --paragraphs --context 1", "每个合适的段落单独列出，带前后各一段和出处"),
    ("dafu search 养老 --format csv --limit 1000", "结果做成表格"),
    ("dafu search 充电桩 --open 2", "在浏览器里打开第 2 篇，停在查到的地方"),
    ("dafu search -f 查询.txt --format csv", "文件里一行一个查询，各有多少篇"),
)


@click.command(cls=QueryCommand, examples=_EXAMPLES, exits=FOUND)
@click.argument("query", nargs=-1, type=QueryWord(), metavar="查询…")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), metavar="格式", help="text（缺省）、json、jsonl（一行一篇）、csv。"
)
@click.option("--json", "form", flag_value="json", help="同 --format json。")
@click.option("--csv", "form", flag_value="csv", help="同 --format csv。")
@click.option("--limit", type=click.IntRange(0, 1000), default=10, metavar="N", help="最多列出几篇，缺省 10。")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="跳过前几篇。")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date", "date-asc"]),
    default="relevance",
    metavar="次序",
    help="relevance 按相关度（缺省），date 新的在前，date-asc 旧的在前。",
)
@click.option("--each", is_flag=True, help="一案多复的每一篇都单独列出，不合在一起。")
@click.option("--paragraphs", is_flag=True, help="每个合适的段落单独列出，带段号、上级标题和出处。")
@click.option("--context", type=click.IntRange(0, 50), metavar="N", help="连同前后各 N 段（同时用了 --paragraphs）。")
@click.option(
    "--open",
    "open_at",
    type=click.IntRange(1, 1000),
    is_flag=False,
    flag_value=1,
    metavar="[N]",
    help="在浏览器里打开第 N 篇（缺省第 1 篇），停在查到的地方。",
)
@click.option("--explain", "explains", is_flag=True, help="每篇附上为什么在这里、为什么排在上一篇后面。")
@click.option(
    "-f", "--file", "queries", metavar="文件", help="成批查：txt 一行一个，csv 要有“查询”一列；- 是标准输入。"
)
@question_options
@click.pass_obj
def search(data: DataDir, /, query: tuple[str, ...], **options: Any) -> None:
    """查找答复。词之间用空格（都要有）；“短语”、-排除、或、单位:教育局、年:2019..2022 都可以用。"""
    from search.suggesting.helping import searched

    _check(query, options)
    question = question_of(query, options, "") if options["queries"] else question_of(query, options)
    if options["queries"]:
        from .batches import search_all

        search_all(data, options["queries"], question, options["form"] or "text")
    with opened(data) as archive:
        with timed("查找"):
            page = searched(archive, question, options["offset"], options["limit"])
        shown = _shown(archive, question, page, options)
    say(shown, newline=not shown.endswith("\n")) if shown else None
    if options["form"] in ("csv", "jsonl"):
        _say_beside(page)
    if options["open_at"] and page.total:
        from .opening import open_hit

        open_hit(data, question, page, options["open_at"])
    sys.exit(0 if page.total and not page.partial else 1)


def _say_beside(page: ResultPage) -> None:
    """Says on standard error what rows have no place for: that they are only near, that there are more."""
    for note in page.notes:
        click.echo(f"提示：{note}", err=True) if page.partial else remark(f"提示：{note}")
    rows = page.rows or page.total
    if len(page.hits) < rows:
        unit = "条" if rows < page.total else "篇"  # letters of one family are one row
        remark(f"共 {rows} {unit}，列出了 {len(page.hits)} {unit}；要别的用 --limit（最多 1000）、--offset")


def _check(query: tuple[str, ...], options: dict[str, Any]) -> None:
    """Refuses options that do not go together."""
    alone = {"paragraphs": options["paragraphs"] or options["context"] is not None, "explain": options["explains"]}
    if options["explains"] and (options["form"] == "csv" or alone["paragraphs"]):
        raise click.UsageError("--explain 不能和 --csv、--paragraphs 一起用")
    if options["queries"] and (query or options["open_at"] or any(alone.values())):
        raise click.UsageError("-f 已经给了要查的，不能再写查询，也不能和 --paragraphs、--open、--explain 一起用")


def _shown(archive: Archive, question: Question, page: ResultPage, options: dict[str, Any]) -> str:
    """What is printed of a page."""
    form = options["form"] or "text"
    if options["paragraphs"] or options["context"] is not None:
        return _paragraphs_shown(archive, question, page, options["context"] or 0, form)
    from search.explaining.why import explained, with_reasons
    from search.results import to_data
    from terminal.hits import page_text
    from terminal.output import to_json, to_jsonl
    from terminal.screen import columns

    if form == "csv":
        from search import tables

        return tables.to_csv(tables.rows(page.hits, archive.reply))
    reasons = explained(archive, question, [hit.id for hit in page.hits]) if options["explains"] else {}
    if form == "text":
        return page_text(page, reasons, columns(), bare=is_quiet())
    found = with_reasons(to_data(page), reasons) if options["explains"] else to_data(page)
    return to_json(found) if form == "json" else to_jsonl(found["hits"])


def _paragraphs_shown(archive: Archive, question: Question, page: ResultPage, around: int, form: str) -> str:
    """The fitting paragraphs of a page, each on its own."""
    from search.paragraphs import passages_of, to_data
    from terminal.output import to_json, to_jsonl
    from terminal.passages import passages_csv, passages_text
    from terminal.screen import columns

    passages = list(passages_of(archive, question, page, around))
    if form == "text":
        return passages_text(page, passages, columns(), bare=is_quiet())
    if form == "csv":
        return passages_csv(passages)
    found = [to_data(passage) for passage in passages]
    if form == "jsonl":
        return to_jsonl(found)
    said = {"query": page.query, "total": page.total, "partial": page.partial, "notes": list(page.notes)}
    return to_json({**said, "paragraphs": found})
