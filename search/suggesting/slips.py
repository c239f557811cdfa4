"""What a slip of the keyboard, the input method or the memory makes of a term, read backwards.

A typed word is looked at through windows. Each window that sounds or looks like a term of the archive,
or is one but for a character, may have been meant for that term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import log
from typing import NamedTuple

from indexer.folding import fold_with_offsets

from .shapes import lookalikes
from .vocabulary import Vocabulary

_WINDOW = 8  # characters, but for the whole word
_LONGEST = 24  # characters of a word
_PINYIN = 3  # letters at least
_OF_EACH = 4  # terms of one sound or one gap

# What each slip costs, in nats, as the logarithm of the number of replies is a gain.
_SOUND, _EACH_SOUND, _EACH_BLURRED, _BOTH = 0.0, 1.0, 1.2, -0.5  # both: sounds and looks alike (帐户, 账户)
_SHAPE, _SWAPPED, _MISSING, _EXTRA, _OTHER = 1.0, 0.3, 1.5, 1.5, 3.0
_WIDER = 0.4  # gain for each character of the term: the more of the word it explains, the better
_UNSUPPORTED = 1.0  # by a term around the slip
NEVER = 99.0
_GAIN = 0.5  # of a reply's logarithm: rarer things are typed too


class Meant(NamedTuple):
    """A spelling that may have been meant, what slip that would be, and how likely, less being likelier."""

    text: str
    slip: float
    cost: float


def weighed(slip: float, replies: int) -> float:
    """The cost of a slip from something that so many replies have."""
    return slip - _GAIN * log(1 + replies)


def meant(word: str, vocabulary: Vocabulary) -> list[Meant]:
    """The spellings that a word may have been meant for, likeliest first; only parts are known to exist."""
    folded, offsets = fold_with_offsets(word)
    if not 2 <= len(folded) <= _LONGEST:
        return []
    best = dict[str, Meant]()
    for start, end, term, slip in _replacements(folded, vocabulary):
        text = word[: offsets[start]] + vocabulary.shown(term) + word[offsets[end - 1] + 1 :]
        cost = weighed(slip, vocabulary.terms.get(term, 0)) - _WIDER * len(term)
        key = folded[:start] + term + folded[end:]
        if key != folded and (key not in best or cost < best[key].cost):
            best[key] = Meant(text, slip, cost)
    return sorted(best.values(), key=lambda one: (one.cost, one.text))


Replacement = tuple[int, int, str, float]  # start and end in the folded word, what is put there, its cost


def _replacements(folded: str, vocabulary: Vocabulary) -> Iterator[Replacement]:
    if folded.isascii():
        if folded.isalpha() and len(folded) >= _PINYIN:
            yield from ((0, len(folded), term, cost) for term, cost in _typed_as_letters(folded, vocabulary))
        return
    for start in range(len(folded) - 1):
        for end in {*range(start + 2, min(len(folded), start + _WINDOW) + 1), len(folded)}:
            for term, cost in _terms_for(folded[start:end], vocabulary):
                yield start, end, term, cost
    for at in range(len(folded) - 1):
        yield at, at + 2, folded[at + 1] + folded[at], _SWAPPED + _UNSUPPORTED
    for at in range(len(folded)):
        if len(folded) > 2:
            yield at, at + 1, "", _extra(folded, at, vocabulary)
        for term in vocabulary.pairs.get(folded[at], ()):
            yield at, at + 1, term, _MISSING + _UNSUPPORTED


def _terms_for(window: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """The terms a window may be meant for, with the cost of the slip."""
    terms = vocabulary.terms
    for term, unlike in vocabulary.sounds.alike(window).items():
        others = sum(one != other for one, other in zip(window, term, strict=True))
        if others == len(term) and unlike:
            continue  # nothing but the sound is left of what was typed
        yield term, _SOUND + _EACH_SOUND * (others - 1) + _EACH_BLURRED * unlike
    for term in lookalikes(window):
        if term in terms:
            yield term, _BOTH if vocabulary.sounds.alike(window).get(term) == 0 else _SHAPE
    for at in range(len(window) - 1):
        swapped = window[:at] + window[at + 1] + window[at] + window[at + 2 :]
        if swapped in terms:
            yield swapped, _SWAPPED
    yield from ((term, _MISSING) for term in _best(vocabulary.gaps.get(window, []), vocabulary))
    for at in range(len(window)):
        rest = window[:at] + window[at + 1 :]
        if 0 < at < len(window) - 1 and len(rest) > 1 and rest in terms:
            yield rest, _EXTRA
        if len(window) > 3:
            close = (t for t in vocabulary.gaps.get(rest, ()) if len(t) == len(window) and t[:at] + t[at + 1 :] == rest)
            yield from ((term, _OTHER) for term in islice(close, _OF_EACH))


def _best(terms: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    return sorted(terms, key=lambda term: (-vocabulary.terms[term], term))[:_OF_EACH]


def _extra(folded: str, at: int, vocabulary: Vocabulary) -> float:
    """What it costs that a character is one too many; at an edge the rest must be a term, or it is only shorter."""
    twice = folded[at] in (folded[at - 1 : at], folded[at + 1 : at + 2])
    rest = folded[:at] + folded[at + 1 :]
    if twice or 0 < at < len(folded) - 1:
        return _EXTRA + _UNSUPPORTED
    return _EXTRA + 2 * _UNSUPPORTED if rest in vocabulary.terms else NEVER


def _typed_as_letters(letters: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """What is written with these letters when the input method is on: terms in a row."""
    ways: dict[int, list[tuple[float, str]]] = {0: [(_SOUND, "")]}
    for end in range(_PINYIN - 1, len(letters) + 1):
        found = [
            (cost + _UNSUPPORTED + weighed(0, vocabulary.terms[term]), text + term)
            for start in range(end)
            for cost, text in ways.get(start, ())
            for term in _best(vocabulary.sounds.spelled(letters[start:end]), vocabulary)
        ]
        ways[end] = sorted(found)[:_OF_EACH]
    return ((text, cost) for cost, text in ways[len(letters)])
