"""How saved searches and their news look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from indexer.reply import Reply
from indexer.schema import BY_ALIAS
from search.news import News
from search.saved import Saved

from .lines import Line, rendered
from .screen import columns
from .tables import aligned


def saved_data(name: str, saved: Saved) -> dict[str, Any]:
    """A saved search as plain data."""
    return {
        "name": name,
        "query": saved.query,
        "filters": [{"field": f.field, "value": f.value, "excludes": f.excludes} for f in saved.filters],
        "mode": saved.mode,
        "plain": list(saved.plain),
        "looked": saved.looked,
        "seen": len(saved.seen),
    }


def saved_text(searches: Mapping[str, Saved]) -> str:
    """Saved searches for reading: name, what is asked, when its news were read last."""
    rows = [(name, _asked(saved), f"上次看 {saved.looked[:16].replace('T', ' ')}") for name, saved in searches.items()]
    return rendered(map(Line, aligned(rows)), columns())


def news_data(name: str, saved: Saved, news: News) -> dict[str, Any]:
    """The news of a saved search as plain data."""
    return {
        "name": name,
        "query": saved.query,
        "since": saved.looked,
        "total": news.total,
        "new": [_reply(reply) for reply in news.new],
    }


def news_text(found: Mapping[str, tuple[Saved, News]], bare: bool = False) -> str:
    """News for reading: what is new of each search, newest first; searches without any only when not `bare`."""
    lines: list[Line] = []
    for name, (saved, news) in found.items():
        if news.new or not bare:
            lines += _news_lines(name, saved, news)
    return rendered(lines, columns())


def _news_lines(name: str, saved: Saved, news: News) -> Iterator[Line]:
    count = f"新增 {len(news.new)} 篇" if news.new else "没有新的"
    since = saved.looked[:16].replace("T", " ")
    yield Line(f"{name}：{count}（共 {news.total} 篇，上次看 {since}）", bold=bool(news.new))
    for reply in news.new:
        known = _reply(reply)
        yield Line(known["title"], indent=3)
        labels = (known["agency"], known["doc_number"], known["date"], f"编号 {reply.id}")
        yield Line("　".join(label for label in labels if label), indent=3, colour="cyan")


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "id": reply.id,
        "title": reply.display_title,
        "agency": reply.get("agency") or "",
        "doc_number": reply.get("doc_number") or "",
        "date": reply.get("signed_date") or reply.get("published_date") or (str(reply.year) if reply.year else ""),
        "uri": reply.uri,
    }


def _asked(saved: Saved) -> str:
    """What a saved search asks for, in one line."""
    from search.query import Mode
    from search.widening import LABELS, mode_of

    mode = mode_of(saved.mode)
    chosen = [f"{'不要 ' if one.excludes else ''}{BY_ALIAS[one.field].aliases[0]}={one.value}" for one in saved.filters]
    asked = [saved.query] if saved.query else []
    return "　".join([*asked, *chosen, *([LABELS[mode]] if mode and mode is not Mode.EXACT else [])])
