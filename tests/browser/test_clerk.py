"""A clerk's whole task: find, narrow, open at the place, take a paragraph with its source, collect, export."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Opens = Callable[..., Page]
_SOURCE = re.compile(r"——青屿市交通运输局《[^》]+》（青交建〔20\d\d〕\d+号，20\d\d年）(第[一二三四五六七八九十]+部分)?")
_MOST_STOPS = 60


def press(page: Page, key: str) -> None:
    """A key that leads to another page, until that page is there."""
    with page.expect_navigation():
        page.keyboard.press(key)


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on with Tab until the element has the focus, as somebody does who has no mouse."""
    for _ in range(_MOST_STOPS):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{_MOST_STOPS} times Tab do not lead to {wanted}")


def said(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def saved(page: Page, folder: Path, kind: str) -> Path:
    """The file that Enter on the focused link gives."""
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(kind)
    file = folder / f"saved{kind}"
    download.value.save_as(file)
    return file


def test_the_whole_task_with_the_keyboard_alone(opens: Opens, tmp_path: Path) -> None:
    page = opens("/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.type("充电桩")
    press(page, "Enter")
    expect(page.get_by_role("status").filter(has_text="共 6 篇")).to_be_visible()
    tab_to(page, page.locator(".facet").get_by_role("link", name="青屿市交通运输局").first)
    press(page, "Enter")
    expect(page.get_by_role("link", name="去掉筛选 承办单位：青屿市交通运输局")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#hit-1 h3 a")).to_be_focused()
    press(page, "o")
    expect(page.locator(":target mark").first).to_be_in_viewport()
    opened = page.locator(":target")
    words = opened.evaluate("e => e.textContent.trim()")
    page.keyboard.press("c")
    said(page, "段和出处")
    text, source = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert text == words
    assert "充电桩" in text
    assert _SOURCE.fullmatch(source)
    page.keyboard.press("b")
    said(page, "篮子里有 1 段")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("b")
    said(page, "篮子里有 2 段")
    page.keyboard.press("/")
    expect(page.get_by_label("查找答复")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="篮子"))
    press(page, "Enter")
    expect(page.locator("blockquote")).to_have_count(2)
    expect(page.locator("blockquote").first).to_have_text(text)
    expect(page.locator(".quotations .from").first).to_have_text(source)
    tab_to(page, page.get_by_role("link", name="导出 Word 文档"))
    document = saved(page, tmp_path, ".docx")
    with zipfile.ZipFile(document) as parts:
        written = re.sub("<[^>]+>", "", parts.read("word/document.xml").decode("utf-8"))
    assert text in written
    assert source in written
    tab_to(page, page.get_by_role("link", name="Markdown"))
    assert source.split("（")[0].lstrip("—") in saved(page, tmp_path, ".md").read_text(encoding="utf-8")


def test_the_whole_task_without_javascript(opens: Opens, tmp_path: Path) -> None:
    page = opens("/", java_script_enabled=False)
    page.get_by_label("查找答复").fill("充电桩")
    press(page, "Enter")
    with page.expect_navigation():
        page.locator(".facet").get_by_role("link", name="青屿市交通运输局").first.click()
    with page.expect_navigation():
        page.locator(".place a").first.click()
    expect(page.locator(":target mark").first).to_be_in_viewport()
    with page.expect_navigation():
        page.locator(":target").get_by_role("link", name="摘用第").click()
    text, source = page.get_by_role("textbox", name="文字和出处").input_value().strip().split("\n")
    assert "充电桩" in text
    assert _SOURCE.fullmatch(source)
    with page.expect_navigation():
        page.get_by_role("button", name="放进篮子").click()
    said(page, "已放进篮子")
    with page.expect_navigation():
        page.get_by_role("link", name="看篮子").click()
    expect(page.locator("blockquote")).to_have_text(text)
    page.get_by_role("link", name="纯文本").focus()
    assert saved(page, tmp_path, ".txt").read_text(encoding="utf-8-sig").split() == f"{text}\n{source}".split()
