"""How fast the engine is beside others: `python -m bench.speed --sizes 1000,5000,20000,50000 [--json]`.

With --loading how fast pages become replies is measured instead (bench/loading.py).

For each size an archive is generated and indexed, every engine in a process of its own; then all are asked the same
questions, taking turns. The naive engine (stock Whoosh and jieba's ChineseAnalyzer) is left out above --naive-most.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
if not __package__:  # run as `python bench/speed.py`
    sys.path.insert(0, str(ROOT))

from bench import loading, tables  # noqa: E402
from bench.growth import growth  # noqa: E402
from bench.targets import judge  # noqa: E402

_COLD = ("common_word", "pasted_paragraph")  # kinds that fresh processes are asked


def main(arguments: list[str] | None = None) -> None:
    """Runs the measurements that are asked for and prints them."""
    options = _options(arguments)
    if options.loading:
        _measure_loading(options)
        return
    measured = json.loads(options.again.read_text("utf-8")) if options.again else _measure(options)
    if options.chart:
        options.chart.write_text(tables.picture(measured), "utf-8")
    print(json.dumps(measured, ensure_ascii=False) if options.json else tables.render(measured))


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    sizes = {str(size): _measure_size(size, options) for size in options.sizes}
    return {
        "machine": _machine(),
        "date": date.today().isoformat(),
        "settings": {name: getattr(options, name) for name in ("seed", "questions", "repeats", "budget", "naive_most")},
        "sizes": sizes,
        "growth": growth(sizes),
        "targets": judge(sizes),
    }


def _measure_loading(options: argparse.Namespace) -> None:
    few = {"count": 3, "files": 40, "rounds": 1} if options.quick else {}
    measured = {"machine": _machine(), "date": date.today().isoformat(), **loading.measure(**few)}
    print(json.dumps(measured, ensure_ascii=False) if options.json else loading.render(measured))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.speed", description="比较本程序与其他引擎的速度")
    parser.add_argument("--sizes", default="1000,5000", help="篇数，逗号分隔")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    parser.add_argument("--seed", type=int, default=20250101)
    parser.add_argument("--questions", type=int, default=20, help="每类查询的个数")
    parser.add_argument("--repeats", type=int, default=3, help="第一次以外的轮数")
    parser.add_argument("--budget", type=float, default=20, help="别的引擎在一类查询上最多用几秒，用完就不再问它")
    parser.add_argument("--naive-most", type=int, default=20_000, help="朴素引擎最多建多少篇")
    parser.add_argument("--text", type=Path, help="正式文本的文件夹，一半段落取自那里")
    parser.add_argument("--keep", type=Path, help="语料和索引留在这个文件夹里，下次接着用")
    parser.add_argument("--chart", type=Path, help="把曲线图写成这个 SVG 文件")
    parser.add_argument("--again", type=Path, help="不测量，把以前 --json 输出的文件重新列成表")
    parser.add_argument("--loading", action="store_true", help="只测导入（解码、提取、解析）的速度")
    parser.add_argument("--quick", action="store_true", help="很小的一次，供测试用")
    options = parser.parse_args(arguments)
    options.sizes = sorted(int(size) for size in options.sizes.split(","))
    if options.quick:
        options.sizes, options.questions, options.repeats, options.budget = [25], 2, 1, 0.5
    return options


def _measure_size(size: int, options: argparse.Namespace) -> dict[str, Any]:
    from bench.archives import Archived, totals
    from bench.questions import Asked

    with _folder(size, options) as root:
        archived = Archived(root, _say)
        steps = archived.build(size, options.seed, options.text, size <= options.naive_most)
        asked = Asked(root, options, _say)
        answers = asked.measure()
        return {
            "indexing": {**steps, **totals(steps)},
            **answers,
            **_by_other_processes(archived, asked.drawn, options),
        }


def _by_other_processes(archived: Any, drawn: Any, options: argparse.Namespace) -> dict[str, Any]:
    """A serving process, fresh processes, and the archive while it grows."""
    from bench import cold, serving

    asks = [ask for kind in drawn.values() for ask in kind]
    random.Random(options.seed).shuffle(asks)
    found = {
        "serving": serving.measure(archived.data, asks),
        "cold": cold.command_line(archived.data, {kind: drawn[kind][: options.questions // 4 + 1] for kind in _COLD}),
        "growing": cold.growing(archived.root, archived.more, archived.data, drawn["common_word"][0]),
    }
    for name, figures in found.items():
        _say(f"{name} {figures}")
    return found


@contextmanager
def _folder(size: int, options: argparse.Namespace) -> Iterator[Path]:
    """Where the archive of a size lies: for good, or until it is measured."""
    if options.keep:
        folder = options.keep.absolute() / f"{size}-{options.seed}{'-text' if options.text else ''}"
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as temporary:
        yield Path(temporary)


def _machine() -> dict[str, Any]:
    processors = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", processors.read_text()) if processors.exists() else None
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "cpu": found[1] if found else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
    }


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
