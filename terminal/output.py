"""What all output shares: JSON, progress, columns."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .lines import width_of

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 2.0  # seconds before progress is shown


def to_json(data: Any) -> str:
    """JSON that every terminal and pipe can carry: UTF-8 where that is the encoding, else ASCII."""
    return json.dumps(data, ensure_ascii=not _is_unicode(), indent=2)


def to_jsonl(rows: Iterable[Any]) -> str:
    """JSON, one value a line, each line ended; as portable as `to_json`."""
    return "".join(json.dumps(row, ensure_ascii=not _is_unicode()) + "\n" for row in rows)


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf_8", "cp65001")


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A progress display on standard error, only where a person is watching and has waited two seconds."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    display = _Display()
    try:
        yield display.advance
    finally:
        display.stop()


class _Display:
    """Counts from the beginning, and shows bars with the time left once it takes long."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._done: dict[str, int] = {}
        self._tasks: dict[str, TaskID] = {}
        self._bars: Progress | None = None

    def advance(self, stage: str, steps: int, total: int) -> None:
        """Counts steps of a stage, of which there are `total`; 0 when nobody knows."""
        self._done[stage] = self._done.get(stage, 0) + steps
        if time.monotonic() - self._began < _PATIENCE:
            return
        if self._bars is None:
            self._bars = _bars()
            self._bars.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total or None)
        self._bars.update(self._tasks[stage], completed=self._done[stage])

    def stop(self) -> None:
        """Takes the bars off the screen."""
        if self._bars is not None:
            self._bars.stop()


def _bars() -> Progress:
    from rich import progress as rich
    from rich.console import Console

    times = (rich.TextColumn("用时"), rich.TimeElapsedColumn(), rich.TextColumn("还要约"), rich.TimeRemainingColumn())
    columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), rich.MofNCompleteColumn(), *times)
    return rich.Progress(*columns, console=Console(stderr=True), transient=True)


def named(uri: str) -> str:
    """A file's name on one line, whatever is in it."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in uri)


def padded(text: str, width: int) -> str:
    """A text with blanks up to a width in columns: Chinese characters take two."""
    return text + " " * max(1, width - width_of(text))
