"""The seam between a query and a search engine's index, reading side.

An engine is one pair of files with the same name, here and in `indexer/writers/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from indexer.analyzer import Analyzer

from ..explaining.account import Account
from ..query import Query
from ..results import Facet


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found: which replies in which order, how many in all, and the facets.

    `hits` are pairs of reply id and score, the page that the query asks for. `rows` says how many hits there
    are over all pages: a query that gathers has one for each family. `siblings` holds, by the id of a hit on
    the page, the other letters of its family that fit too, in their order.
    """

    total: int
    hits: tuple[tuple[str, float], ...]
    facets: tuple[Facet, ...]
    total_exact: bool = True
    terms: tuple[str, ...] = ()  # for a question or a pasted text: the words it was searched by
    rows: int = 0
    siblings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Searcher(Protocol):
    """Answers queries from one index, as it was when the searcher was opened."""

    def search(self, query: Query) -> Found:
        """The replies that fit the query, best first."""

    def explain(self, query: Query, reply_ids: Iterable[str]) -> Mapping[str, Account]:
        """How each of these replies fares with the query, by id; replies that are not in the index are left out."""

    def values(self, field: str) -> Mapping[str, int]:
        """The values of a field in the whole index, and how many replies have each."""

    def vocabulary(self) -> Mapping[str, int]:
        """Every word of the texts, and how many replies hold it; replies that are gone may still count."""

    def count(self) -> int:
        """How many replies are in the index."""

    def close(self) -> None:
        """Frees the index's files."""


OpenSearcher = Callable[[Path, Analyzer], Searcher]
