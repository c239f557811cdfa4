"""The basket: paragraphs picked while drafting, kept in the browser as one cookie and nowhere else.

The cookie holds `id.number.check` for each, joined by `~`: the reply, the paragraph's number from 1, and six
digits of a digest of its text, by which it is found again when the reply was read anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

NAME = "basket"
MOST = 100
_MOST_BYTES = 3_800  # a browser keeps a cookie of 4,096 bytes with its name and attributes
_MOST_READ = 20_000
_ITEM = re.compile(r"([0-9A-Za-z]{1,40})\.([1-9][0-9]{0,5})\.([0-9a-f]{6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of a reply, and a check of its text."""

    reply_id: str
    number: int
    check: str

    def __str__(self) -> str:
        return f"{self.reply_id}.{self.number}.{self.check}"


@dataclass(frozen=True, slots=True)
class Basket:
    """What was picked, in the clerk's order; `damaged` are pieces of the cookie that make no sense."""

    items: tuple[Item, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def cookie(self) -> str:
        """The value that is kept in the browser."""
        return "~".join(map(str, self.items))

    def takes(self, item: Item) -> bool:
        """Whether there is room for one more."""
        return len(self.items) < MOST and len(self.with_one(item).cookie) <= _MOST_BYTES

    def with_one(self, item: Item) -> Basket:
        """The basket with a paragraph at its end, once."""
        return self if item in self.items else replace(self, items=(*self.items, item))

    def without(self, item: Item) -> Basket:
        """The basket with a paragraph taken out."""
        return replace(self, items=tuple(other for other in self.items if other != item))

    def moved(self, item: Item, by: int) -> Basket:
        """The basket with a paragraph `by` places further down, as far as there are places."""
        if item not in self.items:
            return self
        rest = self.without(item).items
        place = min(len(rest), max(0, self.items.index(item) + by))
        return replace(self, items=(*rest[:place], item, *rest[place:]))


def read(cookie: str) -> Basket:
    """The basket that a cookie holds; what makes no sense in it is named, not fatal."""
    pieces = [piece for piece in cookie[:_MOST_READ].split("~") if piece]
    items = [item for piece in pieces if (item := item_of(piece))]
    damaged = [piece for piece in pieces if not item_of(piece)]
    damaged += [str(item) for item in items[MOST:]]
    return Basket(tuple(dict.fromkeys(items[:MOST])), tuple(damaged))


def item_of(text: str) -> Item | None:
    """The item that is written so, or None."""
    found = _ITEM.fullmatch(text)
    return Item(found[1], int(found[2]), found[3]) if found else None


def check(text: str) -> str:
    """Six digits that change with a paragraph's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def place_of(item: Item, texts: Iterable[str]) -> int:
    """The number, from 1, of the paragraph that an item means, nearest to where it was; 0 when its text is gone."""
    same = [number for number, text in enumerate(texts, start=1) if check(text) == item.check]
    return min(same, key=lambda number: abs(number - item.number), default=0)
