"""Everybody can use every page: axe-core finds nothing, and what axe cannot see is looked at here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import builders
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from indexer.layout import DataDir
from search.archive import Archive
from web.app import create_app
from web.basket import Basket
from web.basket_view import item_at

pytestmark = pytest.mark.browser

Visits = Callable[..., BrowserContext]

REPLY = builders.sample_id("sjj.qingyu.example/zwgk/jytabl/szxta/202507/t20250718_331046.html")
NO_REPLY = builders.sample_id("其他/办理总体情况_2023.htm")
PAGES = {
    "start": "/",
    "hits": "/?q=5G基站",
    "many hits": "/?q=建设&limit=5",
    "reasons": "/?q=充电桩 小区&explain=all",
    "filters": "/?q=建设&kind=提案&sort=date",
    "left out": "/?q=建设&not-kind=提案&families=each",
    "standard": "/?q=公交 充电桩&mode=standard",
    "partial": "/?q=工信局 彩虹桥 公交",
    "did you mean": "/?q=养老服物",
    "nothing": "/?q=量子计算机 采购",
    "nothing at all": "/?q=yanglao",
    "advanced": "/advanced?q=充电桩 -公交 单位:交通局",
    "beyond": "/?q=5G基站&page=99",
    "refused": "/?q=" + "长" * 5001,
    "reply": f"/replies/{REPLY}?q=5G-A",
    "no reply": f"/replies/{NO_REPLY}",
    "original": f"/replies/{REPLY}/original",
    "paragraph": f"/replies/{REPLY}/paragraphs/7?q=5G-A",
    "basket": "/basket",
    "empty basket": "/basket?",
    "report": "/report",
    "report entries": "/report?kind=not_reply",
    "not there": "/replies/000000000000",
    "no page": "/nowhere",
}
STATUS = {"refused": 400, "not there": 404, "no page": 404}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Colours alone change in the dark; the rest of the page is the same.
LOOKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "light": ({}, {"type": "tag", "values": TAGS}),
    "dark": ({"color_scheme": "dark"}, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}),
    "narrow": ({"viewport": {"width": 390, "height": 844}}, {"type": "tag", "values": TAGS}),
}
_AXE = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found =>
  found.violations.map(rule => [rule.id, rule.help, ...rule.nodes.map(node => node.html.slice(0, 160))].join(' | ')))"""
# Text as readers may set it (WCAG 1.4.12). A constructed sheet, because the page's policy refuses a style element.
_SPACED = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important }`);
  document.adoptedStyleSheets = [sheet]; }"""
# Where a label stands for a radio or a box that is not seen itself, the label has to show the focus.
_FOCUS = """() => { const focused = document.activeElement; if (!focused || focused === document.body) return null;
  const e = focused.matches('.unseen') && focused.labels.length ? focused.labels[0] : focused;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight - box.y) / 2);
  return {name: e.outerHTML.slice(0, 120), seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5,
          above: !!top && (top === e || e.contains(top) || top.contains(e))}; }"""


@pytest.fixture
def visits(chromium: Browser, site: str, sample_archive: Archive) -> Iterator[Visits]:
    """Makes windows with two paragraphs in the basket; an answer of 404 may be said in the console here."""
    contexts: list[BrowserContext] = []
    reply = sample_archive.reply(REPLY)
    assert reply is not None
    items = [item for number in (7, 9) if (item := item_at(reply, number))]

    def window(**options: Any) -> BrowserContext:
        contexts.append(chromium.new_context(base_url=site, **{"viewport": {"width": 1280, "height": 900}, **options}))
        contexts[-1].add_cookies([{"name": "basket", "value": Basket(tuple(items)).cookie, "url": site}])
        return contexts[-1]

    yield window
    for context in contexts:
        context.close()


def goto(page: Page, name: str) -> None:
    """Open one of the pages, and make sure that it is the one that is meant."""
    if name == "empty basket":
        page.context.clear_cookies()
    response = page.goto(PAGES[name])
    assert response is not None
    assert page.locator("blockquote").count() == (2 if name == "basket" else 0), name
    assert response.status == STATUS.get(name, 200), f"{name}: {response.status}"


def test_no_page_is_left_out(sample_data: DataDir) -> None:
    """A new address has to be added to PAGES, unless it gives a file or JSON."""
    rules = create_app(sample_data).url_map
    here = {rules.bind("").match(urlsplit(path).path)[0] for name, path in PAGES.items() if name != "no page"}
    no_page = re.compile(r"\.|^/(api|static|suggest)\b")
    pages = {rule.endpoint for rule in rules.iter_rules() if "GET" in rule.methods and not no_page.search(rule.rule)}
    assert pages <= here


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(visits: Visits, look: str) -> None:
    options, rules = LOOKS[look]
    page = visits(**options).new_page()
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    found = []
    for name in PAGES:
        goto(page, name)
        page.evaluate(axe)
        found += [f"{name}: {violation}" for violation in page.evaluate(_AXE, rules)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [640, 320])
def test_pages_reflow_when_they_are_magnified(visits: Visits, width: int) -> None:
    """A screen of 1280 px is 640 wide at 200 % and 320 at 400 %; also with the spacing that readers may choose."""
    page = visits(viewport={"width": width, "height": 512}).new_page()
    wide = []
    for name in PAGES:
        goto(page, name)
        for spaced in (False, True):
            if spaced:
                page.evaluate(_SPACED)
            if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                wide.append((name, "spaced" if spaced else "plain", found))
    assert not wide


def test_at_400_percent_every_box_has_room_and_nothing_stands_on_another(visits: Visits) -> None:
    page = visits(viewport={"width": 320, "height": 512}).new_page()
    goto(page, "advanced")
    boxes = {box.get_attribute("name"): box.bounding_box() for box in page.locator(".wish .line input").all()}
    assert {name for name, box in boxes.items() if box and box["width"] < 40} == set()
    brand, tools = (page.locator(part).bounding_box() for part in (".brand", ".tools a >> nth=0"))
    assert brand
    assert tools
    letters = page.locator(".brand").evaluate(
        "e => { var r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect().right; }"
    )
    assert letters <= tools["x"] or brand["y"] + brand["height"] <= tools["y"]


@pytest.mark.parametrize("name", ["hits", "reply"])
def test_who_tabs_through_a_page_sees_where_she_is(visits: Visits, name: str) -> None:
    page = visits().new_page()
    goto(page, name)
    page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(_FOCUS)) is None:
            break
        stops.append(stop)
    assert len(stops) > 10
    unseen = [stop["name"] for stop in stops if not (stop["seen"] and stop["above"])]
    assert not unseen, "\n".join(unseen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_choices_stay_visible_in_forced_colours(visits: Visits, scheme: str) -> None:
    page = visits(forced_colors="active", color_scheme=scheme).new_page()
    goto(page, "hits")
    looks = """e => (s => [s.color, s.backgroundColor, s.borderTopColor, s.borderBottomWidth, s.fontWeight,
      s.textDecorationLine, s.outlineStyle].join())(getComputedStyle(e))"""
    mark = page.locator(".hit mark").first
    assert mark.evaluate(looks) != mark.locator("xpath=..").evaluate(looks)
    assert mark.evaluate("e => getComputedStyle(e).backgroundColor") != mark.evaluate(
        "e => getComputedStyle(document.body).backgroundColor"
    )
    chosen = page.get_by_role("button", pressed=True).first
    assert chosen.evaluate(looks) != page.get_by_role("button", pressed=False).first.evaluate(looks)
    assert page.locator("#q").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert page.locator(".box button").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    scopes, under = page.locator(".scopes label"), "e => getComputedStyle(e).borderBottomColor"
    assert scopes.first.evaluate(under) != scopes.last.evaluate(under)
    goto(page, "advanced")  # has no style of the list of hits
    chosen = page.get_by_role("button", pressed=True).first
    assert chosen.evaluate(looks) != page.get_by_role("button", pressed=False).first.evaluate(looks)
