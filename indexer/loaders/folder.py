"""Folder trees: which files there are, and opening one without following links or waiting on pipes."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .names import companion_of


def files(path: Path, without: Path | None = None) -> Iterator[Path | OSError]:
    """The files below `path` in sorted order (or `path` itself), `without` left out; hidden folders as themselves.

    A folder that cannot be read is yielded as the error, which names it.
    """
    if not path.is_dir():
        yield path
        return
    errors: list[OSError] = []
    for directory, folders, names in os.walk(path, onerror=errors.append, followlinks=False):
        yield from errors
        errors.clear()
        here = Path(directory)
        closed = [name for name in folders if name.startswith(".") or is_link(here / name)]
        folders[:] = sorted(name for name in folders if name not in closed and here / name != without)
        yield from (here / name for name in sorted((*names, *closed)) if here / name != without)
    yield from errors


def is_link(path: Path) -> bool:
    """Whether this is a link; what may not even be looked at is none, and says so when it is opened."""
    return os.path.islink(path)  # noqa: PTH114 - Path.is_symlink raises in a folder that may be listed but not entered


def is_companion(file: Path, below: Path) -> bool:
    """Whether a browser put `file` beside a page it saved: it lies in 页面_files/ beside 页面.html."""
    for folder in file.parents:
        if folder == below:
            return False
        if any((folder.parent / page).is_file() for page in companion_of(folder.name)):
            return True
    return False


def open_file(file: Path) -> io.BufferedReader[Any]:
    """Opens a regular file for reading; raises OSError for a link, a pipe or a device."""
    return io.BufferedReader(io.FileIO(file, "rb", opener=_regular_file_only), 2**16)


def _regular_file_only(path: str, flags: int) -> int:
    """Opens without waiting on pipes and without following a link put there meanwhile."""
    extra = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | extra)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("不是普通文件")
    return descriptor
