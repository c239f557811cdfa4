"""The extractors that are compared: ours, trafilatura, readability-lxml."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec

from bs4 import BeautifulSoup

from indexer.document import RawDocument
from indexer.errors import DocumentError
from indexer.extractors import extract
from indexer.parser import parse
from indexer.reply import Value

from .extraction_gold import Labelled

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class Output:
    """What an extractor makes of a page: the body's text and the fields it claims to know."""

    text: str = ""
    title: str = ""
    fields: Mapping[str, Value | bool] = field(default_factory=dict)
    error: str = ""


System = Callable[[Labelled], Output]
GIVES = {"trafilatura": frozenset(["title", "date"]), "readability": frozenset(["title"])}  # ours: every field


def ours(page: Labelled) -> Output:
    """Dafu: bytes → page → reply. The title is the document's own or the one that is shown."""
    raw = RawDocument(uri=f"/{page.name}", body=page.body, declared_charset=page.labels.get("charset"))
    try:
        cleaned = extract(raw)
    except DocumentError as error:
        return Output(error=str(error))
    reply = parse(cleaned, raw.uri)
    facts: dict[str, Value | bool] = {name: fact.value for name, fact in reply.facts.items()}
    title = reply.get("title") or reply.display_title
    dates = tuple(date for name in ("signed_date", "published_date") if (date := reply.get(name)))
    return Output("\n".join(cleaned.lines), title, facts | {"title": title, "date": dates, "is_reply": reply.is_reply})


def trafilatura(page: Labelled) -> Output:
    """trafilatura with tables and without comments. favor_recall is the better setting for letters."""
    import trafilatura as library

    html = _DECLARATION.sub("", page.html)
    text = library.extract(html, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False)
    known = library.extract_metadata(html)
    title, date = (known.title or "", known.date or "") if known else ("", "")
    return Output(text or "", title, {"title": title, "date": (date,) if date else ()})


def readability(page: Labelled) -> Output:
    """readability-lxml: the summary's text, its blocks on lines of their own, and the shortened title."""
    from readability import Document

    document = Document(_DECLARATION.sub("", page.html))
    try:
        text = BeautifulSoup(document.summary(), "lxml").get_text("\n")
        title = document.short_title()
    except Exception as error:  # a page it cannot read is a page it gives nothing for
        return Output(error=str(error))
    return Output(text, title, {"title": title})


def installed() -> dict[str, System]:
    """The extractors that can run here, by name."""
    logging.disable(logging.ERROR)  # both complain of short pages at length
    others = {"trafilatura": trafilatura, "readability": readability}
    return {"ours": ours} | {name: system for name, system in others.items() if find_spec(name)}
