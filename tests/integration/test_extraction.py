"""Labelled pages come out clean and their fields right, and the bench that measures it says what it promises."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import builders
import pytest

from bench.extraction import Judged, Run, run
from bench.extraction_fields import FIELDS, bare
from bench.extraction_gold import Labelled, load, soup, without_meta
from bench.extraction_systems import ours

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "tests/data/pages"
PRECISION, RECALL, F1 = 0.99, 0.95, 0.985  # promised over all labelled pages
LAYOUTS, LABELLED = 20, 66
JUDGED = tuple(field for field in FIELDS if field != "office")  # other people's name for the agency
SOURCES = ("make.py", "markups.py")
_LABELLED = re.compile(r"^\S{2,6}[：:](?!$)|^\S{2}内容[：:]$")


@cache
def judged() -> Run:
    return run(ours, load(PAGES, None))


def names() -> list[str]:
    lines = (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["file"] for line in lines]


def page_of(name: str) -> Judged:
    return next(page for page in judged().pages if page.page.name == name)


def test_every_labelled_page_is_there_and_every_page_is_labelled() -> None:
    assert set(names()) == {path.name for path in PAGES.glob("*.html")}
    assert len(names()) >= LABELLED
    assert len({name.split("_")[0] for name in names()}) >= LAYOUTS


def test_the_pages_are_what_their_sources_make(tmp_path: Path) -> None:
    """Nobody mends a page or a label by hand."""
    for name in SOURCES:
        (tmp_path / name).write_bytes((PAGES / name).read_bytes())
    for path in (PAGES / "source").rglob("*.*"):
        copy = tmp_path / path.relative_to(PAGES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    subprocess.run([sys.executable, "make.py"], cwd=tmp_path, check=True, timeout=60)
    assert (tmp_path / "gold.jsonl").read_bytes() == (PAGES / "gold.jsonl").read_bytes()
    assert all((tmp_path / name).read_bytes() == (PAGES / name).read_bytes() for name in names())


@pytest.mark.parametrize("name", names())
def test_nothing_of_a_letter_is_lost(name: str) -> None:
    assert page_of(name).lost == []


@pytest.mark.parametrize("name", names())
def test_nothing_of_the_site_is_left(name: str) -> None:
    assert page_of(name).left == []


@pytest.mark.parametrize("name", names())
def test_every_paragraph_is_there_as_often_as_it_stands(name: str) -> None:
    assert not paragraphs_missing(page_of(name))


def paragraphs_missing(page: Judged) -> list[str]:
    """Lines of the gold that the output has less often: a letter may say a thing twice.

    Only labels with their values may go from its head, to the metadata.
    """
    lines, seen = (page.page.text or "").split("\n"), bare(page.output.text)
    whole = bare("\n".join(lines))
    taken_off = {line for line in lines[:6] if _LABELLED.match(line)}
    return [line for line in lines if line not in taken_off and seen.count(bare(line)) < whole.count(bare(line))]


def test_text_is_as_clean_as_promised() -> None:
    assert judged().figures()["f1"] >= F1


@pytest.mark.parametrize("field", JUDGED)
def test_fields_are_as_right_as_promised(field: str) -> None:
    shares = judged().figures()["fields"][field]
    assert shares["precision"] >= PRECISION, wrong(judged(), field)
    assert shares["recall"] >= RECALL, wrong(judged(), field)


def wrong(pages: Run, field: str) -> list[tuple[Any, ...]]:
    """Page, label and value where a field is not as labelled."""
    return [
        (page.page.name, page.page.labels[field], page.output.fields.get(field))
        for page in pages.pages
        if field in page.fields and page.fields[field].expected != page.fields[field].right
    ]


# Pages that say of themselves only what a reader sees


@cache
def bare_of_meta() -> Run:
    return run(ours, [without_meta(page) for page in load(PAGES, None)])


@pytest.mark.parametrize("field", ["title", "date", "number"])
def test_fields_are_right_without_meta_tags(field: str) -> None:
    shares = bare_of_meta().figures()["fields"][field]
    assert shares["precision"] >= PRECISION, wrong(bare_of_meta(), field)
    assert shares["recall"] >= RECALL, wrong(bare_of_meta(), field)


def test_meta_tags_are_taken_off_and_the_encoding_stays() -> None:
    pages = load(PAGES, None)
    stripped = [without_meta(page) for page in pages]
    named = [soup(page.html).find("meta", attrs={"name": True}) for page in stripped]
    assert not any(named)
    assert sum(page.body != less.body for page, less in zip(pages, stripped, strict=True)) > len(pages) // 5
    declared = [page.body.lower().count(b"charset") for page in pages]
    assert [page.body.lower().count(b"charset") for page in stripped] == declared


# Every letter in every layout: what no page was written for


@cache
def everywhere() -> Run:
    """More than two thousand pages: every letter in every layout, the markups in turn."""
    sys.path.insert(0, str(PAGES))
    try:
        make = import_module("make")
    finally:
        sys.path.remove(str(PAGES))
    pages = [Labelled(name, body, body.decode(), labels) for name, body, labels in make.every_letter_everywhere()]
    return run(ours, pages)


def test_no_paragraph_is_lost_anywhere() -> None:
    found = {page.page.name: missing for page in everywhere().pages if (missing := paragraphs_missing(page))}
    assert not found


def test_text_is_clean_everywhere() -> None:
    assert everywhere().figures()["f1"] >= F1


@pytest.mark.parametrize("field", JUDGED)
def test_fields_are_right_everywhere(field: str) -> None:
    shares = everywhere().figures()["fields"][field]
    assert shares["precision"] >= PRECISION, wrong(everywhere(), field)
    assert shares["recall"] >= RECALL, wrong(everywhere(), field)


# The bench

LETTER = """<html><head><meta charset="utf-8"><title>{title}_青屿市</title></head><body>
<ul><li><a href="/">首页</a></li></ul>
<h1>{title}</h1><div id="zoom"><p>林晓岚代表：</p><p>您提出的《关于延长图书馆开放时间的建议》收悉，现答复如下：</p>
<p>市图书馆自5月起开放至22时，每周增加开放14小时。</p><p>青屿市文化和旅游局</p><p>2023年5月9日</p></div>
<div class="footer"><p>版权所有：青屿市文化和旅游局　青ICP备05000009号</p></div></body></html>"""
TITLE = "关于市十七届人大二次会议第0061号建议的答复"
BODY = (
    "林晓岚代表：\n您提出的《关于延长图书馆开放时间的建议》收悉，现答复如下：\n"
    "市图书馆自5月起开放至22时，每周增加开放14小时。\n青屿市文化和旅游局\n2023年5月9日"
)


def folder(path: Path, *lines: dict[str, Any], **pages: str) -> Path:
    """A folder of labelled pages."""
    gold = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return builders.write_files(path, {"gold.jsonl": gold} | {f"{name}.html": page for name, page in pages.items()})


def bench(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "bench/extraction.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=100, check=False)


def measured(*arguments: object) -> dict[str, Any]:
    done = bench(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_json_has_text_fields_and_speed_of_every_extractor(tmp_path: Path) -> None:
    if not (find_spec("trafilatura") and find_spec("readability")):
        pytest.skip("trafilatura and readability-lxml are not installed: requirements-dev.txt")
    line = {"file": "a.html", "text": BODY, "title": TITLE, "date": "2023年5月9日", "number": "61", "must": ["14小时"]}
    found = measured(folder(tmp_path, line | {"must_not": ["ICP"]}, a=LETTER.format(title=TITLE)))
    assert found.keys() == {"ours", "trafilatura", "readability"}
    for figures in found.values():
        assert {"f1", "precision", "recall", "fields", "must_lost", "chrome_left", "pages_per_second"} <= figures.keys()
        assert 0 <= figures["f1"] <= 1
        assert figures["pages_per_second"] > 0
    assert found["ours"]["f1"] == 1
    assert found["ours"]["fields"].keys() == {"title", "date", "number"}
    assert found["ours"]["fields"]["number"] == {"precision": 1.0, "recall": 1.0, "n": 1}
    assert found["trafilatura"]["fields"].keys() == {"title", "date"}
    assert found["readability"]["fields"].keys() == {"title"}


def test_a_title_in_the_gold_text_or_not_makes_no_difference(tmp_path: Path) -> None:
    page = LETTER.format(title=TITLE)
    for name, text in (("with", f"{TITLE}\n{BODY}"), ("without", BODY)):
        found = measured(folder(tmp_path / name, {"file": "a.html", "text": text, "title": TITLE}, a=page))
        assert found["ours"]["f1"] == 1, name


def test_several_folders_are_measured_together_and_each(tmp_path: Path) -> None:
    page = LETTER.format(title=TITLE)
    one = folder(tmp_path / "one", {"file": "a.html", "text": BODY}, a=page)
    two = folder(tmp_path / "two", {"id": "a", "must": ["每周增加", "没有这句话"], "must_not": ["图书馆"]}, a=page)
    found = measured(one, two)
    assert found["sets"].keys() == {str(one), str(two)}
    assert found["sets"][str(one)]["ours"]["f1"] == 1
    assert (
        found["sets"][str(two)]["ours"] | {"recall": 0.5, "precision": 0.0, "f1": 0.0}
        == found["sets"][str(two)]["ours"]
    )
    assert (found["ours"]["must_lost"], found["ours"]["chrome_left"], found["ours"]["pages"]) == (1, 1, 2)


def test_what_is_not_to_be_found_counts_against_precision(tmp_path: Path) -> None:
    line = {"file": "a.html", "signed_date": None, "agency": "青屿市教育局", "doc_number": None}
    fields = measured(folder(tmp_path, line, a=LETTER.format(title=TITLE)))["ours"]["fields"]
    assert fields["signed_date"] == {"precision": 0.0, "recall": None, "n": 1}
    assert fields["agency"] == {"precision": 0.0, "recall": 0.0, "n": 1}
    assert fields["doc_number"] == {"precision": None, "recall": None, "n": 1}


def test_text_can_come_from_an_element_of_the_page(tmp_path: Path) -> None:
    where = folder(tmp_path, {"id": "a"}, a=LETTER.format(title=TITLE))
    assert measured(where, "--text-from", "#zoom")["ours"]["f1"] == 1


def test_without_meta_no_system_sees_the_meta_tags(tmp_path: Path) -> None:
    told = '<meta charset="utf-8"><meta name="PubDate" content="2023-05-11"><meta name="ContentSource" content="某网">'
    page = LETTER.format(title=TITLE).replace('<meta charset="utf-8">', told)
    where = folder(tmp_path, {"file": "a.html", "published_date": "2023-05-11", "title": TITLE}, a=page)
    assert measured(where)["ours"]["fields"]["published_date"]["recall"] == 1
    assert measured(where, "--without-meta")["ours"]["fields"]["published_date"]["recall"] == 0
    assert measured(where, "--without-meta")["ours"]["fields"]["title"]["precision"] == 1


def test_missing_pages_and_broken_lines_are_warned_of_and_left_out(tmp_path: Path) -> None:
    where = folder(tmp_path, {"file": "gone.html"}, {"file": "a.html", "text": BODY}, a=LETTER.format(title=TITLE))
    gold = where / "gold.jsonl"
    gold.write_text(gold.read_text(encoding="utf-8") + "\n{broken", encoding="utf-8")
    done = bench(where)
    assert (done.returncode, "gone.html" in done.stderr, "gold.jsonl:3" in done.stderr) == (0, True, True)
    assert "| 答复 | 1 | 1.0000 |" in done.stdout
    assert bench(tmp_path / "nothing").returncode == 1


def test_failures_name_what_is_wrong(tmp_path: Path) -> None:
    line = {"file": "a.html", "must": ["没有这句话"], "must_not": ["每周增加"], "agency": "青屿市教育局"}
    said = bench(folder(tmp_path, line, a=LETTER.format(title=TITLE)), "--failures").stdout
    for part in ("a.html", "没有这句话", "每周增加", "青屿市教育局", "青屿市文化和旅游局"):
        assert part in said


def test_state_council_pages_keep_every_character_of_their_body(shared: Path) -> None:
    where = shared / "data/state_council_pages"
    if not (where / "gold.jsonl").is_file():
        pytest.skip("../shared/data/state_council_pages is not here")
    found = run(ours, load(where, "#UCAP-CONTENT")).figures()
    assert found["recall"] >= 0.999
    assert found["f1"] >= F1


def test_labels_are_of_the_page() -> None:
    """Every string of the gold stands in the page's source, apart from the markup within it."""
    for page in load(PAGES, None):
        seen = bare(soup(page.html).get_text())
        if page.name.startswith("mirror_"):
            continue  # readings in brackets stand between the characters
        absent = [line for line in [*page.text.split("\n"), *page.all("must")] if bare(line) not in seen]  # type: ignore[union-attr]
        assert not absent, page.name
        _assert_chrome_is_not_body(page)


def _assert_chrome_is_not_body(page: Labelled) -> None:
    wanted = bare(page.text or "")
    assert not [chrome for chrome in page.all("must_not") if bare(chrome) in wanted], page.name
