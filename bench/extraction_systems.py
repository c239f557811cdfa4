"""The extractors that are compared: ours, trafilatura, readability-lxml."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from typing import Any

from indexer.document import RawDocument
from indexer.errors import DocumentError
from indexer.extractors import extract
from indexer.parser import parse
from indexer.reply import Value

from .extraction_gold import Labelled, soup


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


def trafilatura(page: Labelled, **setting: Any) -> Output:
    """trafilatura with tables and without comments; the title and the date are those of its metadata."""
    import trafilatura as library

    text = library.extract(page.html, include_comments=False, include_tables=True, **setting)
    known = library.extract_metadata(page.html)
    title, date = (known.title or "", known.date or "") if known else ("", "")
    return Output(text or "", title, {"title": title, "date": (date,) if date else ()})


def readability(page: Labelled) -> Output:
    """readability-lxml: the summary's text, its blocks on lines of their own, and the shortened title."""
    from readability import Document

    document = Document(page.html)
    title = document.short_title()
    return Output(soup(document.summary()).get_text("\n"), title, {"title": title})


def installed() -> dict[str, dict[str, System]]:
    """The extractors that can run here, by name and setting; of several settings the best one counts."""
    logging.disable(logging.ERROR)  # both complain of short pages at length
    systems: dict[str, dict[str, System]] = {"ours": {"": ours}}
    if find_spec("trafilatura"):
        settings = ("favor_recall", "favor_precision")
        favoured: dict[str, Any] = {name: partial(trafilatura, **{name: True}) for name in settings}
        systems["trafilatura"] = {"plain": trafilatura, **favoured}
    if find_spec("readability"):
        systems["readability"] = {"": readability}
    return systems
