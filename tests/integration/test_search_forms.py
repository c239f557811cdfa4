"""What the forms of the search page send, and what becomes of it without script."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import builders
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


@pytest.mark.parametrize("query", ["养老 -单位:民政局", "养老 -（机构 床位）", "年:2019 年:2020"])
def test_a_query_that_no_title_can_have_is_refused_and_stays_in_the_box(query: str, client: FlaskClient) -> None:
    answer = client.get(f"/?q={query}&scope=title")
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 400
    assert "不能只在标题里查" in page.select_one(".refused").text  # type: ignore[union-attr]
    assert page.select_one("#q")["value"] == query  # type: ignore[index]


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


@pytest.mark.parametrize(
    "query", ["（基站 或 （停车 -收费））", "“养老 服务” “充电桩”", "单位:教育局 单位:财政局", "基站 年:未标明"]
)
def test_a_query_that_the_form_cannot_show_is_not_lost_silently(query: str, client: FlaskClient) -> None:
    page = BeautifulSoup(client.get(f"/advanced?q={query}").text, "lxml")
    assert "放不下" in page.select_one(".note").text  # type: ignore[union-attr]
    assert page.select_one("#q")["value"] == query  # type: ignore[index]


@pytest.mark.parametrize(
    "query",
    [
        "养老 -收费 “5G 网络” （铁塔 或 联通）",
        "代表:林晓岚 单位:民政局、财政局 文号:青工信建〔2020〕 年:2019..2020",
        "年:..0009",
    ],
)
def test_a_query_that_the_form_shows_comes_back_as_it_was(query: str, client: FlaskClient) -> None:
    page = BeautifulSoup(client.get(f"/advanced?q={query}").text, "lxml")
    assert page.select_one(".note") is None
    boxes = page.select("form.wish input[name]")
    sent = [f"{box['name']}={quote(str(box.get('value', '')))}" for box in boxes]
    sent += [
        f"{box['name']}={quote(box.select_one('[selected]').text)}" for box in page.select("select:has([selected])")
    ]
    back = led_to(client, f"/advanced?{'&'.join(sent)}")["q"][0]
    assert set(back.split()) == set(query.split())


@pytest.mark.parametrize("words", ["(" * 400, "长" * 6000, "“", "'\"<b>", "%00", "😀", "或", "-", "标题:", "年:x"])
@pytest.mark.parametrize(
    "path", ["/advanced?q=", "/advanced?all=", "/?scope=title&q=", "/?scope=number&code=", "/?from="]
)
def test_odd_words_break_no_form(client: FlaskClient, path: str, words: str) -> None:
    assert client.get(path + words, follow_redirects=True).status_code in (200, 400)


LETTER = """关于市政协十四届三次会议第{number}号提案的答复
青住建提〔2024〕{number}号
{name}委员：
您提出的关于加快老旧小区电梯加装的提案收悉，现答复如下：
一、基本情况
我市现有老旧小区三百二十个，已完成电梯加装四百一十二部，居民满意度较高，群众反映良好。
二、下一步工作
一是继续简化审批流程，推行一窗受理。二是落实财政补贴，每部电梯补贴十五万元。三是加强质量监管，明确维护责任。
青屿市住房和城乡建设局
2024年6月{number}日
"""


def test_a_family_is_one_row_with_its_addressees_and_can_be_taken_apart(tmp_path: Path) -> None:
    names = ("林晓岚", "周广平", "陈知行")
    letters = {f"{n}.txt": LETTER.format(number=n + 3, name=name) for n, name in enumerate(names)}
    client = create_app(builders.indexed(tmp_path, letters)).test_client()
    page = BeautifulSoup(client.get("/?q=电梯").text, "lxml")
    status = page.select_one("[role=status]")
    assert status is not None
    assert status.text == "共 3 篇，几乎相同的合并成 1 条"
    assert [hit["id"] for hit in page.select(".hit")] == ["hit-1"]
    others = page.select(".hit .siblings a")
    assert len(others) == 2
    for link in others:
        letter = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
        assert any(name in link.text and f"{name}委员" in letter.text for name in names)
    apart = BeautifulSoup(client.get(str(page.select_one("a.gather")["href"])).text, "lxml")  # type: ignore[index]
    assert [hit["id"] for hit in apart.select(".hit")] == ["hit-1", "hit-2", "hit-3"]
    assert not apart.select(".siblings")
