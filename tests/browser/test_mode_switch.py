"""The switch 精确/标准/宽泛 under real fingers: nothing typed is lost, Enter keeps it, it fits."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Opens
from playwright.sync_api import Page, expect


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_switch_sends_what_is_typed_and_enter_keeps_it(opens: Opens, scripts: bool) -> None:
    page = opens("/", java_script_enabled=scripts)
    page.fill("#q", "公交")
    if scripts:  # the list of completions is open, and covers none of the switch
        expect(page.get_by_role("option").first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="标准").click()
    assert asked(page) == {"q": ["公交"], "mode": ["standard"]}
    page.fill("#q", "充电桩")
    with page.expect_navigation():
        page.press("#q", "Enter")
    assert asked(page) == {"q": ["充电桩"], "mode": ["standard"]}
    with page.expect_navigation():
        page.get_by_role("button", name="精确").click()
    assert asked(page) == {"q": ["充电桩"], **({"mode": ["exact"]} if scripts else {})}


@pytest.mark.parametrize("path", ["/", "/?q=公交 充电桩&mode=standard", "/?q=工信局 彩虹桥 公交"])
def test_it_fits_a_narrow_window(opens: Opens, path: str) -> None:
    page = opens(path, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for button in page.locator(".modes button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390


def test_completions_stand_right_below_the_box(opens: Opens) -> None:
    page = opens("/?q=公交", width=390)
    page.fill("#q", "")
    page.type("#q", "充电")
    page.wait_for_selector("#completions li")
    box, found = page.locator("#q").bounding_box(), page.locator("#completions").bounding_box()
    assert box is not None
    assert found is not None
    assert 0 <= found["y"] - (box["y"] + box["height"]) < 10
