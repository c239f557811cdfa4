"""How fast the engine is beside the naive one: `python -m bench.speed --sizes 1000,5000 [--json]`.

With --loading how fast pages become replies is measured instead (bench/loading.py).

For each size an archive is generated, indexed by both engines in processes of their own, and asked
the same questions, the engines taking turns.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
if not __package__:  # run as `python bench/speed.py`
    sys.path.insert(0, str(ROOT))

from bench import loading, tables  # noqa: E402
from bench.asking import Engine  # noqa: E402
from bench.indexing import in_own_process  # noqa: E402
from bench.timing import found, measure  # noqa: E402


def main(arguments: list[str] | None = None) -> None:
    """Runs the measurements that are asked for and prints them."""
    options = _options(arguments)
    if options.loading:
        _measure_loading(options)
        return
    measured = {
        "machine": _machine(),
        "date": date.today().isoformat(),
        "settings": {"seed": options.seed, "questions": options.questions, "repeats": options.repeats},
        "sizes": {str(size): _measure_size(size, options) for size in options.sizes},
    }
    print(json.dumps(measured, ensure_ascii=False) if options.json else tables.render(measured))


def _measure_loading(options: argparse.Namespace) -> None:
    few = {"count": 3, "files": 40, "rounds": 1} if options.quick else {}
    measured = {"machine": _machine(), "date": date.today().isoformat(), **loading.measure(**few)}
    print(json.dumps(measured, ensure_ascii=False) if options.json else loading.render(measured))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.speed", description="比较本程序与朴素 Whoosh+jieba 的速度")
    parser.add_argument("--sizes", default="1000,5000", help="篇数，逗号分隔")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    parser.add_argument("--seed", type=int, default=20250101)
    parser.add_argument("--questions", type=int, default=20, help="每类查询的个数")
    parser.add_argument("--repeats", type=int, default=3, help="预热以外的轮数")
    parser.add_argument("--loading", action="store_true", help="只测导入（解码、提取、解析）的速度")
    parser.add_argument("--quick", action="store_true", help="很小的一次，供测试用")
    options = parser.parse_args(arguments)
    options.sizes = [int(size) for size in options.sizes.split(",")]
    options.page_repeats = options.repeats
    if options.quick:
        options.sizes, options.questions, options.repeats, options.page_repeats = [25], 2, 1, 1
    return options


def _measure_size(size: int, options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as folder:
        root = Path(folder)
        indexing = _index(root, size, options.seed)
        kinds = _ask(root, options)
    return {"indexing": indexing, "kinds": kinds}


def _index(root: Path, size: int, seed: int) -> dict[str, Any]:
    from bench.corpus import generate

    _say(f"{size} 篇：生成")
    generate(root / "files", size, seed)
    measured = {}
    for job, source, target in (("pipeline", "files", "data"), ("ours", "data", "ours"), ("naive", "data", "naive")):
        measured[job] = in_own_process(job, root / source, root / target)
        _say(f"{size} 篇：{job} {measured[job]}")
    keys = ("seconds", "cpu_seconds", "peak_mb", "written_mb")
    ratio = {key: round(measured["naive"][key] / measured["ours"][key], 2) for key in keys}
    return {**measured, "ratio": ratio}


def _ask(root: Path, options: argparse.Namespace) -> dict[str, Any]:
    from bench.kinds import Material, draw_all
    from bench.naive import Naive
    from bench.ours import Ours
    from indexer.analyzer import Analyzer
    from indexer.layout import DataDir
    from indexer.store import Store
    from search.archive import Archive

    data = DataDir(root / "data")
    store = Store(data.store)
    material = Material(list(store.replies(store.ids())), Analyzer(data.cache), options.seed)
    archive = Archive(data)
    engines: dict[str, Engine] = {"ours": Ours(archive), "naive": Naive(root / "naive")}
    kinds = {}
    for kind, asks in draw_all(material, options.questions).items():
        figures = measure(engines, asks, options.repeats, options.page_repeats)
        for name, engine in engines.items():
            figures[name]["found"] = found(engine, asks, material.folded, material.chrome)
        kinds[kind] = {**figures, "ratio": _ratio(figures)}
        _say(f"{kind}: {kinds[kind]['ratio']}")
    archive.close()
    store.close()
    return kinds


def _ratio(figures: dict[str, Any]) -> dict[str, dict[str, float]]:
    """How many times as long the naive engine takes."""
    return {
        step: {key: round(naive / max(ours[key], 0.001), 2) for key, naive in figures["naive"][step].items()}
        for step, ours in figures["ours"].items()
        if step != "found"
    }


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
