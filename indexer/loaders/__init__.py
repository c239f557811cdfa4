"""Step 1, load: whatever a crawler left → raw documents. One file for each shape of input.

What a source is, is told by its first bytes before its name, with the first shape of `SHAPES` that fits.
A shape gives documents, and further sources whose shape is found in the same way: a page in a WARC in a zip.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from ..document import Ignored, Skipped
from ..errors import DocumentError, InputError, reason
from ..uris import enclosing, is_inside, source_of, whole
from . import (
    compressed,
    csvs,
    databases,
    documents,
    folder,
    jsons,
    mhtml,
    pages,
    records,
    refused,
    tars,
    warc,
    zips,
)
from .names import is_furniture
from .source import Loaded, Shape, Source

__all__ = ["Loaded", "enclosing", "is_inside", "load", "source_of"]

SHAPES: tuple[Shape, ...] = (
    documents,  # PDF, Word, WPS, RTF
    zips,  # archives, DOCX, OFD, XLSX, WACZ
    compressed,  # gzip, bzip2, xz: of a tar, of a crawl, of one file
    tars,
    warc,  # WARC, ARC
    databases,  # SQLite
    refused,  # pictures, programs, RAR, 7z, sitemaps
    mhtml,
    jsons,  # JSON Lines, JSON
    csvs,
    pages,  # HTML, text
)


def load(path: Path, without: Path | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Loaded]:
    """Everything below a folder, or in one file, in a stable order; the folder `without` is left out.

    `columns` says which column of a feed or table holds a field (正文 → neirong), where its name does not.
    Raises InputError when `path` does not exist or may not be read, or a field is unknown; nothing else.
    """
    try:
        if not path.exists():
            raise InputError(f"找不到“{path}”，请检查路径是否写对")
    except OSError as error:
        raise InputError(f"无法读取“{path}”（{reason(error)}）") from None
    if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
        raise InputError(f"没有权限读取文件夹“{path}”")
    wanted = records.check(columns or {})
    for file in folder.files(path, without):
        if isinstance(file, OSError):
            yield Skipped(source_of(Path(file.filename)), f"文件夹无法读取（{reason(file)}）")
        else:
            yield from _file(file, path, wanted)


def _storable(item: Loaded) -> Loaded:
    """The item without lone surrogates, which JSON may hold and UTF-8 may not."""
    if isinstance(item, Skipped):
        return Skipped(whole(item.uri), whole(item.reason))
    if isinstance(item, Ignored):
        return Ignored(whole(item.uri))
    meta = {whole(label): whole(value) for label, value in item.meta.items()}
    return replace(item, uri=whole(item.uri), url=whole(item.url), fetched=whole(item.fetched), meta=meta)


def _file(file: Path, below: Path, columns: Mapping[str, str]) -> Iterator[Loaded]:
    uri = source_of(file)
    try:
        if folder.is_link(file):
            yield Skipped(uri, "是链接，没有跟随")
        elif _is_left_out(_relative(file, below)) or folder.is_companion(file, below):
            yield Ignored(uri)
        else:
            with folder.open_file(file) as stream:
                size = os.fstat(stream.fileno()).st_size
                yield from _documents(Source(uri, stream, size, path=file, columns=columns))
    except OSError as error:
        yield Skipped(uri, f"无法读取（{reason(error)}）")


def _is_left_out(name: PurePath) -> bool:
    return name.name.startswith(".") or is_furniture(name)


def _relative(file: Path, below: Path) -> PurePath:
    """The part of a path that the archive decides about; a single file is its name."""
    return file.relative_to(below) if file != below else PurePath(file.name)


def _documents(source: Source) -> Iterator[Loaded]:
    """The documents in a source, and the reason for what of it cannot be read."""
    try:
        shape = next((shape for shape in SHAPES if shape.matches(source)), None)
        if shape is None:
            yield Skipped(source.uri, "空文件")
            return
        is_empty = True
        for found in shape.load(source):
            is_empty = False
            if isinstance(found, Source):
                yield from _documents(found)
            else:
                yield _storable(found)
        if is_empty:  # said, so that what it held before is kept
            yield Skipped(source.uri, "里面没有网页或文档")
    except MemoryError:
        yield Skipped(source.uri, "内存不够，没有读完；请拆分后再导入")
    except DocumentError as error:
        yield _storable(Skipped(source.uri, str(error)))
    except OSError as error:
        yield Skipped(source.uri, f"无法读取（{reason(error)}）")
    except Exception as error:  # the readers of damaged files raise anything
        yield Skipped(source.uri, f"文件损坏，没有读完（{type(error).__name__}）")
