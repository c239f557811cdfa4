"""Did-you-mean: queries with hits that a query without any may have been meant for.

Every proposal is counted in the archive before it is made, so nothing is proposed that finds nothing,
and nothing rarer than what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from indexer.folding import fold

from ..composing import conditions_of
from .slips import Meant, meant, weighed
from .vocabulary import Vocabulary
from .words import Word, replaced, typed_words

MOST = 3
FEW = 2  # hits: with more a query is not doubted
_MOST_WORDS = 6  # of a query that is corrected
_TRIED = 30  # spellings of a word that are counted
_KEPT = 4  # of them
_QUERIES_TRIED = 12
_RIVAL = 20  # times as many replies must have what is proposed for something that the archive has
# The slip, at most, that is believed of a word of the archive, of a string in it, and of one that it lacks.
_SURE, _LIKELY, _POSSIBLE = -0.5, 0.3, 10.0

Count = Callable[[str], int]


def word_counts(text: str, count: Count) -> tuple[tuple[str, int], ...]:
    """The conditions of a query, words in their order, each with the number of replies that it finds alone."""
    conditions = conditions_of(text)
    alone = conditions if len(conditions) > 1 else dict.fromkeys(word.text for word in typed_words(text))
    return tuple((one, count(one)) for one in alone)


def corrections(text: str, vocabulary: Vocabulary, count: Count) -> tuple[str, ...]:
    """At most three queries that may have been meant, likeliest first; none when the query has hits enough.

    `count` says how many replies a query finds, taken as typed.
    """
    words = typed_words(text)
    if not 0 < len(words) <= _MOST_WORDS:
        return ()
    hits = count(text)
    if hits > FEW:
        return ()
    own = {word: count(word.text) for word in words}
    found = list[str]()
    for other in _queries(text, words, own, vocabulary, count):
        if other not in found and count(other) > hits * _RIVAL:
            found.append(other)
        if len(found) == MOST:
            break
    return tuple(found)


def _queries(
    text: str, words: tuple[Word, ...], own: dict[Word, int], vocabulary: Vocabulary, count: Count
) -> Iterator[str]:
    """Other queries to try. Words that the archive lacks are all exchanged; if it has each, one of them is."""
    if all(own.values()):
        for word in words:
            for other in _options(word, own[word], vocabulary, count):
                yield replaced(text, (word,), (other.text,))
        return
    choices = [[Meant(word.text, 0.0, 0.0)] if own[word] else _options(word, 0, vocabulary, count) for word in words]
    choices = [found or [Meant(word.text, 0.0, 0.0)] for word, found in zip(words, choices, strict=True)]
    ranked = sorted(product(*choices), key=lambda chosen: sum(one.cost for one in chosen))
    for chosen in ranked[:_QUERIES_TRIED]:
        query = replaced(text, words, tuple(one.text for one in chosen))
        if query != text:
            yield query


def _options(word: Word, own: int, vocabulary: Vocabulary, count: Count) -> list[Meant]:
    """The likeliest spellings of a word that the archive has, and far more often than the word."""
    if word.is_figure:
        return []
    most = _SURE if own and fold(word.text) in vocabulary.terms else _LIKELY if own else _POSSIBLE
    kept = list[Meant]()
    for other in [one for one in meant(word.text, vocabulary) if one.slip <= most][:_TRIED]:
        hits = count(other.text)
        if hits > own * _RIVAL:
            kept.append(Meant(other.text, other.slip, weighed(other.slip, hits)))
        if len(kept) == 2 * _KEPT:
            break
    return sorted(kept, key=lambda one: one.cost)[:_KEPT]
