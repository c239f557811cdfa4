"""Archives: what is in them is loaded as if it lay in a folder; nothing is unpacked to disk, nothing swells."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import builders
import pytest
import shapes

from indexer import limits
from indexer.document import Ignored, RawDocument, Skipped
from indexer.loaders import Loaded, load, source, tars, zips

PACKED = {
    "a.zip": shapes.zipped,
    "a.tar": shapes.tarred,
    "a.tar.gz": lambda members: shapes.tarred(members, "w:gz"),
    "a.tgz": lambda members: shapes.tarred(members, "w:gz"),
    "a.tar.bz2": lambda members: shapes.tarred(members, "w:bz2"),
    "a.tar.xz": lambda members: shapes.tarred(members, "w:xz"),
    "没有后缀": lambda members: shapes.tarred(members, "w:gz"),
}
packed = pytest.mark.parametrize("name", PACKED)


def loaded(folder: Path, name: str, members: dict[str, str | bytes]) -> dict[str, Loaded]:
    """What is loaded of an archive of this name, by the address in it."""
    builders.write_files(folder, {name: PACKED[name](members)})
    return {item.uri.partition("!/")[2]: item for item in load(folder / name)}


@packed
def test_members_have_an_address_in_their_archive(tmp_path: Path, name: str) -> None:
    items = loaded(
        tmp_path, name, {"政协/1.html": shapes.PAGE, "2.txt": "青屿市", "a.css": "x", "__MACOSX/1.html": "x"}
    )
    assert {uri: type(item) for uri, item in items.items()} == {
        "政协/1.html": RawDocument,
        "2.txt": RawDocument,
        "a.css": Ignored,
        "__MACOSX/1.html": Ignored,
    }


@packed
@pytest.mark.parametrize("member", ["../外.html", "a/../../外.html", "/etc/外.html", "C:/外.html"])
def test_a_member_that_points_outside_is_named(tmp_path: Path, name: str, member: str) -> None:
    items = loaded(tmp_path, name, {member: shapes.PAGE, "1.html": shapes.PAGE})
    assert isinstance(items.pop("1.html"), RawDocument)
    (item,) = items.values()
    assert isinstance(item, Skipped)
    assert "不安全" in item.reason


@packed
def test_an_archive_may_lie_in_an_archive_but_not_deeper(tmp_path: Path, name: str) -> None:
    deep = shapes.zipped({"3.html": shapes.PAGE})
    tar = shapes.tarred({"4.html": shapes.PAGE}, "w:gz")
    inner = shapes.zipped({"deep.zip": deep, "deep.tgz": tar, "2.html": shapes.PAGE})
    items = loaded(tmp_path, name, {"inner.zip": inner, "1.html": shapes.PAGE})
    assert {uri: type(item) for uri, item in items.items()} == {
        "1.html": RawDocument,
        "inner.zip!/2.html": RawDocument,
        "inner.zip!/deep.zip": Skipped,
        "inner.zip!/deep.tgz": Skipped,
    }


@packed
def test_letters_in_an_archive_are_no_archives(tmp_path: Path, name: str) -> None:
    items = loaded(tmp_path, name, {f"附件/{letter}": body for letter, (body, _) in shapes.letters().items()})
    types = {Path(uri).name: item.media_type for uri, item in items.items() if isinstance(item, RawDocument)}
    assert types == {letter: media_type for letter, (_, media_type) in shapes.letters().items()}


@packed
def test_an_archive_of_a_mirror_gives_addresses(tmp_path: Path, name: str) -> None:
    items = loaded(tmp_path, name, {"mirror/jyj.qingyu.gov.cn/1.html": shapes.PAGE})
    (item,) = items.values()
    assert isinstance(item, RawDocument)
    assert (item.url, item.url_from) == ("http://jyj.qingyu.gov.cn/1.html", "path")


@packed
def test_an_archive_that_breaks_off_is_named_by_its_own_name(tmp_path: Path, name: str) -> None:
    """So that the documents it held before are kept, and the clerk knows that there is more."""
    body = PACKED[name]({f"{n}.html": shapes.page(n) + os.urandom(3000).hex() for n in range(20)})
    for share in (0.3, 0.6, 0.9):
        (tmp_path / name).write_bytes(body[: int(len(body) * share)])
        items = list(load(tmp_path / name))
        reasons = [item for item in items if isinstance(item, Skipped)]
        assert any(item.uri == (tmp_path / name).as_posix() for item in reasons), items
        if not name.endswith("bz2"):
            assert any(isinstance(item, RawDocument) for item in items)  # what came before the break


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_what_came_of_a_zip_that_was_not_downloaded_to_its_end(tmp_path: Path, method: int, streamed: bool) -> None:
    """Its directory is lost with its end; whole members are known by their own heads and check sums."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return not streamed

        def seek(self, *_: object) -> int:
            if streamed:
                raise io.UnsupportedOperation
            return super().seek(*_)  # type: ignore[arg-type]

    buffer = Pipe()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for number in range(5):
            archive.writestr(f"政协/{number}.html", shapes.page(number) + os.urandom(100_000).hex())
        archive.writestr("../外.html", shapes.PAGE)
        archive.writestr("5.html", shapes.PAGE * 1000)
    body = bytearray(buffer.getvalue())
    at = body.index("政协/3.html".encode())
    body[at + 1000 : at + 1100] = b"\xff" * 100
    (tmp_path / "a.zip").write_bytes(body[: body.index(b"PK\x01\x02") - 30])
    items = list(load(tmp_path))
    read = [item.uri.partition("!/")[2] for item in items if isinstance(item, RawDocument)]
    if method == zipfile.ZIP_STORED and streamed:
        assert read == []  # nothing says where a member ends
    else:
        assert read == [f"政协/{n}.html" for n in (0, 1, 2, 4)]
        assert any(isinstance(item, Skipped) and "不安全" in item.reason for item in items)
    assert isinstance(items[-1], Skipped)
    assert items[-1].uri == (tmp_path / "a.zip").as_posix()


def test_heads_that_share_what_swells_do_not_run_for_ever(tmp_path: Path) -> None:
    """Each head's content is the next head, quoted, and what that head's content is; the last one swells."""
    name = b"1.html"
    head = b"PK\x03\x04" + struct.pack("<5H3L2H", 20, 0, 8, 0, 0, 0, 0, 0, len(name), 0) + name
    body = head + zlib.compress(bytes(3 * 2**20))[2:-10]  # without an end, so that each is tried
    for _ in range(3000):
        body = head + b"\0" + struct.pack("<HH", len(head), len(head) ^ 0xFFFF) + body
    (tmp_path / "a.zip").write_bytes(body)
    with builders.within(10):
        (item,) = load(tmp_path)
    assert isinstance(item, Skipped)
    assert "压缩比" in item.reason


def test_a_header_damaged_in_the_middle_of_a_tar_is_named(tmp_path: Path) -> None:
    """tarfile by itself takes it for the end."""
    body = bytearray(shapes.tarred({f"{n}.html": shapes.page(n) for n in range(5)}))
    at = body.index(b"3.html")
    body[at : at + 100] = b"\xff" * 100
    (tmp_path / "a.tar").write_bytes(body)
    items = list(load(tmp_path))
    assert [type(item) for item in items] == [RawDocument] * 3 + [Skipped]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_in_a_tar_are_read_whatever_wrote_them(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.tar").write_bytes(shapes.tarred({"政协提案/答复.html": shapes.PAGE}, encoding=encoding))
    assert [item.uri.partition("!/")[2] for item in load(tmp_path)] == ["政协提案/答复.html"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_named(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        header = tarfile.TarInfo("答复.html")
        header.type, header.linkname = kind, "/etc/passwd"
        archive.addfile(header)
    assert [type(item) for item in load(tmp_path)] == [Skipped]


def test_a_name_of_gigabytes_in_a_tar_is_not_read(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 2**31
    (tmp_path / "a.tar").write_bytes(header.tobuf(tarfile.GNU_FORMAT) + b"x" * 5000)
    (item,) = load(tmp_path)
    assert isinstance(item, Skipped)
    assert "文件名" in item.reason


def test_a_page_compressed_by_itself(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"答复.html.gz": gzip.compress(shapes.PAGE.encode())})
    (item,) = load(tmp_path)
    assert isinstance(item, RawDocument)
    assert item.uri.endswith("答复.html.gz!/答复.html")


def test_a_page_of_blanks_is_no_bomb(tmp_path: Path) -> None:
    """It compresses a thousandfold, as a template with indented lines does."""
    builders.write_files(tmp_path, {"a.zip": shapes.zipped({"1.html": shapes.PAGE + " " * 1_000_000})})
    assert [type(item) for item in load(tmp_path)] == [RawDocument]


@packed
def test_what_swells_is_not_unpacked(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MIN_BYTES_FOR_RATIO", 2**20)
    members = {f"{n}.html": shapes.PAGE + " " * 300_000 for n in range(12)}
    items = loaded(tmp_path, name, members).values()
    if name == "a.tar":  # nothing swells in it
        assert {type(item) for item in items} == {RawDocument}
        return
    assert 1 <= sum(isinstance(item, RawDocument) for item in items) <= 5
    assert any(isinstance(item, Skipped) and "压缩比" in item.reason for item in items)


def test_an_archive_that_unpacks_to_more_than_allowed_is_read_up_to_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_ARCHIVE_BYTES", 100_000)
    members = {f"{n}.html": shapes.PAGE + "青" * 10_000 for n in range(12)}
    builders.write_files(tmp_path, {"a.zip": shapes.zipped(members)})
    items = list(load(tmp_path))
    assert 0 < sum(isinstance(item, RawDocument) for item in items) < 12
    assert any(isinstance(item, Skipped) and "太大" in item.reason for item in items)


def test_what_is_in_an_inner_archive_counts_for_the_outer_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MIN_BYTES_FOR_RATIO", 2**20)
    inner = shapes.zipped({"1.html": shapes.PAGE + " " * 300_000})
    builders.write_files(tmp_path, {"a.zip": shapes.zipped({f"{n}.zip": inner for n in range(12)})})
    assert sum(isinstance(item, RawDocument) for item in load(tmp_path)) <= 4


def test_a_large_archive_may_unpack_to_many_times_its_size() -> None:
    """A crawl of several gigabytes is no bomb."""
    budget = source.Budget(packed=2**30)
    budget.spend(15 * 2**30)


def test_a_member_over_its_limit_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    big = {"1.html": b"0" * (limits.MAX_MEMBER_BYTES + 1), "2.html": shapes.PAGE}
    builders.write_files(tmp_path, {"a.zip": shapes.zipped(big)})
    items = list(load(tmp_path))
    assert [type(item) for item in items] == [Skipped, RawDocument]


def test_a_member_that_lies_about_its_size_is_named(tmp_path: Path) -> None:
    body = bytearray(shapes.zipped({"1.html": "0" * 1000}))
    at = body.index(b"PK\x01\x02")
    body[at + 24 : at + 28] = (100).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(body)
    assert [type(item) for item in load(tmp_path)] == [Skipped]


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_too_many_members_are_named(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MAX_ARCHIVE_MEMBERS", 5)
    monkeypatch.setattr(tars, "MAX_ARCHIVE_MEMBERS", 5)
    items = loaded(tmp_path, name, {f"{n}.html": shapes.page(n) for n in range(7)})
    assert isinstance(items[""], Skipped)


def test_a_zip_with_a_password_is_named(tmp_path: Path) -> None:
    body = bytearray(shapes.zipped({"1.html": shapes.PAGE}))
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(body)
    (item,) = load(tmp_path)
    assert isinstance(item, Skipped)
    assert "密码" in item.reason


def test_a_zip_of_many_pages_is_read_one_by_one(tmp_path: Path) -> None:
    import tracemalloc

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}.html", shapes.PAGE + "青" * 30_000)
    tracemalloc.start()
    count = sum(1 for _ in load(tmp_path / "a.zip"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300
    assert peak < 3 * 2**20


def test_an_archive_without_anything_in_it_is_named(tmp_path: Path) -> None:
    """What it held before is kept: it may be a download that failed."""
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    builders.write_files(
        tmp_path, {"a.zip": buffer.getvalue(), "a.tar": shapes.tarred({}), "a.warc": shapes.warc([]), "a.jsonl": "[]"}
    )
    items = list(load(tmp_path))
    assert [type(item) for item in items] == [Skipped] * 4
    assert [item.uri for item in items] == sorted(path.as_posix() for path in tmp_path.iterdir())
