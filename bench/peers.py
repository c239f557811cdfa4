"""The engines beside ours that are given words: which are installed, and the words that they are given.

They all get the same words in the same order, those that jieba's search mode cuts: computed once, kept as a file of
lines, and no part of what indexing with them costs. The words of a question are cut while it is answered, as they
would be in a program.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from indexer.folding import plain
from indexer.reply import Reply
from indexer.schema import sort_date
from indexer.segmenter import cutter

from .asking import Document, Peer, Write

_RUN = re.compile(r"(?P<han>[\u3400-\u9fff]+)|[a-z0-9]+(?:\.[0-9]+)*")
_EMPTY = frozenset("的了和")


@dataclass(frozen=True, slots=True)
class Kind:
    """An engine that words can be given to."""

    name: str
    label: str
    needs: str  # the package without which it is left out

    @property
    def write(self) -> Write:
        """Its writing side."""
        found: Write = self._module().write
        return found

    def open(self, folder: Path) -> Peer:
        """Its searching side, on an index that `write` made."""
        opened: Peer = self._module().Searching(folder)
        return opened

    def _module(self) -> Any:
        return import_module(f"bench.peer_{self.name}")


_KINDS = (
    Kind("fts5", "SQLite FTS5", "sqlite3"),
    Kind("tantivy", "Tantivy", "tantivy"),
    Kind("xapian", "Xapian", "xapian"),
)


def installed() -> list[Kind]:
    """The engines that are there."""
    return [kind for kind in _KINDS if find_spec(kind.needs)]


def words(text: str) -> list[str]:
    """The words of a text in order, without the three that everything holds."""
    cut, found = cutter(None), list[str]()
    for run in _RUN.finditer(plain(text)):
        found += cut(run["han"]) if run["han"] else [run[0]]
    return [word for word in found if word not in _EMPTY]


def term(string: str) -> list[str]:
    """The words that stand for a string in a question: itself where it is a word, else its words in a row."""
    found = words(string)
    return [plain(string)] if plain(string) in found else found


def keep(path: Path, replies: Iterable[Reply]) -> dict[str, Any]:
    """Writes the words of replies as a file; returns what can be said of the texts."""
    counts, growth, running, characters, size = Counter[str](), list[tuple[int, int]](), 0, 0, 0
    with path.open("w", encoding="utf-8") as stream:
        for number, reply in enumerate(replies, 1):
            found = words(reply.text)
            facts = (reply.id, reply.get("agency") or "", str(reply.year or 0), str(sort_date(reply)))
            stream.write("\t".join((*facts, " ".join(found))) + "\n")
            counts.update(found)
            running, characters, size = running + len(found), characters + len(reply.text), size + _size(reply.text)
            if number & (number - 1) == 0:  # 1, 2, 4, 8 …
                growth.append((running, len(counts)))
        total = number
    return {
        "replies": total,
        "characters": characters,
        "text_mb": round(size / 2**20, 2),
        "words": running,
        "vocabulary": len(counts),
        "once": sum(times == 1 for times in counts.values()),
        "zipf": _zipf(counts),
        "heaps": _slope([*growth[len(growth) // 2 :], (running, len(counts))]),
    }


def read(path: Path) -> Iterator[Document]:
    """The documents in a file that `keep` wrote."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            reply_id, agency, year, date, found = line.rstrip("\n").split("\t")
            yield Document(reply_id, agency, int(year), int(date), found)


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _zipf(counts: Counter[str]) -> float:
    """The exponent of frequency by rank, from rank 10 to 10,000; about 1 in running Chinese."""
    ordered = sorted(counts.values(), reverse=True)
    ranks = [rank for rank in (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000) if rank <= len(ordered)]
    return -_slope([(rank, ordered[rank - 1]) for rank in ranks])


def _slope(points: list[tuple[int, int]]) -> float:
    """The exponent of a power law through points, by least squares."""
    if len(set(points)) < 2:
        return 0.0
    return round(float(np.polyfit([log(x) for x, _ in points], [log(y) for _, y in points], 1)[0]), 3)
