"""Web pages: the element that holds the document, rendered to lines, and what the page says of it.

The rules look at the parsed tree only, never at a site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from ..document import Decoded, Page, Pair
from ..limits import MAX_PAGE_CHARS
from ..opening import simplified
from . import labels
from .characters import clean
from .content import content_node, is_control, is_link_block, is_named_side
from .dated import is_entry
from .furniture import is_breadcrumb, is_footer, is_head_noise, is_perhaps_footer
from .lines import Line, lines_around, lines_of
from .margins import unwrapped
from .nodes import Node, Tree
from .plain import assemble
from .stripping import stripped
from .title import page_title
from .tree import read, without_embedded

_META_PAIRS = {  # 国办发〔2017〕47号: the meta tags of government sites
    "pubdate": "发布时间", "contentsource": "来源", "columnname": "栏目", "author": "作者",
    "url": "网址", "sitename": "网站",
}  # fmt: skip
_SAVED_FROM = re.compile(
    r"saved from url=\(\d+\)(\S+)|^\s*Mirrored from (\S+) by HTTrack|^\s*Page saved with SingleFile\s+url:\s*(\S+)"
)
_PUBLISHED = frozenset(("article:published_time", "publishdate", "publish_date", "og:release_date", "dc.date"))
_OF_SITE = re.compile(r"^(网站)?(主办|承办|协办|维护|管理|技术支持|地址|电话|邮编)(单位)?\s*[:：]")
_DATED_ABOVE = re.compile(
    r"^[（(]?(?P<date>20\d\d年\d{1,2}月\d{1,2}日)[)）]?(?!\s?(?:星期|礼拜|周[一二三四五六日天]))(?:\s[^，。；]{0,30})?$"
)
_NUMBER_ABOVE = re.compile(
    r"^[(\[]?(?P<number>(?!根据|按照|依据|依照|印发|参照|落实|贯彻|执行|详?见)[\u4e00-\u9fff]{2,14}\s?\((?:19|20)\d\d\)\s?第?\s?\d{1,5}\s?号)[)\]]?"
    r"(?:\s(?!.{0,60}(?:关于|《))[^，。；]{0,60})?$"
)
_NUMBER_LINES = 10
_SITE_LINE_CHARS = 200  # longer lines do not come again
_PASSAGE_CHARS = 12  # a line this long may be a passage, wherever it stands


def extract(decoded: Decoded) -> Page:
    """The page in HTML; script, style and navigation are never part of it."""
    markup = without_embedded(decoded.text)
    if len(markup) > MAX_PAGE_CHARS:
        return assemble(stripped(markup), decoded)
    tree = read(markup)
    page = _page(tree, decoded)
    tree.release()
    return page


def _page(tree: Tree, decoded: Decoded) -> Page:
    node = content_node(tree)
    inside, aside = _lines_inside(node)
    before, behind = lines_around(tree.root, node)
    entries = {line.text for line in (*before, *inside) if is_entry(line.text, line.linked)}
    stated, dated = _pairs_around(before, behind, entries, tree.head_title)
    pairs = [*_head_pairs(tree), *stated, *(Pair("发布时间", date) for date in _published(tree, node))]
    texts = unwrapped([line.text for line in inside])
    title = page_title(tree, pairs, [line.text for line in before if not line.is_link], node)
    page = assemble(texts, decoded, title, {line.text for line in inside if line.is_link})
    known = {*page.lines, *page.removed}
    hidden = [line for other in tree.hidden if other.stops for line in lines_of(other)]
    passages = [line.text for line in (*before, *behind, *hidden) if _is_passage(line)]
    left_over = [text for text in dict.fromkeys((*aside, *passages)) if text not in known]
    return Page(
        lines=page.lines,
        title=page.title,
        pairs=tuple(dict.fromkeys((*pairs, *page.pairs, *dated))),  # what a label says comes first
        removed=(*page.removed, *left_over),
        charset=decoded.charset,
        attachments=tuple(dict.fromkeys(_attachments(node))),
        notes=page.notes,
    )


def _lines_inside(node: Node) -> tuple[list[Line], list[str]]:
    """The lines of the content, and those of the furniture inside it that only its name gives away."""
    leave_out = set[Node]()
    aside: list[str] = []
    stack = [node]
    while stack:
        other = stack.pop()
        named = other is not node and is_named_side(other)
        if named:
            aside += [line.text for line in lines_of(other)]
        if named or (other is not node and (is_link_block(other) or is_control(other))):
            leave_out.add(other)
        else:
            stack.extend(child for child in other.children if isinstance(child, Node) and not child.hidden)
    return lines_of(node, leave_out), aside


def _pairs_around(
    before: list[Line], behind: list[Line], entries: set[str], title: str
) -> tuple[list[Pair], list[Pair]]:
    """Pairs beside the content, and those of dates without a label above it, the nearest first.

    A site's footer names its own agency, not the document's.
    """
    near = takewhile(lambda line: not (is_footer(line.text) or _OF_SITE.match(line.text)), behind)
    stated, dated, _ = labels.found_apart([line.text for line in before], entries, title)
    stated += [pair for line in near for pair in labels.pairs_of(line.text) if pair.value]
    above = [line.text for line in before if line.text not in entries]
    in_words = [match["date"] for text in above if (match := _DATED_ABOVE.match(text))]
    dated += [Pair("发布时间", date) for date in in_words[-1:]]
    return [*stated, *_number_above(before)], dated


def _number_above(before: list[Line]) -> list[Pair]:
    """The 文号 that stands without a label above the content, as long as it is the only one there."""
    near = [simplified(line.text).strip() for line in before[-_NUMBER_LINES:] if not line.is_link]
    numbers = {match["number"] for text in near if (match := _NUMBER_ABOVE.match(text))}
    return [Pair("文号", number) for number in numbers] if len(numbers) == 1 else []


def _is_passage(line: Line) -> bool:
    """Text outside of the content that is no furniture: kept aside, so that an exact search finds it."""
    text = line.text
    if line.is_link or not (len(text) >= _PASSAGE_CHARS or "\t" in text or "。" in text or "；" in text):
        return False
    return not (_is_site_line(text) if len(text) <= _SITE_LINE_CHARS else _is_of_site(text))


def _is_of_site(text: str) -> bool:
    return bool(labels.pairs_of(text)) or is_perhaps_footer(text) or is_head_noise(text) or is_breadcrumb(text)


_is_site_line = lru_cache(maxsize=4096)(_is_of_site)  # the pages of a site share their sides and footers


def _head_pairs(tree: Tree) -> Iterator[Pair]:
    """Pairs from the page's head: meta tags, the canonical address, the comment of a saved page."""
    for meta in tree.metas:
        label = _META_PAIRS.get(meta.get("name", "").lower())
        if label and (value := clean(meta.get("content", "")).strip()):
            yield Pair(label, value)
    for link in tree.links:
        if link.get("rel", "").lower() == "canonical" and link.get("href", "").strip():
            yield Pair("网址", link["href"].strip())
    for meta in tree.metas:
        if meta.get("property", "").lower() == "og:url" and meta.get("content", "").strip():
            yield Pair("网址", meta["content"].strip())
    for comment in tree.comments:
        if match := _SAVED_FROM.search(comment[:2000]):
            address = next(filter(None, match.groups()))
            yield Pair("网址", address if "//" in address else f"http://{address}")


def _published(tree: Tree, content: Node) -> Iterator[str]:
    """The dates of publication that markup states: <meta property=article:published_time>, <time datetime>."""
    for meta in tree.metas:
        if meta.get("property", meta.get("name", "")).lower() in _PUBLISHED and meta.get("content", "").strip():
            yield meta["content"].strip()
    above = takewhile(lambda node: node is not content, tree.nodes)  # below it they date other documents
    times = [node for node in above if node.name == "time" and "datetime" in node.attrs]
    yield from (node.attrs["datetime"].strip() for node in times[-1:])


def _attachments(node: Node) -> Iterator[str]:
    """Addresses of document files linked in the content or just below it, as written."""
    around = node
    for above in list(node.above())[:2]:
        if above.name in ("body", "html") or above.linked > 2 * max(1, above.chars - above.linked):
            break
        around = above
    for other in around.walk():
        if other.is_document_link:
            yield other.attrs["href"].strip()
