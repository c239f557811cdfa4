"""The view model of a paragraph by itself: its text with its source, ready to be taken along without a script."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from indexer.reply import Reply
from search.export import source_line

from .basket_view import MESSAGES
from .links import reply_address
from .params import Asked

_LINE = 36  # characters in a line of the text field
_MOST_LINES = 24


@dataclass(frozen=True, slots=True)
class ParagraphPage:
    """The page of one paragraph."""

    title: str
    asked: Asked
    id: str
    number: int
    of: int
    heading: str
    path: tuple[str, ...]
    quotation: str
    lines: int
    reply: str
    here: str
    before: str
    after: str
    message: str


def paragraph_view(reply: Reply, number: int, asked: Asked, done: str) -> ParagraphPage:
    """The page of the paragraph with this number, from 1, after `done` was done with the basket."""
    paragraph = reply.paragraphs[number - 1]
    text = reply.text[paragraph.start : paragraph.end]
    quotation = f"{text}\n{source_line(reply, number)}"
    return ParagraphPage(
        title=f"第 {number} 段 - {reply.display_title} - 答复检索",
        asked=asked,
        id=reply.id,
        number=number,
        of=len(reply.paragraphs),
        heading=reply.display_title,
        path=paragraph.path,
        quotation=quotation,
        lines=min(_MOST_LINES, sum(1 + len(line) // _LINE for line in quotation.split("\n"))),
        reply=reply_address(asked, reply.id, f"p{number}"),
        here=paragraph_address(asked, reply, number),
        before=paragraph_address(asked, reply, number - 1),
        after=paragraph_address(asked, reply, number + 1),
        message=MESSAGES.get(done, ""),
    )


def paragraph_address(asked: Asked, reply: Reply, number: int) -> str:
    """The address of a paragraph's page, or nothing when there is no such paragraph."""
    if not 1 <= number <= len(reply.paragraphs):
        return ""
    return url_for("replies.paragraph", reply_id=reply.id, number=number, **asked.args())  # type: ignore[arg-type]
