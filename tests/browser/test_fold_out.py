"""The fold-out that says why a hit is where it is, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Opens = Callable[..., Page]


@pytest.mark.parametrize("width", [1280, 390])
def test_why_a_hit_is_here_opens_below_it_and_folds_away(opens: Opens, width: int) -> None:
    page = opens("/?q=充电桩 小区", width=width)
    hit = page.locator("li.hit").nth(1)
    hit.get_by_role("link", name="第 2 篇为什么在这里").click()
    reasons = hit.locator("details.why li")
    reasons.first.wait_for(state="visible")
    assert page.locator("details.why").count() == 1
    assert "比上一篇靠后" in reasons.last.inner_text()
    assert hit.locator("details.why").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hit.locator("summary").click()
    reasons.first.wait_for(state="hidden")


def test_the_next_search_does_not_go_on_explaining(opens: Opens) -> None:
    page = opens("/?q=充电桩&mode=standard")
    page.locator("li.hit").first.get_by_role("link", name="为什么在这里").click()
    page.locator("details.why").wait_for()
    assert "mode=standard" in page.url
    page.get_by_role("link", name="日期新→旧").click()
    page.wait_for_url("**sort=date**")
    assert page.locator("details.why").count() == 0
