"""The view model of what a search took in beside the words as typed, and of what it could take in."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.folding import fold
from search.archive import PARTIAL, PARTIAL_WITHIN
from search.query import Mode
from search.results import ResultPage, Widening

from .links import address
from .params import Asked


@dataclass(frozen=True, slots=True)
class WordView:
    """A word, its other forms with their reasons, and the address of the search with or without them."""

    word: str
    forms: str
    notes: str
    url: str


@dataclass(frozen=True, slots=True)
class WideningView:
    """Words that were widened, words that were kept as typed, and the offer to widen."""

    widened: tuple[WordView, ...]
    kept: tuple[WordView, ...]
    as_typed: str
    offered: tuple[WordView, ...]
    partial: str
    broad: str


def widening_view(asked: Asked, page: ResultPage) -> WideningView:
    """What the page says of a search's words. In 精确 it only offers; else each word is switched off and on."""
    is_exact = asked.mode is Mode.EXACT
    standard = address(asked.in_mode(Mode.STANDARD))
    return WideningView(
        widened=tuple(_word(one, address(asked.with_plain((*asked.plain, one.word)))) for one in page.widened),
        kept=() if is_exact else tuple(_word(one, _widened_again(asked, one)) for one in page.widenable),
        as_typed=address(asked.in_mode(Mode.EXACT)),
        offered=tuple(_word(one, standard) for one in page.widenable) if is_exact else (),
        partial=next((note for note in page.notes if note in (PARTIAL, PARTIAL_WITHIN)), ""),
        broad=address(asked.in_mode(Mode.BROAD)) if is_exact else "",
    )


def _widened_again(asked: Asked, kept: Widening) -> str:
    """The address of the search in which a word is widened again."""
    return address(asked.with_plain(word for word in asked.plain if fold(word) != fold(kept.word)))


def _word(one: Widening, url: str) -> WordView:
    return WordView(
        word=one.word,
        forms="、".join(f"{form.text}（{form.reason}）" for form in one.forms),
        notes="；".join(f"{form.text}：{form.note}" for form in one.forms if form.note),
        url=url,
    )
