"""The accounts of replies in a search made again, just as `Archive.search` makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..archive import Archive
from ..loosening import found_by
from ..query import Query, Question
from ..results import Widening
from .account import Account


@dataclass(frozen=True, slots=True)
class Explanation:
    """A query and how replies fare with it, by id; `widenable` are the words that were looked for as typed only.

    Where nothing has all that was asked, this is the partial search made instead, and `strict` the one asked for.
    """

    query: Query
    accounts: Mapping[str, Account]
    widenable: tuple[Widening, ...]
    strict: Explanation | None = None


def explain(archive: Archive, question: Question, reply_ids: Iterable[str]) -> Explanation:
    """How replies fare with a search, and those right above them; raises QueryTooLong.

    Replies that are not in the index have no account.
    """
    query, asked = archive.asked(question)
    wanted, searcher, strict = list(reply_ids), archive.searcher(), None
    answered = found_by(searcher, query)[1]
    if answered is not query:
        strict = Explanation(query, searcher.explain(query, wanted), asked.unused)
        query = answered
    accounts = dict(searcher.explain(query, wanted))
    above = {account.above for account in accounts.values()} - {"", *accounts}
    if above:
        accounts |= searcher.explain(query, above)
    return Explanation(query, accounts, asked.unused, strict)


def held_at(archive: Archive, given: str) -> list[str]:
    """The ids of the replies whose documents lie at an address or path, or at one that ends so; for a copy, its own."""
    return archive.held_at(_bare(given), lambda uri: ends_so(uri, given))


def ends_so(uri: str, given: str) -> bool:
    """Whether a uri is what was given or ends with it, at the border of a name."""
    bare = _bare(given)
    return uri == given or (bool(bare) and (uri == bare or uri.endswith((f"/{bare}", f"!{bare}"))))


def _bare(given: str) -> str:
    """An address or a path as uris end with it: without scheme, with slashes."""
    return given.replace("\\", "/").split("://")[-1].strip("/")
