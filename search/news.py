"""What is new for a saved search: replies that fit now and did not fit when its news were last read.

A reply that was crawled again, changed, or indexed anew keeps its id. A letter that comes in as a copy of one
that fitted, or takes its place, is no news either: with each reply the ids of its copies are remembered. What
is only like what was asked (no reply has it all) is never news.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.reply import Reply

from .archive import Archive
from .query import Question
from .saved import Saved

_ALL = 2**31


@dataclass(frozen=True, slots=True)
class News:
    """What fits a saved search now: how many, the new ones newest first, and all ids to remember."""

    total: int
    new: tuple[Reply, ...]
    seen: frozenset[str]


def news_of(archive: Archive, saved: Saved) -> News:
    """What is new for a saved search; raises QueryTooLong and InputError when it cannot be searched for."""
    letters = _letters(archive, fitting(archive, saved.question()))
    new = {reply_id: archive.reply(reply_id) for reply_id, ids in letters.items() if not ids & saved.seen}
    # One that is gone from the store, but not from the index yet, is news should it come back.
    there = [ids for reply_id, ids in letters.items() if reply_id not in new or new[reply_id]]
    replies = [reply for reply in new.values() if reply is not None]
    return News(len(there), tuple(sorted(replies, key=_newest_first)), frozenset().union(*there))


def fitting(archive: Archive, question: Question) -> list[str]:
    """The ids of all replies that have what is asked, best first."""
    query, _ = archive.asked(question)
    found = archive.searcher().search(replace(query, limit=_ALL))
    return [reply_id for reply_id, _ in found.hits]


def _letters(archive: Archive, ids: list[str]) -> dict[str, frozenset[str]]:
    """The ids of each reply and of its copies."""
    copies = archive.copies()
    return {reply_id: frozenset((reply_id, *copies.get(reply_id, ()))) for reply_id in ids}


def _newest_first(reply: Reply) -> tuple[int, str]:
    date = (reply.get("signed_date") or reply.get("published_date") or f"{reply.year or 0}").replace("-", "")
    return -int(date.ljust(8, "0")), reply.id
