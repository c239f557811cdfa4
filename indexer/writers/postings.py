"""Postings on their way into a Whoosh segment, gathered and written by array instead of one by one.

The files are in the format of `whoosh.codec.whoosh3` (2.7.4), and stock Whoosh reads them, which the tests prove. Only
how numbers are pickled differs: small ones as bytes instead of tuples, which a matcher goes through alike.
"""

from __future__ import annotations

import warnings
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import repeat
from pickle import dumps
from typing import Any

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in Whoosh 2.7.4, on new Pythons
    from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3TermInfo
    from whoosh.system import pack_int, pack_long, pack_ushort

_BLOCK_POSTINGS = 1024  # blocks are decoded whole; larger ones cost less per posting
_INLINE = 8  # postings: a shorter list lies beside its term and costs no block
_COMPRESSION = 1
_WORTH_PACKING = 100  # bytes
_ROW = W3TermInfo._struct
_PICKLE = 5  # bytes are bytes only from protocol 3 on; Whoosh loads any


class Gathered:
    """The postings of one field, in the order of documents."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__  # a new term gets the next number
        self._terms, self._documents, self._weights = array("I"), array("I"), array("f")

    def add(self, document: int, weights: Mapping[str, float]) -> None:
        """Takes the terms of a document."""
        self._terms.extend(map(self._numbers.__getitem__, weights))
        self._documents.extend(repeat(document, len(weights)))
        self._weights.extend(weights.values())

    def lists(self) -> Iterator[tuple[bytes, array[int], array[float]]]:
        """Each term, sorted, with its documents, ascending, and its weights in them."""
        terms = np.frombuffer(self._terms, np.uint32)
        order = np.argsort(terms, kind="stable")
        documents = np.frombuffer(self._documents, np.uint32)[order]
        weights = np.frombuffer(self._weights, np.float32)[order]
        ends = np.cumsum(np.bincount(terms, minlength=len(self._numbers))).tolist()
        for term, number in sorted((term.encode("utf-8"), number) for term, number in self._numbers.items()):
            part = slice(ends[number - 1] if number else 0, ends[number])
            yield term, array("I", documents[part].tobytes()), array("f", weights[part].tobytes())


class PostingPool:
    """All postings of a segment by field."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, Gathered] = defaultdict(Gathered)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes one posting, as Whoosh hands it over for fields that are not counted by us."""
        field, term, number, weight, _ = posting
        self._fields[field].add(number, {term.decode("utf-8"): weight})

    def take(self, document: int, field: str, weights: Mapping[str, float]) -> None:
        """Takes the terms of a field of a document."""
        self._fields[field].add(document, weights)

    def iter_postings(self) -> Iterator[tuple[str, Gathered]]:
        """The fields in their order, each forgotten once it is written; `FieldWriter` knows what to do with them."""
        for name in sorted(self._fields):
            yield name, self._fields.pop(name)

    def cleanup(self) -> None:
        """Forgets everything, when the segment is written."""
        self._fields.clear()


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the lists of `PostingPool`."""

    def __init__(self, codec: Codec, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._size = codec.block_postings

    def add_postings(self, schema: Any, lengths: Any, items: Iterator[tuple[str, Gathered]]) -> None:  # noqa: ARG002
        """Writes every field's terms; lengths of fields lie in columns of their own."""
        for name, gathered in items:
            self.start_field(name, schema[name])
            prefix = pack_ushort(self._fieldid)
            for term, documents, weights in gathered.lists():
                self._tindex.add(prefix + term, self._written(documents, weights))
            self.finish_field()

    def _written(self, documents: array[int], weights: array[float]) -> bytes:
        """The row of a list in the table of terms, as `W3TermInfo` reads it; the list is written unless it is short."""
        size = len(documents)
        about = (sum(weights), size, 0, 0, max(weights), documents[0], documents[-1])
        if size < _INLINE:
            row: bytes = _ROW.pack(1, *about)
            return row + dumps((tuple(documents), tuple(weights), (b"",) * size), _PICKLE)
        start = self._postfile.tell()
        self._postfile.write(WHOOSH3_HEADER_MAGIC)
        for first in range(0, size, self._size):
            part = slice(first, first + self._size)
            self._block(documents[part], weights[part], first + self._size >= size)
        row = _ROW.pack(0, *about)
        return bytes(row + pack_long(start) + pack_int(self._postfile.tell() - start))

    def _block(self, documents: array[int], weights: array[float], is_last: bool) -> None:
        """A block: its length (negative when it is the last), its statistics, and the data, packed."""
        gaps = np.diff(np.frombuffer(documents, np.uint32), prepend=np.uint32(0))
        data, packing = dumps((_small(gaps), _plain(weights), None), _PICKLE), 0
        if len(data) > _WORTH_PACKING:
            data, packing = zlib.compress(data, _COMPRESSION), _COMPRESSION
        info = dumps((len(documents), documents[-1], max(weights), packing, 0, 0), _PICKLE)
        self._postfile.write_int((len(info) + len(data)) * (-1 if is_last else 1))
        self._postfile.write(info + data)


def _small(gaps: Any) -> bytes | array[int]:
    """Gaps in the smallest type that holds them; a matcher goes through them as numbers."""
    most = int(gaps.max())
    if most < 2**8:
        return bytes(gaps.astype(np.uint8))
    return array("H", gaps.astype(np.uint16).tobytes()) if most < 2**16 else array("I", gaps.tobytes())


def _plain(weights: array[float]) -> bytes | array[float] | float | None:
    """Weights as Whoosh keeps them: nothing when all are 1, one number when all are the same; counts as bytes."""
    first = weights[0]
    if weights.count(first) == len(weights):
        return None if first == 1.0 else first
    numbers = np.frombuffer(weights, np.float32)
    counts = numbers.astype(np.uint8)
    return counts.tobytes() if np.array_equal(counts, numbers) else weights


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own format, written by `FieldWriter`; stock Whoosh reads it."""

    def __init__(self, block_postings: int = _BLOCK_POSTINGS) -> None:
        super().__init__()
        self.block_postings = block_postings

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """The writer of a segment's terms."""
        return FieldWriter(self, storage, segment)
