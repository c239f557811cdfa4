"""Store: what was loaded and prepared goes into the store, and what is no longer there leaves it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from .dedup import mint_id, text_key
from .document import Ignored, RawDocument, Skipped, page_data
from .loaders import Loaded, enclosing, is_inside
from .loaders.addresses import url_key
from .preparing import Prepared, Preparer
from .reply import Reply
from .report import Report
from .store import Document, Store

_SEVERAL = 5  # documents that do not vanish all at once by chance


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the store holds just as it was read."""

    uri: str


class Intake:
    """Takes the documents of one source into the store. Changes happen inside the caller's transaction."""

    def __init__(self, store: Store, source: str, report: Report) -> None:
        self._store, self._source, self._report = store, source, report
        self._seen, self._unread = set[str](), set[str]()
        self._ignored: Counter[str] = Counter()

    def begin(self) -> None:
        """Forgets what the last run of this source did not take in."""
        self._store.ledger.begin(self._source)

    def look_up(self, item: Loaded, prepare: Preparer) -> Loaded | Known:
        """The item, or Known when there is nothing to do for it."""
        if not isinstance(item, RawDocument):
            return item
        known = self._store.document(item.uri)
        return Known(item.uri) if known and known.digest == prepare.digest(item) else item

    def take(self, outcome: object) -> None:
        """Takes in what became of a loaded item."""
        if isinstance(outcome, Ignored):
            self._ignored[PurePosixPath(outcome.uri).suffix.lower() or "其他"] += 1
        elif isinstance(outcome, Known):
            self._seen.add(outcome.uri)
            self._report.loaded += 1
            self._report.unchanged += 1
        elif isinstance(outcome, Skipped):
            self._seen.add(outcome.uri)
            self._unread.add(outcome.uri)
            self._skip(outcome)
        elif isinstance(outcome, Prepared):
            self._seen.add(outcome.uri)
            with self._store.part():
                self._take_document(outcome)

    def finish(self, keep_missing: bool, allow_empty: bool) -> None:
        """Forgets the documents of this source that are no longer there, unless told otherwise."""
        self._store.ledger.put_ignored(self._source, self._ignored)
        self._report.ignored.update(self._ignored)
        if keep_missing or (not self._seen and not allow_empty and self._looks_unmounted()):
            return
        self._forget_missing()

    def _skip(self, skipped: Skipped) -> None:
        self._report.skipped.append(skipped)
        self._store.ledger.put_skipped(skipped.uri, self._source, skipped.reason)

    # A document

    def _take_document(self, prepared: Prepared) -> None:
        store, report = self._store, self._report
        known = store.document(prepared.uri)
        reply_id = _store_reply(store, prepared, known, report)
        store.put_document(_document(prepared, self._source, reply_id))
        store.ledger.put(prepared.uri, self._source, prepared.findings)
        if known and known.reply_id != reply_id:
            drop_if_orphaned(store, known.reply_id)
        report.loaded += 1
        report.not_replies += not prepared.reply.is_reply and not prepared.is_cover

    # What is gone

    def _looks_unmounted(self) -> bool:
        """Whether a source that held several documents has nothing in it at all: a disk or share that is not there."""
        held = sum(is_inside(uri, self._source) for uri in self._store.document_uris())
        if held < _SEVERAL:
            return False
        reason = f"文件夹是空的（磁盘或共享没有接上？），原有 {held} 个文档保留；确实都不要了请加 --allow-empty"
        self._skip(Skipped(self._source, reason))
        return True

    def _forget_missing(self) -> None:
        """Forgets documents of this source that are no longer there. What cannot be read is still there."""
        for uri in self._store.document_uris():
            if uri in self._seen or not is_inside(uri, self._source) or not self._unread.isdisjoint(enclosing(uri)):
                continue
            document = self._store.document(uri)
            self._store.remove_document(uri)
            self._report.gone += 1
            if document:
                drop_if_orphaned(self._store, document.reply_id)
                for holder in self._store.holders(document.reply_id) if document.joined else ():
                    self._store.read_again(holder)  # the attachment said what this page said of it


def _document(prepared: Prepared, source: str, reply_id: str) -> Document:
    charset = f"{prepared.charset.encoding} {prepared.charset.decided_by}" if prepared.charset else ""
    page = json.dumps(page_data(prepared.page), ensure_ascii=False) if prepared.page else None
    url = url_key(prepared.url) if prepared.url else ""
    return Document(prepared.uri, source, prepared.digest, reply_id, charset, url, prepared.is_cover, page)


def _store_reply(store: Store, prepared: Prepared, known: Document | None, report: Report) -> str:
    """Stores a reply unless its text is already there; returns the id it is kept under."""
    reply = prepared.reply
    key = text_key(reply.text)
    same = store.find_same(key)
    if same and not _is_holder(store, same, reply.uri):
        report.duplicates += known is None or known.reply_id != same
        report.unchanged += known is not None and known.reply_id == same
        return same
    if known and store.holders(known.reply_id) == [known.uri]:
        report.changed += 1
        reply_id = known.reply_id  # the same document with another text keeps its id
    else:
        report.changed += known is not None
        report.new += known is None
        reply_id = same or _free_id(store, reply)
    store.put_reply(replace(reply, id=reply_id), key, prepared.described)
    return reply_id


def _is_holder(store: Store, reply_id: str, uri: str) -> bool:
    """Whether a reply shows what the document at `uri` says of it, and not another copy that is still there."""
    reply = store.get(reply_id)
    return reply is None or reply.uri == uri or reply.uri not in store.holders(reply_id)


def _free_id(store: Store, reply: Reply) -> str:
    reply_id = reply.id
    while store.has_id(reply_id):  # its first owner has changed its text since
        reply_id = mint_id(reply_id + reply.uri)
    return reply_id


def drop_if_orphaned(store: Store, reply_id: str) -> None:
    """Removes a reply that no document holds any more; else names one that does.

    A page joined with its attachment holds the attachment's text only until they are joined anew.
    """
    holders, reply = store.holders(reply_id), store.get(reply_id)
    own = [uri for uri in holders if (document := store.document(uri)) and not document.joined]
    if not holders:
        store.remove_reply(reply_id)
    elif reply and own and reply.uri not in own:
        store.put_reply(replace(reply, uri=own[0]), text_key(reply.text), store.described(reply_id))
        store.read_again(own[0])  # this copy may say other things around the text
