"""How often the office's own words stand in a text: thousands of words, a small part of the time of cutting it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .folding import fold


class OfficeWords:
    """Words to look for in texts, by the two characters they begin with, the longest first."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """`words` as they are written; those that fold to one character or none are left out."""
        self._words: dict[str, list[tuple[str, re.Pattern[str] | None]]] = {}
        for word in sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)):
            if len(word) > 1:
                self._words.setdefault(word[:2], []).append((word, _bounded(word)))
        first, second = ({re.escape(two[place]) for two in self._words} for place in (0, 1))
        self._beginning = re.compile(f"(?=([{''.join(sorted(first))}][{''.join(sorted(second))}]))" if first else "$^")

    def counts(self, text: str) -> dict[str, int]:
        """How often each word stands in a text, folded; where several begin at one place, the longest counts."""
        found: dict[str, int] = {}
        if not self._words:
            return found
        folded = fold(text)
        for beginning in self._words.keys() & set(self._beginning.findall(folded)):
            longer = list[str]()
            for word, pattern in self._words[beginning]:
                if word in folded and (times := len(pattern.findall(folded)) if pattern else folded.count(word)):
                    found[word] = times - sum(found[other] for other in longer if other.startswith(word))
                    longer.append(word)
        return {word: times for word, times in found.items() if times > 0}


def _bounded(word: str) -> re.Pattern[str] | None:
    """A pattern for a word with letters or digits at its ends, which must not go on outside of it; None for others."""
    before = "(?<![a-z0-9])" if word[0].isascii() else ""
    after = "(?![a-z0-9])" if word[-1].isascii() else ""
    return re.compile(before + re.escape(word) + after) if before or after else None
