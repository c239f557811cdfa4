"""Why one reply is found by a search, and at which place, or why it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from indexer.findings import SKIPPED
from indexer.reply import Reply

from ..archive import Archive
from ..query import Question, Sort, wanted
from .account import Account
from .asking import Explanation, ends_so, explain, held_at
from .comparing import compare
from .failing import failures, merits
from .wording import reasons

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Why:
    """What is to be said of one reply in one search; `reply_id` is "" when there is no such reply.

    `verdict` is one line, `lines` the reasons. `account` is None for a reply that is not in the index.
    """

    query: str
    given: str  # an id, the beginning of one, an address, or the end of one
    verdict: str
    lines: tuple[str, ...] = ()
    reply_id: str = ""
    title: str = ""
    account: Account | None = None
    partial: bool = False  # nothing has all that was asked: the account is of the replies that have some of it

    @property
    def found(self) -> bool:
        """Whether the search finds it, with all that was asked."""
        return self.account is not None and self.account.place > 0 and not self.partial


def why(archive: Archive, question: Question, given: str) -> Why:
    """Why the reply with an id or an address is found or not; raises QueryTooLong."""
    given = given.strip()
    ids = _ids(archive, given)
    reply = archive.reply(ids[0]) if len(ids) == 1 else None
    if reply is None:
        return Why(question.text, given, _unknown(archive, given, len(ids)))
    explanation = explain(archive, replace(question, gathers=False), [reply.id])  # its place among all replies
    told = Why(question.text, given, "", (), reply.id, reply.display_title, explanation.accounts.get(reply.id))
    return _told(told, explanation, reply, _stands_for(ids[0], reply))


def lines_of(explanation: Explanation, reply_id: str) -> tuple[str, ...]:
    """Why a hit is at its place and below the one above it; empty when it is not found."""
    account = explanation.accounts.get(reply_id)
    if account is None or not account.place:
        return ()
    query, above = explanation.query, explanation.accounts.get(account.above)
    is_ranked = query.sort is not Sort.RELEVANCE or any(wanted(query.clause))
    last = (compare(above, account, query),) if above and is_ranked else ()
    return (*reasons(account, query), *last)


def explained(archive: Archive, question: Question, reply_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The reasons for the places of hits, by id; raises QueryTooLong."""
    ids = list(reply_ids)
    explanation = explain(archive, question, ids)
    return {reply_id: lines_of(explanation, reply_id) for reply_id in ids}


def with_reasons(page: dict[str, Any], told: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """A result page as plain data (`results.to_data`), every hit with the reasons for its place as `why`."""
    return {**page, "hits": [{**hit, "why": list(told.get(hit["id"], ()))} for hit in page["hits"]]}


def to_data(told: Why) -> dict[str, Any]:
    """What is told of a reply as plain dicts and lists."""
    account = told.account
    return {
        "query": told.query,
        "given": told.given,
        "found": told.found,
        "partial": told.partial,
        "id": told.reply_id or None,
        "title": told.title or None,
        "verdict": told.verdict,
        "lines": list(told.lines),
        "place": account.place or None if account else None,
        "total": account.total if account else None,
        "score": account.score if account and account.place else None,
        "words": [asdict(word) for word in account.words] if account else [],
        "passages": [asdict(one) for one in account.resemblances] if account else [],
        "closeness": account.closeness if account else None,
    }


def _told(told: Why, explanation: Explanation, reply: Reply, notes: tuple[str, ...]) -> Why:
    """The verdict and the reasons for a reply that there is."""
    account = told.account
    if account is None:
        return replace(told, verdict="这篇答复已经存好，但还没有进入索引，请运行：dafu index", lines=notes)
    strict = explanation.strict or explanation
    lines = (*_missing(strict, reply), *lines_of(explanation, reply.id))
    partial = explanation.strict is not None
    return replace(
        told,
        verdict=_verdict(account, partial, bool(explanation.query.filters)),
        lines=(*notes, *lines),
        partial=partial,
    )


def _verdict(account: Account, partial: bool, within: bool) -> str:
    """Whether a reply is found and at which place, in one line."""
    place = f"第 {account.place:,} 篇，共 {account.total:,} 篇"
    if partial:
        some = f"排在{place}" if account.place else f"{account.total:,} 篇里也没有它"
        return f"{'所选范围里' if within else ''}没有一篇同时有全部所查文字；按相关度列出有其中一部分的，{some}"
    if account.place:
        return f"查到了：{place}"
    return f"没有查到这一篇（查到 {account.total:,} 篇别的）" if account.total else "没有查到这一篇"


def _missing(explanation: Explanation, reply: Reply) -> tuple[str, ...]:
    """What a reply lacks of what was asked, and what it has of it; nothing when it was found."""
    account, query = explanation.accounts[reply.id], explanation.query
    if account.place:
        return ()
    return (*failures(account, query, reply, explanation.widenable), *merits(account, query))


def _stands_for(asked_id: str, reply: Reply) -> tuple[str, ...]:
    """That the reply stands for a copy that was asked for."""
    if reply.id.startswith(asked_id):
        return ()
    return (f"“{asked_id}”是副本，内容相同，由编号 {reply.id} 的这一篇代表",)


def _ids(archive: Archive, given: str) -> list[str]:
    """The ids meant by what was given: one when it is clear."""
    if archive.reply(given) is not None:
        return [given]
    return held_at(archive, given) if given else []


def _unknown(archive: Archive, given: str, candidates: int) -> str:
    """Why there is no reply to speak of: several would fit, its document was skipped, or nothing is known."""
    if candidates > 1:
        return f"有 {candidates} 篇答复的位置以“{given}”结尾，请写得更全"
    skipped = [entry for entry in archive.findings(SKIPPED) if given and ends_so(entry.uri, given)]
    if skipped:
        return "；".join(f"{entry.uri} 导入时被跳过：{entry.detail}" for entry in skipped[:_MOST_NAMED])
    return f"没有编号或位置是“{given}”的答复"
