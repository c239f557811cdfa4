"""The quality report and `inspect`: what a person should know before trusting the archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import builders
import pytest

from indexer import pipeline
from indexer.findings import KINDS
from indexer.layout import DataDir
from web.app import create_app

NO_DATE = (
    builders.LETTER.replace("\n2023年7月18日", "").replace("青教建〔2023〕12号 ", "").replace("课后服务", "校车服务")
)
NEWS = (
    "青屿市召开教育工作会议\n5月8日，青屿市召开教育工作会议，总结上一年工作，部署今年重点任务，市领导出席会议并讲话。"
    "会议强调要办好人民满意的教育。"
)
FILES = {
    "1.txt": builders.LETTER,
    "另存/1.txt": builders.LETTER,
    "2.txt": NO_DATE,
    "3.txt": NEWS,
    "坏.txt": bytes(range(256)) * 40,
    "空.html": "",
    "图.png": "x",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    folder = tmp_path_factory.mktemp("quality")
    found = DataDir(folder / "data")
    pipeline.run([builders.write_files(folder / "crawl", FILES)], found, workers=0)
    return found


def report(data: DataDir, *arguments: str) -> dict[str, Any]:
    done = builders.dafu("report", "--json", *arguments, data=data)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_document_is_in_the_report_under_what_is_wrong_with_it(data: DataDir) -> None:
    found = report(data)
    assert found["documents"] == 4
    named = {(entry["kind"], Path(entry["uri"]).name) for entry in found["entries"]}
    assert {("skipped", "坏.txt"), ("skipped", "空.html"), ("no_date", "2.txt"), ("not_reply", "3.txt")} <= named
    assert ("duplicate", "1.txt") in named
    assert found["sources"][0]["ignored"] == {".png": 1}
    for kind, count in found["findings"].items():
        assert count == len({entry["uri"] for entry in found["entries"] if entry["kind"] == kind})


def test_every_line_leads_to_its_document(data: DataDir) -> None:
    for entry in report(data)["entries"]:
        shown = builders.dafu("show", entry["reply_id"], data=data).returncode if entry["reply_id"] else None
        assert shown == (None if entry["kind"] == "skipped" else 0)


def test_one_kind_and_one_source_can_be_asked_for(data: DataDir) -> None:
    source = report(data)["sources"][0]["source"]
    assert {entry["kind"] for entry in report(data, "--kind", "no_date", "--source", source)["entries"]} == {"no_date"}
    wrong = builders.dafu("report", "--source", "/没有", data=data)
    assert wrong.returncode == 2
    assert "没有" in wrong.stderr


def test_the_report_for_reading_counts_and_names(data: DataDir) -> None:
    text = builders.dafu("report", data=data).stdout
    for label in (KINDS["skipped"], KINDS["no_date"], KINDS["not_reply"], KINDS["duplicate"]):
        assert label in text
    assert "坏.txt" in text
    assert "空文件" in text


def test_what_was_mended_since_leaves_the_report(tmp_path: Path) -> None:
    data = DataDir(tmp_path / "data")
    crawl = builders.write_files(tmp_path / "crawl", {"1.txt": builders.LETTER, "2.txt": NO_DATE, "3.html": ""})
    pipeline.run([crawl], data, workers=0)
    builders.write_files(
        crawl,
        {"2.txt": NO_DATE.replace("青屿市教育局\n（", "青屿市教育局\n2023年7月18日\n（"), "3.html": builders.LETTER},
    )
    pipeline.run([crawl], data, workers=0)
    assert {entry["kind"] for entry in report(data)["entries"]} == {"duplicate"}


def test_the_page_shows_the_counts_and_leads_to_the_documents(data: DataDir) -> None:
    client = create_app(data).test_client()
    page = client.get("/report").get_data(as_text=True)
    assert KINDS["no_date"] in page
    listed = client.get("/report", query_string={"kind": "no_date"}).get_data(as_text=True)
    assert "2.txt" in listed
    assert "/replies/" in listed
    skipped = client.get("/report", query_string={"kind": "skipped"}).get_data(as_text=True)
    assert "空文件" in skipped
    data_of_page = client.get("/api/report", query_string={"kind": "not_reply"}).get_json()
    assert [Path(entry["uri"]).name for entry in data_of_page["entries"]] == ["3.txt"]


@pytest.mark.parametrize(
    "odd", [{"kind": "无"}, {"page": "-3", "kind": "no_date"}, {"page": "9" * 30}, {"source": "<script>"}]
)
def test_odd_addresses_of_the_report_never_fail(data: DataDir, odd: dict[str, str]) -> None:
    answer = create_app(data).test_client().get("/report", query_string=odd)
    assert answer.status_code == 200
    assert "<script>" not in answer.get_data(as_text=True).replace("<script src", "")


# Before indexing


def test_inspect_shows_encoding_chrome_fields_and_evidence(tmp_path: Path) -> None:
    page = "今天是2024年5月6日 星期一\n" + builders.LETTER + "\n版权所有：青屿市教育局 青ICP备2024000001号"
    file = builders.write_files(tmp_path, {"a.txt": page.encode("gb18030")}) / "a.txt"
    done = builders.dafu("inspect", file, data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    for wanted in ("gb18030", "版权所有", "青教建〔2023〕12号", "周明远", "正文", "21.4万人"):
        assert wanted in done.stdout
    (found,) = json.loads(builders.dafu("inspect", "--json", file, data=tmp_path / "data").stdout)
    assert found["charset"]["encoding"] == "gb18030"
    assert found["reply"]["doc_number"] == "青教建〔2023〕12号"
    assert found["reply"]["evidence"]["doc_number"]["span"]
    assert not (tmp_path / "data").exists()


def test_inspect_says_why_a_file_is_not_used(tmp_path: Path) -> None:
    file = builders.write_files(tmp_path, {"a.html": ""}) / "a.html"
    done = builders.dafu("inspect", file, data=tmp_path / "data")
    assert done.returncode == 1
    assert "空文件" in done.stdout
    assert builders.dafu("inspect", tmp_path / "没有", data=tmp_path / "data").returncode == 2


def test_show_tells_how_the_files_were_decoded(tmp_path: Path) -> None:
    data = builders.indexed(tmp_path, {"a.txt": builders.LETTER.encode("gb18030")})
    reply_id = builders.parsed(builders.LETTER).id
    shown = json.loads(builders.dafu("show", "--json", reply_id, data=data).stdout)
    assert [charset.split()[0] for charset in shown["charsets"].values()] == ["gb18030"]
