"""Lines that a fixed width broke (text of PDF, mail, old editors) → paragraphs.

Where nearly all unfinished lines reach the right margin, the margin decides: a line that reaches it
goes on in the next one unless that is indented or begins anew. Ragged texts are left to punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .paragraphs import begins_anew

_FINISHED = re.compile(r"[。！？；：…!?;:]$")
_WIDE = re.compile(r"[^\x00-\u0451\u2070-\u20ff\uff61-\uffdc]")  # as Chinese fonts draw them: “ and … are wide, too
_FEWEST, _SHARE, _LONGER = 6, 0.7, 0.04
_NEAR = 5  # columns: punctuation may not begin a line, words are not cut
_INDENTED = 3
_NARROWEST, _WIDEST = 40, 130  # columns of a page


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines, those broken at a right margin joined; a text without such a margin as it is."""
    margin = right_margin(lines)
    if margin is None:
        return list(lines)
    joined: list[str] = []
    open_line = False  # whether the last line reached the margin
    indent = _usual_indent(lines)
    indented = sum(_indent(line) > indent for line in lines) >= _INDENTED  # then a full line may end a sentence
    for line in lines:
        if not line.strip():
            if not open_line:
                joined.append(line)
            continue
        goes_on = open_line and not begins_anew(line.strip()) and _indent(line) <= indent
        if goes_on:
            joined[-1] = _put_together(joined[-1], line.strip())
        else:
            joined.append(line.rstrip())
        open_line = columns(line) >= margin and (indented or not _FINISHED.search(line.rstrip()))
    return joined


def right_margin(lines: Sequence[str]) -> int | None:
    """The column that lines reach before they are broken, None when the text is not broken by width."""
    if sum(len(line) > _WIDEST for line in lines) > _LONGER * len(lines):
        return None
    widths = sorted(columns(line) for line in lines if line.strip())
    wide = widths[int(len(widths) * 0.9)] if widths else 0
    unfinished = sorted(  # names, dates and headings are short
        columns(line) for line in lines if columns(line) >= wide / 2 and not _FINISHED.search(line.rstrip())
    )
    if len(unfinished) < _FEWEST:
        return None
    margin = unfinished[int(len(unfinished) * 0.8)] - _NEAR
    longer = sum(width > margin + 3 * _NEAR for width in widths)
    if not _NARROWEST <= margin <= _WIDEST or longer > _LONGER * len(widths):
        return None
    reach = sum(width >= margin for width in unfinished)
    return margin if reach >= _SHARE * len(unfinished) else None


def columns(line: str) -> int:
    """The width of a line as a fixed font shows it: Han characters take two columns."""
    line = line.rstrip()
    return len(line) + len(_WIDE.findall(line))


def _usual_indent(lines: Sequence[str]) -> int:
    indents = sorted(_indent(line) for line in lines if line.strip())
    return indents[len(indents) // 2] if indents else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _put_together(left: str, right: str) -> str:
    """Two halves of a line: words and figures of Latin letters keep the blank that the break stood for."""
    blank = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if blank else left + right
