"""Step 3, parse: a page → a reply, with its fields, sections and paragraphs.

A document is a reply when its opening sentence answers a proposal; anything else is kept and
labelled. A field that is not proved stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import dedup
from .agencies import Agencies, shipped
from .document import Page
from .fields import agency, cites, contact, genre, head, marks, partners, proposal, tail
from .fields.addressee import addressee
from .fields.register import register
from .fields.title import title as title_of
from .fields.zones import Line, Zones, zones_of
from .reply import Fact, Reply
from .structure import is_heading, paragraphs, sections

PARSER_VERSION = 2  # raising it makes the next run parse every document again


def parse(page: Page, uri: str, agencies: Agencies | None = None) -> Reply:
    """The reply (or other document) on a page. Its id is minted from its text."""
    text, zones = zones_of(page)
    title = title_of(zones)
    letter = genre.is_letter(zones, title)
    facts = _facts(zones, title, letter, agencies or shipped())
    end = _body_end(zones, facts) if letter else len(text)
    body = zones.lines[(zones.opening or 0) + 1 :] if letter else zones.lines
    found = sections([line for line in body if line.start < end], end)
    return Reply(
        id=dedup.mint_id(text),
        uri=uri,
        is_reply=facts["doc_type"].value == genre.REPLY,
        text=text,
        facts=facts,
        sections=found,
        paragraphs=paragraphs(zones.lines, _roles(zones, facts, end), found),
        display_title=_display_title(facts, zones),
        removed=page.removed,
    )


def _facts(zones: Zones, title: Fact | None, letter: bool, table: Agencies) -> Mapping[str, Fact]:
    found: dict[str, Fact | None] = {"title": title, "doc_type": genre.doc_type(zones, title, letter)}
    found |= {"published_date": tail.published(zones)} | register(zones.page)
    found["doc_number"] = head.doc_number(zones, title)
    found |= _letter_facts(zones, found, table) if letter else _page_facts(zones, table)
    proposal = found.get("proposal_title")
    found["cites"] = cites.cites(zones, found["doc_number"], proposal)
    return {name: fact for name, fact in found.items() if fact is not None}


def _page_facts(zones: Zones, table: Agencies) -> dict[str, Fact | None]:
    """Of a document that is no letter only what its page states is believed, or an agency above a date at its end."""
    signed = tail.issued_date(zones) or tail.date_below_agency(zones)
    return {**agency.of_page(zones, signed, table), "signed_date": signed}


def _letter_facts(zones: Zones, known: Mapping[str, Fact | None], table: Agencies) -> dict[str, Fact | None]:
    title, number = known["title"], known["doc_number"]
    signed = tail.signed_date(zones)
    facts: dict[str, Fact | None] = {
        "signed_date": signed,
        "register_date": tail.register_date(zones, signed),
        **agency.agencies(zones, signed, title, table),
        "signer": head.signer(zones),
        **_proposal_facts(zones, title, number),
        **_mark_facts(zones, title, number),
        "co_agencies": partners.co_agencies(zones),
        "copies": partners.copies(zones),
        "imprint": partners.imprint(zones),
        "asks": cites.asks(zones),
    }
    facts["contact_name"], facts["contact_phone"] = contact.contact(zones)
    facts["result_meaning"] = marks.result_meaning(facts["result_class"], facts.get("agency"))
    facts["year"] = _year({**known, **facts}) or tail.year_alone(zones)
    facts["agency_now"] = agency.today(facts.get("agency"), facts["year"], table)
    return facts


def _proposal_facts(zones: Zones, title: Fact | None, number: Fact | None) -> dict[str, Fact | None]:
    answered = addressee(zones, title)
    role = answered.get("addressee_role")
    roles = () if role is None else role.value if isinstance(role.value, tuple) else (str(role.value),)
    named, numbered, met = (
        proposal.proposal_title(zones),
        proposal.numbers(zones, title),
        proposal.session(zones, title),
    )
    return {
        **answered,
        "proposal_title": named,
        "proposal_number": numbered,
        "proposal_year": proposal.proposal_year(numbered),
        "session": met,
        "session_year": proposal.year_of_session(met),
        "kind": proposal.kind(zones, title, named, roles, str(number.value) if number else None),
        "proposal_form": proposal.form(zones, title),
    }


def _mark_facts(zones: Zones, title: Fact | None, number: Fact | None) -> dict[str, Fact | None]:
    return {
        "result_class": marks.result_class(zones, title),
        "disclosure": marks.disclosure(zones),
        "handling": marks.handling(zones, number),
        "feedback": marks.feedback(zones),
    }


def _year(facts: Mapping[str, Fact | None]) -> Fact | None:
    """The year of the reply: signed, else of its document number, else published (not by its address alone)."""
    for name, pattern in (("signed_date", r"\d{4}"), ("doc_number", r"(?<=〔)\d{4}"), ("published_date", r"\d{4}")):
        fact = facts.get(name)
        match = re.search(pattern, str(fact.value)) if fact and fact.source != "derived" else None
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
    last = zones.lines[-1].end if zones.lines else 0
    ends = [line.start for line in zones.tail if tail.is_closing(line.plain)]
    for name in ("signed_date", "contact_name", "contact_phone", "copies", "imprint"):
        span = facts[name].span if name in facts else None
        ends += [line.start for line in zones.tail if span and line.start <= span.start <= line.end]
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
