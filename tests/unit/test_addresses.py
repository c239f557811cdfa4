"""Addresses: when two are one page, where a link leads, what a mirror's path stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.loaders.addresses import beside, of_path, resolve, url_key

PAGE = "http://jyj.qingyu.gov.cn/zwgk/t20230718_127.html"


@pytest.mark.parametrize(
    "other",
    [
        "https://jyj.qingyu.gov.cn/zwgk/t20230718_127.html",
        "http://JYJ.Qingyu.gov.cn:80/zwgk/t20230718_127.html",
        "https://jyj.qingyu.gov.cn:443/zwgk/t20230718_127.html",
        "http://m.jyj.qingyu.gov.cn/zwgk/t20230718_127.html",
        "http://jyj.qingyu.gov.cn//zwgk/./a/../t20230718_127.html",
        "http://jyj.qingyu.gov.cn/zwgk/t20230718_127.html#top",
        "http://jyj.qingyu.gov.cn/zwgk/t20230718_127.html;jsessionid=8F3A",
        "http://jyj.qingyu.gov.cn/zwgk/t20230718_127.html?utm_source=wx&spm=1.2&from=timeline&t=1689650000123",
        "<http://jyj.qingyu.gov.cn/zwgk/t20230718_127.html>",
        "http://jyj.qingyu.gov.cn/zwgk/%74%32%30230718_127.html",
        "http://big5.qingyu.gov.cn/gate/big5/jyj.qingyu.gov.cn/zwgk/t20230718_127.html",
        "jyj.qingyu.gov.cn/zwgk/t20230718_127.html",
        "//jyj.qingyu.gov.cn/zwgk/t20230718_127.html",
    ],
)
def test_ways_to_write_one_address(other: str) -> None:
    assert url_key(other) == url_key(PAGE) == "jyj.qingyu.gov.cn/zwgk/t20230718_127.html"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/view?id=1", "http://a.gov.cn/view?id=2"),
        ("http://a.gov.cn/view?t=1", "http://a.gov.cn/view?t=2"),  # a type or a number, no time stamp
        ("http://a.gov.cn/A", "http://a.gov.cn/a"),
        ("http://a.gov.cn:8080/", "http://a.gov.cn/"),
        ("http://a.gov.cn/#/detail?id=1", "http://a.gov.cn/#/detail?id=2"),  # a page made by a script
        ("http://a.gov.cn/a", "http://b.gov.cn/a"),
        ("http://a.gov.cn/%2Fb", "http://a.gov.cn/b"),
    ],
)
def test_addresses_of_different_pages_stay_different(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/x/index.html", "http://a.gov.cn/x/"),
        ("http://a.gov.cn/index.jsp", "http://a.gov.cn"),
        ("http://a.gov.cn/view?b=2&a=1", "http://a.gov.cn/view?a=1&b=2"),
        ("http://a.gov.cn/政协/1.html", "http://a.gov.cn/%E6%94%BF%E5%8D%8F/1.html"),
        ("http://a.gov.cn/view?cat=政协", "http://a.gov.cn/view?cat=%E6%94%BF%E5%8D%8F"),
        ("http://a.gov.cn/%E6%94%BF", "http://a.gov.cn/%e6%94%bf"),
    ],
)
def test_more_ways_to_write_one_address(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@given(st.text(max_size=60) | st.text("htp:/[]@?#%&;=.域1", max_size=40).map("http://".__add__))
def test_any_string_has_a_key_and_no_two_of_one(text: str) -> None:
    key = url_key(text)
    assert isinstance(resolve(text, text), str)
    assert url_key(f" {text} ") == key


@given(
    st.lists(st.text("ab政%2", min_size=1, max_size=4), max_size=4),
    st.dictionaries(st.text("ab", min_size=1, max_size=3), st.text("12政 &=", max_size=4), max_size=3),
)
def test_the_key_of_a_key_is_itself(path: list[str], query: dict[str, str]) -> None:
    from urllib.parse import quote, urlencode

    url = f"http://a.gov.cn/{'/'.join(map(quote, path))}?{urlencode(query)}"
    assert url_key(url_key(url)) == url_key(url)


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("./W0202307.pdf", "http://jyj.qingyu.gov.cn/zwgk/W0202307.pdf"),
        ("/upload/1.doc#p2", "http://jyj.qingyu.gov.cn/upload/1.doc"),
        ("..\\upload\\1.doc", "http://jyj.qingyu.gov.cn/upload/1.doc"),
        (" \n./W02\n02307.pdf ", "http://jyj.qingyu.gov.cn/zwgk/W0202307.pdf"),
        ("https://x.gov.cn/1.pdf", "https://x.gov.cn/1.pdf"),
        ("javascript:void(0)", ""),
        ("mailto:a@qingyu.gov.cn", ""),
        ("http://[broken", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_where_a_link_leads(href: str, leads_to: str) -> None:
    assert resolve(PAGE, href) == leads_to


def test_a_relative_link_without_a_page_leads_nowhere() -> None:
    assert resolve("", "1.pdf") == ""


@pytest.mark.parametrize(
    ("uri", "href", "file"),
    [
        ("/爬取/zwgk/1.html", "附件/1.pdf", "/爬取/zwgk/附件/1.pdf"),
        ("/爬取/zwgk/1.html", "./%E9%99%84%E4%BB%B6.pdf?v=1", "/爬取/zwgk/附件.pdf"),
        ("/爬取/zwgk/1.html", "../1.pdf", "/爬取/1.pdf"),
        ("/a.zip!/zwgk/1.html", "../1.pdf", "/a.zip!/1.pdf"),
        ("/a.zip!/zwgk/1.html", "../../1.pdf", ""),
        ("/爬取/1.html", "/1.pdf", ""),
        ("/爬取/1.html", "http://a.gov.cn/1.pdf", ""),
        ("/爬取/1.html", "#top", ""),
    ],
)
def test_the_file_beside_a_page(uri: str, href: str, file: str) -> None:
    assert beside(uri, href) == file


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("/爬取/jyj.qingyu.gov.cn/zwgk/127.html", "http://jyj.qingyu.gov.cn/zwgk/127.html"),
        ("/爬取/jyj.qingyu.gov.cn/index.html", "http://jyj.qingyu.gov.cn/"),
        ("/a.zip!/www.qingyu.cn/1.html", "http://www.qingyu.cn/1.html"),
        ("/爬取/127.0.0.1+8765/view@id=12&cat=政协.html", "http://127.0.0.1:8765/view?id=12&cat=%E6%94%BF%E5%8D%8F"),
        ("/爬取/jyj.qingyu.gov.cn/view.jsp?id=12.html", "http://jyj.qingyu.gov.cn/view.jsp?id=12"),
        ("/爬取/jyj.qingyu.gov.cn_8080/1.html", "http://jyj.qingyu.gov.cn:8080/1.html"),
        ("/www.old.com/jyj.qingyu.gov.cn/1.html", "http://jyj.qingyu.gov.cn/1.html"),
        ("/爬取/2023.07/1.html", ""),
        ("/爬取/答复/1.html", ""),
        ("/爬取/a.tar.xz!/1.html", ""),
        ("/爬取/crawl.2023.zip!/1.html", ""),
        ("/爬取/jyj.qingyu.gov.cn", ""),
        ("/爬取/old.files/1.html", ""),
    ],
)
def test_what_a_path_stands_for(uri: str, url: str) -> None:
    assert of_path(uri) == url
