"""A vocabulary in a file, so that a process need not gather it again.

The first line says what it was gathered from, and the digest of what is behind it. A file that is damaged, of another
index or of another version counts as none. Words, entries, keys and values follow as JSON, one a line; then the two
tables that only slips are looked up in, sorted and looked up as they lie there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Generic, TypeVar

from indexer.schema import BY_NAME

from .vocabulary import Entry, Kind, Tables, Vocabulary

_BREAK = b"\n\t\n"  # between parts; no key is empty
_FORMAT = 1  # another one when anything here, or what a vocabulary is made of, changes
V = TypeVar("V")


class Unread(Mapping[str, V], Generic[V]):
    """A JSON object that is parsed when it is first looked into."""

    def __init__(self, line: bytes) -> None:
        self._line = line

    @cached_property
    def _found(self) -> dict[str, V]:
        found: dict[str, V] = json.loads(self._line)
        return found

    def __getitem__(self, key: str) -> V:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class Sorted(Mapping[str, Sequence[str]]):
    """Lists of strings by a string, as sorted lines of UTF-8: the key, then each string behind a tab."""

    def __init__(self, lines: bytes) -> None:
        """`lines` begin and end with a line break."""
        self._lines = lines

    @staticmethod
    def written(table: Mapping[str, Sequence[str]]) -> bytes:
        """The lines of a table."""
        rows = ("\t".join((key, *found)).encode() for key, found in table.items())
        return b"\n" + b"".join(row + b"\n" for row in sorted(rows, key=lambda row: row.partition(b"\t")[0]))

    def __getitem__(self, key: str) -> Sequence[str]:
        lines, wanted, first, last = self._lines, key.encode(errors="replace"), 0, len(self._lines) - 1
        while first < last:  # the line that is wanted begins behind a break in [first, last)
            start = lines.rfind(b"\n", 0, (first + last) // 2 + 1) + 1
            end = lines.find(b"\n", start)
            found, _, values = lines[start:end].partition(b"\t")
            if found == wanted:
                return values.decode().split("\t")
            first, last = (end, last) if found < wanted else (first, start - 1)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._lines.decode().split("\n")[1:-1])

    def __len__(self) -> int:
        return self._lines.count(b"\n") - 1


def load(file: Path, source: str) -> Vocabulary | None:
    """The vocabulary in a file if it was gathered from `source`, which names it exactly; else None."""
    try:
        head, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _head(source, body):
        return None
    tables, sounds, gaps = body.split(_BREAK)
    words, entries, keys, values = tables.split(b"\n")
    by_key = _by_key(json.loads(entries), json.loads(keys))
    return Vocabulary(json.loads(words), values=Unread(values), tables=Tables(by_key, Sorted(sounds), Sorted(gaps)))


def save(file: Path, source: str, vocabulary: Vocabulary) -> None:
    """Keeps a vocabulary; where that is not possible nothing happens."""
    tables = "\n".join(json.dumps(table, ensure_ascii=False) for table in _tables(vocabulary)).encode()
    body = _BREAK.join((tables, *map(Sorted.written, (vocabulary.tables.by_sound, vocabulary.tables.gaps))))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, prefix=file.name, delete=False) as stream:
            stream.write(_head(source, body) + b"\n" + body)
        try:
            Path(stream.name).replace(file)
        except OSError:  # on Windows, while another program reads the old one
            Path(stream.name).unlink()
    except OSError:  # a folder that may only be read, a full disk
        return


def _head(source: str, body: bytes) -> bytes:
    digest = blake2b(body, digest_size=16).hexdigest()
    return json.dumps(["dafu vocabulary", _FORMAT, source, digest]).encode()


def _tables(vocabulary: Vocabulary) -> Iterator[object]:
    """Words, entries, the numbers of the entries under each key, and values."""
    by_key, numbers = vocabulary.tables.by_key, dict[Entry, int]()
    for entries in by_key.values():
        for entry in entries:
            numbers.setdefault(entry, len(numbers))
    yield vocabulary.words
    yield [[one.text, one.kind.value, one.count, one.field.name if one.field else ""] for one in numbers]
    yield {key: [numbers[entry] for entry in entries] for key, entries in by_key.items()}
    yield dict(vocabulary.values)


def _by_key(rows: list[tuple[str, str, int, str]], keys: dict[str, list[int]]) -> dict[str, list[Entry]]:
    kinds = {kind.value: kind for kind in Kind}
    entries = [Entry(text, kinds[kind], count, BY_NAME.get(field)) for text, kind, count, field in rows]
    return {key: [entries[number] for number in numbers] for key, numbers in keys.items()}
