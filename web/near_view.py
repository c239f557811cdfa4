"""The replies near to the one that is shown, with what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass


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
