"""Words of a run of Han characters, as jieba's search mode cuts them.

jieba decides; there are two ways to its answer that are shorter than its own. `Segmenter` finds the best path through
jieba's dictionary in one pass from the end (`Tokenizer.get_DAG` and `calc` in one) and remembers runs that the
dictionary does not know. Where the optional rjieba is installed and cuts a probe as jieba does, it cuts everything.
Either gives jieba's words to the last one, which tests prove.
"""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from math import log
from pathlib import Path
from threading import Lock
from typing import Any

Cut = Callable[[str], list[str]]  # a run of Han characters → its words, and the words inside them

_HAN = re.compile("([\u4e00-\u9fd5]+)")  # what jieba takes for Chinese
_UNKNOWN_KEPT = 1 << 16
_PROBE = "望潮区人民政府办公室关于尚桂芬代表所提建议的答复"  # with a name that only the model knows
_PROBED = "望潮区/人民/民政/政府/人民政府/办公/公室/办公室/关于/尚桂芬/代表/所提/建议/的/答复"  # by jieba 0.42.1


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
        known, logs, size = self._known.get, self._logs, len(run)
        likely, ends, after = [0.0] * (size + 1), list(range(1, size + 1)), 0.0
        for start in range(size - 1, -1, -1):
            frequency, end, best = known(run[start]), start + 1, None
            while frequency is not None:
                if frequency:
                    found = (logs.get(frequency) or self._log(frequency)) + likely[end]
                    if best is None or found >= best:
                        best, ends[start] = found, end
                end += 1
                if end > size:
                    break
                frequency = known(run[start:end])
            likely[start] = after = logs[0] + after if best is None else best
        return ends

    def _log(self, frequency: int) -> float:
        self._logs[frequency] = log(frequency) - self._total
        return self._logs[frequency]


@cache
def cutter(cache_dir: Path | None) -> Cut:
    """The fastest way to jieba's words that this machine has; loads what it needs."""
    accelerated = _accelerated()
    if accelerated is not None:
        return accelerated
    tokenizer = jieba_tokenizer(cache_dir)
    from jieba import finalseg

    return Segmenter(tokenizer, finalseg.cut).words


def is_accelerated() -> bool:
    """Whether an accelerator cuts on this machine."""
    return _accelerated() is not None


def _accelerated() -> Cut | None:
    """rjieba's way to cut, where it is installed and agrees with jieba."""
    try:
        import rjieba
    except ImportError:
        return None
    cut: Cut = rjieba.cut_for_search
    return cut if "/".join(cut(_PROBE)) == _PROBED else None


@cache
def dictionary(cache_dir: Path | None) -> dict[str, tuple[str, int]]:
    """The part of speech and the frequency of every word in jieba's dictionary: a line is word, frequency, tag."""
    with jieba_tokenizer(cache_dir).get_dict_file() as stream:
        rows = (line.decode("utf-8").split() for line in stream)
        return {row[0]: (row[2], int(row[1])) for row in rows if len(row) == 3}


_LOADING = Lock()


def jieba_tokenizer(cache_dir: Path | None) -> Any:
    """A private tokenizer of jieba with its default dictionary, loaded once however many threads ask.

    `cache_dir` keeps jieba's compiled dictionary, out of any folder that users share.
    """
    with _LOADING:
        return _load_jieba(cache_dir)


@cache
def _load_jieba(cache_dir: Path | None) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in jieba's source, on new Pythons
        # jieba asks for pkg_resources only to find its own file, which is slow and being removed
        # from setuptools; without it jieba uses the path beside its module.
        hidden = sys.modules.get("pkg_resources")
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
        try:
            import jieba
        finally:
            sys.modules.pop("pkg_resources")
            if hidden is not None:
                sys.modules["pkg_resources"] = hidden
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    if cache_dir is not None:
        cache_dir.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(cache_dir)
    tokenizer.initialize()
    return tokenizer
