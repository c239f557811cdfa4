"""Where a reply begins to speak: its salutation and the sentence that says what it answers.

Wordings are those of real replies: 您提出的《…》收悉，现答复如下 · 已交我们办理，现回复如下 · 函复如下 …
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .folding import plain
from .limits import MAX_LINE_FOR_PATTERNS

_ANSWERS = re.compile(
    r"收悉|(?<!据)悉[,，。]|(?:现|特|并)(?:就|将|作|对)?.{0,24}?(?:答复|回复|复函|函复|函告|汇报|反馈|意见|说明)(?:情况|意见)?(?:您)?(?:如下|于后)"
    r"|(?:答复|回复|函复)(?:如下|意见如下)|作出?如下(?:答复|回复|说明)|(?:会办|协办)意见(?:函复|回复)?如下"
    r"|(?:已?交|已?转).{0,10}(?:办理|研究)|(?:已经?|均已|业已)收到"
)
_ANSWERS_HINT = re.compile("悉|如下|于后|办理|研究|收到")  # every wording above has one: most lines have none
_ASKED = re.compile(r"您|你们|你\(们\)|贵|提出|所提|提交|来信|建议|提案|议案")
_PROPOSAL = re.compile(r"建议|提案|议案|意见|问题|》|”")
_ORGANISATION = r"[省市区县州盟旗][委盟会]|中央|同志|界|联|工委|支部|总支|支社|党派|会|社|小组|界别组"
_SALUTATION = re.compile(
    rf"^(?!关于|对|各)(?:尊敬的|敬爱的)?.{{1,120}}?(?:代表(?:团)?|委员(?:会)?|议员|{_ORGANISATION})"
    r"(?:\s?[（(][^）)]{1,12}[）)])?(?:们)?(?:[，,]?\s?(?:您|你们?)好)?\s?[:：!！,，]?$"
)
_AGENCY_ADDRESSED = re.compile(r"^(?!各)[\u4e00-\u9fff]{2,30}(?:局|委|办公室|办|厅|部|政府)[:：]$")
_ON_ONE_LINE = re.compile(
    rf"^(?:尊敬的|敬爱的)?[^。，,:：]{{1,60}}?(?:代表(?:团)?|委员(?:会)?|议员|{_ORGANISATION})(?:[（(][^）)]{{1,12}}[）)])?(?:们)?"
    r"(?:[，,]?\s?(?:您|你们?)好[!！,，。:：]?|[:：])\s*(?=您|你|贵|感谢|在|提出|首先|收到|关于|《|“)"
)
_HINT = re.compile(r"^[(（\[]\s*(?:提示|说明|备注|格式|模板|范例)")
_TITLE_END = re.compile(r"(?:答复|复函|的函|回复)\s*(?:[（(][^）)]*[）)])?$")
_OPENING_LINES = 60


def simplified(line: str) -> str:
    """A line as the patterns read it: Simplified, narrow, cut to a length patterns can afford."""
    return plain(line[:MAX_LINE_FOR_PATTERNS])


def opening_line(lines: Sequence[str]) -> int | None:
    """The index of the line that says what is answered, or None when the text answers nothing."""
    for index, line in enumerate(lines[:_OPENING_LINES]):
        text = simplified(line)[:600]
        if len(text) < 12 or not _ANSWERS_HINT.search(text) or _HINT.match(text) or not _ANSWERS.search(text):
            continue
        if _ASKED.search(text) and _PROPOSAL.search(text) and not _is_title(text):
            return index
    return None


def salutation_line(lines: Sequence[str], opening: int) -> int | None:
    """The index of the salutation: the opening line itself, or one of the few lines above it."""
    if _ON_ONE_LINE.match(simplified(lines[opening])):
        return opening
    for index in range(opening - 1, max(-1, opening - 5), -1):
        line = simplified(lines[index]).strip()
        if len(line) <= 140 and (_SALUTATION.match(line) or _AGENCY_ADDRESSED.match(line)) and not _is_title(line):
            return index
    return None


def split_salutation(line: str) -> int:
    """How many characters of an opening line are its salutation (张某代表：您提出的…), or 0."""
    text = simplified(line)
    match = _ON_ONE_LINE.match(text)
    return match.end() if match and len(text) == len(line[:MAX_LINE_FOR_PATTERNS]) else 0


def body_start(lines: Sequence[str]) -> int:
    """The index of the first line of the document's body: salutation, opening or first long line."""
    opening = opening_line(lines)
    if opening is None:
        return next((i for i, line in enumerate(lines) if len(line) >= 60), len(lines))
    salutation = salutation_line(lines, opening)
    return opening if salutation is None else salutation


def _is_title(text: str) -> bool:
    return len(text) < 80 and bool(_TITLE_END.search(text))
