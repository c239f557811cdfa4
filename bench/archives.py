"""An archive of some size with every engine's index, made step by step; a folder that is kept is made only once."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import peers
from .corpus import generate
from .indexing import in_own_process

MORE = 100  # replies that come later, no more than there are
_ACCELERATOR = "rjieba"
Figures = dict[str, Any]
Say = Callable[[str], None]


class Archived:
    """The folder of one size. What a step took is kept beside it: remove `measured/STEP.json` to take it again."""

    def __init__(self, root: Path, say: Say) -> None:
        self.root, self._say = root, say
        self.data, self.more = root / "data", root / "more"
        (root / "measured").mkdir(parents=True, exist_ok=True)

    def build(self, size: int, seed: int, text: Path | None, with_naive: bool) -> Figures:
        """Generates and indexes; what each step took, by its name."""
        if self._kept("write").exists():
            in_own_process("current", self.data, self.data)
        self.once("generate", lambda: self._generate(size, seed, text))
        self._job("read", "read", "files", "data")
        if find_spec(_ACCELERATOR):  # last, so that its index is the one that is searched
            self._job("write_jieba", "write", "data", "none", accelerated=False)
            self._job("analyze_jieba", "analyze", "data", "none", accelerated=False)
        self._job("write", "write", "data", "none")
        self._job("help", "help", "data", "none")
        self._job("analyze", "analyze", "data", "none")
        self._job("jieba", "jieba", "data", "none")
        self._job("words", "words", "data", "words.tsv")
        for kind in peers.installed():
            self._job(kind.name, kind.name, "words.tsv", kind.name)
        if with_naive:
            self._job("naive", "naive", "data", "naive")
        return {path.stem: json.loads(path.read_text("utf-8")) for path in (self.root / "measured").iterdir()}

    def once(self, step: str, work: Callable[[], Figures]) -> Figures:
        """What a step took, from when it was taken first."""
        kept = self._kept(step)
        if not kept.exists():
            measured = work()
            self._say(f"{self.root.name}：{step} {measured}")
            kept.write_text(json.dumps(measured, ensure_ascii=False), "utf-8")
        found: Figures = json.loads(kept.read_text("utf-8"))
        return found

    def _kept(self, step: str) -> Path:
        return self.root / "measured" / f"{step}.json"

    def _job(self, step: str, job: str, source: str, target: str, accelerated: bool = True) -> None:
        def work() -> Figures:
            remove(self.root / target)  # what a run that was broken off left
            return in_own_process(job, self.root / source, self.root / target, accelerated=accelerated)

        self.once(step, work)

    def _generate(self, size: int, seed: int, text: Path | None) -> Figures:
        started = time.perf_counter()
        remove(self.root / "files")
        remove(self.more)
        generate(self.root / "files", size, seed, text=text)
        generate(self.more, min(MORE, size), seed, first=size, text=text)
        return {"seconds": round(time.perf_counter() - started, 2)}


def remove(path: Path) -> None:
    """Removes a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def totals(steps: Figures) -> Figures:
    """All of indexing from its steps: CPU by stage, the whole beside jieba alone, and sizes beside the text."""
    read, words, alone = steps["read"], steps["words"], steps["jieba"]["all_cpu_seconds"]
    group = read["group_cpu_seconds"]
    reading = {
        "extract": read["cpu_of_children"],
        "store": round(read["cpu_seconds"] - read["cpu_of_children"] - group, 2),
        "group": group,
    }
    found: Figures = {}
    for name, write, analyze in (("", "write", "analyze"), ("_jieba", "write_jieba", "analyze_jieba")):
        if write in steps:
            cut, typing = steps[analyze]["all_cpu_seconds"], steps["help"]
            cpu = read["cpu_seconds"] + steps[write]["cpu_seconds"] + typing["cpu_seconds"]
            found[f"total{name}"] = {
                "seconds": round(read["seconds"] + steps[write]["seconds"] + typing["seconds"], 2),
                "cpu_seconds": round(cpu, 2),
                "peak_mb": max(read["peak_mb"], steps[write]["peak_mb"], typing["peak_mb"]),
                "stages": {
                    **reading,
                    "analyze": cut,
                    "write": round(steps[write]["cpu_seconds"] - cut, 2),
                    "help": typing["cpu_seconds"],
                },
                "to_jieba": round(cpu / alone, 2),
            }
    index, store = steps["write"]["written_mb"], read["written_mb"]
    return {**found, "index_mb": index, "store_mb": store, "index_to_text": round(index / words["text_mb"], 2)}
