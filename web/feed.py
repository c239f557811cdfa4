"""A search as an Atom feed (RFC 4287): its newest replies, for a reader that asks again every day."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from flask import url_for

from search.query import Mode
from search.results import Hit, ResultPage
from search.tables import readable

from .params import Asked

ENTRIES = 50
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_UNDATED = "1970-01-01T00:00:00+08:00"


def feed_of(asked: Asked, page: ResultPage) -> bytes:
    """The feed of a page of replies, newest first.

    What only comes near the words is left out, unless that was asked for: it would be news every day.
    """
    hits = page.hits if asked.mode is Mode.BROAD or not page.partial else ()
    without = (f"-{value}" for _, value in asked.excluded)
    words = " ".join([asked.query, *(value for _, value in asked.chosen), *without]).strip()
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _put(feed, "id", _urn(f"search {sorted(asked.args().items())}"))
    _put(feed, "title", f"{words} - 答复检索" if words else "答复检索：最新答复")
    _put(feed, "updated", max(map(_updated, hits), default=_UNDATED))
    SubElement(SubElement(feed, "author"), "name").text = "答复检索"
    SubElement(feed, "link", rel="self", href=_address("downloads.feed", asked))
    SubElement(feed, "link", rel="alternate", type="text/html", href=_address("pages.search", asked))
    for hit in hits:
        _entry(feed, asked, hit)
    whole: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return whole


def _entry(feed: Element, asked: Asked, hit: Hit) -> None:
    facts, entry = dict(hit.facts), SubElement(feed, "entry")
    _put(entry, "id", _urn(f"reply {hit.id}"))
    _put(entry, "title", hit.title)
    _put(entry, "updated", _updated(hit))
    _put(SubElement(entry, "author"), "name", facts.get("agency") or "承办单位未标明")
    SubElement(entry, "link", rel="alternate", type="text/html", href=_address("replies.reply", asked, reply_id=hit.id))
    said = [facts.get("doc_number", ""), *(snippet.text for snippet in hit.paragraphs)]
    undated = "日期未标明" if _updated(hit) == _UNDATED else ""
    _put(entry, "summary", "\n".join(text for text in (undated, *said) if text))


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = readable(text)


def _urn(name: str) -> str:
    """A name that is the same on every machine and at every address."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'dafu {name}')}"


def _address(endpoint: str, asked: Asked, **more: str) -> str:
    return url_for(endpoint, _external=True, **asked.args(), **more)  # type: ignore[arg-type]


def _updated(hit: Hit) -> str:
    """When a reply was signed, else published; the first day of a month or year of which no more is known."""
    facts = dict(hit.facts)
    known = facts.get("signed_date") or facts.get("published_date") or facts.get("year") or ""
    found = _DATE.match(known)
    return f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}T00:00:00+08:00" if found else _UNDATED
