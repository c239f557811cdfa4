"""The way of a document, in order: load → clean → parse → store → join and group → analyze → write."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from .agencies import Agencies, of_office
from .covers import join_covers
from .errors import InputError
from .gathering import group
from .indexing import Indexing, Progress
from .intake import Intake
from .layout import DataDir
from .lexicon import of_office as office_lexicon
from .loaders import Loaded, load
from .preparing import Preparer
from .report import Report
from .store import Store
from .uris import enclosing, source_of
from .workers import Workers
from .writers import Engine
from .writers import whoosh as default_engine

_BATCH = 200  # documents in one transaction of the store
_ROUNDS = 5  # of reading again: what is read may free another


def run(
    paths: Sequence[Path],
    data: DataDir,
    *,
    columns: Mapping[str, str] | None = None,
    keep_missing: bool = False,
    allow_empty: bool = False,
    rebuild: bool = False,
    progress: Progress = lambda *_: None,
    engine: Engine = default_engine.WHOOSH,
    workers: int | None = None,
) -> Report:
    """Brings the archive in `data` up to date with these folders and files.

    `columns` names the columns of tables that hold a field. `workers` is the number of processes that
    clean, parse and cut words: one for each core, or 0 for none but this one. With no paths only the index is
    brought up to date with the store. Raises InputError when a path does not exist (before anything is
    changed) and StoreError when another program writes or nobody can.
    """
    started, report = time.monotonic(), Report()
    _check_apart(paths, data)
    inputs = [(source_of(path), load(path, without=data.root.absolute(), columns=columns)) for path in paths]
    firsts = [list(islice(loaded, 1)) for _, loaded in inputs]  # missing folders fail here
    agencies, lexicon = of_office(data.agencies), office_lexicon(data.lexicon)
    prepare = Preparer(agencies)
    with (
        data.writing(),
        closing(Store(data.store, create=bool(paths) or data.store.exists())) as store,
    ):
        with Workers(prepare, workers) as pool:
            for (source, rest), first in zip(inputs, firsts, strict=True):
                intake = Intake(store, source, report)
                items = (intake.look_up(item, prepare) for item in chain(first, rest))
                _take_in(store, intake, pool.outcomes(items), progress)
                with store.transaction():
                    intake.finish(keep_missing, allow_empty)
            _bring_together(store, pool, agencies, columns, report)
        indexing = Indexing(store, data, engine, progress, lexicon.terms(), workers)
        report.rebuilt = indexing.bring_up_to_date(rebuild)
        report.replies = store.counts()[0]
    report.seconds = time.monotonic() - started
    return report


def _check_apart(paths: Sequence[Path], data: DataDir) -> None:
    """A crawl with the archive's own files in it would be read as part of it."""
    if any(source_of(path) == source_of(data.root) for path in paths):
        raise InputError(f"数据目录“{data.root}”就是要导入的文件夹，请用 --data 另选一个")


def _take_in(store: Store, intake: Intake, outcomes: Iterator[object], progress: Progress) -> None:
    """Stores what became of the documents, a batch in one transaction."""
    with store.transaction():
        intake.begin()
    while batch := list(islice(outcomes, _BATCH)):
        with store.transaction():
            for outcome in batch:
                intake.take(outcome)
                progress("读取", 1, 0)


def _bring_together(
    store: Store, pool: Workers, agencies: Agencies, columns: Mapping[str, str] | None, report: Report
) -> None:
    """Pages with their attachments, then copies and families; what now stands for itself is read again."""
    joined = join_covers(store, agencies)
    for _ in range(_ROUNDS):
        again = store.to_read_again()
        if not again:
            break
        _take_in_again(store, pool, again, columns)
        joined |= join_covers(store, agencies)
    report.joined = len(joined)
    report.copies, report.families = group(store)


def _take_in_again(
    store: Store, pool: Workers, again: Sequence[tuple[str, str]], columns: Mapping[str, str] | None
) -> None:
    """Reads documents once more that now stand for a reply whose first copy is gone, or lost their attachment.

    One that cannot be found stays as it is and is read by the next run of its source.
    """
    by_file: dict[tuple[Path, str], set[str]] = {}
    for uri, source in again:
        if file := _file_of(uri):
            by_file.setdefault((file, source), set()).add(uri)
    for (file, source), wanted in by_file.items():
        intake = Intake(store, source, Report())
        for outcome in pool.outcomes(_wanted(file, wanted, columns)):
            with store.transaction():
                intake.take(outcome)


def _file_of(uri: str) -> Path | None:
    """The file that a document or a member of an archive lies in, if it is there."""
    try:
        return next((Path(part) for part in enclosing(uri) if Path(part).is_file()), None)
    except OSError:
        return None


def _wanted(file: Path, wanted: set[str], columns: Mapping[str, str] | None) -> Iterator[Loaded]:
    """The documents of a file that are wanted; it is read only as far as they need."""
    rest = set(wanted)
    try:
        for item in load(file, columns=columns):
            if item.uri in rest:
                rest.discard(item.uri)
                yield item
            if not rest:
                return
    except InputError:  # it may no longer be read
        return
