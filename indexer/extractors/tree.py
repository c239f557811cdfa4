"""Markup → a light tree of what a reader may see, with the weights that content extraction goes by.

lxml reads the page; where it gives up (elements nested thousands deep) BeautifulSoup, which is
slower and never does, reads it again. Nothing else of the house knows either of them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import Comment as SoupComment
from bs4.element import NavigableString, Tag
from lxml import etree

from .nodes import Node, Tree

_words = str.split
# Never text for a reader.
_NEVER = frozenset(
    _words(
        "script style iframe object embed applet svg canvas select button input option datalist audio "
        "video map noframes template rt rp "
    )
)
# Rarely the document, as a letter in a read-only <textarea>: left out unless they hold a good part of the page's text.
_RARELY = frozenset(_words("nav footer noscript textarea "))
_OF_HEAD = frozenset(("meta", "link", "title"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_SHARE = 0.3
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_STOPS = re.compile(r"[，。；、！？]")
_NARROW_STOPS = re.compile(r"(?<=[\u3400-\u9fff])[,;]")
_DATA_URI = re.compile(r"data:[\w/+.;=-]{3,80},[A-Za-z0-9+/=%\s]{200,}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufddf]")


def without_embedded(markup: str) -> str:
    """The markup without embedded files (data: URIs), which make a page of 10 kB one of 10 MB."""
    return _DATA_URI.sub("data:,", markup) if "data:" in markup else markup


def read(markup: str) -> Tree:
    """The tree of a page."""
    markup = _CONTROL.sub("", markup)
    tree, nodes = _by_lxml(markup) or _by_soup(markup)
    _weigh(nodes)
    _hide(tree, nodes)
    tree.nodes, tree.every = list(tree.root.walk()), nodes
    return tree


def _by_lxml(markup: str) -> tuple[Tree, list[Node]] | None:
    """The tree as lxml reads it, None when it lost a part of the page."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
        if any("xcessive depth" in entry.message for entry in parser.error_log):
            return None
        return _converted(root)
    except (etree.XMLSyntaxError, ValueError):  # ValueError: names of attributes that lxml reads and does not give
        return None


def _converted(root: etree._Element | None) -> tuple[Tree, list[Node]]:
    tree = Tree()
    nodes = [tree.root]
    stack: list[tuple[list[etree._Element], Node]] = [(_around(root), tree.root)]
    while stack:
        elements, node = stack.pop()
        for child in elements:
            name, tail = child.tag, child.tail
            if not isinstance(name, str):
                tree.comments.append(str(child.text or ""))
            elif name not in _NEVER and not (name in _OF_HEAD and _note(tree, name, child.items(), child)):
                below = Node(name, dict(child.items()), node)
                node.children.append(below)
                nodes.append(below)
                if text := child.text:
                    _add_text(below, text)
                if inner := list(child):
                    stack.append((inner, below))
            if tail:
                _add_text(node, tail)
    return tree, nodes


def _around(root: etree._Element | None) -> list[etree._Element]:
    """The root with the comments and elements beside it: broken pages have several."""
    if root is None:
        return []
    return [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]


def _note(tree: Tree, name: str, attrs: Iterable[tuple[str, str]], element: Any) -> bool:
    """Remembers what the head says."""
    if name == "title":
        text = "".join(element.strings if isinstance(element, Tag) else element.itertext())
        tree.head_title = tree.head_title or text
    else:
        (tree.metas if name == "meta" else tree.links).append({key.lower(): value for key, value in attrs})
    return True


def _by_soup(markup: str) -> tuple[Tree, list[Node]]:
    """The tree as BeautifulSoup reads it, however deep it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(markup, "lxml")
    tree = Tree()
    nodes = [tree.root]
    stack: list[tuple[Tag, Node]] = [(soup, tree.root)]
    while stack:
        element, node = stack.pop()
        for child in element.contents:
            if isinstance(child, Tag):
                attrs = {
                    key: " ".join(value) if isinstance(value, list) else str(value)
                    for key, value in child.attrs.items()
                }
                name = child.name
                if name not in _NEVER and not (name in _OF_HEAD and _note(tree, name, attrs.items(), child)):
                    below = Node(name, attrs, node)
                    node.children.append(below)
                    nodes.append(below)
                    stack.append((child, below))
            elif isinstance(child, SoupComment):
                tree.comments.append(str(child))
            elif type(child) is NavigableString:
                _add_text(node, str(child))
    return tree, nodes


def _add_text(node: Node, text: str) -> None:
    node.children.append(text)
    if not text.isspace():
        node.chars += len("".join(text.split()))
        if not text.isascii():
            between = _HAN.sub("", text)  # run by run: to look at each of 3,000 characters takes longer
            node.han += len(text) - len(between)
            node.stops += len(_STOPS.findall(between))
            if "," in text or ";" in text:
                node.stops += len(_NARROW_STOPS.findall(text))


def _weigh(nodes: list[Node]) -> None:
    """Adds every element's size to its parent's; `nodes` has parents before their children."""
    for node in reversed(nodes):
        if node.links and node.is_link:
            node.linked, node.han, node.stops = node.chars, 0, 0
        parent = node.parent
        if parent is not None:
            parent.chars += node.chars
            parent.han += node.han
            parent.linked += node.linked
            parent.stops += node.stops


def _hide(tree: Tree, nodes: list[Node]) -> None:
    """Hides furniture and invisible elements, unless a script or a careless author put the document there."""
    most = _HIDDEN_SHARE * max(1, tree.root.weight)
    inside = set[Node]()
    for node in nodes[1:]:
        if inside and node.parent in inside:
            inside.add(node)
        elif (node.attrs or node.name in _RARELY) and _is_invisible(node) and node.weight < most:
            node.hidden = True
            inside.add(node)
            if node.name not in _RARELY:
                tree.hidden.append(node)
    less: dict[Node, tuple[int, int, int, int]] = {}
    for node in reversed(nodes) if inside else ():
        sizes = (node.chars, node.han, node.linked, node.stops) if node.hidden else less.get(node)
        if sizes is None:
            continue
        if not node.hidden:
            node.chars, node.han = node.chars - sizes[0], node.han - sizes[1]
            node.linked, node.stops = node.linked - sizes[2], node.stops - sizes[3]
        if node.parent is not None:
            old = less.get(node.parent, (0, 0, 0, 0))
            less[node.parent] = (old[0] + sizes[0], old[1] + sizes[1], old[2] + sizes[2], old[3] + sizes[3])


def _is_invisible(node: Node) -> bool:
    """Hidden by its style, or a site's navigation or footer; an article's own footer may hold its date."""
    if node.name in _RARELY:
        return node.name == "noscript" or not any(above.name in ("article", "main") for above in node.above())
    attrs = node.attrs
    return "hidden" in attrs or ("style" in attrs and _is_hiding(attrs["style"]))


def _is_hiding(style: str) -> bool:
    """Whether a style hides its element; most say nothing of the kind, and every paragraph of Word has one."""
    style = style.lower()
    return ("none" in style or "hidden" in style) and bool(_HIDDEN.search(style))
