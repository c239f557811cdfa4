"""Which element of a page holds the document."""

from __future__ import annotations

import re
from typing import NamedTuple

from bs4.element import NavigableString, Tag

_HAN = re.compile(r"[\u3400-\u9fff]")
_CONTAINERS = re.compile(
    r"^(UCAP-CONTENT|zoom|zoomcon|vsb_content(_\d+)?|js_content|fontzoom|con_con|pages_content|articlecontent|newscontent"
    r"|textbody|bodylabel|mycontent|TRS_Editor|TRS_UEDITOR|trs_editor_view|trs_word|Custom_UnionStyle|v_news_content"
    r"|wp_articlecontent|my_doccontent|bt-content|article_content|news_txt)$",
    re.I,
)
_SIDE = re.compile(
    r"(^|[-_ ])(nav|menu|breadcrumb|crumb|share|related|recommend|comment|print|qrcode|copyright|position"
    r"|dqwz|ewm|yqlj|wza|footer|foot|toolbar|sidebar)($|[-_ \d])",
    re.I,
)
_LEAVES = frozenset(("p", "span", "font", "b", "strong", "li", "a"))
_SHARE_TO_DESCEND = 0.72
_SIDE_BLOCK_CHARS = 400


class Size(NamedTuple):
    """What is below an element, in characters without blanks."""

    han: int = 0  # Han characters outside of links
    linked: int = 0
    chars: int = 0

    def __add__(self, other: tuple[int, ...]) -> Size:  # type: ignore[override]
        return Size(*map(sum, zip(self, other, strict=True)))


Sizes = dict[int, Size]  # by id() of the element


def measure(body: Tag) -> Sizes:
    """The size of every element; one pass, children before parents."""
    sizes: Sizes = {}
    for tag in [*reversed(body.find_all(True)), body]:
        size = Size()
        for child in tag.children:
            if isinstance(child, Tag):
                size += sizes[id(child)]
            elif type(child) is NavigableString:
                bare = "".join(child.split())
                size += Size(len(_HAN.findall(bare)), 0, len(bare))
        sizes[id(tag)] = Size(0, size.chars, size.chars) if tag.name == "a" else size
    return sizes


def content_node(body: Tag, sizes: Sizes) -> Tag:
    """The element that holds the document: a container CMSs are known to use, or the densest one."""
    densest = _densest(body, sizes)
    for tag in body.find_all(_is_container):
        if sizes[id(tag)].han >= 0.5 * sizes[id(densest)].han and sizes[id(tag)].han > 0:
            return tag
    return densest


def is_side_block(tag: Tag, size: Size) -> bool:
    """Whether a small element inside the content is page furniture: mostly links, or named so."""
    if tag.name in _LEAVES or tag.name in ("br", "td", "tr", "tbody"):
        return False
    if size.chars < _SIDE_BLOCK_CHARS and "附件" in tag.get_text():
        return False
    if size.chars < _SIDE_BLOCK_CHARS and _SIDE.search(" ".join(_names(tag))):
        return True
    return size.linked > 1.5 * (size.chars - size.linked)


def _names(tag: Tag) -> list[str]:
    return [str(name) for key in ("class", "id") for name in tag.get_attribute_list(key) if name]


def _is_container(tag: Tag) -> bool:
    return tag.name == "ucapcontent" or any(_CONTAINERS.match(name) for name in _names(tag))


def _densest(body: Tag, sizes: Sizes) -> Tag:
    node = body
    while True:
        children = [child for child in node.children if isinstance(child, Tag)]
        heaviest = max(children, key=lambda child: sizes[id(child)].han, default=None)
        if heaviest is None or heaviest.name in _LEAVES:
            return node
        if sizes[id(heaviest)].han < _SHARE_TO_DESCEND * max(1, sizes[id(node)].han):
            return node
        node = heaviest
