"""The one place where text becomes markup: everything is escaped, and marks are put around spans."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from search.results import Mark, Snippet

CUT = "……"


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """Text as HTML with <mark> around its marks, which are in order and do not overlap."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    return Markup("").join([*pieces, escape(text[at:])])


def snippet(found: Snippet) -> Markup:
    """A snippet as HTML, with …… where its paragraph goes on."""
    before, after = (CUT if cut else "" for cut in found.cut)
    return before + marked(found.text, found.marks) + after


def within(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The parts of the marks of a text that lie in its stretch from `start` to `end`, counted from there."""
    return tuple((max(s, start) - start, min(e, end) - start) for s, e in marks if s < end and e > start)
