"""Step 1, load: whatever a crawler left → raw documents. One file for each shape of input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..document import Ignored, RawDocument, Skipped
from ..errors import InputError, reason
from . import archive, folder

Loaded = RawDocument | Skipped | Ignored


def source_of(path: Path) -> str:
    """The name under which everything below `path` is remembered: its absolute path, POSIX form.

    Names that are not in the system's encoding are read as GB18030, as old Chinese crawls wrote them.
    """
    name = Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 - resolve() would follow links
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", errors="backslashreplace")
    return name


def load(path: Path, without: Path | None = None) -> Iterator[Loaded]:
    """Everything below a folder, or in one file, in a stable order; the folder `without` is left out.

    Raises InputError when `path` does not exist or may not be read.
    """
    if not path.exists():
        raise InputError(f"找不到“{path}”，请检查路径是否写对")
    if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
        raise InputError(f"没有权限读取文件夹“{path}”")
    for file in folder.files(path, without):
        if isinstance(file, OSError):
            yield Skipped(source_of(Path(file.filename)), f"文件夹无法读取（{reason(file)}）")
        elif archive.is_archive(file):
            yield from archive.load(file, source_of(file))
        else:
            yield folder.load(file, source_of(file))


def is_inside(uri: str, container: str) -> bool:
    """Whether `uri` is `container` itself or something in that folder or archive."""
    return (container.rstrip("/") or "/") in enclosing(uri)


def enclosing(uri: str) -> Iterator[str]:
    """`uri` itself, then the archive and the folders it lies in, from the inside out."""
    yield uri
    while "/" in uri:
        uri = uri.rpartition("/")[0]
        yield uri
        if uri.endswith("!"):
            yield uri[:-1]
    yield "/"
