"""The one tree of errors; each message is a Chinese line for the user: what is wrong, what to do.

DafuError
├── InputError         a path that cannot be read at all
├── DocumentError      one document that cannot be used; counted, named, skipped
├── StoreError         the reply store is locked, damaged or of another version
├── IndexUnavailable   there is no index, or another version built it
└── QueryTooLong       more text than a query may have
"""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写错误",
    errno.ELOOP: "是链接，没有跟随",
    errno.ENOTDIR: "路径中有一段不是文件夹",
}


def reason(error: OSError) -> str:
    """Why the system refused, in a few Chinese words where they are known."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class DafuError(Exception):
    """Anything the program tells the user about instead of crashing."""


class InputError(DafuError):
    """A path given by the user does not exist or cannot be read."""


class DocumentError(DafuError):
    """One document cannot be used; the message is the reason shown in the report."""


class StoreError(DafuError):
    """The reply store cannot be opened or written."""


class IndexUnavailable(DafuError):
    """There is no search index yet, or another version of the program built it."""


class QueryTooLong(DafuError):
    """The query is longer than the program is willing to read."""
