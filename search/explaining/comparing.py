"""Why a reply stands below another one: the greatest difference between their accounts, in one line."""

from __future__ import annotations

from collections.abc import Iterator

from ..query import Query, Sort
from .account import Account, Resemblance, Word
from .wording import listed, percent

_LONGER = 1.2
_SAME = 5e-5  # scores are told with four digits
_PARTS = ("title", "proposal", "headings", "text")

Loss = tuple[float, str]  # of score, and why


def compare(above: Account, this: Account, query: Query) -> str:
    """Why `this` stands below `above` in the list of one query: one line, the main reason."""
    if query.sort is not Sort.RELEVANCE:
        order = "新" if query.sort is Sort.NEWEST else "旧"
        return f"在上一篇之后：按日期排列，上一篇更{order}或同一天"
    if abs(above.score - this.score) < _SAME:
        return "在上一篇之后：分量相同，日期新的在前"
    loss, reason = max(_losses(above, this), default=(0.0, ""))
    return f"比上一篇靠后：{reason}" if loss > 0 else "比上一篇靠后：几处相加，分量稍轻"


def _losses(above: Account, this: Account) -> Iterator[Loss]:
    for theirs, ours in zip(above.words, this.words, strict=True):
        yield from _of_word(theirs, ours, above.length > this.length)
    for like, other in zip(above.resemblances, this.resemblances, strict=True):
        yield from _of_resemblance(like, other, this.length > _LONGER * above.length)
    yield above.closeness - this.closeness, _apart(above)


def _of_word(above: Word, this: Word, is_shorter: bool) -> Iterator[Loss]:
    """What a word gives less than above, by part of the reply; all of it when the reply lacks the word."""
    if not this.standings:
        yield above.score, f"没有“{this.text}”"
        return
    for part in _PARTS:
        lost = _given(above, part) - _given(this, part)
        yield lost, _less(part, above, this, is_shorter)


def _given(word: Word, part: str) -> float:
    return sum(one.score for one in word.standings if one.part == part)


def _less(part: str, above: Word, this: Word, is_shorter: bool) -> str:
    ours, theirs = this.times(part), above.times(part)
    where = {"title": "标题里", "proposal": "所答建议提案的题目里", "headings": "小标题里", "text": "正文里"}[part]
    if not ours and theirs:
        return f"{where}没有“{this.text}”"
    if ours < theirs:
        return f"{where}“{this.text}”有 {ours} 处，上一篇有 {theirs} 处"
    if part == "title":
        return f"标题比上一篇长，“{this.text}”的分量轻些"
    if part == "text" and not is_shorter and ours:
        return f"篇幅比上一篇长，“{this.text}”的分量轻些"
    return f"“{this.text}”在{where}的分量轻些"


def _of_resemblance(above: Resemblance, this: Resemblance, is_longer: bool) -> Iterator[Loss]:
    yield above.whole - this.whole, "所查的文字没有一字不差地出现在这一篇里"
    only_above = [word for word in this.lacking if any(word in piece for piece in above.shared)]
    lost = (above.score - above.whole) - (this.score - this.whole)
    if only_above:
        yield lost, f"没有{listed(only_above[:3])}"
    elif percent(above.share) != percent(this.share) and above.share > this.share:
        yield lost, f"与所查文字相同的按分量占 {percent(this.share)}，上一篇占 {percent(above.share)}"
    else:
        yield lost, "篇幅比上一篇长，所查的词语分量轻些" if is_longer else "所查的词语出现得少些"


def _apart(above: Account) -> str:
    together = "连着写在一起" if above.together >= 1 and not above.resemblances else "离得近"
    return f"所查的词不像上一篇那样{together}"
