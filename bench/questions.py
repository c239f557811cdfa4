"""The questions of every kind, put to every engine that has an index of the archive."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from indexer.analyzer import Analyzer
from indexer.layout import DataDir
from indexer.store import Store
from search.archive import Archive

from . import peers
from .asking import Ask, Engine, Paged
from .kinds import Material, draw_all
from .naive import Naive, prepare
from .ours import Ours
from .timing import Times, found, in_turns

TYPED = "typed"  # all kinds together that are not pasted
_PASTED = "pasted"
Figures = dict[str, Any]
Drawn = dict[str, list[Ask]]


class Asked:
    """The questions of one archive, and what the engines answered."""

    def __init__(self, root: Path, options: argparse.Namespace, say: Callable[[str], None]) -> None:
        self._root, self._options, self._say = root, options, say
        data = DataDir(root / "data")
        store = Store(data.store)
        self._material = Material.of(store, Analyzer(data.cache), options.seed)
        self.drawn = draw_all(self._material, options.questions)
        store.close()

    def measure(self) -> Figures:
        """For every kind, and for all that is typed, by engine: latencies of search and page, and what was found."""
        with ExitStack() as stack:
            engines = self._opened(stack)
            paged: dict[str, Paged] = {
                name: engine for name, engine in engines.items() if isinstance(engine, Ours | Naive)
            }
            kinds, typed = (
                dict[str, Figures](),
                {step: {name: Times() for name in engines} for step in ("search", "page")},
            )
            for kind, asks in self.drawn.items():
                times = self._times(engines, paged, asks)
                for step, by_engine in times.items() if not kind.startswith(_PASTED) else ():
                    for name, taken in by_engine.items():
                        typed[step][name].add(taken)
                kinds[kind] = self._figures(engines, asks, times)
                self._say(f"{kind} { ({name: row['search']['p50'] for name, row in kinds[kind].items()}) }")
        everything = {name: _summaries(typed, name) for name in engines}
        return {"kinds": kinds, TYPED: everything}

    def _opened(self, stack: ExitStack) -> dict[str, Engine]:
        archive = Archive(DataDir(self._root / "data"))
        stack.callback(archive.close)
        engines: dict[str, Engine] = {"ours": Ours(archive)}
        for kind in peers.installed():
            opened = kind.open(self._root / kind.name)
            stack.callback(opened.close)
            engines[kind.name] = opened
        if (self._root / "naive").exists():
            prepare()
            naive = Naive(self._root / "naive")
            stack.callback(naive.close)
            engines["naive"] = naive
        return engines

    def _times(
        self, engines: Mapping[str, Engine], paged: Mapping[str, Paged], asks: list[Ask]
    ) -> dict[str, dict[str, Times]]:
        repeats, budget = self._options.repeats, self._options.budget
        searches = {name: engine.search for name, engine in engines.items()}
        pages = {name: engine.page for name, engine in paged.items()}
        return {
            "search": in_turns(searches, asks, repeats, budget),
            "page": in_turns(pages, asks, repeats, budget),
        }

    def _figures(self, engines: Mapping[str, Engine], asks: list[Ask], times: dict[str, dict[str, Times]]) -> Figures:
        figures = {}
        for name, engine in engines.items():
            totals = [total for _, total in times["search"][name].returned]
            right = found(engine, asks, totals, self._material.folded, self._material.chrome)
            figures[name] = {**_summaries(times, name), "found": right}
        return figures


def _summaries(times: Mapping[str, Mapping[str, Times]], name: str) -> Figures:
    return {step: taken[name].summary() for step, taken in times.items() if name in taken and taken[name].first}
