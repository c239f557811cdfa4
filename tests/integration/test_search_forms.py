"""What the forms of the search page send, and what becomes of it without script."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.layout import DataDir
from web.app import create_app


@pytest.fixture
def client(sample_data: DataDir) -> FlaskClient:
    return create_app(sample_data).test_client()


def led_to(client: FlaskClient, url: str) -> dict[str, list[str]]:
    """What is asked for by the address of this site that a form's address leads to."""
    answer = client.get(url)
    assert answer.status_code == 302, answer.text
    location = urlsplit(answer.headers["Location"])
    assert (location.netloc, location.path) == ("", "/")
    return parse_qs(location.query)


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("q=养老 服务&scope=&code=&of=&no=", {"q": ["养老 服务"]}),
        ("q=养老 服务&scope=title", {"q": ["标题:养老 标题:服务"]}),
        ("q=养老 -收费 单位:民政局&scope=title", {"q": ["-收费 标题:养老 单位:民政局"]}),
        ("q=养老 或 托育&scope=title", {"q": ["（标题:养老 或 标题:托育）"]}),
        ("q=旧的&scope=number&code=青数据建&of=2024&no=", {"q": ["文号:青数据建〔2024〕"]}),
        ("scope=number&of=２０２４年&no=第6号", {"q": ["文号:〔2024〕6号"]}),
        ("q=基站&year=2019&from=2021&to=2020", {"q": ["基站"], "year": ["2019", "2020..2021"]}),
        ("q=基站&from=&to=2020&mode=broad&page=3", {"q": ["基站"], "mode": ["broad"], "year": ["..2020"]}),
        ("q=基站&from=&to=", {"q": ["基站"]}),
        ("scope=", {}),
    ],
)  # fmt: skip
def test_the_box_and_the_years_lead_to_a_plain_address(
    client: FlaskClient, sent: str, asked: dict[str, list[str]]
) -> None:
    assert led_to(client, f"/?{sent}") == asked


def test_the_advanced_form_leads_to_its_query(client: FlaskClient) -> None:
    sent = "all=基站 “5G 网络”&phrase=共建，共享&any=铁塔 联通&none=电费&title-words=建设&from=2020&to=2020"
    sent += "&code=青工信建&f-deputy=林晓岚"
    assert led_to(client, f"/advanced?{sent}&agency=青屿市数据局")["q"] == [
        "基站 “5G 网络” “共建，共享” （铁塔 或 联通） -电费 标题:建设 代表:林晓岚 文号:青工信建 年:2020"
    ]


@pytest.mark.parametrize("url", ["/?q=基站&from=那年&to=", "/advanced?all=基站&from=那年", "/advanced?all="])
def test_what_makes_no_sense_is_refused_in_one_line(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "lxml")
    line = page.select_one("[role=alert]")
    assert line is not None
    assert "不是年份" in line.text or "请至少填一项" in line.text
    if "all=基站" in url:
        assert page.select_one("#all")["value"] == "基站"  # type: ignore[index]


def test_a_query_that_the_form_cannot_show_is_not_lost_silently(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/advanced?q=（基站 或 （停车 -收费））").text, "lxml")
    assert "放不下" in page.select_one(".note").text  # type: ignore[union-attr]
    assert page.select_one("#q")["value"] == "（基站 或 （停车 -收费））"  # type: ignore[index]


@pytest.mark.parametrize("words", ["(" * 400, "长" * 6000, "“", "'\"<b>", "%00", "😀", "或", "-", "标题:", "年:x"])
@pytest.mark.parametrize(
    "path", ["/advanced?q=", "/advanced?all=", "/?scope=title&q=", "/?scope=number&code=", "/?from="]
)
def test_odd_words_break_no_form(client: FlaskClient, path: str, words: str) -> None:
    assert client.get(path + words, follow_redirects=True).status_code in (200, 400)
