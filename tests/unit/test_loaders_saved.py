"""Pages as tools save them: where they came from, and when, stands in them."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest
import shapes

from indexer.document import Ignored, RawDocument, Skipped
from indexer.loaders import load


def one(folder: Path, name: str, body: str | bytes) -> RawDocument:
    """The one document in a file of this name."""
    builders.write_files(folder, {name: body})
    (item,) = load(folder / name)
    assert isinstance(item, RawDocument), item
    return item


def test_wget_keeps_the_host_as_a_folder(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"jyj.qingyu.gov.cn/zwgk/view?id=12.html": shapes.PAGE})
    (item,) = load(tmp_path)
    assert isinstance(item, RawDocument)
    assert (item.url, item.url_from) == ("http://jyj.qingyu.gov.cn/zwgk/view?id=12", "path")
    assert item.fetched == ""  # the file's time is the page's, not the crawl's


def test_wget_may_put_the_answer_in_front_of_the_page(tmp_path: Path) -> None:
    head = "HTTP/1.1 200 OK\r\nDate: Thu, 20 Jul 2023 08:30:00 GMT\r\nContent-Type: text/html; charset=GBK\r\n\r\n"
    item = one(tmp_path, "1.html", head.encode() + shapes.PAGE.encode("gbk"))
    assert item.body == shapes.PAGE.encode("gbk")
    assert (item.declared_charset, item.media_type, item.fetched) == ("gbk", "text/html", "2023-07-20T08:30:00+00:00")


def test_a_page_about_http_keeps_its_first_line(tmp_path: Path) -> None:
    text = "HTTP/1.1 是一种协议，青屿市政府网站已全面启用 HTTP/2。"
    assert one(tmp_path, "1.txt", text).body == text.encode()


SAVED = {
    "httrack": (
        "<!-- Mirrored from jyj.qingyu.gov.cn/view?id=12 by HTTrack Website Copier/3.x [XR&CO'2014], "
        "Thu, 20 Jul 2023 08:30:00 GMT -->",
        "http://jyj.qingyu.gov.cn/view?id=12",
        "2023-07-20T08:30:00+00:00",
    ),
    "browser": (
        "<!-- saved from url=(0038)http://jyj.qingyu.gov.cn/view?id=12 -->",
        "http://jyj.qingyu.gov.cn/view?id=12",
        "",
    ),
    "single file": (
        "<!--\n Page saved with SingleFile \n url: https://jyj.qingyu.gov.cn/view?id=12 \n"
        " saved date: Thu Jul 20 2023 16:30:00 GMT+0800 (中国标准时间)\n-->",
        "https://jyj.qingyu.gov.cn/view?id=12",
        "2023-07-20T16:30:00+08:00",
    ),
}


@pytest.mark.parametrize(("comment", "url", "fetched"), SAVED.values(), ids=SAVED)
def test_a_comment_in_the_page_says_where_it_is_from(tmp_path: Path, comment: str, url: str, fetched: str) -> None:
    item = one(tmp_path, "www.other.com/view95ff.html", shapes.PAGE.replace("<head>", f"{comment}<head>"))
    assert (item.url, item.url_from, item.fetched) == (url, "comment", fetched)


@pytest.mark.parametrize("url", ["file:///C:/1.html", "about:internet", "javascript:x()"])
def test_a_comment_that_names_no_page_of_the_web_is_no_address(tmp_path: Path, url: str) -> None:
    item = one(tmp_path, "1.html", f"<!-- saved from url=(0014){url} -->{shapes.PAGE}")
    assert (item.url, item.url_from) == ("", "")


def test_what_httrack_keeps_for_itself_is_only_counted(tmp_path: Path) -> None:
    index = "<html><head><title>Local index - HTTrack Website Copier</title></head><body>青屿</body></html>"
    own = {"index.html": index, "hts-log.txt": "log", "backblue.gif": "GIF89a", "hts-cache/new.zip": shapes.zipped({})}
    builders.write_files(tmp_path, {**own, "jyj.qingyu.gov.cn/1.html": shapes.PAGE})
    items = list(load(tmp_path))
    assert [item.uri.rpartition("/")[2] for item in items if isinstance(item, RawDocument)] == ["1.html"]
    assert sum(isinstance(item, Ignored) for item in items) == len(own)


def test_the_cache_of_httrack_names_its_entries_by_address(tmp_path: Path) -> None:
    cache = shapes.zipped({shapes.URL: shapes.PAGE, "http://jyj.qingyu.gov.cn/a.css?v=2": "x"})
    builders.write_files(tmp_path, {"new.zip": cache})
    documents = [item for item in load(tmp_path) if isinstance(item, RawDocument)]
    assert [(item.url, item.url_from) for item in documents] == [(shapes.URL, "archive")]


@pytest.mark.parametrize("beside", ["答复_files", "答复.files"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_a_browser_saves_beside_a_page_is_only_counted(tmp_path: Path, beside: str, packed: bool) -> None:
    contents = {"答复.htm": shapes.PAGE, f"{beside}/frame.html": shapes.PAGE, f"{beside}/a/b.js": "x"}
    if packed:
        (tmp_path / "a.zip").write_bytes(shapes.zipped(contents))
    else:
        builders.write_files(tmp_path, contents)
    documents = [item.uri for item in load(tmp_path) if isinstance(item, RawDocument)]
    assert [uri.rpartition("/")[2] for uri in documents] == ["答复.htm"]


def test_a_folder_that_only_looks_like_that_is_read(tmp_path: Path) -> None:
    builders.write_files(tmp_path, {"old_files/1.html": shapes.PAGE})
    assert [type(item) for item in load(tmp_path)] == [RawDocument]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_a_page_in_one_file(tmp_path: Path, charset: str) -> None:
    item = one(tmp_path, "答复.mht", shapes.mht(charset=charset))
    assert item.body.decode(charset).strip() == shapes.PAGE
    assert (item.url, item.url_from, item.fetched) == (shapes.URL, "mime", "2023-07-20T16:30:00+08:00")
    assert (item.declared_charset, item.media_type, item.meta) == (charset, "text/html", {"标题": "关于课后服务的答复"})


def test_a_page_in_one_file_is_known_by_its_content(tmp_path: Path) -> None:
    assert one(tmp_path, "答复.html", shapes.mht()).url_from == "mime"


def test_a_page_in_one_file_without_the_page_is_named(tmp_path: Path) -> None:
    body = shapes.mht().replace(b"text/html", b"text/css")
    builders.write_files(tmp_path, {"a.mht": body})
    (item,) = load(tmp_path)
    assert isinstance(item, Skipped)
    assert "没有网页" in item.reason


@pytest.mark.parametrize("name", shapes.letters())
def test_letters_have_the_type_that_their_bytes_prove(tmp_path: Path, name: str) -> None:
    body, media_type = shapes.letters()[name]
    for other in (name, "下载.html", "下载"):
        item = one(tmp_path, other, body)
        assert (item.body, item.media_type, item.declared_charset) == (body, media_type, None)


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "另存为 .xlsx"),
        ("会.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document\0".encode("utf-16-le"), "PPT"),
        ("信.odt", shapes.zipped({"META-INF/manifest.xml": "", "content.xml": ""}), "另存为 .docx"),
        ("包.rar", b"Rar!\x1a\x07\x01\x00 ", "解压"),
        ("包.7z", b"7z\xbc\xaf\x27\x1c\x00", "解压"),
        ("答复.pdf", "没有下载完", ".pdf"),
        ("数据.xml", "<?xml version='1.0'?><items><item>青屿</item></items>", "XML"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(tmp_path: Path, name: str, body: str | bytes, why: str) -> None:
    builders.write_files(tmp_path, {name: body})
    (item,) = load(tmp_path)
    assert isinstance(item, Skipped)
    assert why in item.reason


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("图.html", b"\x89PNG\r\n\x1a\n...."),
        ("图", b"\xff\xd8\xff\xe0...."),
        ("sitemap.xml", "<?xml version='1.0'?><urlset><url><loc>http://a/</loc></url></urlset>"),
        ("feed", "<?xml version='1.0'?><rss><channel/></rss>"),
        ("manifest.json", "{}"),
        ("data.json", '{"version": 3, "sources": ["a.ts"], "text": "x"}'),
    ],
)
def test_furniture_under_any_name_is_only_counted(tmp_path: Path, name: str, body: str | bytes) -> None:
    builders.write_files(tmp_path, {name: body})
    assert [type(item) for item in load(tmp_path)] == [Ignored]


def test_a_page_that_is_called_word_or_xml_is_a_page(tmp_path: Path) -> None:
    """Sites export their pages as “Word”; XHTML is XML."""
    assert one(tmp_path, "答复.doc", shapes.PAGE).body == shapes.PAGE.encode()
    assert one(tmp_path, "答复.xml", f"<?xml version='1.0'?>{shapes.PAGE}").body.startswith(b"<?xml")
