"""The replies near to the one that is shown, with what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass

from search.neighbours import Neighbour, Neighbours

from .links import reply_address
from .params import Asked


@dataclass(frozen=True, slots=True)
class NearLink:
    """A reply near to the one shown, with what tells them apart."""

    text: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class NearView:
    """Replies that are near for one reason."""

    heading: str
    links: tuple[NearLink, ...]


def near_view(near: Neighbours) -> tuple[NearView, ...]:
    """The groups of neighbours that have any."""
    groups = (("同一提出人的", near.same_proposer), ("同一单位、内容相近的", near.same_agency))
    return tuple(NearView(heading, tuple(_near_link(one) for one in found)) for heading, found in groups if found)


def _near_link(one: Neighbour) -> NearLink:
    note = " · ".join(part for part in (one.to_whom, one.doc_number, one.date) if part and part != one.title)
    return NearLink(one.title, reply_address(Asked(), one.id), note)
