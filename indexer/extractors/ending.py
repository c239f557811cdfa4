"""What a site puts behind a letter that no single word gives away: its own address, a survey, the letter as a file.

Asked only of lines behind the letter; 如您对答复有意见，请与我们联系。 is the letter's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..opening import simplified
from .furniture import is_footer

_OWNER = re.compile(r"^(?:网站|本站)?(?:主办|承办|协办|维护|管理|主管|建设)(?:单位)?\s?:|^[\u4e00-\u9fff]{4,24}主办$")
_SURE = re.compile(
    r"^联系我们\s?:?\s?[\d() -]{7,18}$|^[\u4e00-\u9fff]{4,24}主办[\s,，]?[\u4e00-\u9fff]{4,24}(?:承办|维护|管理)$"
)
_PLACE = re.compile(r"^(?:联系|办公|值班|咨询)?电话\s?:|^联系我们|^(?:单位|办公|联系|通讯)?地址\s?:")
_ADDRESS = re.compile(r"地址\s?:.{2,80}邮(?:政)?编|邮(?:政)?编.{2,40}地址\s?:")
_WHO = re.compile(r"联\s?系\s?人|经\s?办\s?人|承\s?办\s?人|联\s?系\s?单\s?位|联\s?络\s?[人员]")
_SENTENCE = re.compile(r"[。；！？!?]$")
_DATE = re.compile(r"日\)?$|^(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}$")
_LINES = 4  # of a site's own block are looked at
_NEAR = 3  # lines above that may name the person whose address it is
_REACHED = re.compile(r"^(?:单位|办公|联系|通讯)?地\s?址|^邮\s?(?:政\s?)?编|^传\s?真|^(?:电子)?邮箱|^e-?mail", re.I)

_SIGNS = re.compile(r"[\s○〇●□☐☆★◯◎()\[\]\d.%|/、:票人分]")
_GRADES = re.compile(
    r"(?:请选择|评价)?(?:(?:非常|很|比较|较|基本|不太|不)?(?:满意|了解|理解|有用|无用|一般|有帮助)){2,6}(?:提交(?:评价)?)?"
)
_ASKED = re.compile(r"^(?:请|您)?[^，。；:]{0,16}(?:是否满意|满意度?(?:评价|调查|测评)|进行评价|办理评价|评价)[?:]?")
_INVITES = re.compile(r"(?:请(?:在线|您)?(?:点击|选择|参与|进行)?评价)?")
_SURVEY_CHARS, _FORM_LINES = 80, 8
_FORM = re.compile(r"(?:征询|征求|反馈|评价|测评)[^，。；]{0,12}表")

_FILE = re.compile(r"^(?:附件\s?\d{0,2}\s?[:.、]?\s?)?(?P<name>.{1,160}?)\s?\.(?:pdf|docx?|wps|ofd|rtf)$", re.I)
_OWN_FILE = re.compile(r"^(?:正文|全文|原文|本文)?(?:下载|附件|打印版)?(?:\([^()]{1,8}\))?$")
_FILE_HEADING = re.compile(
    r"^[(\[]?\s?(?:(?:相关)?(?:附件|文件|正文|全文|原文)\s?(?:下载|列表)|相关附件)\s?[)\]]?\s?:?$"
)


def is_survey(lines: Sequence[str], index: int) -> bool:
    """Whether a line asks visitors how content they are; in a form that the letter encloses it is the letter's."""
    text = simplified(lines[index]).strip()
    if len(text) > _SURVEY_CHARS or any(_FORM.search(line) for line in lines[max(0, index - _FORM_LINES) : index]):
        return False
    match = _ASKED.match(text)
    rest = _SIGNS.sub("", text[match.end() :] if match else text)
    grades = bool(_GRADES.fullmatch(rest))
    return grades or (match is not None and bool(_INVITES.fullmatch(rest)))


def site_start(lines: Sequence[str], first: int) -> int:
    """The index of the line from which on a page speaks of its site, no sentence below; else the number of lines."""
    below = range(len(lines) - 1, first - 1, -1)
    last = next((i for i in below if _SENTENCE.search(lines[i]) and not is_footer(lines[i])), first - 1)
    return next((i for i in range(last + 1, len(lines)) if _site_begins(lines, i)), len(lines))


def _site_begins(lines: Sequence[str], index: int) -> bool:
    """Whether a line begins a site's own block: owner, address and telephone.

    A block with a person's name, or one below a letter's date that no owner of a site begins, is the letter's.
    """
    first = simplified(lines[index]).strip()
    owner = bool(_OWNER.match(first))
    sure = bool(_SURE.match(first))
    if not owner and not sure and not _PLACE.match(first):
        return False
    block = [simplified(line).strip() for line in lines[index : index + _LINES]]
    near = [simplified(line) for line in lines[max(0, index - _NEAR) : index]]
    if _WHO.search(first if sure else " ".join([*near, *block])):
        return False
    if sure or _ADDRESS.search(first):
        return True
    if not owner and index and _DATE.search(simplified(lines[index - 1]).strip()):
        return False
    known = any(map(is_footer, block)) or any(map(_ADDRESS.search, block))
    return known and (owner or any("地址" in line or _OWNER.match(line) for line in block))


def is_of_contact(lines: Sequence[str], index: int) -> bool:
    """Whether a line with an address or post code stands below the name of the letter's contact."""
    if not _REACHED.match(simplified(lines[index]).strip()):
        return False
    return any(_WHO.search(simplified(line)) for line in lines[max(0, index - _NEAR) : index])


def file_again(line: str, titles: Collection[str]) -> bool:
    """Whether a line is the name of the letter's own file: its title, or 正文下载.pdf."""
    match = _FILE.match(simplified(line).strip()) if "." in line[-6:] else None
    if not match:
        return False
    name = "".join(match["name"].split())
    return name in titles or bool(_OWN_FILE.match(name))


def is_file_heading(line: str) -> bool:
    """A heading of the list of a page's files: 附件下载."""
    return bool(_FILE_HEADING.match(simplified(line).strip()))
