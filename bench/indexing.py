"""Indexing in a process of its own, so that its time and memory are its own: `python -m bench.indexing JOB …`."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
UNACCELERATED = {"PYTHONPATH": str(Path(__file__).parent / "unaccelerated")}  # as if rjieba were not installed
_EVERY = 0.1  # seconds between looks at the memory of a job


def in_own_process(job: str, *paths: Path, accelerated: bool = True) -> dict[str, Any]:
    """What a job of bench/jobs.py took: wall and CPU seconds, peak memory, size of what it wrote, and what it says.

    The processes that it starts count too: their CPU time once they have ended, and the most memory that all of
    them had at one moment, pages they share counted in each.
    """
    command = [sys.executable, "-W", "ignore", "-m", "bench.indexing", job, *map(str, paths)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment |= {} if accelerated else UNACCELERATED
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, _resident_kb(process.pid))
            time.sleep(_EVERY)
        said = process.communicate()[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    measured: dict[str, Any] = json.loads(said)
    measured["peak_mb"] = round(max(measured["peak_mb"], peak / 1024), 1)
    return measured


def _resident_kb(pid: int) -> int:
    """The resident memory of a process and all that it started, on Linux; elsewhere 0."""
    found, rest = 0, [pid]
    while rest:
        folder = Path("/proc") / str(rest.pop())
        try:
            status = re.search(r"VmRSS:\s+(\d+)", (folder / "status").read_text())
            found += int(status[1]) if status else 0
            rest += [int(child) for task in (folder / "task").iterdir() for child in _children(task)]
        except OSError:  # it has ended
            continue
    return found


def _children(task: Path) -> list[str]:
    kept = task / "children"
    return kept.read_text().split() if kept.exists() else []


def peak_kb() -> int:
    """This process's peak resident memory; on Linux not ru_maxrss, which a child inherits from its parent."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    if found:
        return int(found[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def written_mb(folder: Path) -> float:
    """The size of all files in a folder."""
    return round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 2**20, 1)


def _main(job: str, *paths: str) -> None:
    from .jobs import JOBS

    work = JOBS[job](*map(Path, paths))
    wall, cpu, before = time.perf_counter(), time.process_time(), _cpu_of_children()
    written, said = work()
    own, others = time.process_time() - cpu, _cpu_of_children() - before
    measured = {
        "seconds": round(time.perf_counter() - wall, 2),
        "cpu_seconds": round(own + others, 2),
        "cpu_of_children": round(others, 2),
        "peak_mb": round(peak_kb() / 1024, 1),
        "written_mb": written_mb(written),
        **said,
    }
    print(json.dumps(measured))


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    _main(*sys.argv[1:])
