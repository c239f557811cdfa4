"""Where a query's strings stand in a text as it is shown: folded to find, mapped back to mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.folding import fold, fold_with_offsets

from .results import Mark


def folded_strings(strings: Iterable[str]) -> tuple[str, ...]:
    """The distinct folded strings to mark, longest first."""
    return tuple(sorted({folded for text in strings if (folded := fold(text))}, key=lambda f: (-len(f), f)))


def find(text: str, strings: Sequence[str]) -> list[tuple[int, int, int]]:
    """All places of folded `strings` in `text` as (start, end, number of the string), in order."""
    folded, offsets = fold_with_offsets(text)
    places = []
    for number, string in enumerate(strings):
        at = folded.find(string)
        while at >= 0:
            places.append((offsets[at], offsets[at + len(string) - 1] + 1, number))
            at = folded.find(string, at + 1)
    return sorted(places)


def merge(spans: Iterable[Mark]) -> tuple[Mark, ...]:
    """Spans without overlaps, in order; those that touch stay apart."""
    merged: list[Mark] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def marks(text: str, strings: Sequence[str]) -> tuple[Mark, ...]:
    """The spans of `text` in which any of the folded `strings` stands."""
    return merge((start, end) for start, end, _ in find(text, strings))
