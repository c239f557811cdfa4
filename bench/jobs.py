"""What is measured in a process of its own: the stages of indexing, and the other engines' writing.

A job is given a source and a target. It prepares, and returns the work that is measured; that returns the folder
it wrote to and what it has to say.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Any

from indexer.analyzer import Analyzer
from indexer.layout import DataDir
from indexer.reply import Reply
from indexer.schema import PARTS, part_texts
from indexer.segmenter import jieba_tokenizer
from indexer.store import Store
from indexer.writers import Engine

from . import peers

Work = Callable[[], tuple[Path, dict[str, Any]]]
_SAMPLE = 5_000  # replies that are cut to know what cutting all of them takes


def _pipeline(files: Path, data: Path) -> Work:
    """The whole way of our documents: load, clean, parse, store, group, analyze, write."""
    from indexer import pipeline

    def work() -> tuple[Path, dict[str, Any]]:
        pipeline.run([files], DataDir(data))
        return data, {}

    return work


def _read(files: Path, data: Path) -> Work:
    """The first half of that: everything but the index. Extraction and parsing are what its children do."""
    from indexer import pipeline

    grouping, group = list[float](), pipeline.group

    def timed(store: Store) -> Any:
        started = time.process_time()
        found = group(store)
        grouping.append(time.process_time() - started)
        return found

    def work() -> tuple[Path, dict[str, Any]]:
        pipeline.group = timed
        pipeline.run([files], DataDir(data), engine=Engine("none", _Nothing))
        return data, {"group_cpu_seconds": round(sum(grouping), 2)}

    return work


class _Nothing:
    """A writer that writes nothing."""

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        """Has no need of them."""

    def write(self, replies: Iterable[Reply], gone: Iterable[str] = ()) -> None:
        """Leaves the replies where they are."""

    def worn(self) -> bool:
        return False

    def scattered(self) -> Sequence[str]:
        return ()


def _write(data: Path, target: Path) -> Work:
    """The second half: the index, from the replies in the store. `target` is not used: an archive has its place."""
    from indexer import pipeline

    def work() -> tuple[Path, dict[str, Any]]:
        pipeline.run([], DataDir(data), rebuild=True)
        return DataDir(data).current_index() or target, {}

    return work


def _help(data: Path, _: Path) -> Work:
    """What `dafu index` ends with: the words and phrases that help with typing, gathered and kept."""
    from search.archive import Archive

    def work() -> tuple[Path, dict[str, Any]]:
        archive = Archive(DataDir(data))
        archive.suggestions.vocabulary()
        archive.close()
        return DataDir(data).cache, {}

    return work


def _current(data: Path, _: Path) -> Work:
    """What an archive that was made by an earlier version of the program needs until it can be searched."""
    from indexer import pipeline

    def work() -> tuple[Path, dict[str, Any]]:
        pipeline.run([], DataDir(data))
        return data, {}

    return work


def _analyze(data: Path, _: Path) -> Work:
    """Cutting replies into the words that are indexed, and nothing else."""
    sample, analyzer = _Sample(data), Analyzer(DataDir(data).cache)
    analyzer.words("预热")

    def cut(reply: Reply) -> None:
        texts = part_texts(reply)
        for part in PARTS:
            if part.words:
                analyzer.words(texts[part.name])

    return lambda: (data / "none", sample.measure(cut))


def _jieba(data: Path, _: Path) -> Work:
    """What jieba alone needs for the texts, in the way that its search mode is meant to be called."""
    sample, tokenizer = _Sample(data), jieba_tokenizer(DataDir(data).cache)

    def cut(reply: Reply) -> None:
        for _word in tokenizer.cut_for_search(reply.text):
            pass

    return lambda: (data / "none", sample.measure(cut))


class _Sample:
    """Every k-th reply of an archive, at most 5,000; k times what they take is what all take, near enough."""

    def __init__(self, data: Path) -> None:
        store = Store(DataDir(data).store)
        ids = store.ids()
        chosen = ids[:: max(1, ceil(len(ids) / _SAMPLE))]
        self._replies, self._share = list(store.replies(chosen)), len(ids) / max(1, len(chosen))
        store.close()

    def measure(self, cut: Callable[[Reply], None]) -> dict[str, Any]:
        """The CPU seconds that all replies would take."""
        started = time.process_time()
        for reply in self._replies:
            cut(reply)
        spent = time.process_time() - started
        return {"all_cpu_seconds": round(spent * self._share, 2), "replies": len(self._replies)}


def _naive(data: Path, folder: Path) -> Work:
    """The naive index, from the same replies in the same order."""
    from . import naive  # and with it jieba.analyse, whose tables would count as memory of every job

    store = Store(DataDir(data).store)
    naive.prepare()

    def work() -> tuple[Path, dict[str, Any]]:
        naive.write(folder, store.replies(store.ids()))
        return folder, {}

    return work


def _words(data: Path, target: Path) -> Work:
    """The words that the other engines are given, and what can be said of the texts."""
    store = Store(DataDir(data).store)
    return lambda: (target.parent / "none", peers.keep(target, store.replies(store.ids())))


def _peer(kind: peers.Kind) -> Callable[[Path, Path], Work]:
    """The index of another engine, from a file of words."""

    def job(words: Path, folder: Path) -> Work:
        write = kind.write

        def work() -> tuple[Path, dict[str, Any]]:
            write(folder, peers.read(words))
            return folder, {}

        return work

    return job


JOBS: dict[str, Callable[[Path, Path], Work]] = {
    "pipeline": _pipeline,
    "read": _read,
    "write": _write,
    "current": _current,
    "help": _help,
    "analyze": _analyze,
    "jieba": _jieba,
    "naive": _naive,
    "words": _words,
    **{kind.name: _peer(kind) for kind in peers.installed()},
}
