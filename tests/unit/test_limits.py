"""Limits: every one is documented, and those that no test of its own room holds are held here."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import builders
import pytest
import shapes
import worker_jobs

from indexer import limits, workers
from indexer.document import RawDocument, Skipped
from indexer.loaders import load, sheets, tars, warc
from indexer.workers import Workers

MB, GB = 2**20, 2**30
STATED = {
    "MAX_FILE_BYTES": lambda n: f"| {n // MB} MB |",
    "MAX_MEMBER_BYTES": lambda n: f"采集文件里的一条记录 | {n // MB} MB |",
    "MAX_ARCHIVE_BYTES": lambda n: f"| {n // GB} GB，或",
    "MAX_TIMES": lambda n: f"它自己大小的 {n} 倍 |",
    "MAX_ARCHIVE_MEMBERS": lambda n: f"压缩包里的文件 | {n} 个 |",
    "MAX_ARCHIVE_DEPTH": lambda n: f"压缩包套压缩包 | {n} 层 |",
    "MAX_TAR_MEMBER_BYTES": lambda n: f"自称的大小 | {n // GB} GB |",
    "MAX_RATIO": lambda n: f"以后才算） | {n} 倍 |",
    "MIN_BYTES_FOR_RATIO": lambda n: f"展开 {n // MB} MB 以后才算",
    "MAX_RECORD_HEAD_BYTES": lambda n: f"一条记录的头、tar 包里的一个文件名 | {n // MB} MB |",
    "MAX_CELL_CHARS": lambda n: f"表里的一格 | {n} 字 |",
    "MAX_SHEET_BYTES": lambda n: f"Excel 文件展开 | {n // MB} MB |",
    "MAX_SHEET_ROWS": lambda n: f"所有表的行 | {n} 行 |",
    "MAX_STEP_SECONDS": lambda n: f"下一行的时间 | {n} 秒 |",
    "MAX_PAGE_CHARS": lambda n: f"不认结构 | {n} 字 |",
    "MAX_TEXT_CHARS": lambda n: f"一篇的正文 | {n} 字 |",
    "MAX_LINE_FOR_PATTERNS": lambda n: f"看一行的前面 | {n} 字 |",
    "MAX_SECONDS": lambda n: f"网页、文本的时间 | {n} 秒 |",
    "MAX_SECONDS_OF_ATTACHMENT": lambda n: f"一个附件的时间 | {n} 秒 |",
    "MAX_PDF_PAGES": lambda n: f"PDF 的页 | {n} 页 |",
    "MAX_PDF_STREAM_BYTES": lambda n: f"一段压缩的内容展开 | {n // MB} MB |",
    "MAX_PART_BYTES": lambda n: f"一个部件展开 | {n // MB} MB |",
    "MAX_PARTS_BYTES": lambda n: f"部件一共展开 | {n // MB} MB |",
    "MAX_PROCESS_BYTES": lambda n: f"处理进程的内存 | {n // GB} GB |",
}


def test_every_limit_is_known_here() -> None:
    assert STATED.keys() == {name for name in vars(limits) if name.isupper()}


@pytest.mark.parametrize("name", STATED)
def test_every_limit_is_documented(name: str, root: Path) -> None:
    assert STATED[name](getattr(limits, name)) in (root / "docs" / "导入.md").read_text(encoding="utf-8")


def reasons(path: Path) -> list[str]:
    return [item.reason for item in load(path) if isinstance(item, Skipped)]


def test_a_tar_that_claims_more_than_disks_hold_is_named_at_once(tmp_path: Path) -> None:
    header = tarfile.TarInfo("政协/1.html")
    header.size = tars.MAX_TAR_MEMBER_BYTES + 1
    (tmp_path / "a.tar").write_bytes(header.tobuf(tarfile.GNU_FORMAT) + bytes(10_240))
    with builders.within(5):
        assert "不可信" in reasons(tmp_path)[0]


def test_a_name_in_a_tar_over_the_limit_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tars, "MAX_RECORD_HEAD_BYTES", 1000)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("长" * 1000 + ".html"))
    (tmp_path / "a.tar").write_bytes(stream.getvalue())
    assert "不正常" in reasons(tmp_path)[0]


def test_a_record_whose_head_does_not_end_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shapes.warc([{}], compress=False)
    assert not reasons(builders.write_files(tmp_path / "whole", {"a.warc": whole}))
    monkeypatch.setattr(warc, "MAX_RECORD_HEAD_BYTES", 3000)
    endless = whole.replace(b"WARC-Type", b"X-More: 1\r\n" * 500 + b"WARC-Type", 1)
    assert reasons(builders.write_files(tmp_path / "endless", {"a.warc": endless}))


def test_a_workbook_of_too_many_rows_is_read_as_far_as_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = shapes.records(5)
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    crawl = builders.write_files(tmp_path, {"a.xlsx": shapes.xlsx(table)})
    assert sum(isinstance(item, RawDocument) for item in load(crawl)) == 5
    monkeypatch.setattr(sheets, "MAX_SHEET_ROWS", 3)
    assert "超过 3 行" in reasons(crawl)[0]


def test_an_attachment_has_a_clock_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MAX_SECONDS", 600)
    monkeypatch.setattr(workers, "MAX_SECONDS_OF_ATTACHMENT", 1)
    with Workers(worker_jobs.shout, 1) as pool:
        (given_up,) = pool.outcomes([RawDocument("/青屿/a.pdf", b"hang", media_type="application/pdf")])
    assert isinstance(given_up, Skipped)
    assert "1 秒" in given_up.reason


@pytest.mark.parametrize(("size", "said"), [(70 * MB, "70 MB，上限 64 MB"), (64 * MB + 1, "（上限 64 MB）")])
def test_a_size_is_said_only_when_it_says_something(size: int, said: str) -> None:
    assert said in limits.too_big(size)
