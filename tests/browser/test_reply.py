"""A clerk at a reply: from mark to mark, a paragraph taken along with its source, the basket, and paper."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import builders
import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

Opens = Callable[..., Page]

pytestmark = pytest.mark.browser

NETWORK = builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")
SOURCE = "——青屿市数据局《市数据局对市政协十四届四次会议第20250317号提案的答复》（青数据提〔2025〕9号，2025年）"
REPLY = f"/replies/{NETWORK}?q=5G"

VIOLATIONS = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(rule =>
  [rule.id, rule.help, ...rule.nodes.map(node => node.html.slice(0, 160))].join(' | ')))"""


def follow(page: Page, link: Locator) -> None:
    """Click, and wait until the page it leads to is there: a click alone returns before."""
    with page.expect_navigation():
        link.click()


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")


def test_with_the_keyboard_from_mark_to_mark_into_the_basket_and_out_as_a_file(opens: Opens) -> None:
    page = opens(REPLY + "#p8")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at, said = page.locator("#at"), page.locator(".said")
    expect(at).to_have_text("9 / 17")  # the first of the paragraph that was opened
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(at).to_have_text("11 / 17")
    expect(page.locator("mark.now")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#p9"
    page.keyboard.press("c")
    expect(said).to_have_text("已复制第 9 段和出处")
    text, source = copied(page).split("\n")
    assert text == page.locator("#p9").text_content()
    assert source == SOURCE + "第一部分"
    page.keyboard.press("b")
    expect(said).to_have_text("已放进篮子，篮子里有 1 段")
    expect(page.locator("#basket-count")).to_have_text("1")
    page.keyboard.press("p")
    for _ in range(10):
        page.keyboard.press("p")
    expect(at).to_have_text("17 / 17")  # from the first one back to the last
    page.keyboard.press("b")
    expect(said).to_have_text("已放进篮子，篮子里有 2 段")
    page.keyboard.press("Tab")  # from the paragraph into its tools
    expect(page.get_by_role("button", name="复制文字")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("已复制第 19 段")
    assert copied(page) == page.locator("#p19").text_content()
    with page.expect_navigation():
        page.get_by_role("link", name="篮子").focus()
        page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Word 文档").focus()
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("答复摘录")
    document = Document(BytesIO(Path(download.value.path()).read_bytes()))
    assert [p.text for p in document.paragraphs][1:3] == [text, source]
    with page.expect_navigation():
        page.go_back()
    expect(page.locator("#basket-count")).to_have_text("2")
    page.context.clear_cookies()  # as if it was emptied in another window
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#basket-count")).to_have_text("0")


def test_keys_can_be_switched_off_and_never_disturb_typing(opens: Opens) -> None:
    page = opens(REPLY)
    at = page.locator("#at")
    expect(at).to_have_text("共 17 处")
    page.get_by_label("查找答复").click()
    page.keyboard.type("n")
    expect(at).to_have_text("共 17 处")
    page.evaluate("window.dafu.keep('keys', false)")
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(at).to_have_text("共 17 处")
    page.get_by_role("button", name="下一处").click()
    expect(at).to_have_text("1 / 17")
    expect(page.get_by_role("button", name="下一处")).to_be_visible()


def test_the_words_behind_a_fact_come_up_for_pointer_and_keyboard(opens: Opens) -> None:
    page = opens(REPLY)
    fact = page.locator(".facts > div", has=page.get_by_text("发文字号", exact=True))
    proof, link = fact.get_by_role("tooltip"), fact.get_by_role("link", name="第 3 段")
    expect(proof).to_be_hidden()
    link.hover()
    expect(proof).to_have_text("原文是“青数据提〔2025〕9号”")
    proof.hover()  # it stays while the pointer is on it
    expect(proof).to_be_visible()
    page.keyboard.press("Escape")
    expect(proof).to_be_hidden()
    page.mouse.move(0, 0)
    link.focus()
    expect(proof).to_be_visible()
    link.click()
    expect(page.locator("#p3")).to_be_in_viewport(ratio=1)
    expect(page.locator("#p3")).to_have_text("青数据提〔2025〕9号")


def test_the_words_of_every_field_fit_the_window(opens: Opens) -> None:
    page = opens(REPLY)
    outside = []
    for width in (320, 390, 900, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for evidence in page.locator(".proven .evidence").all():
            evidence.focus()
            words = page.locator(".proof:visible").bounding_box()
            if words and not 0 <= words["x"] <= words["x"] + words["width"] <= width:
                outside.append((width, evidence.inner_text()))
    assert page.locator(".proof:visible").count() == 1
    assert outside == []


def test_pointer_and_outline(opens: Opens) -> None:
    page = opens(REPLY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paragraph, tools = page.locator("#p11"), page.get_by_role("group", name="用第 11 段")
    paragraph.hover()
    tools.get_by_role("button", name="复制链接").click()
    expect(page.locator(".said")).to_have_text("已复制第 11 段的链接")
    assert copied(page) == page.url + "#p11"
    page.evaluate("[1, 2, 3].forEach(n => dafu.put('/basket', document.querySelector('.text').dataset.id, n))")
    expect(page.locator(".said")).to_have_text("已放进篮子，篮子里有 3 段")  # none is lost to one that was quicker
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")
    outline = page.get_by_role("navigation", name="目录")
    outline.get_by_role("link", name="三、关于暂时不能实施的事项").click()
    expect(outline.locator("[aria-current]")).to_have_text("三、关于暂时不能实施的事项")
    expect(page.locator("#p15")).to_be_in_viewport(ratio=1)
    page.get_by_text("页面其他文字").click()
    expect(page.locator("#removed p").first).to_be_visible()


def test_a_finger_opens_the_tools_of_a_paragraph(opens: Opens) -> None:
    page = opens(REPLY, width=390, height=844, has_touch=True, is_mobile=True)
    page.get_by_role("link", name="摘用第 12 段").tap()
    tools = page.get_by_role("group", name="用第 12 段")
    expect(tools).to_be_in_viewport(ratio=1)
    tools.get_by_role("button", name="放进篮子").tap()
    expect(page.locator(".said")).to_have_text("已放进篮子，篮子里有 1 段")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_full_basket_nor_on_a_paragraph_in_use(opens: Opens, scheme: str) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    page = opens(REPLY + "#p8", color_scheme=scheme)
    page.keyboard.press("n")
    page.keyboard.press("b")
    expect(page.locator(".said")).to_contain_text("已放进篮子")
    page.locator(".evidence").first.hover()
    page.evaluate(axe)
    found = page.evaluate(VIOLATIONS)
    held = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "basket")
    site = page.url.split("/replies")[0]
    page.context.add_cookies([{"name": "basket", "value": f"?~{held}~000000000000.1.abcdef", "url": site}])
    page.goto(site + "/basket")
    expect(page.locator(".quotations > li")).to_have_count(2)
    expect(page.locator("#basket-count")).to_have_text("2")
    page.evaluate(axe)
    assert found + page.evaluate(VIOLATIONS) == []


def test_without_a_script_paragraphs_are_picked_ordered_and_taken_out(opens: Opens) -> None:
    page = opens(REPLY + "#p8", java_script_enabled=False)
    expect(page.locator("#stepper")).to_be_hidden()
    for number in (8, 11, 16):
        follow(page, page.get_by_role("link", name=f"摘用第 {number} 段"))
        expect(page.get_by_label("文字和出处")).to_have_value(
            f"{page.get_by_label('文字和出处').input_value().splitlines()[0]}\n{SOURCE}"
            + {8: "第一部分", 11: "第二部分", 16: "第三部分"}[number]
        )
        follow(page, page.get_by_role("button", name="放进篮子"))
        expect(page.get_by_role("status")).to_contain_text("已放进篮子")
        follow(page, page.get_by_role("link", name="回到答复"))
        expect(page.locator(f"#p{number}")).to_be_in_viewport()
    follow(page, page.get_by_role("link", name="篮子"))
    order = [text[:4] for text in page.locator("blockquote").all_inner_texts()]
    follow(page, page.get_by_role("button", name="第 3 段上移"))
    expect(page.locator("blockquote").nth(1)).to_contain_text(order[2])
    follow(page, page.get_by_role("button", name="拿掉第 1 段"))
    expect(page.locator("blockquote")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("link", name="纯文本").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").count(SOURCE) == 2
    page.get_by_text("清空篮子").click()
    follow(page, page.get_by_role("button", name="全部拿掉"))
    expect(page.get_by_text("篮子是空的")).to_be_visible()
    expect(page.locator("#basket-count")).to_have_text("0")


def test_on_paper_it_is_an_official_document(opens: Opens) -> None:
    page = opens(REPLY + "#p8")
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (".top", ".where", ".facts", ".places", ".number", ".handles", ".removed", ".near", ".foot"):
        expect(page.locator(hidden).first).to_be_hidden()
    style = "mark => { const s = getComputedStyle(mark); return [s.backgroundColor, s.outlineStyle]; }"
    for mark in page.locator(".text mark").all():
        assert mark.evaluate(style) == ["rgba(0, 0, 0, 0)", "none"]
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    millimetres = [round(float(length) / 72 * 25.4) for length in paper.pages[0].mediabox[2:]]
    assert millimetres == [210, 297]
    lines = [line for line in paper.pages[1].extract_text().splitlines() if len(line.strip()) > 5]
    assert len(lines) <= 22
    text = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert "第20250317号提案的答复》" in text  # the source line; the title has no bracket
    assert "http://sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html" in text
    assert "查找" not in text
