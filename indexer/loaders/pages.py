"""A page or text in a file of its own, and what the tool that saved it wrote into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from ..document import Ignored, Skipped
from .addresses import of_path
from .names import BINARY_SUFFIXES
from .source import Loaded, Origin, Source

_COMMENTS_WITHIN = 16 * 2**10  # all of these tools write into the head of the page
_HTTP_HEAD = re.compile(rb"HTTP/1\.[01] \d{3}[^\r\n]{0,200}\r?\n")
_HTTP_HEAD_WITHIN = 32 * 2**10
_HTTRACK = re.compile(
    rb"<!-- Mirrored from (?P<url>[^\s<>]{4,2000}) by HTTrack Website Copier[^,<>]{0,80}"
    rb"(?:, (?P<date>[^<>]{10,60}?))? -->"
)
_HTTRACK_INDEX = re.compile(rb"<title>[^<]{0,80}HTTrack Website Copier[^<]{0,20}</title>", re.I)
_SAVED_FROM = re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,5}\)(?P<url>[^\s<>]{4,2000})")
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s{1,40}url: (?P<url>[^\s<>]{4,2000})"
    rb"(?:\s{1,40}saved date: (?P<date>[^<>\r\n]{10,120}))?"
)
_JS_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|div|p|table|meta|span)\b", re.I)


def matches(source: Source) -> bool:
    """Anything that no other shape has claimed is a page or a text, or the extractors will say what it is not."""
    return bool(source.head)


def load(source: Source) -> Iterator[Loaded]:
    """The page, with the address and the time that are written in it or in its path."""
    if source.name.suffix.lower() in BINARY_SUFFIXES and not MARKUP.search(source.head):
        yield Skipped(source.uri, f"内容不是 {source.name.suffix.lower()} 文件（损坏，或没有下载完）")
        return
    origin, body = _without_http_head(source.origin, source.body())
    head = body[:_COMMENTS_WITHIN]
    if _HTTRACK_INDEX.search(head):
        yield Ignored(source.uri)
    elif not body.strip():
        yield Skipped(source.uri, "空文件")
    else:
        yield source.raw(body, _with_url(origin, head, source.uri))


def _without_http_head(origin: Origin, body: bytes) -> tuple[Origin, bytes]:
    """wget --save-headers puts the server's answer in front of the page."""
    if not _HTTP_HEAD.match(body):
        return origin, body
    head = body[:_HTTP_HEAD_WITHIN]
    ends = [(at, len(gap)) for gap in (b"\r\n\r\n", b"\n\n") if (at := head.find(gap)) >= 0]
    if not ends:
        return origin, body
    at, gap = min(ends)
    headers = BytesHeaderParser(policy=compat32).parsebytes(head[head.find(b"\n") + 1 : at] + b"\n\n")
    return from_headers(headers, origin), body[at + gap :]


def from_headers(headers: Message, origin: Origin) -> Origin:
    """`origin` with what HTTP or MIME headers say of charset, type and time."""
    stated = headers.get("Content-Type") is not None
    return Origin(
        origin.url,
        origin.url_from,
        origin.fetched or iso_time(str(headers.get("Date", ""))),
        origin.declared_charset or (headers.get_content_charset() if stated else None),
        origin.media_type or (headers.get_content_type() if stated else ""),
    )


def _with_url(origin: Origin, head: bytes, uri: str) -> Origin:
    """`origin` with the page's address: what was said outside, else in a comment, else by its path."""
    if origin.url:
        return origin
    for pattern in (_HTTRACK, _SINGLE_FILE, _SAVED_FROM):
        if match := pattern.search(head):
            url = match["url"].decode("utf-8", errors="replace")
            date = match.groupdict().get("date") or b""
            fetched = origin.fetched or iso_time(date.decode("ascii", errors="replace"))
            if pattern is _HTTRACK and "://" not in url[:12]:
                url = f"http://{url}"
            if url.startswith(("http://", "https://")):
                return Origin(url, "comment", fetched, origin.declared_charset, origin.media_type)
    url = of_path(uri)
    return Origin(url, "path" if url else "", origin.fetched, origin.declared_charset, origin.media_type)


def iso_time(written: str) -> str:
    """A time as HTTP, MIME or a browser writes it, in ISO 8601; "" when it is none."""
    try:
        if match := _JS_DATE.match(written):
            return datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z").isoformat()
        return parsedate_to_datetime(written).isoformat() if written else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
