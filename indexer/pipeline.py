"""The way of a document, in order: load → clean → parse → store → analyze → write."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath

from .dedup import mint_id, text_key
from .document import Ignored, RawDocument, Skipped
from .errors import DafuError, DocumentError
from .extractors import extract
from .indexing import Indexing, Progress
from .layout import DataDir
from .loaders import Loaded, enclosing, is_inside, load, source_of
from .parser import PARSER_VERSION, parse
from .reply import Reply
from .report import Report
from .store import Document, Store
from .writers import Engine
from .writers import whoosh as default_engine

_SEVERAL = 5  # documents that do not vanish all at once by chance
_BATCH = 200  # documents in one transaction of the store


def run(
    paths: Sequence[Path],
    data: DataDir,
    *,
    keep_missing: bool = False,
    allow_empty: bool = False,
    rebuild: bool = False,
    progress: Progress = lambda *_: None,
    engine: Engine = default_engine.WHOOSH,
) -> Report:
    """Brings the archive in `data` up to date with these folders and files.

    With no paths only the index is brought up to date with the store. Raises InputError when a path
    does not exist (before anything is changed) and StoreError when another program writes or nobody can.
    """
    started, report = time.monotonic(), Report()
    inputs = [(source_of(path), load(path, without=data.root.absolute())) for path in paths]
    firsts = [next(loaded, None) for _, loaded in inputs]  # missing folders fail here
    with data.writing(), closing(Store(data.store, create=bool(paths) or data.store.exists())) as store:
        for (source, rest), first in zip(inputs, firsts, strict=True):
            loaded = _chain(first, rest)
            seen, unread = _take_in(store, source, loaded, report, progress)
            if not keep_missing and (seen or allow_empty or not _looks_unmounted(store, source, report)):
                with store.transaction():
                    _forget_missing(store, source, seen, unread, report)
        _read_again(store)
        report.rebuilt = Indexing(store, data, engine, progress).bring_up_to_date(rebuild)
        report.replies = store.counts()[0]
    report.seconds = time.monotonic() - started
    return report


def _chain(first: Loaded | None, rest: Iterator[Loaded]) -> Iterator[Loaded]:
    if first is not None:
        yield first
        yield from rest


# Load, clean, parse, store


def _take_in(
    store: Store, source: str, loaded: Iterator[Loaded], report: Report, progress: Progress
) -> tuple[set[str], set[str]]:
    """Takes in what was loaded; returns the uris that were there, and those of them that could not be read."""
    seen, unread = set[str](), set[str]()
    while batch := list(islice(loaded, _BATCH)):
        with store.transaction():
            for item in batch:
                seen.add(item.uri)
                if isinstance(item, Skipped):
                    unread.add(item.uri)
                _take_one(store, source, item, report)
                progress("读取", 1, 0)
    return seen, unread


def _looks_unmounted(store: Store, source: str, report: Report) -> bool:
    """Whether a folder that held several documents has nothing in it at all: a disk or share that is not there."""
    held = sum(is_inside(uri, source) for uri in store.document_uris())
    if held < _SEVERAL:
        return False
    reason = f"文件夹是空的（磁盘或共享没有接上？），原有 {held} 个文档保留；确实都不要了请加 --allow-empty"
    report.skipped.append(Skipped(source, reason))
    return True


def _read_again(store: Store) -> None:
    """Reads the copies that now stand for a reply whose first copy is gone: they may say other things around it."""
    for uri, source in store.to_read_again():
        path = Path(uri.partition("!/")[0])
        found = (item for item in (load(path) if path.exists() else ()) if item.uri == uri)
        with store.transaction():
            for item in found:
                _take_one(store, source, item, Report())


def _take_one(store: Store, source: str, item: Loaded, report: Report) -> None:
    if isinstance(item, Ignored):
        report.ignored[PurePosixPath(item.uri).suffix.lower() or "其他"] += 1
    elif isinstance(item, Skipped):
        report.skipped.append(item)
    else:
        try:
            with store.part():
                _take_document(store, source, item, report)
        except DocumentError as error:
            report.skipped.append(Skipped(item.uri, str(error)))
        except (DafuError, MemoryError):
            raise
        except Exception as error:  # one document must never end the run
            report.skipped.append(Skipped(item.uri, f"程序处理时出错（{type(error).__name__}: {error}）"))


def _take_document(store: Store, source: str, raw: RawDocument, report: Report) -> None:
    digest = f"{PARSER_VERSION}:{hashlib.blake2b(raw.body, digest_size=16).hexdigest()}"
    known = store.document(raw.uri)
    if known and known.digest == digest:
        report.loaded += 1
        report.unchanged += 1
        return
    page = extract(raw)
    reply = parse(page, raw.uri)
    charset = f"{page.charset.encoding} {page.charset.decided_by}" if page.charset else ""
    reply_id = _store_reply(store, reply, known, report)
    store.put_document(raw.uri, source, digest, reply_id, charset)
    if known and known.reply_id != reply_id:
        _drop_if_orphaned(store, known.reply_id)
    report.loaded += 1
    report.not_replies += not reply.is_reply


def _store_reply(store: Store, reply: Reply, known: Document | None, report: Report) -> str:
    """Stores a reply unless its text is already there; returns the id it is kept under."""
    key = text_key(reply.text)
    same = store.find_same(key)
    if same and not _is_holder(store, same, reply.uri):
        report.duplicates += known is None or known.reply_id != same
        report.unchanged += known is not None and known.reply_id == same
        return same
    if known and store.addresses(known.reply_id) == [known.uri]:
        report.changed += 1
        reply_id = known.reply_id  # the same document with another text keeps its id
    else:
        report.changed += known is not None
        report.new += known is None
        reply_id = same or _free_id(store, reply)
    store.put_reply(replace(reply, id=reply_id), key)
    return reply_id


def _is_holder(store: Store, reply_id: str, uri: str) -> bool:
    """Whether a reply shows what the document at `uri` says of it, and not another copy that is still there."""
    reply = store.get(reply_id)
    return reply is None or reply.uri == uri or reply.uri not in store.addresses(reply_id)


def _free_id(store: Store, reply: Reply) -> str:
    reply_id = reply.id
    while store.has_id(reply_id):  # its first owner has changed its text since
        reply_id = mint_id(reply_id + reply.uri)
    return reply_id


def _forget_missing(store: Store, source: str, seen: set[str], unread: set[str], report: Report) -> None:
    """Forgets documents of this source that are no longer there. What cannot be read is still there."""
    for uri in store.document_uris():
        if uri in seen or not is_inside(uri, source) or not unread.isdisjoint(enclosing(uri)):
            continue
        document = store.document(uri)
        store.remove_document(uri)
        report.gone += 1
        if document:
            _drop_if_orphaned(store, document.reply_id)


def _drop_if_orphaned(store: Store, reply_id: str) -> None:
    """Removes a reply that no document holds any more; else names one that does."""
    addresses, reply = store.addresses(reply_id), store.get(reply_id)
    if not addresses:
        store.remove_reply(reply_id)
    elif reply and reply.uri not in addresses:
        store.put_reply(replace(reply, uri=addresses[0]), text_key(reply.text))
        store.read_again(addresses[0])  # this copy may say other things around the text
