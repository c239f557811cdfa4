"""Why one reply is found by a search, and at which place, or why it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from indexer.findings import SKIPPED
from indexer.reply import Reply

from ..archive import Archive
from ..query import Sort, wanted
from .account import Account
from .asking import Explanation, Question, ends_so, explain, held_at
from .comparing import compare
from .failing import failures, merits
from .wording import reasons

PARTIAL = "没有一篇同时有全部所查文字，所以按相关度列出有其中一部分的"
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

    @property
    def found(self) -> bool:
        """Whether the search finds it."""
        return self.account is not None and self.account.place > 0


def why(archive: Archive, question: Question, given: str) -> Why:
    """Why the reply with an id or an address is found or not; raises QueryTooLong."""
    given = given.strip()
    ids = _ids(archive, given)
    reply = archive.reply(ids[0]) if len(ids) == 1 else None
    if reply is None:
        return Why(question.text, given, _unknown(archive, given, len(ids)))
    explanation = explain(archive, question, [reply.id])
    account = explanation.accounts.get(reply.id)
    told = Why(question.text, given, "", (), reply.id, reply.display_title, account)
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
    wanted = list(reply_ids)
    explanation = explain(archive, question, wanted)
    return {reply_id: lines_of(explanation, reply_id) for reply_id in wanted}


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
        "id": told.reply_id or None,
        "title": told.title or None,
        "verdict": told.verdict,
        "lines": list(told.lines),
        "place": account.place if told.found and account else None,
        "total": account.total if account else None,
        "score": account.score if told.found and account else None,
        "words": [asdict(word) for word in account.words] if account else [],
        "passages": [asdict(one) for one in account.resemblances] if account else [],
        "closeness": account.closeness if account else None,
    }


def _told(told: Why, explanation: Explanation, reply: Reply, notes: tuple[str, ...]) -> Why:
    """The verdict and the reasons for a reply that there is."""
    account, query = told.account, explanation.query
    lines: tuple[str, ...] = ()
    if account is None:
        verdict = "这篇答复已经存好，但还没有进入索引，请运行：dafu index"
    elif account.place:
        verdict, lines = f"查到了：第 {account.place:,} 篇，共 {account.total:,} 篇", lines_of(explanation, reply.id)
    else:
        verdict = f"没有查到这一篇（查到 {account.total:,} 篇别的）" if account.total else "没有查到这一篇"
        lines = (*failures(account, query, reply, explanation.widenable), *merits(account, query))
    partial = (PARTIAL,) if explanation.partial else ()
    return replace(told, verdict=verdict, lines=(*notes, *partial, *lines))


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
