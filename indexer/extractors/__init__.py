"""Step 2, clean: bytes → the page a reader would see, without the site around it.

What the bytes are decides which file of this folder reads them; the name only where the bytes leave it open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Protocol

from ..charset import decode
from ..charset.characters import CHINESE, score
from ..document import Decoded, Page, Pair, RawDocument
from ..errors import DocumentError
from ..limits import MAX_TEXT_CHARS
from . import docx, html, ofd, office, pdf, plain


class Format(Protocol):
    """A file of this folder that reads one kind of document."""

    def matches(self, body: bytes) -> bool:
        """Whether these bytes are of this format; looks at the bytes alone."""
        ...

    def extract(self, body: bytes) -> Page:
        """The page in these bytes; raises DocumentError when they cannot be read."""
        ...


FORMATS: tuple[Format, ...] = (pdf, docx, ofd, office)  # anything else is text: HTML or plain

_HTML_NAMES = frozenset([".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".jhtml", ".php"])
_TAG = re.compile(r"<(?:!doctype html|html|head|body|div|p|table|br|span|meta)\b[^>]{0,500}>", re.I)
_ZIP = b"PK\x03\x04"
_HEAD = 10  # lines in which a document states its title
_FOREIGN_SHARE = 0.2  # of a text's characters: below, it is a text in Latin letters


def extract(raw: RawDocument) -> Page:
    """The page in a raw document; raises DocumentError when there is nothing to read in it."""
    page = _text(raw) if raw.charset else _document(raw)
    if not any(char.isalnum() for line in page.lines for char in line):
        raise DocumentError("没有文字内容")
    if sum(map(len, page.lines)) > MAX_TEXT_CHARS:
        raise DocumentError("文字太多，不像一篇答复")
    page = _with_title(page, raw.meta.get("标题"))
    known = [Pair(label, value) for label, value in raw.meta.items()]
    address = [Pair("网址", raw.url)] if raw.url else []
    first, last = ([], address) if raw.url_from == "path" else (address, [])  # a mirror's path is a guess
    return replace(page, pairs=(*first, *page.pairs, *known, *last), charset=raw.charset or page.charset)


def _with_title(page: Page, title: str | None) -> Page:
    """The page with the title that a table has for it, unless it states one itself."""
    head = "".join("".join(page.lines[:_HEAD]).split())
    if page.title or not title or "".join(title.split()) in head:
        return page
    return replace(page, title=" ".join(title.split()))


def _document(raw: RawDocument) -> Page:
    for form in FORMATS:
        if form.matches(raw.body):
            page = form.extract(raw.body)
            _check_letters("".join(page.lines))
            return page
    if raw.body.startswith(_ZIP):
        raise DocumentError("文件已损坏，或者不是文字文档（表格、演示文稿、压缩包），没有读取")
    return _text(raw)


def _text(raw: RawDocument) -> Page:
    """The page in a text; a loader that has decoded it says so and gives UTF-8."""
    decoded = Decoded(raw.body.decode("utf-8", "replace"), raw.charset) if raw.charset else None
    decoded = decoded or decode(raw.body, raw.declared_charset)
    if len(decoded.text) > MAX_TEXT_CHARS * 4:
        raise DocumentError("文字太多，不像一篇答复")
    return html.extract(decoded) if _is_html(raw.uri, decoded.text) else plain.extract(decoded)


def _check_letters(text: str) -> None:
    """Refuses what fonts without a character table and misled converters give: it would be indexed as text."""
    foreign = sum(not char.isascii() for char in text)
    if foreign > _FOREIGN_SHARE * len(text) and score(text) < CHINESE:
        raise DocumentError("转换出来的不是文字（乱码），请另存为 DOCX 或做文字识别（OCR）后再导入")


def _is_html(uri: str, text: str) -> bool:
    """By content; the name only decides when the content leaves it open."""
    if _TAG.search(text[:4096]):
        return True
    return PurePosixPath(uri).suffix.lower() in _HTML_NAMES and "<" in text
