"""Zip files: archives of pages, and the document formats that are zips. Nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ..document import Ignored, Skipped
from ..errors import DocumentError
from ..limits import MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_MEMBERS
from . import documents, salvage, sheets
from .names import companion_of, is_furniture, is_hidden, is_unsafe, text_of
from .source import Budget, Loaded, Origin, Source

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SUFFIXES = (".zip", ".wacz", ".docx", ".xlsx", ".ofd")
_LETTERS = {"word/document.xml": documents.DOCX, "ofd.xml": documents.OFD}  # the part that proves the format
_UNREAD = {
    "ppt/presentation.xml": "暂不支持 PPT 演示文稿",
    "xl/workbook.bin": "暂不支持 .xlsb，请另存为 .xlsx 或 CSV 再导入",
    "meta-inf/manifest.xml": "暂不支持 ODF 文件，请另存为 .docx 再导入",
}
_MAX_PARTS = 5000  # a letter has some dozens
Members = list[tuple[str, zipfile.ZipInfo]]


def matches(source: Source) -> bool:
    """By the first bytes; a damaged one by its name."""
    return source.head.startswith(_MAGIC) or (source.name.suffix.lower() == ".zip" and b"<" not in source.head[:1024])


def load(source: Source) -> Iterator[Loaded | Source]:
    """The letter, the table or the members of the archive that it is."""
    stream = source.seekable()
    try:
        archive = zipfile.ZipFile(stream)
    except MemoryError:
        raise
    except Exception:  # zipfile raises a dozen kinds of errors on damaged archives
        yield from _salvaged(source, stream)
        return
    members = sorted(((_name(info), info) for info in archive.infolist() if not info.is_dir()), key=lambda m: m[0])
    parts = {name.lower() for name, _ in members} if len(members) <= _MAX_PARTS else set[str]()
    if kind := next((kind for part, kind in _LETTERS.items() if part in parts), None):
        stream.seek(0)
        yield documents.of_type(source, stream.read() if source.path is None else source.body(), kind)
    elif "xl/workbook.xml" in parts:
        yield from sheets.load(source, stream, sum(info.file_size for _, info in members))
    elif why := next((why for part, why in _UNREAD.items() if part in parts), None):
        yield Skipped(source.uri, why)
    else:
        yield from _members(source, archive, members)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; zipfile reads names without the UTF-8 mark as if they were of the first PC."""
    if info.flag_bits & 0x800:
        return info.filename.replace("\\", "/")
    return text_of(info.filename.encode("cp437", errors="replace")).replace("\\", "/")


def _check_depth(source: Source) -> None:
    if source.depth > MAX_ARCHIVE_DEPTH:
        raise DocumentError("压缩包套得太深，请先解压外层再导入")


def _members(source: Source, archive: zipfile.ZipFile, members: Members) -> Iterator[Loaded | Source]:
    _check_depth(source)
    if len(members) > MAX_ARCHIVE_MEMBERS:
        raise DocumentError(f"压缩包里文件太多（{len(members)} 个，上限 {MAX_ARCHIVE_MEMBERS} 个），请拆分后再导入")
    names = {name for name, _ in members}
    is_wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    budget = source.budget or Budget(source.size)
    before = None
    for name, info in members:
        if is_wacz and not name.startswith("archive/"):
            yield Ignored(f"{source.uri}!/{_inside(name)}")
        elif name == before:
            yield Skipped(f"{source.uri}!/{_inside(name)}", "压缩包里有同名文件，只取第一个")
        else:
            yield _member(source, archive, name, info, names, budget)
        before = name


def _salvaged(source: Source, stream: BinaryIO) -> Iterator[Loaded | Source]:
    """The members before the damage; that there was more is said at the end."""
    _check_depth(source)
    budget, count = source.budget or Budget(source.size), 0
    for name, body in salvage.members(stream, budget):
        count += 1
        yield _by_name(source, name, set()) or source.child(_inside(name), io.BytesIO(body), budget, len(body))
    if count:
        raise DocumentError(f"压缩包损坏或没有下载完，只读出了 {count} 个文件；请重新下载")
    raise DocumentError("压缩包损坏或没有下载完，打不开")


def _member(
    source: Source, archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, names: set[str], budget: Budget
) -> Loaded | Source:
    if unread := _by_name(source, name, names):
        return unread
    try:
        stream = archive.open(info)
    except MemoryError:
        raise
    except Exception as error:  # as above
        why = "压缩包有密码，请先解压" if info.flag_bits & 0x1 else f"压缩包里的这个文件损坏（{type(error).__name__}）"
        return Skipped(f"{source.uri}!/{_inside(name)}", why)
    origin = Origin(name, "archive") if _is_url(name) else Origin()
    return source.child(_inside(name), cast(BinaryIO, stream), budget, info.file_size, origin)


def _by_name(source: Source, name: str, names: set[str]) -> Loaded | None:
    """What there is to say of a member that is not read for its name; None when it is read."""
    path = PurePosixPath(name.partition("?")[0] if _is_url(name) else name)
    if not _is_url(name) and is_unsafe(name):
        return Skipped(f"{source.uri}!/{_inside(name)}", "压缩包里的路径不安全（指向包外），已跳过")
    if is_hidden(path) or is_furniture(path) or _is_companion(path, names):
        return Ignored(f"{source.uri}!/{_inside(name)}")
    return None


def _inside(name: str) -> str:
    return name.lstrip("/")


def _is_url(name: str) -> bool:
    """HTTrack's cache names its entries by their addresses."""
    return name.startswith(("http://", "https://"))


def _is_companion(path: PurePosixPath, names: set[str]) -> bool:
    """Whether a browser put this member beside a page it saved (页面_files/ beside 页面.html)."""
    return any(
        (folder.parent / page).as_posix() in names for folder in path.parents for page in companion_of(folder.name)
    )
