"""Markup too big to be read as a tree → its text, in one pass: nothing in it is lost, nothing is judged."""

from __future__ import annotations

import re
from html import unescape

from .characters import clean

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,12})")
_SILENT = frozenset(("script", "style", "noscript", "select", "template"))
_INLINE = frozenset(("span", "font", "b", "i", "u", "em", "strong", "a", "sub", "sup", "small", "big", "o"))


def stripped(markup: str) -> list[str]:
    """The lines of text of a page; every tag but the inline ones ends a line, a table cell becomes a tab."""
    pieces: list[str] = []
    silent = ""
    for part in markup.split("<"):
        tag, _, text = part.partition(">")
        if part.startswith("!--"):
            text = part.partition("-->")[2]
        match = _NAME.match(tag)
        name = match.group(1).lower() if match else ""
        if silent:
            silent = "" if name == silent and tag.startswith("/") else silent
            if silent:
                continue
        elif name in _SILENT and not tag.startswith("/"):
            silent = name
            continue
        if match or tag.startswith(("!", "?")):
            pieces.append("" if name in _INLINE else "\t" if name in ("td", "th") else "\n")
        else:
            text = f"<{part}" if pieces else part  # no tag: a sign in the text
        pieces.append(re.sub(r"\s+", " ", unescape(text)))
    return [line.strip() for line in clean("".join(pieces)).split("\n") if line.strip()]
