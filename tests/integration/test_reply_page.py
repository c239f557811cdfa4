"""The page of a reply, what is kept of it, and a paragraph by itself, asked through WSGI."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer import pipeline
from indexer.layout import DataDir
from indexer.reply import Reply
from search.archive import Archive
from search.export import source_line
from search.neighbours import neighbours
from web.app import create_app

NETWORK = builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")


@pytest.fixture(scope="module")
def client(sample_data: DataDir) -> FlaskClient:
    return create_app(sample_data).test_client()


def page(client: FlaskClient, url: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


def test_the_words_behind_a_fact_are_shown_and_belong_to_it(client: FlaskClient, sample_replies: list[Reply]) -> None:
    for reply in sample_replies[:10]:
        found = page(client, f"/replies/{reply.id}")
        proofs = [proof.get_text() for proof in found.select(".proof")]
        for fact in reply.facts.values():
            if fact.raw and fact.value != reply.display_title:
                assert any(" ".join(fact.raw.split())[:80] in proof for proof in proofs), fact
        described = [tag["aria-describedby"] for tag in found.select(".evidence[aria-describedby]")]
        assert described == [proof["id"] for proof in found.select(".proof[role=tooltip]")]


def test_every_paragraph_knows_the_end_of_its_source_line(client: FlaskClient, sample_replies: list[Reply]) -> None:
    for reply in sample_replies:
        found = page(client, f"/replies/{reply.id}")
        whole = found.select_one(".source p").get_text()  # type: ignore[union-attr]
        shown = [whole + str(tag.get("data-part", "")) for tag in found.select(".text > *")]
        assert shown == [source_line(reply, number) for number in range(1, len(reply.paragraphs) + 1)]


def test_number_and_signature_stand_as_on_paper(client: FlaskClient) -> None:
    found = page(client, f"/replies/{NETWORK}")
    assert [tag.get_text() for tag in found.select(".text .numbered")] == ["青数据提〔2025〕9号"]
    assert [tag.get_text() for tag in found.select(".text .signed")] == ["青屿市数据局", "2025年7月3日"]


def test_a_mark_over_a_line_break_is_counted_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(builders.LETTER, encoding="utf-8")
    data = DataDir(tmp_path / "data")
    pipeline.run([tmp_path / "a.txt"], data, workers=0)
    client = create_app(data).test_client()
    reply_id = client.get("/api/search?q=基本情况").json["hits"][0]["id"]  # type: ignore[index]
    found = page(client, f"/replies/{reply_id}?q=“情况全市”")
    assert "本篇有 1 处" in found.select_one(".places").get_text()  # type: ignore[union-attr]
    assert [mark.get_text() for mark in found.select(".text mark:not(.rest)")] == ["情况"]
    assert [mark.get_text() for mark in found.select(".text mark.rest")] == ["全市"]


def test_neighbours_are_linked(client: FlaskClient, sample_archive: Archive) -> None:
    reply = sample_archive.reply(NETWORK)
    assert reply is not None
    near = neighbours(sample_archive, reply)
    expected = [f"/replies/{one.id}" for one in (*near.same_proposer, *near.same_agency)]
    assert expected
    assert [a["href"] for a in page(client, f"/replies/{NETWORK}?q=5G").select(".near a")] == expected


def test_all_that_is_kept_of_a_document_can_be_read(client: FlaskClient, sample_archive: Archive) -> None:
    reply = sample_archive.reply(NETWORK)
    assert reply is not None
    assert page(client, f"/replies/{NETWORK}").select(f'a[href="/replies/{NETWORK}/original"]')
    found = page(client, f"/replies/{NETWORK}/original?q=5G")
    lines = {kind: [p.get_text() for p in found.select(f".{kind} .lines p")] for kind in ("body", "chrome", "page")}
    assert "\n".join(lines["body"]) == reply.text
    assert lines["chrome"] == list(reply.removed)
    assert "发布时间：2025-07-18 14:32" in lines["page"]
    assert "编码 UTF-8" in found.select_one(".facts").get_text()  # type: ignore[union-attr]
    assert found.select(f'.where a[href="/replies/{NETWORK}?q=5G"]')
    assert not found.select("iframe, object, embed, img")


@pytest.mark.parametrize("name", ["original", "paragraphs/3"])
def test_markup_of_a_document_stays_text(tmp_path: Path, name: str) -> None:
    evil = "<img src=x onerror=alert(1)></textarea><script>alert(1)</script>"
    (tmp_path / "a.txt").write_text(
        builders.LETTER.replace("收悉", f"{evil}收悉").replace("关于加", evil + "关于加"), "utf-8"
    )
    data = DataDir(tmp_path / "data")
    pipeline.run([tmp_path / "a.txt"], data, workers=0)
    client = create_app(data).test_client()
    reply_id = client.get("/api/search?q=onerror").json["hits"][0]["id"]  # type: ignore[index]
    answer = client.get(f"/replies/{reply_id}/{name}").text
    assert "&lt;img src=x" in answer
    assert "<img" not in answer
    assert "<script>" not in answer
    assert answer.count("</textarea>") <= 1


def test_a_paragraph_by_itself_is_ready_to_be_copied(client: FlaskClient, sample_archive: Archive) -> None:
    reply = sample_archive.reply(NETWORK)
    assert reply is not None
    links = [str(a["href"]) for a in page(client, f"/replies/{NETWORK}?q=5G").select(".text .use")]
    assert len(links) == len(reply.paragraphs)
    for number, (link, paragraph) in enumerate(zip(links, reply.paragraphs, strict=True), start=1):
        found = page(client, link)
        field = found.select_one("textarea[readonly]")
        assert field is not None
        text = reply.text[paragraph.start : paragraph.end]
        assert field.get_text().removeprefix("\n") == f"{text}\n{source_line(reply, number)}"
        assert found.select_one(".where a")["href"] == f"/replies/{NETWORK}?q=5G#p{number}"  # type: ignore[index]
    assert page(client, links[0]).select("[rel=next]")
    assert not page(client, links[0]).select("[rel=prev]")
    assert not page(client, links[-1]).select("[rel=next]")


def test_paragraphs_that_are_not_there_are_refused_in_a_line(client: FlaskClient) -> None:
    for number in ("0", "25", "999999999999999999999"):
        said = page(client, f"/replies/{NETWORK}/paragraphs/{number}", 404).select_one("main").get_text()  # type: ignore[union-attr]
        assert f"这篇答复没有第 {number} 段，共 24 段" in said
    for name in ("x", "-1", "1.5"):
        page(client, f"/replies/{NETWORK}/paragraphs/{name}", 404)
    page(client, "/replies/zzzz/original", 404)
    page(client, "/replies/zzzz/paragraphs/1", 404)


def test_a_pasted_query_does_not_make_the_page_heavy(client: FlaskClient) -> None:
    usual = len(client.get(f"/replies/{NETWORK}?q=基站").data)
    assert len(client.get(f"/replies/{NETWORK}?q=" + "基站建设" * 1000).data) < usual + 200_000
