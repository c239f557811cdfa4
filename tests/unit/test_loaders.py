"""Loading: what a crawler left becomes raw documents; what cannot is named, and nothing is unpacked."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from pathlib import Path

import builders
import pytest

from indexer.document import Ignored, RawDocument, Skipped
from indexer.errors import InputError
from indexer.limits import MAX_FILE_BYTES
from indexer.loaders import Loaded, is_inside, load, source_of
from indexer.loaders.records import FIELDS


def by_name(path: Path) -> dict[str, Loaded]:
    base = source_of(path)
    return {item.uri.removeprefix(base).lstrip("/"): item for item in load(path)}


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return path


def test_a_tree_comes_in_order_with_absolute_addresses(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"乙/2.html": "二", "甲/1.txt": "一", "3.htm": "三"})
    loaded = list(load(tmp_path))
    assert {item.uri for item in loaded} == {(tmp_path / n).as_posix() for n in ("乙/2.html", "甲/1.txt", "3.htm")}
    assert [item.uri for item in load(tmp_path)] == [item.uri for item in loaded]


def test_a_single_file_is_loaded(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"1.html": "一"})
    assert list(load(tmp_path / "1.html")) == [RawDocument((tmp_path / "1.html").as_posix(), "一".encode())]


def test_a_folder_named_in_another_way_is_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise indexing ../crawl after crawl would take everything in twice."""
    builders.write_files(tmp_path, {"crawl/1.html": "一", "other/2.html": "二"})
    monkeypatch.chdir(tmp_path)
    wanted = [item.uri for item in load(tmp_path / "crawl")]
    for path in (Path("crawl"), Path("other/../crawl"), Path("./crawl"), tmp_path / "other" / ".." / "crawl"):
        assert [item.uri for item in load(path)] == wanted, path


@pytest.mark.parametrize("name", ["a.css", "a.js", "a.PNG", "Thumbs.db", "robots.txt", "a.woff2", "README.md"])
def test_site_furniture_is_only_counted(tmp_path: Path, name: str) -> None:
    builders.write_files(tmp_path, {name: "x"})
    assert isinstance(by_name(tmp_path)[name], Ignored)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.wps", "a.rar", "a.warc.gz", "a.xls"])
def test_a_file_that_is_not_what_its_name_promises_is_named(tmp_path: Path, name: str) -> None:
    builders.write_files(tmp_path, {name: "x"})
    item = by_name(tmp_path)[name]
    assert isinstance(item, Skipped)
    assert Path(name).suffix in item.reason


@pytest.mark.parametrize(
    "name", ["content_1", "art.html", "页面.SHTML", "view.jsp", "a.1", "抓取.md", "t20230101_5.htm"]
)
def test_pages_come_under_many_names(tmp_path: Path, name: str) -> None:
    builders.write_files(tmp_path, {name: "x"})
    assert isinstance(by_name(tmp_path)[name], RawDocument)


def test_hidden_files_are_only_counted_and_links_are_not_followed(tmp_path: Path) -> None:
    builders.write_files(tmp_path / "crawl", {".hidden.html": "x", ".git/a.html": "x", "1.html": "x"})
    builders.write_files(tmp_path, {"outside.html": "x"})
    (tmp_path / "crawl" / "link.html").symlink_to(tmp_path / "outside.html")
    (tmp_path / "crawl" / "loop").symlink_to(tmp_path / "crawl")
    items = by_name(tmp_path / "crawl")
    assert set(items) == {"1.html", "link.html", "loop", ".hidden.html", ".git"}
    assert isinstance(items[".hidden.html"], Ignored)
    assert isinstance(items[".git"], Ignored)  # what is in it is not looked at
    assert isinstance(items["link.html"], Skipped)  # named, not followed
    assert isinstance(items["loop"], Skipped)


def test_a_pipe_does_not_stop_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    assert isinstance(by_name(tmp_path)["pipe.html"], Skipped)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"a.html": ""})
    item = by_name(tmp_path)["a.html"]
    assert isinstance(item, Skipped)
    assert "空" in item.reason


def test_a_file_over_the_limit_is_named_and_not_read(tmp_path: Path) -> None:
    with open(tmp_path / "a.html", "wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    item = by_name(tmp_path)["a.html"]
    assert isinstance(item, Skipped)
    assert "太大" in item.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"a.html": "x"})
    (tmp_path / "a.html").chmod(0)
    item = by_name(tmp_path)["a.html"]
    (tmp_path / "a.html").chmod(stat.S_IRUSR)
    assert isinstance(item, Skipped)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter everything")
def test_a_folder_that_may_be_listed_but_not_entered_is_named(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"甲/1.html": "x", "甲/乙_files/2.html": "x"})
    (tmp_path / "甲").chmod(stat.S_IRUSR)
    items = list(load(tmp_path))
    with pytest.raises(InputError):
        list(load(tmp_path / "甲" / "乙_files"))
    (tmp_path / "甲").chmod(stat.S_IRWXU)
    assert items
    assert {type(item) for item in items} == {Skipped}


def test_a_path_that_is_not_there_is_an_error_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        list(load(tmp_path / "没有"))


def test_members_of_a_zip_have_an_address_in_it(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"建议/1.html": b"x", "2.txt": b"y", "style.css": b"z"})
    items = by_name(tmp_path / "a.zip")
    assert isinstance(items["!/建议/1.html"], RawDocument)
    assert isinstance(items["!/2.txt"], RawDocument)
    assert isinstance(items["!/style.css"], Ignored)


def test_names_written_by_windows_in_gbk_are_read(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"XX.html": b"x"})
    raw = (tmp_path / "a.zip").read_bytes().replace(b"XX.html", "建".encode("gbk") + b".html")
    (tmp_path / "a.zip").write_bytes(raw)
    assert list(by_name(tmp_path / "a.zip")) == ["!/建.html"]


@pytest.mark.parametrize("name", ["../外.html", "a/../../外.html", "/etc/外.html", "C:/外.html", "..\\外.html"])
def test_a_member_that_points_outside_is_named_and_written_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    zipped(tmp_path / "in" / "a.zip", {name: b"x", "1.html": b"y"})
    items = list(load(tmp_path / "in"))
    assert [type(item) for item in items].count(RawDocument) == 1
    assert any(isinstance(item, Skipped) and "不安全" in item.reason for item in items)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "in"]


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 broken", b"no zip at all"])
def test_a_broken_zip_is_one_skipped_input(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(body)
    items = list(load(tmp_path))
    assert len(items) == 1
    assert isinstance(items[0], Skipped)


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"1.html": b"damaged damaged", "2.html": b"whole"})
    raw = (tmp_path / "a.zip").read_bytes().replace(b"damaged damaged", b"damagXd damaged", 1)
    (tmp_path / "a.zip").write_bytes(raw)
    items = by_name(tmp_path / "a.zip")
    assert isinstance(items["!/1.html"], Skipped)
    assert isinstance(items["!/2.html"], RawDocument)


def test_of_two_members_with_one_name_the_first_counts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("1.html", b"first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("1.html", b"second")
    kinds = [type(item) for item in load(tmp_path / "a.zip")]
    assert kinds == [RawDocument, Skipped]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.html", b"0" * (MAX_FILE_BYTES + 1))
    item = by_name(tmp_path / "a.zip")["!/1.html"]
    assert isinstance(item, Skipped)
    assert "太大" in item.reason


@pytest.mark.parametrize(
    ("uri", "container", "inside"),
    [
        ("/a/b.html", "/a", True),
        ("/a/b.html", "/a/", True),
        ("/a/b.zip!/c.html", "/a/b.zip", True),
        ("/a/b.zip!/c.html", "/a", True),
        ("/a", "/a", True),
        ("/ab/c.html", "/a", False),
        ("/a/b.html.bak", "/a/b.html", False),
        ("/a.b/c", "/aXb", False),
        ("/x", "/", True),
    ],
)
def test_what_is_inside_what(uri: str, container: str, inside: bool) -> None:
    assert is_inside(uri, container) is inside


def test_the_docs_name_every_column(root: Path) -> None:
    text = (root / "docs" / "导入.md").read_text(encoding="utf-8")
    for field, (_, names) in FIELDS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{field}` |"))
        assert re.findall("`([^`]+)`", row) == [field, *names.split()]
