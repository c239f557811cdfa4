"""Disjoint sets of numbers that are joined two at a time (union-find)."""

from __future__ import annotations

from collections import defaultdict


class Sets:
    """The numbers below `count`, at first each in a set of its own. A set's root is its smallest number."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._above = list(range(count))

    def root(self, number: int) -> int:
        """The smallest number of the set that holds this one."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def join(self, a: int, b: int) -> int:
        """Makes the sets of two numbers one; returns its root."""
        low, high = sorted((self.root(a), self.root(b)))
        self._above[high] = low
        return low

    def members(self) -> dict[int, list[int]]:
        """All sets by root, everything ascending."""
        sets = defaultdict[int, list[int]](list)
        for number in range(len(self._above)):
            sets[self.root(number)].append(number)
        return dict(sets)
