"""Step 1, load: whatever a crawler left → raw documents. One file for each shape of input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from ..document import Ignored, RawDocument, Skipped
from ..errors import InputError
from . import archive, folder

Loaded = RawDocument | Skipped | Ignored


def source_of(path: Path) -> str:
    """The name under which everything below `path` is remembered: its absolute path, POSIX form."""
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 - resolve() would follow links


def load(path: Path) -> Iterator[Loaded]:
    """Everything below a folder, or in one file, in a stable order.

    Raises InputError when `path` does not exist or may not be read.
    """
    if not path.exists():
        raise InputError(f"找不到“{path}”，请检查路径是否写对")
    if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
        raise InputError(f"没有权限读取文件夹“{path}”")
    for file in folder.files(path):
        uri = source_of(file)
        if archive.is_archive(file):
            yield from archive.load(file, uri)
        else:
            yield folder.load(file, uri)


def is_inside(uri: str, container: str) -> bool:
    """Whether `uri` is `container` itself or something in that folder or archive."""
    return uri == container or re.match(re.escape(container.rstrip("/")) + r"(/|!/)", uri) is not None
