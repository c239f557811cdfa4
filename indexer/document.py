"""What travels between loading and parsing: a raw document, and the page cleaned out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Charset:
    """How the encoding of a text was decided."""

    encoding: str
    # bom; utf-8: valid; declared: a label that reads well; scored: reads best; detected: no Chinese, by chardet;
    # fallback: nothing fits; repaired: encoded twice, undone
    decided_by: str
    damaged: int = 0  # characters that could not be decoded
    note: str = ""  # anything a person checking the text should know, in Chinese


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as a crawler left it, before anything was decided about it."""

    uri: str  # absolute path in POSIX form; a member of an archive is ARCHIVE!/MEMBER, a record FILE!/NUMBER
    body: bytes
    declared_charset: str | None = None  # from outside the bytes (HTTP, WARC, MIME)
    meta: Mapping[str, str] = field(default_factory=dict)  # what the crawler knew, under a page's labels (标题, 来源 …)
    media_type: str = ""  # as stated outside of the bytes, "" when unknown; the bytes have the last word
    url: str = ""  # the address on the web, where known
    url_from: str = ""  # what says so: warc, mime, comment, column, path
    fetched: str = ""  # when it was crawled, ISO 8601, where known
    charset: Charset | None = None  # how a loader has decoded it already; then the body is UTF-8


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not used, and why. What it held before stays in the store."""

    uri: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that cannot be a reply (a style sheet, a picture); only counted."""

    uri: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text out of bytes."""

    text: str
    charset: Charset


@dataclass(frozen=True, slots=True)
class Pair:
    """A metadata label with its value, as the page shows it (索引号, 发布时间, 来源 …)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document cleaned of page chrome.

    `lines` are the paragraphs a reader sees, in reading order; `title` is the title that the page
    states outside of them, if it does.
    """

    lines: tuple[str, ...]
    title: str | None = None
    pairs: tuple[Pair, ...] = ()
    removed: tuple[str, ...] = ()  # chrome lines taken off
    charset: Charset | None = None
    attachments: tuple[str, ...] = ()  # addresses of document files linked in the content, as written there
    notes: tuple[str, ...] = ()  # what a person checking the text should know, in Chinese

    def pair(self, *labels: str) -> Pair | None:
        """The first pair with a non-empty value under one of these labels, in the labels' order."""
        for label in labels:
            for pair in self.pairs:
                if pair.label == label and pair.value:
                    return pair
        return None


def page_data(page: Page) -> dict[str, Any]:
    """Plain dicts, lists and scalars of a page, for storing as JSON."""
    return asdict(page)


def page_from(data: Mapping[str, Any]) -> Page:
    """The page that `page_data` made `data` from, also after a trip through JSON."""
    return Page(
        lines=tuple(data["lines"]),
        title=data["title"],
        pairs=tuple(Pair(**pair) for pair in data["pairs"]),
        removed=tuple(data["removed"]),
        charset=Charset(**data["charset"]) if data["charset"] else None,
        attachments=tuple(data["attachments"]),
        notes=tuple(data["notes"]),
    )
