"""Whatever the order in which documents come, change and go, the archive says the same."""

from __future__ import annotations

import json
import os
import re
from itertools import permutations
from pathlib import Path

import builders
import pytest
from test_gathering import COVER, LONG, Crawl, _untitled

from indexer import pipeline
from indexer.loaders import load
from indexer.store import Store
from search.archive import Archive

DOCX = builders.docx(_untitled(LONG))


def state(crawl: Crawl) -> list[tuple[object, ...]]:
    """All that a clerk can see of an archive."""
    archive, store = Archive(crawl.data), Store(crawl.data.store)
    found: list[tuple[object, ...]] = []
    for reply in store.replies(store.ids()):
        names = [Path(uri).name for uri in archive.addresses(reply.id)]
        family = sorted(other.id for other in archive.family(reply))
        facts = {name: fact.value for name, fact in reply.facts.items()}
        found.append((reply.id, reply.text, facts, reply.elsewhere, reply.other_figures, names, family))
    found.append(
        tuple((Path(e.uri).name, e.kind, e.detail.replace(str(crawl.folder), "")) for e in store.ledger.entries())
    )
    archive.close()
    store.close()
    return found


def other_cover(date: str) -> str:
    return COVER.replace("2023-08-01", date).replace(
        "关于加强中小学课后服务的建议（第0127号）的答复", "关于课后服务的建议（第0127号）的答复"
    )


FILES: dict[str, str | bytes] = {
    "a.txt": LONG,
    "b.txt": LONG.replace("3200万元", "3260万元"),
    "c.txt": "\n".join(LONG.split("\n")[:-2]),
    "www.qingyu.gov.cn/d.txt": LONG,
    "e.txt": LONG.replace("林晓岚", "周广平").replace("0127", "0206"),
}


@pytest.mark.parametrize("order", list(permutations(FILES))[::17])
def test_copies_and_families_do_not_depend_on_the_order_of_arrival(order: tuple[str, ...], tmp_path: Path) -> None:
    one, other = Crawl(tmp_path / "x" / "1"), Crawl(tmp_path / "x" / "2")
    one.run(FILES)
    for name in order:
        other.run({name: FILES[name]})
    assert state(other) == state(one)


@pytest.mark.parametrize("first", ["p.html", "q.html"])
def test_two_pages_of_one_attachment_give_the_same_whichever_came_first(first: str, tmp_path: Path) -> None:
    files = {"p.html": COVER, "q.html": other_cover("2024-09-09"), "files/答复.docx": DOCX}
    one, other = Crawl(tmp_path / "1"), Crawl(tmp_path / "2")
    one.run(files)
    other.run({first: files[first], "files/答复.docx": DOCX})
    other.run(files)
    assert state(other) == state(one)


def test_when_one_of_two_pages_goes_the_other_speaks_for_itself(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"p.html": COVER, "sub/q.html": other_cover("2024-09-09"), "files/答复.docx": DOCX})
    store = Store(crawl.data.store)
    dates = {Path(reply.uri).name: reply.get("published_date") for reply in store.replies(store.ids())}
    store.close()
    assert dates == {"答复.docx": "2023-08-01", "q.html": "2024-09-09"}


def test_a_page_that_links_elsewhere_now_takes_its_words_back(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"c.html": COVER, "files/答复.docx": DOCX})
    crawl.run({"c.html": COVER.replace("files/答复.docx", "files/没有.docx")})
    store = Store(crawl.data.store)
    dates = {Path(reply.uri).name: reply.get("published_date") for reply in store.replies(store.ids())}
    store.close()
    assert dates == {"答复.docx": None, "c.html": "2023-08-01"}


def test_a_page_of_another_source_says_nothing_of_an_attachment(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"files/答复.docx": DOCX})
    strange = builders.write_files(
        tmp_path / "other", {"p.html": COVER.replace('href="files/', 'href="../crawl/files/').replace("2023-", "1999-")}
    )
    report = pipeline.run([strange], crawl.data, workers=0)
    assert report.joined == 0
    store = Store(crawl.data.store)
    official = next(reply for reply in store.replies(store.ids()) if reply.uri.endswith("docx"))
    store.close()
    assert official.get("published_date") is None


def test_an_attachment_keeps_its_id_when_its_text_changes(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"c.html": COVER, "files/答复.docx": DOCX})
    before = crawl.found("课后服务经费")
    crawl.run({"files/答复.docx": builders.docx(_untitled(LONG.replace("3200", "4100")))})
    assert crawl.found("课后服务经费") == before


def test_a_difference_in_figures_that_was_corrected_is_no_longer_reported(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"a.txt": LONG, "b.txt": FILES["b.txt"]})
    assert crawl.findings("figures")
    crawl.run({"a.txt": FILES["b.txt"]})
    assert crawl.findings("figures") == []


def test_every_address_of_a_copy_with_other_figures_is_reported(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"a.txt": LONG, "b.txt": FILES["b.txt"]})
    named = len(crawl.findings("figures"))
    crawl.run({"b2.txt": FILES["b.txt"], "a2.txt": LONG})
    assert len(crawl.findings("figures")) == named + 1


def test_when_the_run_stops_before_grouping_the_copy_still_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"a.txt": LONG, "c.txt": FILES["c.txt"]})
    (reply_id,) = crawl.found("课后服务经费")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "group", crash)
    with pytest.raises(KeyboardInterrupt):
        crawl.run(gone=("a.txt",))
    store = Store(crawl.data.store)
    left = store.ids()
    store.close()
    archive = Archive(crawl.data)
    assert left
    assert all(archive.reply(one) is not None for one in left)
    archive.close()
    monkeypatch.undo()
    crawl.run()
    assert crawl.found("课后服务经费") == left
    assert reply_id not in left


# What is there is not forgotten, and what is odd ends no run


def test_a_file_that_no_longer_looks_like_a_document_keeps_what_it_held(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"x.json": json.dumps([{"标题": "答复", "正文": LONG}], ensure_ascii=False)})
    report = crawl.run({"x.json": '{"a": 1}'})
    assert report.gone == 0
    assert report.skipped
    assert crawl.found("课后服务经费")


@pytest.mark.parametrize(
    "row",
    [
        {"url": "http://qingyu.example/\ud800.html", "正文": LONG},
        {"url": "http://qingyu.example/?y=\ud800", "正文": LONG},
        {"正文": LONG, "标题\ud800": "x", "来源": "\ud800"},
        {"\ud800": LONG},
    ],
)
def test_half_characters_of_json_end_no_run(row: dict[str, str], tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    report = crawl.run({"x.jsonl": json.dumps(row), "a.txt": LONG})
    assert crawl.found("课后服务经费")
    assert report.loaded + len(report.skipped) == 2


def test_copies_are_read_again_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"正文": LONG.replace("林晓岚", name).replace("0127", f"{n:04}")} for n, name in enumerate(NAMES, start=1)]
    feed = "\n".join(json.dumps(row) for row in rows)
    crawl = Crawl(tmp_path)
    crawl.run({"a.jsonl": feed, "b.jsonl": feed})
    opened: list[Path] = []

    def counted(path: Path, **more: object):
        opened.append(path)
        return load(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "load", counted)
    crawl.run(gone=("a.jsonl",))
    assert len(opened) == 2  # the folder, and the other feed once
    store = Store(crawl.data.store)
    assert all("b.jsonl" in reply.uri for reply in store.replies(store.ids()))
    assert store.to_read_again() == []
    store.close()


NAMES = ("林晓岚", "周广平", "许知远", "何清源", "陶安宁", "沈若溪")


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_a_copy_in_a_folder_that_may_not_be_entered_stops_nothing(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"a/1.txt": LONG, "b/2.txt": LONG})
    (crawl.folder / "b").chmod(0)
    try:
        report = crawl.run(gone=("a/1.txt",))
    finally:
        (crawl.folder / "b").chmod(0o755)
    assert report.replies == 1


def test_a_source_in_a_source_reports_a_skipped_file_once(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"sub/空.html": "", "a.txt": LONG})
    pipeline.run([crawl.folder / "sub"], crawl.data, workers=0)
    assert len(crawl.findings("skipped")) == 1
    crawl.run(gone=("sub/空.html",))
    assert crawl.findings("skipped") == []


# Names


def test_the_offices_own_names_work_in_searching_and_inspecting(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.data.root.mkdir(parents=True)
    crawl.data.agencies.write_text(
        "关系,名称,对应名称\n简称,教服中心,教育服务中心\n也称,老教委,教育服务中心\n", encoding="utf-8"
    )
    crawl.run({"a.txt": LONG.replace("青屿市教育局\n2023", "青屿市教服中心\n2023").replace("青屿市教育局文件\n", "")})
    for name in ("教服中心", "教育服务中心", "青屿市教服中心", "老教委"):
        assert crawl.found(f"单位:{name}"), name
    assert not crawl.found("单位:体育局")
    shown = builders.dafu("inspect", crawl.folder / "a.txt", data=crawl.data).stdout
    assert "青屿市教育服务中心" in shown


def test_a_table_of_names_that_was_broken_since_is_named_and_searching_goes_on(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"a.txt": LONG})
    crawl.data.agencies.write_text("甲,乙\n", encoding="utf-8")
    archive = Archive(crawl.data)
    page = archive.search("课后服务 单位:教育局")
    archive.close()
    assert page.total == 1
    assert any("机构名称表" in note for note in page.notes)


# Same words, other letters


def masked(number: str) -> dict[str, str]:
    """A row as sites publish letters that name nobody."""
    body = re.sub("林晓岚|第?0127号?", "×××", LONG).replace("青教建〔2023〕12号", "").replace("（×××）", "")
    return {"标题": f"关于第{number}号建议的答复", "文号": f"青市监函〔2022〕{int(number)}号", "正文": body}


def test_rows_with_one_text_and_other_numbers_stay_apart_and_are_all_found(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    report = crawl.run({"a.jsonl": "\n".join(json.dumps(masked(number)) for number in ("0163", "0164", "0165"))})
    assert report.replies == 3
    for number in ("0163", "0164", "0165"):
        assert len(crawl.found(f"文号:青市监函〔2022〕{int(number)}号")) == 1
        assert len(crawl.found(f"标题:{number}")) == 1
        assert len(crawl.found(f"编号:{number}")) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("增速为3.2%", "增速为-3.2%"), ("年龄≥60岁", "年龄≤60岁"), ("教育、财政部门", "教育，财政部门")]
)
def test_texts_that_differ_in_a_sign_are_both_found(one: str, other: str, tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run(
        {"a.txt": LONG.replace("接受家长", f"{one}，接受家长"), "b.txt": LONG.replace("接受家长", f"{other}，接受家长")}
    )
    assert crawl.found(f"“{one}”")
    assert crawl.found(f"“{other}”")


def test_an_address_that_came_later_is_shown(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.run({"a.jsonl": json.dumps({"正文": LONG})})
    crawl.run({"b.jsonl": json.dumps({"正文": LONG, "网址": "http://jyj.qingyu.gov.cn/1.html"})})
    store = Store(crawl.data.store)
    (reply,) = store.replies(store.ids())
    store.close()
    assert reply.get("source_url") == "http://jyj.qingyu.gov.cn/1.html"


def test_what_was_removed_from_a_copy_is_found_too(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    short = "\n".join(LONG.split("\n")[:-2])
    crawl.run({"a.txt": LONG + "\n上一篇：关于蓬莱阁缆车的答复", "b.txt": short + "\n下一篇：关于方丈山索道的答复"})
    (first,) = crawl.found("蓬莱阁缆车")
    assert crawl.found("方丈山索道") == [first]


def test_the_archive_does_not_lie_in_what_it_reads(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    builders.write_files(crawl.folder, {"a.txt": LONG})
    done = builders.dafu("index", crawl.folder, data=crawl.folder)
    assert done.returncode == 2
    assert "另选" in done.stderr
    assert [path.name for path in crawl.folder.iterdir()] == ["a.txt"]


def test_a_name_with_a_line_break_forges_no_line(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    builders.write_files(crawl.folder, {"坏\n跳过：假的.html": "", "a.txt": LONG})
    shown = (
        builders.dafu("index", crawl.folder, data=crawl.data).stdout + builders.dafu("report", data=crawl.data).stdout
    )
    assert "坏\\n跳过：假的.html" in shown
