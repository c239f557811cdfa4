"""Which element of a page holds the document.

Running text weighs for an element, links against it (the idea of text density extraction); the
letter itself has the last word: its opening sentence, and its date and contact, belong in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ..opening import opening_line, salutation_line, simplified
from .furniture import is_control_word
from .lines import Line, lines_of
from .nodes import Node, Tree

# Containers that content management systems are known to use; generic names made results worse.
_CONTAINERS = re.compile(
    r"(?:^|\s)(UCAP-CONTENT|zoom|zoomcon|vsb_content(_\d+)?|js_content|fontzoom|con_con|pages_content|articlecontent|newscontent"
    r"|textbody|bodylabel|mycontent|TRS_Editor|TRS_UEDITOR|trs_editor_view|trs_word|Custom_UnionStyle|v_news_content"
    r"|wp_articlecontent|my_doccontent|bt-content|article_content|news_txt)(?:$|\s)",
    re.I,
)
_SIDE = re.compile(
    r"(^|[-_ ])(nav|menu|breadcrumb|crumbs?|share|bdsharebuttonbox|related|recommend|comments?|print|qrcode|copyright"
    r"|position|dqwz|ewm|yqlj|wza|footer|foot|toolbar|sidebar|pagination|prevnext|prev|next|hot|tools?)($|[-_ \d])",
    re.I,
)
_words = str.split
_LEAVES = frozenset(_words("p span font b strong em i u li a h1 h2 h3 h4 h5 h6 td th tr tbody dd dt blockquote "))
_SHARE_TO_DESCEND = 0.72
_KNOWN_SHARE = 0.5
_TITLE_CHARS, _STOPS_OF_TEXT, _SHARE_OF_TITLED = 8, 3, 0.2
_SIDE_BLOCK_CHARS = 400
_NAME_CHARS = 300  # of an element's classes are looked at
_LINKS = 3
_OPENING_HINT = re.compile("悉|如下")
_ENDING = re.compile(
    r"^.{0,40}(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?\)?$|^(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}$|[二]?[〇0零○].{1,3}年.{1,3}月.{1,3}日\)?$|^\(?\s?联\s?系\s?(?:人|单位|电话)"
    r"|^抄送|^\(?此件|^附件?\s?\d?[:：]"
)
_ATTACHED = re.compile(r"^附[件表]")
_TEASER = re.compile(
    r"(?:…|\.\.\.)\s?(?:[\[【(（]?(?:查看|详[情细]|更多|全文).{0,6})?$"
)  # the beginning of another document
_INNER = _LEAVES - {"td"}
_UP, _END_LINES, _REST_LINES, _STEPS_UP, _HALVES = 3, 6, 40, 20, 3


def content_node(tree: Tree) -> Node:
    """The element that holds the document."""
    densest = _densest(tree.root)
    node = next((n for n in tree.nodes if _is_container(n) and _holds_enough(n, densest)), densest)
    opening = _opening_block(tree.nodes)
    if opening is None:
        return _with_halves(_below_title(tree, node))
    return _with_ending(_around_opening(node, opening))


def is_link_block(node: Node) -> bool:
    """Whether an element is a list of links to other pages; a link or two may well be cited in a letter."""
    if node.name in _LEAVES or node.name == "br" or node.linked <= 1.5 * (node.chars - node.linked):
        return False
    links = [other for other in node.walk() if other.is_link and other.chars]
    few = len(links) < 2 or node.linked < node.chars or "《" in node.text() if len(links) < _LINKS else False
    if few or any(other.is_document_link for other in node.walk()):
        return False
    return not (node.chars < _SIDE_BLOCK_CHARS and "附件" in node.text())


def is_control(node: Node) -> bool:
    """Whether an element is a link that does something to the page: 打印预览, 关闭, 大."""
    if node.name != "a" or not 0 < node.chars <= 8:
        return False
    href = node.attrs.get("href", "").strip().lower()
    return (not href or href.startswith(("javascript:", "#"))) and is_control_word(node.text())


def is_named_side(node: Node) -> bool:
    """Whether a small element calls itself furniture (share, related, qrcode …)."""
    if node.chars >= _SIDE_BLOCK_CHARS or node.name in ("tr", "tbody", "td") or not node.attrs:
        return False
    if node.stops > 2 or not _names_side(node.names[:_NAME_CHARS]):
        return False
    lines = lines_of(node)
    return not any(
        "附件" in line.text or _OPENING_HINT.search(line.text) or _ENDING.search(simplified(line.text))
        for line in lines
    )


@lru_cache(maxsize=4096)  # the classes of a site's template come again and again
def _names_side(names: str) -> bool:
    return bool(_SIDE.search(names))


@lru_cache(maxsize=4096)
def _names_container(names: str) -> bool:
    return bool(_CONTAINERS.search(names))


def _is_container(node: Node) -> bool:
    return node.name == "ucapcontent" or (bool(node.attrs) and _names_container(node.names[:_NAME_CHARS]))


def _holds_enough(node: Node, densest: Node) -> bool:
    return node.weight > 0 and node.weight >= _KNOWN_SHARE * densest.weight


def _densest(body: Node) -> Node:
    """Down from the body into the child that holds most of the running text, as long as one does."""
    node = body
    while True:
        children = [child for child in node.children if isinstance(child, Node) and not child.hidden]
        heaviest = max(children, key=lambda child: child.weight, default=None)
        if heaviest is None or (heaviest.name in _LEAVES and not _has_blocks(heaviest)):
            return node
        if heaviest.weight < _SHARE_TO_DESCEND * max(1, node.weight):
            return node
        node = heaviest


def _has_blocks(node: Node) -> bool:
    """A table cell, a list item or a span that was put around the whole document."""
    if node.name in ("p", "a", "h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    kinds = ("p", "div", "br", "table", "td", "tr", "tbody", "section", "ul", "ol")
    return any(isinstance(child, Node) and child.name in kinds for child in node.children)


def _opening_block(nodes: list[Node]) -> Node | None:
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


def _below_title(tree: Tree, node: Node) -> Node:
    """For a document that is no letter: the text that stands with the page's title, not one beside it."""
    head = "".join(tree.head_title.split())
    for heading in tree.nodes:
        if heading.name not in ("h1", "h2", "h3") or heading.linked or not _TITLE_CHARS <= heading.chars <= len(head):
            continue
        if "".join(heading.text().split()) not in head:
            continue
        around = next((above for above in heading.above() if above.stops >= _STOPS_OF_TEXT), node)
        if node in around.above() and around.weight >= _SHARE_OF_TITLED * node.weight:
            return _densest(around)
    return node


def _with_halves(node: Node) -> Node:
    """For a document that is no letter: the element around it and its few likes, part-1 and part-2."""
    while not _kind(node) and node.parent is not None and node.parent.chars == node.chars:
        node = node.parent
    parent, kind = node.parent, _kind(node)
    if parent is None or not kind or node.name in _LEAVES:
        return node
    likes = [other for other in parent.children if isinstance(other, Node) and not other.hidden]
    likes = [other for other in likes if other.name == node.name and _kind(other) == kind and other.chars]
    halves = 1 < len(likes) <= _HALVES and all(2 * other.linked < other.chars for other in likes)
    return parent if halves else node


def _block_of(node: Node) -> Node:
    while node.name in ("span", "font", "b", "strong", "em", "i", "u", "o:p", "a") and node.parent is not None:
        node = node.parent
    return node


def _around_opening(node: Node, opening: Node) -> Node:
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
        and _kind(other) == _kind(node)
        and any(not line.is_link and (_is_sentence(line.text) or line.text[-1] in ":：") for line in lines_of(other))
        for other in siblings
        if other is not node and not other.hidden
    )


def _kind(node: Node) -> str:
    """The first class of an element without its number: part-1 and part-2 are of one kind."""
    return re.sub(r"\d+", "", (node.attrs.get("class", "").split() or [""])[0])


def _is_sentence(text: str) -> bool:
    return len(text) >= 20 and bool(re.search("[,，。；;]", text))


def _has_ending(lines: list[Line]) -> bool:
    return any(_ENDING.search(simplified(line.text)) for line in lines[-_END_LINES:] if len(line.text) <= 80)


def _with_ending(node: Node) -> Node:
    """The element, widened when signature and date, or the text of attachments, stand in elements beside it."""
    complete = _has_ending(lines_of(node))
    wanted, far = (_ATTACHED, _END_LINES) if complete else (_ENDING, _REST_LINES)
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
