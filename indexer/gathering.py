"""Copies of a letter and letters that answer several proposals alike, worked out anew when anything has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from . import dedup
from .findings import FIGURES
from .groups import Grouped
from .store import Store

_FIGURES_SHOWN = 5


def group(store: Store) -> tuple[int, int]:
    """Brings copies and families up to date; returns how many copies and how many families there are."""
    changed = set(store.groups.changed())
    if changed:
        before = {row.id: row for row in store.groups.rows()}
        compared = store.groups.compared()
        known = compared.copy()
        grouping = _grouping(store, before.values(), compared)
        with store.transaction():
            store.groups.remember({pair: compared[pair] for pair in compared.keys() - known.keys()})
            _write(store, before, grouping, changed)
            store.groups.clear(changed)
    return store.groups.counts()


def _grouping(store: Store, rows: Iterable[Grouped], compared: dict[dedup.Pair, float]) -> dedup.Grouping:
    described = [dedup.described_from(row.described, row.id) for row in rows if row.described]
    return dedup.group(described, store.text, store.places, compared)


def _write(store: Store, before: dict[str, Grouped], grouping: dedup.Grouping, changed: set[str]) -> None:
    copies: dict[str, list[str]] = {}
    for copy, original in sorted(grouping.copy_of.items()):
        copies.setdefault(original, []).append(copy)
    for reply_id, row in before.items():
        stands, family = grouping.copy_of.get(reply_id), grouping.family.get(reply_id, "")
        around = {reply_id, *copies.get(reply_id, ()), *([stands] if stands else ())}
        is_new = (stands, family) != (row.copy_of, row.family)
        if is_new or not changed.isdisjoint(around) or _members_have_changed(reply_id, row, copies, before):
            _write_one(store, row, stands, family, copies.get(reply_id, ()))


def _members_have_changed(
    reply_id: str, row: Grouped, copies: dict[str, list[str]], before: dict[str, Grouped]
) -> bool:
    """Whether other copies than before belong to a reply."""
    if reply_id not in copies:
        return row.elsewhere != "[]"
    return any(before[member].copy_of != reply_id for member in copies[reply_id])


def _write_one(store: Store, row: Grouped, original: str | None, family: str, members: Sequence[str]) -> None:
    text = store.text(row.id) if members else ""
    copies = [store.text(member) for member in members]
    lines = [line for copy in copies for line in dedup.differing_lines(text, copy)]
    around = "\n".join([text, *store.removed(row.id), *lines]) if members else ""
    lines += [line for member in members for line in dedup.differing_lines(around, "\n".join(store.removed(member)))]
    differs = any(dedup.other_figures(text, copy) for copy in copies)
    said = (original, family, json.dumps(list(dict.fromkeys(lines)), ensure_ascii=False), differs)
    if said != (row.copy_of, row.family, row.elsewhere, row.other_figures):
        store.groups.put(row.id, *said)
    _note_figures(store, row.id, original)


def _note_figures(store: Store, reply_id: str, original: str | None) -> None:
    """Notes the figures in which a copy differs from the reply that stands for it: which is right nobody can say."""
    pairs = dedup.other_figures(store.text(original), store.text(reply_id)) if original else ()
    said = "；".join(f"“{own}”，另一份作“{other}”" for other, own in pairs[:_FIGURES_SHOWN])
    for uri in store.holders(reply_id):
        document = store.document(uri)
        if document:
            store.ledger.set(uri, document.source, FIGURES, said)
