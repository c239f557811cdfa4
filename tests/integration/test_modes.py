"""精确, 标准 and 宽泛 from end to end: what each finds, what is said of it, and how it is switched off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import builders
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer import pipeline
from indexer.layout import DataDir
from search.archive import Archive
from search.query import Mode
from search.results import Form, ResultPage, Widening, to_data
from search.suggesting.helping import helped
from web.app import create_app

LETTERS = {
    "公交": "我局优化农村公交线路十二条，新增班次六十个。",
    "公共交通": "我局完善公共交通网络，方便群众出行。",
    "工信": "我局会同青屿市工业和信息化局推进基站建设。",
    "十万": "全市建成充电车位达到110000个。",
    "一万": "全市建成充电车位达到一万个。",
    "大气": "空气质量持续改善。",
    "水质": "河流断面水质持续改善。",
}
AGENCIES = {"大气": "青屿市环境保护局", "水质": "青屿市生态环境局"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    folder = tmp_path_factory.mktemp("modes")
    (folder / "crawl").mkdir()
    for name, text in LETTERS.items():
        agency = AGENCIES.get(name, "青屿市教育局")
        letter = f"关于{name}的答复\n林晓岚代表：\n您提出的建议收悉，现答复如下：\n{text}\n{agency}\n2023年7月18日\n"
        (folder / "crawl" / f"{name}.txt").write_text(letter, encoding="utf-8")
    data = DataDir(folder / "data")
    pipeline.run([folder / "crawl"], data, workers=0)
    return data


@pytest.fixture(scope="module")
def archive(data: DataDir) -> Iterator[Archive]:
    archive = Archive(data)
    yield archive
    archive.close()


@pytest.fixture
def client(data: DataDir) -> FlaskClient:
    return create_app(data).test_client()


def found(page: ResultPage) -> set[str]:
    return {hit.title.removeprefix("关于").removesuffix("的答复") for hit in page.hits}


def page(client: FlaskClient, **args: str | list[str]) -> BeautifulSoup:
    answer = client.get("/", query_string=args)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def asked(link: object) -> dict[str, list[str]]:
    return parse_qs(urlsplit(str(link)).query)


# What is found


def test_exact_finds_what_is_typed_and_offers_the_rest(archive: Archive) -> None:
    shown = archive.search("线路 公交")
    assert (found(shown), shown.widened) == ({"公交"}, ())
    assert shown.widenable == (Widening("公交", (Form("公共交通", "同义词"),)),)


def test_a_form_that_stands_only_inside_of_another_figure_is_not_offered(archive: Archive) -> None:
    shown = archive.search("1万")
    assert {"10000", "一万"} <= {form.text for form in shown.widenable[0].forms}
    assert [form.text for form in helped(archive, shown).widenable[0].forms] == ["一万"]


def test_standard_finds_the_other_forms_and_says_so(archive: Archive) -> None:
    shown = archive.search("公交", mode=Mode.STANDARD)
    assert found(shown) == {"公交", "公共交通"}
    assert (shown.widened, shown.widenable) == ((Widening("公交", (Form("公共交通", "同义词"),)),), ())
    assert archive.search("工信局", mode=Mode.STANDARD).widened[0].forms[0].reason == "简称"


def test_broad_finds_those_with_some_of_the_words_in_other_forms_too(archive: Archive) -> None:
    assert found(archive.search("公交 线路 班次", mode=Mode.BROAD)) >= {"公交", "公共交通"}


def test_a_word_can_be_kept_as_typed(archive: Archive) -> None:
    shown = archive.search("公交", mode=Mode.STANDARD, plain=["公交"])
    assert (found(shown), shown.widened) == ({"公交"}, ())
    assert [one.word for one in shown.widenable] == ["公交"]


@pytest.mark.parametrize("text", ["“公交”", "标题:公交"])
def test_quotes_and_fields_are_as_typed_in_every_mode(archive: Archive, text: str) -> None:
    assert {frozenset(found(archive.search(text, mode=mode))) for mode in Mode} == {frozenset({"公交"})}


def test_what_is_excluded_is_excluded_as_typed(archive: Archive) -> None:
    assert found(archive.search("我局 -公交", mode=Mode.STANDARD)) == {"公共交通", "工信"}


def test_a_figure_is_found_in_every_writing_and_no_other_figure_by_them(archive: Archive) -> None:
    for typed in ("1万个", "10,000个", "一万个", "达到1万个"):
        shown = archive.search(typed, mode=Mode.STANDARD)
        assert found(shown) == {"一万"}, typed
        marked = {s.text[start:end] for hit in shown.hits for s in hit.paragraphs for start, end in s.marks}
        assert marked in ({"一万个"}, {"达到一万个"})
    assert found(archive.search("10000个", mode=Mode.STANDARD)) == {"一万", "十万"}  # 110000个 holds what is typed


def test_other_forms_are_marked_where_they_stand(archive: Archive) -> None:
    shown = archive.search("公交 出行", mode=Mode.STANDARD)
    marked = {s.text[start:end] for hit in shown.hits for s in hit.paragraphs for start, end in s.marks}
    assert marked == {"公共交通", "出行"}
    assert "公共交通" in archive.strings("公交", Mode.STANDARD)
    assert archive.strings("公交", Mode.STANDARD, ["公交"]) == archive.strings("公交") == ("公交",)


def test_an_agency_field_finds_the_agency_before_and_after_a_reform(archive: Archive) -> None:
    assert found(archive.search("单位:环境保护局")) == {"大气"}
    shown = archive.search("单位:环境保护局", mode=Mode.STANDARD)
    assert found(shown) == {"大气", "水质"}
    assert shown.widened == (Widening("单位:环境保护局", (Form("生态环境局", "沿革", "2018年机构改革"),)),)
    assert found(archive.search("单位:环境保护局", mode=Mode.STANDARD, plain=["单位:环境保护局"])) == {"大气"}
    assert found(archive.search("单位:生态环境局", mode=Mode.STANDARD)) == {"大气", "水质"}


def test_the_offices_own_words_count_and_what_is_wrong_with_them_is_said(data: DataDir, tmp_path: Path) -> None:
    archive = Archive(data)
    data.synonyms.write_text("班车 => 公交\n看不懂的一行\n", encoding="gb18030")
    try:
        shown = archive.search("班车", mode=Mode.STANDARD)
        assert found(shown) == {"公交"}
        assert any("同义词.txt 第 2 行" in note for note in shown.notes)
        data.synonyms.write_bytes(b"\xff\xff\x00\x81")
        assert any("UTF-8" in note for note in archive.search("公交", mode=Mode.STANDARD).notes)
        assert not archive.search("公交").notes
    finally:
        data.synonyms.unlink()
        archive.close()


# Command line and JSON


@pytest.mark.parametrize("mode", ["standard", "标准"])
def test_the_command_line_says_what_was_widened(data: DataDir, mode: str) -> None:
    done = builders.dafu("search", "公交", "--mode", mode, data=data)
    assert "已扩展：公交 = 公共交通（同义词）" in done.stdout
    assert "共 2 篇" in done.stdout


def test_the_command_line_offers_in_exact_and_keeps_words_as_typed(data: DataDir) -> None:
    assert "还可以一并查（--mode 标准）：公交 = 公共交通（同义词）" in builders.dafu("search", "公交", data=data).stdout
    done = builders.dafu("search", "公交", "--mode", "标准", "--as-typed", "公交", data=data)
    assert "已扩展" not in done.stdout
    assert "共 1 篇" in done.stdout


def test_an_unknown_mode_is_an_error_on_the_command_line_and_exact_in_an_address(
    data: DataDir, client: FlaskClient
) -> None:
    assert builders.dafu("search", "公交", "--mode", "随便", data=data).returncode == 2
    assert client.get("/api/search?q=公交&mode=随便").json["mode"] == "exact"  # type: ignore[index]


def test_json_is_the_same_from_the_command_line_and_the_web(
    data: DataDir, archive: Archive, client: FlaskClient
) -> None:
    expected = to_data(archive.search("公交 工信局", mode=Mode.BROAD, limit=10, plain=["工信局"]))
    asked_for = {"q": "公交 工信局", "mode": "broad", "plain": "工信局", "limit": "10"}
    assert client.get("/api/search", query_string=asked_for).json == expected
    done = builders.dafu("search", "公交", "工信局", "--mode", "宽泛", "--as-typed", "工信局", "--json", data=data)
    assert json.loads(done.stdout) == expected
    assert expected["widened"] == [{"word": "公交", "forms": [{"text": "公共交通", "reason": "同义词", "note": ""}]}]
    assert [one["word"] for one in expected["widenable"]] == ["工信局"]


# The page


def test_the_switch_shows_the_mode_and_sends_the_form(client: FlaskClient) -> None:
    shown = page(client, q="公交", mode="standard")
    buttons = shown.select("form.search .modes button")
    assert [(b.text, b["name"], b["value"], b["aria-pressed"]) for b in buttons] == [
        ("精确", "mode", "exact", "false"),
        ("标准", "mode", "standard", "true"),
        ("宽泛", "mode", "broad", "false"),
    ]
    first = shown.select("form.search button")[0]
    assert (first.text, first["name"], first["value"]) == ("查找", "mode", "standard")  # what Enter presses
    assert "name" not in page(client, q="公交").select("form.search button")[0].attrs


@pytest.mark.parametrize("where", [".bar nav a", ".facet a", ".hit h3 a", ".passage a"])
def test_every_link_keeps_the_mode_and_the_words_as_typed(client: FlaskClient, where: str) -> None:
    links = page(client, q="公交 我局", mode="standard", plain="公交").select(where)
    assert links
    assert all((a := asked(link["href"]))["mode"] == ["standard"] and a["plain"] == ["公交"] for link in links)


def test_a_reply_page_keeps_the_mode_and_marks_the_forms(client: FlaskClient) -> None:
    link = next(a for a in page(client, q="公交", mode="standard").select(".hit h3 a") if "公共交通" in a.text)
    reply = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
    assert "公共交通" in {mark.text for mark in reply.select(".text mark")}
    assert asked(reply.select_one(".where a")["href"])["mode"] == ["standard"]  # type: ignore[index]
    assert reply.select_one(".modes [aria-pressed=true]").text == "标准"  # type: ignore[union-attr]


def test_what_was_widened_is_shown_and_each_word_is_switched_off_and_on(client: FlaskClient) -> None:
    shown = page(client, q="公交 OR 工信局", mode="standard")
    chips = shown.select(".widened a:not(.plain)")
    assert [chip.b.text for chip in chips] == ["公交", "工信局"]  # type: ignore[union-attr]
    assert "公共交通（同义词）" in chips[0].text
    assert asked(shown.select_one(".widened .plain")["href"]) == {"q": ["公交 OR 工信局"]}  # type: ignore[index]
    off = asked(chips[0]["href"])
    assert (off["plain"], off["mode"]) == (["公交"], ["standard"])
    kept = page(client, q="公交 OR 工信局", mode="standard", plain="公交").select_one(".widened .kept")
    assert kept is not None
    assert "plain" not in asked(kept["href"])


def test_exact_offers_the_forms_quietly(client: FlaskClient) -> None:
    offer = page(client, q="公交").select_one(".offer a")
    assert offer is not None
    assert (offer.text, asked(offer["href"])["mode"]) == ("公共交通（同义词）", ["standard"])
    assert not page(client, q="“公交”").select(".offer, .widened")


def test_words_that_are_no_longer_in_the_query_are_forgotten(client: FlaskClient) -> None:
    shown = page(client, q="公交", mode="standard", plain=["充电桩", "公交"])
    assert [field["value"] for field in shown.select("form.search input[name=plain]")] == ["公交"]


def test_partial_hits_are_told_above_the_list_once_with_the_way_to_broad(client: FlaskClient) -> None:
    shown = page(client, q="线路 彩虹桥 班次")
    told = [note for note in shown.select(".note") if "没有同时包含" in note.text]
    assert len(told) == 1
    assert asked(told[0].a["href"])["mode"] == ["broad"]  # type: ignore[index]
    assert shown.select(".hit")


def test_what_only_a_filter_shuts_out_is_not_said_to_be_nowhere(data: DataDir, client: FlaskClient) -> None:
    query, agency = "断面水质持续改善", "青屿市环境保护局"
    assert len(page(client, q=query).select(".hit")) == 1
    shown = page(client, q=query, agency=agency)
    assert [note.text.strip()[:11] for note in shown.select(".note")] == ["所选范围里没有同时包含"]
    assert "所选范围里没有同时包含" in builders.dafu("search", query, "--agency", agency, data=data).stdout
    link = shown.select_one(".hit h3 a")
    assert link is not None
    opened = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
    assert "改善" in "".join(mark.text for mark in opened.select("mark"))  # marked as in the list


def test_every_mode_stands_bad_queries(client: FlaskClient) -> None:
    for query in ("(((", "-", "“”", "\x00", "=>", "公交" * 30, "1" * 50, "一" * 60, "百分之", "%", "单位:"):
        for mode in ("standard", "broad", "<b>"):
            assert client.get("/", query_string={"q": query, "mode": mode, "plain": query}).status_code == 200
