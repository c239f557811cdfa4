"""What stands near a reply in the archive: other answers to its proposer, other answers of its agency on its topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.folding import fold
from indexer.reply import Reply

from .archive import Archive
from .export import to_whom
from .filters import filter_for
from .query import Field, Filter, Or, Query, Question, Similar, Sort

MOST = 5
_LOOKED_AT = 50  # rows: a name may be part of another one, and what is no reply is left out


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another reply, as a short list shows it; what is not known is empty."""

    id: str
    title: str
    doc_number: str
    date: str
    to_whom: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """At most five replies to one of the same proposers, newest first, and of the same agency, likest first."""

    same_proposer: tuple[Neighbour, ...]
    same_agency: tuple[Neighbour, ...]


def neighbours(archive: Archive, reply: Reply) -> Neighbours:
    """The neighbours of a reply; neither itself nor a letter of its family is one."""
    own = {reply.id, *(other.id for other in archive.family(reply))}
    return Neighbours(_first(_same_proposer(archive, reply), own), _first(_same_agency(archive, reply), own))


def _first(found: Iterator[Reply], own: set[str]) -> tuple[Neighbour, ...]:
    kept = (_neighbour(other) for other in found if other.is_reply and other.id not in own)
    return tuple(one for one, _ in zip(kept, range(MOST), strict=False))


def _neighbour(reply: Reply) -> Neighbour:
    date = reply.get("signed_date") or reply.get("published_date") or (f"{reply.year}年" if reply.year else "")
    return Neighbour(reply.id, reply.display_title, reply.get("doc_number") or "", date, to_whom(reply))


def _same_proposer(archive: Archive, reply: Reply) -> Iterator[Reply]:
    names = _proposers(reply)
    if not names:
        return iter(())
    clause = Or(tuple(Field("addressee", name) for name, _ in sorted(names)))
    found = _found(archive, Query("", clause, sort=Sort.NEWEST, limit=_LOOKED_AT))
    return (other for other in found if names & _proposers(other))


def _proposers(reply: Reply) -> set[tuple[str, str]]:
    """Whom a reply answers, with their role: a deputy and a member of one name are two persons. A surname is none."""
    roles = reply.all("addressee_role")
    names = [fold(name) for value in reply.all("addressee") for name in value.split("、")]
    of_each = roles if len(roles) == len(names) else (roles[:1] or ("",)) * len(names)
    return {(name, role) for name, role in zip(names, of_each, strict=True) if len(name) > 1}


def _same_agency(archive: Archive, reply: Reply) -> Iterator[Reply]:
    agency, topic = reply.get("agency"), reply.get("proposal_title") or reply.display_title
    if not agency or not fold(topic):
        return iter(())
    return _found(archive, Query("", Similar(topic), _of(archive, agency), limit=_LOOKED_AT, gathers=True))


def _of(archive: Archive, agency: str) -> tuple[Filter, ...]:
    """The filter for an agency by any of its names."""
    return archive.asked(Question("", (filter_for("agency", agency),)))[0].filters


def _found(archive: Archive, query: Query) -> Iterator[Reply]:
    hits = archive.searcher().search(query).hits
    return (reply for reply_id, _ in hits if (reply := archive.reply(reply_id)) is not None)
