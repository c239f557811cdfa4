"""Whoosh's own format of postings (`whoosh.codec.whoosh3`, 2.7.4), written by array.

Stock Whoosh reads the files, which the tests prove. Numbers are pickled as bytes instead of tuples where they are
small, which a matcher goes through alike.
"""

from __future__ import annotations

import warnings
import zlib
from array import array
from collections.abc import Iterator
from pickle import dumps
from typing import Any

import numpy as np

from .postings import Gathered, Lists, Numbers, Weights
from .terms import Rows, TermTable, rows

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in Whoosh 2.7.4, on new Pythons
    from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3Segment
    from whoosh.system import pack_ushort

_BLOCK_POSTINGS = 1024  # blocks are decoded whole; larger ones cost less per posting
_COMPRESSION = 1
_WORTH_PACKING = 100  # bytes
_PICKLE = 5  # bytes are bytes only from protocol 3 on; Whoosh loads any


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the lists of `PostingPool`."""

    def __init__(self, codec: Codec, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._tindex: TermTable = TermTable.instead_of(self._tindex)
        self._fieldmap = self._tindex.extras["fieldmap"]
        self._size = codec.block_postings

    def add_postings(self, schema: Any, lengths: Any, items: Iterator[tuple[str, Gathered]]) -> None:  # noqa: ARG002
        """Writes every field's terms; lengths of fields lie in columns of their own."""
        for name, gathered in items:
            lists = gathered.lists()
            if not lists.terms:
                continue
            self.start_field(name, schema[name])
            prefix = pack_ushort(self._fieldid)
            self._tindex.add_rows([prefix + term for term in lists.terms], self._rows(lists))
            self.finish_field()

    def _rows(self, lists: Lists) -> Rows:
        """The rows of all lists; long lists are written."""
        found = rows(lists)
        ends = np.cumsum(lists.sizes)
        for number in np.flatnonzero(~found.short).tolist():
            part = slice(int(ends[number] - lists.sizes[number]), int(ends[number]))
            found.extents[number] = self._written(lists.documents[part], lists.weights[part])
        return found

    def _written(self, documents: Numbers, weights: Weights) -> tuple[int, int]:
        """Where a list begins in the file of postings, and how many bytes it takes."""
        start = self._postfile.tell()
        self._postfile.write(WHOOSH3_HEADER_MAGIC)
        for first in range(0, len(documents), self._size):
            part = slice(first, first + self._size)
            self._block(documents[part], weights[part], first + self._size >= len(documents))
        return start, self._postfile.tell() - start

    def _block(self, documents: Numbers, weights: Weights, is_last: bool) -> None:
        """A block: its length (negative when it is the last), its statistics, and the data, packed."""
        gaps = documents.copy()
        gaps[1:] -= documents[:-1]
        data, packing = dumps((_small(gaps), _plain(weights), None), _PICKLE), 0
        if len(data) > _WORTH_PACKING:
            data, packing = zlib.compress(data, _COMPRESSION), _COMPRESSION
        info = dumps((len(documents), int(documents[-1]), float(weights.max()), packing, 0, 0), _PICKLE)
        self._postfile.write_int((len(info) + len(data)) * (-1 if is_last else 1))
        self._postfile.write(info + data)


def _small(gaps: Numbers) -> bytes | array[int]:
    """Gaps in the smallest type that holds them; a matcher goes through them as numbers."""
    most = int(gaps.max())
    if most < 2**8:
        return gaps.astype(np.uint8).tobytes()
    return array("H", gaps.astype(np.uint16).tobytes()) if most < 2**16 else array("I", gaps.tobytes())


def _plain(weights: Weights) -> bytes | array[float] | float | None:
    """Weights as Whoosh keeps them: nothing when all are 1, one number when all are the same; counts as bytes."""
    first = float(weights[0])
    if (weights == first).all():
        return None if first == 1.0 else first
    counts = weights.astype(np.uint8)
    return counts.tobytes() if np.array_equal(counts, weights) else array("f", weights.tobytes())


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own format, written by `FieldWriter`; stock Whoosh reads it."""

    def __init__(self, block_postings: int = _BLOCK_POSTINGS) -> None:
        super().__init__()
        self.block_postings = block_postings

    def new_segment(self, storage: Any, indexname: str) -> Any:  # noqa: ARG002
        """A segment that names Whoosh's own codec, so that nothing of this program is needed to read it."""
        return W3Segment(W3Codec(), indexname)

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """The writer of a segment's terms."""
        return FieldWriter(self, storage, segment)
