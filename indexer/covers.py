"""Pages that only link to an attachment are joined with it in the store: one reply at both addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .agencies import Agencies
from .document import Page, page_from
from .findings import findings_of
from .intake import drop_if_orphaned
from .joining import joined
from .loaders.addresses import beside, resolve, same_site, url_key
from .parser import parse
from .preparing import recorded
from .store import Document, Store


class Cover(NamedTuple):
    """A page that only links to attachments."""

    document: Document
    page: Page


def join_covers(store: Store, agencies: Agencies) -> set[str]:
    """Joins covers with their attachment; returns the uris of the attachments that were joined anew.

    The attachment's text stands, with its pages' titles and metadata, the first page's first. A cover
    whose attachment is gone is marked to be read again. Does nothing when nothing has changed.
    """
    if not store.groups.changed():
        return set()
    by_target: dict[str, list[Cover]] = {}
    for cover in _covers(store):
        target = next(_targets(store, cover), None)
        if target is not None:
            by_target.setdefault(target.uri, []).append(cover)
        elif cover.document.joined:
            with store.transaction():
                store.read_again(cover.document.uri)  # it stands for itself again
    return {uri for uri, covers in by_target.items() if _brought_up_to_date(store, uri, covers, agencies)}


def _covers(store: Store) -> Iterator[Cover]:
    for uri in store.covers():
        document = store.document(uri)
        if document and document.page:
            yield Cover(document, page_from(json.loads(document.page)))


def _targets(store: Store, cover: Cover) -> Iterator[Document]:
    """The attachments a page links to, in the page's order: files beside it, or addresses of its own site.

    Anybody's page may link to anybody's file; what it says of it is only believed at home.
    """
    uri, base = cover.document.uri, next((pair.value for pair in cover.page.pairs if pair.label == "网址"), "")
    for href in cover.page.attachments:
        found = store.document(beside(uri, href))
        if found and found.source != cover.document.source:
            found = None
        address = resolve(base, href) if base and not found else ""
        if address and same_site(base, address):
            found = store.document_at(url_key(address))
        if found and found.page and not found.is_cover:
            yield found


def _brought_up_to_date(store: Store, uri: str, covers: Sequence[Cover], agencies: Agencies) -> bool:
    """Joins an attachment with its covers unless they are joined just so."""
    target = store.document(uri)
    if target is None:
        return False
    state = " ".join([target.digest, *(cover.document.digest for cover in covers)])
    if all(cover.document.joined == state for cover in covers):
        return False
    with store.transaction():
        _join(store, target, covers, state, agencies)
    return True


def _join(store: Store, target: Document, covers: Sequence[Cover], state: str, agencies: Agencies) -> None:
    attachment = whole = page_from(json.loads(target.page or "{}"))
    stated = parse(attachment, target.uri, agencies).get("title")
    for document, page in covers:
        title = None if stated else page.title or parse(page, document.uri, agencies).get("title")
        whole = joined(replace(page, title=title), whole, target.uri)
    reply = replace(parse(whole, target.uri, agencies), id=target.reply_id)
    store.put_reply(recorded(reply, whole.notes))
    store.ledger.put(target.uri, target.source, findings_of(replace(whole, notes=attachment.notes), reply))
    for document, _ in covers:
        store.put_document(replace(document, reply_id=target.reply_id, joined=state))
        store.ledger.put(document.uri, document.source, ())
        if document.reply_id != target.reply_id:
            drop_if_orphaned(store, document.reply_id)
