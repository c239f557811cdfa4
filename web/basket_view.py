"""What lies in the basket, looked up in the archive: each paragraph with its source, or what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from indexer.reply import Reply
from search.archive import Archive
from search.export import source_line

from .basket import MOST, Basket, Item, check, place_of
from .params import Asked

MESSAGES = {
    "added": "已放进篮子",
    "there": "这一段已经在篮子里",
    "full": "篮子满了，没有放进去；请先导出，或者拿掉几段",
    "removed": "已从篮子里拿掉",
    "moved": "已调整顺序",
    "cleared": "篮子已清空",
}
_GONE = "这一段所在的答复已不在答复库里"
_CHANGED = "原文重新导入后，这一段的文字变了，请打开答复重新选取"
_DAMAGED_SHOWN = 40  # characters of a piece that makes no sense


@dataclass(frozen=True, slots=True)
class Quotation:
    """A picked paragraph; `problem` says why its text cannot be given, else it is empty."""

    item: Item
    place: int
    title: str
    url: str
    text: str
    source: str
    problem: str


@dataclass(frozen=True, slots=True)
class BasketView:
    """The page of the basket."""

    title: str
    asked: Asked
    message: str
    full: bool
    quotations: tuple[Quotation, ...]
    damaged: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many paragraphs are in it."""
        return len(self.quotations)


def basket_view(archive: Archive, basket: Basket, done: str) -> BasketView:
    """The page of a basket after `done` was done with it."""
    return BasketView(
        title="篮子 - 答复检索",
        asked=Asked(),
        message=MESSAGES.get(done, ""),
        full=len(basket.items) >= MOST,
        quotations=quotations(archive, basket),
        damaged=tuple(piece[:_DAMAGED_SHOWN] for piece in basket.damaged),
    )


def quotations(archive: Archive, basket: Basket) -> tuple[Quotation, ...]:
    """The paragraphs of a basket in its order, read from the archive as it is now."""
    replies: dict[str, Reply | None] = {}
    for item in basket.items:
        if item.reply_id not in replies:
            replies[item.reply_id] = archive.reply(item.reply_id)
    return tuple(_quotation(item, place, replies[item.reply_id]) for place, item in enumerate(basket.items, start=1))


def _quotation(item: Item, place: int, reply: Reply | None) -> Quotation:
    if reply is None:
        return Quotation(item, place, "", "", "", "", _GONE)
    number = place_of(item, texts(reply))
    url = url_for("replies.reply", reply_id=reply.id, _anchor=f"p{number}" if number else None)
    if not number:
        return Quotation(item, place, reply.display_title, url, "", source_line(reply), _CHANGED)
    return Quotation(item, place, reply.display_title, url, texts(reply)[number - 1], source_line(reply, number), "")


def texts(reply: Reply) -> list[str]:
    """The texts of a reply's paragraphs in order."""
    return [reply.text[paragraph.start : paragraph.end] for paragraph in reply.paragraphs]


def item_at(reply: Reply, number: int) -> Item | None:
    """The item for the paragraph with this number, from 1, or None when there is none."""
    if not 1 <= number <= len(reply.paragraphs):
        return None
    return Item(reply.id, number, check(texts(reply)[number - 1]))
