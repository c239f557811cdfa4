"""Indexing in a process of its own, so that its peak memory is its own: `python -m bench.indexing JOB …`."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer.analyzer import Analyzer
from indexer.layout import DataDir
from indexer.store import Store

ROOT = Path(__file__).parent.parent


def in_own_process(job: str, *paths: Path) -> dict[str, Any]:
    """What a job took: wall and CPU seconds, peak memory, size of what it wrote."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.indexing", job, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _pipeline(files: Path, data: Path) -> Path:
    """The whole way of our documents: load, clean, parse, store, index."""
    from indexer.pipeline import run

    run([files], DataDir(data))
    return data


def _ours(data: Path, folder: Path) -> Callable[[], Path]:
    """Our index alone, from the replies in the store."""
    from indexer.writers.whoosh import open_writer

    store, analyzer = Store(DataDir(data).store), Analyzer(DataDir(data).cache)
    analyzer.words("预热")
    folder.mkdir(parents=True)

    def work() -> Path:
        open_writer(folder, analyzer).write(store.replies(store.ids()))
        return folder

    return work


def _naive(data: Path, folder: Path) -> Callable[[], Path]:
    """The naive index, from the same replies in the same order."""
    from . import naive

    store = Store(DataDir(data).store)
    naive.prepare()

    def work() -> Path:
        naive.write(folder, store.replies(store.ids()))
        return folder

    return work


_JOBS: dict[str, Callable[[Path, Path], Callable[[], Path]]] = {
    "pipeline": lambda files, data: lambda: _pipeline(files, data),
    "ours": _ours,
    "naive": _naive,
}


def _main(job: str, source: str, target: str) -> None:
    work = _JOBS[job](Path(source), Path(target))
    wall, cpu = time.perf_counter(), time.process_time()
    written = work()
    measured = {
        "seconds": round(time.perf_counter() - wall, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "peak_mb": round(_peak_kb() / 1024, 1),
        "written_mb": round(sum(f.stat().st_size for f in written.rglob("*") if f.is_file()) / 2**20, 1),
    }
    print(json.dumps(measured))


def _peak_kb() -> int:
    """This process's peak resident memory; on Linux not ru_maxrss, which a child inherits from its parent."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    if found:
        return int(found[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    _main(*sys.argv[1:4])
