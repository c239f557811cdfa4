"""Bad input: one clear Chinese line each, the right exit status, and nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import builders
import pytest
from builders import dafu

from indexer.layout import DataDir

GOOD = "课后服务"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good reply and, beside it, the data folder of its archive."""
    folder = builders.write_files(tmp_path_factory.mktemp("good") / "good", {"1.txt": builders.LETTER})
    assert dafu("index", folder, data=folder.parent / "data").returncode == 0
    return folder


@pytest.fixture
def data(good: Path, tmp_path: Path) -> Path:
    """The data folder of an archive with one good reply, for this test alone."""
    return shutil.copytree(good.parent / "data", tmp_path / "data")


def still_there(data: Path) -> bool:
    """Whether the good reply is still found."""
    return dafu("search", GOOD, data=data).returncode == 0


def clear(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error, which a clerk can read."""
    line = done.stderr.strip()
    assert len(line.split("\n")) == 1, line
    assert any("\u4e00" <= char <= "\u9fff" for char in line)
    assert "Traceback" not in line
    return line


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return path


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("a.html", b"", "空文件"),
        ("a.html", bytes(range(256)) * 200, "不是文本"),
        ("a.html", b"<html><body><img src=1></body></html>", "没有文字"),
        ("a.zip", b"PK\x03\x04 and then nothing", "损坏"),
        ("a.pdf", b"%PDF-1.4", "PDF 文件已损坏"),
        ("a.rar", b"Rar!\x1a\x07\x01", "暂不支持"),
    ],
    ids=["empty", "binary", "no text", "broken zip", "broken pdf", "rar"],
)
def test_a_document_that_cannot_be_used_is_named_with_its_reason(
    data: Path, tmp_path: Path, name: str, body: bytes, reason: str
) -> None:
    folder = builders.write_files(tmp_path / "bad", {name: body})
    done = dafu("index", folder, data=data)
    assert done.returncode == 2
    named = [line for line in done.stdout.split("\n") if name in line]
    assert len(named) == 1
    assert reason in named[0]
    assert "跳过 1" in done.stdout
    assert done.stderr == ""
    assert still_there(data)


def test_beside_good_documents_a_bad_one_is_no_failure(data: Path, tmp_path: Path) -> None:
    folder = builders.write_files(tmp_path / "mixed", {"a.html": "", "b.txt": builders.LETTER.replace(GOOD, "托育")})
    done = dafu("index", folder, data=data)
    assert done.returncode == 0
    assert "空文件" in done.stdout
    assert dafu("search", "托育", data=data).returncode == 0


def test_a_file_of_seventy_megabytes(data: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    with open(tmp_path / "bad" / "a.html", "wb") as stream:
        stream.write("青屿市".encode() * 1000)
        stream.truncate(70 * 2**20)
    done = dafu("index", tmp_path / "bad", data=data)
    assert done.returncode == 2
    assert "70 MB" in done.stdout
    assert still_there(data)


def test_a_zip_with_paths_that_point_outside(data: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    zipped(tmp_path / "in" / "a.zip", {"../../外.txt": builders.LETTER, "b.txt": builders.LETTER.replace(GOOD, "托育")})
    done = dafu("index", tmp_path / "in", data=data)
    assert done.returncode == 0
    assert "不安全" in done.stdout
    assert not list(tmp_path.rglob("外.txt"))
    assert dafu("search", "托育", data=data).returncode == 0
    assert still_there(data)


def test_a_zip_with_a_password(data: Path, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", {"b.txt": builders.LETTER})
    raw = bytearray(archive.read_bytes())
    raw[6] |= 1  # the "encrypted" flag of the local header, and of the central directory
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(raw)
    done = dafu("index", archive, data=data)
    assert done.returncode == 2
    assert "密码" in done.stdout
    assert still_there(data)


def test_a_missing_folder(data: Path, tmp_path: Path) -> None:
    done = dafu("index", tmp_path / "没有这个文件夹", data=data)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有这个文件夹" in clear(done)
    assert still_there(data)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(data: Path, tmp_path: Path) -> None:
    folder = builders.write_files(tmp_path / "closed", {"1.txt": builders.LETTER})
    folder.chmod(0)
    done = dafu("index", folder, data=data)
    folder.chmod(0o700)
    assert done.returncode == 2
    assert "权限" in clear(done)
    assert still_there(data)


def test_an_index_of_another_version(data: Path) -> None:
    fingerprint = next((data / "index").glob("gen-*/fingerprint.json"))
    fingerprint.write_text(json.dumps({**json.loads(fingerprint.read_text("utf-8")), "format": "0"}), encoding="utf-8")
    for arguments in (["search", GOOD], ["stats"]):
        done = dafu(*arguments, data=data)
        assert (done.returncode, done.stdout) == (2, "")
        assert "rebuild" in clear(done)
    repaired = dafu("index", data=data)
    assert repaired.returncode == 0
    assert "重建" in repaired.stdout
    assert still_there(data)


def test_a_store_of_another_version(data: Path) -> None:
    with sqlite3.connect(data / "replies.db") as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    done = dafu("search", GOOD, data=data)
    assert done.returncode == 2
    assert "版本" in clear(done)


def test_a_store_that_is_no_database(data: Path) -> None:
    for path in data.glob("replies.db*"):
        path.write_bytes(b"garbage" * 1000)
    done = dafu("search", GOOD, data=data)
    assert done.returncode == 2
    clear(done)


@pytest.mark.parametrize("query", ["字" * 10_000, "(" * 10_000, "甲 " * 5_000], ids=["one run", "brackets", "words"])
def test_a_query_of_ten_thousand_characters(data: Path, query: str) -> None:
    done = dafu("search", query, data=data)
    assert (done.returncode, done.stdout) == (2, "")
    assert "10000" in clear(done)


def test_no_index_yet(tmp_path: Path) -> None:
    for arguments in (["search", GOOD], ["show", "abcd"], ["stats"]):
        done = dafu(*arguments, data=tmp_path / "data")
        assert (done.returncode, done.stdout) == (2, "")
        assert "dafu index" in clear(done)
    assert not (tmp_path / "data").exists()


def test_index_without_anything_to_index(tmp_path: Path) -> None:
    done = dafu("index", data=tmp_path / "data")
    assert done.returncode == 2
    clear(done)
    assert not (tmp_path / "data").exists()


def test_a_good_file_replaced_by_junk_keeps_the_old_reply(data: Path, good: Path) -> None:
    try:
        (good / "1.txt").write_bytes(bytes(range(256)) * 100)
        done = dafu("index", good, data=data)
    finally:
        (good / "1.txt").write_text(builders.LETTER, encoding="utf-8")
    assert "不是文本" in done.stdout
    assert still_there(data)


def test_an_archive_with_nothing_in_it_finds_nothing(tmp_path: Path) -> None:
    folder = builders.write_files(tmp_path / "bad", {"a.html": ""})
    assert dafu("index", folder, data=tmp_path / "data").returncode == 2
    done = dafu("search", GOOD, data=tmp_path / "data")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert dafu("stats", data=tmp_path / "data").returncode == 0


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    folder = builders.write_files(tmp_path / "good", {"1.txt": builders.LETTER})
    for arguments in (["index", folder], ["search", GOOD]):
        done = dafu(*arguments, data=tmp_path / "data")
        assert done.returncode == 2
        clear(done)


@pytest.mark.parametrize(
    "command", [["nonsense"], ["serve", "--port", "99999"], ["index", "--nonsense"], ["serve", "--port", "甲"]]
)
def test_wrong_commands_and_options(command: list[str], tmp_path: Path) -> None:
    done = dafu(*command, data=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    clear(done)


def test_strange_bytes_and_signs_in_a_query(data: Path) -> None:
    for query in ("\u202e\ufeff\x7f", "'; DROP TABLE replies; --", "* ? ~ ^ \\ %", "𠮷👍", "」", "-"):
        done = dafu("search", query, data=data)
        assert done.returncode in (0, 1), query
        assert "Traceback" not in done.stderr


def test_the_json_report_names_what_was_skipped(tmp_path: Path) -> None:
    folder = builders.write_files(tmp_path / "mixed", {"a.html": "", "b.txt": builders.LETTER})
    done = dafu("index", "--json", folder, data=tmp_path / "data")
    report = json.loads(done.stdout)
    promised = {"loaded", "new", "changed", "unchanged", "gone", "duplicates", "not_replies", "skipped"}
    assert promised <= report.keys()
    assert [(Path(s["uri"]).name, s["reason"]) for s in report["skipped"]] == [("a.html", "空文件")]


def test_an_empty_path_is_not_the_current_folder(data: Path) -> None:
    """As when a variable of a script is not set."""
    done = dafu("index", "", data=data)
    assert done.returncode == 2
    assert "空" in clear(done)
    assert still_there(data)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("search", "--limit", "1001", "养老"), "“--limit”要写 0 到 1000 的整数，不能是“1001”"),
        (("search", "--offset", "-1", "养老"), "“--offset”要写不小于 0 的整数，不能是“-1”"),
        (("serve", "--port", "80x"), "“--port”要写 0 到 65535 的整数，不能是“80x”"),
        (("search", "--format", "xml", "养老"), "“--format”只能是 text、json、jsonl、csv，不能是“xml”"),
        (("completion", "tcsh"), "“外壳”只能是 bash、zsh、fish、powershell，不能是“tcsh”"),
        (("completion",), "缺少参数“外壳”"),
        (("terms", "--accept"), "“--accept”后面要写值"),
        (("search", "--json=1", "养老"), "“--json”后面不写值"),
        (("show", "1234", "5678"), "多写了“5678”"),
        (("serach", "养老"), "没有“serach”这个命令，是不是 dafu search"),
        (("养老",), "没有“养老”这个命令，用 --help 看用法"),
        (("-q",), "请写一个命令"),
        (("search", "养老", "--without", "颜色=红"), "没有“颜色”这个字段，可用的有：单位、年、类型"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = dafu(*words, data=tmp_path)
    assert done.returncode == 2
    assert said in clear(done)
    assert not any(english in done.stderr for english in (" is ", "range", "requires", "argument"))


def test_no_command_at_all_shows_the_help(tmp_path: Path) -> None:
    done = dafu(data=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("用法：dafu")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a full disk")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["stats"]], ids=" ".join)
def test_a_full_disk_is_told_in_one_line(arguments: list[str], sample_data: DataDir) -> None:
    with open("/dev/full", "w") as full, builders.started(*arguments, data=sample_data, stdout=full) as failed:
        said = failed.communicate(timeout=60)[1]
    assert failed.returncode == 2
    assert said.splitlines() == ["错误：读写出错：磁盘已满"]
