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
        rising = found + K1
        np.divide(found, rising, out=found)
        found *= weight * idf(matching, self._snapshot.live_count) * (K1 + 1)
        self.scores[ids] += found

    def _damped(self, frequencies: Frequencies) -> tuple[Ids, Floats]:
        """The documents with a term, each once, and its frequency over the parts, weighted and damped."""
        if not frequencies:
            return EMPTY.ids, self.scores[:0].copy()
        standing = [(p.ids, p.weights * self._snapshot.gains[name][p.ids]) for name, p in frequencies.items()]
        (ids, found), *others = sorted(standing, key=lambda one: -len(one[0]))
        if not any(len(more) for more, _ in others):
            return ids, found
        pseudo, touched = self._pseudo, [ids]
        pseudo[ids] = found
        for more, found in others:
            touched.append(more[pseudo[more] == 0.0])
            pseudo[more] += found
        every = np.concatenate(touched) if any(map(len, touched[1:])) else ids
        summed = pseudo[every]
        pseudo[every] = 0.0
        return every, summed
