"""What comes first: the answer of a fresh process, new replies coming in, the answer after the index has changed."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from indexer.layout import DataDir
from search.archive import Archive

from .archives import remove
from .asking import Ask
from .indexing import ROOT, UNACCELERATED, in_own_process

Figures = dict[str, Any]


def command_line(data: Path, asks: dict[str, Sequence[Ask]]) -> Figures:
    """Wall and CPU seconds of `dafu search`, the median over the questions of each kind, by the segmenter used."""
    ways = {"jieba": UNACCELERATED, **({"accelerated": dict[str, str]()} if find_spec("rjieba") else {})}
    found: Figures = {}
    for way, environment in ways.items():
        _search(data, asks[next(iter(asks))][0], environment)  # jieba's compiled dictionary is kept from then on
        found[way] = {kind: _medians(data, drawn, environment) for kind, drawn in asks.items()}
    return found


def _medians(data: Path, asks: Sequence[Ask], environment: dict[str, str]) -> dict[str, float]:
    spent = [_search(data, ask, environment) for ask in asks]
    wall, cpu = zip(*spent, strict=True)
    return {"seconds": round(median(wall), 3), "cpu_seconds": round(median(cpu), 3)}


def _search(data: Path, ask: Ask, environment: dict[str, str]) -> tuple[float, float]:
    command = [sys.executable, "-W", "ignore", "-m", "cli", "--data", str(data), "search", "--", ask.ours]
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    full = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, env=full, stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):  # 1: nothing was found
        raise subprocess.CalledProcessError(done.returncode, command)
    took, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def growing(root: Path, more: Path, data: Path, ask: Ask) -> Figures:
    """`dafu index` of new replies into a copy of the archive while it is searched, and the first answers after it."""
    grown = root / "grown"
    remove(grown)
    shutil.copytree(data, grown)
    archive = Archive(DataDir(grown))
    try:
        archive.search(ask.ours)
        before = _milliseconds(archive, ask)
        took = in_own_process("pipeline", more, grown)
        typing = in_own_process("help", grown, grown)
        answers = {
            "before_ms": before,
            "first_ms": _milliseconds(archive, ask),
            "second_ms": _milliseconds(archive, ask),
        }
    finally:
        archive.close()
        remove(grown)
    replies = sum(path.is_file() for path in more.rglob("*"))
    measured = {"replies": replies, **{key: took[key] for key in ("seconds", "cpu_seconds", "peak_mb")}}
    return {**measured, "help_seconds": typing["seconds"], **answers}


def _milliseconds(archive: Archive, ask: Ask) -> float:
    started = time.perf_counter()
    archive.search(ask.ours)
    return round((time.perf_counter() - started) * 1000, 2)
