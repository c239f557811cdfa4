"""The names documents are remembered by: paths in POSIX form, members of archives as ARCHIVE!/MEMBER."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


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


def whole(text: str) -> str:
    """A text without lone surrogates, which UTF-8 cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
