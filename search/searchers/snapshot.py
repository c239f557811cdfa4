"""An open Whoosh index at one moment: postings, lengths, folded texts and values, all by document number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexUnavailable
from indexer.layout import MEMORY
from indexer.mapping import opened
from indexer.schema import PARTS

from .cache import BoundedCache
from .postings import Ids, Packed, Postings, count, documents_of, lists, read, rows

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
Folded = tuple[str, ...]  # the folded text of each part, in the order of PARTS

_POSTINGS, _STATISTICS = 0.65, 0.1  # of the memory
_KEPT = 400  # bytes that anything kept takes beside its arrays


class Snapshot:
    """Reads one generation of one index; documents are numbered 0 .. `size` - 1."""

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        """`memory` is how many bytes may be kept of what was read; raises IndexUnavailable."""
        try:
            self._index, self._reader = opened(folder)
        except Exception as error:  # whatever a damaged file makes Whoosh raise
            raise IndexUnavailable(f"索引损坏（{type(error).__name__}），请运行：dafu index --rebuild") from error
        self.memory = memory
        self.size: int = self._reader.doc_count_all()
        self._leaves: list[tuple[Any, int]] = self._reader.leaf_readers() if self.size else []
        self._columns: dict[tuple[int, str], Any] = {}
        self._postings: BoundedCache[tuple[str, str], Packed] = BoundedCache(
            lambda key: Packed.of(read(self._leaves, *key)), lambda kept: kept.nbytes + _KEPT, int(memory * _POSTINGS)
        )
        self._statistics: BoundedCache[tuple[str, str], tuple[int, float]] = BoundedCache(
            lambda key: count(self._leaves, *key), lambda _: _KEPT, int(memory * _STATISTICS)
        )

    def close(self) -> None:
        """Closes the index's files."""
        self._reader.close()
        self._index.close()

    @cached_property
    def live(self) -> Mask:
        """Which documents are not deleted."""
        mask = np.ones(self.size, np.bool_)
        for reader, base in self._leaves:
            for number in reader.segment().deleted_docs() or ():
                mask[base + number] = False
        return mask

    @cached_property
    def live_count(self) -> int:
        """How many documents are not deleted."""
        return int(self.live.sum())

    def postings(self, field: str, term: str) -> Postings:
        """The postings of a term, deleted documents included."""
        return self._postings[field, term].unpacked()

    def statistics(self, field: str, term: str) -> tuple[int, float]:
        """How many documents hold a term, and how often they do in all; deleted documents included."""
        return self._statistics[field, term]

    def text(self, number: int) -> Folded:
        """The folded parts of a document."""
        return tuple(self.folded(part.name, number).decode("utf-8") for part in PARTS)

    def body(self, number: int) -> str:
        """The folded text of a document, without its other parts."""
        return self.folded("text", number).decode("utf-8")

    def each_folded(self, part: str, numbers: Ids) -> Iterator[bytes]:
        """A folded part of each of these documents, which ascend; see `folded`."""
        for reader, base in self._leaves:
            column = self._column(reader, f"{part}_folded")
            first, last = np.searchsorted(numbers, (base, base + reader.doc_count_all()))
            yield from map(column.__getitem__, (numbers[first:last] - base).tolist())

    def folded(self, part: str, number: int) -> bytes:
        """A folded part of a document as it lies in the index, in UTF-8: what stands in it can be looked for as it is.

        No character's bytes begin inside another's (RFC 3629), so a string is found only where it stands.
        """
        reader, base = self._leaf(number)
        value: bytes = self._column(reader, f"{part}_folded")[number - base]
        return value

    def terms(self, field: str) -> list[str]:
        """All terms of a field, sorted."""
        return [term.decode("utf-8") for term in self._reader.lexicon(field)]

    def counts(self, field: str) -> dict[str, int]:
        """All terms of a field, sorted, and how many documents hold each, deleted ones included."""
        found: Counter[bytes] = Counter()
        for reader, _ in self._leaves:
            for term, row in rows(reader, field):
                found[term] += documents_of(row)
        return {term.decode("utf-8"): found[term] for term in sorted(found)}

    def living(self, field: str) -> dict[str, int]:
        """The terms of a field, sorted, that documents hold which are not deleted, and how many of these."""
        found: Counter[bytes] = Counter()
        for reader, base in self._leaves:
            is_whole = not reader.has_deletions()
            for term, row in rows(reader, field):
                found[term] += documents_of(row) if is_whole else self._living(reader, base, row)
        return {term.decode("utf-8"): found[term] for term in sorted(found) if found[term]}

    def _living(self, reader: Any, base: int, row: bytes) -> int:
        return sum(int(self.live[block.ids].sum()) for block in lists(reader, base, row))

    def reply_id(self, number: int) -> str:
        """The id of the reply with a document number."""
        reader, base = self._leaf(number)
        value: bytes | str = self._column(reader, "id")[number - base]
        return value.decode("utf-8") if isinstance(value, bytes) else value

    def _leaf(self, number: int) -> tuple[Any, int]:
        """The segment of a document and the number of its first document."""
        return next((reader, base) for reader, base in reversed(self._leaves) if base <= number)

    @cached_property
    def dates(self) -> Ids:
        """The sort date of each document as the number YYYYMMDD."""
        return self._numbers("date")

    @cached_property
    def lengths(self) -> dict[str, Floats]:
        """Each part's length in folded characters, for each document."""
        return {part.name: self._numbers(f"{part.name}_length").astype(np.float64) for part in PARTS}

    @cached_property
    def mean_lengths(self) -> dict[str, float]:
        """Each part's mean length over the live documents."""
        return {
            name: float(lengths[self.live].mean()) if self.live.any() else 1.0 for name, lengths in self.lengths.items()
        }

    @cached_property
    def gains(self) -> dict[str, Floats]:
        """What one mention in each part counts in each document: the part's boost, damped by its length (BM25F)."""
        return {
            part.name: part.boost
            / (1 - part.b + part.b * self.lengths[part.name] / max(1.0, self.mean_lengths[part.name]))
            for part in PARTS
        }

    def _numbers(self, field: str) -> Ids:
        columns = [np.array(self._column(reader, field).load(), dtype=np.int64) for reader, _ in self._leaves]
        return np.concatenate(columns) if columns else np.empty(0, np.int64)

    def _column(self, reader: Any, field: str) -> Any:
        key = (id(reader), field)
        if key not in self._columns:
            self._columns[key] = reader.column_reader(field, translate=False)
        return self._columns[key]
