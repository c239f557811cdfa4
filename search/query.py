"""A query as a tree, the same for every engine. Made by `language.parse`, never from engine syntax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Exact:
    """A string that must stand in the text as typed (folded); a word and a “phrase” find the same.

    `also` holds other forms of the word that will do. What is `quoted` is never widened or loosened.
    """

    text: str
    also: tuple[str, ...] = ()
    quoted: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Similar:
    """A question or a pasted text: documents that hold its most telling words, the literal one first.

    `also` holds other forms of words in it.
    """

    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field's value as typed; `exact` asks for that very value where the archive has it.

    `also` holds other names of the same agency, for fields of agencies.
    """

    name: str
    value: str
    exact: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Years:
    """A range of years, both ends included; None leaves an end open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Not:
    clause: Clause


@dataclass(frozen=True, slots=True)
class And:
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Or:
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """No condition: every document."""


Clause = Exact | Similar | Field | Years | Not | And | Or | Everything


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition beside the query, on one field.

    Filters on one field are alternatives; what `excludes` is a condition of its own, and each of them holds.
    """

    name: str
    clause: Clause
    excludes: bool = False


class Sort(Enum):
    RELEVANCE = "relevance"
    NEWEST = "date"
    OLDEST = "date-asc"


class Mode(Enum):
    """How freely typed words are taken: as typed, with their other names, or in part."""

    EXACT = "exact"
    STANDARD = "standard"
    BROAD = "broad"


@dataclass(frozen=True, slots=True)
class Question:
    """What a user asks of an archive, the place in the list left out."""

    text: str
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort.RELEVANCE
    mode: Mode = Mode.EXACT
    plain: tuple[str, ...] = ()  # words that are not widened
    gathers: bool = True  # whether letters of one family come as one row of the list


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of an engine: the tree, the filters beside it, the order, and which hits to return.

    A query that `gathers` has one row for the letters of a family, at the place of the best that fits;
    `offset` and `limit` count rows.
    """

    raw: str
    clause: Clause
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    gathers: bool = False


def wanted(clause: Clause) -> Iterator[Exact | Similar]:
    """The leaves with text that a hit is there for, not those it must be without."""
    if isinstance(clause, Exact | Similar):
        yield clause
    elif isinstance(clause, And | Or):
        for child in clause.clauses:
            yield from wanted(child)
    elif isinstance(clause, Field) and clause.name == "title":
        yield Exact(clause.value)


def typed(clause: Clause) -> tuple[Exact, ...]:
    """The words that a clause asks for side by side, in their order; none when it asks for something else."""
    if isinstance(clause, Exact):
        return (clause,)
    return tuple(one for one in clause.clauses if isinstance(one, Exact)) if isinstance(clause, And) else ()


def like(clause: Clause) -> Similar | None:
    """The question or passage in a clause, if there is one that all hits answer."""
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    return next((one for one in clauses if isinstance(one, Similar)), None)
