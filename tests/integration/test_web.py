"""The search page over the sample archive, asked through WSGI: what every address promises."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import builders
import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer import pipeline
from indexer.layout import DataDir
from indexer.reply import Reply
from indexer.schema import FACETS, FIELDS
from search import export, results
from search.archive import Archive
from search.export import FACT_LABELS, source_line
from search.filters import filter_for
from search.query import Sort
from web.app import create_app

NETWORK = builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")
SHORT = builders.sample_id("sjj.qingyu.example/info/1042/18833.htm")
HOSTILE = (
    "page=abc", "page=-1", "page=0", "page=1e9", "page=99999999999999999999999", "limit=0", "limit=-5", "limit=1e9",
    "limit=1000000000", "sort=xyz", "sort=", "offset=abc", "offset=-3", "offset=999999999999", "agency=", "agency=%00",
    "year=%E6%9C%AA%E6%A0%87%E6%98%8E", "title=%22", "doc_number=((", "unknown=1", "q=%00", "q=%FF%FE", "q=%E2%80%AE",
    "q=%3Cscript%3E", "q=((((", "q=-", "q=%E6%88%96", "q=OR+OR", "q=%22", "q=a&q=b", "agency=x&agency=x&agency=y",
    "q=" + "(" * 400, "q=%F0%9F%98%80", "q=5G&result_class=%3Cb%3E", "disclosure=%27%3B--", "session=%C2%A0",
    "q=" + "%E5%AD%97" * 200,
)  # fmt: skip


@pytest.fixture
def client(sample_data: DataDir) -> FlaskClient:
    return create_app(sample_data).test_client()


def page(client: FlaskClient, url: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "text/html"
    return BeautifulSoup(answer.text, "lxml")


def client_of(folder: Path, text: str) -> FlaskClient:
    """A client of an archive that holds one text."""
    (folder / "crawl").mkdir()
    (folder / "crawl" / "reply.txt").write_text(text, encoding="utf-8")
    data = DataDir(folder / "data")
    pipeline.run([folder / "crawl"], data, workers=0)
    return create_app(data).test_client()


def search_url(query: str = "", **args: str) -> str:
    return "/?" + "&".join(f"{name}={quote(value)}" for name, value in {"q": query, **args}.items() if value)


def text_of(found: Tag | None) -> str:
    assert found is not None
    return " ".join(found.get_text().split())


def total(found: BeautifulSoup) -> int:
    match = re.search(r"共 ([\d,]+) 篇", text_of(found.select_one("[role=status]")))
    return int(match[1].replace(",", "")) if match else 0


def ids(found: BeautifulSoup) -> list[str]:
    return [urlsplit(str(a["href"])).path.rsplit("/", 1)[1] for a in found.select(".hit h3 a")]


# The start page


def test_start_page_says_how_many_and_shows_examples_that_work(client: FlaskClient) -> None:
    found = page(client, "/")
    assert "47 篇" in text_of(found.select_one(".count"))
    examples = found.select(".guide a")
    assert len(examples) >= len(FIELDS)
    for example in examples:
        results_page = page(client, str(example["href"]))
        assert results_page.select_one("#q")["value"] == example.get_text()  # type: ignore[index]
        assert not results_page.select(".note"), example.get_text()
    assert {spec.example for spec in FIELDS} <= {example.get_text() for example in examples}


def test_blank_query_is_the_start_page(client: FlaskClient) -> None:
    assert "可以这样查" in client.get("/?q=%20%E3%80%80").text


def test_every_main_example_finds_something(client: FlaskClient) -> None:
    for example in page(client, "/").select(".guide > dl a"):
        assert total(page(client, str(example["href"]))), example.get_text()


# Results


def test_hits_show_what_is_known_and_link_to_paragraphs(client: FlaskClient, sample_archive: Archive) -> None:
    found = page(client, search_url("5G基站"))
    expected = sample_archive.search("5G基站")
    assert total(found) == expected.total
    assert ids(found) == [hit.id for hit in expected.hits]
    for shown, hit in zip(found.select(".hit"), expected.hits, strict=True):
        facts, said = dict(hit.facts), text_of(shown)
        for name in ("agency", "doc_number", "signed_date", "kind"):
            assert facts.get(name, "") in said
        assert facts.get("disclosure", "公开属性未标明") in said
        assert len(shown.select(".passage")) == len(hit.paragraphs) <= 3
        assert all(a["href"].startswith(f"/replies/{hit.id}?q=5G") for a in shown.select(".place a"))


def test_paragraph_links_land_on_a_marked_paragraph(client: FlaskClient) -> None:
    for query in ("5G基站", "养老 或 托育", "〔2024〕6号", "數字", "1.7万"):
        for link in page(client, search_url(query)).select(".place a"):
            url = urlsplit(str(link["href"]))
            target = page(client, f"{url.path}?{url.query}").select_one(f"#{url.fragment}")
            assert target is not None, link
            assert target.select("mark"), link


def test_title_is_marked(client: FlaskClient) -> None:
    assert page(client, search_url("5G网络")).select(".hit h3 mark")


def test_long_paragraphs_are_cut_around_the_marks(tmp_path: Path) -> None:
    long = "为推进此项工作，我局会同有关单位多次调研。" * 20
    client = client_of(
        tmp_path, f"关于修缮古桥的建议的答复\n尊敬的林晓岚代表：\n{long}古桥修缮已完工。{long}\n青屿市教育局"
    )
    text = text_of(page(client, search_url("古桥修缮已完工")).select_one(".passage .text"))
    assert re.fullmatch(r"……古桥修缮已完工.+……", text)
    assert len(text) < 400


def test_non_replies_are_labelled(client: FlaskClient) -> None:
    found = page(client, search_url(kind="非答复"))
    assert total(found) == 3
    assert all(shown.select_one(".label.warn") for shown in found.select(".hit"))


def test_each_facet_link_leads_to_as_many_replies_as_it_says(client: FlaskClient) -> None:
    found = page(client, search_url("建设"))
    facets = found.select(".side .facet")
    assert [text_of(facet.h3) for facet in facets] == [spec.label for spec in FACETS]
    assert found.select(".side .years a")
    for link in found.select(".side .value, .side .years a"):
        assert total(page(client, str(link["href"]))) == int(text_of(link.select_one(".number"))), link
    for link in found.select(".side .value"):
        without = link.find_next_sibling("a", class_="without")
        left = page(client, str(without["href"]))  # type: ignore[index]
        assert total(left) == total(found) - int(text_of(link.select_one(".number"))), link


def test_values_of_one_field_are_alternatives_and_links_toggle(client: FlaskClient) -> None:
    one = page(client, search_url("建设", year="2023"))
    both = page(client, "/?q=建设&year=2023&year=2024")
    other = page(client, search_url("建设", year="2024"))
    assert total(both) == total(one) + total(other)
    chosen = both.select(".side .facet a.chosen")
    assert [text_of(link.select_one(".name")) for link in chosen] == ["2023", "2024"]
    assert total(page(client, str(chosen[1]["href"]))) == total(one)


def test_pages_left_out_of_the_row_are_seen_to_be(client: FlaskClient) -> None:
    row = page(client, "/?q=建设&limit=2&page=6").select_one(".pages")
    assert row is not None
    shown = [text_of(item) for item in row.select("a:not([rel]), .gap")]
    numbers = [int(text) if text.isdecimal() else 0 for text in shown]
    assert numbers[:3] == [1, 0, 4]
    assert numbers[-2] == 0
    assert all(later == before + 1 for before, later in pairwise(numbers[2:-2]))


def test_chips_take_filters_away(client: FlaskClient) -> None:
    url = "/?q=建设&year=2019..2022&agency=青屿市教育局&sort=date"
    chips = page(client, url).select(".chips a")
    assert [text_of(chip) for chip in chips] == ["年份：2019 至 2022×", "承办单位：青屿市教育局×", "全部去掉"]
    assert parse_qs(urlsplit(str(chips[0]["href"])).query) == {
        "q": ["建设"], "agency": ["青屿市教育局"], "sort": ["date"],
    }  # fmt: skip
    assert parse_qs(urlsplit(str(chips[2]["href"])).query) == {"q": ["建设"], "sort": ["date"]}


def test_a_new_query_keeps_filters_and_order_but_not_the_page(client: FlaskClient) -> None:
    form = page(client, "/?q=建设&year=2023&sort=date&page=2").select_one("form")
    assert form is not None
    assert form["method"] == "get"
    hidden = {(field["name"], field["value"]) for field in form.select("[type=hidden]")}
    assert hidden == {("year", "2023"), ("sort", "date")}


def test_order_by_date(client: FlaskClient) -> None:
    for sort, backwards in (("date", True), ("date-asc", False)):
        found = page(client, search_url("建设", sort=sort, limit="100"))
        dates = [
            match[0]
            for shown in found.select(".hit")
            if (match := re.search(r"\d{4}-\d\d-\d\d(?= 成文)", text_of(shown)))
        ]
        assert len(dates) > 10
        assert dates == sorted(dates, reverse=backwards)
        assert text_of(found.select_one(".bar [aria-current]")) == {"date": "日期新→旧", "date-asc": "日期旧→新"}[sort]


def test_pages_hold_every_reply_once(client: FlaskClient) -> None:
    found, seen = page(client, "/?q=建议&limit=7"), list[str]()
    expected = total(found)
    while True:
        seen += ids(found)
        following = found.select_one(".pages [rel=next]")
        if following is None:
            break
        found = page(client, str(following["href"]))
    assert len(seen) == len(set(seen)) == expected


def test_a_page_after_the_last_says_so(client: FlaskClient) -> None:
    found = page(client, "/?q=5G基站&page=99")
    assert "这一页没有内容" in text_of(found.select_one(".nothing"))
    assert total(page(client, str(found.select(".nothing a")[0]["href"])))


def test_notes_are_shown(client: FlaskClient) -> None:
    assert "提示：左括号没有配对，已忽略" in text_of(page(client, search_url("(5G")).select_one(".note"))


def test_nothing_found_says_what_was_searched_and_helps(client: FlaskClient) -> None:
    found = page(client, search_url("量子计算机 5G基站", year="2023"))
    said = text_of(found.select_one(".nothing"))
    assert "没有找到" in said
    assert "量子计算机 5G基站" in said
    links = {text_of(link): str(link["href"]) for link in found.select(".nothing a")}
    assert "year" not in links["去掉筛选条件再查"]
    assert total(page(client, links["5G基站"])) == total(page(client, search_url("5G基站", year="2023")))


@pytest.mark.parametrize("path", ["/", "/api/search", f"/replies/{SHORT}", f"/api/replies/{SHORT}"])
@pytest.mark.parametrize("args", HOSTILE)
def test_odd_parameters_never_break_a_page(client: FlaskClient, path: str, args: str) -> None:
    assert client.get(f"{path}?{args}").status_code in (200, 302, 404)


def test_bad_values_are_refused_in_one_line_and_the_page_stays_usable(client: FlaskClient) -> None:
    found = page(client, "/?q=5G基站&year=abc", status=400)
    assert text_of(found.select_one("[role=alert]")) == "“abc”不是年份，请写成 2022 或 2019..2022"
    assert found.select_one("#q")["value"] == "5G基站"  # type: ignore[index]
    assert total(page(client, str(found.select(".chips a")[0]["href"])))
    too_long = page(client, search_url("字" * 6000), status=400)
    assert "最多 5000 个字" in text_of(too_long.select_one("[role=alert]"))


# A reply


def by_uri(replies: list[Reply], end: str) -> Reply:
    return next(reply for reply in replies if reply.uri.endswith(end))


def test_reply_page_shows_all_that_is_known(client: FlaskClient, sample_replies: list[Reply]) -> None:
    for reply in sample_replies:
        found = page(client, f"/replies/{reply.id}")
        assert text_of(found.h1) == " ".join(reply.display_title.split())
        rows = {text_of(row.dt): text_of(row.dd) for row in found.select(".about dl > div")}
        for name, label in FACT_LABELS.items():
            for value in reply.all(name):
                assert value in rows.get(label, reply.display_title), (reply.uri, name)
            if not reply.all(name) and name != "disclosure":
                assert label not in rows
        assert ("未标明" in rows.get("公开属性", "")) == (reply.is_reply and "disclosure" not in reply.facts)
        assert ("这不是一篇答复" in text_of(found.main)) != reply.is_reply
        assert text_of(found.select_one(".source p")) == " ".join(source_line(reply).split())


def test_reply_text_is_whole_and_numbered_as_in_json(client: FlaskClient, sample_replies: list[Reply]) -> None:
    for reply in sample_replies:
        found = page(client, f"/replies/{reply.id}?q=的")
        shown = [(tag["id"], tag.get_text()) for tag in found.select(".text > *")]
        assert shown == [(f"p{n}", reply.text[p.start : p.end]) for n, p in enumerate(reply.paragraphs, start=1)]
        assert [a["href"] for a in found.select(".text .number")] == [f"#p{n + 1}" for n in range(len(shown))]
        outline = [text_of(a) for a in found.select("nav.outline a")]
        assert outline == [" ".join(section.heading.split()) for section in reply.sections if section.heading]


def test_reply_marks_the_whole_query_and_leads_to_the_first_place(client: FlaskClient) -> None:
    found = page(client, f"/replies/{NETWORK}?q=5G基站")
    assert [mark.get_text() for mark in found.select(".text mark")] == ["5G基站"] * 3
    links = found.select(".places a")
    assert text_of(links[0]) == "跳到第一处"
    assert links[0]["href"] == "#" + str(found.select_one(".text :has(> mark)")["id"])  # type: ignore[index]
    assert not page(client, f"/replies/{NETWORK}").select("mark, .places")


def test_evidence_of_a_fact_leads_to_its_paragraph(client: FlaskClient) -> None:
    found = page(client, f"/replies/{SHORT}")
    row = next(row for row in found.select(".about dl > div") if text_of(row.dt) == "发文字号")
    target = found.select_one(str(row.select(".evidence")[0]["href"]))
    assert text_of(target) == "青大数据建〔2023〕第7号"


def test_page_chrome_is_kept_apart_and_opens_when_it_was_searched(client: FlaskClient) -> None:
    first = page(client, search_url("网站标识码")).select(".place a")[0]
    url = urlsplit(str(first["href"]))
    assert url.fragment == "removed"
    details = page(client, f"{url.path}?{url.query}").select_one("details#removed")
    assert details is not None
    assert details.has_attr("open")
    assert details.select("mark")
    assert "不属于正文" in text_of(details.summary)
    closed = page(client, url.path).select_one("details#removed")
    assert closed is not None
    assert not closed.has_attr("open")


def test_all_addresses_of_a_reply_are_shown(client: FlaskClient, sample_replies: list[Reply]) -> None:
    reply = by_uri(sample_replies, "t20210716_88213.html")
    shown = [text_of(line) for line in page(client, f"/replies/{reply.id}").select(".address")]
    assert [Path(line).name for line in shown] == ["t20210716_88213.html", "镜像_info_1043_28816.html"]


def test_back_link_leads_to_the_same_results(client: FlaskClient) -> None:
    url = "/?q=5G基站&year=2023&year=2022&sort=date&limit=1&page=2"
    found = page(client, url)
    reply = page(client, str(found.select_one(".hit h3 a")["href"]))  # type: ignore[index]
    back = reply.select_one(".where a")
    assert back is not None
    assert ids(page(client, str(back["href"]))) == ids(found)


def test_start_of_an_id_leads_to_the_reply_and_unknown_ids_are_404(client: FlaskClient) -> None:
    answer = client.get(f"/replies/{SHORT[:4]}?q=5G")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/replies/{SHORT}?q=5G"
    missing = page(client, "/replies/zzzz", status=404)
    assert "没有编号为“zzzz”的答复" in text_of(missing.main)
    assert "没有这个页面" in text_of(page(client, "/x", status=404).main)


def test_reply_page_stands_a_query_that_is_too_long(client: FlaskClient) -> None:
    found = page(client, f"/replies/{SHORT}?q=" + "字" * 6000, status=400)
    assert "最多 5000 个字" in text_of(found.select_one("[role=alert]"))
    assert found.select(".text p")


# JSON


@pytest.mark.parametrize(
    ("args", "query", "filters", "options"),
    [
        ("q=5G基站", "5G基站", [], {}),
        ("q=建设&agency=青屿市教育局&year=2019..2022&year=2025", "建设",
         [("agency", "青屿市教育局"), ("year", "2019..2022"), ("year", "2025")], {}),
        ("q=建设&sort=date&limit=3&offset=4", "建设", [], {"sort": Sort.NEWEST, "limit": 3, "offset": 4}),
        ("q=建设&sort=date-asc&limit=3&page=3", "建设", [], {"sort": Sort.OLDEST, "limit": 3, "offset": 6}),
        ("limit=0", "", [], {"limit": 0}),
        ("q=5G&limit=0", "5G", [], {"limit": 0}),
        ("disclosure=未标明", "", [("disclosure", "未标明")], {}),
    ],
)  # fmt: skip
def test_api_search_is_the_search(
    client: FlaskClient,
    sample_archive: Archive,
    args: str,
    query: str,
    filters: list[tuple[str, str]],
    options: dict[str, object],
) -> None:
    answer = client.get(f"/api/search?{args}")
    expected = sample_archive.search(query, [filter_for(*pair) for pair in filters], **options)  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert answer.json == results.to_data(expected)
    assert answer.mimetype == "application/json"


def test_api_reply_is_the_reply(client: FlaskClient, sample_archive: Archive, sample_replies: list[Reply]) -> None:
    for reply in sample_replies:
        answer = client.get(f"/api/replies/{reply.id}")
        assert answer.json == export.to_data(
            reply, sample_archive.addresses(reply.id), sample_archive.family(reply), sample_archive.charsets(reply.id)
        )
    assert client.get(f"/api/replies/{SHORT[:4]}").json["id"] == SHORT  # type: ignore[index]


def test_api_writes_chinese_as_it_is(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=5G基站")
    assert "5G基站" in answer.data.decode("utf-8")
    assert list(answer.json)[:2] == ["query", "total"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "status", "line"),
    [
        ("/api/search?year=abc", 400, "“abc”不是年份，请写成 2022 或 2019..2022"),
        ("/api/search?q=" + "字" * 5001, 400, "查询有 5001 个字，最多 5000 个字，请只贴关键的段落"),
        ("/api/replies/zzzz", 404, "没有编号为“zzzz”的答复"),
        ("/api/nothing", 404, "没有这个页面，请检查网址"),
    ],
)
def test_api_errors_are_one_line(client: FlaskClient, url: str, status: int, line: str) -> None:
    answer = client.get(url)
    assert answer.status_code == status
    assert answer.json == {"error": line}


# Safety


def test_every_answer_keeps_to_itself(client: FlaskClient) -> None:
    urls = ("/", "/?q=5G", "/?year=x", f"/replies/{SHORT}", "/replies/0", "/api/search?q=5G", "/api/x",
            "/static/style.css", "/static/dafu.js", "/static/favicon.svg", "/static/none")  # fmt: skip
    for url in urls:
        with client.get(url) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_pages_load_nothing_from_outside_and_have_no_inline_code(client: FlaskClient) -> None:
    for url in ("/", "/?q=5G基站", "/?q=zzzz", f"/replies/{NETWORK}?q=5G", "/x"):
        found = BeautifulSoup(client.get(url, headers={"Host": "evil.example"}).text, "lxml")
        assert found.html is not None
        assert found.html["lang"] == "zh-CN"
        loaded = [tag.get("src") or tag.get("href") for tag in found.select("script, link, img, iframe")]
        assert all(re.match("/(static/|feed.atom|opensearch.xml)", str(address)) for address in loaded)
        assert not found.select("style, [style]")
        assert all(not tag.get_text() for tag in found.select("script"))
        assert not [name for tag in found.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert "evil.example" not in str(found)


def test_typed_markup_stays_text(client: FlaskClient) -> None:
    typed = "<script>alert(1)</script>\"'><img src=x>"
    for url in (search_url(typed), search_url("5G", agency=typed), f"/replies/{SHORT}?q={quote(typed)}"):
        assert "<script>alert" not in client.get(url).text
        assert "<img" not in client.get(url).text


def test_markup_in_a_reply_stays_text(tmp_path: Path) -> None:
    evil = "<b onclick=x>坏</b><script>alert(1)</script>&amp;"
    lines = [
        f"关于{evil}建议的答复",
        "尊敬的林晓岚代表：",
        f"您提出的建议{evil}收悉，现将办理情况答复如下。",
        "青屿市教育局",
    ]
    client = client_of(tmp_path, "\n".join(lines))
    for url in ("/?q=坏", "/?q=" + quote("<b"), f"/replies/{ids(page(client, '/?q=坏'))[0]}?q=" + quote("script")):
        answer = client.get(url).text
        assert "<script>alert" not in answer
        assert "<b onclick" not in answer
        assert "&lt;" in answer


def test_other_methods_are_refused(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert client.delete("/api/search").json == {"error": "这个网址不能这样使用，请回到首页重新查找"}


# When there is nothing to search


def test_without_index_says_what_to_run_and_works_once_it_is_there(tmp_path: Path, samples: Path) -> None:
    data = DataDir(tmp_path)
    client = create_app(data).test_client()
    for url in ("/", "/?q=5G", f"/replies/{SHORT}"):
        assert "请先运行：dafu index" in text_of(page(client, url, status=503).select_one("[role=alert]"))
    answer = client.get("/api/search?q=5G")
    assert answer.status_code == 503
    assert answer.json["error"].startswith("还没有索引")
    assert str(tmp_path) in answer.json["error"]
    pipeline.run([samples / "文本"], data, workers=0)
    assert total(page(client, "/?q=养老"))


def test_index_of_another_version_is_refused_until_rebuilt(tmp_path: Path, samples: Path) -> None:
    data = DataDir(tmp_path)
    pipeline.run([samples / "文本"], data, workers=0)
    client = create_app(data).test_client()
    assert total(page(client, "/?q=养老"))
    current = data.current_index()
    assert current is not None
    (current / "fingerprint.json").write_text('{"engine": "whoosh 1"}', encoding="utf-8")
    assert "dafu index --rebuild" in text_of(page(client, "/?q=养老", status=503).select_one("[role=alert]"))
    pipeline.run([], data, rebuild=True)
    assert total(page(client, "/?q=养老"))


def test_an_archive_made_anew_in_the_same_place_is_read_anew(tmp_path: Path, samples: Path) -> None:
    data = DataDir(tmp_path / "data")
    pipeline.run([samples / "文本"], data, workers=0)
    client = create_app(data).test_client()
    assert total(page(client, "/?q=养老"))
    shutil.rmtree(data.root)
    page(client, "/?q=养老", status=503)
    pipeline.run([samples / "pdf文本"], data, workers=0)
    assert len(ids(page(client, "/?q=青屿"))) == total(page(client, "/?q=青屿")) == 6


def test_a_crash_is_one_line_too(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Archive, "answer", broken)
    assert "secret" not in client.get("/?q=5G").text
    answer = client.get("/api/search?q=5G")
    assert answer.status_code == 500
    assert list(answer.json) == ["error"]  # type: ignore[arg-type]
