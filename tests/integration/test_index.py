"""Keeping an archive up to date: what is new, changed, gone, twice there; nothing lost on the way."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import builders
import pytest

from indexer import pipeline, preparing, segmenter
from indexer.errors import IndexUnavailable, InputError, StoreError
from indexer.indexing import Indexing
from indexer.layout import DataDir
from indexer.loaders import source_of
from indexer.report import Report
from indexer.store import Store
from search.archive import Archive

Update = Callable[..., Report]


@pytest.fixture(autouse=True)
def _one_dictionary(monkeypatch: pytest.MonkeyPatch, sample_data: DataDir) -> None:
    """jieba's dictionary is loaded once for all archives of these tests, not once for each."""
    load = segmenter.jieba_tokenizer
    monkeypatch.setattr(segmenter, "jieba_tokenizer", lambda _: load(sample_data.cache))


def letter(topic: str, number: int = 127) -> str:
    """A reply on a topic, as text."""
    return builders.LETTER.replace("课后服务", topic).replace("0127", f"{number:04}")


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    return builders.write_files(
        tmp_path / "crawl",
        {"1.txt": letter("课后服务", 1), "乙/2.txt": letter("托育服务", 2), "乙/3.txt": letter("校园食堂", 3)},
    )


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path / "data")


@pytest.fixture
def update(crawl: Path, data: DataDir) -> Update:
    return lambda *paths, **more: pipeline.run(list(paths) or [crawl], data, **{"workers": 0, **more})


def found(data: DataDir, query: str) -> dict[str, str]:
    """The names of the files that hold a string, with the ids of their replies."""
    archive = Archive(data)
    page = archive.search(query, limit=1000, gathers=False)
    archive.close()
    if page.partial:
        return {}
    return {Path(hit.uri).name: hit.id for hit in page.hits}


def test_everything_is_new_the_first_time(update: Update, data: DataDir) -> None:
    report = update()
    assert (report.loaded, report.new, report.replies) == (3, 3, 3)
    assert found(data, "托育服务").keys() == {"2.txt"}


def test_the_second_time_nothing_is_done(update: Update, data: DataDir) -> None:
    update()
    before = {path: path.stat().st_mtime_ns for path in (data.root / "index").rglob("*")}
    report = update()
    assert (report.loaded, report.unchanged, report.new, report.changed, report.gone) == (3, 3, 0, 0, 0)
    assert not report.rebuilt
    assert {path: path.stat().st_mtime_ns for path in (data.root / "index").rglob("*")} == before


def test_a_changed_file_is_updated_and_keeps_its_id(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    before = found(data, "托育服务")
    (crawl / "乙/2.txt").write_text(letter("婴幼儿照护", 2), encoding="utf-8")
    report = update()
    assert (report.changed, report.unchanged, report.new, report.gone) == (1, 2, 0, 0)
    assert found(data, "托育服务") == {}
    assert found(data, "婴幼儿照护") == before


def test_a_changed_page_with_the_same_text_stays_one_reply(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    before = found(data, "托育服务")
    (crawl / "乙/2.txt").write_text(letter("托育服务", 2).replace("\n", "\n\n"), encoding="utf-8")
    report = update()
    assert (report.new, report.gone, report.duplicates, report.replies) == (0, 0, 0, 3)
    assert found(data, "托育服务") == before


def test_a_vanished_file_is_removed_and_the_rest_untouched(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    (crawl / "乙/2.txt").unlink()
    report = update()
    assert (report.gone, report.unchanged, report.replies) == (1, 2, 2)
    assert found(data, "托育服务") == {}
    assert found(data, "服务 或 食堂").keys() == {"1.txt", "3.txt"}


def test_a_vanished_file_can_be_kept(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    (crawl / "乙/2.txt").unlink()
    assert update(keep_missing=True).gone == 0
    assert found(data, "托育服务").keys() == {"2.txt"}


def test_another_folder_does_not_push_the_first_one_out(update: Update, data: DataDir, tmp_path: Path) -> None:
    update()
    other = builders.write_files(tmp_path / "crawl-2", {"9.txt": letter("职业教育", 9)})
    assert update(other).gone == 0
    assert found(data, "教育局").keys() == {"1.txt", "2.txt", "3.txt", "9.txt"}


def test_part_of_a_folder_updates_that_part_only(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    (crawl / "1.txt").unlink()
    (crawl / "乙/2.txt").unlink()
    assert update(crawl / "乙").gone == 1
    assert found(data, "教育局").keys() == {"1.txt", "3.txt"}


def test_a_member_that_left_its_zip_is_removed(update: Update, data: DataDir, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    for names in (("1.txt", "2.txt"), ("2.txt",)):
        with zipfile.ZipFile(archive, "w") as stream:
            for name in names:
                stream.writestr(name, letter(f"专题{name[0]}"))
        report = update(archive)
    assert report.gone == 1
    assert found(data, "教育局").keys() == {"2.txt"}


def test_a_renamed_file_keeps_its_id_and_gets_its_new_address(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    before = found(data, "托育服务")
    (crawl / "乙/2.txt").rename(crawl / "乙/新.txt")
    update()
    assert found(data, "托育服务") == {"新.txt": before["2.txt"]}


# The same reply more than once


def test_a_duplicate_is_kept_once_with_all_its_addresses(update: Update, data: DataDir, crawl: Path) -> None:
    (crawl / "镜像.txt").write_text(builders.full_width(letter("托育服务", 2)), encoding="utf-8")
    report = update()
    assert (report.loaded, report.new, report.duplicates, report.replies) == (4, 3, 1, 3)
    archive = Archive(data)
    page = archive.search("托育服务")
    addresses = archive.addresses(page.hits[0].id)
    archive.close()
    assert page.total == 1
    assert {Path(uri).name for uri in addresses} == {"镜像.txt", "2.txt"}


@pytest.mark.parametrize("vanishing", ["乙/2.txt", "镜像.txt"])
def test_a_duplicate_outlives_either_of_its_copies(update: Update, data: DataDir, crawl: Path, vanishing: str) -> None:
    shutil.copy(crawl / "乙/2.txt", crawl / "镜像.txt")
    update()
    before = list(found(data, "托育服务").values())
    (crawl / vanishing).unlink()
    report = update()
    assert report.replies == 3
    after = found(data, "托育服务")
    assert list(after.values()) == before
    assert after.keys() == {"2.txt", "镜像.txt"} - {Path(vanishing).name}


def test_a_reply_shows_what_its_remaining_copy_says(update: Update, data: DataDir, tmp_path: Path) -> None:
    """The page a reply was read from is gone; its mirror was published on another day."""
    body = "".join(f"<p>{line}</p>" for line in letter("托育服务").split("\n"))
    crawl = tmp_path / "pages"
    pages = {
        f"{name}.html": f'<meta name="PubDate" content="{date}"><div id="zoom">{body}</div>'
        for name, date in (("1", "2023-08-01"), ("2", "2023-09-09"))
    }
    builders.write_files(crawl, pages)
    assert update(crawl).duplicates == 1
    (crawl / "1.html").unlink()
    assert update(crawl).gone == 1
    archive = Archive(data)
    hit = archive.search("托育服务").hits[0]
    archive.close()
    assert Path(hit.uri).name == "2.html"
    assert dict(hit.facts)["published_date"] == "2023-09-09"
    assert update(crawl).unchanged == 1


def test_a_copy_that_becomes_another_reply_leaves_the_other_copy(update: Update, data: DataDir, crawl: Path) -> None:
    shutil.copy(crawl / "乙/2.txt", crawl / "镜像.txt")
    update()
    (crawl / "乙/2.txt").write_text(letter("职业教育", 9), encoding="utf-8")
    report = update()
    assert report.replies == 4
    assert found(data, "托育服务").keys() == {"镜像.txt"}
    assert found(data, "职业教育").keys() == {"2.txt"}
    assert update().unchanged == 4


def test_a_reply_that_becomes_a_copy_of_another_is_one_with_it(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    shutil.copy(crawl / "乙/2.txt", crawl / "乙/3.txt")
    report = update()
    assert report.replies == 2
    assert found(data, "校园食堂") == {}
    assert len(found(data, "托育服务")) == 1


def test_two_files_that_change_places_keep_both_texts(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    (crawl / "乙/2.txt").write_text(letter("校园食堂", 3), encoding="utf-8")
    (crawl / "乙/3.txt").write_text(letter("托育服务", 2), encoding="utf-8")
    assert update().replies == 3
    assert found(data, "校园食堂").keys() == {"2.txt"}
    assert found(data, "托育服务").keys() == {"3.txt"}


@pytest.mark.parametrize("seed", range(4))
def test_after_any_history_an_archive_holds_what_a_fresh_one_holds(
    update: Update, data: DataDir, crawl: Path, tmp_path: Path, seed: int
) -> None:
    """Files are written, copied, renamed, changed and removed at random, with a run after every few steps."""
    chance = random.Random(seed)
    topics = ["课后服务", "托育服务", "校园食堂", "职业教育", "特殊教育"]
    for _ in range(6):
        for _ in range(chance.randint(1, 4)):
            name = crawl / f"{chance.randint(1, 6)}.txt"
            if chance.random() < 0.3:
                name.unlink(missing_ok=True)
            else:
                name.write_text(letter(chance.choice(topics)), encoding="utf-8")
        report = update()
        assert report.loaded == report.new + report.changed + report.unchanged + report.duplicates
    fresh = DataDir(tmp_path / "fresh")
    assert pipeline.run([crawl], fresh, workers=0).replies == report.replies
    for topic in topics:
        assert len(found(data, topic)) == len(found(fresh, topic)), topic
    for store in (Store(data.store), Store(fresh.store)):
        assert sorted(store.document_uris()) == sorted(path.as_posix() for path in crawl.rglob("*.txt"))
        assert all(reply.uri in store.addresses(reply.id) for reply in store.replies(store.ids()))
        assert store.pending() == []
        store.close()
    assert update().unchanged == report.loaded


# What cannot be used


def test_a_good_file_replaced_by_junk_keeps_the_old_reply(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    for junk in (b"", bytes(range(256)) * 100, b"<html></html>"):
        (crawl / "乙/2.txt").write_bytes(junk)
        report = update()
        assert [Path(item.uri).name for item in report.skipped] == ["2.txt"]
        assert report.gone == 0
        assert found(data, "托育服务").keys() == {"2.txt"}


def test_a_zip_that_breaks_keeps_its_old_replies(update: Update, data: DataDir, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as stream:
        stream.writestr("1.txt", letter("专题"))
    update(archive)
    archive.write_bytes(archive.read_bytes()[:200])
    report = update(archive)
    assert len(report.skipped) == 1
    assert report.gone == 0
    assert found(data, "专题").keys() == {"1.txt"}


def test_one_document_that_breaks_the_program_is_named_and_the_rest_go_in(
    update: Update, data: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = preparing.parse

    def fail_on_second(page, uri: str, agencies):
        if uri.endswith("2.txt"):
            raise ValueError("坏了")
        return parse(page, uri, agencies)

    monkeypatch.setattr(preparing, "parse", fail_on_second)
    report = update()
    assert [Path(item.uri).name for item in report.skipped] == ["2.txt"]
    assert report.new == 2


def test_a_missing_folder_changes_nothing_even_beside_a_good_one(update: Update, data: DataDir, crawl: Path) -> None:
    with pytest.raises(InputError):
        update(crawl, crawl / "没有")
    assert not data.store.exists()


def test_documents_that_are_no_replies_are_counted_and_found(update: Update, data: DataDir, crawl: Path) -> None:
    (crawl / "新闻.txt").write_text(
        "青屿市召开数字经济推进会\n会议强调，要加快建设步伐，确保年内见效。", encoding="utf-8"
    )
    report = update()
    assert (report.not_replies, report.new) == (1, 4)
    assert found(data, "类型:非答复").keys() == {"新闻.txt"}


def test_an_archive_of_nothing_finds_nothing(update: Update, data: DataDir, tmp_path: Path) -> None:
    empty = builders.write_files(tmp_path / "empty", {"a.html": ""})
    report = update(empty)
    assert report.replies == 0
    assert found(data, "教育") == {}
    assert found(data, "") == {}


def test_all_replies_may_go(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    shutil.rmtree(crawl)
    crawl.mkdir()
    assert update().gone == 3
    assert found(data, "教育") == {}


def test_a_folder_that_is_suddenly_empty_takes_nothing_away(update: Update, data: DataDir, crawl: Path) -> None:
    """A share that is not mounted looks like an empty folder."""
    builders.write_files(crawl, {f"丙/{n}.txt": letter(f"第{n}项服务", n) for n in range(4, 9)})
    update()
    away = crawl.rename(crawl.with_name("away"))
    crawl.mkdir()
    report = update()
    assert report.gone == 0
    assert [item.uri for item in report.skipped] == [source_of(crawl)]
    assert len(found(data, "教育")) == 8
    assert update(allow_empty=True).gone == 8
    assert found(data, "教育") == {}
    assert away.exists()


# Store and index


def test_the_index_is_rebuilt_from_the_store_without_the_crawl(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    before = found(data, "教育")
    shutil.rmtree(crawl)
    shutil.rmtree(data.root / "index")
    report = pipeline.run([], data)
    assert report.replies == 3
    assert found(data, "教育") == before


def test_an_index_of_another_version_is_refused_and_the_next_run_repairs_it(update: Update, data: DataDir) -> None:
    update()
    folder = data.current_index()
    assert folder is not None
    (folder / "fingerprint.json").write_text('{"format": "0"}', encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="版本"):
        Archive(data)
    assert update().rebuilt
    assert found(data, "托育服务").keys() == {"2.txt"}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves the file open
@pytest.mark.parametrize("damage", ["delete", "empty", "garbage"])
def test_a_damaged_index_is_said_so_and_can_be_rebuilt(update: Update, data: DataDir, damage: str) -> None:
    update()
    folder = data.current_index()
    assert folder is not None
    for path in folder.iterdir():
        if path.name != "fingerprint.json":
            if damage == "delete":
                path.unlink()
            else:
                path.write_bytes(b"" if damage == "empty" else b"\x00\xffgarbage" * 50)
    with pytest.raises(IndexUnavailable, match="rebuild"):
        Archive(data)
    pipeline.run([], data, rebuild=True)
    assert found(data, "托育服务").keys() == {"2.txt"}


def test_rebuilding_on_request_gives_the_same_answers(update: Update, data: DataDir) -> None:
    update()
    before = found(data, "服务")
    assert update(rebuild=True).rebuilt
    assert found(data, "服务") == before


def test_a_run_that_dies_between_store_and_index_is_repaired_by_the_next(
    update: Update, data: DataDir, crawl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update()
    (crawl / "乙/2.txt").write_text(letter("婴幼儿照护", 2), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Indexing, "bring_up_to_date", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            update()
    archive = Archive(data)
    assert any("还没有进入索引" in note for note in archive.search("服务").notes)
    archive.close()
    update()
    assert found(data, "婴幼儿照护").keys() == {"2.txt"}
    archive = Archive(data)
    assert archive.search("服务").notes == ()
    assert archive.stats().pending == 0
    archive.close()


def test_an_open_archive_sees_what_was_indexed_since(update: Update, data: DataDir, crawl: Path) -> None:
    """The web page stays open for weeks."""
    update()
    archive = Archive(data)
    assert archive.search("职业教育").total == 0
    (crawl / "9.txt").write_text(letter("职业教育", 9), encoding="utf-8")
    update()
    assert archive.search("职业教育").total == 1
    (crawl / "9.txt").unlink()
    update()
    assert archive.search("职业教育").total == 0
    update(rebuild=True)
    assert archive.search("托育服务").total == 1
    archive.close()


def test_many_small_runs_do_not_wear_the_index_out(update: Update, data: DataDir, crawl: Path) -> None:
    update()
    for n in range(14):
        (crawl / "乙/2.txt").write_text(letter(f"第{n}版托育", 2), encoding="utf-8")
        update()
    folder = data.current_index()
    assert folder is not None
    assert len(list(folder.glob("*.seg"))) <= 12
    assert len(list((data.root / "index").glob("gen-*"))) == 1
    assert found(data, "第13版托育").keys() == {"2.txt"}
    assert found(data, "第12版托育") == {}


def test_without_a_store_there_is_nothing_to_bring_up_to_date(data: DataDir) -> None:
    with pytest.raises(StoreError):
        pipeline.run([], data)


# The office's own table of names


def test_the_offices_own_names_are_used_and_an_edit_of_the_table_is_seen(
    update: Update, data: DataDir, crawl: Path
) -> None:
    builders.write_files(
        crawl,
        {
            "9.txt": builders.LETTER.replace("青屿市教育局\n2023", "青屿市海管委\n2023").replace(
                "青屿市教育局文件\n", ""
            )
        },
    )
    update()
    assert agency_of(data, "9.txt") == "青屿市海管委"
    data.agencies.write_text("关系,名称,对应名称\n简称,海管委,海洋管理委员会\n", encoding="utf-8")
    assert update().changed >= 1
    assert agency_of(data, "9.txt") == "青屿市海洋管理委员会"


def test_a_broken_table_of_names_is_refused_before_anything_is_done(update: Update, data: DataDir) -> None:
    data.root.mkdir(parents=True, exist_ok=True)
    data.agencies.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="机构名称表"):
        update()
    assert not data.store.exists()


def agency_of(data: DataDir, name: str) -> str | None:
    store = Store(data.store)
    found = next(reply for reply in store.replies(store.ids()) if reply.uri.endswith(name))
    store.close()
    return found.get("agency")
