"""BM25F: how well a document fits a term, over title, headings and text.

Robertson, Zaragoza & Taylor 2004: a term's frequencies in the parts are added up with weights, each
damped by its part's length, before saturation; so three mentions in the title and the text count as
one weight of evidence, not as three independent ones.
"""

from __future__ import annotations

from math import log

import numpy as np

from .postings import EMPTY, Ids, Postings
from .snapshot import Floats, Snapshot

# Replies are long (2,000 characters and more), so repetition goes on to count: k1 of 2–3 measured
# better than the usual 1.2 on long formal Chinese.
K1 = 2.0

Frequencies = dict[str, Postings]  # by part


def idf(matching: int, documents: int) -> float:
    """How telling a term is that stands in `matching` of `documents`; never negative."""
    return log(1 + (documents - matching + 0.5) / (matching + 0.5))


class Scorer:
    """Adds up scores for the documents of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.scores: Floats = np.zeros(snapshot.size)
        self._pseudo: Floats = np.zeros(snapshot.size)  # zeros between terms

    def add(self, frequencies: Frequencies, matching: int, weight: float = 1.0) -> None:
        """Adds the weighted score of one term (or exact string) that `matching` documents hold."""
        ids, found = self._damped(frequencies)
        worth = weight * idf(matching, self._snapshot.live_count) * (K1 + 1)
        self.scores[ids] += worth * found / (K1 + found)

    def _damped(self, frequencies: Frequencies) -> tuple[Ids, Floats]:
        """The documents with a term, each once, and its frequency over the parts, weighted and damped."""
        damped = [
            (p.ids, p.weights * self._snapshot.gains[name][p.ids]) for name, p in frequencies.items() if len(p.ids)
        ]
        if len(damped) < 2:
            return damped[0] if damped else (EMPTY.ids, self.scores[:0])
        damped.sort(key=lambda one: -len(one[0]))
        pseudo, touched = self._pseudo, list[Ids]()
        for ids, found in damped:
            touched.append(ids[pseudo[ids] == 0.0] if touched else ids)
            pseudo[ids] += found
        every = np.concatenate(touched)
        summed = pseudo[every]
        pseudo[every] = 0.0
        return every, summed
