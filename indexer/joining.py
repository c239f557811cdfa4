"""A page that only leads to its attachment, and the two made one: the text is the attachment's."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from .document import Page
from .opening import opening_line
from .reply import Reply

_COVER_CHARS = 400  # letters and figures beside titles and links; the shortest letters have more
_LEAD = re.compile(
    r"^[\[【（(]?\s{0,4}(?:附件|附|下载|点击下载|相关附件|附件下载)\s{0,4}\d{0,2}\s{0,4}[:：.、\]】）)]?"
)
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|rtf)\b", re.I)
_SENTENCE = re.compile(r"[。；！？]")
_SENTENCES = 2  # a cover may say one sentence: 现将答复予以公开。


def is_cover(page: Page, reply: Reply) -> bool:
    """Whether a page says nothing but a title, metadata and links to the document that holds the letter."""
    if not page.attachments or opening_line(page.lines) is not None:
        return False
    titles = {_bare(text) for text in (page.title, reply.display_title, reply.get("title")) if text}
    own = [line for line in page.lines if not _is_link(line) and _bare(line) not in titles]
    text = "".join(own)
    letters = sum(char.isalnum() for char in text)
    return letters <= _COVER_CHARS and len(_SENTENCE.findall(text)) < _SENTENCES


def joined(cover: Page, attachment: Page, address: str = "") -> Page:
    """The page of an attachment with what its cover knows; `address` is the attachment's, for the note.

    Pairs of the attachment come first: a letter's own word counts more than its page's. What the cover
    says in lines is kept with the removed lines, so that it is still found.
    """
    name = _name(address or (cover.attachments[0] if len(cover.attachments) == 1 else ""))
    kept, said = (*cover.lines, *cover.removed), {_bare(line) for line in (*attachment.lines, cover.title or "")}
    note = f"正文来自附件：{name}" if name else "正文来自附件"
    return replace(
        attachment,
        title=attachment.title or cover.title,
        pairs=tuple(dict.fromkeys((*attachment.pairs, *cover.pairs))),
        removed=tuple(dict.fromkeys((*attachment.removed, *(line for line in kept if _bare(line) not in said)))),
        attachments=cover.attachments,
        notes=tuple(dict.fromkeys((*cover.notes, *attachment.notes, note))),
    )


def _is_link(line: str) -> bool:
    """附件：关于…的答复.pdf · 点击下载 · …答复.docx"""
    return bool(_FILE.search(line)) or (len(line) <= 120 and bool(_LEAD.match(line)))


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _name(address: str) -> str:
    return unquote(PurePosixPath(urlsplit(address).path).name)
