"""DOCX (ECMA-376): the paragraphs and table rows that Word would show, with their list numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..document import Charset, Decoded, Page
from ..errors import DocumentError
from . import plain
from .characters import clean
from .margins import unwrapped
from .numbering import Numbering, numbering_of
from .package import Package, attribute, child, local, names_of, resolved
from .radicals import mended

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAIN = "word/document.xml"
_CHARSET = Charset("docx", "document")
_GROUPS = frozenset(("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "sdtContent"))
_PICTURES = frozenset(("drawing", "pict", "object"))
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Boxes and ticks of symbol fonts: 同意公开☑ is a field of the document.
_SYMBOLS = {
    "Wingdings": {0x52: "☑", 0x6F: "□", 0x71: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "Wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
}
_DEEPEST = 40  # tables in tables, groups in groups
_SHORT_CELL = 60  # characters: a cell of several short lines stays in its row


def matches(body: bytes) -> bool:
    """Whether these bytes are a DOCX file."""
    return _MAIN in names_of(body)


def extract(body: bytes) -> Page:
    """The page in a DOCX file; raises DocumentError when it cannot be read."""
    lines = unwrapped(clean(mended("\n".join(text_lines(body)))).split("\n"))  # some were typed line by line
    return plain.assemble([line.strip() for line in lines if line.strip()], Decoded("", _CHARSET), whole=True)


def text_lines(body: bytes) -> list[str]:
    """Paragraphs and table rows (cells apart by tabs) in reading order, footnotes at the end."""
    package = Package(body, "DOCX")
    content = child(package.xml(_MAIN), "body")
    if content is None:
        raise package.damaged()
    styles = package.optional("word/styles.xml")
    reader = _Reader(numbering_of(package.optional("word/numbering.xml"), styles), _hidden_styles(styles))
    lines = list(reader.blocks(content))
    for kind, wanted in reader.notes.items():
        part = package.optional(resolved(_MAIN, f"{kind}.xml"))
        found = {attribute(note, "id"): note for note in part} if part is not None else {}
        for note in [found[number] for number in wanted if number in found]:
            lines += reader.blocks(note)
    return lines


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    found = (style for style in (styles if styles is not None else ()) if _is_on(child(style, "rPr", "vanish")))
    return frozenset(attribute(style, "styleId") or "" for style in found)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


@dataclass(slots=True)
class _Reader:
    numbering: Numbering
    hidden: frozenset[str]
    notes: dict[str, list[str]] = field(default_factory=dict)  # part → numbers of the notes referred to
    _merged: str = ""  # text of paragraphs whose mark was deleted: it goes on in the next one
    _boxes: list[Element] = field(default_factory=list)
    _depth: int = 0

    def blocks(self, parent: Element) -> Iterator[str]:
        """The lines of a body, a cell, a text box or a note."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise DocumentError("DOCX 文件中表格嵌套过深，没有读取")
        for element in _chosen(parent):
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _GROUPS or name == "sdt":
                yield from self.blocks(element)
        self._depth -= 1

    def _paragraph(self, element: Element) -> Iterator[str]:
        properties = child(element, "pPr")
        label = self.numbering.label(properties)
        text = "".join(self._inline(element, 0))
        boxes, self._boxes = self._boxes, []
        if child(properties, "rPr", "del") is not None:
            self._merged += text
        else:
            text, self._merged = self._merged + text, ""
            yield from _labelled(label, text).split("\n")
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: Element, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            return
        for element in _chosen(parent):
            name = local(element)
            if name == "r":
                if not self._is_hidden(element):
                    yield from self._inline(element, depth + 1)
            elif name == "t":
                yield element.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield _symbol(element)
            elif name in _GROUPS or name in ("sdt", "ruby", "rubyBase"):
                yield from self._inline(element, depth + 1)
            elif name in ("oMath", "oMathPara"):
                yield "".join(part.text or "" for part in element.iter() if local(part) == "t")
            elif name in _PICTURES:
                self._boxes += _text_boxes(element)
            elif name in _NOTES:
                self.notes.setdefault(_NOTES[name], []).append(attribute(element, "id") or "")

    def _is_hidden(self, run: Element) -> bool:
        own = child(run, "rPr", "vanish")
        style = attribute(child(run, "rPr", "rStyle"), "val")
        return _is_on(own) if own is not None else style in self.hidden

    def _table(self, table: Element) -> Iterator[str]:
        for row in _inside(table, "tr"):
            if child(row, "trPr", "del") is None:
                yield from _row([[line for line in self.blocks(cell) if line.strip()] for cell in _inside(row, "tc")])


def _chosen(parent: Element) -> Iterator[Element]:
    """The children; of alternatives (a text box for new and for old versions of Word) only the first."""
    for element in parent:
        if local(element) == "AlternateContent":
            yield from next(iter(element), ())
        else:
            yield element


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table, cells of a row, also those wrapped in content controls."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "customXml", "ins"):
            content = child(element, "sdtContent")
            yield from (found for found in (element if content is None else content) if local(found) == name)


def _text_boxes(picture: Element) -> Iterator[Element]:
    waiting = [picture]
    while waiting:
        element = waiting.pop()
        if local(element) == "txbxContent":
            yield element
        else:
            waiting += reversed(list(_chosen(element)))


def _symbol(element: Element) -> str:
    code = attribute(element, "char") or ""
    known = _SYMBOLS.get(attribute(element, "font") or "", {})
    try:
        return known.get(int(code, 16) & 0xFF, "")
    except ValueError:
        return ""


def _labelled(label: str, text: str) -> str:
    """The text behind its list number; figures of both never touch (1. 5万元)."""
    if not label or not text.strip():
        return text
    text = text.lstrip()
    return label + (" " if label[-1].isascii() and text[0].isascii() else "") + text


def _row(cells: Sequence[Sequence[str]]) -> Iterable[str]:
    """A table row as one line; a cell that holds paragraphs (the letter set in a table) gives them whole."""
    if sum(bool(cell) for cell in cells) == 1:
        return [line for cell in cells for line in cell]
    lines, row = list[str](), list[str]()
    for cell in cells:
        if len(cell) <= 1 or sum(map(len, cell)) <= _SHORT_CELL:
            row.append(" ".join(cell).replace("\t", " "))
            continue
        lines += ["\t".join(row), *cell]
        row = []
    return [line for line in [*lines, "\t".join(row)] if line.strip()]
