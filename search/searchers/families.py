"""Letters of one family as one row of a list: which stands for the row, and which stand behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .postings import EMPTY, Ids
from .snapshot import Snapshot

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of what was found: the document that stands for each, in no order, and families best first."""

    heads: Ids
    members: Ids  # of families, ranked
    codes: Codes  # of the family of each member

    def behind(self, head: int) -> list[int]:
        """The documents that stand behind the head of a row, in their order."""
        own = self.codes[self.members == head]
        return [] if not len(own) else [n for n in self.members[self.codes == own[0]].tolist() if n != head]


class Families:
    """The families of the documents of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def _codes(self) -> Codes:
        """The number of each document's family, 0 for none."""
        codes = np.zeros(self._snapshot.size, np.int32)
        for code, family in enumerate(self._snapshot.terms("family"), start=1):
            codes[self._snapshot.postings("family", family).ids] = code
        return codes

    def rows(self, ids: Ids, ranked: Callable[[Ids], Ids]) -> Rows:
        """The rows of documents; `ranked` puts documents in their order."""
        codes = self._codes[ids]
        members = ranked(ids[codes > 0]) if codes.any() else EMPTY.ids
        of_members = self._codes[members]
        first = np.unique(of_members, return_index=True)[1]
        return Rows(np.concatenate((ids[codes == 0], members[first])), members, of_members)


def each(ids: Ids) -> Rows:
    """Every document as a row of its own."""
    return Rows(ids, EMPTY.ids, np.empty(0, np.int32))
