"""How what is being typed may go on: the last item of a query completed from the archive's vocabulary.

An item is completed by what it begins with, names and documents by any word in them: by characters, by
pinyin (yanglao) or by its initials (ylfw). Behind a field's name the values of the field are completed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice, zip_longest

from indexer.folding import fold
from indexer.schema import BY_ALIAS, UNKNOWN, FieldSpec
from indexer.schema import Kind as FieldKind

from ..language import parse
from ..query import And, Exact
from ..tokens import TokenKind, tokenize
from .vocabulary import Entry, Kind, Vocabulary

MOST = 20
DEFAULT = 8  # of a list below a box
_TYPED = 500  # characters of a query: what is longer is pasted
_LONGEST = 40  # characters of an item: more is pasted
_ITEM = re.compile(r"(?:^|(?<=[\s(（|｜]))[-－﹣]?(?P<item>[^\s()（）|｜\"“”「」『』＂]+)$")
_FIELD = re.compile(r"(?P<alias>[^:：]+)(?P<before>[:：](?:.*、)?)(?P<value>[^、]*)$")
_LETTERS = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on: what the item becomes, what that is, how many replies have it, and the whole query then."""

    text: str
    kind: str
    count: int
    query: str


Made = tuple[str, str, int]  # the text, kind and count of a completion


def complete(text: str, vocabulary: Vocabulary, limit: int = DEFAULT) -> tuple[Completion, ...]:
    """The likeliest completions of what is typed last in a query, at most `limit`; none inside of quotes."""
    found = _ITEM.search(text) if len(text) <= _TYPED else None
    if not found or len(found["item"]) > _LONGEST or _in_quotes(text):
        return ()
    item, before = found["item"], text[: found.start("item")]
    field = _FIELD.match(item)
    spec = BY_ALIAS.get(field["alias"].lower()) if field else None
    limit = max(0, min(limit, MOST))
    if field and spec:
        made = _values(spec, field["alias"] + field["before"], field["value"], vocabulary)
    else:
        made = _entries(item, vocabulary, limit)
    others = dict[str, Made]()
    for one in made:
        if fold(one[0]) != fold(item):
            others.setdefault(one[0], one)  # what is of two kinds is of the worthier
    return tuple(Completion(*one, before + one[0]) for one in islice(others.values(), limit))


def _in_quotes(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”")


def _entries(item: str, vocabulary: Vocabulary, limit: int) -> Iterator[Made]:
    """What an item begins, best first: by its characters, then as pinyin, then as initials."""
    typed = fold(item)
    for keys in _keys(typed, vocabulary):
        others = (entry for key in keys for entry in vocabulary.under(key) if entry.field or fold(entry.text) != typed)
        for entry in _mixed(others, limit):
            prefix = f"{entry.field.aliases[0]}:" if entry.field else ""
            yield _as_typed(prefix, entry.text), entry.kind.value, entry.count


def _keys(folded: str, vocabulary: Vocabulary) -> Iterator[Iterable[str]]:
    """The keys an item may go on to, in three ways."""
    if folded:
        keys = vocabulary.keys
        yield keys[bisect_left(keys, folded) : bisect_left(keys, folded + "\U0010ffff")]
    if _LETTERS.fullmatch(folded):
        yield vocabulary.sounds.spelled(folded, whole=False)
        yield vocabulary.sounds.initialled(folded)


def _mixed(entries: Iterable[Entry], limit: int) -> list[Entry]:
    """The most frequent entries, each kind as often as another as far as there are any, kind by kind."""
    by_kind: dict[Kind, dict[Entry, None]] = {kind: {} for kind in Kind}
    for entry in entries:
        by_kind[entry.kind][entry] = None
    ranked = [
        nsmallest(limit, found, key=lambda one: (-one.count, len(one.text), one.text)) for found in by_kind.values()
    ]
    turns = (entry for entry in chain.from_iterable(zip_longest(*ranked)) if entry is not None)
    order = {kind: place for place, kind in enumerate(Kind)}
    return sorted(islice(turns, limit), key=lambda entry: order[entry.kind])


def _values(spec: FieldSpec, before: str, typed: str, vocabulary: Vocabulary) -> Iterator[Made]:
    """The values of a field that hold what is typed of one, those that begin so first."""
    if spec.kind is FieldKind.TEXT:
        for text, kind, count in _entries(typed, vocabulary, MOST):
            if kind == Kind.PHRASE.value:
                yield before + text, spec.label, count
        return
    values, folded = vocabulary.values.get(spec.name, {}), fold(typed)
    found = {value for value in values if folded in fold(value)} or _sounding(folded, values, vocabulary)

    def place(value: str) -> tuple[object, ...]:
        rank = -int(value) if spec.kind is FieldKind.YEAR and value.isdigit() else -values[value]
        return value == UNKNOWN, not fold(value).startswith(folded), rank, value

    for value in nsmallest(MOST, found, key=place):
        yield _as_typed(before, value), spec.label, values[value]


def _sounding(letters: str, values: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    if not _LETTERS.fullmatch(letters):
        return set()
    sounds = vocabulary.sounds
    keys = chain(sounds.spelled(letters, whole=False), sounds.initialled(letters))
    return {entry.text for key in keys for entry in vocabulary.under(key)} & set(values)


def _as_typed(before: str, text: str) -> str:
    """A text as it is written in a query behind a field's name, or alone; in quotes when it would be read as syntax."""
    tokens, _ = tokenize(before + text)
    is_field = len(tokens) == 1 and tokens[0].kind is TokenKind.FIELD and (before + text).endswith(tokens[0].value)
    is_word = parse(f"{text} {text}")[0] == And((Exact(text), Exact(text)))  # 或者 is none between words
    if is_field if before else is_word:
        return before + text
    return f'{before}"{text}"' if "”" in text else f"{before}“{text}”"
