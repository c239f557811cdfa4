"""What a page, or the server that sent it, says of its encoding; and what each name has to be read with."""

from __future__ import annotations

import re

# A label names what the author believed; the superset is what browsers read it with (WHATWG Encoding
# Standard). 〇, — and · on "gb2312" pages need it, and Python's gb2312 codec gives other characters for some.
_SUPERSETS = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "cp936", "ms936", "gb_2312-80", "euc-cn", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16-le"), "utf-16-le"),
    **dict.fromkeys(("utf-16be", "utf-16-be"), "utf-16-be"),
    **dict.fromkeys(("hz-gb-2312", "hz"), "hz"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "cp932", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "cp949", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    "euc-jp": "euc_jp",
    "windows-1251": "cp1251",
    "koi8-r": "koi8-r",
}
CHINESE = ("gb18030", "big5hkscs", "cp950", "utf-8", "utf-16-le", "utf-16-be", "hz")
_NAMES = {"big5hkscs": "Big5", "cp950": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "hz": "HZ"}
_HEAD_BYTES = 8192  # heads of government pages put the declaration late
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_\-]{2,20})["']""")
_META = re.compile(rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.I)


def labels(body: bytes, declared: str | None) -> list[str]:
    """The encodings that are claimed, as written, the most trusted first: server, XML declaration, meta tag."""
    head = body[:_HEAD_BYTES].replace(b"\0", b"")
    if b"<!--" in head:
        head = _COMMENT.sub(b"", head)
    inside = [found.group(1).decode("ascii") for found in (_XML.search(head), _META.search(head)) if found]
    outside = [declared.strip().strip("\"'")] if declared and declared.strip() else []
    return [*outside, *inside]


def encoding_of(label: str) -> str | None:
    """The codec to read a label with; None for names that are no encoding of a text."""
    return _SUPERSETS.get(label.lower())


def name_of(encoding: str) -> str:
    """An encoding's name as a person knows it."""
    return _NAMES.get(encoding, encoding.upper())
