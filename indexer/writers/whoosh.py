"""The Whoosh index, writing side. Whoosh keeps postings; what a query means is decided elsewhere.

Every part of a document (title, headings, text) is indexed twice: as grams, which find, and as words,
which rank; a posting's weight is the term's frequency. Positions are not kept: exact strings are
checked on the folded text, which is stored with the document in the same commit.
"""

from __future__ import annotations

import os
import warnings
from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..analyzer import Analyzer, fold, grams
from ..layout import sync_folder
from ..reply import Reply
from ..schema import FIELDS, PARTS, WHOOSH_NAME, Kind, field_values, part_texts, sort_date
from . import Engine

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # invalid escapes in Whoosh 2.7.4, on new Pythons
    from whoosh import columns, fields, formats
    from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

_BLOCK_POSTINGS = 1024  # blocks are decoded whole; larger ones cost less per posting
_MAX_SEGMENTS = 10
_MAX_DELETED_SHARE = 0.2


class Terms(fields.FieldType):  # type: ignore[misc]
    """A field of terms counted by us: its value maps terms to their weight in the document."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None)

    def index(self, value: Mapping[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Postings as Whoosh takes them: term, frequency, weight, nothing else."""
        for term, weight in value.items():
            yield term.encode("utf-8"), 1, float(weight), b""


def schema() -> Any:
    """The Whoosh schema, built from the table of fields."""
    found = fields.Schema(
        id=fields.ID(unique=True, sortable=True),
        date=fields.COLUMN(columns.NumericColumn("I")),
        folded=fields.STORED(),
        family=Terms(),
    )
    for part in PARTS:
        found.add(f"{part.name}_grams", Terms())
        if part.words:
            found.add(f"{part.name}_words", Terms())
        found.add(f"{part.name}_length", fields.COLUMN(columns.NumericColumn("I")))
    for spec in FIELDS:
        if spec.kind is not Kind.TEXT:
            found.add(f"is_{spec.name}", Terms())
    return found


class WhooshWriter:
    """Writes the index in one folder."""

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        storage = DurableStorage(str(folder))
        exists = any(folder.glob("*.toc"))
        self._index: FileIndex = storage.open_index() if exists else storage.create_index(schema())

    def write(self, replies: Iterable[Reply], gone: Iterable[str] = ()) -> None:
        """Puts replies in and takes ids out, in one commit that leaves the other segments alone."""
        writer = self._index.writer(codec=Codec(blocklimit=_BLOCK_POSTINGS, compression=1))
        writer.pool = PostingPool()
        before = self._index.searcher()  # one for all deletions: left to itself, Whoosh opens one for each
        try:
            for reply_id in gone:
                writer.delete_by_term("id", reply_id, searcher=before)
            for reply in replies:
                writer.delete_by_term("id", reply.id, searcher=before)
                writer.add_document(**self._document(reply))
        except BaseException:
            writer.cancel()
            raise
        finally:
            before.close()
        writer.commit(merge=False)

    def worn(self) -> bool:
        """Whether there are many segments, or many deleted documents still take part."""
        segments = self._index._segments()
        everything = sum(segment.doc_count_all() for segment in segments)
        deleted = sum(segment.deleted_count() for segment in segments)
        return len(segments) > _MAX_SEGMENTS or deleted > _MAX_DELETED_SHARE * max(1, everything)

    def _document(self, reply: Reply) -> dict[str, Any]:
        document: dict[str, Any] = {"id": reply.id, "date": sort_date(reply)}
        texts, folded = part_texts(reply), dict[str, str]()
        for name, text in texts.items():
            folded[name] = fold(text)
            document[f"{name}_grams"] = grams(folded[name])
            document[f"{name}_length"] = len(folded[name])
        for part in PARTS:
            if part.words:
                document[f"{part.name}_words"] = self._analyzer.words(texts[part.name])
        for name, values in field_values(reply).items():
            document[f"is_{name}"] = dict.fromkeys(values, 1.0)
        document["family"] = {reply.family: 1.0} if reply.family else {}
        document["folded"] = tuple(folded[part.name] for part in PARTS)
        return document


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


class PostingPool:
    """Postings on their way to a segment, by term: two numbers each, not a sorted list of tuples."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, bytes], tuple[array[int], array[float]]] = {}

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes a posting: field, term, document number, weight, and a value we don't use."""
        field, term, number, weight, _ = posting
        found = self._terms.get((field, term))
        if found is None:
            found = self._terms[field, term] = (array("I"), array("f"))
        found[0].append(number)
        found[1].append(weight)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """All postings by field, term and document number, as Whoosh writes them."""
        for field, term in sorted(self._terms):
            for number, weight in zip(*self._terms[field, term], strict=True):
                yield field, term, number, weight, b""

    def cleanup(self) -> None:
        """Forgets everything, when the segment is written."""
        self._terms.clear()


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes postings without asking for each posting's field length, which our fields do not keep."""

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:  # noqa: ARG002
        """As Whoosh does, with no lengths: they lie in columns of their own."""
        super().add_postings(schema, None, items)


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own format, written by `FieldWriter`; stock Whoosh reads it."""

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """The writer of a segment's terms."""
        return FieldWriter(self, storage, segment)


def open_writer(folder: Path, analyzer: Analyzer) -> WhooshWriter:
    """A writer for the index in `folder`, created when there is none."""
    return WhooshWriter(folder, analyzer)


WHOOSH = Engine(WHOOSH_NAME, open_writer)
