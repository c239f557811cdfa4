"""How characters sound: pinyin without tones, and what sounds alike to many speakers.

pypinyin is loaded when the first sound is asked for; it takes a fifth of a second.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice, product

_SPELLINGS = 4  # of a term
# Characters with two common readings that differ in more than the tone; pypinyin names many rare ones too.
_TWO_READINGS = frozenset(
    "行重长乐朝传调都参差曾会还降觉校率弹单地薄藏和劲模省宿提塞色似系血车厦解查盛圈便露绿落陆没殖叶卡读恶咽什仔侗堡"
)
_INITIALS = re.compile("^(?:zh|ch|sh|n)")
_PLAIN_INITIAL = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_FINALS = re.compile("(?<=[iea])ng$")

_LAST = "\U0010ffff"

Syllables = tuple[str, ...]
_Keys = list[tuple[str, str]]  # (letters, term), sorted


@cache
def _tables() -> tuple[dict[int, str], dict[str, list[list[str]]]]:
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    return PINYIN_DICT, PHRASES_DICT


@cache
def _toneless(syllable: str) -> str:
    bare = unicodedata.normalize("NFD", syllable)
    letters = "".join(char for char in bare if not unicodedata.combining(char) or char == "\u0308")
    return unicodedata.normalize("NFC", letters).replace("ü", "v")


@cache
def readings(char: str) -> Syllables:
    """The usual readings of a character as toneless pinyin; of a letter or digit, itself."""
    if char.isascii() and char.isalnum():
        return (char.lower(),)
    found = dict.fromkeys(_toneless(reading) for reading in _tables()[0].get(ord(char), "").split(",") if reading)
    return tuple(found)[: 2 if char in _TWO_READINGS else 1]


def spellings(term: str) -> tuple[Syllables, ...]:
    """The ways a term may be read, a syllable for each character, "" for one without a sound."""
    phrase = _tables()[1].get(term)
    if phrase is not None and len(phrase) == len(term):
        return (tuple(_toneless(syllable[0]) for syllable in phrase),)
    return tuple(islice(product(*(readings(char) or ("",) for char in term)), _SPELLINGS))


@cache
def blurred(syllable: str) -> str:
    """One form for syllables that many speakers do not tell apart: zh z, ch c, sh s, n l, ing in, eng en, ang an."""
    bare = _INITIALS.sub(lambda found: _PLAIN_INITIAL[found[0]], syllable)
    return _FINALS.sub("n", bare)


class Sounds:
    """Terms by their sound, and by what is typed for them on a keyboard."""

    def __init__(self, terms: Collection[str], by_sound: Mapping[str, Sequence[str]] | None = None) -> None:
        """`by_sound` is that of the same terms, if it was kept."""
        self._terms, self._kept = terms, by_sound

    def alike(self, string: str) -> dict[str, int]:
        """The terms that sound like a string, and how many of their syllables are only nearly the same."""
        found = dict[str, int]()
        for syllables in spellings(string):
            for term in self.by_sound.get(_blurred(syllables), ()):
                if term not in found and len(term) == len(string):
                    found[term] = _unlike(string, term)
        found.pop(string, None)
        return found

    def spelled(self, letters: str, whole: bool = True) -> list[str]:
        """The terms whose pinyin is, or if not `whole` begins with, these letters."""
        return _between(self._letters, letters, letters if whole else letters + _LAST)

    def initialled(self, letters: str) -> list[str]:
        """The terms the initials of whose syllables begin with these letters."""
        return _between(self._initials, letters, letters + _LAST)

    @cached_property
    def by_sound(self) -> Mapping[str, Sequence[str]]:
        """The terms by their syllables, in one form for those that many speakers do not tell apart."""
        if self._kept is not None:
            return self._kept
        found = defaultdict[str, list[str]](list)
        for term, syllables in self._spelt:
            found[_blurred(syllables)].append(term)
        return dict(found)

    @cached_property
    def _letters(self) -> _Keys:
        return sorted(("".join(syllables), term) for term, syllables in self._spelt)

    @cached_property
    def _initials(self) -> _Keys:
        return sorted(("".join([syllable[:1] for syllable in syllables]), term) for term, syllables in self._spelt)

    @cached_property
    def _spelt(self) -> list[tuple[str, Syllables]]:
        return [(term, syllables) for term in self._terms for syllables in spellings(term)]


def _blurred(syllables: Syllables) -> str:
    return " ".join(map(blurred, syllables))


def _unlike(string: str, term: str) -> int:
    """How many characters of two strings do not share a reading."""
    return sum(
        one != other and not set(readings(one)) & set(readings(other)) for one, other in zip(string, term, strict=True)
    )


def _between(keys: _Keys, first: str, last: str) -> list[str]:
    return [term for _, term in keys[bisect_left(keys, (first,)) : bisect_left(keys, (last, _LAST))]]
