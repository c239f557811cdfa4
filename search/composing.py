"""A query written for the clerk: from the boxes of a form to readable text in our own query language, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.folding import fold, plain
from indexer.schema import BY_NAME

from .filters import doc_number_parts, years_written
from .language import parse
from .query import And, Clause, Everything, Exact, Field, Not, Or, Years
from .tokens import QUOTES

_PIECE = re.compile(rf"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]|(\S+)")

Write = Callable[[str, str], str]  # what goes before (-, 标题:) and a typed string → the item of the query


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form asks for, all of it at once. Strings are as typed; empty ones ask for nothing."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()  # (field name, value)
    years: Years | None = None
    code: str = ""  # of a 文号: 青数据建〔2024〕9号
    year: str = ""
    number: str = ""


def pieces(text: str) -> tuple[str, ...]:
    """The words typed into one box, set apart by blanks; what stands in quotes is one of them."""
    return tuple(quoted or word for quoted, word in _PIECE.findall(text))


def compose(wish: Wish) -> str:
    """The query that asks for a wish: words as they are where they are read as words, else in quotes."""
    safe, readable = " ".join(_items(wish, _quoted)), " ".join(_items(wish, _readable))
    return readable if parse(readable)[0] == parse(safe)[0] else safe


def _items(wish: Wish, write: Write) -> Iterator[str]:
    yield from (write("", word) for word in _asked(wish.words))
    yield from (_quoted("", phrase) for phrase in _asked(wish.phrases))
    alternatives = [write("", word) for word in _asked(wish.any_of)]
    if alternatives:
        yield f"（{' 或 '.join(alternatives)}）" if len(alternatives) > 1 else alternatives[0]
    yield from (write("-", word) for word in _asked(wish.none_of))
    fields = [*(("title", word) for word in wish.title), *wish.fields, ("doc_number", _doc_number(wish))]
    yield from (write(f"{BY_NAME[name].aliases[0]}:", value) for name, value in fields if fold(value))
    if wish.years and wish.years != Years(None, None):
        yield f"年:{years_written(wish.years)}"


def _asked(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if fold(word))


def _quoted(before: str, text: str) -> str:
    """Quotation marks inside are left out: nothing is told apart by them."""
    return f"{before}“{re.sub(f'[{QUOTES}]', '', text).strip()}”"


def _readable(before: str, text: str) -> str:
    bare, safe = before + text, _quoted(before, text)
    return bare if parse(f"前 {bare} 后")[0] == parse(f"前 {safe} 后")[0] else safe  # 或 is a word when alone


def _doc_number(wish: Wish) -> str:
    year, number = _digits(wish.year), _digits(wish.number)
    return wish.code.strip() + (f"〔{year}〕" if year else "") + (f"{number}号" if number else "")


def _digits(text: str) -> str:
    """The digits in what was typed for a number, else what was typed: 第９号 → 9."""
    return re.sub(r"\D", "", plain(text)) or text.strip()


def wish_of(query: str) -> Wish | None:
    """The wish that a query asks for; None when it asks for more than a form has boxes for."""
    wish: Wish | None = Wish()
    clause = parse(query)[0]
    for one in clause.clauses if isinstance(clause, And) else (clause,):
        wish = _with(wish, one) if wish else None
    return wish


def conditions_of(query: str) -> tuple[str, ...]:
    """What must all hold for a query, each as a query of its own; what is excluded, and nested, is left out."""
    clause = parse(query)[0]
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    wishes = (_with(Wish(), one) for one in clauses if not isinstance(one, Not))
    return tuple(dict.fromkeys(filter(None, (compose(wish) for wish in wishes if wish))))


def _with(wish: Wish, clause: Clause) -> Wish | None:
    match clause:
        case Everything():
            return wish
        case Exact(text, quoted=True):
            return replace(wish, phrases=(*wish.phrases, text))
        case Exact(text):
            return replace(wish, words=(*wish.words, text))
        case Not(Exact(text)):
            return replace(wish, none_of=(*wish.none_of, text))
        case Field("title", value):
            return replace(wish, title=(*wish.title, value))
        case Field("doc_number", value) if parts := doc_number_parts(value):
            taken = wish.code or wish.year or wish.number
            return None if taken else replace(wish, code=parts[0], year=parts[1], number=parts[2])
        case Field(name, value):
            return replace(wish, fields=(*wish.fields, (name, value)))
        case Years():
            return None if wish.years else replace(wish, years=clause)
        case Or(clauses):
            return _with_any(wish, clauses)
    return None


def _with_any(wish: Wish, clauses: tuple[Clause, ...]) -> Wish | None:
    """Alternatives: words, once, or values of one field."""
    words = tuple(one.text for one in clauses if isinstance(one, Exact))
    if len(words) == len(clauses):
        return None if wish.any_of or not words else replace(wish, any_of=words)
    values = [one for one in clauses if isinstance(one, Field) and one.name != "title"]
    names = {one.name for one in values}
    if len(values) < len(clauses) or len(names) > 1:
        return None
    return replace(wish, fields=(*wish.fields, (names.pop(), "、".join(one.value for one in values))))
