"""Page chrome in lines of text: what a site puts before and after a document.

Position and shape of the whole line decide, never a word alone: 老字号, 打印店 and 分享经济 are text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..document import Pair
from ..opening import simplified
from . import labels
from .ending import file_again, is_file_heading, is_of_contact, is_survey, site_start
from .furniture import (
    is_breadcrumb,
    is_footer,
    is_foreign,
    is_head_noise,
    is_navigation,
    is_perhaps_footer,
    is_related,
    is_separator,
)

_TITLE_SHAPE = re.compile(r"(关于|對|对).{4,}(答复|答覆|复函|覆函|回复|的函|建议|提案|意见|通知|方案|办法)")
_BODY_LINE = re.compile(r"[。；！？]$|^[（(]?[一二三四五六七八九十]{1,3}[、）)是]")
_NEVER_NOISE = re.compile(
    r"^[（(\[【]?\s*(联系人|联系单位|联系电话|联系方式|联\s*系|承办人|经办人|抄送|抄报|附件|附表|附[:：]|主题词|此件|[主依不同].{0,5}公开)"
)
_DATE_LINE = re.compile(
    r"^.{0,40}(19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[)）]?$|^(19|20)\d\d[./]\d{1,2}[./]\d{1,2}$|二[〇○OＯ0零].{1,3}年.{1,3}月.{1,3}日\s*[)）]?$"
)
_PAGE_DATE = re.compile(r"^.{0,6}(发布|更新|添加|录入|今天是|访问|来源|时间|日期)|印发$")
_COLUMN = re.compile(r"^[^，。：:]{0,10}(提案|建议|答复|办理|公开)[^，。：:]{0,6}$")
_ANSWER_LABEL = re.compile(
    r"^(办理(情况|结果|意见|答复)|答复(内容|意见|情况)|回复(内容|意见)|正文|内容|信息内容|公开内容|复文|复函)(及.{2,6})?\s*[:：]?$"
)
_DOCUMENT_FILE = re.compile(r"\.(pdf|docx?|wps|ofd|xlsx?|et|rtf|zip|rar)\b|^附件", re.I)
_HEAD_LINES = 60
# The date right under a title, alone or with the site's department: （2020年09月16日）, 2022年08月03日　某局.
_DATED = re.compile(
    r"^[（(]?(?P<date>20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)[)）]?(?:\s{1,4}[\u4e00-\u9fff]{2,30})?$"
)


@dataclass(frozen=True, slots=True)
class Stripped:
    """Lines without chrome, what was taken off, and the metadata found on chrome lines."""

    lines: tuple[str, ...]
    removed: tuple[str, ...]
    pairs: tuple[Pair, ...]


def strip(lines: Sequence[str], body_start: int, links: Collection[str] = (), title: str | None = None) -> Stripped:
    """Takes chrome off the lines before `body_start` (the salutation) and after the document's end.

    `links` are the lines that are nothing but links, where markup tells; `title` is what the page states.
    """
    start = min(body_start, _HEAD_LINES)
    head, removed, pairs = _strip_head(lines[:start], links, lines[start:], title)
    tail_start = _document_end(lines, body_start, links)
    titles = {"".join(simplified(line).split()) for line in (title or "", *lines[:start])}
    tail, gone = _strip_tail(lines, tail_start, links, titles)
    again = {line for line in lines[start:tail_start] if file_again(line, titles)}
    body = [line for line in lines[start:tail_start] if line not in again]
    gone = [*(line for line in lines[start:tail_start] if line in again), *gone]
    return Stripped((*head, *body, *tail), (*removed, *gone), tuple(pairs))


def _strip_head(
    head: Sequence[str], links: Collection[str], body: Sequence[str], title: str | None
) -> tuple[list[str], list[str], list[Pair]]:
    kept, removed = list[str](), list[str]()
    pairs, metadata = labels.found_in(head, links, title or "")
    for index, line in enumerate(head):
        if _is_title(line) and line in head[:index]:
            continue  # a title that stands above its page's metadata and below it
        if index in metadata:
            removed.append(line)
        elif dated := _dated(line, head[index - 1] if index else title or ""):
            pairs.append(Pair("发布时间", dated))
            removed.append(line)
        elif _is_column(line, [*head[index + 1 : index + 4], *body[:3]]):
            pairs.append(Pair("栏目", line))
            removed.append(line)
        elif _is_head_chrome(line, line in links) or (index == len(head) - 1 and _names_answer(line, head)):
            removed.append(line)
        else:
            kept.append(line)
    return kept, removed, pairs


def _names_answer(line: str, head: Sequence[str]) -> bool:
    """办理情况 above the letter in its table cell; where the question stands above, the label is text."""
    return bool(_ANSWER_LABEL.match(line)) and not any(map(_is_body, head))


def _is_head_chrome(line: str, is_link: bool) -> bool:
    if is_breadcrumb(line) or is_separator(line):
        return True
    if _is_title(line):
        return is_link and len(line) < 12
    return is_link or is_head_noise(line) or is_navigation(line)


def _is_title(line: str) -> bool:
    return len(line) <= 160 and bool(_TITLE_SHAPE.search(line))


def _is_column(line: str, below: Sequence[str]) -> bool:
    """A short column name (市政协提案) above a title that says more."""
    if not _COLUMN.match(line) or len(line) > 12 or re.search(r"^(关于|对)|答复$|公开[\]】）)]?$|[（(\[【]", line):
        return False
    titles = (other for other in below[:3] if not other.endswith("。"))
    return any(re.search(r"(关于|对).{4,}", other) for other in titles)


def _dated(line: str, above: str) -> str:
    """The date of a line right under the title, else nothing."""
    match = _DATED.match(line) if above and _is_title(above) else None
    return match["date"] if match else ""


def _document_end(lines: Sequence[str], body_start: int, links: Collection[str]) -> int:
    """The index behind the document's last line that is surely its own: its date, contact or last sentence."""
    first = body_start + 1
    foreign = next((i for i in range(first, len(lines)) if is_foreign(lines[i])), len(lines))
    foreign = min(foreign, site_start(lines, first))
    own = (i for i in range(foreign - 1, first - 1, -1) if lines[i] not in links)
    return next((i + 1 for i in own if _is_own(lines, i)), min(first, len(lines)))


def _is_own(lines: Sequence[str], index: int) -> bool:
    line = lines[index]
    if is_file_heading(line):
        return False
    return _ends_document(line) or (_is_body(line) and not is_survey(lines, index))


def _strip_tail(
    lines: Sequence[str], start: int, links: Collection[str], titles: Collection[str]
) -> tuple[list[str], list[str]]:
    """What of the lines below the document stays: attachments, and lines that look like no furniture."""
    ended = start > 0 and any(_ends_document(line) for line in lines[max(0, start - 8) : start])
    kept, removed, furnished = list[str](), list[str](), False
    site = site_start(lines, start)
    for index in range(start, len(lines)):
        line = lines[index]
        if index >= site or _says_file_again(lines, index, titles):
            removed.append(line)
            continue
        near = [other for other in lines[max(start, index - 1) : index + 2] if other is not line]
        sure = ended or furnished or any(map(is_perhaps_footer, near))
        chrome = (
            is_footer(line)
            or is_separator(line)
            or is_related(line)
            or is_foreign(line)
            or is_survey(lines, index)
            or (is_perhaps_footer(line) and sure)
            or (line in links and not _DOCUMENT_FILE.search(line))
            or furnished
        ) and not (_stays(line) or is_of_contact(lines, index))
        furnished = furnished or chrome
        (removed if chrome else kept).append(line)
    return kept, removed


def _says_file_again(lines: Sequence[str], index: int, titles: Collection[str]) -> bool:
    """The name of the letter's own file, or the heading of a list with no other file in it."""
    if file_again(lines[index], titles):
        return True
    below = (line for line in lines[index + 1 : index + _HEAD_LINES] if _DOCUMENT_FILE.search(line))
    return is_file_heading(lines[index]) and all(file_again(line, titles) for line in below)


def _stays(line: str) -> bool:
    return bool(_NEVER_NOISE.match(line))


def _ends_document(line: str) -> bool:
    if _NEVER_NOISE.match(line):
        return True
    return len(line) <= 60 and bool(_DATE_LINE.search(line)) and not _PAGE_DATE.search(simplified(line))


def _is_body(line: str) -> bool:
    """A line that ends like a sentence or begins like a heading, and names no footer."""
    return bool(_BODY_LINE.search(line)) and not is_footer(line)
