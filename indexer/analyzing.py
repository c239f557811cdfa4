"""Step 5, analyze: the words of many replies, cut on every core."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from .analyzer import Analyzer
from .segmenter import is_accelerated
from .workers import Workers, cores

Words = Mapping[str, int]

_FEW = 400  # replies that are cut before further processes would have begun
_MOST = 4  # processes by default: each holds jieba's dictionary, some 150 MB, and one writer takes no more in
_AT_ONCE = 8  # replies handed over together


@dataclass(frozen=True, slots=True)
class Batch:
    """The texts of some replies, on their way to a worker process."""

    texts: tuple[tuple[str, ...], ...]
    uri: str = ""
    media_type: str = ""


class Cutter:
    """Cuts batches; it begins with its first one, in the process that does the work."""

    def __init__(self, cache_dir: Path | None, office_words: Sequence[str]) -> None:
        self._made_of = cache_dir, office_words
        self._analyzer: Analyzer | None = None

    def __call__(self, batch: Batch) -> list[list[dict[str, int]]]:
        """The words of each text of each reply."""
        self._analyzer = self._analyzer or Analyzer(*self._made_of)
        return [[dict(self._analyzer.words(text)) for text in texts] for texts in batch.texts]


class ManyCores(Analyzer):
    """Cuts the texts of many replies in processes of their own, and those of a few here."""

    def __init__(self, cache_dir: Path | None, office_words: Sequence[str], count: int | None = None) -> None:
        """`count` is the number of processes, 0 for none but this one.

        By default one for each core, four at most; none with the accelerator: it cuts a text before it could be sent.
        """
        super().__init__(cache_dir, office_words)
        self._cutter = Cutter(cache_dir, office_words)
        self._count = count if count is not None else 0 if is_accelerated() else min(_MOST, cores())

    def words_of_each(self, documents: Iterable[Sequence[str]]) -> Generator[Sequence[Words]]:
        """The words of each text of each document, in their order; documents are read some hundreds ahead.

        The first ones are cut here, and that leaves jieba's compiled dictionary where every process finds it.
        """
        rest = iter(documents)
        yield from super().words_of_each(islice(rest, _FEW) if self._count else rest)
        if (first := next(rest, None)) is not None:
            yield from self._elsewhere(chain([first], rest))

    def _elsewhere(self, documents: Iterator[Sequence[str]]) -> Generator[Sequence[Words]]:
        given = deque[Batch]()

        def batches() -> Iterator[Batch]:
            while texts := tuple(map(tuple, islice(documents, _AT_ONCE))):
                given.append(Batch(texts))
                yield given[-1]

        with Workers(self._cutter, self._count, Batch) as pool:
            for outcome in pool.outcomes(batches()):
                batch = given.popleft()
                # A process that died or was late costs time, not words.
                yield from outcome if isinstance(outcome, list) else super().words_of_each(batch.texts)
