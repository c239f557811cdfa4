"""BM25F: how well a document fits a term, over title, headings and text.

Robertson, Zaragoza & Taylor 2004: a term's frequencies in the parts are added up with weights, each
damped by its part's length, before saturation; so three mentions in the title and the text count as
one weight of evidence, not as three independent ones.
"""

from __future__ import annotations

from math import log

import numpy as np

from indexer.schema import PARTS

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

    def add(self, frequencies: Frequencies, matching: int, weight: float = 1.0) -> None:
        """Adds the weighted score of one term (or exact string) that `matching` documents hold."""
        pseudo = np.zeros(self._snapshot.size)
        for part in PARTS:
            ids, weights = frequencies.get(part.name, EMPTY)
            if not len(ids):
                continue
            pseudo[ids] += part.boost * weights / self._damping(part.name, part.b, ids)
        touched = np.flatnonzero(pseudo)
        found = pseudo[touched]
        rare = idf(matching, self._snapshot.live_count)
        self.scores[touched] += weight * rare * found * (K1 + 1) / (K1 + found)

    def _damping(self, part: str, b: float, ids: Ids) -> Floats:
        mean = max(1.0, self._snapshot.mean_lengths[part])
        return 1 - b + b * self._snapshot.lengths[part][ids] / mean
