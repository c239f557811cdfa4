"""Saved searches: save, saved, and what is new for them: news."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .candidates import saved_names
from .framing import Command, QueryCommand, QueryWord
from .options import chosen_of, question_of, question_options
from .output import is_quiet, opened, remark, say, timed

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.news import News
    from search.saved import Saved, SavedSearches

_SAVE = (
    ("dafu save 充电 充电桩 --agency 住房和城乡建设局", "起名“充电”存起来，以后用 dafu news 看有没有新的"),
    ("dafu save 养老 养老 -机构 --mode 标准 --replace", "换掉原来叫“养老”的"),
    ("dafu save --remove 充电", "不再要了"),
)
_NEWS = (
    ("dafu news", "每个存着的检索，上次看过以后多了哪些答复"),
    ("dafu news 充电 --keep", "只看一个，看了不算看过"),
    ("dafu news --json -q", "给定时任务用：有新的退出状态是 0，没有是 1"),
)
_NEWS_EXITS = "0 有新的，1 没有新的，2 出错。输出没有成功就不算看过，下次还会列出。"


@click.command(cls=QueryCommand, examples=_SAVE)
@click.argument("name", required=False, type=QueryWord(), metavar="名称")
@click.argument("query", nargs=-1, type=QueryWord(), metavar="查询…")
@click.option("--replace", is_flag=True, help="已经有这个名称的，换掉。")
@click.option("--remove", metavar="名称", help="去掉存着的一个。", shell_complete=saved_names)
@question_options
@click.pass_obj
def save(
    data: DataDir, /, name: str | None, query: tuple[str, ...], replace: bool, remove: str | None, **options: Any
) -> None:
    """存一个检索，起个名称；以后用 dafu news 看它有没有新的答复。从存的时候算起。"""
    from search.saved import SavedSearches

    searches = SavedSearches(data)
    if remove is not None:
        if name or query:
            raise click.UsageError("--remove 只去掉，不能同时存")
        searches.remove(remove)
        say(f"去掉了：{remove}")
        return
    if not name:
        raise click.UsageError("请写名称和要查的词，例如：dafu save 充电 充电桩")
    saved, count = _looked(data, query, options)
    searches.add(name, saved, replaces=replace)
    say(f"存好了：{name}（现有 {count} 篇；以后新来的用 dafu news 看）")


@click.command(cls=Command, examples=(("dafu saved", "存着哪些检索"),), exits="0 有，1 一个也没有，2 出错。")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def saved(data: DataDir, as_json: bool) -> None:
    """列出存着的检索。"""
    from search.saved import SavedSearches
    from terminal.news import saved_data, saved_text
    from terminal.output import to_json

    searches = SavedSearches(data).all()
    if as_json:
        say(to_json([saved_data(name, one) for name, one in searches.items()]))
    elif searches:
        say(saved_text(searches))
    else:
        remark(_NONE)
    sys.exit(0 if searches else 1)


@click.command(cls=Command, examples=_NEWS, exits=_NEWS_EXITS)
@click.argument("names", nargs=-1, metavar="[名称…]", shell_complete=saved_names)
@click.option("--keep", is_flag=True, help="看了不算看过，下次还列出。")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def news(data: DataDir, names: tuple[str, ...], keep: bool, as_json: bool) -> None:
    """存着的检索，上次看过以后多了哪些答复。不写名称就是全部。"""
    from search.saved import SavedSearches
    from terminal.news import news_data, news_text
    from terminal.output import to_json

    searches = SavedSearches(data)
    found = _found(data, searches, names)
    if as_json:
        say(to_json([news_data(name, *one) for name, one in found.items()]))
    elif text := news_text(found, bare=is_quiet()):
        say(text)
    sys.stdout.flush()
    if not keep:  # only now: what could not be printed is still new
        before = {name: one for name, (one, _) in found.items()}
        searches.mark(before, {name: one.looked_at(new.seen) for name, (one, new) in found.items()})
    sys.exit(0 if any(new.new for _, new in found.values()) else 1)


_NONE = "还没有存检索。存一个：dafu save 名称 查询"


def _looked(data: DataDir, query: tuple[str, ...], options: dict[str, Any]) -> tuple[Saved, int]:
    """A search to be saved, all that fits it now taken as seen, and how many replies that are."""
    from search.news import news_of
    from search.saved import Chosen, Saved, now

    question = question_of(query, options)
    filters = tuple(Chosen(*chosen) for chosen in chosen_of(options))
    asked = Saved(question.text, filters, question.mode.value, question.plain, now(), frozenset())
    with opened(data) as archive:
        news = news_of(archive, asked)
    return asked.looked_at(news.seen), news.total


def _found(data: DataDir, searches: SavedSearches, names: tuple[str, ...]) -> dict[str, tuple[Saved, News]]:
    """The news of the searches with these names, or of all."""
    from search.news import news_of

    known = searches.all()
    if missing := [name for name in names if name not in known]:
        raise click.UsageError(f"没有叫“{missing[0]}”的检索，用 dafu saved 看有哪些")
    if not known:
        remark(_NONE)
        return {}
    with opened(data) as archive, timed("看有没有新的"):
        return {name: (known[name], news_of(archive, known[name])) for name in names or known}
