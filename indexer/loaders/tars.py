"""Tar archives, read from beginning to end; nothing is ever unpacked to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Self, cast

from ..document import Ignored, Skipped
from ..errors import DocumentError
from ..limits import MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_MEMBERS, MAX_RECORD_HEAD_BYTES, MAX_TAR_MEMBER_BYTES
from .names import is_furniture, is_hidden, is_unsafe, text_of
from .source import Budget, Loaded, Source

_MAGIC_AT = 257
_HELD_IN_MEMORY = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, b"X")


def matches(source: Source) -> bool:
    """By its mark; the oldest kind has none and is told by its name."""
    return source.head[_MAGIC_AT : _MAGIC_AT + 5] == b"ustar" or source.name.suffix.lower() == ".tar"


def load(source: Source) -> Iterator[Loaded | Source]:
    """The members in their order. Links and devices are named; of two with one name the first counts."""
    if source.depth > MAX_ARCHIVE_DEPTH:
        raise DocumentError("压缩包套得太深，请先解压外层再导入")
    budget = source.budget or Budget(source.size)
    seen = set[str]()
    with tarfile.open(
        fileobj=source.stream, mode="r|", tarinfo=_Header, encoding="utf-8", errors="surrogateescape"
    ) as archive:
        for header in archive:
            archive.members.clear()  # type: ignore[attr-defined]  # it would remember every header
            name = text_of(header.name.encode("utf-8", errors="surrogateescape"))
            if len(seen) >= MAX_ARCHIVE_MEMBERS:
                raise DocumentError(f"压缩包里的文件超过 {MAX_ARCHIVE_MEMBERS} 个，其余未读；请拆分后再导入")
            if not header.isdir():
                yield _member(source, archive, header, name, seen, budget)
                seen.add(name)


def _member(
    source: Source, archive: tarfile.TarFile, header: tarfile.TarInfo, name: str, seen: set[str], budget: Budget
) -> Loaded | Source:
    path = PurePosixPath(name)
    uri = f"{source.uri}!/{path.as_posix().lstrip('/')}"
    if is_unsafe(name):
        return Skipped(uri, "压缩包里的路径不安全（指向包外），已跳过")
    if is_hidden(path) or is_furniture(path):
        return Ignored(uri)
    if not header.isfile() or header.issparse():
        return Skipped(uri, "压缩包里的链接或设备，没有跟随")
    if name in seen:
        return Skipped(uri, "压缩包里有同名文件，只取第一个")
    stream = archive.extractfile(header)
    return source.child(path.as_posix(), cast(BinaryIO, stream), budget, header.size)


class _Header(tarfile.TarInfo):
    """A header that does not let tarfile end quietly at damage, or read a name of gigabytes into memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            header = super().frombuf(buf, encoding, errors)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError):  # type: ignore[attr-defined]
            raise DocumentError("tar 包损坏或没有下载完，其余未读") from None
        if header.type in _HELD_IN_MEMORY and header.size > MAX_RECORD_HEAD_BYTES:
            raise DocumentError("tar 包里的文件名长得不正常，其余未读")
        if not 0 <= header.size <= MAX_TAR_MEMBER_BYTES:  # tarfile would read on to what never comes
            raise DocumentError("tar 包损坏（文件大小不可信），其余未读")
        return header
