"""The data folder: the index is switched at once, and only used when this version built it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import layout
from indexer.errors import IndexUnavailable, InputError
from indexer.layout import DataDir, read_fingerprint, write_durably

OURS = {"engine": "试", "format": "1"}


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path / "data")


def test_nothing_is_created_before_it_is_needed(data: DataDir) -> None:
    assert data.current_index() is None
    with pytest.raises(IndexUnavailable, match="dafu index"):
        data.usable_index(OURS)
    assert not data.root.exists()


def test_a_new_generation_is_not_in_use_before_the_switch(data: DataDir) -> None:
    folder = data.new_index()
    assert data.current_index() is None
    data.switch_to(folder, OURS)
    assert data.current_index() == folder
    assert data.usable_index(OURS) == folder


def test_the_old_generation_is_in_use_until_the_switch_and_gone_after(data: DataDir) -> None:
    first = data.new_index()
    data.switch_to(first, OURS)
    second = data.new_index()
    assert second != first
    assert data.current_index() == first
    data.switch_to(second, OURS)
    assert data.current_index() == second
    assert not first.exists()


def test_what_a_crash_left_behind_is_swept_by_the_next_switch(data: DataDir) -> None:
    data.switch_to(data.new_index(), OURS)
    crashed, finished = data.new_index(), data.new_index()
    data.switch_to(finished, OURS)
    assert not crashed.exists()
    assert data.current_index() == finished


@pytest.mark.parametrize("theirs", [{"engine": "试", "format": "2"}, {}, {**OURS, "more": "1"}])
def test_an_index_of_another_version_is_refused(data: DataDir, theirs: dict[str, str]) -> None:
    data.switch_to(data.new_index(), theirs)
    with pytest.raises(IndexUnavailable, match="rebuild"):
        data.usable_index(OURS)


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
def test_a_damaged_fingerprint_is_another_version(data: DataDir, content: str) -> None:
    folder = data.new_index()
    data.switch_to(folder, OURS)
    (folder / "fingerprint.json").write_text(content, encoding="utf-8")
    assert read_fingerprint(folder) is None
    with pytest.raises(IndexUnavailable):
        data.usable_index(OURS)


def test_current_pointing_nowhere_is_no_index(data: DataDir) -> None:
    folder = data.new_index()
    data.switch_to(folder, OURS)
    (data.root / "index" / "CURRENT").write_text("gen-999999", encoding="utf-8")
    assert data.current_index() is None


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "CURRENT"
    write_durably(path, "old")

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(layout.os, "fsync", fail)
    with pytest.raises(OSError):
        write_durably(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


def test_a_data_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="--data"):
        DataDir(tmp_path / "data").new_index()
