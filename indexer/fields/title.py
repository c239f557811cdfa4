"""The title: the words of the document itself over up to three lines, else what the page states."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from ..folding import plain
from ..reply import Fact, Span
from .pairs import Stated, stated
from .zones import Line, Zones

_IN_BRACKETS = r"(?:\((?:[a-d]\d?类?|[^()]{0,14}\(\d{4}\)[^()]{0,8}号|[^()0-9]{2,16})\))?"
_TITLE_END = (
    r"(?:答复|复函|答复函|回复|回复函|回函|函|意见|答复意见|答复书|答复件|办理情况|办理情况报告|答复摘要|协办件|会办件)"
    rf"\s*{_IN_BRACKETS}$"
)
_TITLE = re.compile(rf"^[\u4e00-\u9fff、()]{{0,24}}(?:关于|对).{{4,180}}{_TITLE_END}")
_TITLE_BEGIN = re.compile(r"^[\u4e00-\u9fff、()]{0,24}(?:关于|对).{2,}")
_BARE_TITLE = re.compile(
    rf"^[^，。；:!?,;]{{0,80}}(?:建议|提案|议案)[^，。；:!?,;]{{0,24}}(?:答复|复函|答复函|回复|答复意见|会办意见)\s*{_IN_BRACKETS}$"
)
_OFFICIAL_BEGIN = re.compile(r"^[\u4e00-\u9fff、()\d]{0,40}(?:关于|印发|转发|发布).{0,200}$")
_OFFICIAL_TITLE = re.compile(
    r"^[\u4e00-\u9fff、()\d]{0,40}(?:关于|印发|转发|发布)[^。]{4,180}"
    r"(?:决定|公告|通告|通知|通报|报告|请示|批复|意见|决议|公报|纪要|函|办法|规定|方案|规划|说明|情况)(?:\([^()]{2,16}\))?$"
)
_PAGE_LABELS = ("公文名称", "文件标题", "信息名称", "文件名称", "标题", "名称")
_COLUMN = re.compile(r"^\([\u4e00-\u9fff]{2,10}(?:建议|提案|答复)\)(?=.{6})")  # 【市人大建议】关于…
_CUT_OFF = re.compile(r"(?:…|\.{3,})\s*$")
_NO_TITLE = re.compile(
    r"^\(|^[附来]|^\d|:$|号$|^(?:今天|首页|当前)|发布(?:时间|日期)|^(?!关于|对)[^()]{0,10}(?:建议|提案)(?:办理|答复)?$"
)
_OF_TEXT = re.compile(r"^(?:目\s*录|正\s*文|内\s*容)$|^[一二三四五六七八九十]{1,3}、|[。；，,;]$")  # lines of a text
_TITLE_LINES = 6


def title(zones: Zones) -> Fact | None:
    """The title the document states; for a text that is no reply, its first line."""
    return _in_head(zones) or _stated_by_page(zones) or _first_line(zones)


def _in_head(zones: Zones) -> Fact | None:
    found = _shaped(zones.head, _is_title)
    if found is None and zones.salutation is None:  # perhaps no reply: a notice may quote the formula of one
        found = _shaped(zones.lines[:_TITLE_LINES], _is_official_title)
    return found


def _shaped(head: Sequence[Line], shaped: Callable[[Sequence[Line]], bool]) -> Fact | None:
    for index in range(len(head)):
        for count in (1, 2, 3, 4):
            lines = head[index : index + count]
            if len(lines) == count and shaped(lines):
                return _over_lines(lines)
    return None


def _is_official_title(lines: Sequence[Line]) -> bool:
    """Whether lines are the title of an official document that is no reply (…关于做好…工作的通知)."""
    joined = "".join("".join(line.plain.split()) for line in lines)
    if any("。" in line.plain or line.plain.rstrip().endswith(":") for line in lines) or len(lines[0].text) < 6:
        return False
    return _is_title(lines) or bool(_OFFICIAL_TITLE.match(joined) and _OFFICIAL_BEGIN.match(lines[0].plain.strip()))


def _is_title(lines: Sequence[Line]) -> bool:
    first = _COLUMN.sub("", lines[0].plain.strip())
    if first.startswith(("(", "附", "抄送", "您", "你们")) or any("。" in line.plain for line in lines):
        return False
    joined = _COLUMN.sub("", "".join("".join(line.plain.split()) for line in lines))
    if _TITLE_BEGIN.match(first) and _TITLE.match(joined):
        return True
    return len(lines) == 1 and bool(_BARE_TITLE.match(joined))


def _over_lines(lines: Sequence[Line]) -> Fact:
    text = "".join(line.text.strip() for line in lines)
    text = re.sub(r"(?<=[\u4e00-\u9fff）)])答\s+([复復覆])", r"答\1", text)  # 答 复 is set apart to fill a line
    return Fact(text, "text", text, Span(lines[0].span.start, lines[-1].span.end))


def _stated_by_page(zones: Zones) -> Fact | None:
    """The title that the page states, in the text where it stands there too."""
    for line in zones.lines[:_TITLE_LINES]:
        if zones.page.title and line.text == zones.page.title:
            return Fact(line.text, "text", line.text, line.span)
    pair = stated(zones.page, *_PAGE_LABELS)
    return _of_pair(pair, zones) if pair else None


def _of_pair(pair: Stated, zones: Zones) -> Fact | None:
    value = " ".join(pair.text.split())
    if not 6 <= len(value) <= 200 or _CUT_OFF.search(value) or _NO_TITLE.search(plain(value)):
        return None
    bare = plain(value).replace(" ", "")
    for line in zones.lines[:_TITLE_LINES]:
        if line.plain.replace(" ", "") == bare:
            return Fact(line.text, "text", line.text, line.span)
    return pair.fact(value, 0.9)


def _first_line(zones: Zones) -> Fact | None:
    """The first line that may be a title; once the text has begun (目录, 一、…, a sentence) none is."""
    if zones.salutation is not None:
        return None
    begun = takewhile(lambda line: not _OF_TEXT.search(line.plain.strip()), zones.lines[:_TITLE_LINES])
    first = next((line for line in begun if not _NO_TITLE.search(line.plain.strip())), None)
    if first is None or not 4 <= len(first.text) <= 80:
        return None
    return Fact(first.text, "text", first.text, first.span, 0.6)
