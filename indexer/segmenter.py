"""Words of a run of Han characters, as jieba's search mode cuts them.

jieba decides, here by a shorter way: its graph of words and the best path through it in one pass from the end
(`Tokenizer.get_DAG` and `calc` in one), unknown runs remembered. The words are the same to the last one, which a
test proves; where the optional `rjieba` is installed and proves itself on a probe, it cuts instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import log
from typing import Any

_HAN = re.compile("([\u4e00-\u9fd5]+)")  # what jieba takes for Chinese
_UNKNOWN_KEPT = 1 << 16


class Segmenter:
    """Cuts with the dictionary of a tokenizer of jieba 0.42.1."""

    def __init__(self, tokenizer: Any, cut_unknown: Callable[[str], Iterator[str]]) -> None:
        """`cut_unknown` is `jieba.finalseg.cut`, the hidden Markov model for what the dictionary does not know."""
        self._known: dict[str, int] = tokenizer.FREQ
        self._total = log(tokenizer.total)
        self._logs: dict[int, float] = {0: -self._total}
        self._unknown = lru_cache(_UNKNOWN_KEPT)(lambda run: tuple(cut_unknown(run)))

    def words(self, run: str) -> list[str]:
        """Every word of a run, each after the words of two and three characters inside it."""
        known, found = self._known, list[str]()
        for word in self._all(run):
            size = len(word)
            if size > 2:
                found += [pair for i in range(size - 1) if known.get(pair := word[i : i + 2])]
            if size > 3:
                found += [three for i in range(size - 2) if known.get(three := word[i : i + 3])]
            found.append(word)
        return found

    def _all(self, run: str) -> Iterator[str]:
        """The words of a run; characters that jieba does not look at are words of their own."""
        for part in _HAN.split(run):
            yield from self._cut(part) if _HAN.match(part) else part

    def _cut(self, run: str) -> list[str]:
        """Words of the dictionary along the best path; single characters in a row are looked at together."""
        ends, words, at, loose = self._ends(run), list[str](), 0, 0
        while at < len(run):
            end = ends[at]
            if end - at > 1:
                if loose:
                    words += self._loose(run[at - loose : at])
                    loose = 0
                words.append(run[at:end])
            else:
                loose += 1
            at = end
        if loose:
            words += self._loose(run[at - loose : at])
        return words

    def _loose(self, run: str) -> tuple[str, ...]:
        return tuple(run) if len(run) == 1 or self._known.get(run) else self._unknown(run)

    def _ends(self, run: str) -> list[int]:
        """Where the word that begins at each place ends on the likeliest path from there; of equals the longest."""
        known, logs, alone = self._known, self._logs, self._logs[0]
        size = len(run)
        likely, ends = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            best, best_end = None, start + 1
            for end in range(start + 1, size + 1):
                frequency = known.get(run[start:end])
                if frequency is None:
                    break
                if frequency:
                    weight = logs.get(frequency)
                    if weight is None:
                        weight = logs[frequency] = log(frequency) - self._total
                    found = weight + likely[end]
                    if best is None or found >= best:
                        best, best_end = found, end
            likely[start] = alone + likely[start + 1] if best is None else best
            ends[start] = best_end
        return ends
