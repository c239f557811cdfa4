"""What belongs together: a page and its attachment, the copies of a letter, letters that answer several proposals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from . import dedup
from .agencies import Agencies
from .document import Page, page_from
from .findings import FIGURES, findings_of
from .joining import joined
from .loaders.addresses import beside, resolve, url_key
from .parser import parse
from .preparing import described
from .store import Document, Grouped, Store

_FIGURES_SHOWN = 5


# A page and its attachment


def join_covers(store: Store, agencies: Agencies) -> int:
    """Joins pages that only link to an attachment with it; returns how many were joined anew.

    The attachment's text stands, with the page's title and metadata; both addresses lead to it.
    """
    count = 0
    for uri in store.covers():
        cover = store.document(uri)
        if cover is None or cover.page is None:
            continue
        page = page_from(json.loads(cover.page))
        target = next(_targets(store, cover, page), None)
        state = f"{cover.digest} {target.digest}" if target else ""
        if state == cover.joined:
            continue
        with store.transaction():
            if target is None:
                store.read_again(uri)  # its attachment is gone: it stands for itself again
            else:
                _join(store, cover, page, target, state, agencies)
                count += 1
    return count


def _targets(store: Store, cover: Document, page: Page) -> Iterator[Document]:
    """The attachments a page links to that are in the archive, in the page's order."""
    base = next((pair.value for pair in page.pairs if pair.label == "网址"), "")
    for href in page.attachments:
        found = store.document(beside(cover.uri, href))
        found = found or (store.document_at(url_key(resolve(base, href))) if base else None)
        if found and found.page and not found.is_cover:
            yield found


def _join(store: Store, cover: Document, page: Page, target: Document, state: str, agencies: Agencies) -> None:
    attachment = page_from(json.loads(target.page or "{}"))
    stated = parse(attachment, target.uri).get("title")
    title = None if stated else page.title or parse(page, cover.uri).get("title")
    whole = joined(replace(page, title=title), attachment, target.uri)
    reply = replace(parse(whole, target.uri, agencies), id=target.reply_id)
    store.put_reply(reply, dedup.text_key(reply.text), described(reply, whole.notes))
    store.put_document(replace(cover, reply_id=target.reply_id, joined=state))
    store.ledger.put(cover.uri, cover.source, ())
    store.ledger.put(target.uri, target.source, findings_of(replace(whole, notes=attachment.notes), reply))
    if cover.reply_id != target.reply_id and not store.holders(cover.reply_id):
        store.remove_reply(cover.reply_id)


# Copies and families


def group(store: Store) -> tuple[int, int]:
    """Works out anew which replies are copies and which form families, if anything has changed; how many there are."""
    changed = set(store.pending())
    if changed:
        _group(store, changed)
    return store.group_counts()


def _group(store: Store, changed: set[str]) -> None:
    before = {row.id: row for row in store.grouped()}
    grouping = dedup.group(
        [replace(dedup.from_data(json.loads(row.described)), id=row.id) for row in before.values() if row.described],
        lambda reply_id: _text(store, reply_id),
        store.places,
    )
    copies: dict[str, list[str]] = {}
    for copy, original in grouping.copy_of.items():
        copies.setdefault(original, []).append(copy)
    with store.transaction():
        for reply_id, row in before.items():
            copy_of, family = grouping.copy_of.get(reply_id), grouping.family.get(reply_id, "")
            members = sorted(copies.get(reply_id, ()))
            if (copy_of, family) == (row.copy_of, row.family) and not _has_changed(
                reply_id, members, row, changed, before
            ):
                continue
            store.put_group(reply_id, copy_of, family, _elsewhere(store, reply_id, members))
            _note_figures(store, reply_id, copy_of)


def _has_changed(
    reply_id: str, members: Sequence[str], row: Grouped, changed: set[str], before: Mapping[str, Grouped]
) -> bool:
    """Whether the lines that only copies of a reply have must be looked for again."""
    if not members:
        return row.elsewhere != "[]"
    return not changed.isdisjoint([reply_id, *members]) or any(before[m].copy_of != reply_id for m in members)


def _elsewhere(store: Store, reply_id: str, members: Sequence[str]) -> list[str]:
    text = _text(store, reply_id) if members else ""
    lines = (line for member in members for line in dedup.differing_lines(text, _text(store, member)))
    return list(dict.fromkeys(lines))


def _note_figures(store: Store, reply_id: str, copy_of: str | None) -> None:
    """Notes the figures in which a copy differs from the reply that stands for it: which is right nobody can say."""
    pairs = dedup.other_figures(_text(store, copy_of), _text(store, reply_id)) if copy_of else ()
    said = "；".join(f"“{copy}”，另一份作“{original}”" for original, copy in pairs[:_FIGURES_SHOWN])
    for uri in store.holders(reply_id):
        document = store.document(uri)
        if document:
            store.ledger.set(uri, document.source, FIGURES, said)


def _text(store: Store, reply_id: str) -> str:
    reply = store.get(reply_id)
    return reply.text if reply else ""
