"""The view model of the quality report: counts of every source, and the documents behind a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from indexer.findings import KINDS
from indexer.ledger import Entry, SourceCount

from .links import Link, reply_address
from .params import Asked

ENTRIES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class SourceView:
    """A row of the table: a source and its counts, each a link to the documents behind it."""

    name: str
    documents: str
    counts: tuple[Link, ...]
    ignored: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A document that something is to be known of; the link leads to the reply where there is one."""

    uri: str
    url: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The quality report, with the documents of one count when one was chosen."""

    title: str
    asked: Asked
    kinds: tuple[str, ...]
    sources: tuple[SourceView, ...]
    chosen: str
    entries: tuple[EntryView, ...]
    previous: str
    following: str


def report_view(
    sources: Sequence[SourceCount], entries: Sequence[Entry], kind: str, source: str, page: int
) -> ReportView:
    """The report; `entries` are those of one page of `ENTRIES_SHOWN`, and one more when there is a next page."""
    kinds = tuple(name for name in KINDS if any(found.findings.get(name) for found in sources))
    rows = [
        _source(found.source, found.source, found.documents, found.findings, found.ignored, kinds) for found in sources
    ]
    if len(sources) > 1:
        total = {name: sum(found.findings.get(name, 0) for found in sources) for name in kinds}
        rows.insert(0, _source("全部来源", "", sum(found.documents for found in sources), total, {}, kinds))
    more = len(entries) > ENTRIES_SHOWN
    return ReportView(
        title="质量报告 - 答复检索",
        asked=Asked(),
        kinds=tuple(KINDS[name] for name in kinds),
        sources=tuple(rows),
        chosen="　".join(part for part in (KINDS.get(kind, ""), source) if part),
        entries=tuple(_entry(entry) for entry in entries[:ENTRIES_SHOWN]),
        previous=_address(kind, source, page - 1) if page > 1 else "",
        following=_address(kind, source, page + 1) if more else "",
    )


def _source(
    name: str,
    source: str,
    documents: int,
    findings: Mapping[str, int],
    ignored: Mapping[str, int],
    kinds: Sequence[str],
) -> SourceView:
    links = tuple(
        Link(f"{findings.get(kind, 0):,}", _address(kind, source) if findings.get(kind) else "") for kind in kinds
    )
    return SourceView(
        name, f"{documents:,}", links, "、".join(f"{suffix} {files} 个" for suffix, files in ignored.items())
    )


def _address(kind: str, source: str, page: int = 1) -> str:
    asked = {"kind": kind, "source": source, "page": page if page > 1 else ""}
    given = {name: str(value) for name, value in asked.items() if value}
    return url_for("pages.report", _anchor="entries", **given)  # type: ignore[arg-type]


def _entry(entry: Entry) -> EntryView:
    url = reply_address(Asked(), entry.reply_id) if entry.reply_id else ""
    return EntryView(entry.uri, url, KINDS.get(entry.kind, entry.kind), entry.words)
