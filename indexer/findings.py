"""What a person should know of a document before trusting it: the kinds of findings, and which a document has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .document import Charset, Page
from .reply import Reply

_GUESSED_BY = frozenset(("detected", "fallback"))
_UNSURE = 0.6  # facts of this confidence and below are named
_SAID = 40  # characters of a value that are repeated

SKIPPED, DUPLICATE, FIGURES = "skipped", "duplicate", "figures"
KINDS: Mapping[str, str] = {
    SKIPPED: "没有导入",
    "damaged": "文字有损坏",
    "guessed": "有推测的内容",
    "mended": "作过修复",
    FIGURES: "副本数字不同",
    "no_date": "没有日期",
    "no_agency": "没有承办单位",
    "not_reply": "不是答复",
    DUPLICATE: "重复的副本",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of one document; `kind` is a key of `KINDS`, `detail` a Chinese phrase or empty."""

    kind: str
    detail: str = ""


def findings_of(page: Page, reply: Reply) -> tuple[Finding, ...]:
    """The findings of a document that could be read."""
    return (*_of_text(page, page.charset), *_of_facts(reply))


def _of_text(page: Page, charset: Charset | None) -> Iterator[Finding]:
    if charset is not None:
        if charset.damaged:
            yield Finding("damaged", charset.note or f"有 {charset.damaged} 个字无法还原")
        elif charset.decided_by in _GUESSED_BY:
            yield Finding("guessed", f"编码未标明或标错，按 {charset.encoding} 读取")
        elif charset.note:
            yield Finding("mended", charset.note)
    yield from (Finding("mended", note) for note in page.notes)


def _of_facts(reply: Reply) -> Iterator[Finding]:
    if not reply.is_reply:
        yield Finding("not_reply", reply.display_title[:_SAID])
        return
    unsure = [f"{fact.value}"[:_SAID] for fact in reply.facts.values() if fact.confidence <= _UNSURE]
    if unsure:
        yield Finding("guessed", "、".join(unsure))
    if not reply.get("signed_date") and not reply.get("published_date"):
        yield Finding("no_date", f"只知道是 {reply.year} 年" if reply.year else "")
    if not reply.all("agency"):
        yield Finding("no_agency")
