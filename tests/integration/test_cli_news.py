"""Saved searches, and what is new for them: nothing missed, nothing told twice, nothing lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import dafu

from indexer import pipeline
from indexer.errors import InputError
from indexer.layout import DataDir
from search.archive import Archive
from search.news import news_of
from search.query import Question
from search.saved import Chosen, Saved, SavedSearches

LETTER = builders.LETTER
OTHER = (
    LETTER.replace("0127", "0208").replace("12号", "31号").replace("林晓岚", "周广平").replace("186所", "214所")
    .replace("开设科技、体育、艺术等课程", "利用社会场馆开展劳动和研学，每周不少于两次，由街道统一登记")
)  # fmt: skip


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """The folder of an archive with one letter; its data folder is beside it."""
    builders.indexed(tmp_path, {"1.txt": LETTER})
    return tmp_path / "crawl"


@pytest.fixture
def data(crawl: Path) -> DataDir:
    """The data folder, with a search saved for all letters on 课后服务."""
    data = DataDir(crawl.parent / "data")
    save(data, "课后")
    return data


def save(data: DataDir, name: str, query: str = "课后服务", **more: Any) -> None:
    saved = Saved(query, mode="exact", plain=(), looked="", seen=frozenset(), **{"filters": (), **more})
    with closing(Archive(data)) as archive:
        SavedSearches(data).add(name, saved.looked_at(news_of(archive, saved).seen))


def told(data: DataDir, name: str = "课后") -> list[str]:
    """The file names of what is new, noted as read."""
    searches = SavedSearches(data)
    before = searches.all()
    with closing(Archive(data)) as archive:
        news = news_of(archive, before[name])
    searches.mark(before, {name: before[name].looked_at(news.seen)})
    return [Path(reply.uri).name for reply in news.new]


def standing(data: DataDir) -> set[str]:
    """The ids of the letters on 课后服务, of which there is one."""
    with closing(Archive(data)) as archive:
        ids = builders.ids(archive, "课后服务")
    assert len(ids) == 1
    return ids


def index(crawl: Path, data: DataDir, files: dict[str, str] | None = None, **more: Any) -> None:
    pipeline.run([builders.write_files(crawl, files or {})], data, workers=0, **more)


def test_what_came_since_is_told_once(crawl: Path, data: DataDir) -> None:
    assert told(data) == []
    index(crawl, data, {"2.txt": OTHER})
    assert told(data) == ["2.txt"]
    assert told(data) == []


def test_what_was_crawled_again_changed_or_indexed_anew_is_no_news(crawl: Path, data: DataDir) -> None:
    index(crawl, data, {"另存/1.html": f"<html><body><p>{LETTER.replace(chr(10), '</p><p>')}</p></body></html>"})
    assert told(data) == []
    index(crawl, data, {"1.txt": LETTER.replace("21.4万人", "22.6万人")})
    assert told(data) == []
    index(crawl, data, rebuild=True)
    assert told(data) == []


def test_a_copy_that_takes_the_place_of_a_letter_is_no_news(crawl: Path, data: DataDir) -> None:
    """The copy has another id; it is news for nobody, neither beside the first nor in its stead."""
    first = standing(data)
    index(crawl, data, {"副本/0.txt": "首页 > 信息公开 > 正文\n" + LETTER.replace("予以补助。", "予以补助，")})
    assert told(data) == []
    (crawl / "1.txt").unlink()
    index(crawl, data)
    assert standing(data) != first
    assert told(data) == []


def test_a_letter_that_fits_only_after_a_change_is_news(crawl: Path, data: DataDir) -> None:
    save(data, "研学", "研学")
    index(crawl, data, {"1.txt": LETTER.replace("艺术等课程", "艺术、研学等课程")})
    assert told(data, "研学") == ["1.txt"]
    assert told(data) == []


def test_a_letter_that_was_gone_at_a_look_and_is_back_is_news(crawl: Path, data: DataDir) -> None:
    for looks in (False, True):
        (crawl / "1.txt").rename(crawl.parent / "1.txt")
        index(crawl, data, {"9.txt": "无关的一篇。" * 30})
        assert not looks or told(data) == []
        (crawl.parent / "1.txt").rename(crawl / "1.txt")
        index(crawl, data)
        assert told(data) == (["1.txt"] if looks else [])


def test_what_is_only_near_is_no_news(crawl: Path, data: DataDir) -> None:
    save(data, "都要", "课后服务 研学")
    assert told(data, "都要") == []
    index(crawl, data, {"2.txt": OTHER})
    assert told(data, "都要") == ["2.txt"]


def test_filters_are_kept_with_a_search(crawl: Path, data: DataDir) -> None:
    save(data, "别的年", filters=(Chosen("year", "2023", excludes=True),))
    save(data, "本年", filters=(Chosen("year", "2023"),))
    index(crawl, data, {"2.txt": OTHER})
    assert (told(data, "别的年"), told(data, "本年")) == ([], ["2.txt"])


def test_another_run_is_not_overruled(data: DataDir) -> None:
    """Two runs at once: the news may come twice, but none is lost."""
    searches = SavedSearches(data)
    before = searches.all()
    now = replace(before["课后"], query="研学")
    searches.mark(before, {"课后": now})
    searches.mark(before, {"课后": before["课后"].looked_at(frozenset({"late"}))})
    assert searches.all()["课后"] == now


def test_searches_saved_at_once_are_all_there(data: DataDir) -> None:
    saved = SavedSearches(data).all()["课后"]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: SavedSearches(data).add(f"第{n}个", saved), range(16)))
    assert len(SavedSearches(data).all()) == 17


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"version": 9, "searches": {}}', '{"version": 1, "searches": {"甲": {"query": 1}}}', "\udcff"],
)
def test_a_damaged_file_is_said_and_left_alone(data: DataDir, text: str) -> None:
    searches = SavedSearches(data)
    body = text.encode("utf-8", "surrogateescape")
    searches.file.write_bytes(body)
    with pytest.raises(InputError, match="没有动它"):
        searches.add("新的", Saved("甲", (), "exact", (), "", frozenset()))
    assert searches.file.read_bytes() == body


def test_what_a_notepad_saved_is_read(data: DataDir) -> None:
    file = SavedSearches(data).file
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert list(SavedSearches(data).all()) == ["课后"]


def test_what_is_no_character_is_not_saved_and_harms_nothing(data: DataDir) -> None:
    searches = SavedSearches(data)
    with pytest.raises(InputError, match="认不出来"):
        searches.add("坏的", Saved("\udcff养老", (), "exact", (), "", frozenset()))
    assert list(searches.all()) == ["课后"]


# The commands


def test_saving_listing_and_forgetting(crawl: Path, data: DataDir) -> None:
    done = dafu("save", "甲", "课后服务", "-机构", "--without", "年=2019", "--mode", "标准", data=data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "现有 1 篇" in done.stdout
    assert dafu("save", "甲", "别的", data=data).returncode == 2
    assert dafu("save", "甲", "别的", "--replace", data=data).returncode == 0
    listed = json.loads(dafu("saved", "--json", data=data).stdout)
    assert [(one["name"], one["query"], one["mode"]) for one in listed] == [
        ("课后", "课后服务", "exact"),
        ("甲", "别的", "exact"),
    ]
    assert dafu("save", "--remove", "甲", data=data).returncode == 0
    assert dafu("save", "--remove", "甲", data=data).returncode == 2
    assert "甲" not in dafu("saved", data=data).stdout


def test_the_exit_status_tells_whether_there_are_news(crawl: Path, data: DataDir) -> None:
    nothing = dafu("news", "-q", data=data)
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (1, "", "")
    index(crawl, data, {"2.txt": OTHER})
    kept = dafu("news", "--keep", "--json", data=data)
    assert kept.returncode == 0
    (one,) = json.loads(kept.stdout)
    assert (one["name"], one["total"], [new["doc_number"] for new in one["new"]]) == ("课后", 2, ["青教建〔2023〕31号"])
    shown = dafu("news", "课后", data=data)
    assert shown.returncode == 0
    assert "新增 1 篇" in shown.stdout
    assert dafu("news", data=data).returncode == 1
    assert dafu("news", "没有", data=data).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a full disk")
def test_news_that_could_not_be_printed_are_still_new(crawl: Path, data: DataDir) -> None:
    index(crawl, data, {"2.txt": OTHER})
    with open("/dev/full", "w") as full, builders.started("news", data=data, stdout=full) as failed:
        said = failed.communicate(timeout=60)[1]
    assert failed.returncode == 2
    assert len(said.splitlines()) == 1
    assert dafu("news", data=data).returncode == 0


def test_letters_of_a_family_are_each_news(sample_archive: Archive) -> None:
    question = Saved("的", (), "exact", (), "", frozenset()).question()
    assert question == Question("的", gathers=False)
    news = news_of(sample_archive, Saved("的", (), "exact", (), "", frozenset()))
    assert len(news.new) == news.total == sample_archive.count("的")


def test_saved_searches_are_listed_as_they_may_be_typed(data: DataDir) -> None:
    assert dafu("save", "某年", "--year", "2024", "--without", "单位=教育局", data=data).returncode == 0
    line = next(line for line in dafu("saved", data=data).stdout.splitlines() if line.startswith("某年"))
    assert line.split()[1:-3] == ["年=2024", "不要", "单位=教育局"]
