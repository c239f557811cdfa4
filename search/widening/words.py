"""The other forms of the words of a query, and the query that takes them in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from indexer.agencies import Agencies
from indexer.folding import fold
from indexer.schema import BY_NAME

from ..boundaries import Whole, may_be_part_of_another
from ..filters import AGENCY_FIELDS
from ..query import And, Clause, Exact, Field, Or
from ..results import Form, Widening
from .figures import other_figures
from .names import other_names, successions
from .synonyms import Synonyms

MOST_FORMS = 8  # of a word


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of names and words: the tables shipped, with the office's own."""

    agencies: Agencies
    synonyms: Synonyms


class Wider(NamedTuple):
    """A clause with the forms it takes in, those it does not, and what the user should be told."""

    clause: Clause
    used: tuple[Widening, ...]
    unused: tuple[Widening, ...]
    notes: tuple[str, ...] = ()


def wider(clause: Clause, tables: Tables, wanted: bool, plain: Collection[str] = ()) -> Wider:
    """The clause in which words may also be one of their other forms, if that is wanted; not words in `plain`."""
    possible = _widenings(clause, tables)
    as_typed = {fold(word) for word in plain}
    used = tuple(one for one in possible if wanted and fold(one.word) not in as_typed)
    forms = {fold(one.word): tuple(map(_whole, (form.text for form in one.forms))) for one in used}
    return Wider(
        clause=_with(clause, forms) if forms else clause,
        used=used,
        unused=tuple(one for one in possible if one not in used),
        notes=tables.synonyms.problems if wanted else (),
    )


def standing(possible: Iterable[Widening], clause: Clause, stands: Callable[[Clause], bool]) -> tuple[Widening, ...]:
    """The possible widenings of a clause, with those forms alone that `stands` finds somewhere."""
    leaves = {_word(leaf): leaf for leaf in _widenable(clause)}
    kept = (
        replace(one, forms=tuple(form for form in one.forms if stands(_as_form(leaves[one.word], form.text))))
        for one in possible
    )
    return tuple(one for one in kept if one.forms)


def _as_form(leaf: Exact | Field, form: str) -> Clause:
    """What finds a form where it stands in place of what was typed."""
    if isinstance(leaf, Exact):
        return replace(leaf, text=_whole(form), also=())
    return replace(leaf, value=form, also=())


def _widenings(clause: Clause, tables: Tables) -> tuple[Widening, ...]:
    """The words of a clause that have other forms, in their order; fields of agencies only by 沿革."""
    found: dict[str, Widening] = {}
    for leaf in _widenable(clause):
        word = _word(leaf)
        if fold(word) not in found:
            forms = _forms(leaf.text, tables) if isinstance(leaf, Exact) else successions(leaf.value, tables.agencies)
            found[fold(word)] = Widening(word, _distinct(leaf, forms))
    return tuple(widening for widening in found.values() if widening.forms)


def _whole(form: str) -> str:
    """The form, which does not count inside of something longer that means something else."""
    return Whole(form) if may_be_part_of_another(fold(form)) else form


def _with(clause: Clause, forms: dict[str, tuple[str, ...]]) -> Clause:
    if isinstance(clause, And | Or):
        return type(clause)(tuple(_with(child, forms) for child in clause.clauses))
    if isinstance(clause, Exact) and clause.quoted:
        return clause
    if isinstance(clause, Exact | Field):
        return replace(clause, also=(*clause.also, *forms.get(fold(_word(clause)), ())))
    return clause


def _widenable(clause: Clause) -> Iterator[Exact | Field]:
    if isinstance(clause, And | Or):
        for child in clause.clauses:
            yield from _widenable(child)
    elif (isinstance(clause, Exact) and not clause.quoted) or (
        isinstance(clause, Field) and clause.name in AGENCY_FIELDS
    ):
        yield clause


def _word(leaf: Exact | Field) -> str:
    """What a widening is called: the word as typed, or 单位:大数据管理局."""
    return leaf.text if isinstance(leaf, Exact) else f"{BY_NAME[leaf.name].aliases[0]}:{leaf.value}"


def _forms(word: str, tables: Tables) -> Iterator[Form]:
    yield from other_names(word, tables.agencies)
    yield from successions(word, tables.agencies)
    yield from tables.synonyms.of(word)
    yield from other_figures(word)


def _distinct(leaf: Exact | Field, forms: Iterable[Form]) -> tuple[Form, ...]:
    """The forms that find something more than the word does: those that hold it do not."""
    typed = fold(leaf.text if isinstance(leaf, Exact) else leaf.value)
    known = {fold(other) for other in leaf.also}
    kept: dict[str, Form] = {}
    for form in forms:
        folded = fold(form.text)
        if typed and typed not in folded and folded not in known:
            kept.setdefault(folded, form)
    return tuple(kept.values())[:MOST_FORMS]
