"""Zip archives of pages. Members are read as streams; nothing is ever unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..document import Ignored, RawDocument, Skipped
from ..limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_MEMBERS, MAX_FILE_BYTES, too_big
from .folder import unusable

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def is_archive(file: Path) -> bool:
    """Whether this file is a zip archive, or says it is one by its name."""
    return file.suffix.lower() == ".zip"


def load(file: Path, uri: str) -> Iterator[RawDocument | Skipped | Ignored]:
    """The members of an archive in sorted order; a broken archive is one skipped input."""
    try:
        archive = zipfile.ZipFile(file, metadata_encoding="gbk")  # Windows writes names in GBK
    except (*_BROKEN, ValueError):
        yield Skipped(uri, "压缩包损坏，打不开")
        return
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        if len(members) > MAX_ARCHIVE_MEMBERS:
            yield Skipped(uri, f"压缩包里文件太多（{len(members)} 个，上限 {MAX_ARCHIVE_MEMBERS} 个）")
            return
        yield from _members(archive, members, uri)


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], uri: str
) -> Iterator[RawDocument | Skipped | Ignored]:
    total, seen = 0, set[str]()
    for info in sorted(members, key=lambda info: info.filename):
        name = PurePosixPath(info.filename.replace("\\", "/"))
        member_uri = f"{uri}!/{name.as_posix().lstrip('/')}"
        if member_uri in seen:
            yield Skipped(member_uri, "压缩包里有同名文件，只取第一个")
            continue
        seen.add(member_uri)
        loaded = _member(archive, info, name, member_uri)
        total += len(loaded.body) if isinstance(loaded, RawDocument) else 0
        if total > MAX_ARCHIVE_BYTES:
            yield Skipped(uri, f"压缩包展开后超过 {MAX_ARCHIVE_BYTES // 2**30} GB，其余未读")
            return
        yield loaded


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: PurePosixPath, uri: str
) -> RawDocument | Skipped | Ignored:
    if ".." in name.parts or name.is_absolute() or ":" in name.parts[0]:
        return Skipped(uri, "压缩包里的路径不安全（指向包外），已跳过")
    reason = "asset" if name.name.startswith(".") or "__MACOSX" in name.parts else unusable(name)
    if reason:
        return Ignored(uri) if reason == "asset" else Skipped(uri, reason)
    if info.file_size > MAX_FILE_BYTES:
        return Skipped(uri, too_big(info.file_size))
    try:
        with archive.open(info) as stream:
            body = stream.read(MAX_FILE_BYTES + 1)
    except _BROKEN as error:
        encrypted = info.flag_bits & 0x1
        return Skipped(uri, "压缩包有密码" if encrypted else f"压缩包里的这个文件损坏（{type(error).__name__}）")
    if len(body) > MAX_FILE_BYTES:
        return Skipped(uri, too_big(len(body)))
    return RawDocument(uri, body) if body else Skipped(uri, "空文件")
