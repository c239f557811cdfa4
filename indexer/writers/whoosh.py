"""The Whoosh index, writing side. Whoosh keeps postings; what a query means is decided elsewhere.

Every part of a document (title, headings, text) is indexed twice: as grams, which find, and as words,
which rank; a posting's weight is the term's frequency. Positions are not kept: exact strings are
checked on the folded text, which lies in columns of the same commit: mapped into memory, read as it is.
"""

from __future__ import annotations

import os
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ..analyzer import Analyzer, fold
from ..layout import sync_folder
from ..mapping import opened
from ..reply import Reply
from ..schema import FIELDS, PARTS, WHOOSH_NAME, Kind, field_values, part_texts, sort_date
from ..segment.codec import Codec
from ..segment.postings import PostingPool
from . import Engine

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in Whoosh 2.7.4, on new Pythons
    from whoosh import columns, fields, formats
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex
    from whoosh.reading import SegmentReader
    from whoosh.searching import Searcher

Texts = Mapping[str, str]  # by part
Words = Mapping[str, Mapping[str, int]]  # by part

_WORDED = [part.name for part in PARTS if part.words]
_MAX_SEGMENTS = 10
_LARGE = 5_000  # documents; a segment with as many is left alone
_FEWEST_SMALL = 3  # segments beside the large ones, however many those are
_MAX_DELETED_SHARE = 0.2


def _terms() -> Any:
    """A field of terms counted by us; they go into the pool past Whoosh's own way of a value."""
    return fields.FieldType(formats.Existence(), analyzer=None)


def schema() -> Any:
    """The Whoosh schema, built from the table of fields."""
    found = fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        date=fields.COLUMN(columns.NumericColumn("I")),
        family=_terms(),
    )
    for part in PARTS:
        found.add(f"{part.name}_folded", fields.COLUMN(columns.VarBytesColumn()))
        found.add(f"{part.name}_grams", _terms())
        if part.words:
            found.add(f"{part.name}_words", _terms())
        found.add(f"{part.name}_length", fields.COLUMN(columns.NumericColumn("I")))
    for spec in FIELDS:
        if spec.kind is not Kind.TEXT:
            found.add(f"is_{spec.name}", _terms())
    return found


class WhooshWriter:
    """Writes the index in one folder."""

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        self._analyzer, self._folder = analyzer, folder
        storage = DurableStorage(str(folder))
        exists = any(folder.glob("*.toc"))
        self._index: FileIndex = storage.open_index() if exists else storage.create_index(schema())

    def write(self, replies: Iterable[Reply], gone: Iterable[str] = ()) -> None:
        """Puts replies in and takes ids out, in one commit that leaves the other segments alone."""
        writer = self._index.writer(codec=Codec())
        writer.pool = PostingPool()
        # One for all deletions: left to itself, Whoosh opens one for each, and copies the whole index for it.
        before = Searcher(opened(self._folder)[1])
        try:
            for reply_id in gone:
                writer.delete_by_term("id", reply_id, searcher=before)
            with closing(self._analyzed(replies)) as analyzed:
                for reply, texts, words in analyzed:
                    writer.delete_by_term("id", reply.id, searcher=before)
                    self._add(writer, reply, texts, words)
        except BaseException:
            writer.cancel()
            raise
        finally:
            before.close()
        writer.commit(mergetype=_keep_living)

    def worn(self) -> bool:
        """Whether many deleted documents still take part."""
        segments = self._index._segments()
        everything = sum(segment.doc_count_all() for segment in segments)
        deleted = sum(segment.deleted_count() for segment in segments)
        return bool(deleted > _MAX_DELETED_SHARE * max(1, everything))

    def scattered(self) -> list[str]:
        """The ids in the smallest segments when there are too many segments: written again they make one."""
        ids = list[str]()
        for segment in _to_join(self._index._segments()):
            with closing(SegmentReader(self._index.storage, self._index.schema, segment)) as reader:
                column = reader.column_reader("id", translate=False)
                ids += [column[number].decode("utf-8") for number in reader.all_doc_ids()]
        return ids

    def _analyzed(self, replies: Iterable[Reply]) -> Generator[tuple[Reply, Texts, Words]]:
        """Each reply with its texts by part, and how often each word occurs in those that have words."""
        waiting = deque[tuple[Reply, Texts]]()

        def texts() -> Iterator[list[str]]:
            for reply in replies:
                waiting.append((reply, part_texts(reply)))
                yield [waiting[-1][1][name] for name in _WORDED]

        with closing(self._analyzer.words_of_each(texts())) as cut:
            for words in cut:
                yield *waiting.popleft(), dict(zip(_WORDED, words, strict=True))

    def _add(self, writer: Any, reply: Reply, texts: Texts, words: Words) -> None:
        """Puts a reply in: columns by Whoosh's way, terms straight into the pool."""
        number = writer.docnum
        folded = {name: fold(text) for name, text in texts.items()}
        lengths = {f"{name}_length": len(text) for name, text in folded.items()}
        stored = {f"{name}_folded": text.encode("utf-8") for name, text in folded.items()}
        writer.add_document(id=reply.id, date=sort_date(reply), **lengths, **stored)
        for name, text in folded.items():
            writer.pool.take_folded(number, f"{name}_grams", text)
        for name, counts in words.items():
            writer.pool.take(number, f"{name}_words", counts)
        for name, values in field_values(reply).items():
            writer.pool.take(number, f"is_{name}", dict.fromkeys(values, 1.0))
        if reply.family:
            writer.pool.take(number, "family", {reply.family: 1.0})


def _to_join(segments: Sequence[Any]) -> list[Any]:
    """The segments to write again: as few as needed, and those that are no larger than all before them together.

    So a reply is written again about as often as the index can double, not with every run.
    """
    small = sorted((one for one in segments if one.doc_count() < _LARGE), key=lambda one: one.doc_count())
    surplus = len(small) - max(_FEWEST_SMALL, _MAX_SEGMENTS - (len(segments) - len(small)))
    found, total = list[Any](), 0
    for segment in small if surplus > 0 else ():
        count = segment.doc_count()
        if len(found) > surplus and not (count <= total and total + count <= 2 * _LARGE):
            break
        found.append(segment)
        total += count
    return found


def _keep_living(_: Any, segments: Iterable[Any]) -> list[Any]:
    """What a commit keeps: nothing is merged, and segments without a living document go."""
    return [segment for segment in segments if segment.doc_count()]


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Files that are on the disk before anything names them; Whoosh itself never calls fsync."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """The commit: the table of contents takes its name once all it names is on the disk."""
        for entry in os.scandir(self.folder):
            if not entry.is_file() or entry.name.endswith("_WRITELOCK"):
                continue
            descriptor = os.open(entry.path, os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))


def open_writer(folder: Path, analyzer: Analyzer) -> WhooshWriter:
    """A writer for the index in `folder`, created when there is none."""
    return WhooshWriter(folder, analyzer)


WHOOSH = Engine(WHOOSH_NAME, open_writer)
