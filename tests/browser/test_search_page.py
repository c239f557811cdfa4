"""The search page under a clerk's hands: scopes, the advanced form, years, what is left out, recent searches, keys."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Opens
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def follow(page: Page, link: Locator) -> None:
    """Click, and wait until the page it leads to is there."""
    with page.expect_navigation():
        link.click()


def send(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def box_of(page: Page) -> Locator:
    return page.get_by_label("查找答复")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_scope_writes_the_query_that_it_means(opens: Opens, scripts: bool) -> None:
    page = opens("/?kind=建议", java_script_enabled=scripts)
    page.get_by_text("标题", exact=True).click()
    box_of(page).fill("5G 网络")
    send(page)
    assert asked(page) == {"q": ["标题:5G 标题:网络"], "kind": ["建议"]}
    expect(box_of(page)).to_have_value("标题:5G 标题:网络")
    page.get_by_text("文号", exact=True).click()
    expect(box_of(page)).to_be_hidden()
    page.get_by_label("代字").fill("青卫建")
    page.get_by_label("年", exact=True).fill("2020年")
    page.get_by_label("号", exact=True).fill("31")
    send(page)
    expect(box_of(page)).to_have_value("文号:青卫建〔2020〕31号")
    expect(page.locator(".hit .facts").first).to_contain_text("青卫建〔2020〕31号")
    box_of(page).fill("建设")
    send(page)
    assert asked(page) == {"q": ["建设"], "kind": ["建议"]}


@pytest.mark.parametrize("scripts", [True, False])
def test_the_advanced_form_writes_a_query_and_reads_it_back(opens: Opens, scripts: bool) -> None:
    page = opens("/?mode=standard&q=基站&kind=建议", java_script_enabled=scripts)
    follow(page, page.get_by_role("link", name="高级查找"))
    expect(page.get_by_label("全部包含")).to_have_value("基站")
    page.get_by_label("不含").fill("电费")
    page.get_by_label("从哪一年").fill("2019")
    page.get_by_label("承办单位").fill("工业和信息化局")
    send(page)
    expect(box_of(page)).to_have_value("基站 -电费 单位:工业和信息化局 年:2019..")
    assert (asked(page)["mode"], asked(page)["kind"]) == (["standard"], ["建议"])
    expect(page.get_by_role("status")).to_contain_text("共")
    follow(page, page.get_by_role("link", name="高级查找"))
    expect(page.get_by_label("不含")).to_have_value("电费")
    expect(page.get_by_label("从哪一年")).to_have_value("2019")


def test_years_are_bars_to_click_and_draw_over_and_a_form(opens: Opens) -> None:
    page = opens("/?q=建设&sort=date")
    bars = page.locator(".years a")
    follow(page, bars.nth(1))
    year = asked(page)["year"][0]
    expect(page.locator(".years .chosen")).to_contain_text(f"{year} 年 {page.locator('.hit').count()} 篇")
    follow(page, page.locator(".years .chosen"))
    first, last = bars.nth(1).bounding_box(), bars.nth(3).bounding_box()
    assert first is not None
    assert last is not None
    page.mouse.move(last["x"] + 4, last["y"] + 20)
    page.mouse.down()
    page.mouse.move(first["x"] + 4, first["y"] + 20, steps=6)
    expect(page.locator(".years .picked")).to_have_count(3)
    with page.expect_navigation():
        page.mouse.up()
    assert asked(page) == {"q": ["建设"], "sort": ["date"], "year": ["2019..2021"]}
    expect(page.locator(".years .chosen")).to_have_count(3)
    plain = opens("/?q=建设&year=2023", java_script_enabled=False)
    plain.get_by_label("从哪一年").fill("2024")
    plain.get_by_label("到哪一年").fill("")
    follow(plain, plain.get_by_role("button", name="确定"))
    assert asked(plain) == {"q": ["建设"], "year": ["2024.."]}


def test_a_value_is_left_out_and_comes_back(opens: Opens) -> None:
    page = opens("/?q=建设")
    before = page.get_by_role("status").inner_text()
    row = page.get_by_role("complementary").get_by_role("listitem").filter(has_text="青屿市民政局")
    row.hover()
    follow(page, row.get_by_role("link", name="不要 承办单位：青屿市民政局"))
    assert asked(page) == {"q": ["建设"], "not-agency": ["青屿市民政局"]}
    expect(page.get_by_role("complementary")).not_to_contain_text("民政局")
    follow(page, page.get_by_role("link", name="去掉筛选 不要 承办单位：青屿市民政局"))
    expect(page.get_by_role("status")).to_have_text(before)


def test_recent_searches_stay_in_the_browser_and_can_be_forgotten(opens: Opens) -> None:
    page = opens("/?q=公交")
    site = page.url.split("?")[0]
    for query in ("基站", "养老 服务", "公交"):
        page.goto(f"{site}?q={query}")
    box_of(page).fill("")
    expect(page.get_by_role("option")).to_have_text(["公交×", "养老 服务×", "基站×", "清除最近查过的"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    expect(page.get_by_role("option").first).to_have_text("养老 服务×")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert asked(page) == {"q": ["养老 服务"]}
    page.goto(site)
    recent = page.get_by_role("region", name="最近查过")
    expect(recent.get_by_role("link")).to_have_text(["养老 服务", "基站"])
    recent.get_by_role("button", name="不再记住 养老 服务").click()
    expect(recent.get_by_role("button", name="不再记住 基站")).to_be_focused()
    recent.get_by_role("button", name="全部清除").click()
    expect(recent).to_be_hidden()
    page.get_by_role("button", name="键盘操作").click()
    page.get_by_label("记住最近查过的").uncheck()
    page.goto(f"{site}?q=公交")
    page.goto(site)
    expect(box_of(page)).to_be_focused()
    expect(recent).to_be_hidden()


def test_keys_go_through_the_hits(opens: Opens) -> None:
    page = opens("/?q=建设")
    titles = page.locator(".hit h3 a")
    page.keyboard.press("j")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(titles.nth(1)).to_be_focused()
    expect(titles.nth(1)).to_be_in_viewport()
    page.keyboard.press("Control+j")
    expect(titles.nth(1)).to_be_focused()
    target = page.locator(".hit").nth(1).locator(".place a").first.get_attribute("href") or ""
    with page.expect_navigation():
        page.keyboard.press("o")
    assert page.url.endswith(target.rpartition("#")[2])
    page.go_back()
    page.keyboard.press("/")
    page.keyboard.type("jok?d")
    expect(box_of(page)).to_have_value("jok?d")
    assert not page.locator("#dense").is_checked()


def test_the_list_of_keys_is_a_dialog_and_switches_them_off(opens: Opens) -> None:
    page = opens("/?q=建设")
    page.keyboard.press("j")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="键盘操作")
    close = dialog.get_by_role("button", name="关上")
    expect(close).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    expect(dialog.get_by_label("使用这些单键")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(close).to_be_focused()
    dialog.get_by_role("heading").click()  # the focus is nowhere, and comes back into the dialog
    page.keyboard.press("Tab")
    expect(dialog.get_by_label("使用这些单键")).to_be_focused()
    dialog.get_by_label("使用这些单键").uncheck()
    dialog.get_by_role("heading").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".hit h3 a").first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.locator(".hit h3 a").first).to_be_focused()
    expect(dialog).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="键盘操作").click()
    expect(dialog.get_by_label("使用这些单键")).not_to_be_checked()


def test_the_list_is_set_densely_and_stays_so(opens: Opens) -> None:
    plain = opens("/?q=建设", java_script_enabled=False)
    plain.get_by_text("紧凑", exact=True).click()
    expect(plain.locator(".hit").first.locator(".passage:visible")).to_have_count(1)
    page = opens("/?q=建设")
    tall = page.locator(".hits").bounding_box()
    page.keyboard.press("d")
    follow(page, page.get_by_role("link", name="日期新→旧"))
    low = page.locator(".hits").bounding_box()
    assert tall is not None
    assert low is not None
    assert low["height"] < tall["height"] * 0.6


def test_nothing_found_says_what_was_asked_and_what_to_try(opens: Opens) -> None:
    page = opens("/?q=标题:量子 5G基站&year=2023&not-kind=提案")
    nothing = page.locator(".nothing")
    expect(nothing).to_contain_text("按“精确”查了标题:量子 5G基站，筛选条件是：年份：2023；不要 类型：提案")
    expect(nothing.locator("tr.none")).to_have_text("标题:量子一篇也没有")
    expect(nothing).to_contain_text(re.compile("去掉筛选条件再查也没有"))
    follow(page, nothing.get_by_role("link", name="按“标准”再查"))
    assert asked(page)["mode"] == ["standard"]
