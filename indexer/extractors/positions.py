"""Pieces of text and where they stand on a page → the lines a reader sees (PDF, OFD)."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.5  # of the size: how far baselines of one line lie apart (figures and notes set higher or lower)
# Of the size, beyond the gaps that are usual in the line (justified text is stretched evenly):
_GAP = 0.2  # the narrowest blank
_MIXED_GAP = 0.3  # between Chinese and figures, which word processors set a quarter apart
_CELL_GAP = 1.2  # of the size: cells of a table, fields set apart
_OPENING, _CLOSING = "（《〈「『“‘〔【(", "，。、；：！？）》〉」』”’〕】,;:!?)"
_SMALL = 0.8  # of the size beside it: marks of footnotes, exponents
_STRAIGHT = 0.05  # radians
_SAME_PLACE = 0.25  # of the size: a character printed twice to look bold


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `left`, `right` and `size` are lengths on the page."""

    text: str
    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on one baseline; `y` grows downwards; all lengths in one unit of the page's own."""

    text: str
    x: float
    y: float
    size: float
    width: float


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of one page from top to bottom, each from left to right."""
    rows = _rows([piece for piece in pieces if piece.text])
    return [_line(row) for row in rows if any(piece.text.strip() for piece in row)]


def _line(row: Sequence[Piece]) -> Line:
    ordered = sorted(row, key=lambda piece: piece.x)
    inked = [piece for piece in ordered if piece.text.strip()]
    first, last = inked[0], inked[-1]
    left = first.x + estimated_width(first.text[: len(first.text) - len(first.text.lstrip())], first.size)
    right = last.x + last.width - estimated_width(last.text[len(last.text.rstrip()) :], last.size)
    return Line(_joined(ordered).strip(), left, max(left, right), _biggest(row).size)


def estimated_width(text: str, size: float) -> float:
    """How wide a text runs where the page does not say it."""
    return size * sum(
        1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.7 if char.isupper() else 0.5 for char in text
    )


def placed(text: str, matrix: Sequence[float], size: float, width: float | None = None) -> tuple[float, Piece]:
    """A text and the direction it runs in (radians, rounded), placed as if the page were turned upright.

    `matrix` is the six numbers that take the text's own lengths to the page, whose y grows upwards;
    `width` is one on the page, estimated where it is not known.
    """
    a, b, c, d, x, y = matrix
    size = abs(size) * (math.hypot(c, d) or 1.0) or 1.0
    width = estimated_width(text, size) if width is None else width
    angle = math.atan2(b, a)
    if abs(angle) < _STRAIGHT:
        return 0.0, Piece(text, x, -y, size, width)
    along, across = x * math.cos(angle) + y * math.sin(angle), x * math.sin(angle) - y * math.cos(angle)
    return round(angle, 1), Piece(text, along, across, size, width)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces grouped by baseline, top first; the biggest type of a row says where its baseline is."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.y, piece.x)):
        if rows and abs(piece.y - _biggest(rows[-1]).y) <= _SAME_LINE * max(piece.size, _biggest(rows[-1]).size):
            if piece.size > _biggest(rows[-1]).size:
                rows[-1].insert(0, piece)
            else:
                rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _biggest(row: Sequence[Piece]) -> Piece:
    return row[0]


def _joined(row: Sequence[Piece]) -> str:
    once = [row[0]]
    for piece in row[1:]:
        if piece.text != once[-1].text or abs(piece.x - once[-1].x) >= _SAME_PLACE * piece.size:
            once.append(piece)
    pairs = list(pairwise(once))
    usual = max(0.0, median(_gap(*pair) for pair in pairs)) if len(pairs) > 2 else 0.0
    return once[0].text + "".join(_between(*pair, usual) + pair[1].text for pair in pairs)


def _between(before: Piece, piece: Piece, usual: float) -> str:
    gap = _gap(before, piece) - usual
    if gap > _CELL_GAP * max(before.size, piece.size):
        return "\t"
    return " " if gap > _least_gap(before, piece) else ""


def _gap(before: Piece, piece: Piece) -> float:
    return piece.x - before.x - before.width


def _least_gap(before: Piece, piece: Piece) -> float:
    left, right = before.text[-1], piece.text[0]
    if left.isdigit() and right.isdigit() and min(before.size, piece.size) < _SMALL * max(before.size, piece.size):
        return -math.inf  # 186 and the mark of its footnote are not 1861
    if left in _OPENING or right in _OPENING + _CLOSING:
        return max(before.size, piece.size)  # half of their square is blank
    return (_GAP if left.isascii() == right.isascii() else _MIXED_GAP) * min(before.size, piece.size)
