"""The view model of a search that found nothing: what was searched, what is to blame, what to try."""

from __future__ import annotations

from dataclasses import dataclass

from search.query import Mode
from search.results import ResultPage
from search.widening import LABELS

from .links import Link, address
from .params import Asked

_MOST_WORDS = 6
_MOST_FILTERS = 6


@dataclass(frozen=True, slots=True)
class NothingView:
    """What was searched in words, how often each word is there alone, and freer searches to try."""

    mode: str
    filters: tuple[str, ...]
    words: tuple[Link, ...]
    freer: tuple[Link, ...]
    unfiltered: str
    unfiltered_count: int | None


def nothing_view(asked: Asked, page: ResultPage, chips: tuple[Link, ...]) -> NothingView:
    """Why a search found nothing and what to do. Counts hold within the filters, but for `unfiltered_count`."""
    return NothingView(
        mode=LABELS[asked.mode],
        filters=tuple(chip.text for chip in chips[:_MOST_FILTERS]),
        words=words_alone(asked, page),
        freer=_freer(asked),
        unfiltered=address(asked.unfiltered()) if asked.narrowing and asked.query else "",
        unfiltered_count=page.unfiltered_total,
    )


def words_alone(asked: Asked, page: ResultPage) -> tuple[Link, ...]:
    """Each word of a query that nothing has all of, to be tried alone, with the number of its replies."""
    return tuple(Link(word, address(asked.asking(word)), count=count) for word, count in page.word_counts[:_MOST_WORDS])


def _freer(asked: Asked) -> tuple[Link, ...]:
    """The same search in the modes that take the words more freely."""
    order = (Mode.EXACT, Mode.STANDARD, Mode.BROAD)
    freer = order[order.index(asked.mode) + 1 :] if asked.query else ()
    return tuple(Link(LABELS[mode], address(asked.in_mode(mode))) for mode in freer)
