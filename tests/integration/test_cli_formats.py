"""What `dafu search` prints in every format: hits, paragraphs, batches; and what is no option."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import dafu

from indexer.layout import DataDir
from search.archive import Archive


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_lines_are_the_hits_of_json(sample_data: DataDir) -> None:
    whole = json.loads(dafu("search", "充电桩", "--format", "json", data=sample_data).stdout)
    assert lines(dafu("search", "充电桩", "--format", "jsonl", data=sample_data).stdout) == whole["hits"]
    assert dafu("search", "“没有这样的词”", "--format", "jsonl", data=sample_data).stdout == ""
    assert dafu("search", "充电桩", "--format", "xml", data=sample_data).returncode == 2


def test_without_leaves_out_and_each_of_them_holds(sample_data: DataDir) -> None:
    years = {
        hit["year"]
        for hit in lines(dafu("search", "充电桩", "--format=jsonl", data=sample_data).stdout)
        if "year" in hit
    }
    assert {"2019", "2020"} < years
    words = ("search", "充电桩", "--without", "年=2019", "--without", "year＝2020", "--format=jsonl")
    left = lines(dafu(*words, data=sample_data).stdout)
    assert {hit.get("year") for hit in left if hit.get("year")} == years - {"2019", "2020"}
    for wrong in ("2019", "年=", "没有这个=1", "年=去年"):
        assert dafu("search", "充电桩", "--without", wrong, data=sample_data).returncode == 2


def test_each_letter_of_a_family_may_have_its_own_row(tmp_path: Path) -> None:
    other = builders.LETTER.replace("林晓岚", "周广平").replace("0127", "0208").replace("12号", "31号")
    data = builders.indexed(tmp_path, {"1.txt": builders.LETTER, "2.txt": other})
    gathered = json.loads(dafu("search", "课后服务", "--json", data=data).stdout)
    assert (gathered["total"], gathered["rows"], len(gathered["hits"])) == (2, 1, 1)
    each = json.loads(dafu("search", "课后服务", "--json", "--each", data=data).stdout)
    assert (each["total"], each["rows"], len(each["hits"])) == (2, 2, 2)
    shown = dafu("search", "课后服务", data=data).stdout
    assert "共 2 篇，一案多复的合在一起是 1 条\n" in shown
    (sibling,) = gathered["hits"][0]["siblings"]
    assert f"其中 1 篇也合适：{sibling['to']} {sibling['id']}" in shown


# Paragraphs


def test_paragraphs_are_whole_and_all_there(sample_data: DataDir, sample_archive: Archive) -> None:
    found = lines(dafu("search", "充电桩", "--paragraphs", "--format", "jsonl", data=sample_data).stdout)
    for one in found:
        reply = sample_archive.reply(one["id"])
        assert reply is not None
        span = reply.paragraphs[one["paragraph"] - 1]
        assert one["text"] == reply.text[span.start : span.end]
        assert one["path"][: len(span.path)] == list(span.path)
        assert one["source"].startswith("——")
        assert [one["text"][start:end] for start, end in one["marks"]] == ["充电桩"] * one["text"].count("充电桩")
    for hit in sample_archive.search("充电桩").hits:
        reply = sample_archive.reply(hit.id)
        assert reply is not None
        holding = {
            number for number, p in enumerate(reply.paragraphs, start=1)
            if "充电桩" in reply.text[p.start : p.end] and p.role != "title"
        }  # fmt: skip
        assert holding == {one["paragraph"] for one in found if one["id"] == hit.id}


@pytest.mark.parametrize("around", [0, 1, 4])
def test_context_shows_neighbours_once(around: int, sample_data: DataDir, sample_archive: Archive) -> None:
    words = ("search", "充电桩", "--context", around, "--format", "jsonl")
    found = lines(dafu(*words, data=sample_data).stdout)
    numbers: dict[str, list[int]] = {}
    for one in found:
        before, after = ([near["number"] for near in one[side]] for side in ("before", "after"))
        assert before == sorted(before)
        assert len(before) <= around >= len(after)
        numbers.setdefault(one["id"], []).extend([*before, one["paragraph"], *after])
    for reply_id, shown in numbers.items():
        reply = sample_archive.reply(reply_id)
        assert reply is not None
        assert shown == sorted(set(shown))
        fitting = [one["paragraph"] for one in found if one["id"] == reply_id]
        near = {n for f in fitting for n in range(f - around, f + around + 1) if 1 <= n <= len(reply.paragraphs)}
        assert set(shown) == near


def test_paragraphs_in_every_other_format(sample_data: DataDir) -> None:
    rows = lines(dafu("search", "充电桩", "--paragraphs", "--format", "jsonl", data=sample_data).stdout)
    whole = json.loads(dafu("search", "充电桩", "--paragraphs", "--json", data=sample_data).stdout)
    assert (whole["total"], whole["partial"], whole["paragraphs"]) == (6, False, rows)
    table = list(
        csv.DictReader(io.StringIO(dafu("search", "充电桩", "--paragraphs", "--csv", data=sample_data).stdout))
    )
    assert [(row["id"], row["paragraph"], row["text"]) for row in table] == [
        (one["id"], str(one["paragraph"]), one["text"]) for one in rows
    ]
    text = dafu("search", "充电桩", "--paragraphs", data=sample_data).stdout
    for one in rows:
        assert f"[{one['paragraph']}] {one['text'].replace('充电桩', '**充电桩**')}\n{one['source']}" in text


# Batches


def batch(data: DataDir, file: Path, *more: object) -> list[dict[str, Any]]:
    return lines(dafu("search", "-f", file, "--format", "jsonl", *more, data=data).stdout)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_of_queries(encoding: str, sample_data: DataDir, sample_archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "查询.txt"
    file.write_bytes("# 说明\r\n5G基站\r\n\r\n 充电桩 -港口 \r\n“没有这样的词”\r\n量子纠缠 充电桩\r\n".encode(encoding))
    found = batch(sample_data, file)
    assert [one["query"] for one in found] == ["5G基站", "充电桩 -港口", "“没有这样的词”", "量子纠缠 充电桩"]
    assert [one["total"] for one in found[:3]] == [sample_archive.count(one["query"]) for one in found[:3]]
    assert [one["partial"] for one in found] == [False, False, False, True]
    best = sample_archive.search("5G基站").hits[0]
    assert found[0]["best"]["id"] == best.id
    assert found[2]["best"] is None
    assert batch(sample_data, file, "--year", "1999")[0]["total"] == 0


def test_a_table_of_queries_keeps_its_other_columns(sample_data: DataDir, tmp_path: Path) -> None:
    file = tmp_path / "查询.csv"
    file.write_bytes('序号,查询,total\r\n1,5G基站,=甲\r\n2,"“没有,这样”",\r\n'.encode("gbk"))
    done = dafu("search", "-f", file, "--csv", data=sample_data)
    first, second = csv.DictReader(io.StringIO(done.stdout))
    assert done.returncode == 0
    assert (first["序号"], first["query"], first["total"], first["total（原）"]) == ("1", "5G基站", "8", "'=甲")
    assert first["doc_number"].endswith("号")
    assert (second["序号"], second["total"], second["id"]) == ("2", "0", "")


def test_a_query_that_is_too_long_stops_no_batch(sample_data: DataDir, tmp_path: Path) -> None:
    file = tmp_path / "查询.txt"
    file.write_text(f"{'字' * 20_000}\n5G基站\n", encoding="utf-8")
    found = batch(sample_data, file)
    assert "最多" in found[0]["error"]
    assert found[1]["total"] == 8


def test_queries_from_standard_input_and_their_exit_status(sample_data: DataDir) -> None:
    assert "1 个查询，1 个找到了" in dafu("search", "-f", "-", data=sample_data, stdin="5G基站\n").stdout
    assert dafu("search", "-f", "-", data=sample_data, stdin="“没有这样的词”\n").returncode == 1


@pytest.mark.parametrize(
    "body", [b"", b"# \n", b"\xff\xfe\x00\x81", "序号,词\n1,甲\n".encode(), '查询\n5G\n"'.encode() + b"5G\n" * 50_000]
)
def test_a_file_without_queries_is_said(body: bytes, sample_data: DataDir, tmp_path: Path) -> None:
    file = tmp_path / "查询.csv"
    file.write_bytes(body)
    for arguments in ([file], [tmp_path / "没有.txt"], [file, "5G"], [file, "--open"], [file, "--paragraphs"]):
        done = dafu("search", "-f", *arguments, data=sample_data)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert "程序出错" not in done.stderr


# What begins with a minus


@pytest.mark.parametrize("word", ["-vip", "-from", "-quiet", "-home", "-f5", "-税", "-q充电"])
def test_what_begins_with_a_minus_is_excluded(word: str, sample_data: DataDir) -> None:
    asked = json.loads(dafu("search", "5G", word, "--json", data=sample_data).stdout)
    assert asked["query"] == f"5G {word}"
    first = json.loads(dafu("search", word, "5G", "-q", "--limit", 1, "--json", data=sample_data).stdout)
    assert (first["query"], first["total"]) == (f"{word} 5G", asked["total"])


def test_values_and_what_follows_two_minuses_are_left_as_they_are(sample_data: DataDir) -> None:
    assert json.loads(dafu("search", "--json", "--", "--年", "-vip", data=sample_data).stdout)["query"] == "--年 -vip"
    assert dafu("search", "5G", "--agency", "-vip", data=sample_data).returncode == 1
    assert dafu("search", "5G", "--limit", "-12", data=sample_data).returncode == 2


def test_rows_that_are_only_near_or_not_all_are_said_to_be_so(sample_data: DataDir) -> None:
    """CSV and JSON lines have no place for it, so it stands on standard error; near ones even with -q."""
    for form in ("csv", "jsonl"):
        near = dafu("search", "没有这样的词", "--format", form, "-q", data=sample_data)
        assert near.returncode == 1
        assert "没有同时包含" in near.stderr
        few = dafu("search", "充电桩", "--format", form, "--limit", "2", data=sample_data)
        assert "共 6 篇，列出了 2 篇" in few.stderr
        assert dafu("search", "充电桩", "--format", form, "--limit", "2", "-q", data=sample_data).stderr == ""
        assert dafu("search", "充电桩", "--format", form, data=sample_data).stderr == ""
    one = dafu("search", "充电桩", "--limit", "1", "--offset", "1", data=sample_data)
    assert "共 6 篇，显示第 2 篇" in one.stdout
