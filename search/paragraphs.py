"""Every fitting paragraph of a page of hits on its own, with its source, and with those around it if wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from indexer.reply import Reply

from .archive import Archive
from .export import source_line
from .passages import every
from .query import Question
from .results import ResultPage, Snippet


class Near(NamedTuple):
    """A paragraph beside one that fits."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that fits a search. No paragraph comes twice: what stands between two fitting ones is the first's."""

    reply_id: str
    title: str
    snippet: Snippet
    source: str
    before: tuple[Near, ...] = ()
    after: tuple[Near, ...] = ()


def passages_of(archive: Archive, question: Question, page: ResultPage, around: int = 0) -> Iterator[Passage]:
    """The fitting paragraphs of a page's hits, in order, each with at most `around` before and after it."""
    strings = archive.strings(question.text, question.mode, question.plain, question.filters)
    for hit in page.hits:
        reply = archive.reply(hit.id)
        if reply is not None:
            yield from _passages(reply, every(reply, strings), around)


def to_data(passage: Passage) -> dict[str, Any]:
    """A passage as plain data; `paragraph` is its number in the reply, 0 for page chrome."""
    snippet = passage.snippet
    return {
        "id": passage.reply_id,
        "title": passage.title,
        "paragraph": snippet.paragraph,
        "path": list(snippet.path),
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "source": passage.source,
        "before": [near._asdict() for near in passage.before],
        "after": [near._asdict() for near in passage.after],
    }


def _passages(reply: Reply, snippets: tuple[Snippet, ...], around: int) -> Iterator[Passage]:
    numbers = [snippet.paragraph for snippet in snippets]
    told = 0
    for snippet, following in zip(snippets, [*numbers[1:], len(reply.paragraphs) + 1], strict=True):
        number = snippet.paragraph
        near = around if number else 0  # page chrome has no neighbours
        before = _between(reply, max(told + 1, number - near), number)
        after = _between(reply, number + 1, min(following, number + near + 1))
        told = number + len(after)
        yield Passage(
            reply.id, reply.display_title, snippet, source_line(reply, snippet.paragraph or None), before, after
        )


def _between(reply: Reply, first: int, end: int) -> tuple[Near, ...]:
    """The paragraphs with these numbers, `end` not among them."""
    paragraphs = reply.paragraphs
    return tuple(
        Near(n, reply.text[paragraphs[n - 1].start : paragraphs[n - 1].end]) for n in range(max(1, first), end)
    )
