"""The list below the search box: with keyboard, mouse and input method, on any screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

Opens = Callable[..., Page]

pytestmark = pytest.mark.browser


def box_of(page: Page) -> Locator:
    return page.get_by_label("查找答复")


def options_of(page: Page) -> Locator:
    return page.get_by_role("option")


def open_list(page: Page, typed: str = "养老") -> None:
    """Type, and wait for the list."""
    box_of(page).fill(typed)
    expect(options_of(page).first).to_be_visible()


def test_what_is_typed_goes_on_and_the_chosen_one_is_searched(opens: Opens) -> None:
    page = opens("/")
    expect(box_of(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("基站 单位:数据局")
    option = page.get_by_role("option", name="单位:青屿市数据局")
    expect(option).to_contain_text("承办单位 · 4 篇")
    expect(box_of(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box_of(page)).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "no id")
    page.keyboard.press("Enter")
    expect(box_of(page)).to_have_value("基站 单位:青屿市数据局")
    expect(box_of(page)).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert "q=" not in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=**")


def test_arrows_go_round_by_the_box_itself(opens: Opens) -> None:
    page = opens("/")
    open_list(page)
    last = options_of(page).count() - 1
    page.keyboard.press("ArrowUp")
    expect(options_of(page).nth(last)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#completions [aria-selected=true]")).to_have_count(0)
    assert box_of(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(options_of(page).first).to_have_attribute("aria-selected", "true")
    expect(box_of(page)).to_have_value("养老")


def test_enter_sends_what_is_typed_when_nothing_is_chosen(opens: Opens) -> None:
    page = opens("/")
    open_list(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(box_of(page)).to_have_value("养老")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_escape_closes_and_keeps_what_is_typed_and_an_arrow_opens_again(opens: Opens) -> None:
    page = opens("/?q=养老")
    box_of(page).focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(options_of(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box_of(page)).to_have_value("养老")
    expect(box_of(page)).to_have_attribute("aria-expanded", "false")


def test_a_click_takes_one_and_a_click_elsewhere_closes(opens: Opens) -> None:
    page = opens("/")
    open_list(page)
    option = options_of(page).nth(1)
    text = option.locator("b").inner_text()
    option.click()
    expect(box_of(page)).to_have_value(text)
    expect(box_of(page)).to_be_focused()
    open_list(page)
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_nothing_opens_while_an_input_method_composes(opens: Opens) -> None:
    page = opens("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/complete" in request.url else None)
    keys = page.context.new_cdp_session(page)
    open_list(page)
    asked.clear()
    keys.send("Input.imeSetComposition", {"text": "fuwu", "selectionStart": 4, "selectionEnd": 4})
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.wait_for_timeout(300)
    for key, code in (("ArrowDown", 40), ("Enter", 13)):
        event = {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": code}
        keys.send("Input.dispatchKeyEvent", event)
    page.wait_for_timeout(200)
    assert asked == []
    assert "q=" not in page.url
    expect(page.get_by_role("listbox")).to_be_hidden()
    keys.send("Input.insertText", {"text": "服务"})
    expect(page.get_by_role("option", name="养老服务体系", exact=False).first).to_be_visible()
    assert box_of(page).input_value() == "养老服务"


def test_a_late_answer_is_not_shown(opens: Opens) -> None:
    page = opens("/")
    held: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.url.endswith("q=%E5%85%BB"):  # 养
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/complete*", answer)
    with page.expect_request("**/api/complete*"):
        box_of(page).fill("养")
    open_list(page, "公共")
    shown = options_of(page).all_inner_texts()
    for route in held:
        route.fulfill(json=[{"text": "迟到的", "kind": "词语", "count": 1, "query": "迟到的"}])
    page.wait_for_timeout(200)
    assert options_of(page).all_inner_texts() == shown


def test_keys_in_a_row_are_one_question(opens: Opens) -> None:
    page = opens("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/complete" in request.url else None)
    page.keyboard.type("yanglao")
    expect(page.get_by_role("option", name=re.compile("^养老")).first).to_be_visible()
    assert 1 <= len(asked) <= 3


def test_without_an_answer_one_types_on(opens: Opens) -> None:
    page = opens("/")
    page.route("**/api/complete*", lambda route: route.fulfill(status=200, body="[]", content_type="application/json"))
    with page.expect_response("**/api/complete*"):
        box_of(page).fill("养老")
    expect(page.get_by_role("listbox")).to_be_hidden()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()


def test_markup_in_the_archive_stays_text(opens: Opens) -> None:
    page = opens("/")
    row = {"text": "<img src=x onerror=alert(1)>", "kind": "<b>", "count": 1, "query": "x"}
    page.route("**/api/complete*", lambda route: route.fulfill(json=[row]))
    open_list(page)
    expect(options_of(page).first).to_contain_text(row["text"])
    expect(page.locator("#completions img")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/?q=建设"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_list_fits_below_the_box(opens: Opens, path: str, width: int) -> None:
    page = opens(path, width=width, height=844)
    open_list(page, "引用:国务院")
    box, listed = box_of(page).bounding_box(), page.get_by_role("listbox").bounding_box()
    assert box is not None
    assert listed is not None
    assert listed["y"] >= box["y"] + box["height"]
    assert listed["x"] >= 0
    assert listed["x"] + listed["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    texts = options_of(page).locator("b").all()
    assert all((text.bounding_box() or {"width": 0})["width"] > 150 for text in texts)


def test_without_javascript_there_is_a_plain_box(opens: Opens) -> None:
    page = opens("/", java_script_enabled=False)
    assert box_of(page).get_attribute("role") is None
    expect(page.locator("#completions")).to_have_count(0)
