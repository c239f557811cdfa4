"""The benchmark runs, and says what it promises."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bench import peers
from indexer.layout import DataDir
from indexer.workers import cores

ROOT = Path(__file__).parent.parent.parent
PEERS = {kind.name for kind in peers.installed()}
KINDS = {
    "rare_word", "common_word", "two_characters", "one_character", "three_words", "either_word", "phrase", "doc_number",
    "mixed", "without", "field_word", "years_word", "sort_date", "page_five", "page_fifty", "facets",
    "pasted_sentence", "pasted_paragraph", "pasted_text",
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
    assert {"machine", "date", "settings", "sizes", "growth", "targets"} <= quick().keys()


def test_measures_indexing_of_every_engine_and_stage() -> None:
    indexing = figures()["indexing"]
    for step in ("read", "write", "write_jieba", "naive", *PEERS):
        assert indexing[step]["seconds"] > 0
        assert indexing[step]["peak_mb"] > 10
        assert indexing[step]["written_mb"] > 0
    for total, write in (("total", "write"), ("total_jieba", "write_jieba")):
        found = indexing[total]
        assert found["cpu_seconds"] == pytest.approx(sum(found["stages"].values()), abs=0.05)
        steps = ("read", write, "help")
        assert found["cpu_seconds"] == pytest.approx(sum(indexing[step]["cpu_seconds"] for step in steps), abs=0.03)
        assert found["to_jieba"] > 1
    assert indexing["read"]["cpu_of_children"] > 0
    assert indexing["words"]["replies"] == 25
    assert indexing["index_to_text"] == pytest.approx(indexing["index_mb"] / indexing["words"]["text_mb"], rel=0.01)


def test_measures_every_kind_for_every_engine() -> None:
    kinds = figures()["kinds"]
    assert kinds.keys() == KINDS
    for kind in (*kinds.values(), figures()["typed"]):
        assert kind.keys() == {"ours", "naive", *PEERS}
        for engine, figure in kind.items():
            for step in ("search", "page") if engine in ("ours", "naive") else ("search",):
                times = figure[step]
                assert 0 < times["p50"] <= times["p95"] <= times["p99"]
                assert 0 < times["first_p50"] <= times["first_p95"]


def test_other_engines_are_asked_for_the_same() -> None:
    """On words that stand alone in the text all engines find the same replies."""
    for kind in ("rare_word", "common_word", "three_words", "either_word", "doc_number", "without", "field_word"):
        row = figures()["kinds"][kind]
        totals = {engine: row[engine]["found"]["median_total"] for engine in ("ours", *PEERS)}
        assert max(totals.values()) - min(totals.values()) <= 2, (kind, totals)
    for kind in ("pasted_sentence", "pasted_text"):
        row = figures()["kinds"][kind]
        totals = {row[engine]["found"]["median_total"] for engine in PEERS}
        assert len(totals) == 1, kind
        assert totals.pop() > 0


def test_measures_a_serving_process_fresh_ones_and_a_growing_archive() -> None:
    found = figures()
    assert found["serving"]["threads"].keys() == {"1", "8"}
    assert all(row["per_second"] > 0 and 0 < row["p50"] <= row["p95"] for row in found["serving"]["threads"].values())
    assert 20 < found["serving"]["rss_mb"] <= found["serving"]["peak_mb"]
    assert found["cold"].keys() == {"jieba", "accelerated"}
    assert all(row["cpu_seconds"] > 0 for kinds in found["cold"].values() for row in kinds.values())
    assert found["growing"]["seconds"] > 0
    assert found["growing"]["first_ms"] > 0


def test_targets_say_whether_they_are_reached() -> None:
    assert len(quick()["targets"]) >= 15
    for target in quick()["targets"]:
        enough = target["measured"] >= target["limit"] if target["at_least"] else target["measured"] <= target["limit"]
        assert target["reached"] == enough


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
