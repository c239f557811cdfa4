"""The command line as a promise: exit codes, shapes of JSON and CSV, pipes and old terminals."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import dafu

from indexer.layout import DataDir
from indexer.schema import FACETS


def as_json(*arguments: object, data: Path | DataDir, status: int = 0, **environment: str) -> Any:
    """What a command prints with --json."""
    done = dafu(*arguments, "--json", data=data, **environment)
    assert (done.returncode, done.stderr) == (status, "")
    return json.loads(done.stdout)


# search


def test_search_json_has_the_promised_shape(sample_data: DataDir) -> None:
    page = as_json("search", "5G基站", data=sample_data)
    assert {"query", "total", "total_exact", "hits", "facets", "notes"} <= page.keys()
    assert page["query"] == "5G基站"
    assert page["total"] == len(page["hits"]) == 8
    assert page["total_exact"] is True
    assert page["notes"] == []
    for hit in page["hits"]:
        assert {"id", "uri", "title", "score", "paragraphs"} <= hit.keys()
        assert Path(hit["uri"]).suffix
        assert isinstance(hit["score"], float)
        assert hit["paragraphs"]
        for paragraph in hit["paragraphs"]:
            assert {"text", "marks", "path"} <= paragraph.keys()
            for start, end in paragraph["marks"]:
                assert paragraph["text"][start:end].upper() == "5G基站"
    assert page["facets"].keys() == {spec.name for spec in FACETS}
    assert all(value.keys() == {"value", "count"} for values in page["facets"].values() for value in values)


def test_search_csv_has_a_header_and_one_row_a_hit(sample_data: DataDir) -> None:
    done = dafu("search", "--csv", "5G基站", "--limit", 100, data=sample_data)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert len(rows) == 8
    assert {"id", "title", "agency", "year", "uri"} <= rows[0].keys()
    assert all(row["id"] and row["title"] and row["uri"] for row in rows)


def test_search_for_reading_shows_title_agency_and_marks(sample_data: DataDir) -> None:
    done = dafu("search", "5G基站", data=sample_data)
    assert done.returncode == 0
    assert "共 8 篇" in done.stdout
    assert "**5G基站**" in done.stdout
    assert "青屿市数据局" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["5G基站"], 0),
        (["没有这样的词"], 1),
        (["--agency", "数据局"], 0),
        (["5G基站", "--year", "1999"], 1),
        ([], 2),
        (["--nonsense", "5G"], 2),
        (["5G", "--sort", "color"], 2),
        (["5G", "--limit", "many"], 2),
        (["5G", "--year", "去年"], 2),
    ],
)
def test_exit_status_is_as_of_grep(sample_data: DataDir, arguments: list[str], status: int) -> None:
    done = dafu("search", *arguments, data=sample_data)
    assert done.returncode == status
    if status == 2:
        assert done.stdout == ""
        one_line_of_chinese(done.stderr)


def one_line_of_chinese(text: str) -> None:
    """Errors are one line that a clerk can read."""
    assert text.strip()
    assert len(text.strip().split("\n")) == 1, text
    assert any("\u4e00" <= char <= "\u9fff" for char in text)
    assert "Traceback" not in text


def test_words_may_come_as_one_argument_or_several(sample_data: DataDir) -> None:
    one = as_json("search", "充电桩 -港口", data=sample_data)
    several = as_json("search", "充电桩", "-港口", data=sample_data)
    assert one["hits"] == several["hits"]
    assert one["total"]


def test_options_filter_and_repeat_as_alternatives(sample_data: DataDir) -> None:
    page = as_json("search", "5G基站", "--year", "2019", "--year", "2021..2022", "--kind", "建议", data=sample_data)
    assert {hit["year"] for hit in page["hits"]} <= {"2019", "2021", "2022"}
    assert {hit["kind"] for hit in page["hits"]} == {"建议"}
    assert page["total"] == 3


def test_pages_by_limit_and_offset_make_the_whole(sample_data: DataDir) -> None:
    whole = as_json("search", "5G基站", "--limit", 100, data=sample_data)
    pages = [as_json("search", "5G基站", "--limit", 3, "--offset", n, data=sample_data) for n in (0, 3, 6)]
    assert [hit["id"] for page in pages for hit in page["hits"]] == [hit["id"] for hit in whole["hits"]]
    assert as_json("search", "5G基站", "--limit", 0, data=sample_data)["total"] == 8


def test_sorting_by_date_goes_both_ways(sample_data: DataDir) -> None:
    orders = {}
    for sort in ("date", "date-asc"):
        page = as_json("search", "5G基站", "--sort", sort, data=sample_data)
        orders[sort] = [hit.get("signed_date") or hit["published_date"] for hit in page["hits"]]
    assert orders["date"] == sorted(orders["date"], reverse=True)
    assert orders["date-asc"] == sorted(orders["date-asc"])


def test_broken_syntax_is_searched_as_words_and_said(sample_data: DataDir) -> None:
    page = as_json("search", "（5G基站", data=sample_data)
    assert page["total"] == 8
    assert page["notes"]


# show


@pytest.fixture(scope="module")
def hit(sample_data: DataDir) -> dict[str, Any]:
    found: dict[str, Any] = as_json("search", "编号:208 5G", data=sample_data)["hits"][0]
    return found


def test_show_json_has_every_promised_field(sample_data: DataDir, hit: dict[str, Any], truth: dict[str, Any]) -> None:
    reply = as_json("show", hit["id"], data=sample_data)
    promised = next(iter(truth.values())).keys() - {"must", "must_not", "note"}
    assert promised | {"asks", "id", "uri", "text", "sections", "paragraphs"} <= reply.keys()
    assert (reply["id"], reply["uri"]) == (hit["id"], hit["uri"])
    assert reply["uri"].endswith("18833.htm")
    for section in reply["sections"]:
        assert {"level", "heading", "start", "end"} <= section.keys()
    for paragraph in reply["paragraphs"]:
        assert reply["text"][paragraph["start"] : paragraph["end"]] == paragraph["text"]


def test_show_takes_the_beginning_of_an_id(sample_data: DataDir, hit: dict[str, Any]) -> None:
    assert as_json("show", hit["id"][:6], data=sample_data)["id"] == hit["id"]


def test_show_prints_the_whole_reply(sample_data: DataDir, hit: dict[str, Any]) -> None:
    done = dafu("show", hit["id"], data=sample_data)
    text = as_json("show", hit["id"], data=sample_data)["text"]
    assert done.returncode == 0
    assert text in done.stdout
    assert "青大数据建〔2023〕7号" in done.stdout


def test_show_one_paragraph_with_its_source(sample_data: DataDir, hit: dict[str, Any]) -> None:
    number = hit["paragraphs"][0]["paragraph"]
    done = dafu("show", hit["id"], "--paragraph", number, data=sample_data)
    lines = done.stdout.rstrip("\n").split("\n")
    assert "5G基站" in lines[0]
    assert lines[1].startswith("——青屿市大数据发展管理局《")
    assert as_json("show", hit["id"], "--paragraph", number, data=sample_data)["text"] == lines[0]


@pytest.mark.parametrize(
    ("arguments", "status"), [(["ffffffffffff"], 1), (["%"], 1), ([], 2), (["{id}", "--paragraph", "9999"], 2)]
)
def test_show_of_what_is_not_there(
    sample_data: DataDir, hit: dict[str, Any], arguments: list[str], status: int
) -> None:
    done = dafu("show", *(a.format(id=hit["id"]) for a in arguments), data=sample_data)
    assert (done.returncode, done.stdout) == (status, "")
    one_line_of_chinese(done.stderr)


# stats, index, help


def test_stats_count_the_archive(sample_data: DataDir, truth: dict[str, Any]) -> None:
    stats = as_json("stats", data=sample_data)
    assert stats["documents"] == len(truth)
    assert stats["replies"] == stats["indexed"] == len(truth) - 1  # one duplicate
    assert stats["values"]["kind"]["非答复"] == 3
    for counts in stats["values"].values():
        assert sum(counts.values()) == stats["replies"]
    done = dafu("stats", data=sample_data)
    assert done.returncode == 0
    assert "青屿市教育局" in done.stdout


def test_index_reports_and_the_second_time_does_nothing(tmp_path: Path, samples: Path) -> None:
    first = as_json("index", samples, data=tmp_path)
    assert (first["loaded"], first["new"], first["duplicates"], first["not_replies"]) == (48, 47, 1, 3)
    assert first["skipped"] == []
    again = dafu("index", samples, data=tmp_path)
    assert again.returncode == 0
    assert "未变 48" in again.stdout
    assert "新增 0" in again.stdout


def test_index_of_nothing_usable_says_so(tmp_path: Path) -> None:
    folder = builders.write_files(tmp_path / "crawl", {"style.css": "x"})
    done = dafu("index", folder, data=tmp_path / "data")
    assert done.returncode == 1
    one_line_of_chinese(done.stderr)


def test_help_answers_at_once(tmp_path: Path) -> None:
    def seconds() -> float:
        started = time.perf_counter()
        assert dafu("--help", data=tmp_path).returncode == 0
        return time.perf_counter() - started

    assert min(seconds() for _ in range(3)) < 0.4


@pytest.mark.parametrize("command", ["index", "search", "show", "stats", "serve", "save", "news", "completion"])
def test_every_command_explains_itself_in_chinese(command: str, tmp_path: Path) -> None:
    done = dafu(command, "--help", data=tmp_path)
    assert done.returncode == 0
    assert any("\u4e00" <= char <= "\u9fff" for char in done.stdout)
    assert not list(tmp_path.iterdir())


def test_nothing_heavy_is_loaded_for_help(tmp_path: Path) -> None:
    heavy = {"whoosh", "jieba", "numpy", "flask", "bs4", "lxml", "chardet", "rich"}
    script = f"import sys, cli; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=builders.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# Terminals and pipes


@pytest.mark.parametrize(("reader", "seen"), [("head -1", "共 "), ("true", "")])  # true is gone before a word is said
def test_a_pipe_closed_early_is_quiet(sample_data: DataDir, reader: str, seen: str) -> None:
    command = f"{sys.executable} cli.py search 的 --limit 1000 | {reader}; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=builders.ROOT, capture_output=True, encoding="utf-8", check=False,
        env={**builders.clean_environment(), "DAFU_DATA": str(sample_data.root)},
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.startswith(seen)
    assert done.stdout.split()[-1] == "0"


@pytest.mark.parametrize("encoding", ["gbk", "latin-1"])
def test_every_command_works_in_an_old_terminal(encoding: str, sample_data: DataDir, hit: dict[str, Any]) -> None:
    commands = [
        "search 5G基站",
        "search 的 --limit 100",
        "search --csv 的 --limit 1000",
        "search --paragraphs --context 1 充电桩",
        "search -f docs/查询示例.txt",
        "stats",
        f"show {hit['id']}",
        "search --help",
    ]
    for command in commands:
        done = dafu(*command.split(), data=sample_data, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert encoding != "gbk" or any("\u4e00" <= char <= "\u9fff" for char in done.stdout), command
    assert " > " in dafu("search", "--paragraphs", "充电桩", data=sample_data, PYTHONIOENCODING=encoding).stdout
    shown = dafu("show", "--json", hit["id"], data=sample_data, PYTHONIOENCODING=encoding)
    assert json.loads(shown.stdout)["id"] == hit["id"]
    failed = dafu("show", "没有", data=sample_data, PYTHONIOENCODING=encoding)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_json_loses_nothing_in_any_terminal(encoding: str, sample_data: DataDir) -> None:
    """㛃 (in one sample's text) is in neither GBK nor ASCII."""
    page = as_json("search", "㛃", data=sample_data, PYTHONIOENCODING=encoding)
    assert page["total"] == 1
    assert any("㛃" in paragraph["text"] for hit in page["hits"] for paragraph in hit["paragraphs"])


def test_indexing_works_in_an_old_terminal(tmp_path: Path) -> None:
    folder = builders.write_files(tmp_path / "crawl", {"㛃.txt": builders.LETTER, "空㛃.txt": ""})
    done = dafu("index", folder, data=tmp_path / "data", PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert "新增 1" in done.stdout
    assert done.stderr == ""


def test_the_data_folder_by_option_beats_the_environment(tmp_path: Path, sample_data: DataDir) -> None:
    done = dafu("--data", tmp_path / "none", "stats", data=sample_data)
    assert done.returncode == 2
    assert dafu("--data", sample_data.root, "stats", data=tmp_path / "none").returncode == 0


def test_the_default_data_folder_is_the_users_own(tmp_path: Path) -> None:
    environment = {k: v for k, v in builders.clean_environment().items() if k != "DAFU_DATA"}
    done = subprocess.run(
        [sys.executable, "cli.py", "stats"], cwd=builders.ROOT, capture_output=True, encoding="utf-8", check=False,
        env={**environment, "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert str(tmp_path / "dafu") in done.stderr


@pytest.mark.skipif(shutil.which("script") is None, reason="script (util-linux) gives a terminal")
def test_marks_are_coloured_on_a_terminal(sample_data: DataDir) -> None:
    environment = {**builders.clean_environment(), "DAFU_DATA": str(sample_data.root), "TERM": "xterm"}
    command = f"{sys.executable} cli.py search 5G基站 --limit 1"
    done = subprocess.run(
        ["script", "-qec", command, os.devnull], cwd=builders.ROOT, env=environment, capture_output=True, check=False
    )
    assert b"\x1b[" in done.stdout
    assert b"**" not in done.stdout
