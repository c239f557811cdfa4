"""Clean and parse of one document, as one pure function that a worker process can do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from . import dedup
from .agencies import Agencies
from .document import Charset, Page, RawDocument, Skipped
from .errors import DocumentError
from .extractors import extract
from .findings import Finding, findings_of
from .joining import is_cover
from .parser import PARSER_VERSION, parse
from .reply import Record, Reply, record_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cleaned and parsed, ready to be stored."""

    uri: str
    digest: str
    url: str
    record: Record  # JSON: a worker hands over what the store keeps, and nobody takes it apart in between
    is_reply: bool
    charset: Charset | None
    findings: tuple[Finding, ...]
    page: Page | None  # of a cover or an attachment, for joining them
    is_cover: bool  # hardly more than links to attachments


class Preparer:
    """Cleans and parses documents with one table of agencies' names."""

    def __init__(self, agencies: Agencies) -> None:
        self._agencies = agencies
        self._version = f"{PARSER_VERSION} {hash_of(repr(agencies).encode())}"

    def digest(self, raw: RawDocument) -> str:
        """Tells whether a document must be prepared again: all that goes into it, and what it is prepared by."""
        said = (self._version, raw.declared_charset, sorted(raw.meta.items()), raw.url, raw.charset)
        return hash_of(raw.body, repr(said).encode(errors="replace"))

    def __call__(self, raw: RawDocument) -> Prepared | Skipped:
        """The document cleaned and parsed, or why it cannot be used; never raises."""
        return _prepare(raw, self.digest(raw), self._agencies)


def hash_of(*parts: bytes) -> str:
    """A short digest of bytes (BLAKE2b, hex)."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _prepare(raw: RawDocument, digest: str, agencies: Agencies) -> Prepared | Skipped:
    try:
        page = extract(raw)
        reply = parse(page, raw.uri, agencies)
        cover = is_cover(page, reply)
        kept = page if cover or _is_attachment(page) else None
        return Prepared(
            uri=raw.uri,
            digest=digest,
            url=raw.url,
            record=recorded(reply, page.notes),
            is_reply=reply.is_reply,
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


def recorded(reply: Reply, notes: Iterable[str] = ()) -> Record:
    """A reply as the store keeps it, with what finding copies needs to know; `notes` are those of its page."""
    described = json.dumps(dedup.to_data(dedup.describe(reply, notes)), ensure_ascii=False)
    return record_of(reply, dedup.text_key(reply.text), described)


def _is_attachment(page: Page) -> bool:
    return page.charset is not None and page.charset.decided_by == "document"
