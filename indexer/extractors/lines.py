"""An element → the lines a reader sees, each with how much of it is links.

A block or <br> ends a line; inline tags are joined without a blank (Word cuts numbers into spans);
the cells of a table row stand on one line, a tab between them, unless a cell has lines of its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .characters import clean
from .labels import STARTS_PAIR
from .nodes import Node

_words = str.split
_BLOCKS = frozenset(
    _words(
        "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table "
        "tbody tfoot thead title ul ucapcontent "
    )
)
_LINK, _END_LINK, _CELL, _LABEL, _LINE_END, _HERE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"  # no characters of any text
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
# Paragraphs that only their indent sets apart: 。　　二、 or a new source line that begins with blanks of full width.
_INDENT = re.compile(
    r"[\r\n][ \t\r\n]{0,200}(?:\u3000{2}|\xa0{4})|(?<=[。：；！？:;」”）])[ \t]{0,20}(?:\u3000{2,40}|\xa0{4,80})(?=\S)"
)
# In a long text without any line break, wide gaps are what is left of its paragraphs.
_WIDE_GAP = re.compile(r"(?<=\S)(?:\u3000{2,40}|\xa0{4,80})(?=\S)")
_RUNNING_TEXT, _GAPS = 200, 3
_LINK_MARKS = re.compile(f"[{_LINK}{_END_LINK}]")
_LINKED = re.compile(f"{_LINK}([^{_END_LINK}]*){_END_LINK}")
_ENDINGS = {"block": "\n", "row": "\n", "cell": _CELL, "label": _LABEL, "pre": "\n"}
_KINDS = {  # what an element does to the lines, by its name
    **dict.fromkeys(_BLOCKS, "block"), "td": "cell", "th": "cell", "dt": "label", "br": "br", "pre": "pre",
    "textarea": "pre",
}  # fmt: skip
_BREAKING = frozenset(("block", "row", "label", "pre", "br"))
_MENU_CHARS = 60  # a value that is a link (发布机构：某局) is shorter
_CELL_CHARS = 120  # a cell that holds more is a text, not a value
_ROWS_DEEP = 12  # tables within tables; deeper ones are hostile


class Line(NamedTuple):
    """A line of text and the number of its characters that are links."""

    text: str
    linked: int = 0

    @property
    def is_link(self) -> bool:
        """Whether the line is nothing but links."""
        return self.linked > 0 and self.linked >= 0.8 * len("".join(self.text.split()))


class _End(NamedTuple):
    """The end tag of an element of some kind, waiting on the stack."""

    kind: str


_ENDS = {kind: _End(kind) for kind in ("block", "row", "cell", "label", "pre", "br", "link")}


def lines_of(node: Node, leave_out: frozenset[Node] | set[Node] = frozenset()) -> list[Line]:
    """The visible lines of an element, without the elements in `leave_out`."""
    if leave_out:
        return _lines(_text(node, leave_out))
    if node.lines is None:
        node.lines = _lines(_text(node, leave_out))
    return list(node.lines)


def lines_around(body: Node, node: Node) -> tuple[list[Line], list[Line]]:
    """The visible lines of a page before and behind one of its elements, menus and other bare links left out."""
    before, _, behind = _text(body, {node}, node).partition(_HERE)
    return _lines(before), _lines(behind)


def _lines(raw: str) -> list[Line]:
    found = []
    for line in clean(raw).split("\n"):
        linked = sum(len("".join(part.split())) for part in _LINKED.findall(line)) if _LINK in line else 0
        text = (_LINK_MARKS.sub("", line) if _LINK in line else line).strip()
        if text:
            found.append(Line(text, linked))
    return found


def _text(node: Node, leave_out: frozenset[Node] | set[Node], mark: Node | None = None) -> str:
    """The element's text with its line ends, tabs and link marks. A stack: pages nest thousands deep."""
    out: list[str] = []
    rows: list[int] = []  # where the open table rows begin in `out`
    link = preformatted = 0
    stack: list[Node | str | _End] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            text = _typed(item, preformatted > 0)
            if out and not out[-1][-1:].isspace() and STARTS_PAIR.match(text):
                out.append(" ")  # only the style sheet sets 来源：某局 and 日期：… apart
            out.append(f"{_LINK}{text}{_END_LINK}" if link and not text.isspace() else text)
        elif isinstance(item, Node):
            if item is mark:
                out.append(_HERE)
            if (item.hidden and item is not node) or item in leave_out:
                continue
            if mark is not None and item.name != "a" and _MENU_CHARS < item.linked == item.chars:
                continue
            kind = _KINDS.get(item.name) or _kind(item, len(rows))
            if kind in _BREAKING:
                out.append("\n")
            if kind == "row":
                rows.append(len(out))
            if kind == "link" and out and out[-1].endswith(_END_LINK):
                out.append(" ")  # entries of a menu; only the style sheet sets them apart
            link += kind == "link"
            preformatted += kind == "pre"
            if kind != "inline":
                stack.append(_ENDS[kind])
            stack.extend(reversed(item.children))
        else:
            link -= item.kind == "link"
            preformatted -= item.kind == "pre"
            if item.kind == "row":
                start = rows.pop()
                out[start:] = [_row("".join(out[start:]))]
            out.append(_ENDINGS.get(item.kind, ""))
    return re.sub(f"{_LABEL}\\s*", "\t", "".join(out)).replace(_CELL, "\n")


def _kind(node: Node, rows: int) -> str:
    """What an element does to the lines whose name alone does not tell: row, block, link or inline."""
    if node.name == "tr":
        return "row" if rows < _ROWS_DEEP else "block"
    return "link" if node.is_link else "inline"


def _typed(text: str, preformatted: bool) -> str:
    """A text node as a browser shows it; paragraphs that only an indent sets apart become lines."""
    if preformatted:
        return text
    if text == "\n":
        return " "  # between the tags of most pages
    if "\u3000" in text or "\xa0" in text:
        text = _INDENT.sub(_LINE_END, text)
        if len(text) > _RUNNING_TEXT and len(_WIDE_GAP.findall(text)) >= _GAPS:
            text = _WIDE_GAP.sub(_LINE_END, text)
    return _SPACES.sub(" ", text).replace(_LINE_END, "\n")


def _row(text: str) -> str:
    """A table row: its cells on one line, or below one another when one of them is a text of its own."""
    cells = [[line.strip() for line in cell.split("\n") if line.strip()] for cell in text.split(_CELL)]
    cells = [cell for cell in cells if cell]
    flat = all(len(cell) == 1 and len(cell[0]) <= _CELL_CHARS for cell in cells)
    if flat:
        return "\n" + "\t".join(cell[0] for cell in cells) + "\n"
    return "\n" + "\n".join(line for cell in cells for line in cell) + "\n"
