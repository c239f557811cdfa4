"""When two documents are the same reply: their texts agree in every letter, digit and character."""

from __future__ import annotations

import hashlib
import re

from .folding import fold

_NOT_TEXT = re.compile(r"[\W_]+")


def text_key(text: str) -> str:
    """A digest of the text without blanks, punctuation, width and script (SHA-1, hex)."""
    return hashlib.sha1(_NOT_TEXT.sub("", fold(text)).encode(), usedforsecurity=False).hexdigest()


def mint_id(text: str) -> str:
    """A new reply's id: the first 12 digits of its text's key, so another crawl gives the same."""
    return text_key(text)[:12]
