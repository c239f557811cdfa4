"""Web pages: the container that holds the document, rendered to lines, and what the page says of it.

The rules look at the parsed tree only, never at a site's name: links weigh against a container,
Chinese text outside of links weighs for it (the idea of text density extraction).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from itertools import pairwise

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import Comment, NavigableString, Tag

from ..document import Decoded, Page, Pair
from ..opening import body_start
from . import chrome
from .characters import clean
from .content import Sizes, content_node, is_side_block, measure
from .plain import assemble

_NOT_CONTENT = [
    "script",
    "style",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "template",
    "select",
    "button",
    "input",
    "textarea",
    "nav",
    "footer",
]
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
    ]
)
_HOLDS_PAIRS = ["table", "tr", "ul", "dl", "p", "div", "span", "td", "li", "h6"]
_PAIRS_CHARS = 600
_CELLS = frozenset(("td", "th"))
_META_PAIRS = {  # 国办发〔2017〕47号: the meta tags of government sites
    "PubDate": "发布时间", "ContentSource": "来源", "ColumnName": "栏目", "Author": "作者",
    "Url": "网址", "SiteName": "网站",
}  # fmt: skip
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_TITLE_CLASS = re.compile(r"(^|[-_])(title|bt|biaoti|arttitle|tit|xxgk_title)($|[-_\d])", re.I)
_REPLY_TITLE = re.compile(r"(关于|關於|对|對).*(答复|答覆|复函|覆函|回复|函)")
_TITLE_CHARS, _TITLES = 300, 20  # looked at
_SITE_SUFFIX = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,30}$")


def extract(decoded: Decoded) -> Page:
    """The page in HTML; script, style and navigation are never part of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML pages are pages
        soup = BeautifulSoup(decoded.text, "lxml")
    pairs = _page_pairs(soup)
    title = _title(soup)
    for tag in soup(_NOT_CONTENT):
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    body = soup.body or soup
    sizes = measure(body)
    node = content_node(body, sizes)
    pairs += _pairs_around(body, node, sizes)
    lines = list(_lines(node, sizes))
    page = assemble(lines, decoded, _own_title(title, lines))
    return Page(page.lines, page.title, (*pairs, *page.pairs), page.removed, decoded.charset)


def _lines(node: Tag, sizes: Sizes) -> Iterator[str]:
    """The lines of an element: a block or <br> ends one; inline tags are joined without a blank."""
    text = "".join(_pieces(node, sizes))
    for line in clean(text).split("\n"):
        if line.strip():
            yield line.strip()


def _pieces(node: Tag, sizes: Sizes) -> Iterator[str]:
    """Pieces of text in reading order. A stack, not recursion: pages nest thousands deep."""
    stack: list[Tag | NavigableString | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, Tag):
            if item is not node and is_side_block(item, sizes[id(item)]):
                continue
            if item.name == "br":
                yield "\n"
                continue
            ending = "\n" if item.name in _BLOCKS else "\t" if item.name in _CELLS else ""
            if ending == "\n":
                yield "\n"
            stack.append(ending)
            stack.extend(reversed(item.contents))  # type: ignore[arg-type]
        elif type(item) is NavigableString:
            yield re.sub(r"\s+", " ", item)
        elif type(item) is str:
            yield item


def _page_pairs(soup: BeautifulSoup) -> list[Pair]:
    """Pairs from the page's head: meta tags, the canonical address, the comment of a saved page."""
    pairs = []
    for tag in soup.find_all("meta"):
        label = _META_PAIRS.get(str(tag.get("name", "")))
        if label and (value := clean(str(tag.get("content", ""))).strip()):
            pairs.append(Pair(label, value))
    canonical = soup.find("link", rel="canonical")
    if isinstance(canonical, Tag) and canonical.get("href"):
        pairs.append(Pair("网址", str(canonical["href"]).strip()))
    comments = soup.find_all(string=lambda text: isinstance(text, Comment))
    saved = [match for comment in comments if (match := _SAVED_FROM.search(comment))]
    return pairs + [Pair("网址", match.group(1)) for match in saved]


def _pairs_around(body: Tag, node: Tag, sizes: Sizes) -> list[Pair]:
    """Pairs on the page outside of the content: the line under the title, a table of metadata."""
    inside = {id(tag) for tag in (node, *node.find_all(True), *node.parents)}
    pairs: list[Pair] = []
    for tag in body.find_all(_HOLDS_PAIRS):
        if id(tag) in inside or sizes[id(tag)].chars > _PAIRS_CHARS:
            continue
        text = clean(tag.get_text("\t")).replace("\n", " ")
        pairs += _cells(tag) or chrome.pairs_of(text.strip())
    return list(dict.fromkeys(pairs))


def _cells(tag: Tag) -> list[Pair]:
    """Pairs of a metadata table whose labels and values stand in neighbouring cells."""
    if tag.name not in ("table", "dl", "tr"):
        return []
    cells = [clean(cell.get_text()).strip() for cell in tag.find_all(["td", "th", "dt", "dd"])]
    return [
        Pair("".join(label.split()).rstrip(":："), value)
        for label, value in pairwise(cells)
        if chrome.is_label(label) and value and not chrome.is_label(value)
    ]


def _title(soup: BeautifulSoup) -> str | None:
    """The title the page states: a visible heading of a reply, ArticleTitle, any heading, <title>."""
    headings = [text for tag in _heading_tags(soup) if 8 <= len(text := _one_line(tag.get_text())) <= 120]
    if told := next((text for text in headings if _REPLY_TITLE.search(text)), None):
        return told
    article = soup.find("meta", attrs={"name": re.compile("^ArticleTitle$", re.I)})
    if isinstance(article, Tag) and (text := _one_line(str(article.get("content", "")))):
        return text
    if headings:
        return headings[0]
    text = _one_line(soup.title.get_text())[:_TITLE_CHARS] if soup.title else ""
    while (shorter := _SITE_SUFFIX.sub("", text)) != text and len(shorter) >= 8:
        text = shorter
    return text or None


def _heading_tags(soup: BeautifulSoup) -> Iterator[Tag]:
    headings = soup.find_all(["h1", "h2"], limit=_TITLES)
    named = [*soup.find_all(class_=_TITLE_CLASS, limit=_TITLES), *soup.find_all(id=_TITLE_CLASS, limit=_TITLES)]
    for tag in [*headings, *named]:
        if not tag.find_parent(["header", "nav", "footer"]) and not tag.find("a"):
            yield tag


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _own_title(title: str | None, lines: list[str]) -> str | None:
    """The page's title unless the content itself states it in its first lines."""
    if title is None:
        return None
    bare = "".join(title.split())
    head = "".join("".join(lines[: max(6, body_start(lines))]).split())
    return None if bare in head else title
