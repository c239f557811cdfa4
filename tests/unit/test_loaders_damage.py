"""Whatever happens to a file on its way, loading gives documents or reasons, and writes nothing."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import builders
import pytest
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.document import Ignored, RawDocument, Skipped
from indexer.loaders import load


@cache
def whole() -> dict[str, bytes]:
    """A file of every shape."""
    with tempfile.TemporaryDirectory() as folder:
        return shapes.of_every_shape(Path(folder))


NAMES = list(whole())
_FEWER = settings(max_examples=settings.default.max_examples // 3)  # of each shape; there are many
_CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=4)


def damaged(body: bytes, end: float, changes: list[tuple[float, bytes]]) -> bytes:
    """`body` cut, with some bytes changed."""
    changed = bytearray(body[: int(len(body) * end)])
    for where, bytes_ in changes:
        at = int(where * len(changed))
        changed[at : at + len(bytes_)] = bytes_
    return bytes(changed)


@pytest.mark.parametrize("name", NAMES)
@_FEWER
@given(end=st.just(1.0) | st.floats(0, 1), changes=_CHANGES)
def test_a_damaged_file_gives_documents_or_reasons(
    tmp_path: Path, name: str, end: float, changes: list[tuple[float, bytes]]
) -> None:
    path = tmp_path / name
    path.write_bytes(damaged(whole()[name], end, changes))
    with builders.within(20):
        items = list(load(path))
    assert items
    for item in items:
        assert isinstance(item, RawDocument | Skipped | Ignored)
        item.uri.encode("utf-8")
        assert not isinstance(item, Skipped) or any("\u4e00" <= char <= "\u9fff" for char in item.reason)
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz", "a.zip", "a.tar.gz", "nested.zip"])
@_FEWER
@given(end=st.just(1.0) | st.floats(0, 1), changes=_CHANGES)
def test_what_is_read_of_a_damaged_archive_with_check_sums_is_what_was_in_it(
    tmp_path: Path, name: str, end: float, changes: list[tuple[float, bytes]]
) -> None:
    """A page is never continued with the bytes of another."""
    (tmp_path / name).write_bytes(damaged(whole()[name], end, changes))
    for item in load(tmp_path / name):
        if isinstance(item, RawDocument) and item.body.startswith(b"<html"):
            assert item.body.count(b"<html") == 1, item.body.decode(errors="replace")


@pytest.mark.parametrize("name", NAMES)
@_FEWER
@given(st.binary(max_size=300))
def test_a_file_of_anything_under_any_name(tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    items = list(load(tmp_path / name))
    assert items
    assert all(isinstance(item, RawDocument | Skipped | Ignored) for item in items)


def everything(folder: Path) -> Iterator[tuple[str, int, bytes]]:
    for directory, _, names in os.walk(folder):
        for name in names:
            file = Path(directory) / name
            yield str(file), file.stat().st_mtime_ns, file.read_bytes()


def test_nothing_is_written_and_nothing_but_the_input_is_opened(tmp_path: Path) -> None:
    crawl = builders.write_files(tmp_path / "crawl", whole())
    before, opened = list(everything(tmp_path)), list[tuple[str, object]]()
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "os.mkdir", "os.rename", "os.remove", "tempfile.mkstemp", "tempfile.mkdtemp"):
            opened.append((event, arguments[0]))
        elif watching and event in ("socket.connect", "subprocess.Popen", "os.system"):
            opened.append((event, ""))

    list(load(crawl))  # libraries are imported
    sys.addaudithook(watch)
    items = list(load(crawl))
    watching = False
    assert sum(isinstance(item, RawDocument) for item in items) > 40
    assert {(event, str(path)) for event, path in opened if not str(path).startswith(str(crawl))} == set()
    assert {event for event, _ in opened} == {"open"}
    assert list(everything(tmp_path)) == before


def test_a_second_run_gives_the_same_in_the_same_order(tmp_path: Path) -> None:
    builders.write_files(tmp_path, whole())
    assert list(load(tmp_path)) == list(load(tmp_path))
