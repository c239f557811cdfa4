"""Letters in office formats, told by their first bytes. What is in them is read by the extractors."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Skipped
from .source import Loaded, Origin, Source

PDF = "application/pdf"
WORD = "application/msword"
RTF = "text/rtf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFD = "application/ofd"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_FRONT = b"\xef\xbb\xbf\0 \t\r\n"  # what servers put before a PDF; after anything else it is in a container
_OTHER_OLE2 = {  # the streams that an Office program keeps its text in, and what to do with it
    "Workbook": "旧式 Excel 文件，请另存为 .xlsx 或 CSV 再导入",
    "Book": "旧式 Excel 文件，请另存为 .xlsx 或 CSV 再导入",
    "PowerPoint Document": "暂不支持 PPT 演示文稿",
    "EncryptedPackage": "文件有密码，请去掉密码再导入",
}


def media_type(head: bytes) -> str:
    """The media type of a letter that begins with these bytes, "" when it is none."""
    if head.startswith(_OLE2):
        return WORD
    if head.startswith(b"{\\rtf"):
        return RTF
    return PDF if head.lstrip(_IN_FRONT).startswith(b"%PDF-") else ""


def matches(source: Source) -> bool:
    """Whether it is a PDF, a Word or WPS document or RTF."""
    return bool(media_type(source.head))


def load(source: Source) -> Iterator[Loaded]:
    """The document itself; other files of old Office programs are named."""
    kind = media_type(source.head)
    body = source.body()
    if kind == WORD and (why := _no_letter(body)):
        yield Skipped(source.uri, why)
    else:
        yield of_type(source, body, kind)


def of_type(source: Source, body: bytes, kind: str) -> Loaded:
    """The document with the media type that its bytes prove, whatever was said about it."""
    of = source.origin
    return source.raw(body, Origin(of.url, of.url_from, of.fetched, None, kind))


def _no_letter(body: bytes) -> str | None:
    """What an OLE2 file is instead of a letter. Its directory names its streams in UTF-16."""
    if "WordDocument".encode("utf-16-le") in body:
        return None
    for stream, why in _OTHER_OLE2.items():
        if (stream + "\0").encode("utf-16-le") in body:
            return why
    return None
