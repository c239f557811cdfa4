"""OFD (GB/T 33190-2016): pages in order, text objects by where they stand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..document import Charset, Page
from ..errors import DocumentError
from ..limits import MAX_PDF_PAGES, MAX_TEXT_CHARS
from .package import Package, attribute, child, local, names_of, resolved
from .positions import Piece, estimated_width, lines_of
from .sheets import Sheet, has_text, page_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAIN = "OFD.xml"
_CHARSET = Charset("ofd", "document")
_NUMBER = re.compile(r"-?\d{0,9}(?:\.\d{1,9})?")
_MOST_REPEATS = 10_000


def matches(body: bytes) -> bool:
    """Whether these bytes are an OFD file."""
    return _MAIN in names_of(body)


def extract(body: bytes) -> Page:
    """The page in an OFD file; raises DocumentError when it cannot be read or holds no text."""
    package = Package(body, "OFD")
    page = page_of([Sheet(tuple(lines_of(pieces))) for pieces in _pages(package)], _CHARSET)
    if not has_text(page):
        raise DocumentError("OFD 文件没有文字层（可能是扫描件），需要先做文字识别（OCR）")
    return page


def _pages(package: Package) -> Iterator[list[Piece]]:
    """The text pieces of each page; what a page template says comes once, on the first page that uses it."""
    characters, used = 0, set[str]()
    for name, templates in _page_parts(package):
        parts = [*(part for part in templates if part not in used), name]
        used.update(templates)
        pieces = [piece for part in parts if part in package for piece in _pieces(package.xml(part))]
        characters += sum(len(piece.text) for piece in pieces)
        if characters > MAX_TEXT_CHARS:
            raise DocumentError("文字太多，不像一篇答复")
        yield pieces


def _page_parts(package: Package) -> Iterator[tuple[str, list[str]]]:
    """The part of each page in order, with the parts of the templates it stands on."""
    count = 0
    for root in _texts(package.xml(_MAIN), "DocRoot"):
        document = resolved(_MAIN, root)
        tree = package.xml(document)
        known = {attribute(part, "ID"): part for part in tree.iter() if local(part) == "TemplatePage"}
        pages = child(tree, "Pages")
        for page in pages if pages is not None else ():
            count += 1
            if count > MAX_PDF_PAGES:
                raise DocumentError(f"OFD 页数太多（上限 {MAX_PDF_PAGES} 页），没有读取")
            name = resolved(document, attribute(page, "BaseLoc") or "")
            uses = [attribute(part, "TemplateID") for part in package.xml(name) if local(part) == "Template"]
            bases = [attribute(known[use], "BaseLoc") or "" for use in uses if use in known]
            yield name, [resolved(document, base) for base in bases]


def _texts(tree: Element, name: str) -> list[str]:
    return [part.text.strip() for part in tree.iter() if local(part) == name and part.text]


def _pieces(page: Element) -> Iterator[Piece]:
    for element in page.iter():
        if local(element) == "TextObject" and attribute(element, "Visible") != "false":
            yield from _of_object(element)


def _of_object(element: Element) -> Iterator[Piece]:
    """The text codes of an object. Its CTM maps them into its boundary, the boundary lies on the page (8.2, 11.3)."""
    left, top = [*_numbers(attribute(element, "Boundary")), 0.0, 0.0][:2]
    matrix = _numbers(attribute(element, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    size = (_numbers(attribute(element, "Size")) or [0.0])[0] * (math.hypot(c, d) or 1.0)
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode" or not code.text:
            continue
        x = (_numbers(attribute(code, "X")) or [x])[0]
        y = (_numbers(attribute(code, "Y")) or [y])[0]
        text = code.text.strip("\r\n")
        steps = _steps(attribute(code, "DeltaX"))[: max(0, len(text) - 1)]
        scale = math.hypot(a, b) or 1.0
        width = sum(steps) * scale + estimated_width(text[len(steps) :], size)
        yield Piece(text, left + a * x + c * y + e, top + b * x + d * y + f, size or 1.0, width)


def _steps(text: str | None) -> list[float]:
    """The offsets of DeltaX; "g 3 4.2" says 4.2 three times."""
    words, steps = (text or "").split(), list[float]()
    while words and len(steps) < _MOST_REPEATS:
        word = words.pop(0)
        if word == "g" and len(words) >= 2:
            count, value = _number(words.pop(0)), _number(words.pop(0))
            steps += [value] * min(int(abs(count)), _MOST_REPEATS)
        else:
            steps.append(_number(word))
    return steps


def _numbers(text: str | None) -> list[float]:
    return [_number(word) for word in (text or "").split()[:6]]


def _number(word: str) -> float:
    return float(word) if _NUMBER.fullmatch(word) and word not in ("", "-") else 0.0
