"""One process that answers from an archive: `python -m bench.serving DATA < questions`, one JSON object comes back.

Opening and the first answer, then the throughput of 1 and of 8 threads that share the archive, each asking all
questions from another one on, and the memory that the process has then, with what helps with typing in it. An
answer is a page with its paragraphs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .asking import PAGE, Ask
from .indexing import ROOT, peak_kb
from .timing import percentile

THREADS = (1, 8)


def measure(data: Path, asks: Sequence[Ask]) -> dict[str, Any]:
    """What a process of its own says of these questions."""
    questions = [[ask.ours, ask.newest_first, ask.offset] for ask in asks]
    command = [sys.executable, "-W", "ignore", "-m", "bench.serving", str(data)]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(questions), stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


class _Crowd:
    """Threads that ask one archive."""

    def __init__(self, archive: Any, questions: Sequence[Sequence[Any]]) -> None:
        from search.query import Sort

        self._archive, self._sorts = archive, (Sort.RELEVANCE, Sort.NEWEST)
        self._questions = questions

    def ask(self, text: str, newest_first: bool, offset: int) -> float:
        """Milliseconds of one page."""
        started = time.perf_counter()
        self._archive.search(text, sort=self._sorts[newest_first], offset=offset, limit=PAGE)
        return (time.perf_counter() - started) * 1000

    def work(self, threads: int) -> dict[str, float]:
        """Answers a second, and percentiles of their milliseconds."""
        spent: list[list[float]] = [[] for _ in range(threads)]
        step = max(1, len(self._questions) // threads)

        def one(number: int) -> None:
            start = number * step
            for question in [*self._questions[start:], *self._questions[:start]]:
                spent[number].append(self.ask(*question))

        started = time.perf_counter()
        crowd = [threading.Thread(target=one, args=(number,)) for number in range(threads)]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
        took, answers = time.perf_counter() - started, [ms for times in spent for ms in times]
        return {
            "per_second": round(len(answers) / took, 1),
            **{f"p{share}": percentile(answers, share / 100) for share in (50, 95, 99)},
        }


def _main(data: str) -> None:
    from indexer.layout import DataDir
    from search.archive import Archive
    from web.memory import share_one_arena

    share_one_arena()  # as `dafu serve` does
    questions, started = json.load(sys.stdin), time.perf_counter()
    archive = Archive(DataDir(Path(data)))
    opened, crowd = time.perf_counter(), _Crowd(archive, questions)
    first = crowd.ask(*questions[0])
    crowd.work(1)  # warms
    threads = {str(count): crowd.work(count) for count in THREADS}
    said = {"open_ms": round((opened - started) * 1000, 1), "first_ms": round(first, 1), "threads": threads}
    archive.suggestions.vocabulary()
    print(json.dumps({**said, **_memory()}))
    archive.close()


def _memory() -> dict[str, float]:
    """Resident memory, with and without the files that are mapped into it where the system tells; and the peak."""
    status = Path("/proc/self/status")
    text = status.read_text() if status.exists() else ""
    kb = {name: int(value) for name, value in re.findall(r"(VmRSS|RssAnon):\s+(\d+)", text)}
    found = {"rss_mb": kb.get("VmRSS", peak_kb()), "own_mb": kb.get("RssAnon", peak_kb()), "peak_mb": peak_kb()}
    return {name: round(value / 1024, 1) for name, value in found.items()}


if __name__ == "__main__":
    _main(sys.argv[1])
