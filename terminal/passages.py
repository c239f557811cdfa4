"""How paragraphs look on their own: for reading, and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.paragraphs import Near, Passage
from search.results import ResultPage

from .hits import behind, head_lines, snippet_line
from .lines import Line, rendered
from .tables import csv_text

_CSV_COLUMNS = ("id", "title", "paragraph", "path", "text", "source")


def passages_text(page: ResultPage, passages: Iterable[Passage], width: int | None = None, bare: bool = False) -> str:
    """Paragraphs for reading: number, headings, text, source; those around them dimmed. See `page_text`."""
    lines = [] if bare and not page.partial else list(head_lines(page))
    for passage in passages:
        lines += [*([Line()] if lines else []), *_lines(passage)]
    return rendered(lines, width)


def passages_csv(passages: Iterable[Passage]) -> str:
    """Paragraphs as CSV: one row each, a header row first."""
    rows = (
        (one.reply_id, one.title, one.snippet.paragraph, " › ".join(one.snippet.path), _whole(one), one.source)
        for one in passages
    )
    return csv_text(_CSV_COLUMNS, rows)


def _lines(passage: Passage) -> Iterator[Line]:
    snippet = passage.snippet
    if snippet.path:
        yield Line(" › ".join(snippet.path), dim=True)
    yield from _around(passage.before)
    yield behind(f"[{snippet.paragraph}] ", snippet_line(snippet))
    yield from _around(passage.after)
    yield Line(f"{passage.source}　编号 {passage.reply_id}", colour="cyan")


def _around(paragraphs: Iterable[Near]) -> Iterator[Line]:
    return (Line(f"[{near.number}] {near.text}", dim=True) for near in paragraphs)


def _whole(passage: Passage) -> str:
    """The paragraph with those around it."""
    return "\n".join([*(n.text for n in passage.before), passage.snippet.text, *(n.text for n in passage.after)])
