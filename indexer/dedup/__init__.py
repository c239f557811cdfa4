"""When two documents are the same letter, and when letters give one answer to several proposers.

`keys` says what of a text counts, `sketching` makes it small, `described` is all that comparing keeps of
a document, `candidates` finds what is worth comparing, `comparing` compares, `identity` knows what tells
letters apart, `grouping` decides.
"""

from __future__ import annotations

from .comparing import differing_lines, other_figures
from .described import Described, describe, described_from, from_data, is_official, to_data
from .grouping import METHOD, Grouping, Pair, group
from .identity import Identity
from .keys import mint_id, near_key, text_key
from .sketching import sketch

__all__ = [
    "METHOD", "Described", "Grouping", "Identity", "Pair", "describe", "described_from", "differing_lines", "from_data",
    "group", "is_official", "mint_id", "near_key", "other_figures", "sketch", "text_key", "to_data",
]  # fmt: skip
