"""How one reply fares with a query, in numbers: what an engine gives, for `wording` to put into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..query import And, Clause, Exact, Field, Not, Or, Query


@dataclass(frozen=True, slots=True)
class Standing:
    """A string in a part of a reply (`schema.PARTS`): how often it stands there, and what that gives to the score."""

    form: str  # as typed, or another form of the word
    part: str
    times: int
    score: float


@dataclass(frozen=True, slots=True)
class Word:
    """A typed word or phrase, wanted or excluded: how many replies of the archive hold it, and where it stands here."""

    text: str
    holding: int
    score: float
    standings: tuple[Standing, ...]

    def times(self, *parts: str, form: str = "") -> int:
        """How often the word, or that form of it, stands in some parts."""
        return sum(one.times for one in self.standings if one.part in parts and one.form == (form or self.text))

    def other_forms(self) -> dict[str, int]:
        """The other forms of the word that stand in title, text or page chrome, and how often."""
        found: dict[str, int] = {}
        for one in self.standings:
            if one.form != self.text and one.part not in ("headings", "proposal"):  # which the text holds
                found[one.form] = found.get(one.form, 0) + one.times
        return found


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How a reply is like a question or a passage: the share of its weight, the words it has and those it lacks.

    Words are the telling ones, the most telling first. `score` is all that it gives; `whole` is the part of
    that for holding the very text.
    """

    text: str
    score: float
    share: float
    shared: tuple[str, ...]
    lacking: tuple[str, ...]
    whole: float
    forms: tuple[str, ...] = ()  # other forms of its words that stand here


@dataclass(frozen=True, slots=True)
class Account:
    """Place and score of a reply in the whole list of a query, and what makes up the score.

    The scores of `words` and `resemblances` and the `closeness` add up to `score`. A reply that was not
    found has no place (0). In a query that gathers a place is a row's, and `total` counts rows. `stands`
    tells of every leaf of the query and its filters whether it fits.
    """

    reply_id: str
    place: int  # from 1
    total: int  # how many replies, or rows, were found
    score: float
    above: str  # the id of the reply above, which stands for its row; "" for the first
    words: tuple[Word, ...]
    resemblances: tuple[Resemblance, ...]
    closeness: float  # what it gives that the words stand together
    together: float  # the greatest share of what is asked, by weight, that stands in one place: 0 to 1
    length: int  # of the text, in folded characters
    mean_length: float
    documents: int  # replies in the index
    stands: Mapping[Clause, bool]


def leaves(clause: Clause) -> Iterator[Clause]:
    """The leaves of a clause, wanted and excluded, in the order of the query."""
    if isinstance(clause, And | Or):
        for child in clause.clauses:
            yield from leaves(child)
    elif isinstance(clause, Not):
        yield from leaves(clause.clause)
    else:
        yield clause


def asked(query: Query) -> tuple[Clause, ...]:
    """The distinct leaves of a query and its filters."""
    clauses = (query.clause, *(one.clause for one in query.filters))
    return tuple(dict.fromkeys(leaf for clause in clauses for leaf in leaves(clause)))


def strings(clause: Clause) -> tuple[Exact, ...]:
    """The distinct strings that a clause looks for or excludes; a title's too."""
    found = []
    for leaf in leaves(clause):
        if isinstance(leaf, Exact):
            found.append(leaf)
        elif isinstance(leaf, Field) and leaf.name == "title":
            found.append(Exact(leaf.value))
    return tuple(dict.fromkeys(found))
