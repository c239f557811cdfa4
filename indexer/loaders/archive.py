"""Zip archives of pages. Members are read as streams; nothing is ever unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..document import Ignored, RawDocument, Skipped
from ..errors import reason
from ..limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_MEMBERS, MAX_FILE_BYTES, too_big
from .folder import open_file, unusable


def is_archive(file: Path) -> bool:
    """Whether this file is a zip archive, or says it is one by its name."""
    return file.suffix.lower() == ".zip"


def load(file: Path, uri: str) -> Iterator[RawDocument | Skipped | Ignored]:
    """The members of an archive in sorted order; a broken archive is one skipped input."""
    try:
        stream = open_file(file)
    except OSError as error:
        yield Skipped(uri, f"无法读取（{reason(error)}）")
        return
    with stream:
        try:
            archive = zipfile.ZipFile(stream)
            members = [info for info in archive.infolist() if not info.is_dir()]
        except Exception:  # zipfile raises a dozen kinds of errors on damaged archives
            yield Skipped(uri, "压缩包损坏，打不开")
            return
        if len(members) > MAX_ARCHIVE_MEMBERS:
            yield Skipped(uri, f"压缩包里文件太多（{len(members)} 个，上限 {MAX_ARCHIVE_MEMBERS} 个）")
            return
        yield from _members(archive, members, uri)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. Without the UTF-8 flag it may be UTF-8 all the same (macOS, Java) or GBK (Windows)."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], uri: str
) -> Iterator[RawDocument | Skipped | Ignored]:
    total, seen = 0, set[str]()
    for info in sorted(members, key=_name):
        name = PurePosixPath(_name(info).replace("\\", "/"))
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
    if not name.parts or ".." in name.parts or name.is_absolute() or ":" in name.parts[0]:
        return Skipped(uri, "压缩包里的路径不安全（指向包外），已跳过")
    why = "asset" if name.name.startswith(".") or "__MACOSX" in name.parts else unusable(name)
    if why:
        return Ignored(uri) if why == "asset" else Skipped(uri, why)
    if info.file_size > MAX_FILE_BYTES:
        return Skipped(uri, too_big(info.file_size))
    try:
        with archive.open(info) as stream:
            body = stream.read(MAX_FILE_BYTES + 1)
    except MemoryError:
        raise
    except Exception as error:  # as above
        encrypted = info.flag_bits & 0x1
        return Skipped(uri, "压缩包有密码" if encrypted else f"压缩包里的这个文件损坏（{type(error).__name__}）")
    if len(body) > MAX_FILE_BYTES:
        return Skipped(uri, too_big(len(body)))
    return RawDocument(uri, body) if body else Skipped(uri, "空文件")
