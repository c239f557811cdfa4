"""The benchmark runs, and says what it promises."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from indexer.layout import DataDir
from indexer.workers import cores

ROOT = Path(__file__).parent.parent.parent
KINDS = {
    "rare_word", "common_word", "two_characters", "one_character", "three_words", "either_word", "phrase", "doc_number",
    "mixed", "without", "field_word", "years_word", "sort_date", "page_five", "pasted_sentence", "pasted_paragraph",
}  # fmt: skip


@cache
def quick() -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "bench/speed.py", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=True)
    (line,) = done.stdout.splitlines()
    measured: dict[str, Any] = json.loads(line)
    return measured


def figures() -> dict[str, Any]:
    (figures,) = quick()["sizes"].values()
    return dict(figures)


def test_prints_one_json_object_with_machine_and_settings() -> None:
    assert {"machine", "date", "settings", "sizes"} <= quick().keys()


def test_measures_indexing_of_both_engines() -> None:
    indexing = figures()["indexing"]
    for job in ("pipeline", "ours", "naive"):
        assert indexing[job]["seconds"] > 0
        assert indexing[job]["peak_mb"] > 10


def test_measures_every_kind_for_both_engines() -> None:
    kinds = figures()["kinds"]
    assert kinds.keys() == KINDS
    for kind in kinds.values():
        for engine in ("ours", "naive", "ratio"):
            for step in ("search", "page"):
                latencies = kind[engine][step]
                assert 0 < latencies["p50"] <= latencies["p95"] or engine == "ratio"


def test_our_engine_finds_all_that_is_there_and_nothing_else() -> None:
    for name, kind in figures()["kinds"].items():
        found = kind["ours"]["found"]
        assert (found.get("recall", 1.0), found.get("extra", 0)) == (1.0, 0), name


def test_generates_the_same_archive_for_the_same_seed(tmp_path: Path) -> None:
    from bench.corpus import generate

    for name in ("one", "two"):
        generate(tmp_path / name, 5, seed=7)
    one, two = (sorted(path for path in (tmp_path / name).rglob("*") if path.is_file()) for name in ("one", "two"))
    assert [path.relative_to(tmp_path / "one") for path in one] == [path.relative_to(tmp_path / "two") for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_measures_the_page_for_some_clients_at_once(sample_data: DataDir) -> None:
    command = [sys.executable, "-W", "ignore", "bench/web.py", "--quick", "--json", "--data", str(sample_data.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=110, check=True)
    measured = json.loads(done.stdout)
    assert measured["settings"]["replies"] == 47
    assert list(measured["ways"]) == ["query", "one", "working", "pressing"]
    for name, figures in measured["ways"].items():
        assert 0 < figures["p50"] <= figures["p95"]
        if name != "query":
            assert figures["errors"] == 0
            assert figures["requests"] == measured["settings"]["asks"] * (1 if name == "one" else 3)
            assert figures["ratio_p95"] > 0


def test_measures_loading_of_every_system_and_number_of_processes() -> None:
    command = [sys.executable, "-W", "ignore", "bench/speed.py", "--loading", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=True)
    measured = json.loads(done.stdout)
    assert next(iter(measured["one_core"])).startswith("答复")
    assert {"1", str(cores())} == set(measured["processes"])
    assert all(speed > 0 for speed in (*measured["one_core"].values(), *measured["processes"].values()))
