"""How fast the search page is for ten clerks at once: `python -m bench.web --replies 5000 [--json]`.

The same addresses are asked in four ways:
- `query`: the search alone, `searched(…)`, in this process, one after another, warm;
- `one`: the page, from the real server (`dafu serve`) over loopback, by one client;
- `working`: by ten clients at once, each of which reads for a while between two questions;
- `pressing`: by ten clients at once, each of which asks again as soon as it has its answer.

Every client keeps its connection, takes gzip and reads the whole page. What is not a 200 is an error.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parent.parent
if not __package__:  # run as `python bench/web.py`
    sys.path.insert(0, str(ROOT))

from bench.asking import Ask  # noqa: E402
from bench.timing import percentile  # noqa: E402

Spent = tuple[list[float], int, int]  # milliseconds of each request, errors, bytes over the wire
_HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html"}
_TARGET = 3.0


def main(arguments: list[str] | None = None) -> None:
    """Makes an archive, measures, prints."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as folder:
        data = options.data or _indexed(Path(folder), options.replies, options.seed)
        measured = {
            "date": date.today().isoformat(),
            **_measure(data, options),
        }
    print(json.dumps(measured, ensure_ascii=False) if options.json else render(measured))


def render(measured: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    rows = [f"| {name} | {f['p50']} | {f['p95']} | {f.get('ratio_p50', '')} | {f.get('ratio_p95', '')} "
            f"| {f.get('errors', '')} | {f.get('per_second', '')} |"
            for name, f in measured["ways"].items()]  # fmt: skip
    head = "| | p50 ms | p95 ms | p50 × | p95 × | errors | pages/s |\n|---|--:|--:|--:|--:|--:|--:|"
    return "\n".join([json.dumps(measured["settings"]), "", head, *rows, "", f"page {measured['page_kb']} kB"])


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.web", description="查找网页在十人同用时的速度")
    parser.add_argument("--replies", type=int, default=5000, help="篇数")
    parser.add_argument("--data", type=Path, help="用现成的数据目录，不另外生成")
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--questions", type=int, default=6, help="每类查询的个数")
    parser.add_argument("--pause", type=float, default=1.0, help="两次查找之间平均停多少秒")
    parser.add_argument("--rounds", type=int, default=1, help="每人把全部查询问几遍")
    parser.add_argument("--seed", type=int, default=20250101)
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    parser.add_argument("--quick", action="store_true", help="很小的一次，供测试用")
    options = parser.parse_args(arguments)
    if options.quick:
        options.replies, options.clients, options.questions, options.rounds, options.pause = 40, 3, 1, 1, 0.01
    return options


def _indexed(root: Path, replies: int, seed: int) -> Path:
    from bench.corpus import generate
    from bench.indexing import in_own_process

    generate(root / "files", replies, seed)
    in_own_process("pipeline", root / "files", root / "data")
    return root / "data"


def _measure(data: Path, options: argparse.Namespace) -> dict[str, Any]:
    asks, replies = _asks(data, options)
    addresses = [_address(ask) for ask in asks]
    in_process = _in_process(data, asks, options.rounds)
    with _server(data) as address:
        _client(address, addresses, 1, 0.0, 0)  # warm, as the engine in this process is
        crowd = {
            "one": _clients(address, addresses, 1, options.rounds, 0.0),
            "working": _clients(address, addresses, options.clients, options.rounds, options.pause),
            "pressing": _clients(address, addresses, options.clients, options.rounds, 0.0),
        }
    query = {"p50": percentile(in_process, 0.5), "p95": percentile(in_process, 0.95)}
    ways = {"query": query, **{name: _beside(query, *found) for name, found in crowd.items()}}
    ((times, _, size),) = crowd["one"][0]
    settings = {name: value for name, value in vars(options).items() if name not in ("json", "data", "quick")}
    return {
        "settings": {**settings, "replies": replies, "asks": len(asks)},
        "ways": ways,
        "page_kb": round(size / len(times) / 1000, 1),
        "target": _TARGET,
    }


def _asks(data: Path, options: argparse.Namespace) -> tuple[list[Ask], int]:
    """Questions of every kind in one order for all ways, and how many replies they are drawn from."""
    from bench.kinds import Material, draw_all
    from indexer.analyzer import Analyzer
    from indexer.layout import DataDir
    from indexer.store import Store

    folder = DataDir(data)
    store = Store(folder.store)
    material = Material(list(store.replies(store.ids())), Analyzer(folder.cache), options.seed)
    asks = [ask for drawn in draw_all(material, options.questions).values() for ask in drawn]
    store.close()
    random.Random(options.seed).shuffle(asks)
    return asks, len(material.replies)


def _address(ask: Ask) -> str:
    more = {"sort": "date"} if ask.newest_first else {}
    return "/?" + urlencode({"q": ask.ours, **more, **({"page": ask.offset // 20 + 1} if ask.offset else {})})


def _in_process(data: Path, asks: Sequence[Ask], rounds: int) -> list[float]:
    """Milliseconds of every search but those of the first round, which warms."""
    from indexer.layout import DataDir
    from search.archive import Archive
    from search.query import Question, Sort
    from search.suggesting.helping import searched

    archive, spent = Archive(DataDir(data)), list[float]()
    for round_number in range(rounds + 1):
        for ask in asks:
            question = Question(ask.ours, sort=Sort.NEWEST if ask.newest_first else Sort.RELEVANCE)
            started = time.perf_counter()
            searched(archive, question, ask.offset, 20)
            if round_number:
                spent.append((time.perf_counter() - started) * 1000)
    archive.close()
    return spent


@contextmanager
def _server(data: Path) -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-W", "ignore", str(ROOT / "cli.py"), "--data", str(data), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout is not None
        try:
            found = re.search(r"http://[\d.]+:\d+", running.stdout.readline())
            if found is None:
                raise RuntimeError("the server did not start")
            yield found[0]
        finally:
            running.terminate()


def _clients(
    address: str, addresses: Sequence[str], count: int, rounds: int, pause: float
) -> tuple[list[Spent], float]:
    """What each of some clients at once spent, and how many seconds it took in all."""
    started = time.perf_counter()
    with ProcessPoolExecutor(min(count, 10), mp_context=get_context("spawn")) as pool:
        made = [pool.submit(_client, address, addresses, rounds, pause, number) for number in range(count)]
        return [one.result() for one in made], time.perf_counter() - started


def _client(address: str, addresses: Sequence[str], rounds: int, pause: float, number: int) -> Spent:
    """One client: all addresses in an order of its own, `rounds` times, with pauses around `pause` seconds."""
    own, spent, errors, size = random.Random(number), list[float](), 0, 0
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    for path in own.sample(list(addresses) * rounds, len(addresses) * rounds):
        time.sleep(own.expovariate(1 / pause) if pause else 0)
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers=_HEADERS)
            answer = connection.getresponse()
            size += len(answer.read())
            errors += answer.status != 200
        except (OSError, http.client.HTTPException):
            errors += 1
            connection.close()
        spent.append((time.perf_counter() - started) * 1000)
    connection.close()
    return spent, errors, size


def _beside(query: dict[str, float], spent: Sequence[Spent], seconds: float) -> dict[str, float]:
    """Percentiles over all requests of all clients, and how many times those of the search alone they are."""
    times = [one for times, _, _ in spent for one in times]
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    return {
        "p50": p50,
        "p95": p95,
        "ratio_p50": round(p50 / query["p50"], 2),
        "ratio_p95": round(p95 / query["p95"], 2),
        "errors": sum(errors for _, errors, _ in spent),
        "requests": len(times),
        "per_second": round(len(times) / seconds, 1),
    }


if __name__ == "__main__":
    main()
