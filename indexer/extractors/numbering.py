"""Automatic list numbers of a DOCX: Word counts them when it shows the text, so do we.

In many replies 「一、」 and 「（一）」 exist only as list numbers; without them headings are lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .numerals import numeral
from .package import attribute, child, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    style: str = "decimal"
    text: str = ""  # 第%1章, %1.%2
    restart: int | None = None  # the level whose step starts this one again, None: any higher one, 0: none
    figures: bool = False  # higher levels' numbers as figures too (isLgl)


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has been counted."""

    lists: dict[str, tuple[str, dict[int, Level]]]  # numId → (abstract list, levels)
    styles: dict[str, tuple[str, int]]  # paragraph style → (numId, level)
    restarted: dict[tuple[str, int], int]  # (numId, level) → number it starts over with
    counters: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, properties: Element | None) -> str:
        """The number in front of the paragraph with these properties, "" when it has none; counts it."""
        found = self._place(properties)
        if found is None or found[0] not in self.lists:
            return ""
        list_id, depth = found
        abstract, levels = self.lists[list_id]
        counters = self.counters.setdefault(abstract, [None] * _LEVELS)
        self._count(list_id, depth, levels, counters)
        level = levels.get(depth, Level())
        if level.style in ("bullet", "none"):
            return "" if level.style == "bullet" else _PLACE.sub("", level.text)
        return _PLACE.sub(lambda match: _number(int(match[1]) - 1, level, levels, counters), level.text)

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        style = attribute(child(properties, "pStyle"), "val") or ""
        list_of_style = self.styles.get(style)
        own = child(properties, "numPr")
        if own is None:
            return list_of_style
        list_id = attribute(child(own, "numId"), "val") or (list_of_style[0] if list_of_style else "")
        default = list_of_style[1] if list_of_style else 0
        return list_id, min(whole(child(own, "ilvl"), default), _LEVELS - 1)

    def _count(self, list_id: str, depth: int, levels: dict[int, Level], counters: list[int | None]) -> None:
        start = self.restarted.pop((list_id, depth), None)
        current = counters[depth]
        first = levels.get(depth, Level()).start
        counters[depth] = start if start is not None else first if current is None else current + 1
        for lower in range(depth + 1, _LEVELS):
            restart = levels.get(lower, Level()).restart
            if restart is None or depth < restart:
                counters[lower] = None


def _number(depth: int, level: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
    other = levels.get(depth, Level())
    number = counters[depth]
    style = "decimal" if level.figures else other.style
    return numeral(other.start if number is None else number, style)


def whole(element: Element | None, default: int) -> int:
    """The whole number in an element's val, not below 0."""
    text = attribute(element, "val") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def numbering_of(numbering: Element | None, styles: Element | None) -> Numbering:
    """The lists that numbering.xml and styles.xml define."""
    abstract = dict[str, dict[int, Level]]()
    lists, restarted = dict[str, tuple[str, dict[int, Level]]](), dict[tuple[str, int], int]()
    linked = dict[str, str]()  # abstract list → the list style that stands for it
    for element in numbering if numbering is not None else ():
        if local(element) == "abstractNum":
            key = attribute(element, "abstractNumId") or ""
            abstract[key] = _levels(element)
            linked[key] = attribute(child(element, "numStyleLink"), "val") or ""
    of_styles = _of_styles(styles)
    for element in numbering if numbering is not None else ():
        if local(element) == "num":
            list_id = attribute(element, "numId") or ""
            key = attribute(child(element, "abstractNumId"), "val") or ""
            lists[list_id] = (key, abstract.get(key, {}) | _overrides(element))
            restarted |= {(list_id, depth): start for depth, start in _starts(element)}
    for list_id, (key, _) in list(lists.items()):
        target = of_styles.get(linked.get(key, ""), ("", 0))[0]
        if target in lists:
            lists[list_id] = lists[target]
    return Numbering(lists, of_styles, restarted)


def _levels(parent: Element) -> dict[int, Level]:
    return {min(_depth(element), _LEVELS - 1): _level(element) for element in parent if local(element) == "lvl"}


def _depth(element: Element) -> int:
    text = attribute(element, "ilvl") or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _level(element: Element) -> Level:
    restart = child(element, "lvlRestart")
    return Level(
        start=whole(child(element, "start"), 0),
        style=attribute(child(element, "numFmt"), "val") or "decimal",
        text=(attribute(child(element, "lvlText"), "val") or "")[:100],
        restart=None if restart is None else whole(restart, 0),
        figures=child(element, "isLgl") is not None,
    )


def _overrides(number: Element) -> dict[int, Level]:
    found = {}
    for element in number:
        level = child(element, "lvl")
        if local(element) == "lvlOverride" and level is not None:
            found[min(_depth(element), _LEVELS - 1)] = _level(level)
    return found


def _starts(number: Element) -> list[tuple[int, int]]:
    return [
        (_depth(element), whole(child(element, "startOverride"), 1))
        for element in number
        if local(element) == "lvlOverride" and child(element, "startOverride") is not None
    ]


def _of_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    """Styles with a list number, by id; a style without one takes its parent's."""
    own, parents = dict[str, tuple[str, int]](), dict[str, str]()
    for style in styles if styles is not None else ():
        name = attribute(style, "styleId") or ""
        parents[name] = attribute(child(style, "basedOn"), "val") or ""
        number = child(style, "pPr", "numPr")
        if number is not None:
            list_id = attribute(child(number, "numId"), "val")
            own[name] = (list_id or "", min(whole(child(number, "ilvl"), 0), _LEVELS - 1))
    return {name: found for name in parents if (found := _inherited(name, own, parents))}


def _inherited(name: str, own: dict[str, tuple[str, int]], parents: dict[str, str]) -> tuple[str, int] | None:
    for _ in range(20):  # a style may stand below itself in a damaged file
        if name in own:
            return own[name]
        name = parents.get(name, "")
    return None
