"""The other names of an agency: short and long ones, and those before and after a reform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indexer.agencies import Agencies, Relation
from indexer.folding import plain

from ..results import Form

_SHORT, _OTHER, _SUCCESSION = "简称", "又称", "沿革"
_LEAST_CHARS = 3


def other_names(name: str, agencies: Agencies) -> Iterator[Form]:
    """What an agency is called at the same time; of two characters none, for 科协 stands in 学科协同 too."""
    for other in agencies.names(name)[1:] if _is_agency(name, agencies) else ():
        if len(other) >= _LEAST_CHARS:
            yield Form(other, _SHORT if _abbreviates(plain(name), other) else _OTHER)


def successions(name: str, agencies: Agencies) -> Iterator[Form]:
    """What an agency was called before and is called since, whichever of its names is given."""
    if not _is_agency(name, agencies):
        return
    rows = [row for row in agencies.relations if row.kind == _SUCCESSION]
    for known in agencies.names(name):
        for row in rows:
            for other in Agencies((replace(row, kind="也称"),)).names(known)[1:]:
                yield Form(other, _SUCCESSION, _why(row))
        for later, row in agencies.succession(known):
            yield Form(later, _SUCCESSION, _why(row))


def _is_agency(name: str, agencies: Agencies) -> bool:
    """Whether any name of the table may be in it; most words have none, and need no closer look."""
    return plain(name).endswith(tuple(name for row in agencies.relations for name in (row.name, row.other)))


def _why(row: Relation) -> str:
    since = f"{row.since}年" if row.since and f"{row.since}年" not in row.source else ""
    return f"{row.place}{since}{row.source}"


def _abbreviates(name: str, other: str) -> bool:
    """Whether one of two names is the other with characters left out."""
    short, long = sorted((name, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short)
