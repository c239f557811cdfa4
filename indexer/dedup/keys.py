"""What of a text counts when it is compared with another: its letters, digits and characters."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from ..folding import fold, letters

# A syllable in brackets after a character, as mirror sites put it in: 建(jian)议, 政协(xié). Abbreviations
# are in capitals (AI) or no syllables (app, ofd) and stay. Some pages write ɡ and ɑ for g and a, and
# tones as characters of their own.
_VOWEL = r"[aeiouvɑêàáâèéìíòóùúüāăēěīĭōŏūŭǎǐǒǔǖǘǚǜ\u0300-\u036f]"
_READING = re.compile(
    rf"[(（](?<=[\u3400-\u9fff].)(?:[zcs]h|[bpmfdtnlgɡkhjqxrzcswy])?{_VOWEL}{{1,4}}(?:n[gɡ]?|r)?[)）]"
)


@lru_cache(maxsize=1)  # asked for the id and the key of one reply
def text_key(text: str) -> str:
    """A digest of all that searching can tell apart (SHA-1, hex): blanks, width and script make no difference.

    Anything else does: what two texts with one key say is found by the same queries, so one may stand for both.
    """
    return hashlib.sha1(fold(text).encode(), usedforsecurity=False).hexdigest()


def mint_id(text: str) -> str:
    """A new reply's id: the first 12 digits of its text's key, so another crawl gives the same."""
    return text_key(text)[:12]


def without_readings(text: str) -> str:
    """A text, not yet folded, without the readings that mirror sites put after characters."""
    return _READING.sub("", text)


def readings(text: str) -> int:
    """How many characters of a text are followed by their reading in brackets."""
    return sum(1 for _ in _READING.finditer(text))


def near_key(text: str) -> str:
    """The letters, digits and characters of a text, folded, without readings in brackets."""
    return letters(without_readings(text))
