"""The pictures in the docs are of the program as it is: the run makes them, DAFU_SCREENSHOTS=docs/截图 keeps them."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Opens = Callable[..., Page]

LETTER = builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")
SEARCH = "/?q=充电桩 小区"
LOOKS: dict[str, dict[str, Any]] = {
    "1280-light": {"width": 1280, "height": 900, "color_scheme": "light"},
    "1280-dark": {"width": 1280, "height": 900, "color_scheme": "dark"},
    "390-light": {"width": 390, "height": 844, "color_scheme": "light"},
    "390-dark": {"width": 390, "height": 844, "color_scheme": "dark"},
}


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """Where the pictures go: away, unless they are wanted."""
    wanted = os.environ.get("DAFU_SCREENSHOTS")
    folder = root / wanted if wanted else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def take(page: Page, file: Path, look: str) -> None:
    """The window as it is seen, when its fonts are there and nothing moves."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, animations="disabled", caret="hide")
    head = file.read_bytes()[:24]
    assert struct.unpack(">II", head[16:24]) == (LOOKS[look]["width"], LOOKS[look]["height"])
    assert file.stat().st_size > 10_000, "an empty page"


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_can_be_shown(opens: Opens, folder: Path, look: str) -> None:
    page = opens(SEARCH, **LOOKS[look])
    expect(page.locator(".hit mark").first).to_be_visible()
    take(page, folder / f"search-{look}.png", look)
    page = opens(f"/replies/{LETTER}?q=5G-A#p7", **LOOKS[look])
    expect(page.locator("#p7")).to_be_in_viewport()
    take(page, folder / f"reply-{look}.png", look)


def test_the_start_page_and_a_basket_can_be_shown(opens: Opens, folder: Path) -> None:
    look = "1280-light"
    page = opens("/", **LOOKS[look])
    take(page, folder / f"start-{look}.png", look)
    page.goto(page.url + f"replies/{LETTER}?q=5G-A#p7")
    for place, number in enumerate((7, 9), start=1):
        page.locator(f"#p{number}").hover()
        page.get_by_role("button", name="放进篮子").click()
        expect(page.get_by_role("status").filter(has_text=f"篮子里有 {place} 段")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="篮子").click()
    expect(page.locator("blockquote")).to_have_count(2)
    take(page, folder / f"basket-{look}.png", look)
