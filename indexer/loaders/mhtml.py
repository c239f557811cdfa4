"""Pages saved as one file by a browser (.mht, .mhtml), and pages sent by mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32

from ..document import Skipped
from . import documents
from .pages import from_headers
from .source import Loaded, Origin, Source

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?[^\r\n]{0,4000}\r?\n")
_MIME = re.compile(rb"^MIME-Version:", re.I | re.M)
_BODY = re.compile(rb"^Content-Type:\s{0,4}(?:multipart/|text/html)", re.I | re.M)


def matches(source: Source) -> bool:
    """By the MIME headers it begins with."""
    head = source.head
    return bool(_HEADER.match(head) and _MIME.search(head) and _BODY.search(head))


def load(source: Source) -> Iterator[Loaded]:
    """The first HTML part, which is the page; frames and pictures follow it."""
    message = message_from_bytes(source.body(), policy=compat32)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    body = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        yield Skipped(source.uri, "没有网页内容（保存得不完整）")
        return
    if kind := documents.media_type(body):
        yield documents.of_type(source, body, kind)
        return
    title = _text(message.get("Subject"))
    yield source.raw(body, _origin(source.origin, message, part), {"标题": title} if title else {})


def _origin(origin: Origin, message: Message, part: Message) -> Origin:
    """The page's address as the browser wrote it, and when it was saved."""
    url = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    url = "".join(url.split())  # long addresses are folded
    if not origin.url and url.startswith(("http://", "https://")):
        origin = Origin(url, "mime", origin.fetched, origin.declared_charset, origin.media_type)
    stated = from_headers(part, Origin())
    saved = from_headers(message, Origin()).fetched
    return Origin(
        origin.url,
        origin.url_from,
        origin.fetched or saved,
        origin.declared_charset or stated.declared_charset,
        "text/html",
    )


def _text(header: object) -> str:
    """A header as a reader sees it; "" when it is none."""
    try:
        return " ".join(str(make_header(decode_header(str(header)))).split()) if header else ""
    except (HeaderParseError, LookupError, ValueError):
        return ""
