"""How much of one text another contains, and which lines a copy has of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from ..folding import fold
from .keys import near_key, without_readings
from .sketching import Grams, grams

_SIGNS = "%‰+±<>≤≥=×÷￥¥$€□☐☑☒√✓-"
# Punctuation counts between digits (21.4 is not 214, 10-20 not 1020) but for the commas in 1,250.
# A sign or a unit of money belongs to its figure (-3.2%, ≥60岁, 50￥), a box to what is ticked.
_NO_WORDING = re.compile(rf"(?<!\d)[^\w{_SIGNS}]+|[^\w{_SIGNS}]+(?!\d)|(?<=\d),(?=\d)|(?<=\w)-(?!\d)|_+")
_DIGITS = re.compile(r"[-±<>≤≥+]?[\d〇零一二三四五六七八九十百千万亿两.%‰]+")


def grams_of(text: str) -> Grams:
    """The distinct 8-grams of a text, to be compared by `containment`."""
    return grams(near_key(text))


def containment(a: Grams, b: Grams) -> float:
    """The share of the 8-grams of the text that has fewer, found in the other; 0 when one has none."""
    fewer = min(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / fewer if fewer else 0.0


def differing_lines(canonical: str, copy: str) -> tuple[str, ...]:
    """The lines of a copy that an exact search would not find in the canonical text, as written, once each.

    Line breaks, blanks, width, script and readings make no difference; a sign or a comma does.
    """
    whole = _as_searched(canonical)
    lines = dict.fromkeys(line.strip() for line in copy.splitlines())
    return tuple(line for line in lines if not _stands_in(_as_searched(line), whole))


def other_figures(canonical: str, copy: str) -> tuple[tuple[str, str], ...]:
    """Lines that differ in figures alone, as pairs (line of the canonical text, line of the copy).

    This is what a correction looks like; chrome, damage and cut sentences are not among it.
    """
    known = defaultdict[str, list[str]](list)
    for line in canonical.splitlines():
        for sentence in _sentences(line):
            known[_without_figures(sentence)].append(sentence)
    pairs = []
    for line in differing_lines(canonical, copy):
        for sentence in _sentences(line):
            same = known.get(_without_figures(sentence), [])
            if same and _wording(sentence) not in map(_wording, same):
                pairs.append((same[0], sentence))
    return tuple(dict.fromkeys(pairs))


def _as_searched(text: str) -> str:
    return fold(without_readings(text))


def _wording(text: str) -> str:
    """A text without layout and punctuation, signs before figures kept, for comparing its sentences."""
    return _NO_WORDING.sub("", fold(without_readings(text)))


def _stands_in(line: str, whole: str) -> bool:
    """Whether a line stands in a text, not as a part of a longer number: 86 is not in 186."""
    at = whole.find(line)
    while at >= 0:
        end = at + len(line)
        if not (_goes_on(whole[at - 1 : at], line[:1]) or _goes_on(whole[end : end + 1], line[-1:])):
            return True
        at = whole.find(line, at + 1)
    return False


def _goes_on(beside: str, edge: str) -> bool:
    return edge.isdigit() and (beside.isdigit() or beside in tuple(".%‰-~/:"))


def _sentences(line: str) -> Iterator[str]:
    return (part for part in re.split("(?<=[。；！？;!?])", line.strip()) if _without_figures(part))


def _without_figures(sentence: str) -> str:
    return _DIGITS.sub("", _wording(sentence))
