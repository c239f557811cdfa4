"""Latencies of engines asked the same questions in turn, and what each of them found."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median
from typing import Any

from indexer.folding import fold

from .asking import Ask, Engine

Figures = dict[str, Any]


@dataclass(slots=True)
class Times:
    """Milliseconds of one engine: of every question the first time, and of all later times; and what it returned."""

    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    returned: list[Any] = field(default_factory=list)

    def add(self, other: Times) -> None:
        """Takes the times of other questions in."""
        self.first += other.first
        self.later += other.later

    def summary(self) -> Figures:
        """Percentiles over all later answers, and over the first ones; the first ones count where there was no time."""
        warm = self.later or self.first
        return {
            **{f"p{share}": percentile(warm, share / 100) for share in (50, 95, 99)},
            **{f"first_p{share}": percentile(self.first, share / 100) for share in (50, 95)},
            "questions": len(self.first),
            "answers": len(warm),
        }


def in_turns(
    calls: Mapping[str, Callable[[Ask], object]], asks: Sequence[Ask], repeats: int, budget: float
) -> dict[str, Times]:
    """The engines take turns at every question, first once and then `repeats` times more.

    One that has spent `budget` seconds is asked no more, the first of them excepted.
    """
    times, first = {name: Times() for name in calls}, next(iter(calls))
    spent = dict.fromkeys(calls, 0.0)
    gc.collect()
    for turn in range(repeats + 1):
        for ask in asks:
            for name, call in calls.items():
                if spent[name] > budget and name != first:
                    continue
                started = time.perf_counter()
                returned = call(ask)
                took = time.perf_counter() - started
                spent[name] += took
                (times[name].later if turn else times[name].first).append(took * 1000)
                if not turn:
                    times[name].returned.append(returned)
    return times


def found(
    engine: Engine, asks: Sequence[Ask], totals: Sequence[int], texts: Mapping[str, str], chrome: Mapping[str, str]
) -> Figures:
    """How many documents fit, and of those in `texts` that hold a literal string how many were found.

    `extra` counts documents that were found without holding the string, not even in the page around the text.
    """
    right, held, extra = 0, 0, 0
    for ask in asks:
        if ask.literal is not None:
            string, ids = fold(ask.literal), engine.matching(ask) & texts.keys()
            holding = {reply_id for reply_id, text in texts.items() if string in text}
            right, held = right + len(holding & ids), held + len(holding)
            extra += sum(string not in chrome[reply_id] for reply_id in ids - holding)
    figures: Figures = {"median_total": median(totals)}
    if held:
        figures |= {"literal": held, "found": right, "recall": round(right / held, 4), "extra": extra}
    return figures


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return round(ordered[max(0, ceil(len(ordered) * share) - 1)], 3)
