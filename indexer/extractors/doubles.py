"""A document that stands twice on its page (on the screen and in a version for printing) is shown once."""

from __future__ import annotations

from collections.abc import Sequence

_LONG = 20  # characters; shorter lines may well come twice in a letter
_SHARE = 0.7  # of the first copy that must come again
_LINES = 3


def second_copy(lines: Sequence[str]) -> set[int]:
    """The indexes of the lines of a second copy, empty when there is none."""
    where: dict[str, int] = {}
    keys = ["".join(line.split()) for line in lines]
    for index, key in enumerate(keys):
        if len(key) < _LONG:
            continue
        first = where.setdefault(key, index)
        if first < index and (copy := _copy(keys, first, index)):
            return copy
    return set()


def _copy(keys: Sequence[str], first: int, again: int) -> set[int]:
    """The lines from `again` on (and just above) that repeat those from `first` on, when nearly all do."""
    while first > 0 and again - 1 > first and keys[first - 1] == keys[again - 1]:
        first, again = first - 1, again - 1
    before = set(keys[first:again])
    repeated = {index for index in range(again, len(keys)) if keys[index] in before}
    size = sum(len(keys[index]) for index in repeated if index < 2 * again - first)
    enough = len(repeated) >= _LINES and size >= _SHARE * sum(map(len, keys[first:again]))
    return repeated if enough else set()
