"""No input makes a pattern run away or a loader fall over. Each of these once did."""

from __future__ import annotations

import os
import random
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import builders
import pytest

from indexer.analyzer import Analyzer
from indexer.charset import decode
from indexer.document import RawDocument, Skipped
from indexer.errors import DocumentError
from indexer.extractors import extract
from indexer.loaders import load, source_of
from indexer.parser import parse as parse_page
from indexer.segmenter import _load_jieba, cutter
from search import filters, language

QUERIES = {
    "number with blanks": '文号:"甲' + " " * 1000 + 'x("',
    "number going on": "文号:甲" + " " * 4900,
    "session": '届次:"甲' + " " * 1000 + 'x"',
    "year": '年:"2019' + " " * 4900 + 'x"',
    "quotes": "「" * 4900,
    "brackets": "（" * 4900,
    "minus": "-" * 4900,
    "pipes": "|" * 4900,
    "mixed": "单位：（“-" * 1200,
}


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_a_query_is_read_and_its_fields_compared_at_once(text: str) -> None:
    with builders.within(2):
        clause, _ = language.parse(text)
        for leaf in _fields(clause):
            filters.fits(leaf)("青教建〔2023〕12号")


def test_a_filter_in_an_address_is_cut() -> None:
    text = "甲" + " " * 5000 + "x("
    with builders.within(2):
        for name in ("doc_number", "session"):
            clause = filters.filter_for(name, text).clause
            assert len(clause.value) <= 100  # type: ignore[union-attr]


def _fields(clause: object) -> list[filters.Field]:
    if isinstance(clause, filters.Field):
        return [clause]
    children = getattr(clause, "clauses", ()) or ([clause.clause] if hasattr(clause, "clause") else [])
    return [found for child in children for found in _fields(child)]


DOCUMENTS = {
    "combining marks behind a label": "标题:" + "\u0301" * 1990,
    "combining marks in the opening": "您提出的" + "\u0301" * 400 + "建议收悉，现答复如下：",
    "a long title": f"<html><title>{'-' * 100_000}</title><p>青屿市</p></html>",
    "nested titles": "<html>" + "<div class=title>" * 5000 + "青屿市" + "</div>" * 5000,
    "lines without an end": "\n".join(["青屿市学校建设情况" * 6] * 10_000),
    "numbered lines": "\n".join(f"{n % 90 + 1}.青屿市第{n}所学校" for n in range(20_000)),
    "repeated beginnings": "关于" * 50_000,
    "brackets": "（第《“局2022年" * 10_000,
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_is_read_in_time(text: str) -> None:
    with builders.within(10):
        parse_page(extract(RawDocument("/青屿/a.html", text.encode())), "/青屿/a.html")


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builders.write_files(tmp_path, {"甲/1.txt": "x", "乙/2.txt": "x"})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("乙"):
            raise PermissionError(13, "no", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    items = list(load(tmp_path))
    assert {type(item) for item in items} == {RawDocument, Skipped}
    assert any(item.uri == source_of(tmp_path / "乙") for item in items if isinstance(item, Skipped))


def test_a_damaged_archive_gives_documents_or_reasons_and_nothing_else(tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"政协/{number}.html", f"<p>青屿市第{number}号</p>" * 50)
        archive.writestr("a.txt", "青屿" * 100, zipfile.ZIP_LZMA)
    body, chance = whole.read_bytes(), random.Random(7)
    damaged = tmp_path / "damaged.zip"
    for _ in range(400):
        changed = bytearray(body)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        damaged.write_bytes(changed)
        list(load(damaged))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_member_names_are_read_whatever_wrote_them(tmp_path: Path, encoding: str) -> None:
    """macOS and Java write UTF-8 without saying so, Windows writes GBK."""
    path = tmp_path / "names.zip"
    name = "政协提案/测试.html"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("x" * len(name.encode(encoding)))
        archive.writestr(info, "<p>青屿市</p>")
    raw = path.read_bytes().replace(b"x" * len(name.encode(encoding)), name.encode(encoding))
    path.write_bytes(raw)
    assert [item.uri for item in load(path)] == [f"{source_of(path)}!/{name}"]


def test_a_pipe_named_like_an_archive_does_not_stop_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.zip")
    with builders.within(5):
        assert [type(item) for item in load(tmp_path)] == [Skipped]


def test_file_names_in_gbk_are_loaded(tmp_path: Path) -> None:
    """An old crawl unpacked on Linux."""
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "提案答复.txt".encode("gb18030")))).write_text("青屿市教育局")
    (item,) = load(tmp_path)
    assert isinstance(item, RawDocument)
    assert item.uri.endswith("/提案答复.txt")


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "windows-1252", "unicode_escape", "utf-16", "idna"])
def test_a_label_that_cannot_hold_the_text_is_not_believed(label: str) -> None:
    text = "青屿市教育局关于加强中小学课后服务的建议的答复，全市现有义务教育学校186所。" * 4
    assert text in decode(f"<meta charset={label}>".encode() + text.encode("gb18030")).text


def test_many_threads_may_ask_for_words_at_once() -> None:
    _load_jieba.cache_clear()
    cutter.cache_clear()
    failures: list[BaseException] = []

    def ask(action: Callable[[], object]) -> None:
        try:
            action()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(lambda: Analyzer().words("青屿市教育局"),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_one_byte_of_text_among_many_that_are_none_is_refused() -> None:
    with pytest.raises(DocumentError):
        decode(bytes(range(256)) * 40)


@pytest.mark.parametrize(("tag", "times"), [("<div>", 40_000), ("<table><tr><td>", 26_666)])
def test_what_stands_in_elements_that_nobody_closed_is_read_in_time(tag: str, times: int) -> None:
    body = f"<html><body>{tag * times}关于停车难的建议，现答复如下。".encode()
    started = time.process_time()
    assert extract(RawDocument("/深.html", body)).lines == ("关于停车难的建议，现答复如下。",)
    assert time.process_time() - started < 6  # about 1 second on a quiet machine
