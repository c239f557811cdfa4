"""The title in the first lines of a document: broken by the page's width, it is one line again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..opening import simplified

_BEGIN = re.compile(r"^[\u4e00-\u9fff、]{0,48}?(?:关于|对)[^，。；：]{2,}|^[\u4e00-\u9fff]{2,24}(?:关于|对)$")
_END = re.compile(
    r"(?:答复|复函|答复函|回复|回复函|回函|答复的函|情况的函|(?:会办|答复|办理|协办)意见)(?:\([^()]{0,14}(?:\(\d{4}\)[^()]{1,8})?\))?$"
)
_SALUTATION = re.compile(r"[:：]$")
_NUMBER = re.compile(r"\(\d{4}\)\s?第?\d{1,5}号$|^签发人")
_SPACED_END = re.compile(r"(?<=[答回復复])\s+(?=[复復函覆]\s*$)")
_LABELLED = re.compile(r"^[\[【]?\s?标\s{0,4}题\s?[\]】]?\s?[:：]\s?(?P<title>[^\t|]{10,160})$")
_HEAD_LINES, _AT_MOST, _MAX = 25, 5, 160


def reply_titles(lines: Sequence[str]) -> list[str]:
    """The lines that are titles of replies by their shape, put together where they are broken."""
    found = [line for line in lines if 10 <= len(line) <= _MAX and _is_whole(line)]
    broken = _by_shape(lines)
    return found or ([broken[2]] if broken else [])


def _is_whole(line: str) -> bool:
    text = "".join(simplified(line).split())
    return bool(_BEGIN.match(text) and _END.search(text)) and ":" not in text


def whole_title(lines: Sequence[str], stated: str | None, body_start: int) -> list[str]:
    """The lines with a title over several of them put together, by what the page states or by its shape."""
    found = _as_stated(lines, stated) if stated else None
    found = found or _by_shape(lines[: min(body_start, _HEAD_LINES)])
    if found is None:
        return list(lines)
    start, end, title = found
    return [*lines[:start], title, *lines[end:]]


def unlabelled(lines: Sequence[str], body_start: int) -> list[str]:
    """The lines with 标题：关于…的答复 of the head as the title that it is, where no other line says it."""
    for index, line in enumerate(lines[: min(body_start, _HEAD_LINES)]):
        match = _LABELLED.match(line)
        if match and _is_whole(title := match["title"].strip()) and title not in lines:
            return [*lines[:index], title, *lines[index + 1 :]]
    return list(lines)


def _as_stated(lines: Sequence[str], stated: str) -> tuple[int, int, str] | None:
    wanted = "".join(stated.split())
    for start in range(min(_HEAD_LINES, len(lines))):
        joined = ""
        for end in range(start + 1, min(start + 1 + _AT_MOST, len(lines) + 1)):
            joined += "".join(lines[end - 1].split())
            if joined == wanted:
                return (start, end, stated) if end > start + 1 else None
            if not wanted.startswith(joined):
                break
    return None


def _by_shape(head: Sequence[str]) -> tuple[int, int, str] | None:
    """关于…第87号提案的 + 答 复: lines that only together begin and end as a reply's title."""
    plain = ["".join(simplified(line).split()) for line in head]
    for start, line in enumerate(plain):
        if not _BEGIN.match(line) or _END.search(line):
            continue
        for end in range(start + 2, min(start + _AT_MOST, len(head)) + 1):
            last = plain[end - 1]
            if _SALUTATION.search(last) or _NUMBER.search(last) or (_BEGIN.match(last) and not line.endswith("对")):
                break
            if len(joined := "".join(plain[start:end])) <= _MAX and _END.search(joined):
                title = "".join(part.strip() for part in head[start:end])
                return start, end, _SPACED_END.sub("", title)
    return None
