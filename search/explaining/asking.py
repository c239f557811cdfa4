"""The accounts of replies in a search made again, just as `Archive.search` makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..archive import Archive
from ..language import check_length
from ..loosening import loosened
from ..query import Filter, Mode, Query, Sort
from ..results import Widening
from .account import Account


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an archive, the place in the list left out."""

    text: str
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort.RELEVANCE
    mode: Mode = Mode.EXACT
    plain: tuple[str, ...] = ()  # words that are not widened


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
    check_length(question.text)
    asked = archive._clause(question.text, question.mode, question.plain)
    query = Query(question.text, asked.clause, archive._with_names(question.filters), question.sort, limit=0)
    wanted, searcher, strict = list(reply_ids), archive._current(), None
    if archive._found(query)[1]:
        strict = Explanation(query, searcher.explain(query, wanted), asked.unused)
        query = replace(query, clause=loosened(asked.clause) or asked.clause)
    accounts = dict(searcher.explain(query, wanted))
    above = {account.above for account in accounts.values()} - {"", *accounts}
    if above:
        accounts |= searcher.explain(query, above)
    return Explanation(query, accounts, asked.unused, strict)


def held_at(archive: Archive, given: str) -> list[str]:
    """The ids of the replies whose documents lie at an address or path, or at one that ends so; for a copy, its own."""
    with archive._lock:
        store = archive._store
        at = store.document_at(_bare(given))
        uris = [at.uri] if at else [uri for uri in store.document_uris() if ends_so(uri, given)]
        documents = [document for uri in uris if (document := store.document(uri)) is not None]
        standing = {store.stands_for(document.reply_id): document.reply_id for document in documents}
    return list(standing.values())


def ends_so(uri: str, given: str) -> bool:
    """Whether a uri is what was given or ends with it, at the border of a name."""
    bare = _bare(given)
    return uri == given or (bool(bare) and (uri == bare or uri.endswith((f"/{bare}", f"!{bare}"))))


def _bare(given: str) -> str:
    """An address or a path as uris end with it: without scheme, with slashes."""
    return given.replace("\\", "/").split("://")[-1].strip("/")
