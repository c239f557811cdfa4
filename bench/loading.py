"""How fast pages become replies: `python -m bench.loading [--folder DIR] [--pages N] [--json]`.

One core: ours is the whole way of a document from its bytes — decode, extract, parse — against the extraction
alone of trafilatura and readability-lxml, each given bytes or text, whichever it is faster with. The systems take
turns; seconds of processor time, the best of several rounds. All cores: loaders and worker processes together.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from indexer.agencies import shipped
from indexer.document import RawDocument, Skipped
from indexer.extractors import extract
from indexer.loaders import load
from indexer.parser import parse
from indexer.preparing import Preparer
from indexer.workers import Workers, cores

from .ordinary import ordinary_page

Read = Callable[[bytes], object]
_ROUNDS, _PAGES, _FILES = 5, 100, 1_500
_WARM_UP = 64  # documents, until all processes have started
_SUFFIXES = (".html", ".htm", ".shtml")
_OURS = "答复：解码＋提取＋解析"


def ours(body: bytes) -> None:
    page = extract(RawDocument("/青屿/页.html", body))
    parse(page, "/青屿/页.html")


def _rivals() -> dict[str, tuple[Read, Read]]:
    """The other extractors that are installed, each reading bytes and reading text."""
    found: dict[str, tuple[Read, Read]] = {}
    try:
        import trafilatura

        found["trafilatura：仅提取"] = (
            lambda body: trafilatura.extract(body, include_comments=False),
            lambda body: trafilatura.extract(body.decode("utf-8", "replace"), include_comments=False),
        )
    except ImportError:
        pass
    try:
        from readability import Document

        found["readability-lxml：仅提取"] = (
            lambda body: Document(body).summary(),
            lambda body: Document(body.decode("utf-8", "replace")).summary(),
        )
    except ImportError:
        pass
    return found


def on_one_core(pages: Sequence[bytes], rounds: int = _ROUNDS) -> dict[str, float]:
    """Pages a second of processor time, of every system in its faster way; they take turns, the best round counts."""
    ways: list[tuple[str, Read]] = [(_OURS, ours)]
    ways += [(name, read) for name, both in _rivals().items() for read in both]
    best = [0.0] * len(ways)
    for _ in range(rounds):
        for number, (_, read) in enumerate(ways):
            started = time.process_time()
            for body in pages:
                read(body)
            best[number] = max(best[number], len(pages) / (time.process_time() - started))
    fastest: dict[str, float] = {}
    for (name, _), speed in zip(ways, best, strict=True):
        fastest[name] = max(speed, fastest.get(name, 0.0))
    return fastest


def on_cores(pages: Sequence[bytes], files: int = _FILES) -> dict[int, float]:
    """Documents a second, by the number of processes: files of a folder loaded, cleaned and parsed."""
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as name:
        for number in range(files):
            (Path(name) / f"{number}.html").write_bytes(pages[number % len(pages)])
        return {count: _loaded_per_second(Path(name), files, count) for count in sorted({1, cores()})}


def _loaded_per_second(folder: Path, files: int, count: int) -> float:
    """Wall time, from when the processes have started."""
    with Workers(Preparer(shipped()), count) as workers:
        warm_up = min(_WARM_UP, files // 2)
        for _ in workers.outcomes(islice(load(folder), warm_up)):
            pass
        started = time.perf_counter()
        outcomes = list(workers.outcomes(load(folder)))
        seconds = time.perf_counter() - started
    read = sum(not isinstance(outcome, Skipped) for outcome in outcomes)
    if read != files:
        raise RuntimeError(f"{files} files, {read} read")
    return files / seconds


def measure(
    folder: Path | None = None, count: int = _PAGES, files: int = _FILES, rounds: int = _ROUNDS
) -> dict[str, Any]:
    """Both measurements, of a folder's pages or of generated ones."""
    if folder:
        found = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _SUFFIXES)
        pages = [file.read_bytes() for file in found]
    else:
        pages = [ordinary_page(number) for number in range(1, count + 1)]
    if not pages:
        raise SystemExit(f"no pages in {folder}")
    return {
        "pages": len(pages),
        "kb": round(sum(map(len, pages)) / len(pages) / 1000, 1),
        "one_core": {name: round(speed, 1) for name, speed in on_one_core(pages, rounds).items()},
        "processes": {str(number): round(speed, 1) for number, speed in on_cores(pages, files).items()},
    }


def render(measured: dict[str, Any]) -> str:
    """The measurements as Markdown."""
    size = measured["kb"] / 1000
    first = measured["one_core"][_OURS]
    lines = [f"{measured['pages']} 个网页，平均 {measured['kb']} kB", ""]
    lines += ["| 单核 | 页/秒 | MB/秒 | 答复是它的几倍 |", "| --- | --: | --: | --: |"]
    lines += [f"| {name} | {s:.0f} | {s * size:.1f} | {first / s:.2f}× |" for name, s in measured["one_core"].items()]
    alone = measured["processes"]["1"]
    lines += ["", "| 读文件夹，处理进程数 | 篇/秒 | 倍数 |", "| --- | --: | --: |"]
    lines += [f"| {number} | {s:.0f} | {s / alone:.2f}× |" for number, s in measured["processes"].items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.loading", description="测量导入（解码、提取、解析）的速度")
    parser.add_argument("--folder", type=Path, help="用这个文件夹里的网页，不生成")
    parser.add_argument("--pages", type=int, default=_PAGES, help="生成的网页数")
    parser.add_argument("--files", type=int, default=_FILES, help="多进程测量的文件数")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    given = parser.parse_args()
    measured = measure(given.folder, given.pages, given.files)
    print(json.dumps(measured, ensure_ascii=False) if given.json else render(measured))


if __name__ == "__main__":
    main()
