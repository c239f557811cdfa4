"""`dafu terms`: the office's dictionary listed, filled from the archive, and what it does to an index."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import dafu
from whoosh.index import open_dir

from indexer import lexicon, pipeline
from indexer.layout import DataDir
from indexer.reply import Reply
from search.archive import Archive

WORD = "潮汐充电站"
LETTERS = {
    f"{n}.txt": f"青屿市交通局\n答复\n第{n}，{text}。" for n, text in enumerate((f"建成{WORD}三处", f"推广{WORD}做法"))
}


@pytest.fixture
def data(tmp_path: Path, sample_data: DataDir) -> DataDir:
    """A data folder of its own with the samples in it."""
    shutil.copytree(sample_data.root, tmp_path / "data")
    return DataDir(tmp_path / "data")


def as_json(*arguments: object, data: DataDir, status: int = 0) -> Any:
    """What `dafu terms` prints with --json."""
    done = dafu("terms", *arguments, "--json", data=data)
    assert (done.returncode, done.stderr) == (status, "")
    return json.loads(done.stdout)


def test_an_empty_dictionary_says_what_to_do(data: DataDir) -> None:
    done = dafu("terms", data=data)
    assert done.returncode == 1
    assert "dafu terms --new" in done.stdout
    assert as_json(data=data, status=1)["words"] == []


def test_new_words_are_proposed_and_nothing_is_written(data: DataDir, sample_replies: list[Reply]) -> None:
    found = as_json("--new", "--limit", 20, "--min-count", 4, data=data)
    assert len(found["proposals"]) == 20 < found["total"]
    assert found["replies"] == len(sample_replies)
    for one in found["proposals"]:
        assert one.keys() == {"word", "kind", "count", "score", "example", "full"}
        assert one["count"] >= 4
        assert one["kind"] in lexicon.KINDS
    assert not data.lexicon.exists()
    shown = dafu("terms", "--new", "--limit", 3, data=data).stdout
    assert found["proposals"][0]["word"] in shown
    assert "没有列出" in shown


def test_accept_drop_and_reject(data: DataDir) -> None:
    data.lexicon.write_bytes("# 常用词\r\n一网通办，政策\r\n".encode("gb18030"))
    done = as_json("--new", "--min-count", 4, "--accept", "5g基站", "--reject", "加快推进", data=data)
    assert done["added"] == [{"word": "5G基站", "kind": "其他", "note": ""}]  # as the replies write it
    assert done["newly_rejected"] == ["加快推进"]
    text = data.lexicon.read_text(encoding="utf-8")
    assert text == "# 常用词\n一网通办，政策\n5G基站\t其他\n!加快推进\n"
    words = [one["word"] for one in as_json("--new", "--min-count", 4, "--limit", 999, data=data)["proposals"]]
    assert "5G基站" not in words
    done = as_json("--drop", "一网通办", data=data)
    assert done["dropped"] == ["一网通办"]
    assert [one["word"] for one in as_json(data=data)["words"]] == ["5G基站"]


def test_a_kind_can_be_given(data: DataDir) -> None:
    assert dafu("terms", "--accept", "市民码", "--kind", "政策", data=data).returncode == 0
    assert as_json(data=data)["words"] == [{"word": "市民码", "kind": "政策", "note": ""}]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--accept", "税"), "太短"),
        (("--accept", "青屿。"), "标点"),
        (("--accept", "青屿 港"), "空格"),
        (("--drop", "没有的词"), "什么也没有改"),
        (("--kind", "政策"), "--accept"),
        (("--new", "--min-count", "1"), "--min-count"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(data: DataDir, arguments: tuple[str, ...], said: str) -> None:
    done = dafu("terms", *arguments, data=data)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not data.lexicon.exists()


def test_new_words_need_an_archive(tmp_path: Path) -> None:
    done = dafu("terms", "--new", data=tmp_path / "none")
    assert done.returncode == 2
    assert "dafu index" in done.stderr


def test_bad_lines_are_named_and_nothing_fails(data: DataDir) -> None:
    data.lexicon.write_text("税\n市民码\n", encoding="utf-8")
    done = dafu("terms", data=data)
    assert done.returncode == 0
    assert "第 1 行" in done.stdout
    assert dafu("search", "市民码", data=data).returncode in (0, 1)
    assert dafu("index", data=data).returncode == 0


def test_a_dictionary_that_is_no_text_stops_indexing_before_anything_is_changed(data: DataDir) -> None:
    data.lexicon.write_bytes(b"\xff\xfe\xff")
    for command in ("terms", "index"):
        done = dafu(command, data=data)
        assert done.returncode == 2
        assert "UTF-8" in done.stderr
    assert dafu("search", "5G基站", data=data).returncode == 0


def test_an_old_index_stays_right_and_a_new_one_is_advised_until_it_is_built(tmp_path: Path) -> None:
    data = builders.indexed(tmp_path, LETTERS)
    data.lexicon.write_text(f"{WORD}\n", encoding="utf-8")
    assert as_json(data=data)["advice"] == lexicon.ADVICE

    more = builders.write_files(tmp_path / "crawl", {"9.txt": f"青屿市交通局\n答复\n又建{WORD}九处。"})
    assert pipeline.run([more], data, workers=0).rebuilt == ""
    assert _advice(data) == lexicon.ADVICE
    assert _found(data, WORD) == 3

    pipeline.run([], data, rebuild=True, workers=0)
    assert as_json(data=data)["advice"] == ""
    assert _found(data, WORD) == 3
    folder = data.current_index()
    assert folder is not None
    assert lexicon.indexed_words(folder) == (WORD,)

    data.lexicon.unlink()
    assert _advice(data) == lexicon.ADVICE
    assert _found(data, WORD) == 3


def test_all_replies_of_an_index_are_cut_with_the_same_words(tmp_path: Path) -> None:
    data = builders.indexed(tmp_path, LETTERS)
    data.lexicon.write_text(f"{WORD}\n", encoding="utf-8")
    pipeline.run(
        [builders.write_files(tmp_path / "crawl", {"9.txt": f"青屿市交通局\n答复\n又建{WORD}九处。"})], data, workers=0
    )
    assert _replies_with(data, WORD) == 0
    pipeline.run([], data, rebuild=True, workers=0)
    assert _replies_with(data, WORD) == 3
    data.lexicon.unlink()
    pipeline.run(
        [builders.write_files(tmp_path / "crawl", {"10.txt": f"青屿市交通局\n答复\n再建{WORD}十处。"})], data, workers=0
    )
    assert _replies_with(data, WORD) == 4


def _advice(data: DataDir) -> str:
    return lexicon.advice(lexicon.of_office(data.lexicon), data.current_index())


def _replies_with(data: DataDir, token: str) -> int:
    """In how many replies of the index a token stands among the words of the text."""
    folder = data.current_index()
    assert folder is not None
    with open_dir(str(folder)).reader() as reader:
        return int(reader.doc_frequency("text_words", token))


def _found(data: DataDir, query: str) -> int:
    archive = Archive(data)
    try:
        return archive.search(query).total
    finally:
        archive.close()
