"""Clean and parse of one document, as one pure function that a worker process can do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from . import dedup
from .document import Charset, Page, RawDocument, Skipped
from .errors import DocumentError
from .extractors import extract
from .findings import Finding, findings_of
from .joining import is_cover
from .parser import PARSER_VERSION, parse
from .reply import Reply


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cleaned and parsed, ready to be stored."""

    uri: str
    digest: str
    url: str
    reply: Reply
    described: str  # for finding copies, JSON
    charset: Charset | None
    findings: tuple[Finding, ...]
    page: Page | None  # of a cover or an attachment, for joining them
    is_cover: bool  # hardly more than links to attachments


def digest_of(raw: RawDocument) -> str:
    """Tells whether a document must be prepared again: all that goes into it, and the program's version."""
    said = repr((raw.declared_charset, sorted(raw.meta.items()), raw.url, raw.charset)).encode(errors="replace")
    digest = hashlib.blake2b(raw.body, digest_size=16)
    digest.update(said)
    return f"{PARSER_VERSION}:{digest.hexdigest()}"


def prepare(raw: RawDocument) -> Prepared | Skipped:
    """The document cleaned and parsed, or why it cannot be used; never raises."""
    try:
        page = extract(raw)
        reply = parse(page, raw.uri)
        cover = is_cover(page, reply)
        kept = page if cover or _is_attachment(page) else None
        return Prepared(
            uri=raw.uri,
            digest=digest_of(raw),
            url=raw.url,
            reply=reply,
            described=described(reply, page.notes),
            charset=page.charset,
            findings=findings_of(page, reply),
            page=kept,
            is_cover=cover,
        )
    except DocumentError as error:
        return Skipped(raw.uri, str(error))
    except MemoryError:
        return Skipped(raw.uri, "处理这个文件要用的内存太多，已放弃")
    except Exception as error:  # one document must never end the run
        return Skipped(raw.uri, f"程序处理时出错（{type(error).__name__}: {error}）")


def described(reply: Reply, notes: Iterable[str] = ()) -> str:
    """What finding copies needs to know of a reply, as JSON; `notes` are those of its page."""
    return json.dumps(dedup.to_data(dedup.describe(reply, notes)), ensure_ascii=False)


def _is_attachment(page: Page) -> bool:
    return page.charset is not None and page.charset.decided_by == "document"
