"""An account in a clerk's words: what brings a reply to its place in the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..query import Query, Sort, wanted
from .account import Account, Resemblance, Word

_RARE, _COMMON = 0.15, 0.5  # of all replies
_FEW_REPLIES = 10  # with fewer, nothing is rare
_LONG, _SHORT = 2.5, 0.4  # of the mean length
_WORDS_SHOWN = 6
_ALL = 0.995
_ORDERS = {Sort.NEWEST: "新的在前", Sort.OLDEST: "旧的在前"}


def reasons(account: Account, query: Query) -> tuple[str, ...]:
    """Why a reply is in the list, one sentence each: its words, whether they stand together, its length."""
    return tuple(_reasons(account, query))


def _reasons(account: Account, query: Query) -> Iterator[str]:
    scored = {leaf.text for leaf in wanted(query.clause)}
    if not scored:
        yield "没有查文字，只按条件列出，日期新的在前" if query.sort is Sort.RELEVANCE else "没有查文字，只按条件列出"
    if query.sort in _ORDERS:
        yield f"按日期排列，{_ORDERS[query.sort]}，不看分量"
    for resemblance in account.resemblances:
        yield from _alike(resemblance)
    for word in account.words:
        if word.text in scored:
            yield f"“{word.text}”：{'；'.join(_about(word, account))}" if word.standings else f"没有“{word.text}”"
    if account.closeness > 0:
        yield f"{_together(account)}，往前排{_share(account.closeness, account)}"
    yield from _length(account)


def _about(word: Word, account: Account) -> Iterator[str]:
    """Where a word stands, and how telling it is."""
    yield places(word)
    yield f"全部 {account.documents:,} 篇答复里 {word.holding:,} 篇有{_rarity(word, account)}"
    if share := _share(word.score, account):
        yield share.strip("（）")


def places(word: Word) -> str:
    """Where a word stands in a reply, and how often; "" when it does not."""
    title, proposal, headings, text = (word.times(part) for part in ("title", "proposal", "headings", "text"))
    found = [
        f"标题里{'有' if title == 1 else f' {title} 处'}" if title else "",
        "所答建议提案的题目里有" if proposal else "",
        f"小标题 {headings} 处" if headings else "",
        f"正文{'共' if headings or proposal else ''} {text} 处" if text else "",
        *(f"其他写法“{form}” {times} 处，分量轻些" for form, times in word.other_forms().items()),
    ]
    inside = "，".join(one for one in found if one)
    outside = word.times("removed")
    if inside or not outside:
        return inside
    return f"只在正文以外的文字（导航、页脚或其他副本）里有 {outside} 处，所以排在后面"


def _rarity(word: Word, account: Account) -> str:
    share = word.holding / max(1, account.documents)
    if account.documents >= _FEW_REPLIES and share <= _RARE:
        return "，较少见，所以分量重"
    return "，很常见，所以分量轻" if share >= _COMMON else ""


def _share(score: float, account: Account) -> str:
    """Which share of the score something gives; "" when it gives all or there is none."""
    points = round(100 * score / account.score) if account.score else 0
    return f"（占总分量 {points}%）" if 0 < points < 100 else ""


def _together(account: Account) -> str:
    if account.resemblances:
        share = "都" if account.together > _ALL else f"约 {percent(account.together)} "
        return f"所查的词语{share}集中在一两句话里"
    if account.together >= 1:
        return "所查的词连着写在一起"
    return "所查的词都在一两句话里" if account.together >= 0.5 else "所查的词有几个在一两句话里"


def _length(account: Account) -> Iterator[str]:
    if not any(word.score and word.times("text") for word in account.words):
        return
    if account.length > _LONG * account.mean_length:
        yield f"全文约 {account.length:,} 字，比平均（{account.mean_length:,.0f} 字）长得多，同样的次数分量轻些"
    elif account.length < _SHORT * account.mean_length:
        yield f"全文约 {account.length:,} 字，比平均（{account.mean_length:,.0f} 字）短得多，同样的次数分量重些"


def _alike(found: Resemblance) -> Iterator[str]:
    if found.whole > 0:
        yield "所查的文字一字不差就在这一篇里，所以排在最前面"
    elif found.shared:
        yield f"与所查文字共有{listed(found.shared)}，按分量占 {percent(found.share)}"
    if found.forms:
        yield f"有其他写法{listed(found.forms)}，分量轻些"
    if found.lacking and found.whole <= 0:
        yield f"没有{listed(found.lacking)}"


def percent(share: float) -> str:
    """A share in whole percents, one at least."""
    return f"{max(1, round(100 * share))}%"


def listed(words: Iterable[str]) -> str:
    """Words in quotation marks, the first few of many; a word inside another one is not named."""
    distinct = dict.fromkeys(words)
    all_of_them = [word for word in distinct if not any(word in other for other in distinct if other != word)]
    shown = "".join(f"“{word}”" for word in all_of_them[:_WORDS_SHOWN])
    return f"{shown}等" if len(all_of_them) > _WORDS_SHOWN else shown
