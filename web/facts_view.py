"""The known fields of a reply as its page shows them, each with the words that it was read from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from indexer.reply import Fact, Reply
from indexer.schema import UNKNOWN
from search.export import FACT_LABELS

from . import renderer
from .links import shown

_SHORT = 18  # characters that fit half a line
_RAW_SHOWN = 90
_DOUBTFUL = 0.8  # a confidence below is worth a warning
_PROOF = {"text": "原文是“{}”", "page": "网页上写的是“{}”", "derived": "根据“{}”得出"}


@dataclass(frozen=True, slots=True)
class FactView:
    """A known field: its values, an address to open if it is one, where it was read and the words there."""

    label: str
    values: tuple[str, ...]
    href: str = ""
    evidence: str = ""
    evidence_href: str = ""
    proof: str = ""
    doubtful: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it needs a line of its own."""
        return sum(map(len, self.values)) > _SHORT


def facts_view(reply: Reply) -> tuple[FactView, ...]:
    """The known fields in their order. Whether a reply is public is told even when it is unknown."""
    views = []
    for name, label in FACT_LABELS.items():
        fact = reply.facts.get(name)
        if fact is not None and fact.value != reply.display_title:  # the heading says that already
            views.append(_fact_view(reply, name, label, fact))
        elif name == "disclosure" and reply.is_reply:
            views.append(FactView(label, (UNKNOWN,)))
    return tuple(views)


def paragraph_at(reply: Reply, at: int) -> int:
    """The number of the paragraph that a place of the text lies in, from 1."""
    return max(1, bisect_right([paragraph.start for paragraph in reply.paragraphs], at))


def web_address(value: str) -> str:
    """The value itself when it is an address a browser may open; never javascript: and the like."""
    return value if value.lower().startswith(("http://", "https://")) else ""


def _fact_view(reply: Reply, name: str, label: str, fact: Fact) -> FactView:
    values = tuple(shown(name, value) for value in reply.all(name))
    evidence, href = _evidence(reply, fact)
    return FactView(
        label=label,
        values=values,
        href=web_address(values[0]) if len(values) == 1 else "",
        evidence=evidence,
        evidence_href=href,
        proof=_proof(fact) if evidence else "",
        doubtful=fact.confidence < _DOUBTFUL,
    )


def _evidence(reply: Reply, fact: Fact) -> tuple[str, str]:
    """Where a fact was read, and the way there."""
    if fact.span is not None and reply.paragraphs:
        number = paragraph_at(reply, fact.span.start)
        return f"第 {number} 段", f"#p{number}"
    if fact.source == "page":
        return "网页信息", ""
    return ("推算", "") if fact.source == "derived" and fact.raw else ("", "")


def _proof(fact: Fact) -> str:
    raw = " ".join(fact.raw.split())
    raw = raw if len(raw) <= _RAW_SHOWN else raw[:_RAW_SHOWN] + renderer.CUT
    return _PROOF.get(fact.source, "{}").format(raw) if raw else ""
