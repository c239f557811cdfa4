"""Latencies of engines asked the same questions in turn, and what each of them found."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from statistics import median
from typing import Any

from indexer.folding import fold

from .asking import Ask, Engine

Figures = dict[str, Any]


def measure(engines: Mapping[str, Engine], asks: Sequence[Ask], repeats: int, page_repeats: int) -> dict[str, Figures]:
    """For each engine the latencies of `search` and `page` over these questions."""
    searches = _interleaved({name: engine.search for name, engine in engines.items()}, asks, repeats)
    pages = _interleaved({name: engine.page for name, engine in engines.items()}, asks, page_repeats)
    return {name: {"search": _summary(searches[name]), "page": _summary(pages[name])} for name in engines}


def found(engine: Engine, asks: Sequence[Ask], texts: Mapping[str, str], chrome: Mapping[str, str]) -> Figures:
    """How many documents fit, and where a literal string is asked for how many of the right ones were found.

    `extra` counts documents that were found without holding the string, not even in the page around the text.
    """
    totals, right, held, extra = list[int](), 0, 0, 0
    for ask in asks:
        ids = engine.matching(ask)
        totals.append(len(ids))
        if ask.literal is not None:
            string = fold(ask.literal)
            holding = {reply_id for reply_id, text in texts.items() if string in text}
            right, held = right + len(holding & ids), held + len(holding)
            extra += sum(string not in chrome[reply_id] for reply_id in ids - holding)
    figures: Figures = {"median_total": median(totals)}
    if held:
        figures |= {"literal": held, "found": right, "recall": round(right / held, 4), "extra": extra}
    return figures


def _interleaved(
    calls: Mapping[str, Callable[[Ask], object]], asks: Sequence[Ask], repeats: int
) -> dict[str, list[list[float]]]:
    """Milliseconds by engine and round; the engines take turns at every question. Round 0 is the warm-up."""
    rounds: dict[str, list[list[float]]] = {name: [] for name in calls}
    gc.collect()
    for _ in range(repeats + 1):
        for name in calls:
            rounds[name].append([])
        for ask in asks:
            for name, call in calls.items():
                started = time.perf_counter()
                call(ask)
                rounds[name][-1].append((time.perf_counter() - started) * 1000)
    return rounds


def _summary(rounds: list[list[float]]) -> Figures:
    """Percentiles over the questions: of each question's median round, and of the first time it was asked."""
    first, later = rounds[0], [median(values) for values in zip(*rounds[1:], strict=True)]
    return {
        "p50": percentile(later, 0.5),
        "p95": percentile(later, 0.95),
        "first_p50": percentile(first, 0.5),
        "first_p95": percentile(first, 0.95),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return round(ordered[max(0, ceil(len(ordered) * share) - 1)], 3)
