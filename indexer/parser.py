"""Step 3, parse: a page → a reply, with its fields, sections and paragraphs.

A document is a reply when its opening sentence answers a proposal; anything else is kept and
labelled. A field that is not proved stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import dedup
from .document import Page
from .fields import head, opening, tail
from .fields.zones import Line, Zones, zones_of
from .reply import Fact, Reply
from .structure import is_heading, paragraphs, sections

PARSER_VERSION = 1  # raising it makes the next run parse every document again


def parse(page: Page, uri: str) -> Reply:
    """The reply (or other document) on a page. Its id is minted from its text."""
    text, zones = zones_of(page)
    is_reply = _is_reply(zones)
    facts = _facts(zones, is_reply)
    end = _body_end(zones, facts) if is_reply else len(text)
    body = zones.lines[(zones.opening or 0) + 1 :] if is_reply else zones.lines
    found = sections([line for line in body if line.start < end], end)
    return Reply(
        id=dedup.mint_id(text),
        uri=uri,
        is_reply=is_reply,
        text=text,
        facts=facts,
        sections=found,
        paragraphs=paragraphs(zones.lines, _roles(zones, facts, end), found),
        display_title=_display_title(facts, zones),
        removed=page.removed,
    )


def _is_reply(zones: Zones) -> bool:
    if zones.opening is None:
        return False
    title = head.title(zones)
    stated = str(title.value) if title else ""
    if zones.salutation is None and re.search(r"通知|通报|情况的?(?:报告|说明)|总结|新闻|会议|交办", stated):
        return False
    return zones.salutation is not None or "答复" in stated or "复函" in stated


def _facts(zones: Zones, is_reply: bool) -> Mapping[str, Fact]:
    found: dict[str, Fact | None] = {"title": head.title(zones), "published_date": head.published(zones.page)}
    found |= _page_facts(zones.page)
    if is_reply:
        found |= _reply_facts(zones, found["title"])
        found["year"] = _year(found)
    return {name: fact for name, fact in found.items() if fact is not None}


def _page_facts(page: Page) -> dict[str, Fact | None]:
    labels = {
        "source": ("来源", "信息来源", "文章来源"),
        "source_url": ("网址",),
        "index_number": ("索引号", "信息索引"),
        "column": ("栏目",),
    }
    facts: dict[str, Fact | None] = {}
    for name, names in labels.items():
        pair = page.pair(*names)
        facts[name] = Fact(pair.value, "page", f"{pair.label}：{pair.value}") if pair else None
    return facts


def _reply_facts(zones: Zones, title: Fact | None) -> dict[str, Fact | None]:
    facts: dict[str, Fact | None] = {
        "doc_number": head.doc_number(zones),
        "signer": head.signer(zones),
        "result_class": head.result_class(zones),
        "disclosure": head.disclosure(zones),
        "proposal_title": opening.proposal_title(zones),
        "proposal_number": opening.proposal_number(zones, title),
        "session": opening.session(zones, title),
        "co_agencies": opening.co_agencies(zones),
        "signed_date": tail.signed_date(zones),
        "asks": tail.asks(zones),
    }
    facts["contact_name"], facts["contact_phone"] = tail.contact(zones)
    facts["agency"] = (
        tail.signature(zones, facts["signed_date"])
        or head.letterhead(zones)
        or head.agency_on_page(zones.page)
        or head.agency_in_title(title)
    )
    answered = opening.addressee(zones)
    if answered:
        facts["addressee"], facts["addressee_role"] = answered
    role = str(answered[1].value) if answered else None
    number = facts["doc_number"]
    facts["kind"] = opening.kind(zones, title, facts["proposal_title"], role, str(number.value) if number else None)
    return facts


def _year(facts: Mapping[str, Fact | None]) -> Fact | None:
    """The year of the reply: signed, else of its document number, else published."""
    for name, pattern in (("signed_date", r"\d{4}"), ("doc_number", r"(?<=〔)\d{4}"), ("published_date", r"\d{4}")):
        fact = facts.get(name)
        match = re.search(pattern, str(fact.value)) if fact else None
        if fact and match:
            return Fact(int(match.group()), "derived", fact.raw, fact.span, fact.confidence)
    return None


def _display_title(facts: Mapping[str, Fact], zones: Zones) -> str:
    """The document's title, else one made from the proposal's, else its first line."""
    if "title" in facts:
        return str(facts["title"].value)
    if "proposal_title" in facts:
        title = str(facts["proposal_title"].value)
        return f"{title}的答复" if title.startswith(("关于", "对")) else f"关于“{title}”的答复"
    return zones.lines[0].text[:60] if zones.lines else ""


def _body_end(zones: Zones, facts: Mapping[str, Fact]) -> int:
    """Where the body ends: at the closing thanks, the signature, the date or the contact."""
    last = max((line.span.end for line in zones.lines), default=0)
    ends = [line.start for line in zones.tail if tail.is_closing(line.plain)]
    for name in ("signed_date", "contact_name", "contact_phone"):
        span = facts[name].span if name in facts else None
        ends += [line.start for line in zones.tail if span and line.start <= span.start <= line.span.end]
    return min((end for end in ends if end > 0), default=last)


def _roles(zones: Zones, facts: Mapping[str, Fact], end: int) -> list[str]:
    title = facts["title"].span if "title" in facts else None
    return [
        _role(index, line, zones, (title.start, title.end) if title else (0, 0), end)
        for index, line in enumerate(zones.lines)
    ]


def _role(index: int, line: Line, zones: Zones, title: tuple[int, int], end: int) -> str:
    if title[0] <= line.start < title[1]:
        return "title"
    if index == zones.salutation:
        return "addressee"
    if index == zones.opening:
        return "opening"
    if zones.opening is not None and index < zones.body_start:
        return "head"
    if line.start >= end:
        return "tail"
    return "heading" if is_heading(line) else "body"
