"""What is no document whatever it is called: pictures, programs, archives of other kinds, lists of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Ignored, Skipped
from .source import Loaded, Source

_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"MSCF", b"ITSF", b"\x28\xb5\x2f\xfd")
_FURNITURE = re.compile(
    rb"\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff|RIFF.{4}(?:WEBP|WAVE|AVI )|BM.{4}\0{4}|II\*\0|MM\0\*|\0\0\x01\0|8BPS"
    rb"|wOF[F2]|\0\x01\0\0\0|OTTO|.{4}ftyp|ID3|OggS|FLV\x01|[CF]WS[\x01-\x20]|MZ.{60}|\x7fELF|\x1aE\xdf\xa3",
    re.S,
)
_XML = re.compile(rb"\s{0,200}(?:\xef\xbb\xbf)?<\?xml")
_LINKS = re.compile(
    rb"<(?:urlset|sitemapindex|rss|rdf:RDF|feed|OpenSearchDescription|svg|browserconfig|cross-domain-policy)\b"
)
_PAGE = re.compile(rb"<(?:!doctype html|html)\b", re.I)


def matches(source: Source) -> bool:
    """By the first bytes."""
    head = source.head
    return bool(head.startswith(_ARCHIVES) or _FURNITURE.match(head) or _is_data(source))


def load(source: Source) -> Iterator[Loaded]:
    """Named when there may be letters in it, else only counted."""
    if source.head.startswith(_ARCHIVES):
        yield Skipped(source.uri, "暂不支持这种压缩格式（RAR、7z 等），请解压成文件夹，或改成 zip 再导入")
    elif _is_data(source) and not _LINKS.search(source.head):
        yield Skipped(source.uri, "暂不支持 XML 数据，请导出为 JSON、CSV 或网页再导入")
    else:
        yield Ignored(source.uri)


def _is_data(source: Source) -> bool:
    """Whether it is XML that is no page."""
    is_xml = source.name.suffix.lower() == ".xml" or bool(_LINKS.search(source.head[:1024]))
    return (is_xml and bool(_XML.match(source.head) or source.head.lstrip()[:1] == b"<")) and not _PAGE.search(
        source.head
    )
