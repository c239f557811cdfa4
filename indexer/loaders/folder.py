"""Folder trees and single files of HTML and text, as wget, a CMS export or a clerk leave them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from ..document import Ignored, RawDocument, Skipped
from ..errors import reason
from ..limits import MAX_FILE_BYTES, too_big

PAGE_SUFFIXES = frozenset(
    [".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".jhtml", ".php", ".txt", ".text"]
)
_ASSET_SUFFIXES = frozenset(
    [
        ".css",
        ".js",
        ".json",
        ".map",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".ico",
        ".webp",
        ".bmp",
        ".woff",
        ".woff2",
        ".ttf",
        ".eot",
        ".otf",
        ".mp3",
        ".mp4",
        ".swf",
        ".xml",
        ".db",
        ".log",
        ".lnk",
        ".url",
        ".md",
    ]
)
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini", "robots.txt"))


def files(path: Path, without: Path | None = None) -> Iterator[Path | OSError]:
    """The files below `path` in sorted order (or `path` itself), hidden ones and `without` left out.

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
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in links and here / name != without
        )
        yield from (here / name for name in sorted((*names, *links)) if not name.startswith("."))
    yield from errors


def load(file: Path, uri: str) -> RawDocument | Skipped | Ignored:
    """One file as a raw document, or why it is none."""
    if file.is_symlink():
        return Skipped(uri, "是链接，没有跟随")
    if why := unusable(file):
        return Ignored(uri) if why == "asset" else Skipped(uri, why)
    try:
        return _read(file, uri)
    except OSError as error:
        return Skipped(uri, f"无法读取（{reason(error)}）")


def unusable(name: PurePath) -> str | None:
    """Why a file of this name is not read: "asset", a reason for the report, or None when it is."""
    suffix = name.suffix.lower()
    if suffix in _ASSET_SUFFIXES or name.name.lower() in _SYSTEM_FILES:
        return "asset"
    if suffix in PAGE_SUFFIXES or not suffix or not suffix[1:].isalpha():
        return None
    return f"暂不支持 {suffix} 文件"


def _read(file: Path, uri: str) -> RawDocument | Skipped:
    with open_file(file) as stream:
        size = os.fstat(stream.fileno()).st_size
        body = stream.read(MAX_FILE_BYTES + 1) if size <= MAX_FILE_BYTES else b""
    if size > MAX_FILE_BYTES or len(body) > MAX_FILE_BYTES:
        return Skipped(uri, too_big(size))
    return RawDocument(uri, body) if body else Skipped(uri, "空文件")


def open_file(file: Path) -> BinaryIO:
    """Opens a regular file for reading; raises OSError for a link, a pipe or a device."""
    return open(file, "rb", opener=_regular_file_only)


def _regular_file_only(path: str, flags: int) -> int:
    """Opens without waiting on pipes and without following a link put there meanwhile."""
    extra = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | extra)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("不是普通文件")
    return descriptor
