"""Pages of several encodings and damaged bytes: each stretch between tags and line ends is read for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .characters import CHINESE, GOOD, score, strange
from .realigned import realigned

# "<" and line feeds are never part of a longer character in UTF-8, GB18030 or Big5.
_STRETCH = re.compile(rb"[<\n]?[^<\n]+|[<\n]")
_LEAD_OF_CJK = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
_CLEARLY = 0.3  # by so much another encoding must read better than the page's own
_SURE = 8  # characters
_EFFORT = 48 * 1024  # bytes of a document that are read by the careful, slow way; damage beyond is left open


@dataclass(slots=True)
class _Reading:
    """One document being read."""

    main: str
    pieces: list[str] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)  # stretches read with another encoding
    effort: int = _EFFORT

    def careful(self, stretch: bytes, encoding: str) -> str:
        """The most sensible reading of a damaged stretch, as long as the effort lasts."""
        text = stretch.decode(encoding, errors="replace")
        if encoding == "utf-8" or len(stretch) > self.effort or not strange().search(text):
            return text
        self.effort -= len(stretch)
        return realigned(stretch, encoding)

    def read(self, stretch: bytes) -> str:
        """A stretch with non-ASCII bytes that the page's encoding does not read well."""
        main_text = self.careful(stretch, self.main)
        main_score = score(main_text)
        best = (max(main_score + _CLEARLY, CHINESE), self.main, main_text)
        for encoding in ("utf-8", "gb18030", "big5hkscs"):
            if encoding != self.main and (encoding != "utf-8" or _LEAD_OF_CJK.search(stretch)):
                text = stretch.decode(encoding, errors="replace")
                if encoding != "utf-8" and "\ufffd" not in main_text and not _beyond_doubt(text, main_score):
                    continue
                best = max(best, (score(text), encoding, text), key=lambda reading: reading[0])
        if best[1] != self.main:
            self.others[best[1]] = self.others.get(best[1], 0) + 1
        return best[2]


def _beyond_doubt(text: str, main_score: float) -> bool:
    """Whether a stretch that is valid in the page's encoding is another double-byte one all the same."""
    return score(text) >= GOOD and main_score < CHINESE / 2 and sum(1 for char in text if char > "\x7f") >= _SURE


def mended(body: bytes, main: str) -> tuple[str, dict[str, int]]:
    """The text of `body`, and how many stretches of it are in which other encoding."""
    reading = _Reading(main)
    for found in _STRETCH.finditer(body):
        stretch = found.group()
        reading.pieces.append(_plainly(stretch, main) or reading.read(stretch))
    return "".join(reading.pieces), reading.others


def _plainly(stretch: bytes, main: str) -> str | None:
    """The text of a stretch about which there is no doubt."""
    try:
        text = stretch.decode("ascii" if stretch.isascii() else main)
    except UnicodeDecodeError:
        return None
    return None if main != "utf-8" and strange().search(text) else text
