"""What a document is: a reply to its proposer, an opinion for the agency in charge (会办意见), or something else."""

from __future__ import annotations

import re

from ..folding import plain
from ..reply import Fact
from .dates import DATE, DATE_IN_WORDS
from .proposal import end_of_request
from .zones import Line, Zones

REPLY = "答复"
OPINION = "会办意见"
_LETTERS = "留言答复"
_NO_REPLY = re.compile(
    r"通知|通报|情况的?(?:报告|说明|汇报|综述)|总结|新闻|会议(?!第|上|期间|提|关于|代表|建议|.{0,30}(?:建议|提案|议案))|交办"
)
_OPINION = re.compile(r"(?:会办|协办|分办)(?:单位)?(?:意见|件|函)|会办$")
_TO_MESSAGES = re.compile(r"网友|留言|来信|信访|咨询|12345|市长信箱|诉求")
_OFFICIAL = (
    "命令", "决定", "公告", "通告", "通知", "通报", "议案", "报告", "请示", "批复", "意见", "决议", "公报",
    "纪要", "函",
    "办法", "规定", "细则", "条例", "方案", "规划", "计划", "要点", "总结", "规则",
)  # fmt: skip
_HANDLED = re.compile(r"(?:建议|提案|议案).{0,12}办理(?:工作)?(?:完成)?(?:情况|总结|综述)|办理(?:工作)?(?:完成)?情况")
_REPLY_TITLE = re.compile(r"(?:答复|复函|回复|的函|意见)[^，。]{0,20}$")
_OF_LETTER = re.compile(r"^[\s(]*(?:联\s*系|承办|经办|抄\s*送|附|注|此件|主题词|签发|公开)")
_TOLD_CHARS = 30
_PROPOSED = re.compile(r"^(?:关于|对).{4,}(?:的)?(?:建议|提案|议案)$")


def is_letter(zones: Zones, title: Fact | None) -> bool:
    """Whether the document answers a proposal, to the proposer or to the agency in charge."""
    if zones.opening is None:
        return False
    stated = plain(str(title.value)) if title else ""
    if not _REPLY_TITLE.search(stated) and _is_told(zones):
        return False
    request = zones.lines[zones.opening].plain
    request = request[: end_of_request(request)]
    if _TO_MESSAGES.search(request) and not re.search(r"代表|委员|提案|政协|人大", request + stated):
        return False
    if zones.salutation is None and (_NO_REPLY.search(stated) or _HANDLED.search(stated)):
        return bool(re.search(r"(?:答复|复函)[^，。]{0,12}$", stated))
    return zones.salutation is not None or bool(re.search("答复|复函|回复|会办|协办", stated))


def _is_told(zones: Zones) -> bool:
    """An article that prints a whole letter: it speaks before the salutation and goes on after the date."""
    if not any(_is_told_in(line) for line in zones.lines[: zones.body_start]):
        return False
    texts = [line.plain.strip(" ()") for line in zones.lines]
    dates = [i for i in range(zones.body_start + 1, len(texts)) if _is_date(texts[i])]
    return bool(dates) and any(_is_told_in(line) for line in zones.lines[dates[-1] + 1 :])


def _is_date(text: str) -> bool:
    return bool(DATE.fullmatch(text) or DATE_IN_WORDS.fullmatch(text))


def _is_told_in(line: Line) -> bool:
    """Whether a line is running text; what stands with a letter (联系人, 附件) is not."""
    text = line.plain.rstrip()
    return len(text) >= _TOLD_CHARS and text.endswith(("。", "!", "?")) and not _OF_LETTER.match(text)


def doc_type(zones: Zones, title: Fact | None, letter: bool) -> Fact:
    """The kind of document: 答复, 会办意见, 办理情况, one of the forms of official documents, or 其他."""
    stated = plain(str(title.value)).replace(" ", "") if title else ""
    evidence = (title.source, title.raw, title.span) if title else ("derived", "", None)
    if letter:
        return _letter_type(zones, stated)
    for pattern, name in ((_HANDLED, "办理情况"), (_PROPOSED, "建议提案原文")):
        if pattern.search(stated) and not stated.endswith("通知"):
            return Fact(name, *evidence, 0.8)
    if zones.opening is not None and _TO_MESSAGES.search(zones.lines[zones.opening].plain[:300]):
        return Fact(_LETTERS, *evidence, 0.8)
    bare = re.sub(r"\([^()]{0,30}\)$", "", stated)
    form = next((form for form in _OFFICIAL if bare.endswith(form)), None)
    return Fact(form or "其他", *evidence, 0.9 if form else 0.6)


def _letter_type(zones: Zones, stated: str) -> Fact:
    line = zones.lines[zones.opening or 0]
    said = re.search(r"(?:会办|协办|分办)(?:意见|情况)(?:函复|回复|答复)?如下", line.plain)
    if said:
        return line.fact(OPINION, said)
    opinion = _OPINION.search(re.sub(r"\([^()]*\)$", "", stated))
    return Fact(OPINION if opinion else REPLY, "text", line.text[:120], line.span)
