"""What a file's name alone tells: the furniture of a site, what a crawler keeps for itself, a member's own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath

PAGE_SUFFIXES = frozenset(
    ".html .htm .shtml .xhtml .asp .aspx .jsp .jspx .jhtml .php .do .action .txt .text".split()  # noqa: SIM905
)
BINARY_SUFFIXES = frozenset(  # what begins otherwise than these files do is not one, or only a part
    """.pdf .doc .docx .wps .wpt .dot .ofd .rtf .xls .xlsx .et .ppt .pptx .ceb .zip .rar .7z .tar .tgz .gz .bz2 .xz
    .warc .arc .wacz .db3 .sqlite .sqlite3""".split()  # noqa: SIM905
)
_FURNITURE = frozenset(
    """.css .js .mjs .map .png .jpg .jpeg .gif .svg .ico .webp .bmp .tif .tiff .psd .avif .heic
    .woff .woff2 .ttf .eot .otf .mp3 .wav .wma .m4a .ogg .mp4 .m4v .avi .wmv .mov .flv .mkv .webm .m3u8 .ts .swf
    .log .lnk .url .cdx .cdxj .idx .lock .ini .bak~ .torrent .apk .exe .dll .msi .vcf .ics .sha1 .md5""".split()  # noqa: SIM905
)
_FURNITURE_NAMES = frozenset(
    """thumbs.db desktop.ini robots.txt wget-log hts-log.txt hts-err.txt cookies.txt
    backblue.gif fade.gif favicon.ico manifest.json readme.md license.md changelog.md""".split()  # noqa: SIM905
)
_OWN_FOLDERS = frozenset(("hts-cache", "__MACOSX"))  # HTTrack's copy of what also lies beside it; macOS's attributes
_COMPANIONS = re.compile(r"(?P<page>.{1,250})(?:_files|\.files|_file)", re.S)
_DRIVE = re.compile(r"[A-Za-z]:")


def is_furniture(name: PurePath) -> bool:
    """Whether a file of this name cannot be a document: style sheets, pictures, a crawler's own notes."""
    if name.suffix.lower() in _FURNITURE or name.name.lower() in _FURNITURE_NAMES:
        return True
    return not _OWN_FOLDERS.isdisjoint(name.parts[:-1])


def companion_of(folder: str) -> Iterator[str]:
    """The names of the pages whose pictures and scripts a browser would save in a folder of this name."""
    if match := _COMPANIONS.fullmatch(folder):
        yield from (match["page"] + suffix for suffix in (".html", ".htm", ".shtml", ".xhtml"))


def is_unsafe(name: str) -> bool:
    """Whether a member's name points out of its archive: absolute, on a drive, or upwards."""
    path = PurePosixPath(name)
    return not path.parts or path.is_absolute() or ".." in path.parts or bool(_DRIVE.match(path.parts[0]))


def is_hidden(name: PurePosixPath) -> bool:
    """Whether a member is hidden, itself or by a folder it lies in."""
    return any(part.startswith(".") for part in name.parts)


def text_of(raw: bytes) -> str:
    """A member's name as its author saw it. Without a mark it is UTF-8 (macOS, Java, Linux) or GBK (Windows)."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="backslashreplace")
