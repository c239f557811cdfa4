"""Xapian: words added at their places; agency as a term, year and date as values."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xapian

from .asking import PAGE, Ask, Document
from .peers import term, words

_ID, _AGENCY, _YEAR, _DATE = range(4)  # slots of values
_LONGEST = 60  # characters of a word; a term has at most 245 bytes


def write(folder: Path, documents: Iterable[Document]) -> None:
    """Indexes documents in a new folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE)
    for one in documents:
        found = xapian.Document()
        for place, word in enumerate(one.words.split(" "), 1):
            found.add_posting(word[:_LONGEST], place)
        found.add_boolean_term(f"A{one.agency}")
        for slot, value in ((_ID, one.id), (_AGENCY, one.agency), (_YEAR, f"{one.year:04}"), (_DATE, f"{one.date:08}")):
            found.add_value(slot, value)
        database.add_document(found)
    database.commit()
    database.close()


class Searching:
    """Answers from a database that `write` made."""

    def __init__(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder))

    def close(self) -> None:
        self._database.close()

    def search(self, ask: Ask) -> tuple[list[str], int]:
        everything = self._database.get_doccount()
        enquire, spies = self._enquire(ask), [xapian.ValueCountMatchSpy(slot) for slot in (_AGENCY, _YEAR)]
        for spy in spies if ask.counts else ():
            enquire.add_matchspy(spy)
        found = enquire.get_mset(ask.offset, PAGE, everything)  # looks at everything: then the total is exact
        return self._ids(found), found.get_matches_estimated()

    def matching(self, ask: Ask) -> set[str]:
        return set(self._ids(self._enquire(ask).get_mset(0, self._database.get_doccount())))

    def _ids(self, found: Any) -> list[str]:
        return [match.document.get_value(_ID).decode() for match in found]

    def _enquire(self, ask: Ask) -> Any:
        enquire = xapian.Enquire(self._database)
        enquire.set_query(_query(ask))
        if ask.newest_first:
            enquire.set_sort_by_value(_DATE, True)
        return enquire


def _query(ask: Ask) -> Any:
    wanted, query = ask.wanted, xapian.Query
    if wanted.like:
        return query(query.OP_OR, [word[:_LONGEST] for word in dict.fromkeys(words(wanted.like))])
    parts = [_row(string) for string in wanted.every]
    if wanted.any_of:
        parts.append(query(query.OP_OR, [_row(string) for string in wanted.any_of]))
    if wanted.agency:
        parts.append(query(query.OP_SCALE_WEIGHT, query(f"A{wanted.agency}"), 0.0))
    if wanted.years:
        first, last = wanted.years
        parts.append(query(query.OP_VALUE_RANGE, _YEAR, f"{first:04}", f"{last:04}"))
    found = query(query.OP_AND, parts)
    for string in wanted.none_of:
        found = query(query.OP_AND_NOT, found, _row(string))
    return found


def _row(string: str) -> Any:
    found = [word[:_LONGEST] for word in term(string)]
    return xapian.Query(found[0]) if len(found) == 1 else xapian.Query(xapian.Query.OP_PHRASE, found, len(found))
