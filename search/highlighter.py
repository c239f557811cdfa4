"""Where a query's strings stand in a text as it is shown: folded to find, mapped back to mark."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from indexer.folding import fold, fold_with_offsets

from .boundaries import Whole, folded, places
from .results import Mark


def folded_strings(strings: Iterable[str]) -> tuple[str, ...]:
    """The distinct folded strings to mark, longest first."""
    ordered = sorted(map(folded, strings), key=lambda string: not isinstance(string, Whole))
    distinct = {str(string): string for string in ordered if string}  # what counts anywhere wins over Whole
    return tuple(sorted(distinct.values(), key=lambda string: (-len(string), string)))


def find(text: str, strings: Sequence[str]) -> list[tuple[int, int, int]]:
    """All places of folded `strings` in `text` as (start, end, number of the string), in order."""
    whole = _FoldedText(text)
    return sorted(
        (whole.offset(at), whole.offset(at + len(string) - 1) + 1, number)
        for number, string in enumerate(strings)
        for at in places(whole.text, string)
    )


class _FoldedText:
    """A folded text with its way back, worked out only for the lines in which something is found."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        folded = [fold(line) for line in self._lines]
        self.text = "".join(folded)
        self._folded_starts = [0, *accumulate(map(len, folded))]
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._offsets: dict[int, list[int]] = {}

    def offset(self, at: int) -> int:
        """The offset in the text of the folded character `at`."""
        line = bisect_right(self._folded_starts, at) - 1
        if line not in self._offsets:
            self._offsets[line] = fold_with_offsets(self._lines[line])[1]
        return self._starts[line] + self._offsets[line][at - self._folded_starts[line]]


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
