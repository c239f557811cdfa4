"""Strings to ask for: cut out of the displayed texts at random, as they are and in other forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from indexer.folding import fold

from .alterations import script, width

LONGEST = 12  # characters
_ATTEMPTS = 200
_QUOTES = str.maketrans("", "", '"＂')  # they would end the quoted query
_BREAK = re.compile(r"\s+")
_PHRASE = re.compile(rf"[\u4e00-\u9fff]{{2,{LONGEST}}}(?![\u4e00-\u9fff])")
_FIGURE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A string to ask for, and the reply it was cut out of; "" when it was altered and may be nowhere."""

    kind: str
    text: str
    source: str


Cut = Callable[[Random, str], str]


def _anywhere(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[at : at + rng.randint(1, LONGEST)]


def _around(pattern: re.Pattern[str]) -> Cut:
    """A cut over a random place of a pattern, with a neighbour on each side where there is one."""

    def cut(rng: Random, text: str) -> str:
        places = [match.span() for match in pattern.finditer(text)]
        if not places:
            return ""
        start, end = rng.choice(places)
        before, after = rng.randint(1, 4), rng.randint(1, 4)
        return text[max(0, start - before) : end + after][:LONGEST]

    return cut


def _phrase(rng: Random, text: str) -> str:
    """A run of 汉字 that ends at punctuation."""
    found = _PHRASE.findall(text)
    return rng.choice(found) if found else ""


def _other_script(rng: Random, text: str) -> str:
    """In Traditional characters, where these fold back to the same."""
    cut = _anywhere(rng, text)
    other = script(rng, [cut])[0]
    return other if other != cut and fold(other) == fold(cut) else ""


def _full_width(rng: Random, text: str) -> str:
    cut = _around(_FIGURE)(rng, text)
    return width(rng, [cut])[0]


def _altered(rng: Random, text: str) -> str:
    """With one character replaced by another of the text: most of these stand nowhere."""
    cut = _anywhere(rng, text)
    at = rng.randrange(len(cut))
    return cut[:at] + rng.choice(text) + cut[at + 1 :]


KINDS: Mapping[str, Cut] = {
    "anywhere": _anywhere,
    "over blanks and line breaks": _around(_BREAK),
    "phrases": _phrase,
    "figures and letters": _around(_FIGURE),
    "other script": _other_script,
    "full width": _full_width,
    "one character changed": _altered,
}


def strings(texts: Mapping[str, str], count: int, seed: int) -> Iterator[Asked]:
    """`count` strings, the kinds in turn, from displayed texts by the id of the reply; the same for a seed."""
    rng, ids = Random(seed), sorted(each for each, text in texts.items() if fold(text))
    kinds = list(KINDS)
    for number in range(count if ids else 0):
        if asked := _string(rng, texts, ids, kinds[number % len(kinds)]):
            yield asked


def _string(rng: Random, texts: Mapping[str, str], ids: Sequence[str], kind: str) -> Asked | None:
    """A string of a kind; None when no text seems to have one. What folds to nothing cannot be searched."""
    for _ in range(_ATTEMPTS):
        source = rng.choice(ids)
        text = KINDS[kind](rng, texts[source]).translate(_QUOTES)
        if fold(text):
            return Asked(kind, text, "" if kind == "one character changed" else source)
    return None
