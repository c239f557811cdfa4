"""What a clerk does with the page: type, narrow, open a paragraph, go back, on any screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import builders
import pytest
from playwright.sync_api import Locator, Page, expect

Opens = Callable[..., Page]

pytestmark = pytest.mark.browser

NETWORK = builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")
REPORT = builders.sample_id("其他/办理总体情况_2023.htm")
ROADS = builders.sample_id("jtj.qingyu.example/zwgk/jyta/hbjgk/202107/t20210716_88213.html")
PATHS = ("/", "/?q=5G基站", "/?q=建设&limit=5", "/?q=5G基站&year=2023&agency=青屿市数据局", "/?q=量子计算机 采购",
         "/advanced?q=基站", f"/replies/{NETWORK}?q=5G基站", f"/replies/{REPORT}", f"/replies/{ROADS}?q=的",
         "/report", "/report?kind=not_reply")  # fmt: skip


def count(page: Page) -> int:
    return int(page.get_by_role("status").inner_text().removeprefix("共 ").split(" ")[0])


def follow(page: Page, link: Locator) -> None:
    """Click, and wait until the page it leads to is there: a click alone returns before."""
    with page.expect_navigation():
        link.click()


def test_typing_finds_and_a_paragraph_opens_at_its_place(opens: Opens) -> None:
    page = opens("/")
    expect(page.get_by_label("查找答复")).to_be_focused()
    page.keyboard.type("5G基站")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("共 8 篇")
    expect(page).to_have_title("5G基站 - 答复检索")
    link = page.locator(".place a").nth(1)
    anchor = (link.get_attribute("href") or "").rsplit("#", 1)[1]
    follow(page, link)
    assert page.url.endswith("#" + anchor)
    expect(page.locator(f"#{anchor} mark").first).to_be_in_viewport(ratio=1)
    expect(page.locator(f"#{anchor} mark").first).to_have_text("5G基站")
    follow(page, page.get_by_role("link", name="回到查找结果"))
    expect(page.get_by_role("status")).to_have_text("共 8 篇")


def test_narrowing_by_facets_and_widening_again(opens: Opens) -> None:
    page = opens("/?q=建设")
    whole = count(page)
    follow(page, page.get_by_role("complementary").get_by_role("link", name="2023"))
    one = count(page)
    follow(page, page.get_by_role("complementary").get_by_role("link", name="2024"))
    assert one < count(page) < whole
    follow(page, page.get_by_role("link", name="去掉筛选 年份：2024"))
    assert count(page) == one
    follow(page, page.get_by_role("link", name="日期新→旧"))
    assert count(page) == one
    with page.expect_navigation():
        page.go_back()
    follow(page, page.get_by_role("link", name="去掉筛选 年份：2023"))
    assert count(page) == whole


def test_first_place_of_a_reply_is_one_click_away(opens: Opens) -> None:
    page = opens(f"/replies/{NETWORK}?q=5G-A", height=500)
    page.get_by_role("link", name="跳到第一处").click()
    expect(page.locator(":target mark").first).to_be_in_viewport(ratio=1)


def test_a_hit_in_page_chrome_opens_it(opens: Opens) -> None:
    page = opens("/?q=网站标识码")
    follow(page, page.locator(".place a").first)
    expect(page.locator("#removed mark").first).to_be_in_viewport()


def test_the_quality_report_leads_from_a_number_to_the_document(opens: Opens) -> None:
    page = opens("/")
    follow(page, page.get_by_role("link", name="质量报告"))
    column = page.get_by_role("columnheader").all_inner_texts().index("不是答复")
    number = page.get_by_role("row").nth(1).get_by_role("cell").nth(column - 1)
    expect(number).to_have_text("3")
    follow(page, number.get_by_role("link"))
    expect(page.locator(".entries li")).to_have_count(3)
    follow(page, page.locator(".entries a").first)
    expect(page.get_by_text("这不是一篇答复")).to_be_visible()


def test_works_without_javascript(opens: Opens) -> None:
    page = opens("/", java_script_enabled=False)
    page.get_by_label("查找答复").fill("5G基站")
    follow(page, page.get_by_role("button", name="查找"))
    assert count(page) == 8
    follow(page, page.get_by_role("complementary").get_by_role("link", name="提案 2"))
    assert count(page) == 2
    follow(page, page.locator(".place a").first)
    expect(page.locator(":target mark").first).to_be_in_viewport()


def test_slash_goes_to_the_box_and_a_click_on_a_paragraph_opens_it(opens: Opens) -> None:
    page = opens("/?q=5G基站")
    page.keyboard.press("/")
    expect(page.get_by_label("查找答复")).to_be_focused()
    expect(page.get_by_label("查找答复")).to_have_value("5G基站")
    page.locator(".passage .text").first.click()
    page.wait_for_url("**/replies/**")
    expect(page.locator(":target mark").first).to_be_in_viewport()


def test_selecting_text_in_a_paragraph_does_not_open_it(opens: Opens) -> None:
    page = opens("/?q=5G基站")
    box = page.locator(".passage .text").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 12, steps=5)
    page.mouse.up()
    assert page.evaluate("String(getSelection()).length") > 5
    assert "/replies/" not in page.url


def test_enter_that_ends_a_composition_does_not_submit(opens: Opens) -> None:
    page = opens("/")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "jizhan", "selectionStart": 6, "selectionEnd": 6})
    for kind in ("rawKeyDown", "keyUp"):
        keys.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "windowsVirtualKeyCode": 229})
    keys.send("Input.insertText", {"text": "基站"})
    # Safari sends this one when the composition has just ended.
    late = "document.getElementById('q').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"  # noqa: E501
    assert page.evaluate(late) is False
    expect(page.get_by_label("查找答复")).to_have_value("基站")
    assert "q=" not in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=**")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_wider_than_the_screen(opens: Opens, path: str, width: int) -> None:
    page = opens(path, width=width, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_facets_fold_on_a_narrow_screen(opens: Opens) -> None:
    page = opens("/?q=建设", width=390, height=844)
    expect(page.locator(".facets")).to_be_hidden()
    page.locator("label.narrow").click()
    whole = count(page)
    follow(page, page.get_by_role("link", name="2023"))
    assert count(page) < whole
    expect(page.locator("label.narrow")).to_have_text("缩小范围（已选 1 项）")


@pytest.mark.parametrize("path", PATHS)
def test_the_page_can_be_used_from_the_keyboard_and_has_its_landmarks(opens: Opens, path: str) -> None:
    page = opens(path)
    for role in ("main", "search"):
        expect(page.get_by_role(role)).to_have_count(1)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate("[...document.querySelectorAll('a, button')].every(e => e.textContent.trim() || e.ariaLabel)")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_dark_screens_get_a_dark_page_and_paper_only_the_reply(opens: Opens) -> None:
    light, dark = opens("/?q=5G", color_scheme="light"), opens("/?q=5G", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(ground) != dark.evaluate(ground)
    reply = opens(f"/replies/{NETWORK}?q=5G")
    reply.emulate_media(media="print")
    expect(reply.get_by_role("search")).to_be_hidden()
    expect(reply.locator("#p1")).to_be_visible()
    expect(reply.locator("#p7")).to_be_visible()


def test_every_sample_is_found_by_a_string_of_its_own(opens: Opens, truth: dict[str, dict[str, Any]]) -> None:
    page = opens("/")
    start = page.url
    for path, true in truth.items():
        page.goto(f"{start}?q={quote(true['must'][0])}&limit=100")
        replies = [link.get_attribute("href") or "" for link in page.locator(".hit h3 a").all()]
        assert any(_is_at(page, start, reply, path) for reply in replies), f"{true['must'][0]} does not find {path}"


def _is_at(page: Page, start: str, reply: str, path: str) -> bool:
    page.goto(start.rstrip("/") + reply)
    addresses = page.locator(".address").all_inner_texts()
    return any(address.replace("\\", "/").endswith(path) for address in addresses)
