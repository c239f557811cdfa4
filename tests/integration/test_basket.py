"""The basket over WSGI: a cookie of this site that forms change, shown and exported with its sources."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import builders
import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer import pipeline
from indexer.layout import DataDir
from search.archive import Archive
from search.export import source_line
from web.app import create_app
from web.basket import Item
from web.basket_docx import docx
from web.basket_view import Quotation

NETWORK = builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")
OURS = {"Origin": "http://localhost"}


@pytest.fixture
def client(sample_data: DataDir) -> FlaskClient:
    return create_app(sample_data).test_client()


def change(client: FlaskClient, headers: dict[str, str] = OURS, **form: object) -> TestResponse:
    return client.post("/basket", data=form, headers=headers)


def fill(client: FlaskClient, *numbers: int) -> None:
    for number in numbers:
        assert change(client, do="add", id=NETWORK, number=number).status_code == 303


def cookie(client: FlaskClient) -> str:
    held = client.get_cookie("basket")
    return held.value if held else ""


def shown(client: FlaskClient) -> BeautifulSoup:
    answer = client.get("/basket")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def quoted(client: FlaskClient) -> list[tuple[str, str]]:
    found = shown(client).select(".quotations > li")
    return [(li.blockquote.get_text(), li.select_one(".from").get_text()) for li in found]  # type: ignore[union-attr]


def expected(archive: Archive, *numbers: int) -> list[tuple[str, str]]:
    reply = archive.reply(NETWORK)
    assert reply is not None
    spans = [(number, reply.paragraphs[number - 1]) for number in numbers]
    return [(reply.text[p.start : p.end], source_line(reply, number)) for number, p in spans]


def test_forms_fill_order_and_empty_it(client: FlaskClient, sample_archive: Archive) -> None:
    assert "篮子是空的" in shown(client).main.get_text()  # type: ignore[union-attr]
    fill(client, 8, 11, 16, 11)
    assert quoted(client) == expected(sample_archive, 8, 11, 16)
    assert shown(client).select_one("#basket-count").get_text() == "3"  # type: ignore[union-attr]
    items = cookie(client).split("~")
    answer = change(client, do="up", item=items[2])
    assert answer.headers["Location"] == f"/basket?done=moved#i{items[2]}"
    change(client, do="down", item=items[0])
    assert quoted(client) == expected(sample_archive, 16, 8, 11)
    for button in shown(client).select(".quotations form button"):
        assert button["aria-label"]
    change(client, do="up", item=items[2])  # it is the first already
    change(client, do="remove", item=items[0])
    assert quoted(client) == expected(sample_archive, 16, 11)
    change(client, do="clear")
    assert cookie(client) == ""
    assert not shown(client).select(".quotations")


def test_the_cookie_stays_on_this_site_and_holds_no_text(client: FlaskClient, sample_data: DataDir) -> None:
    before = sorted(sample_data.root.rglob("*"))
    said = change(client, do="add", id=NETWORK, number=8).headers["Set-Cookie"]
    assert re.match(rf"basket={NETWORK}\.8\.[0-9a-f]{{6}};", said)
    assert "SameSite=Strict" in said
    assert "Path=/" in said
    assert "Max-Age=31536000" in said
    assert "Secure" not in said
    assert sorted(sample_data.root.rglob("*")) == before
    over_tls = client.post(
        "/basket",
        data={"do": "add", "id": NETWORK, "number": "8"},
        base_url="https://localhost",
        headers={"Origin": "https://localhost"},
    )
    assert "Secure" in over_tls.headers["Set-Cookie"]


def test_a_script_is_told_what_was_done(client: FlaskClient) -> None:
    wanted = {**OURS, "Accept": "application/json"}
    assert change(client, wanted, do="add", id=NETWORK, number=8).json == {
        "done": "added", "line": "已放进篮子", "count": 1,
    }  # fmt: skip
    assert change(client, wanted, do="add", id=NETWORK, number=8).json["done"] == "there"  # type: ignore[index]
    client.set_cookie("basket", "~".join(f"{NETWORK}.{number}.abcdef" for number in range(1, 101)))
    full = change(client, wanted, do="add", id=NETWORK, number=8).json
    assert full is not None
    assert (full["done"], full["count"]) == ("full", 100)
    assert "满" in full["line"]


def test_after_adding_the_page_one_came_from_says_so(client: FlaskClient) -> None:
    here = f"/replies/{NETWORK}/paragraphs/8?q=5G&year=2025"
    answer = change(client, do="add", id=NETWORK, number=8, back=here)
    found = BeautifulSoup(client.get(answer.headers["Location"]).text, "lxml")
    assert "已放进篮子" in found.select_one("[role=status]").get_text()  # type: ignore[union-attr]
    assert found.select_one("input[name=back]")["value"] == here  # type: ignore[index]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://evil.example/localhost"}, {"Origin": "http://[", "Referer": "http://localhost/"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site", **OURS}, {"Sec-Fetch-Site": "none", **OURS},
        {"Referer": "http://evil.example/localhost"}, {},
    ],
)  # fmt: skip
def test_other_sites_change_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    fill(client, 8)
    held = cookie(client)
    for form in ({"do": "clear"}, {"do": "add", "id": NETWORK, "number": 9}):
        answer = change(client, headers, **form)
        assert answer.status_code == 403
        assert "没有照做" in answer.text
    assert cookie(client) == held


@pytest.mark.parametrize("headers", [OURS, {"Sec-Fetch-Site": "same-origin"}, {"Referer": "http://localhost/basket"}])
def test_pages_of_this_site_may_change_it(client: FlaskClient, headers: dict[str, str]) -> None:
    assert change(client, headers, do="add", id=NETWORK, number=9).status_code == 303


@pytest.mark.parametrize(
    "back",
    ["http://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil", "",
     " //evil.example", "/\t/evil.example", "/a\r\nSet-Cookie: x=y", "///evil.example", "/ /evil.example"],
)  # fmt: skip
def test_one_is_never_led_elsewhere(client: FlaskClient, back: str) -> None:
    answer = change(client, do="add", id=NETWORK, number=8, back=back)
    assert answer.headers["Location"] == "/basket?done=added"
    assert "x=y" not in str(answer.headers)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 400), ({"do": "x"}, 400), ({"do": "up"}, 400), ({"do": "remove", "item": "x.y.z"}, 400),
        ({"do": "add"}, 404), ({"do": "add", "id": NETWORK}, 404), ({"do": "add", "id": NETWORK, "number": "0"}, 404),
        ({"do": "add", "id": NETWORK, "number": "999"}, 404), ({"do": "add", "id": NETWORK, "number": "-1"}, 404),
        ({"do": "add", "id": NETWORK, "number": "8" * 50}, 404), ({"do": "add", "id": NETWORK, "number": "²"}, 404),
        ({"do": "add", "id": "zzzz", "number": "1"}, 404), ({"do": "add", "id": "\x00", "number": "1"}, 404),
        ({"do": "clear", "rest": "长" * 20_000}, 413),
    ],
)  # fmt: skip
def test_odd_forms_are_refused_in_a_line(client: FlaskClient, form: dict[str, object], status: int) -> None:
    answer = change(client, **form)
    assert answer.status_code == status
    assert BeautifulSoup(answer.text, "lxml").select_one(".line") is not None
    assert "Set-Cookie" not in answer.headers


def test_what_is_damaged_or_gone_is_said_and_the_rest_is_there(client: FlaskClient, sample_archive: Archive) -> None:
    fill(client, 8)
    good = cookie(client)
    client.set_cookie("basket", f"<b>~{good}~000000000000.1.abcdef~{NETWORK}.9.000000")
    found = shown(client)
    assert found.select_one("#basket-count").get_text() == "3"  # type: ignore[union-attr]
    assert "有 1 项认不出来" in found.main.get_text()  # type: ignore[union-attr]
    assert found.code.get_text() == "<b>"  # type: ignore[union-attr]
    said = [li.get_text(" ", strip=True) for li in found.select(".quotations > li.lost")]
    assert "已不在答复库里" in said[0]
    assert "文字变了" in said[1]
    assert found.select_one("blockquote").get_text() == expected(sample_archive, 8)[0][0]  # type: ignore[union-attr]
    text = client.get("/basket.txt").text
    assert text.startswith("\n".join(expected(sample_archive, 8)[0]))
    assert "〔第 2 段没有导出：" in text
    assert "〔第 3 段没有导出：" in text
    for kind in ("md", "docx"):
        assert client.get(f"/basket.{kind}").status_code == 200


def test_a_paragraph_that_moved_is_found_again(client: FlaskClient, sample_archive: Archive) -> None:
    fill(client, 8)
    client.set_cookie("basket", cookie(client).replace(".8.", ".3."))
    assert quoted(client) == expected(sample_archive, 8)
    assert shown(client).select_one(".handling a")["href"] == f"/replies/{NETWORK}#p8"  # type: ignore[index]


def test_files_hold_every_paragraph_with_its_source(client: FlaskClient, sample_archive: Archive) -> None:
    fill(client, 16, 8)
    pieces = expected(sample_archive, 16, 8)
    assert client.get("/basket.txt").text == "\n".join(f"{text}\n{source}\n" for text, source in pieces)
    markdown = re.sub(r"\\(.)", r"\1", client.get("/basket.md").text)
    assert markdown == "# 答复摘录\n\n" + "\n".join(f"> {text}\n\n{source}\n" for text, source in pieces)
    document = Document(BytesIO(client.get("/basket.docx").data))
    assert [p.text for p in document.paragraphs] == ["答复摘录", *(line for piece in pieces for line in piece)]
    text, source = document.paragraphs[1].runs[0], document.paragraphs[2].runs[0]
    assert (text.font.size.pt, source.font.size.pt) == (16, 14)  # type: ignore[union-attr]
    assert text._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert source._element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"
    sheet = document.sections[0]
    millimetres = [round(length.mm) for length in (sheet.page_width, sheet.page_height, sheet.top_margin)]  # type: ignore[union-attr]
    assert millimetres == [210, 297, 37]
    for kind in ("txt", "md", "docx"):
        headers = client.get(f"/basket.{kind}").headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        disposition = unquote(headers["Content-Disposition"])
        assert disposition.startswith("attachment;")
        assert re.search(rf"filename\*=UTF-8''答复摘录\d{{4}}-\d\d-\d\d\.{kind}$", disposition)


def test_an_empty_basket_is_no_file(client: FlaskClient) -> None:
    answer = client.get("/basket.docx")
    assert answer.status_code == 404
    assert "篮子是空的" in answer.text
    assert client.get("/basket.pdf").status_code == 404


def test_strange_text_is_shown_and_exported_as_it_is(tmp_path: Path) -> None:
    strange = "1. *一* [二](http://x.example) <script>alert(1)</script> &amp; `三` # 四"
    (tmp_path / "a.txt").write_text(builders.LETTER.replace("推动将课后", f"{strange}推动将课后"), encoding="utf-8")
    data = DataDir(tmp_path / "data")
    pipeline.run([tmp_path / "a.txt"], data, workers=0)
    client = create_app(data).test_client()
    hit = client.get("/api/search?q=推动将课后").json["hits"][0]  # type: ignore[index]
    number = hit["paragraphs"][0]["paragraph"]
    change(client, do="add", id=hit["id"], number=number)
    assert "<script>alert" not in client.get("/basket").text
    assert "<script>" not in client.get("/basket.md").text.replace("\\<script\\>", "")
    assert "\\[二\\]" in client.get("/basket.md").text
    text = Document(BytesIO(client.get("/basket.docx").data)).paragraphs[1].text
    assert "<script>alert(1)</script>" in text
    assert "推动将课后" in text


def test_characters_that_word_cannot_hold_are_left_out() -> None:
    held = Quotation(Item("0", 1, "abcdef"), 1, "", "", "一\x0b二\x1f三\ud800\uffff四", "——\x00某局", "")
    assert [p.text for p in Document(BytesIO(docx([held]))).paragraphs] == ["答复摘录", "一二三四", "——某局"]
