"""The view model of what is kept of a reply's documents: the text, and every line beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.reply import Reply
from search.passages import CHROME_LABEL, COPIES_LABEL

from .facts_view import web_address
from .links import reply_address
from .params import Asked

_DECIDED = {"bom": "文件开头有标记", "declared": "按文件自己的说明", "scored": "按内容判断"}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind."""

    heading: str
    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginalView:
    """The page of what is kept."""

    title: str
    asked: Asked
    heading: str
    reply: str
    web: str
    sources: tuple[tuple[str, str], ...]  # where a document was found, how its characters were read
    parts: tuple[Part, ...]


def original_view(reply: Reply, addresses: Sequence[str], charsets: Mapping[str, str], asked: Asked) -> OriginalView:
    """The page of what is kept of a reply, found at `addresses` and decoded as `charsets` say."""
    page = (" ".join(fact.raw.split()) for fact in reply.facts.values() if fact.source == "page")
    parts = (
        Part("网页上登记的信息", "page", tuple(dict.fromkeys(filter(None, page)))),
        Part("正文", "body", tuple(reply.text.split("\n"))),
        Part(CHROME_LABEL, "chrome", reply.removed),
        Part(COPIES_LABEL, "chrome", reply.elsewhere),
    )
    uris = dict.fromkeys((reply.uri, *addresses))
    return OriginalView(
        title=f"留存的全部文字 - {reply.display_title} - 答复检索",
        asked=asked,
        heading=reply.display_title,
        reply=reply_address(asked, reply.id),
        web=web_address(reply.get("source_url") or ""),
        sources=tuple((uri, _charset(charsets.get(uri, ""))) for uri in uris),
        parts=tuple(part for part in parts if part.lines),
    )


def _charset(decision: str) -> str:
    """How a document's characters were read, in words: 编码 GB18030（按内容判断）."""
    encoding, _, decided = decision.partition(" ")
    why = _DECIDED.get(decided, "")
    return f"编码 {encoding.upper()}" + (f"（{why}）" if why else "") if encoding else ""
