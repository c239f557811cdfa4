"""What belongs together: pages and their attachments, copies of a letter, letters that answer several proposals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import builders
import pytest

from indexer import pipeline
from indexer.layout import DataDir
from indexer.report import Report
from indexer.store import Store
from search.archive import Archive
from search.export import to_whom
from search.results import Sibling

Files = Mapping[str, str | bytes]
PAGE = """<html><head><title>{title} - 青屿市教育局</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div>
<h1>{title}</h1><p>发布时间：2023-08-01　来源：青屿市教育局</p>
<div id="zoom">{body}</div><div class="footer">版权所有：青屿市教育局</div></body></html>"""
COVER = PAGE.format(
    title="关于加强中小学课后服务的建议（第0127号）的答复",
    body='<p>附件：<a href="files/答复.docx">关于加强中小学课后服务的建议的答复.docx</a></p>',
)
LONG = builders.LETTER.replace(
    "推动将课后服务经费纳入财政预算，按生均标准予以补助。",
    "推动将课后服务经费纳入财政预算，按生均标准予以补助，对农村学校和小规模学校适当倾斜，缺口由区级财政兜底，"
    "确保每一所学校都有稳定的经费来源，并于每学期末公开使用情况，接受家长和社会监督。今年已安排专项资金3200万元。",
)


class Crawl:
    """A folder that is indexed again after every change."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder / "crawl", DataDir(folder / "data")

    def run(self, files: Files | None = None, gone: tuple[str, ...] = ()) -> Report:
        builders.write_files(self.folder, files or {})
        for name in gone:
            (self.folder / name).unlink()
        return pipeline.run([self.folder], self.data, workers=0)

    def findings(self, kind: str) -> list[str]:
        store = Store(self.data.store)
        try:
            return [entry.detail for entry in store.ledger.entries(kind)]
        finally:
            store.close()

    def found(self, query: str) -> list[str]:
        archive = Archive(self.data)
        try:
            return sorted(hit.id for hit in archive.search(query, gathers=False).hits)
        finally:
            archive.close()


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def sent_to(name: str, number: str) -> str:
    return LONG.replace("林晓岚", name).replace("0127", number)


# Copies


def test_another_crawl_with_other_chrome_is_kept_once_with_both_addresses(crawl: Crawl) -> None:
    web = PAGE.format(title="关于加强中小学课后服务的建议（第0127号）的答复", body=_paragraphs(LONG))
    report = crawl.run({"a.txt": LONG, "www.qingyu.gov.cn/b.html": web})
    assert report.replies == 1
    assert report.loaded == 2
    (reply_id,) = crawl.found("课后服务经费")
    archive = Archive(crawl.data)
    assert [Path(uri).name for uri in archive.addresses(reply_id)] == ["a.txt", "b.html"]
    archive.close()


def test_what_only_a_copy_says_is_found_and_shown_apart(crawl: Crawl) -> None:
    corrected = LONG.replace("今年已安排专项资金3200万元。", "今年已安排专项资金3260万元。")
    crawl.run({"a.txt": LONG, "b.txt": corrected})
    (difference,) = crawl.findings("figures")
    assert "3200万元" in difference
    assert "3260万元" in difference
    (first,) = crawl.found("专项资金3200万元")
    (second,) = crawl.found("专项资金3260万元")
    archive = Archive(crawl.data)
    reply = archive.reply(first)
    assert reply is not None
    shown = reply.text + "\n".join(reply.elsewhere)
    if first == second:
        assert ("3200万元" in reply.text) != ("3260万元" in reply.text)
        assert any("万元" in line for line in reply.elsewhere)
    assert "3200万元" in shown
    archive.close()


def test_a_figure_that_differs_only_by_its_point_is_another(crawl: Crawl) -> None:
    crawl.run({"a.txt": LONG, "b.txt": LONG.replace("21.4万人", "214万人")})
    assert len({*crawl.found("21.4万人"), *crawl.found("214万人")}) == 1
    assert crawl.found("21.4万人") == crawl.found("214万人")
    (difference,) = crawl.findings("figures")
    assert "21.4万人" in difference


def test_a_copy_stands_for_itself_again_when_the_other_is_gone(crawl: Crawl) -> None:
    short = "\n".join(LONG.split("\n")[:-2])
    crawl.run({"a.txt": LONG, "b.txt": short})
    assert len(crawl.found("课后服务")) == 1
    report = crawl.run(gone=("a.txt",))
    assert report.gone == 1
    assert crawl.findings("figures") == []
    (reply_id,) = crawl.found("课后服务")
    archive = Archive(crawl.data)
    reply = archive.reply(reply_id)
    assert reply is not None
    assert reply.uri.endswith("b.txt")
    assert not reply.elsewhere
    archive.close()


def test_the_id_of_a_copy_leads_to_the_reply_that_stands_for_it(crawl: Crawl) -> None:
    crawl.run({"a.txt": LONG, "b.txt": "\n".join(LONG.split("\n")[:-2])})
    store = Store(crawl.data.store)
    copies = [row for row in store.groups.rows() if row.copy_of]
    store.close()
    assert len(copies) == 1
    archive = Archive(crawl.data)
    found = archive.reply(copies[0].id)
    assert found is not None
    assert found.id == copies[0].copy_of
    archive.close()


def test_the_order_in_which_copies_arrive_does_not_matter(tmp_path: Path) -> None:
    short = "\n".join(LONG.split("\n")[:-2])
    one, other = Crawl(tmp_path / "one"), Crawl(tmp_path / "other")
    one.run({"a.txt": LONG})
    one.run({"b.txt": short})
    other.run({"b.txt": short})
    other.run({"a.txt": LONG})
    assert one.found("课后服务") == other.found("课后服务")


# Families


def test_one_answer_to_several_proposers_is_a_family(crawl: Crawl) -> None:
    report = crawl.run(
        {f"{n}.txt": sent_to(name, n) for name, n in [("林晓岚", "0127"), ("周广平", "0206"), ("许知远", "0388")]}
    )
    assert report.replies == 3
    assert report.families == 1
    archive = Archive(crawl.data)
    page = archive.search("课后服务经费", gathers=False)
    assert [(hit.family, hit.siblings) for hit in page.hits] == [(2, ()), (2, ()), (2, ())]
    reply = archive.reply(page.hits[0].id)
    assert reply is not None
    assert len(archive.family(reply)) == 2
    assert reply.id not in {other.id for other in archive.family(reply)}
    archive.close()


def test_a_family_is_one_row_of_the_list_that_names_whom_its_other_letters_answer(crawl: Crawl) -> None:
    crawl.run(
        {f"{n}.txt": sent_to(name, n) for name, n in [("林晓岚", "0127"), ("周广平", "0206"), ("许知远", "0388")]}
    )
    archive = Archive(crawl.data)
    (hit,) = (page := archive.search("课后服务经费")).hits
    assert (page.total, page.rows, len(hit.siblings)) == (3, 1, 2)
    named = {one.to_whom for one in hit.siblings} | {to_whom(archive.reply(hit.id))}
    assert named == {"林晓岚代表（第127号）", "周广平代表（第206号）", "许知远代表（第388号）"}
    assert hit.siblings == tuple(Sibling(one.id, to_whom(archive.reply(one.id))) for one in hit.siblings)
    (hit,) = (page := archive.search("周广平")).hits
    assert (page.total, page.rows, hit.family, hit.siblings) == (1, 1, 2, ())
    archive.close()


def test_a_letter_that_changes_leaves_its_family(crawl: Crawl) -> None:
    crawl.run({"1.txt": sent_to("林晓岚", "0127"), "2.txt": sent_to("周广平", "0206")})
    report = crawl.run(
        {"2.txt": re.sub("一、基本情况.*感谢", "有关事项另行办理。\n感谢", sent_to("周广平", "0206"), flags=re.S)}
    )
    assert report.families == 0
    archive = Archive(crawl.data)
    assert [hit.family for hit in archive.search("林晓岚").hits] == [0]
    archive.close()


# Pages and their attachments


def test_a_page_that_only_links_to_its_attachment_is_one_reply_with_it(crawl: Crawl) -> None:
    report = crawl.run({"c.html": COVER, "files/答复.docx": builders.docx(_untitled(LONG))})
    assert (report.replies, report.joined) == (1, 1)
    (reply_id,) = crawl.found("专项资金3200万元")
    archive = Archive(crawl.data)
    reply = archive.reply(reply_id)
    assert reply is not None
    assert reply.is_reply
    assert reply.get("published_date") == "2023-08-01"
    assert "第0127号" in reply.display_title
    assert {Path(uri).name for uri in archive.addresses(reply_id)} == {"c.html", "答复.docx"}
    archive.close()


def test_joining_again_changes_nothing(crawl: Crawl) -> None:
    crawl.run({"c.html": COVER, "files/答复.docx": builders.docx(_untitled(LONG))})
    before = crawl.found("课后服务")
    report = crawl.run()
    assert (report.unchanged, report.joined, report.new, report.changed) == (2, 0, 0, 0)
    assert crawl.found("课后服务") == before


@pytest.mark.parametrize("gone", ["c.html", "files/答复.docx"])
def test_what_is_left_of_a_joined_pair_stands_for_itself(crawl: Crawl, gone: str) -> None:
    crawl.run({"c.html": COVER, "files/答复.docx": builders.docx(_untitled(LONG))})
    report = crawl.run(gone=(gone,))
    assert report.replies == 1
    found = crawl.found("专项资金3200万元")
    assert bool(found) == (gone == "c.html")
    store = Store(crawl.data.store)
    (reply,) = store.replies(store.ids())
    assert not reply.uri.endswith(gone)
    assert (reply.get("published_date") is None) == (gone == "c.html")
    store.close()


@pytest.mark.parametrize("changed", ["c.html", "files/答复.docx"])
def test_a_joined_pair_follows_a_change_of_either(crawl: Crawl, changed: str) -> None:
    files: dict[str, Callable[[str], str | bytes]] = {
        "c.html": lambda money: COVER.replace("2023-08-01", "2023-08-02" if money == "4100" else "2023-08-01"),
        "files/答复.docx": lambda money: builders.docx(_untitled(LONG.replace("3200", money))),
    }
    crawl.run({name: make("3200") for name, make in files.items()})
    report = crawl.run({changed: files[changed]("4100")})
    assert (report.replies, report.joined) == (1, 1)
    (reply_id,) = crawl.found("课后服务经费")
    archive = Archive(crawl.data)
    reply = archive.reply(reply_id)
    assert reply is not None
    assert reply.get("published_date") == ("2023-08-02" if changed == "c.html" else "2023-08-01")
    assert ("4100万元" in reply.text) == (changed != "c.html")
    archive.close()


def test_a_crash_between_store_and_grouping_is_made_good_by_the_next_run(
    crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "group", crash)
    with pytest.raises(KeyboardInterrupt):
        crawl.run({"a.txt": LONG, "b.txt": "\n".join(LONG.split("\n")[:-2])})
    monkeypatch.undo()
    report = crawl.run()
    assert (report.replies, report.copies) == (1, 1)
    assert len(crawl.found("课后服务")) == 1


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def _untitled(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if "的答复" not in line)
