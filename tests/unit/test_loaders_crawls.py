"""Crawls as WARC, ARC and WACZ: whole answers that are pages or letters, and a word about the others."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zlib
from collections.abc import Mapping
from pathlib import Path

import builders
import pytest
import shapes

from indexer.document import Ignored, RawDocument, Skipped
from indexer.loaders import Loaded, load, warc


def loaded(folder: Path, *answers: Mapping[str, object], compress: bool = True) -> list[Loaded]:
    """What is loaded of a crawl with these answers."""
    path = folder / "crawl"
    path.write_bytes(shapes.warc(answers, compress=compress))
    return list(load(path))


@pytest.mark.parametrize("compress", [True, False])
def test_an_answer_is_a_document_with_what_the_crawler_knew(tmp_path: Path, compress: bool) -> None:
    (item,) = loaded(tmp_path, {"type": "text/html; charset=GBK", "body": shapes.PAGE.encode("gbk")}, compress=compress)
    assert item == RawDocument(
        f"{(tmp_path / 'crawl').as_posix()}!/2",
        shapes.PAGE.encode("gbk"),
        "GBK",
        {},
        "text/html",
        shapes.URL,
        "warc",
        shapes.TIME,
    )


def test_the_brackets_that_wget_puts_around_addresses_are_taken_off(tmp_path: Path) -> None:
    (item,) = loaded(tmp_path, {"headers": {"WARC-Target-URI": f"<{shapes.URL}>"}, "url": ""})
    assert isinstance(item, RawDocument)
    assert item.url == shapes.URL


@pytest.mark.parametrize(
    "answer",
    [
        {"type": "image/png", "body": b"\x89PNG\r\n\x1a\n"},
        {"type": "text/css", "body": "a{}"},
        {"type": "application/json", "body": "{}"},
        {"status": "404 Not Found"},
        {"status": "302 Found"},
        {"url": "urn:pageinfo:1", "kind": "resource"},
        {"url": "dns:jyj.qingyu.gov.cn", "kind": "resource", "type": "text/dns"},
    ],
)
def test_what_is_no_page_is_only_counted(tmp_path: Path, answer: dict[str, object]) -> None:
    items = loaded(tmp_path, answer, {"body": shapes.page(2)})
    assert [type(item) for item in items] == [Ignored, RawDocument]


@pytest.mark.parametrize(("kind", "body"), [("request", "GET / HTTP/1.1\r\n\r\n"), ("metadata", "via: 青屿")])
def test_what_the_crawler_noted_is_passed_over(tmp_path: Path, kind: str, body: str) -> None:
    items = loaded(tmp_path, {"kind": kind, "body": body, "type": "application/warc-fields"}, {})
    assert [type(item) for item in items] == [RawDocument]


@pytest.mark.parametrize("name", shapes.letters())
@pytest.mark.parametrize("stated", ["application/octet-stream", "text/html"])
def test_letters_in_a_crawl_are_known_by_their_bytes(tmp_path: Path, name: str, stated: str) -> None:
    body, media_type = shapes.letters()[name]
    (item,) = loaded(tmp_path, {"body": body, "type": stated})
    assert isinstance(item, RawDocument)
    assert (item.media_type, item.url, item.body) == (media_type, shapes.URL, body)


def test_a_zip_in_a_crawl_is_opened(tmp_path: Path) -> None:
    body = shapes.zipped({"附件/1.html": shapes.PAGE})
    (item,) = loaded(tmp_path, {"body": body, "type": "application/zip"})
    assert item.uri.endswith("crawl!/2!/附件/1.html")


def packed(how: str) -> tuple[bytes, list[tuple[str, str]]]:
    page = shapes.PAGE.encode()
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (page[:50], page[50:])) + b"0\r\n\r\n"
    return {
        "gzip": (gzip.compress(page), [("Content-Encoding", "gzip")]),
        "deflate": (zlib.compress(page), [("Content-Encoding", "deflate")]),
        "raw deflate": (zlib.compress(page)[2:-4], [("Content-Encoding", "deflate")]),
        "chunked": (chunked, [("Transfer-Encoding", "chunked")]),
        "stored as read": (page, [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]),
        "br, stored as read": (page, [("Content-Encoding", "br")]),
    }[how]


@pytest.mark.parametrize("how", ["gzip", "deflate", "raw deflate", "chunked", "stored as read", "br, stored as read"])
def test_encodings_are_undone(tmp_path: Path, how: str) -> None:
    body, http = packed(how)
    (item,) = loaded(tmp_path, {"body": body, "http": http})
    assert isinstance(item, RawDocument)
    assert item.body == shapes.PAGE.encode()


def test_an_encoding_that_cannot_be_undone_is_named(tmp_path: Path) -> None:
    (item,) = loaded(tmp_path, {"body": b"\x1b\x2a\x00" + bytes(range(256)), "http": [("Content-Encoding", "br")]})
    assert isinstance(item, Skipped)
    assert "br" in item.reason


def test_a_record_visited_again_is_counted_where_its_text_is_here_and_named_where_not(tmp_path: Path) -> None:
    digest = base64.b32encode(hashlib.sha1(shapes.PAGE.encode()).digest()).decode()
    known = {"WARC-Payload-Digest": f"sha1:{digest}"}
    items = loaded(
        tmp_path,
        {},
        {"kind": "revisit", "headers": known, "body": ""},
        {"kind": "revisit", "headers": {"WARC-Payload-Digest": "sha1:BBBB"}, "body": ""},
    )
    assert [type(item) for item in items] == [RawDocument, Ignored, Skipped]


def test_a_page_that_the_crawler_cut_is_loaded_and_named(tmp_path: Path) -> None:
    items = loaded(tmp_path, {"headers": {"WARC-Truncated": "length"}})
    assert [type(item) for item in items] == [RawDocument, Skipped]
    assert items[0].uri == items[1].uri
    assert isinstance(items[1], Skipped)
    assert "截断" in items[1].reason


def test_a_record_over_the_limit_is_named_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "MAX_MEMBER_BYTES", 10_000)
    items = loaded(tmp_path, {"body": "<p>" + "青" * 10_000}, {})
    assert [type(item) for item in items] == [Skipped, RawDocument]


def test_a_small_answer_that_unpacks_to_much_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_MEMBER_BYTES", 100_000)
    bomb = gzip.compress(b"<p>" + bytes(10_000_000))
    items = loaded(tmp_path, {"body": bomb, "http": [("Content-Encoding", "gzip")]}, {})
    assert [type(item) for item in items] == [Skipped, RawDocument]
    assert isinstance(items[0], Skipped)
    assert "太大" in items[0].reason


def test_headers_without_an_end_are_not_read_into_memory(tmp_path: Path) -> None:
    endless = b"WARC/1.0\r\n" + b"X-A: b\r\n" * 500_000
    (tmp_path / "a.warc").write_bytes(endless + b"\r\n" + shapes.warc(compress=False))
    with builders.within(20):
        items = list(load(tmp_path))
    assert {type(item) for item in items} == {Skipped, RawDocument}


def members(answers: list[dict[str, object]]) -> list[bytes]:
    """A compressed crawl, record by record."""
    whole, found = shapes.warc(answers), []
    while whole:
        inflater = zlib.decompressobj(31)
        inflater.decompress(whole)
        found.append(whole[: len(whole) - len(inflater.unused_data)])
        whole = inflater.unused_data
    return found


@pytest.mark.parametrize("damage", ["bytes changed", "end lost", "start lost"])
def test_a_damaged_record_is_named_and_does_not_spoil_its_neighbours(tmp_path: Path, damage: str) -> None:
    """Nor is one page's text ever continued with another's."""
    records = members([{"body": shapes.page(number)} for number in (1, 2, 3)])
    bad = bytearray(records[2])
    bad[len(bad) // 2 : len(bad) // 2 + 8] = b"\xff" * 8
    records[2] = {"bytes changed": bytes(bad), "end lost": records[2][:-60], "start lost": records[2][40:]}[damage]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(records))
    items = list(load(tmp_path))
    whole = [item.body.decode() for item in items if isinstance(item, RawDocument)]
    assert whole == [shapes.page(1), shapes.page(3)]
    if damage != "start lost":  # then nothing is left that shows there was one
        assert any(isinstance(item, Skipped) for item in items)


def test_a_record_with_a_wrong_length_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    whole = shapes.warc([{"body": shapes.page(n)} for n in (1, 2, 3)], compress=False)
    first, mark, rest = whole.rpartition(b"WARC/1.0")
    before, middle = first[: first.rindex(mark)], first[first.rindex(mark) :]
    length = next(line for line in middle.split(b"\r\n") if line.startswith(b"Content-Length"))
    for wrong in (b"Content-Length: 90", b"Content-Length: 900", b"Content-Length: x", b"X-Length: 1"):
        (tmp_path / "a.warc").write_bytes(before + middle.replace(length, wrong) + mark + rest)
        items = list(load(tmp_path))
        bodies = {item.body.decode() for item in items if isinstance(item, RawDocument)}
        assert shapes.page(1) in bodies
        assert bodies <= {shapes.page(1), shapes.page(3)}, wrong
        assert any(isinstance(item, Skipped) for item in items), wrong


def test_a_crawl_that_breaks_off_is_read_to_the_break_which_is_named(tmp_path: Path) -> None:
    for whole in (shapes.warc([{"body": shapes.page(n)} for n in (1, 2)], compress=c) for c in (True, False)):
        (tmp_path / "crawl").write_bytes(whole[:-100])
        items = list(load(tmp_path))
        assert [item.body.decode() for item in items if isinstance(item, RawDocument)] == [shapes.page(1)]
        assert any(isinstance(item, Skipped) for item in items)


def test_a_crawl_compressed_as_a_whole_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(shapes.warc([{}, {}], compress=False)))
    assert [type(item) for item in load(tmp_path)] == [RawDocument] * 2


def test_the_older_format(tmp_path: Path) -> None:
    for body in (
        shapes.arc([shapes.page(1), shapes.page(2)]),
        gzip.compress(shapes.arc([shapes.page(1), shapes.page(2)])),
    ):
        (tmp_path / "crawl").write_bytes(body)
        items = [item for item in load(tmp_path) if isinstance(item, RawDocument)]
        assert [item.body.decode("gbk") for item in items] == [shapes.page(1), shapes.page(2)]
        assert {(item.url, item.fetched, item.declared_charset) for item in items} == {(shapes.URL, shapes.TIME, "gbk")}


def test_a_crawl_packed_with_its_index(tmp_path: Path) -> None:
    (tmp_path / "a.wacz").write_bytes(shapes.wacz(shapes.warc()))
    documents = [item for item in load(tmp_path) if isinstance(item, RawDocument)]
    assert [(item.uri.rpartition(".wacz")[2], item.url) for item in documents] == [
        ("!/archive/data.warc.gz!/2", shapes.URL)
    ]


def test_a_crawl_in_an_archive_in_a_folder(tmp_path: Path) -> None:
    body = shapes.tarred({"2023/a.warc.gz": shapes.warc()}, "w:gz")
    builders.write_files(tmp_path, {"下载/crawl.tgz": body})
    (item,) = load(tmp_path)
    assert item.uri.endswith("下载/crawl.tgz!/2023/a.warc.gz!/2")


def test_nothing_is_said_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    loaded(tmp_path, {"url": "http://jyj.qingyu.gov.cn/a b.html"})
    (tmp_path / "b.warc").write_bytes(shapes.warc(compress=False).replace(b"Content-Length: 4", b"Content-Length: 3"))
    list(load(tmp_path))
    assert capfd.readouterr() == ("", "")


def test_a_stream_is_read_piece_by_piece(tmp_path: Path) -> None:
    """A crawl of many gigabytes is never held as a whole."""
    many = shapes.warc([{"body": shapes.page(n) + "青" * 30_000} for n in range(30)], compress=False)
    (tmp_path / "a.warc").write_bytes(many)
    items = load(tmp_path / "a.warc")
    next(items)
    stream = next(frame for frame in _open_streams(items))
    assert stream.tell() < len(many) / 5


def _open_streams(generator: object) -> list[io.BufferedReader]:
    found = []
    while generator is not None:
        found += [value for value in generator.gi_frame.f_locals.values() if isinstance(value, io.BufferedReader)]  # type: ignore[attr-defined]
        generator = generator.gi_yieldfrom  # type: ignore[attr-defined]
    return found
