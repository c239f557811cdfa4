"""Which element holds a whole letter: from its opening sentence outwards to salutation, date and contact."""

from __future__ import annotations

import re
from itertools import pairwise

from ..opening import opening_line, salutation_line, simplified
from .lines import Line, lines_of
from .nodes import Node

ENDING = re.compile(
    r"^.{0,40}(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?\)?$|^(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}$|[二]?[〇0零○].{1,3}年.{1,3}月.{1,3}日\)?$|^\(?\s?联\s?系\s?(?:人|单位|电话)"
    r"|^抄送|^\(?此件|^附件?\s?\d?[:：]"
)
_ATTACHED = re.compile(r"^附[件表]")
_TEASER = re.compile(
    r"(?:…|\.\.\.)\s?(?:[\[【(（]?(?:查看|详[情细]|更多|全文).{0,6})?$"
)  # the beginning of another document
_INNER = frozenset(str.split("p span font b strong em i u li a h1 h2 h3 h4 h5 h6 th tr tbody dd dt blockquote "))
_UP, _END_LINES, _REST_LINES, _STEPS_UP = 3, 6, 40, 20


def opening_block(nodes: list[Node]) -> Node | None:
    """The block with the sentence that says what is answered, the first on the page."""
    seen = set[Node]()
    for node in nodes:
        if node.chars and _hints_at_opening(node):
            block = _block_of(node)
            if block in seen or block.chars <= block.linked:
                continue
            seen.add(block)
            lines = [line.text for line in lines_of(block)]
            if opening_line(lines) is not None and not _TEASER.search(lines[-1]):
                return block
    return None


def _hints_at_opening(node: Node) -> bool:
    for child in node.children:  # noqa: SIM110 - every element is asked: a generator costs more than the answer
        if isinstance(child, str) and ("悉" in child or "如下" in child):
            return True
    return False


def _block_of(node: Node) -> Node:
    while node.name in ("span", "font", "b", "strong", "em", "i", "u", "o:p", "a") and node.parent is not None:
        node = node.parent
    return node


def around_opening(node: Node, opening: Node) -> Node:
    """The element, moved or widened so that it holds the opening sentence."""
    if node is opening or node in opening.above():
        return _complete_below(node, opening)
    above_node = set(node.above())
    around = opening
    for other in opening.above():
        if other in above_node:
            break
        around = other
    if around.weight < 3 * opening.weight and around.weight < 0.3 * node.weight:
        own = (o for o in (opening, *opening.above()) if o.name not in _INNER and o not in above_node and _is_whole(o))
        return next(own, None) or _common(node, opening)
    return around


def _common(node: Node, other: Node) -> Node:
    """The nearest element that holds both."""
    above = {node, *node.above()}
    return next(candidate for candidate in (other, *other.above()) if candidate in above)


def _complete_below(node: Node, opening: Node) -> Node:
    """The smallest element around the opening sentence that has the letter's end, too."""
    way = [opening, *opening.above()]
    wider = [upper for lower, upper in pairwise(way[: way.index(node)]) if upper.chars > lower.chars]
    way = [opening, *wider] if opening is not node else []  # bare text with line breaks is a block itself
    for candidate in way[:_STEPS_UP]:
        if candidate.name in ("tr", "tbody") or not _has_ending(lines_of(candidate)):
            continue
        if _has_salutation(lines_of(candidate)) or not _goes_on(candidate):
            return candidate
    return next((other for other in way[:_STEPS_UP] if other.name not in _INNER and _is_whole(other)), node)


def _is_whole(node: Node) -> bool:
    """Whether it holds a letter that nobody signed: salutation to full stop, no half of it beside it or behind it."""
    lines = lines_of(node)
    if not lines or not _has_salutation(lines) or _goes_on(node) or _is_sentence(_next_text(node)):
        return False
    last = simplified(lines[-1].text)
    return last[-1:] in ("。", "!") and not re.search("如下.?$", last)


def _next_text(node: Node) -> str:
    """The first line behind an element in the page's reading order, "" when it is a link."""
    inner = node
    for above in node.above():
        if behind := _behind(above, inner):
            return "" if behind[0].is_link else behind[0].text
        inner = above
    return ""


def _has_salutation(lines: list[Line]) -> bool:
    texts = [line.text for line in lines]
    opening = opening_line(texts)
    return opening is not None and salutation_line(texts, opening) is not None


def _goes_on(node: Node) -> bool:
    """Whether an element beside it is its like (same tag, same class) and holds a part of a letter: a half."""
    siblings = [child for child in (node.parent.children if node.parent else []) if isinstance(child, Node)]
    return any(
        other.name == node.name
        and kind_of(other) == kind_of(node)
        and any(not line.is_link and (_is_sentence(line.text) or line.text[-1] in ":：") for line in lines_of(other))
        for other in siblings
        if other is not node and not other.hidden
    )


def kind_of(node: Node) -> str:
    """The first class of an element without its number: part-1 and part-2 are of one kind."""
    return re.sub(r"\d+", "", (node.attrs.get("class", "").split() or [""])[0])


def _is_sentence(text: str) -> bool:
    return len(text) >= 20 and bool(re.search("[,，。；;]", text))


def _has_ending(lines: list[Line]) -> bool:
    return any(ENDING.search(simplified(line.text)) for line in lines[-_END_LINES:] if len(line.text) <= 80)


def with_ending(node: Node) -> Node:
    """The element, widened when signature and date, or the text of attachments, stand in elements beside it."""
    complete = _has_ending(lines_of(node))
    wanted, far = (_ATTACHED, _END_LINES) if complete else (ENDING, _REST_LINES)
    inner = node
    for above in list(node.above())[:_UP]:
        if above.name in ("body", "html"):
            break
        behind = [line.text for line in _behind(above, inner)[:far] if not line.is_link and len(line.text) <= 60]
        if any(wanted.search(simplified(text)) for text in behind):
            return above
        inner = above
    return node


def _behind(above: Node, inner: Node) -> list[Line]:
    """The lines of an element that come after one of its children."""
    position = next((i for i, child in enumerate(above.children) if child is inner), len(above.children))
    lines = list[Line]()
    for child in above.children[position + 1 :]:
        lines += (
            lines_of(child)
            if isinstance(child, Node)
            else [Line(part.strip()) for part in child.split("\n") if part.strip()]
        )
    return lines
