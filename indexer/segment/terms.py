"""The table of a segment's terms (`whoosh.filedb.filetables`, 2.7.4), written by array.

A row is the lengths of key and value, the key (number of the field, term) and the value: what `W3TermInfo` says of a
list, and then the list itself, where it is short, or where it lies in the file of postings.
"""

from __future__ import annotations

import warnings
import zlib
from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .postings import Lists

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in Whoosh 2.7.4, on new Pythons
    from whoosh.filedb.filetables import HashWriter, OrderedHashWriter

Bytes = NDArray[np.uint8]

_SHORT = 24  # postings: a list of no more lies in its row, and costs no block
_CRC32 = 1  # Whoosh's number for this way of hashing; its usual one is MD5
_BUCKETS = 256
_SLOTS = 1.5  # for each term; half of Whoosh's table is empty
_INFO = np.dtype(  # W3TermInfo._struct
    [
        ("is_short", "u1"),
        ("weight", ">f4"),
        ("documents", ">u4"),
        ("shortest", "u1"),  # lengths of fields lie in columns of their own
        ("longest", "u1"),
        ("most", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
    ]
)
_EXTENT = np.dtype([("start", ">i8"), ("length", ">i4")])
_SLOT = np.dtype([("hash", ">u4"), ("position", ">i8")])


@dataclass(frozen=True, slots=True)
class Rows:
    """The values of terms: what is said of each list, whether it is short, the short ones, and the others' extents."""

    info: NDArray[Any]
    short: NDArray[np.bool_]
    lists: Lists
    starts: NDArray[np.int64]  # of lists
    extents: NDArray[Any]

    def tails(self, size: int, members: NDArray[np.int64]) -> Bytes:
        """What follows the information in the rows of these lists, all short ones of a size, or long ones (size 0)."""
        if not size:
            return self.extents[members].view(np.uint8).reshape(len(members), -1)
        places = self.starts[members][:, None] + np.arange(size)
        return _pickled(self.lists.documents[places], self.lists.weights[places])


def rows(lists: Lists) -> Rows:
    """The rows of lists; the extents of long ones are still to be filled in."""
    starts = np.cumsum(lists.sizes) - lists.sizes
    info = np.zeros(len(lists.sizes), _INFO)
    info["weight"] = np.add.reduceat(lists.weights, starts, dtype=np.float64)
    info["documents"] = lists.sizes
    info["most"] = np.maximum.reduceat(lists.weights, starts)
    info["first"], info["last"] = lists.documents[starts], lists.documents[starts + lists.sizes - 1]
    whole = np.logical_and.reduceat(lists.weights == np.floor(lists.weights), starts)
    short = whole & (lists.sizes <= _SHORT) & (info["most"] < 2**8) & (info["last"] < 2**16)
    info["is_short"] = short
    return Rows(info, short, lists, starts, np.zeros(len(info), _EXTENT))


def _pickled(documents: NDArray[np.uint32], weights: NDArray[np.float32]) -> Bytes:
    """Short lists of one size as pickles (protocol 2) of ((number, …), (weight, …), ()), one in each line."""
    count, size = documents.shape
    numbers = np.empty((count, size, 3), np.uint8)
    numbers[..., 0] = ord("M")  # two bytes, the lower first
    numbers[..., 1], numbers[..., 2] = documents & 0xFF, documents >> 8
    counts = np.empty((count, size, 2), np.uint8)
    counts[..., 0], counts[..., 1] = ord("K"), weights  # one byte
    pieces = b"\x80\x02(", numbers, b"t(", counts, b"t)\x87."
    return np.concatenate([_lines(piece, count) for piece in pieces], axis=1)


def _lines(piece: bytes | Bytes, count: int) -> Bytes:
    if isinstance(piece, bytes):
        return np.broadcast_to(np.frombuffer(piece, np.uint8), (count, len(piece)))
    return piece.reshape(count, -1)


class TermTable(OrderedHashWriter):  # type: ignore[misc]
    """Whoosh's table of keys and values, filled a field at a time."""

    def __init__(self, file: Any) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self._hashes, self._positions = list[Any](), list[Any]()

    @classmethod
    def instead_of(cls, table: Any) -> TermTable:
        """A table in the place of an empty one that Whoosh has just begun."""
        table.dbfile.seek(0)
        new = cls(table.dbfile)
        new.extras = table.extras
        return new

    def add_rows(self, keys: list[bytes], found: Rows) -> None:
        """Writes rows whose keys are sorted, behind those of all fields before."""
        data, positions = _laid_out(keys, found)
        self._positions.append(positions + self.dbfile.tell())
        self._hashes.append(np.fromiter(map(zlib.crc32, keys), np.uint32, len(keys)))
        self.dbfile.write(data.tobytes())

    def _write_hashes(self) -> None:
        """A hash table for each value of the lowest byte, of slots that are looked through from a term's own on."""
        hashes, positions = _joined(self._hashes, np.uint32), _joined(self._positions, np.int64)
        order = np.argsort(hashes & (_BUCKETS - 1), kind="stable")
        ends = np.cumsum(np.bincount(hashes & (_BUCKETS - 1), minlength=_BUCKETS))
        for part in np.split(order, ends[:-1]):
            table = _slots(hashes[part], positions[part])
            self.directory.append((self.dbfile.tell(), len(table)))
            self.dbfile.write(table.tobytes())

    def _write_extras(self) -> None:
        positions = _joined(self._positions, np.int64)
        kind = "I" if self.dbfile.tell() < 2**32 else "q"
        self.extras["indextype"], self.extras["indexlen"] = kind, len(positions)
        HashWriter._write_extras(self)
        self.dbfile.write_array(array(kind, positions.astype(kind).tobytes()))


def _joined(parts: list[Any], kind: Any) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, kind)


def _laid_out(keys: list[bytes], found: Rows) -> tuple[Bytes, NDArray[np.int64]]:
    """The rows one behind the other, and where each begins. Rows of one shape are laid out together."""
    key_sizes = np.fromiter(map(len, keys), np.int64, len(keys))
    list_sizes = np.where(found.short, found.lists.sizes, 0)
    groups = _alike(key_sizes * (_SHORT + 1) + list_sizes)
    bodies = {shape: _shaped(keys, found, members, shape % (_SHORT + 1)) for shape, members in groups.items()}
    sizes = np.empty(len(keys), np.int64)
    for shape, members in groups.items():
        sizes[members] = bodies[shape].shape[1]
    positions = np.cumsum(sizes) - sizes
    data = np.empty(int(sizes.sum()), np.uint8)
    for shape, members in groups.items():
        data[positions[members][:, None] + np.arange(bodies[shape].shape[1])] = bodies[shape]
    return data, positions


def _alike(shapes: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """Which rows are of each shape, ascending."""
    order = np.argsort(shapes, kind="stable")
    kinds, starts = np.unique(shapes[order], return_index=True)
    return dict(zip(kinds.tolist(), np.split(order, starts[1:]), strict=True))


def _shaped(keys: list[bytes], found: Rows, members: NDArray[np.int64], size: int) -> Bytes:
    """The rows of these terms, whose keys are of one length, and whose lists are of one size or long (0)."""
    count = len(members)
    key = np.frombuffer(b"".join([keys[member] for member in members.tolist()]), np.uint8).reshape(count, -1)
    info = found.info[members].view(np.uint8).reshape(count, -1)
    tail = found.tails(size, members)
    lengths = np.array([key.shape[1], info.shape[1] + tail.shape[1]], ">i4").tobytes()
    return np.concatenate([_lines(lengths, count), key, info, tail], axis=1)


def _slots(hashes: NDArray[np.uint32], positions: NDArray[np.int64]) -> NDArray[Any]:
    """A hash table; every term lies in its own slot or, where that is taken, in the next that is not.

    In the order of their own slots, each goes behind the one before; the few that reach the end begin again at the top.
    """
    table = np.zeros(int(len(hashes) * _SLOTS), _SLOT)
    if not len(hashes):
        return table
    own = (hashes >> 8) % len(table)
    order = np.argsort(own, kind="stable")
    steps = np.arange(len(order))
    taken = np.maximum.accumulate(own[order].astype(np.int64) - steps) + steps
    fits = taken < len(table)
    table["hash"][taken[fits]], table["position"][taken[fits]] = hashes[order[fits]], positions[order[fits]]
    free = iter(np.flatnonzero(table["position"] == 0).tolist())
    for number in order[~fits].tolist():
        table[next(free)] = hashes[number], positions[number]
    return table
