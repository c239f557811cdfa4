"""A search outside of the page: files, the feed, the browser's search box, and what is on the wire."""

from __future__ import annotations

import csv
import gzip
import io
import re
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree

import builders
import feedparser
import openpyxl
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.layout import DataDir
from indexer.store import Store
from search import listing
from search.archive import Archive
from search.query import Question
from search.tables import COLUMNS
from web import downloads
from web.app import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
PAGE_BYTES = 60_000
FORMS = ("csv", "json", "xlsx")


@pytest.fixture(scope="module")
def client(sample_data: DataDir) -> FlaskClient:
    return create_app(sample_data).test_client()


@pytest.fixture
def reply_id() -> str:
    return builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")


def table(client: FlaskClient, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/export.csv?{query}")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


# Files


def test_every_form_holds_the_whole_list_in_its_order(client: FlaskClient, sample_archive: Archive) -> None:
    every = [hit.id for hit in sample_archive.search("建设", limit=1000, gathers=False).hits]
    assert len(every) > 20  # more than a page
    assert [row["答复编号"] for row in table(client, "q=建设&limit=5&page=2")] == every
    listing = client.get("/export.json?q=建设").json
    assert [row["id"] for row in listing["rows"]] == every
    assert (listing["total"], listing["truncated"], listing["notes"]) == (len(every), False, [])
    book = openpyxl.load_workbook(io.BytesIO(client.get("/export.xlsx?q=建设").data)).active
    assert [row[-1].value for row in book.iter_rows(min_row=2)] == every


def test_filters_order_and_mode_are_those_of_the_page(client: FlaskClient, sample_archive: Archive) -> None:
    rows = table(client, "q=建设&agency=青屿市数据局&sort=date")
    assert rows
    assert {row["承办单位"] for row in rows} == {"青屿市数据局"}
    assert [row["年份"] for row in rows] == sorted((row["年份"] for row in rows), reverse=True)


def test_a_row_has_the_paragraph_and_its_source(client: FlaskClient) -> None:
    for row in table(client, "q=5G基站"):
        assert "5G基站" in row["相关段落"]
        assert row["出处"].startswith(f"——{row['承办单位']}《{row['标题']}》")


def test_a_list_that_is_too_long_says_that_it_was_cut(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = downloads.listed
    monkeypatch.setattr(downloads, "listed", lambda archive, question: whole(archive, question, 3))
    said = f"共 {client.get('/api/search').json['total']} 篇"
    listing = client.get("/export.json").json
    assert listing["truncated"]
    assert len(listing["rows"]) == 3
    assert said in listing["notes"][-1]
    assert said in client.get("/export.csv").data.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get("/export.xlsx").data)).active
    assert said in book.cell(5, 1).value


def test_a_reply_that_went_meanwhile_leaves_the_others_once_each(
    sample_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    every, replies = [hit.id for hit in sample_archive.search("建设", limit=1000, gathers=False).hits], Store.replies
    monkeypatch.setattr(Store, "replies", lambda own, ids: replies(own, [one for one in ids if one != every[1]]))
    monkeypatch.setattr(listing, "_AT_ONCE", 7)
    listed = listing.listed(sample_archive, Question("建设"))
    assert [row["id"] for row in listed.rows] == [every[0], *every[2:]]


def test_a_list_of_near_misses_says_so(client: FlaskClient) -> None:
    listing = client.get("/export.json?q=养老 充电桩 托育 轨道").json
    assert listing["partial"]
    assert "没有同时包含" in listing["notes"][0]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_named_for_what_was_asked(form: str, client: FlaskClient) -> None:
    said = client.get(f"/export.{form}", query_string={"q": "“基站”/电费:<b>\r\n"}).headers["Content-Disposition"]
    assert said.startswith("attachment; ")
    name = re.search(r"filename\*=UTF-8''(\S+)", said)
    assert name
    assert quote("基站") in name[1]
    assert not re.search(r"%(2F|3A|3C|0D|0A|5C)", name[1])
    assert name[1].endswith(f".{form}")


@pytest.mark.parametrize("address", ["/export.csv?year=abc", "/export.xlsx?q=" + "字" * 30_000, "/feed.atom?year=abc"])
def test_a_search_that_makes_no_sense_is_one_line(address: str, client: FlaskClient) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert BeautifulSoup(answer.text, "lxml").select_one("[role=alert]")


# Feed and search box


def test_the_feed_is_atom_and_newest_first(client: FlaskClient) -> None:
    answer = client.get("/feed.atom?q=5G基站")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == client.get("/api/search?q=5G基站&families=each").json["total"]
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert (part.findtext(f"{ATOM}{name}") or "").strip(), name
        assert part.findtext(f"{ATOM}author/{ATOM}name")
        assert part.find(f"{ATOM}link[@rel='alternate']") is not None
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", part.findtext(f"{ATOM}id") or "")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", part.findtext(f"{ATOM}updated") or "")
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert all("5G基站" in (entry.findtext(f"{ATOM}summary") or "") for entry in entries)


def test_a_feed_reader_reads_it_and_its_links_lead_to_the_replies(client: FlaskClient) -> None:
    read = feedparser.parse(client.get("/feed.atom?q=5G基站").data)
    assert not read.bozo
    assert read.version == "atom10"
    for entry in read.entries:
        url = urlsplit(entry.link)
        assert client.get(f"{url.path}?{url.query}").status_code == 200


def test_an_entry_has_one_name_at_every_address(client: FlaskClient) -> None:
    here, there = (
        feedparser.parse(client.get(f"/feed.atom?q={query}", base_url=host).data).entries
        for query, host in (("5G基站", "http://127.0.0.1:8600"), ("5G", "http://dafu.example"))
    )
    assert {entry.id for entry in here} <= {entry.id for entry in there}


def test_a_feed_brings_no_near_misses_unless_asked(client: FlaskClient) -> None:
    assert not feedparser.parse(client.get("/feed.atom?q=养老 充电桩 托育 轨道").data).entries
    assert feedparser.parse(client.get("/feed.atom?q=养老 充电桩 托育 轨道&mode=broad").data).entries


def test_the_browser_is_told_how_to_search_here(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml", base_url="http://dafu.example:8600")
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(answer.data)
    assert 0 < len(root.findtext(f"{SEARCH}ShortName") or "") <= 16
    assert root.findtext(f"{SEARCH}Description")
    urls = {
        url.attrib["type"]: url.attrib["template"] for url in root.findall(f"{SEARCH}Url") if "rel" not in url.attrib
    }
    assert urls["text/html"] == "http://dafu.example:8600/?q={searchTerms}"
    for template in urls.values():
        assert client.get(template.replace("{searchTerms}", quote("基站"))).status_code == 200


def test_suggestions_are_a_pair_of_what_was_typed_and_how_it_goes_on(client: FlaskClient) -> None:
    answer = client.get("/suggest?q=充电")
    assert answer.mimetype == "application/x-suggestions+json"
    typed, found = answer.get_json(force=True)
    assert typed == "充电"
    assert found == [one["query"] for one in client.get("/api/complete?q=充电").json]
    assert client.get("/suggest?q=" + "字" * 600).get_json(force=True)[1] == []


def test_the_pages_point_to_them(client: FlaskClient) -> None:
    head = BeautifulSoup(client.get("/?q=5G基站").text, "lxml").head
    assert head
    assert client.get(str(head.select_one("link[rel=search]")["href"])).status_code == 200  # type: ignore[index]
    feed = head.select_one("link[rel=alternate][type='application/atom+xml']")
    assert len(feedparser.parse(client.get(str(feed["href"])).data).entries) == 8  # type: ignore[index]
    page = BeautifulSoup(client.get("/?q=5G基站&page=1").text, "lxml")
    for form in FORMS:
        link = page.select_one(f"main a[href^='/export.{form}']")
        assert client.get(str(link["href"])).status_code == 200  # type: ignore[index]


# On the wire


def pages(reply_id: str) -> tuple[str, ...]:
    return ("/", "/?q=建设&limit=20", f"/replies/{reply_id}?q=5G基站", "/report", "/basket")


def test_every_page_with_all_its_files_is_small(client: FlaskClient, reply_id: str) -> None:
    for address in pages(reply_id):
        page, size = fetched(client, address)
        files = [str(tag["href"]) for tag in page.select("link[rel=stylesheet], link[rel=icon]")]
        files += [str(tag["src"]) for tag in page.select("script[src], img[src]")]
        size += sum(fetched(client, urljoin(address, file))[1] for file in files)
        assert size <= PAGE_BYTES, address


def fetched(client: FlaskClient, address: str) -> tuple[BeautifulSoup, int]:
    """What is at an address, and how many bytes its body and headers take."""
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200, address
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers)
    body = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
    return BeautifulSoup(body, "lxml"), len(answer.data) + headers


@pytest.mark.parametrize(
    "address", ["/?q=建设", "/api/search?q=建设", "/feed.atom", "/static/style.css", "/export.csv"]
)
def test_text_is_compressed_for_those_who_read_it(address: str, client: FlaskClient) -> None:
    plain = client.get(address)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip;q=0, br"}).headers
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert gzip.decompress(packed.data) == plain.data


def test_what_is_small_or_packed_already_is_sent_as_it_is(client: FlaskClient) -> None:
    for address in ("/suggest?q=充电", "/export.xlsx?q=建设"):
        assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip"}).headers


def test_own_files_are_kept_until_they_change(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/").text, "lxml")
    for address in [str(tag["href"]) for tag in page.select("link[rel=stylesheet]")]:
        kept = client.get(address)
        assert "immutable" in kept.headers["Cache-Control"]
        asked_again = client.get(address, headers={"If-None-Match": kept.headers["ETag"]})
        assert (asked_again.status_code, asked_again.data) == (304, b"")
        other = client.get(address.replace("v=", "v=0"))
        assert other.headers["Cache-Control"] == "no-cache"
        zipped = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert zipped.headers["ETag"] != kept.headers["ETag"]


@pytest.mark.parametrize("address", ["/static/", "/static/../app.py", "/static/%2e%2e/app.py", "/static/无.css"])
def test_only_own_files_are_static(address: str, client: FlaskClient) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/", "/?q=建设", "/?q=a&year=abc", "/report", "/无", "/api/无", "/api/search?q=5G", "/static/style.css"]
    + ["/static/无.css", "/feed.atom", "/opensearch.xml", "/suggest?q=充", "/api/openapi.json", "/replies/zzzz"]
    + [f"/export.{form}?q=5G" for form in FORMS],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_keeps_to_itself(address: str, method: str, client: FlaskClient) -> None:
    headers = client.open(address, method=method).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert "Server" not in headers


def test_columns_have_names_and_labels_of_their_own() -> None:
    assert len({column.name for column in COLUMNS}) == len({column.label for column in COLUMNS}) == len(COLUMNS)
