"""Whether searching got slower: `python bench/beside.py CHECKOUT [--size 5000] [--json]`.

CHECKOUT is the project at another commit (`git worktree add ../before REVISION`). Both index the same generated
archive and answer the same questions, a page of 20 with its paragraphs and marks. Each runs in a process of its own
with its own code, they take turns at every question, and CPU time counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if not __package__:  # run as `python bench/beside.py`
    sys.path.insert(0, str(ROOT))

from bench.timing import percentile  # noqa: E402

ANSWERING = Path(__file__).resolve().parent / "answering.py"
_PASTED = "pasted"
_NAMES = ("before", "now")


class Checkout:
    """The project as it stands in a folder, answering questions in a process of its own."""

    def __init__(self, root: Path, files: Path, data: Path) -> None:
        command = [sys.executable, "-P", "-W", "ignore", str(ANSWERING), str(files), str(data)]
        environment = {**os.environ, "PYTHONPATH": str(root)}
        self._process = subprocess.Popen(
            command, cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._answer()  # indexed

    def ask(self, question: Mapping[str, Any]) -> float:
        """The CPU milliseconds that a question takes."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return float(self._answer())

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit("beside: a checkout has ended; what it said stands above")
        return line


def main(arguments: list[str] | None = None) -> None:
    """Measures and prints a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="bench.beside", description="与另一个版本比较查找的用时")
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--size", type=int, default=5_000)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as folder:
        measured = _measure(Path(folder), options)
    print(json.dumps(measured, ensure_ascii=False) if options.json else _table(measured))


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    from bench.corpus import generate

    generate(folder / "files", options.size, 1)
    with ExitStack() as stack:
        checkouts = {}
        for name, root in (("before", options.checkout.resolve()), ("now", ROOT)):
            checkouts[name] = Checkout(root, folder / "files", folder / name)
            stack.callback(checkouts[name].close)
        times: dict[str, dict[str, list[float]]] = {}
        for kind, questions in _questions(folder / "now", options.questions).items():
            times[kind] = _in_turns(checkouts, questions, options.rounds)
    return _figures(times)


def _questions(data: Path, count: int) -> dict[str, list[dict[str, Any]]]:
    """The kinds of questions of bench/kinds.py, drawn from the archive."""
    from bench.kinds import Material, draw_all
    from indexer.analyzer import Analyzer
    from indexer.layout import DataDir
    from indexer.store import Store

    store = Store(DataDir(data).store)
    material = Material(list(store.replies(store.ids())), Analyzer(DataDir(data).cache), 1)
    store.close()
    return {
        kind: [{"text": a.ours, "offset": a.offset, "newest": a.newest_first} for a in asks]
        for kind, asks in draw_all(material, count).items()
    }


def _in_turns(
    checkouts: Mapping[str, Checkout], questions: Sequence[Mapping[str, Any]], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds by checkout; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in checkouts}
    for number in range(rounds + 1):
        for question in questions:
            for name, checkout in checkouts.items():
                took = checkout.ask(question)
                if number:
                    times[name].append(took)
    return times


def _figures(times: Mapping[str, Mapping[str, list[float]]]) -> dict[str, Any]:
    """p50 and p95 of every kind, and of all that is typed; how many times as long it takes now."""
    typed = {name: [t for kind in times if not kind.startswith(_PASTED) for t in times[kind][name]] for name in _NAMES}
    return {kind: _of_kind(found) for kind, found in {**times, "typed": typed}.items()}


def _of_kind(times: Mapping[str, list[float]]) -> dict[str, Any]:
    found = {name: {"p50": percentile(times[name], 0.5), "p95": percentile(times[name], 0.95)} for name in _NAMES}
    return {**found, "ratio_p95": round(found["now"]["p95"] / found["before"]["p95"], 2)}


def _table(measured: Mapping[str, Any]) -> str:
    rows = ["| 类别 | 以前 p50 / p95 | 现在 p50 / p95 | p95 倍数 |", "| --- | --: | --: | --: |"]
    for kind, found in measured.items():
        cells = [f"{found[name]['p50']:.1f} / {found[name]['p95']:.1f}" for name in _NAMES]
        rows.append(f"| {kind} | {' | '.join(cells)} | {found['ratio_p95']} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
