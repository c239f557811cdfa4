"""Store: what was loaded and prepared goes into the store, and what is no longer there leaves it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from .dedup import Identity, described_from, is_official, mint_id, text_key
from .document import Ignored, RawDocument, Skipped, page_data
from .errors import DafuError
from .loaders import Loaded
from .loaders.addresses import url_key
from .preparing import Prepared, Preparer
from .reply import Record, record_of
from .report import Report
from .store import Document, Store
from .uris import enclosing, is_inside

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
            self._ignore(outcome)
        elif isinstance(outcome, Known):
            self._seen.add(outcome.uri)
            self._report.loaded += 1
            self._report.unchanged += 1
        elif isinstance(outcome, Skipped):
            self._skip(outcome)
        elif isinstance(outcome, Prepared):
            self._take_prepared(outcome)

    def finish(self, keep_missing: bool, allow_empty: bool) -> None:
        """Forgets the documents of this source that are no longer there, unless told otherwise."""
        self._store.ledger.put_ignored(self._source, self._ignored)
        self._report.ignored.update(self._ignored)
        if keep_missing or (not self._seen and not allow_empty and self._looks_unmounted()):
            return
        self._forget_missing()

    def _ignore(self, ignored: Ignored) -> None:
        """Counts a file that cannot be a reply; what was one the last time is not forgotten for that."""
        if self._store.holds_at(ignored.uri):
            self._skip(Skipped(ignored.uri, "内容变了，不再像文档；原有的答复保留"))
        else:
            self._ignored[PurePosixPath(ignored.uri).suffix.lower() or "其他"] += 1

    def _skip(self, skipped: Skipped) -> None:
        self._seen.add(skipped.uri)
        self._unread.add(skipped.uri)
        self._report.skipped.append(skipped)
        self._store.ledger.put_skipped(skipped.uri, self._source, skipped.reason)

    # A document

    def _take_prepared(self, prepared: Prepared) -> None:
        self._seen.add(prepared.uri)
        try:
            with self._store.part():
                self._take_document(prepared)
        except (DafuError, MemoryError):
            raise
        except Exception as error:  # one document must never end the run
            self._skip(Skipped(prepared.uri, f"程序存储时出错（{type(error).__name__}: {error}）"))

    def _take_document(self, prepared: Prepared) -> None:
        store, report = self._store, self._report
        known = store.document(prepared.uri)
        reply_id = _store_reply(store, prepared, known, report)
        store.put_document(_document(prepared, self._source, reply_id))
        store.ledger.put(prepared.uri, self._source, prepared.findings)
        if known and known.reply_id != reply_id:
            _let_go(store, known)
        report.loaded += 1
        report.not_replies += not prepared.is_reply and not prepared.is_cover

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
                _let_go(self._store, document)


def _document(prepared: Prepared, source: str, reply_id: str) -> Document:
    charset = f"{prepared.charset.encoding} {prepared.charset.decided_by}" if prepared.charset else ""
    page = json.dumps(page_data(prepared.page), ensure_ascii=False) if prepared.page else None
    url = url_key(prepared.url) if prepared.url else ""
    return Document(prepared.uri, source, prepared.digest, reply_id, charset, url, prepared.is_cover, page)


def _store_reply(store: Store, prepared: Prepared, known: Document | None, report: Report) -> str:
    """Stores a reply unless its text is already there; returns the id it is kept under."""
    record = prepared.record
    same = _find_same(store, record)
    if same and _is_held_by_another(store, same, record.uri):
        report.duplicates += known is None or known.reply_id != same
        report.unchanged += known is not None and known.reply_id == same
        if _is_better(store, same, prepared):
            store.put_reply(record.under(same))
        return same
    if known and own_holders(store, known.reply_id) == [known.uri]:
        report.changed += 1
        reply_id = known.reply_id  # the same document with another text keeps its id
    else:
        report.changed += known is not None
        report.new += known is None
        reply_id = same or _free_id(store, record)
    store.put_reply(record.under(reply_id))
    return reply_id


def _find_same(store: Store, record: Record) -> str | None:
    """The reply that says the same and is not known to be another letter: sites mask names, tables hold numbers."""
    for reply_id in store.find_same(record.key):
        other = store.groups.described(reply_id)
        if not other or not _identity(record.described).contradicts(_identity(other)):
            return reply_id
    return None


def _identity(described: str) -> Identity:
    return described_from(described).identity


def _is_held_by_another(store: Store, reply_id: str, uri: str) -> bool:
    """Whether a reply shows what another document than the one at `uri` says of it, and that is still there."""
    reply = store.get(reply_id)
    return reply is not None and reply.uri != uri and reply.uri in store.holders(reply_id)


def _is_better(store: Store, reply_id: str, prepared: Prepared) -> bool:
    """Whether a document should speak for a text rather than the one that does, whichever came first."""
    own = own_holders(store, reply_id)
    joined = len(own) < len(store.holders(reply_id))
    return not joined and _rank(prepared.uri, prepared.url) < min(_rank_of(store, uri) for uri in own)


def _rank(uri: str, url: str) -> tuple[bool, bool, str]:
    """Of documents with one text a government site's comes first, then one whose address is known."""
    return not (is_official(url) or is_official(uri)), not url, uri


def _rank_of(store: Store, uri: str) -> tuple[bool, bool, str]:
    document = store.document(uri)
    return _rank(uri, document.url if document else "")


def _free_id(store: Store, record: Record) -> str:
    reply_id = record.id
    while store.has_id(reply_id):  # its first owner has changed its text since, or is another letter
        reply_id = mint_id(reply_id + record.uri)
    return reply_id


def own_holders(store: Store, reply_id: str) -> list[str]:
    """The documents that hold a text themselves, not through the attachment they are joined with."""
    return [uri for uri in store.holders(reply_id) if (document := store.document(uri)) and not document.joined]


def _let_go(store: Store, document: Document) -> None:
    """A document holds its reply no more. An attachment forgets what this page said of it by being read again."""
    drop_if_orphaned(store, document.reply_id)
    for holder in own_holders(store, document.reply_id) if document.joined else ():
        store.read_again(holder)


def drop_if_orphaned(store: Store, reply_id: str) -> None:
    """Removes a reply that no document holds any more; else names one that does.

    A page joined with its attachment holds the attachment's text only until they are joined anew.
    """
    own, reply = own_holders(store, reply_id), store.get(reply_id)
    if not store.holders(reply_id):
        store.remove_reply(reply_id)
    elif reply and own and reply.uri not in own:
        best = min(own, key=lambda uri: _rank_of(store, uri))
        record = record_of(replace(reply, uri=best), text_key(reply.text), store.groups.described(reply_id))
        store.put_reply(record)
        store.read_again(best)  # this copy may say other things around the text
