"""From all words to most of them: typed words as a text that replies are like.

Only plain words loosen. Quotes, fields, operators and figures mean what they say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.folding import fold

from .query import And, Clause, Exact, Query, Similar
from .searchers import Found, Searcher
from .widening.figures import is_figure

# 9万个, 2022年, 青数据建〔2024〕8号: another figure is another fact, not a similar one.
_FIGURE = re.compile(r"(?:[^\d()]{0,12}\(?\d{4}\)?)?[\d.,%-]+[^\d]{0,3}")


def loosened(clause: Clause) -> Clause | None:
    """The clause for replies that hold most of the words; None when it asks for something that may not loosen."""
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    words = [one for one in clauses if isinstance(one, Exact)]
    if not words or len(words) < len(clauses) or any(word.quoted for word in words):
        return None
    figures = [word for word in words if _may_not_loosen(fold(word.text))]
    loose = [word for word in words if word not in figures]
    if not loose:
        return None
    like = Similar(" ".join(word.text for word in loose), tuple(other for word in loose for other in word.also))
    return And((like, *figures)) if figures else like


def _may_not_loosen(word: str) -> bool:
    return bool(_FIGURE.fullmatch(word)) or is_figure(word)


def found_by(searcher: Searcher, query: Query) -> tuple[Found, Query]:
    """What fits, and the query that found it; where nothing fits but some of the words do, that is a looser one."""
    found = searcher.search(query)
    looser = None if found.total else loosened(query.clause)
    if looser is None:
        return found, query
    loose = replace(query, clause=looser)
    some = searcher.search(loose)
    return (some, loose) if some.total else (found, query)
