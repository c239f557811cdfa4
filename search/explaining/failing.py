"""Why a reply does not fit a query: what it lacks, what excludes it, and what it has instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from indexer.folding import fold
from indexer.reply import Reply
from indexer.schema import BY_NAME, field_values

from ..boundaries import standing_alone
from ..query import And, Clause, Everything, Exact, Field, Filter, Not, Or, Query, Similar, Years
from ..results import Widening
from .account import Account, Word, leaves
from .wording import listed, percent, places

_LONGEST_TRIED = 60  # characters of a word whose pieces are looked for


def failures(account: Account, query: Query, reply: Reply, widenable: Sequence[Widening] = ()) -> tuple[str, ...]:
    """What keeps a reply out of the list of a query, one sentence each; empty when it fits.

    Of the words in `widenable` other forms are known that were not looked for.
    """
    telling = _Telling(account, reply, widenable)
    return (*telling.lacks(query.clause), *telling.filtered(query.filters))


def merits(account: Account, query: Query) -> tuple[str, ...]:
    """The words a reply has of those that are asked for, one sentence each."""
    excluded = set(_excluded(query.clause))
    kept = [word for word in account.words if word.standings and word.text not in excluded]
    return tuple(f"有“{word.text}”：{places(word)}" for word in kept)


def fits(clause: Clause, stands: Mapping[Clause, bool]) -> bool:
    """Whether a clause fits, told from its leaves."""
    if isinstance(clause, And):
        return all(fits(child, stands) for child in clause.clauses)
    if isinstance(clause, Or):
        return any(fits(child, stands) for child in clause.clauses)
    return not fits(clause.clause, stands) if isinstance(clause, Not) else stands[clause]


def _excluded(clause: Clause) -> Iterator[str]:
    if isinstance(clause, Not):
        yield from (leaf.text for leaf in leaves(clause) if isinstance(leaf, Exact))
    elif isinstance(clause, And | Or):
        for child in clause.clauses:
            yield from _excluded(child)


class _Telling:
    """Words for one reply's failures."""

    def __init__(self, account: Account, reply: Reply, widenable: Sequence[Widening]) -> None:
        self._account, self._reply = account, reply
        self._values = field_values(reply)
        self._folded = [fold(reply.display_title), fold(reply.text)]
        self._forms = {one.word: one.forms for one in widenable}

    def lacks(self, clause: Clause) -> Iterator[str]:
        """Why a clause does not fit."""
        if fits(clause, self._account.stands):
            return
        if isinstance(clause, And):
            for child in clause.clauses:
                yield from self.lacks(child)
        elif isinstance(clause, Or):
            missing = [line for child in clause.clauses for line in self.lacks(child)]
            yield f"{'；'.join(missing)}（有一样就行）" if missing else "没有写明要查什么"
        elif isinstance(clause, Not):
            yield from self._has(clause.clause)
        else:
            yield self._without(clause)

    def filtered(self, filters: Sequence[Filter]) -> Iterator[str]:
        """The fields whose chosen values the reply has none of, and the excluded values that it has."""
        for one in filters:
            if one.excludes and fits(one.clause, self._account.stands):
                yield f"被筛选排除：{BY_NAME[one.name].label}“{_condition(one.clause)}”"
        for name in dict.fromkeys(one.name for one in filters if not one.excludes):
            chosen = [one.clause for one in filters if one.name == name and not one.excludes]
            if not any(fits(clause, self._account.stands) for clause in chosen):
                yield f"不在筛选范围里：{self._other(name, '或'.join(map(_condition, chosen)))}"

    def _has(self, clause: Clause) -> Iterator[str]:
        """What fits although it is excluded."""
        for leaf in leaves(clause):
            if not self._account.stands[leaf]:
                continue
            if isinstance(leaf, Exact):
                word = self._word(leaf)
                yield f"含有被排除的“{leaf.text}”（{places(word) if word else ''}）"
            else:
                yield f"被排除的{_label(leaf)}正是“{_condition(leaf)}”"

    def _without(self, leaf: Clause) -> str:
        if isinstance(leaf, Exact):
            return self._missing(leaf)
        if isinstance(leaf, Similar):
            return f"与所查文字相同的词太少{self._shares(leaf)}"
        if isinstance(leaf, Field) and leaf.name == "title":
            return f"标题里没有“{leaf.value}”，这篇的标题是《{self._reply.display_title}》"
        name = leaf.name if isinstance(leaf, Field) else "year"
        return self._other(name, _condition(leaf))

    def _missing(self, leaf: Exact) -> str:
        forms = "，也没有它的其他写法" if leaf.also else ""
        return f"没有“{leaf.text}”，标题和全文里都没有{forms}{self._instead(leaf.text)}"

    def _instead(self, word: str) -> str:
        """What the reply has instead of a word: another form of it, or a piece."""
        for form in self._forms.get(word, ()):
            if any(standing_alone(fold(form.text)).search(text) for text in self._folded):
                return f"；有“{form.text}”（{form.reason}），用“标准”查法可以查到"
        piece = _longest_piece(fold(word), self._folded)
        return f"；只有其中的“{piece}”，要查的字须连着写、一字不差" if piece else ""

    def _shares(self, leaf: Similar) -> str:
        """The words a reply does share with a question, and how much they tell of it."""
        found = next((one for one in self._account.resemblances if one.text == leaf.text), None)
        if found is None or not found.shared:
            return ""
        return f"，只有{listed(found.shared)}，按分量占 {percent(found.share)}"

    def _other(self, name: str, wanted: str) -> str:
        """What the reply has in a field instead of what is wanted."""
        if name == "title":
            return f"标题里没有“{wanted}”，这篇的标题是《{self._reply.display_title}》"
        has = "、".join(f"{value} 年" if name == "year" and value.isdigit() else value for value in self._values[name])
        return f"{BY_NAME[name].label}要“{wanted}”，这篇{f'是“{has}”' if has else '没有写明'}"

    def _word(self, leaf: Exact) -> Word | None:
        return next((word for word in self._account.words if word.text == leaf.text), None)


def _label(leaf: Clause) -> str:
    if isinstance(leaf, Field):
        return BY_NAME[leaf.name].label
    return BY_NAME["year"].label if isinstance(leaf, Years) else "内容"


def _condition(clause: Clause) -> str:
    """A condition on a field as a clerk would say it."""
    match clause:
        case Field(_, value):
            return value
        case Years(None, None) | Everything():
            return "任何年份"
        case Years(first, None):
            return f"{first} 年及以后"
        case Years(None, last):
            return f"{last} 年及以前"
        case Years(first, last):
            return f"{first} 年" if first == last else f"{first} 年到 {last} 年"
        case Exact(text) | Similar(text):
            return text
        case Not(inner):
            return f"不是{_condition(inner)}"
        case And(clauses) | Or(clauses):
            return "、".join(map(_condition, clauses))


def _longest_piece(word: str, texts: Sequence[str]) -> str:
    """The longest piece of a folded word that a text holds, its beginning or three characters; "" for none."""
    if len(word) > _LONGEST_TRIED:
        return ""
    for length in range(len(word) - 1, 1, -1):
        for start in range(len(word) - length + 1 if length > 2 else 1):
            if any(word[start : start + length] in text for text in texts):
                return word[start : start + length]
    return ""
