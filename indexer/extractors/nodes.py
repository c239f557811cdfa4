"""A page as a light tree: elements with what is below them, and the weights that content extraction goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_LINK_CHARS, _LINK_STOPS = 160, 3
_DOCUMENT_FILE = re.compile(r"\.(pdf|docx?|wps|ofd|rtf|et|xlsx?|zip|rar)$", re.I)
_QUERY = re.compile("[?#]")
_PAGE_ENDINGS = ("/", ".html", ".htm", ".shtml")  # of nearly all links
_STOP_WEIGHT = 12  # sentences have stops; menus, footers and lists of titles have none


class Node:
    """An element with what is below it; `children` are nodes and texts in reading order."""

    __slots__ = (
        "attrs", "chars", "children", "han", "hidden", "is_document_link", "lines", "linked", "links", "name", "parent",
        "stops",
    )  # fmt: skip

    def __init__(self, name: str, attrs: dict[str, str], parent: Node | None) -> None:
        self.name, self.attrs, self.parent = name, attrs, parent
        self.children: list[Node | str] = []
        self.han = 0  # Han characters outside of links
        self.linked = 0  # characters in links
        self.chars = 0  # all characters, blanks not counted
        self.stops = 0  # punctuation of sentences outside of links
        self.hidden = False
        self.lines: Any = None  # as rendered before; several rules ask for them
        self.links = name == "a" and "href" in attrs  # to whatever
        self.is_document_link = self.links and _names_document(attrs["href"])  # an attachment

    @property
    def weight(self) -> int:
        """How much running text the element holds."""
        return self.han + _STOP_WEIGHT * self.stops

    @property
    def is_link(self) -> bool:
        """Whether the element is a link to another page; one around a whole text was only never closed."""
        if not self.links or self.is_document_link:
            return False
        return self.chars <= _LINK_CHARS and self.stops <= _LINK_STOPS

    @property
    def names(self) -> str:
        """The element's class and id, as written."""
        attrs = self.attrs
        if "class" in attrs:
            return f"{attrs['class']} {attrs['id']}" if "id" in attrs else attrs["class"]
        return attrs.get("id", "")

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in reading order."""
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Node) and not (node.hidden and node is not self):
                yield node
                stack += node.children[::-1]

    def text(self) -> str:
        """All text below the element, nothing put between its parts."""
        pieces, stack = list[str](), list[Node | str]([self])
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            elif not item.hidden:
                stack.extend(reversed(item.children))
        return "".join(pieces)

    def above(self) -> Iterator[Node]:
        """The element's ancestors, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def _names_document(address: str) -> bool:
    """Whether an address names a document file."""
    if "?" in address or "#" in address:
        address = _QUERY.split(address, 1)[0]
    return not address.endswith(_PAGE_ENDINGS) and bool(_DOCUMENT_FILE.search(address))


class Tree:
    """A page: its visible tree, and what its head and comments say."""

    __slots__ = ("comments", "every", "head_title", "hidden", "links", "metas", "nodes", "root")

    def __init__(self) -> None:
        self.root = Node("body", {}, None)
        self.metas: list[dict[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.comments: list[str] = []
        self.head_title = ""
        self.hidden: list[Node] = []  # elements that their style hides
        self.nodes: list[Node] = []  # the visible elements in reading order
        self.every: list[Node] = []  # all elements, parents before their children

    def release(self) -> None:
        """Cuts the circles of parents and children, so that the memory is free at once; nobody asks for more."""
        for node in self.every:
            node.parent = None
