"""Metadata that a page shows: labels with their values, in whatever shape.

索引号：QY-1 发布机构：某局 · cells of a table or a list of terms · | pipes | · [ 索 引 号 ] with the value on
the next line · a row of labels above a row of values.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..document import Pair
from ..opening import simplified
from .dated import dates_in, named_dates
from .furniture import is_head_noise, is_perhaps_footer
from .vocabulary import COUNTERS, OF_CELLS, OF_DOCUMENT, OF_HANDLING, OF_PAGE, SAME, STAYS

_ANY = "|".join(r"\s{0,4}".join(label) for label in sorted(OF_PAGE, key=len, reverse=True))
_LABEL = re.compile(  # read in folded text, where all brackets are round
    rf"(?<![\u4e00-\u9fff])(?:[(•·-]?\s?(?P<label>{_ANY})\s?\)?\s?:|\(\s?(?P<marked>{_ANY})\s?\))"
)
_MAY_HOLD_PAIR = re.compile("[:：\\]】）)﹞〕]")
# A piece of a page's text that begins a pair, or is the date of one.
STARTS_PAIR = re.compile(rf"[\[【]?\s?(?:(?:{_ANY})\s?[\]】]?\s?[:：]|20\d\d[-/.]\d\d?[-/.]\d\d?(?!\d))")
_ALONE = re.compile(r"^[(\[•·*]?\s?(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff ]{0,14})[)\]]?\s?[:：]?$")
_SHAPED = re.compile(r"^[\[【•]?(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff\s]{1,9})[\]】]?[:：]\s*(?P<value>.{0,60})$")
_VALUE_ENDS = re.compile(
    r"\s*[(（\[【]?\s*(?:字\s?体|字\s?号|浏览|点击|阅读|打印|分享|收藏|关闭|大\s+中\s+小|责任编辑|编辑[:：]|访问|我要纠错|视力保护)"
)
_MARKS = (":", "：", "]", "】", "〗", "）", ")")  # behind a label
_EDGES = " |·•-\t　"
_KNOWN = frozenset((*OF_PAGE, *OF_CELLS))
_NOTHING = frozenset(("", "无", "-", "--", "—", "——", "/"))
_LABELS_BELOW = 4
_OF_TITLE = frozenset(("公文名称", "文件标题", "信息名称", "标题", "名称", "主题", "案由"))
_TITLE = re.compile(
    r"^[\u4e00-\u9fff、]{0,30}(?:关于|對|对).{4,}(?:答复|答復|复函|覆函|回复|函|建议|提案|通知|公告)(?:[（(].{1,20}[)）])?$"
)
_TITLE_CHARS = 8
_LOOKED_AT = 600  # characters; a longer line is no row of metadata


def is_label(text: str) -> bool:
    """Whether a table cell names the value in the next one."""
    return label_of(text) is not None


def label_of(text: str) -> str | None:
    """The label that a cell or line consists of: 索 引 号： and [ 索引号 ] are 索引号."""
    match = _ALONE.match(simplified(text[:40]))
    bare = "".join(match["label"].split()) if match else ""
    return SAME.get(bare, bare) if bare in _KNOWN else None


def pairs_of(line: str) -> list[Pair]:
    """The pairs of a line that consists of them (发布时间:… 作者: 来源:…), in cells or one after another."""
    if len(line) > _LOOKED_AT:
        return []
    if "\t" in line or "|" in line or "｜" in line:
        cells = [cell.strip() for cell in re.split(r"\t|\s?[|｜]\s?", line)]
        if len(cells := [cell for cell in cells if cell]) > 1:
            return _pairs_in_cells(cells)
    return _pairs_in_run(line)


def _pairs_in_run(line: str) -> list[Pair]:
    if not _MAY_HOLD_PAIR.search(line):
        return []
    matches = list(_LABEL.finditer(simplified(line)))
    if not matches or line[: matches[0].start()].strip(" |•[-·"):
        return []
    ends = [match.start() for match in matches[1:]] + [len(line)]
    found = []
    for match, end in zip(matches, ends, strict=True):
        label = "".join((match["label"] or match["marked"]).split())
        found.append(Pair(SAME.get(label, label), _value(line[match.end() : end])))
    return found


def _pairs_in_cells(cells: Sequence[str]) -> list[Pair]:
    """Pairs of a row's cells: label and value side by side, or both in one cell. All cells or nothing."""
    found: list[Pair] = []
    strange, position = 0, 0
    while position < len(cells):
        label, value = label_of(cells[position]), cells[position + 1] if position + 1 < len(cells) else ""
        if label and not is_label(value) and not _pairs_in_run(value):
            found.append(Pair(label, _value(value)))
            position += 2
            continue
        inner = [] if label else _pairs_in_run(cells[position])
        found += inner or ([Pair(label, "")] if label else [])
        strange += not (inner or label or _SHAPED.match(cells[position]) or is_head_noise(cells[position]))
        position += 1
    return found if strange <= len(found) // 2 and found else []


def _value(text: str) -> str:
    noise = _VALUE_ENDS.search(simplified(text))
    return (text[: noise.start()] if noise else text).strip(_EDGES)


def is_metadata(pairs: Sequence[Pair]) -> bool:
    """Whether pairs are the page's own row: 签发人 and 公开属性 alone stand in the document itself."""
    return any(pair.label not in OF_DOCUMENT for pair in pairs)


def found_in(lines: Sequence[str], entries: Collection[str] = (), title: str = "") -> tuple[list[Pair], set[int]]:
    """The pairs in lines, and the indexes of the lines that consist of the page's own metadata."""
    stated, dated, used = found_apart(lines, entries, title)
    return [*stated, *dated], used


def found_apart(
    lines: Sequence[str], entries: Collection[str] = (), title: str = ""
) -> tuple[list[Pair], list[Pair], set[int]]:
    """The pairs that lines state, those of dates without a label, the last first, and the indexes of metadata.

    `entries` are lines that lead to other documents; `title` is what the page states for one, and no other value.
    """
    pairs: list[Pair] = []
    used: set[int] = set()
    for index, line in enumerate(lines):
        if index in used:
            continue
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if over := _over_values(line, below):
            pairs += over
            used |= {index, index + 1}
        elif label := label_of(line) if ("\t" not in line and _marked(line)) else None:
            if _is_value(below, label, title) and not _is_row(lines[index - 1] if index else ""):
                pairs.append(Pair(label, _value(below)))
                used.add(index + 1)
            used.add(index)
        elif row := pairs_of(line):
            pairs += row
            if is_metadata(row):
                used.add(index)
    stated, dated = _with_dates(lines, used, entries, title)
    pairs += stated
    handled = {index: pair for index in range(len(lines)) if (pair := _of_handling(lines[index]))}
    for index, pair in handled.items():
        if {index - 1, index + 1} & (used | handled.keys()):
            pairs += [pair] if index not in used else []
            used.add(index)
    used |= _between(lines, frozenset(used))
    said = [pair for pair in pairs if pair.value not in _NOTHING and pair.label not in COUNTERS]
    return said, dated, used


def _is_value(below: str, label: str, title: str) -> bool:
    """Whether the line below a label that stands alone is its value; the title of the page is only that of a title."""
    if not below or _marked(below) or len(below) > 80 or pairs_of(below) or is_perhaps_footer(below):
        return False
    return label in _OF_TITLE or not (_TITLE.match(below) or _is_title(below, title))


def _is_title(line: str, title: str) -> bool:
    """Whether a line is what the page states for a title, or the most of it."""
    bare = "".join(line.split()) if title else ""
    return len(bare) >= _TITLE_CHARS and bare in "".join(title.split())


def _is_row(line: str) -> bool:
    """Whether a line is a table's row of labels with their values: below it a label alone has an empty cell."""
    return "\t" in line and any(pair.value for pair in pairs_of(line))


def _with_dates(
    lines: Sequence[str], used: set[int], entries: Collection[str], title: str
) -> tuple[list[Pair], list[Pair]]:
    """The pairs of dates that stand behind a label without a colon, and of those without any; adds to `used`.

    What stands above the page's title and names something before its date is of another document.
    """
    stated, dated = list[Pair](), list[Pair]()
    titled = min((index for index, line in enumerate(lines) if _is_title(line, title)), default=-1)
    for found in dates_in(lines, entries):
        if found.index in used:
            continue
        used.add(found.index)
        rest = [pair for pair in pairs_of(found.behind) if pair.value and pair.label not in COUNTERS]
        labelled = [Pair(label, date) for word, date in named_dates(lines[found.index]) if (label := label_of(word))]
        if labelled:
            stated += [*labelled, *rest]
        elif (
            found.counts and not found.before.endswith(("日期", "时间")) and not (found.before and found.index < titled)
        ):
            dated[:0] = [Pair("发布时间", found.date), *rest]
    return stated, dated


def _of_handling(line: str) -> Pair | None:
    """The pair of a line that says how a proposal was handled (答复单位：某局)."""
    match = _SHAPED.match(line) if ":" in line or "：" in line else None
    label = "".join(match["label"].split()) if match else ""
    if not match or label not in OF_HANDLING or re.search("[，。；]", line):
        return None
    return Pair(SAME.get(label, label), match["value"].strip())


def _marked(line: str) -> bool:
    """Whether a line marks itself as a label: a colon behind it, or brackets around it."""
    return line.rstrip().endswith(_MARKS) and label_of(line) is not None


def _over_values(line: str, below: str) -> list[Pair]:
    """Pairs of a row of labels above a row of values."""
    names, values = line.split("\t"), below.split("\t")
    if len(names) < 2 or len(names) != len(values) or any(map(is_label, values)):
        return []
    labels = [label_of(name) for name in names]
    if not all(labels):
        return []
    return [Pair(str(label), value.strip()) for label, value in zip(labels, values, strict=True)]


def _between(lines: Sequence[str], used: frozenset[int]) -> set[int]:
    """Lines of a label's shape between lines of metadata, or the few right below two of them: the site's own labels."""
    found, chain = set[int](), list[int]()
    for index, line in enumerate(lines):
        if index in used:
            found.update(chain)
            chain.clear()
        elif _may_be_between(line) and (chain or index - 1 in used):
            chain.append(index)
            if len(chain) <= _LABELS_BELOW and {chain[0] - 1, chain[0] - 2} <= used | found:
                found.add(index)
        else:
            chain.clear()
    return found


def _may_be_between(line: str) -> bool:
    match = _SHAPED.match(line)
    return match is not None and not re.search("[，。；]", line) and "".join(match["label"].split()) not in STAYS
