"""The typed words of a query and where they stand in it: what may be corrected, and what means what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.folding import fold

from ..language import parse
from ..query import Exact, wanted
from ..tokens import TokenKind, tokenize

# Letters that hold digits are a name (5G, NB-IoT, PM2.5); any other digit makes a figure or a document number.
_NAMES = re.compile(r"[a-z][a-z0-9.+-]*|\d+[a-z]+(?![a-z0-9])", re.ASCII)
_FIGURE = re.compile(r"\d|[〇零一二三四五六七八九十百千万亿两]{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A typed word; `start` and `end` are offsets in the query."""

    text: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        """Whether it holds a figure or is part of a document number: never another one's misspelling."""
        return bool(_FIGURE.search(_NAMES.sub("", fold(self.text))))


def typed_words(text: str) -> tuple[Word, ...]:
    """The words a hit must hold, in order: no phrases, fields, operators, nor what is excluded or pasted."""
    leaves = {leaf.text for leaf in wanted(parse(text)[0]) if isinstance(leaf, Exact)}
    found, at = list[Word](), 0
    for token in tokenize(text)[0]:
        start = text.find(token.text, at)
        if start < 0:
            continue
        at = start + len(token.text)
        if token.kind is TokenKind.FIELD:
            at = max(at, text.find(token.value, at) + len(token.value))
        elif token.kind is TokenKind.WORD and token.text in leaves:
            found.append(Word(token.text, start, at))
    return tuple(found)


def replaced(text: str, words: tuple[Word, ...], others: tuple[str, ...]) -> str:
    """A query with other words in place of the typed ones."""
    pieces, at = list[str](), 0
    for word, other in zip(words, others, strict=True):
        pieces += (text[at : word.start], other)
        at = word.end
    return "".join((*pieces, text[at:]))
