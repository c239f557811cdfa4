"""The view model of a hit: a reply, or a family of them, with its best paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from indexer.schema import UNKNOWN
from search.passages import COPIES_LABEL
from search.results import Hit, Snippet

from . import renderer
from .links import Link, address, reply_address, shown
from .params import Asked


@dataclass(frozen=True, slots=True)
class PassageView:
    """A paragraph of a hit, with the way to it in the reply."""

    url: str
    place: str
    path: str
    html: Markup


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as the list shows it. `siblings` are the letters that stand behind it in the list."""

    number: int
    url: str
    title: Markup
    facts: tuple[str, ...]
    labels: tuple[str, ...]
    is_reply: bool
    passages: tuple[PassageView, ...]
    marks: str
    siblings: tuple[Link, ...]
    family: str
    why: tuple[str, ...]
    why_url: str


def hit_view(asked: Asked, hit: Hit, number: int, why: tuple[str, ...]) -> HitView:
    """A hit at its place in the list, counted from 1, with the reasons for it if they were asked for."""
    facts = dict(hit.facts)
    seen = sum(len(found.marks) for found in hit.paragraphs)
    others = hit.family - len(hit.siblings)
    return HitView(
        number=number,
        url=reply_address(asked, hit.id),
        title=renderer.marked(hit.title, hit.title_marks),
        facts=tuple(fact for fact in (facts.get("agency"), facts.get("doc_number"), _date(facts)) if fact),
        labels=_labels(facts) if hit.is_reply else (),
        is_reply=hit.is_reply,
        passages=tuple(_passage(asked, hit.id, found) for found in hit.paragraphs),
        marks=f"全文共 {hit.total_marks} 处" if hit.total_marks > seen else "",
        siblings=tuple(Link(one.to_whom or "未写明对象", reply_address(asked, one.id)) for one in hit.siblings),
        family=_family(others, len(hit.siblings)),
        why=why,
        why_url=address(asked, explain=hit.id, _anchor=f"why{number}"),
    )


def _family(others: int, siblings: int) -> str:
    """What is said of the letters of a family that the list does not show with this one."""
    if others <= 0:
        return ""
    return f"还有 {others} 篇几乎相同的答复" if siblings else f"几乎相同的答复另有 {others} 篇"


def _labels(facts: Mapping[str, str]) -> tuple[str, ...]:
    kind, result = facts.get("kind"), facts.get("result_class")
    labels = (kind, result and shown("result_class", result), facts.get("disclosure") or f"公开属性{UNKNOWN}")
    return tuple(label for label in labels if label)


def _date(facts: Mapping[str, str]) -> str:
    """The date of a reply and which date it is."""
    for name, word in (("signed_date", "成文"), ("published_date", "发布")):
        if name in facts:
            return f"{facts[name]} {word}"
    return f"{facts['year']}年" if "year" in facts else ""


def _passage(asked: Asked, reply_id: str, found: Snippet) -> PassageView:
    if not found.paragraph:
        anchor = "elsewhere" if found.path == (COPIES_LABEL,) else "removed"
        return PassageView(reply_address(asked, reply_id, anchor), "".join(found.path), "", renderer.snippet(found))
    return PassageView(
        url=reply_address(asked, reply_id, f"p{found.paragraph}"),
        place=f"第 {found.paragraph} 段",
        path=" › ".join(found.path),
        html=renderer.snippet(found),
    )
