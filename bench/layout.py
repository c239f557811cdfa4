"""How the postings are laid out: what other choices cost. `python -m bench.layout DATA`, an archive with its store.

The same replies, cut into words once, are written with one thing changed at a time. CPU of writing, size of the
index, and the time that reading the lists of the text's pairs takes, every list once, from files in the system's cache.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from indexer.analyzer import Analyzer
from indexer.layout import DataDir
from indexer.reply import Reply
from indexer.schema import PARTS, part_texts
from indexer.segment import codec, terms
from indexer.store import Store
from indexer.writers import whoosh
from search.searchers.snapshot import Snapshot

from .indexing import written_mb

Change = tuple[ModuleType, str, object]
_ALL_OF_THEM = 10**9
CHOICES: Mapping[str, tuple[int, Sequence[Change]]] = {  # replies in a segment, and what else is changed
    "as it is": (10_000, ()),
    "segments of 1,000": (1_000, ()),
    "segments of 2,500": (2_500, ()),
    "blocks of 128 (Whoosh's)": (10_000, ((whoosh, "Codec", partial(codec.Codec, 128)),)),
    "blocks of 4,096": (10_000, ((whoosh, "Codec", partial(codec.Codec, 4_096)),)),
    "no compression": (10_000, ((codec, "_WORTH_PACKING", _ALL_OF_THEM),)),
    "compression 6": (10_000, ((codec, "_COMPRESSION", 6),)),
    "no short lists beside terms": (10_000, ((terms, "_SHORT", 0),)),
    "short lists up to 8": (10_000, ((terms, "_SHORT", 8),)),
    "short lists up to 64": (10_000, ((terms, "_SHORT", 64),)),
}


class _Cut(Analyzer):
    """Knows the words of all replies beforehand."""

    def __init__(self, words: Mapping[str, Mapping[str, int]]) -> None:
        super().__init__()
        self._known = words

    def words_of_each(self, documents: Iterable[Sequence[str]]) -> Generator[Sequence[Mapping[str, int]]]:
        """The words of each text of each document."""
        for texts in documents:
            yield [self._known[text] for text in texts]


def _measured(replies: Sequence[Reply], analyzer: Analyzer, size: int, changes: Sequence[Change]) -> str:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as changed:
        for module, name, value in changes:
            changed.enter_context(patch.object(module, name, value))
        started = time.process_time()
        for first in range(0, len(replies), size):
            whoosh.open_writer(Path(folder), analyzer).write(replies[first : first + size])
        wrote, started = time.process_time() - started, time.process_time()
        snapshot = Snapshot(Path(folder), memory=0)
        pairs = snapshot.terms("text_grams")
        started = time.process_time()
        for pair in pairs:
            snapshot.postings("text_grams", pair)
        read = (time.process_time() - started) / len(pairs) * 1e6
        snapshot.close()
        return f"{wrote:.2f} | {written_mb(Path(folder))} | {read:.1f}"


def main(data: str) -> None:
    """Prints a table."""
    folder = DataDir(Path(data))
    store, analyzer = Store(folder.store), Analyzer(folder.cache)
    replies = list(store.replies(store.ids()))
    worded = [part.name for part in PARTS if part.words]
    words = {text: analyzer.words(text) for reply in replies for text in map(part_texts(reply).__getitem__, worded)}
    store.close()
    print(f"{len(replies)} replies\n")
    print("| choice | writing, CPU s | index, MB | reading a list, µs |\n| --- | --: | --: | --: |")
    for name, (size, changes) in CHOICES.items():
        print(f"| {name} | {_measured(replies, _Cut(words), size, changes)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
