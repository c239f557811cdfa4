"""Closeness: how much of what is asked stands in one place of a text.

A passage answers a question, not a document: words that a clerk would read in one glance are worth
more than the same words pages apart. Measured on the best hits only, on their folded text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

WIDTH = 60  # folded characters, a sentence or two
LOOKED_AT = 30  # of the best hits
FEWEST_TYPED = 2
WORTH_TYPED = 0.5  # of the best score, for typed words that stand together
WORTH_LIKE = 1.0  # and for the words of a question

Weighted = Sequence[tuple[str, float]]
Closeness = Callable[[str], float]  # of a folded text


def closeness(text: str, strings: Weighted, fewest: int = 1) -> float:
    """The greatest share of the strings' weight found within WIDTH characters of a folded text: 0 to 1.

    A place counts that has `fewest` of the strings: of typed words, one alone is together with nothing.
    """
    total = sum(weight for _, weight in strings)
    places = sorted(_places(text, strings))
    if not places or total <= 0:
        return 0.0
    inside, weight, best, first = dict[int, int](), 0.0, 0.0, 0
    for at, number in places:
        if number not in inside:
            weight += strings[number][1]
        inside[number] = inside.get(number, 0) + 1
        while places[first][0] < at - WIDTH:
            weight -= _left(places[first][1], inside, strings)
            first += 1
        if len(inside) >= fewest:
            best = max(best, weight)
    return best / total


def _left(number: int, inside: dict[int, int], strings: Weighted) -> float:
    """The weight that goes when one occurrence of a string is left behind: none while others are inside."""
    inside[number] -= 1
    if inside[number]:
        return 0.0
    del inside[number]
    return strings[number][1]


def _places(text: str, strings: Weighted) -> list[tuple[int, int]]:
    """Where each string stands in a text: its beginning and its number."""
    found = []
    for number, (string, _) in enumerate(strings):
        at = text.find(string)
        while at >= 0:
            found.append((at, number))
            at = text.find(string, at + len(string))
    return found


def with_phrase(words: Weighted) -> Weighted:
    """The words, and all of them as one phrase, which weighs as much as they do together."""
    return [*words, ("".join(word for word, _ in words), sum(weight for _, weight in words))]
