"""The basket as a DOCX document in the type of an official document (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from search.tables import readable

from .basket_text import HEADING, parts
from .basket_view import Quotation

_TITLE, _TEXT, _SOURCE = ("方正小标宋简体", 22), ("仿宋", 16), ("楷体", 14)


def docx(quotations: Sequence[Quotation]) -> bytes:
    """A4 with the standard's margins; paragraphs in 仿宋 of 16 points, sources below them in 楷体 of 14."""
    from docx import Document  # takes longer to load than the rest of the page needs to start
    from docx.shared import Mm

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    about = document.core_properties
    about.title, about.author, about.comments = HEADING, "", ""
    about.created = about.modified = datetime.now()
    _add(document, HEADING, _TITLE, "center")
    for text, source in map(parts, quotations):
        _add(document, text, _TEXT, "justify")
        _add(document, source, _SOURCE, "right")
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _add(document: Any, text: str, font: tuple[str, int], align: str) -> None:
    """A paragraph at the document's end in one type; only a justified one begins two characters in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment = {
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "right": WD_ALIGN_PARAGRAPH.RIGHT,
    }[align]
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(29 if font is not _TITLE else 36)
    shape.space_before, shape.space_after = Pt(0), Pt(0 if font is _TEXT else 14)
    shape.keep_with_next = font is not _SOURCE
    if align == "justify":
        shape.first_line_indent = Pt(2 * font[1])
    run = paragraph.add_run(readable(text))
    run.font.size = Pt(font[1])
    names = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        names.set(qn(script), font[0])
    names.set(qn("w:hint"), "eastAsia")  # else Word takes “” and …… for Western and sets them narrow
