"""The fixed kinds of queries, drawn with a seed from the archive that is searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from random import Random

from indexer.analyzer import Analyzer
from indexer.folding import fold
from indexer.reply import Reply
from indexer.store import Store
from search.language import parse
from search.query import Exact

from .asking import Ask, Wanted

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MIXED = re.compile(r"[0-9][0-9.]*[A-Za-z万亿个座张家]+[\u4e00-\u9fff]{0,3}|[A-Z]+[0-9]*[\u4e00-\u9fff]{1,2}")
_SENTENCE, _PARAGRAPH, _LONG = 100, 500, 2_000
_DRAWN_FROM = 5_000  # replies
_TRIES = 5  # to find a reply that is long enough


@dataclass(frozen=True)
class Material:
    """The replies that questions are drawn from, and a random source of their own for each kind."""

    replies: Sequence[Reply]
    analyzer: Analyzer
    seed: int

    @classmethod
    def of(cls, store: Store, analyzer: Analyzer, seed: int) -> Material:
        """Every k-th reply of a store, at most 5,000."""
        ids = store.ids()
        return cls(list(store.replies(ids[:: max(1, ceil(len(ids) / _DRAWN_FROM))])), analyzer, seed)

    @cached_property
    def folded(self) -> dict[str, str]:
        """The folded text of each reply, title included: what a string must literally stand in."""
        return {r.id: fold(r.display_title) + "\n" + fold(r.text) for r in self.replies}

    @cached_property
    def chrome(self) -> dict[str, str]:
        """The folded lines around each reply that are no part of it; our engine searches them too."""
        return {reply.id: fold("\n".join(reply.removed)) for reply in self.replies}

    @cached_property
    def shares(self) -> dict[str, float]:
        """Words of two to four characters from a sample of replies: the share of the archive that holds each."""
        rng, found = Random(self.seed), dict[str, float]()
        for reply in rng.sample(list(self.replies), min(20, len(self.replies))):
            words = [w for w in sorted(self.analyzer.words(reply.text)) if 2 <= len(w) <= 4 and _HAN.fullmatch(w)]
            for word in rng.sample(words, min(40, len(words))):
                found[word] = sum(word in text for text in self.folded.values()) / len(self.replies)
        return {word: share for word, share in found.items() if share and parse(word)[0] == Exact(word)}

    def words(self, low: float, high: float, length: int = 0) -> list[str]:
        """The words that stand in this share of the archive; the nearest ones when there are none."""
        known = [word for word in self.shares if length in (0, len(word))]
        found = [word for word in known if low <= self.shares[word] <= high]
        return found or sorted(known, key=lambda w: min(abs(self.shares[w] - low), abs(self.shares[w] - high)))[:10]


Draw = Callable[[Material, Random], Ask]


def draw_all(material: Material, count: int) -> dict[str, list[Ask]]:
    """`count` questions of every kind, no question twice as far as the archive allows."""
    asks: dict[str, list[Ask]] = {}
    for kind, draw in KINDS.items():
        rng, found = Random(f"{material.seed}:{kind}"), dict[Ask, None]()
        for _ in range(count * 20):
            found[draw(material, rng)] = None
            if len(found) == count:
                break
        asks[kind] = list(found)
    return asks


def _word(
    low: float, high: float, length: int = 0, offset: int = 0, newest_first: bool = False, counts: bool = False
) -> Draw:
    def draw(material: Material, rng: Random) -> Ask:
        word = rng.choice(material.words(low, high, length))
        return replace(_literally(word), newest_first=newest_first, offset=offset, counts=counts)

    return draw


def _literally(string: str) -> Ask:
    return Ask(string, string, Wanted(every=(string,)), string)


def _character(material: Material, rng: Random) -> Ask:
    """Characters as frequent as in the text, numerals and blanks aside."""
    text = rng.choice(list(material.folded.values()))
    character = rng.choice([c for c in text if _HAN.match(c) and c not in "或且非"])
    return _literally(character)


def _three(material: Material, rng: Random) -> Ask:
    text = rng.choice(list(material.folded.values()))
    present = [word for word in material.words(0.005, 0.6) if word in text]
    words = rng.sample(present or material.words(0.005, 0.6), k=min(3, len(present) or 3))
    return Ask(" ".join(words), " ".join(words), Wanted(every=tuple(words)))


def _either(material: Material, rng: Random) -> Ask:
    first, second = rng.sample(material.words(0.01, 0.5), 2)
    return Ask(f"{first} OR {second}", f"{first} OR {second}", Wanted(any_of=(first, second)))


def _without(material: Material, rng: Random) -> Ask:
    first, second = rng.choice(material.words(0.2, 1)), rng.choice(material.words(0.02, 0.4))
    return Ask(f"{first} -{second}", f"{first} NOT {second}", Wanted(every=(first,), none_of=(second,)))


def _phrase(material: Material, rng: Random) -> Ask:
    runs = [m[0] for m in _HAN.finditer(_body(material, rng)) if len(m[0]) >= 10]
    run, length = rng.choice(runs), rng.randint(6, 10)
    start = rng.randint(0, len(run) - length)
    phrase = run[start : start + length]
    return Ask(f'"{phrase}"', f'"{phrase}"', Wanted(every=(phrase,)), phrase)


def _doc_number(material: Material, rng: Random) -> Ask:
    reply = rng.choice([reply for reply in material.replies if reply.get("doc_number")])
    return _literally(str(reply.get("doc_number")))


def _mixed(material: Material, rng: Random) -> Ask:
    found = _MIXED.findall(_body(material, rng))
    return _literally(rng.choice(found) if found else "5G基站")


def _field(material: Material, rng: Random) -> Ask:
    agency = str(rng.choice([reply.get("agency") for reply in material.replies if reply.get("agency")]))
    word = rng.choice(material.words(0.02, 1))
    return Ask(f"单位:{agency} {word}", f"agency:{agency} {word}", Wanted(every=(word,), agency=agency))


def _years(material: Material, rng: Random) -> Ask:
    first = rng.randint(2014, 2022)
    last, word = first + rng.randint(1, 3), rng.choice(material.words(0.02, 1))
    wanted = Wanted(every=(word,), years=(first, last))
    return Ask(f"年:{first}..{last} {word}", f"year:[{first} TO {last}] {word}", wanted)


def _pasted(length: int) -> Draw:
    def draw(material: Material, rng: Random) -> Ask:
        text = (
            max((_body(material, rng) for _ in range(_TRIES)), key=len) if length > _PARAGRAPH else _body(material, rng)
        )
        start = rng.randint(0, max(0, len(text) - length))
        pasted = text[start : start + length].replace("\n", "")
        return Ask(pasted, pasted, Wanted(like=pasted))

    return draw


def _body(material: Material, rng: Random) -> str:
    reply = rng.choice(material.replies)
    body = [p for p in reply.paragraphs if p.role == "body"]
    return reply.text[body[1].start : body[-1].end] if len(body) > 2 else reply.text


KINDS: dict[str, Draw] = {
    "rare_word": _word(0, 0.005),
    "common_word": _word(0.3, 1),
    "two_characters": _word(0.01, 0.3, length=2),
    "one_character": _character,
    "three_words": _three,
    "either_word": _either,
    "phrase": _phrase,
    "doc_number": _doc_number,
    "mixed": _mixed,
    "without": _without,
    "field_word": _field,
    "years_word": _years,
    "sort_date": _word(0.05, 1, newest_first=True),
    "page_five": _word(0.1, 1, offset=40),
    "page_fifty": _word(0.3, 1, offset=490),
    "facets": _word(0.1, 1, counts=True),
    "pasted_sentence": _pasted(_SENTENCE),
    "pasted_paragraph": _pasted(_PARAGRAPH),
    "pasted_text": _pasted(_LONG),
}
