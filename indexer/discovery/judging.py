"""Whether a string is a term by its words: jieba's parts of speech, and what cannot begin or end a name.

A term is made of whole words, at least in most places where it stands; it holds no function word; it
begins and ends with something that names. Frequent verbs say what is done (推进, 给予), rare ones are
parts of names (排污单位, 加装电梯), so verbs are told apart by their frequency in jieba's dictionary.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from ..analyzer import Analyzer, Tagged
from ..lexicon import AGENCY, PLACE
from .kinds import kind_of

_FUNCTION = ("u", "c", "p", "r", "d", "y", "e", "o", "z", "q", "f", "t", "m")
_SPEAKING = 900  # occurrences in jieba's dictionary: a verb above it speaks of anything
_WHOLE_SHARE = 0.6
_NOT_HAN = re.compile(r"([^\u3400-\u9fff〇])")
_PREFIXES = frozenset("大云微双零超水碳新智非")  # the only single characters that make a name of a longer word
_ROADS = frozenset("镇乡村路街区县市桥湖河山湾港")  # two characters of 望海路 are no name: 海路


@cache
def _listed(position: str) -> frozenset[str]:
    """Words of data/term_words.csv.

    句中: anywhere in it, they make a string a piece of a sentence. 首尾: at an edge, they make a phrase of any
    term; 词尾: at its end. 可作词尾: verbs that end the names of measures (老旧小区改造) though they are frequent.
    """
    text = (files("indexer") / "data" / "term_words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return frozenset(word for row in rows if row["位置"] == position for word in row["词"].split())


class Judge:
    """Judges strings in a text of clauses."""

    def __init__(self, text: str, analyzer: Analyzer) -> None:
        self._text, self._analyzer = text, analyzer
        self._cut = lru_cache(maxsize=4096)(self._words)  # terms share clauses

    def is_term(self, string: str, places: Sequence[int]) -> bool:
        """Whether a string that stands at these places of the text may be a term."""
        words = self._words(string)
        if not _names_something(words) or (len(string) == 2 and string[1] in _ROADS):
            return False
        if words[0].tag == "ns" and kind_of(string) not in (AGENCY, PLACE):
            return False  # 沈阳智能制造: of a place, what is there is the term
        return sum(self._is_whole(place, place + len(string)) for place in places) >= _WHOLE_SHARE * len(places)

    def clause(self, place: int) -> tuple[int, str]:
        """The clause at a place, and where it begins."""
        start, end = self._text.rfind("\n", 0, place) + 1, self._text.find("\n", place)
        return start, self._text[start : end if end >= 0 else None]

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word of the clause crosses the string's ends."""
        at, clause = self.clause(start)
        borders = {at}
        for word in self._cut(clause):
            at += len(word.text)
            borders.add(at)
        return start in borders and end in borders

    def _words(self, clause: str) -> list[Tagged]:
        parts = enumerate(_NOT_HAN.split(clause))
        return [
            word
            for number, part in parts
            if part
            for word in ([Tagged(part, "x", 0)] if number % 2 else self._analyzer.tagged(part))
        ]


def says_something(words: Sequence[Tagged]) -> bool:
    """Whether a string cut into these words is a piece of a sentence."""
    return any(word.text in _listed("句中") for word in words)


def _names_something(words: Sequence[Tagged]) -> bool:
    """Whether a string cut into these words may be a name; one with no Han character is none."""
    if says_something(words) or all(word.tag == "x" for word in words):
        return False
    if any(word.tag.startswith(_FUNCTION) for word in words) or any(map(_says, words[:-1])):
        return False
    first, last = words[0], words[-1]
    if {first.text, last.text} & _listed("首尾") or last.text in _listed("词尾"):
        return False
    if _is_alone(words) and first.tag != "x" and first.text not in _PREFIXES:
        return False  # the end of something else: 热经营企业 of 供热经营企业
    is_act = last.tag.startswith(("v", "a")) and _is_alone(words[::-1])
    return last.text in _listed("可作词尾") or not (_says(last) or is_act)


def _says(word: Tagged) -> bool:
    """Whether a word is a verb that says what is done, to anything."""
    is_verb = word.tag.startswith("v") and word.tag != "vn" and word.text not in _listed("可作词尾")
    return len(word.text) > 1 and (word.tag == "ad" or (is_verb and word.frequency > _SPEAKING))


def _is_alone(words: Sequence[Tagged]) -> bool:
    """Whether the first is a single character beside a longer word; side by side they are a new word (托育, 助餐)."""
    return len(words[0].text) == 1 and (len(words) == 1 or len(words[1].text) > 1)
