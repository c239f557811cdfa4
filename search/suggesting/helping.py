"""Help for a query with no or few hits: what may have been meant, and which of its words is to blame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..archive import Archive
from ..query import Filter, Mode, Question
from ..results import ResultPage
from ..widening import standing
from .spelling import FEW, Count, corrections, word_counts


def searched(archive: Archive, question: Question, offset: int = 0, limit: int = 20) -> ResultPage:
    """One page of what fits a question, with help where it needs any; raises QueryTooLong."""
    return helped(archive, archive.answer(question, offset, limit), question.filters)


def helped(archive: Archive, page: ResultPage, filters: Iterable[Filter] = ()) -> ResultPage:
    """The page with help where its query needs any; the archive's vocabulary is gathered only then.

    What is misspelt shows in the whole archive; what is told or proposed holds within the filters.
    """
    chosen = tuple(filters)
    page = _without_vain_offers(archive, page, chosen)
    if not page.query or page.offset or (page.total > FEW and not page.partial):
        return page
    count, within = _counting(archive, page), _counting(archive, page, chosen)
    counts = word_counts(page.query, within) if page.partial or not page.total else ()
    found = corrections(page.query, archive.suggestions.vocabulary(), count)
    if chosen:
        found = tuple(other for other in found if within(other))
    return replace(page, suggestions=found, word_counts=counts if len(counts) > 1 else ())


def _counting(archive: Archive, page: ResultPage, filters: tuple[Filter, ...] = ()) -> Count:
    """Counts the replies that have all of a query, in the other forms too that the page looks for."""
    exact = page.mode == Mode.EXACT.value
    plain = () if exact else tuple(one.word for one in page.widenable)
    asked = Question("", filters, mode=Mode.EXACT if exact else Mode.STANDARD, plain=plain, gathers=False)
    return lambda text: archive.searcher().search(archive.asked(replace(asked, text=text))[0]).total


def _without_vain_offers(archive: Archive, page: ResultPage, filters: tuple[Filter, ...]) -> ResultPage:
    """The page without the forms it offers that no reply within the filters has."""
    if page.mode != Mode.EXACT.value or not page.widenable:
        return page
    query, _ = archive.asked(Question(page.query, filters, gathers=False))
    offered = standing(
        page.widenable, query.clause, lambda form: archive.searcher().search(replace(query, clause=form)).total > 0
    )
    return replace(page, widenable=offered)
