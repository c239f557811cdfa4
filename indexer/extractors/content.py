"""Which element of a page holds the document.

Running text weighs for an element, links against it (the idea of text density extraction); the
letter itself has the last word: its opening sentence, and its date and contact, belong in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..opening import simplified
from .furniture import is_control_word
from .letter import ENDING, around_opening, kind_of, opening_block, with_ending
from .lines import lines_of
from .nodes import Node, Tree

# Containers that content management systems are known to use; generic names made results worse.
_CONTAINERS = re.compile(
    r"(?:^|\s)(UCAP-CONTENT|zoom|zoomcon|vsb_content(_\d+)?|js_content|fontzoom|con_con|pages_content|articlecontent|newscontent"
    r"|textbody|bodylabel|mycontent|TRS_Editor|TRS_UEDITOR|trs_editor_view|trs_word|Custom_UnionStyle|v_news_content"
    r"|wp_articlecontent|my_doccontent|bt-content|article_content|news_txt)(?:$|\s)",
    re.I,
)
_SIDE = re.compile(
    r"(^|[-_ ])(nav|menu|breadcrumb|crumbs?|share|bdsharebuttonbox|related|recommend|comments?|print|qrcode|copyright"
    r"|position|dqwz|ewm|yqlj|wza|footer|foot|toolbar|sidebar|pagination|prevnext|prev|next|hot|tools?)($|[-_ \d])",
    re.I,
)
_words = str.split
_LEAVES = frozenset(_words("p span font b strong em i u li a h1 h2 h3 h4 h5 h6 td th tr tbody dd dt blockquote "))
_SHARE_TO_DESCEND = 0.72
_KNOWN_SHARE = 0.5
_TITLE_CHARS, _STOPS_OF_TEXT, _SHARE_OF_TITLED = 8, 3, 0.2
_SIDE_BLOCK_CHARS = 400
_NAME_CHARS = 300  # of an element's classes are looked at
_LINKS = 3
_OPENING_HINT = re.compile("悉|如下")
_HALVES = 3


def content_node(tree: Tree) -> Node:
    """The element that holds the document."""
    densest = _densest(tree.root)
    node = next((n for n in tree.nodes if _is_container(n) and _holds_enough(n, densest)), densest)
    opening = opening_block(tree.nodes)
    if opening is None:
        return _with_halves(_below_title(tree, node))
    return with_ending(around_opening(node, opening))


def is_link_block(node: Node) -> bool:
    """Whether an element is a list of links to other pages; a link or two may well be cited in a letter."""
    if node.name in _LEAVES or node.name == "br" or node.linked <= 1.5 * (node.chars - node.linked):
        return False
    links = [other for other in node.walk() if other.is_link and other.chars]
    few = len(links) < 2 or node.linked < node.chars or "《" in node.text() if len(links) < _LINKS else False
    if few or any(other.is_document_link for other in node.walk()):
        return False
    return not (node.chars < _SIDE_BLOCK_CHARS and "附件" in node.text())


def is_control(node: Node) -> bool:
    """Whether an element is a link that does something to the page: 打印预览, 关闭, 大."""
    if node.name != "a" or not 0 < node.chars <= 8:
        return False
    href = node.attrs.get("href", "").strip().lower()
    return (not href or href.startswith(("javascript:", "#"))) and is_control_word(node.text())


def is_named_side(node: Node) -> bool:
    """Whether a small element calls itself furniture (share, related, qrcode …)."""
    if node.chars >= _SIDE_BLOCK_CHARS or node.name in ("tr", "tbody", "td") or not node.attrs:
        return False
    if node.stops > 2 or not _names_side(node.names[:_NAME_CHARS]):
        return False
    lines = lines_of(node)
    return not any(
        "附件" in line.text or _OPENING_HINT.search(line.text) or ENDING.search(simplified(line.text)) for line in lines
    )


@lru_cache(maxsize=4096)  # the classes of a site's template come again and again
def _names_side(names: str) -> bool:
    return bool(_SIDE.search(names))


@lru_cache(maxsize=4096)
def _names_container(names: str) -> bool:
    return bool(_CONTAINERS.search(names))


def _is_container(node: Node) -> bool:
    return node.name == "ucapcontent" or (bool(node.attrs) and _names_container(node.names[:_NAME_CHARS]))


def _holds_enough(node: Node, densest: Node) -> bool:
    return node.weight > 0 and node.weight >= _KNOWN_SHARE * densest.weight


def _densest(body: Node) -> Node:
    """Down from the body into the child that holds most of the running text, as long as one does."""
    node = body
    while True:
        children = [child for child in node.children if isinstance(child, Node) and not child.hidden]
        heaviest = max(children, key=lambda child: child.weight, default=None)
        if heaviest is None or (heaviest.name in _LEAVES and not _has_blocks(heaviest)):
            return node
        if heaviest.weight < _SHARE_TO_DESCEND * max(1, node.weight):
            return node
        node = heaviest


def _has_blocks(node: Node) -> bool:
    """A table cell, a list item or a span that was put around the whole document."""
    if node.name in ("p", "a", "h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    kinds = ("p", "div", "br", "table", "td", "tr", "tbody", "section", "ul", "ol")
    return any(isinstance(child, Node) and child.name in kinds for child in node.children)


def _below_title(tree: Tree, node: Node) -> Node:
    """For a document that is no letter: the text that stands with the page's title, not one beside it."""
    head = "".join(tree.head_title.split())
    for heading in tree.nodes:
        if heading.name not in ("h1", "h2", "h3") or heading.linked or not _TITLE_CHARS <= heading.chars <= len(head):
            continue
        if "".join(heading.text().split()) not in head:
            continue
        around = next((above for above in heading.above() if above.stops >= _STOPS_OF_TEXT), node)
        if node in around.above() and around.weight >= _SHARE_OF_TITLED * node.weight:
            return _densest(around)
    return node


def _with_halves(node: Node) -> Node:
    """For a document that is no letter: the element around it and its few likes, part-1 and part-2."""
    while not kind_of(node) and node.parent is not None and node.parent.chars == node.chars:
        node = node.parent
    parent, kind = node.parent, kind_of(node)
    if parent is None or not kind or node.name in _LEAVES:
        return node
    likes = [other for other in parent.children if isinstance(other, Node) and not other.hidden]
    likes = [other for other in likes if other.name == node.name and kind_of(other) == kind and other.chars]
    halves = 1 < len(likes) <= _HALVES and all(2 * other.linked < other.chars for other in likes)
    return parent if halves else node
