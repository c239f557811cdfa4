"""Step 2, clean: bytes → the page a reader would see, without the site around it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from ..charset import decode
from ..document import Page, Pair, RawDocument
from ..errors import DocumentError
from ..limits import MAX_TEXT_CHARS
from . import html, plain

_HTML_NAMES = frozenset([".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".jhtml", ".php"])
_TAG = re.compile(r"<(?:!doctype html|html|head|body|div|p|table|br|span|meta)\b[^>]{0,500}>", re.I)


def extract(raw: RawDocument) -> Page:
    """The page in a raw document; raises DocumentError when there is nothing to read in it."""
    decoded = decode(raw.body, raw.declared_charset)
    if len(decoded.text) > MAX_TEXT_CHARS * 4:
        raise DocumentError("文字太多，不像一篇答复")
    page = html.extract(decoded) if _is_html(raw.uri, decoded.text) else plain.extract(decoded)
    if not any(char.isalnum() for line in page.lines for char in line):
        raise DocumentError("没有文字内容")
    if sum(map(len, page.lines)) > MAX_TEXT_CHARS:
        raise DocumentError("文字太多，不像一篇答复")
    known = [Pair(label, value) for label, value in raw.meta.items()]
    address = [Pair("网址", raw.url)] if raw.url else []
    charset = raw.charset or page.charset
    return replace(page, pairs=(*address, *page.pairs, *known), charset=charset)


def _is_html(uri: str, text: str) -> bool:
    """By content; the name only decides when the content leaves it open."""
    if _TAG.search(text[:4096]):
        return True
    return PurePosixPath(uri).suffix.lower() in _HTML_NAMES and "<" in text
