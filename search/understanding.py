"""What a question means in an office: parsed, with agencies' names, and with other forms as its mode wants them."""

from __future__ import annotations

from dataclasses import replace

from indexer.agencies import Agencies, of_office, shipped
from indexer.errors import InputError
from indexer.layout import DataDir

from .filters import with_names
from .language import check_length, parse
from .loosening import loosened
from .query import Filter, Mode, Question
from .widening import Tables, Wider, synonyms_of_office, wider


def understood(question: Question, data: DataDir) -> Wider:
    """The clause of a question, what was widened in it, and what the user should be told; raises QueryTooLong."""
    check_length(question.text)
    clause, notes = parse(question.text)
    agencies, wrong = _agencies(data)
    tables = Tables(agencies, synonyms_of_office(data.synonyms))
    asked = wider(with_names(clause, agencies), tables, question.mode is not Mode.EXACT, question.plain)
    if question.mode is Mode.BROAD:
        asked = asked._replace(clause=loosened(asked.clause) or asked.clause)
    return asked._replace(notes=(*notes, *wrong, *asked.notes))


def named_filters(question: Question, data: DataDir) -> tuple[Filter, ...]:
    """The filters of a question, an agency by any of its names."""
    agencies, _ = _agencies(data)
    return tuple(replace(one, clause=with_names(one.clause, agencies)) for one in question.filters)


def _agencies(data: DataDir) -> tuple[Agencies, tuple[str, ...]]:
    """The office's table of names; the shipped one, and why, when it cannot be read."""
    try:
        return of_office(data.agencies), ()
    except InputError as error:
        return shipped(), (str(error),)
