"""The title that a page states outside of its document: in a heading, its metadata or its <title>."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from ..document import Pair
from ..opening import simplified
from . import labels
from .characters import clean
from .furniture import is_breadcrumb, is_head_noise, is_navigation
from .headline import reply_titles
from .lines import lines_of
from .nodes import Node, Tree

_NAMED = re.compile(
    r"(^|[-_ ])((doc|art|article|news|content|info|detail|main|page|con|big|text)?[-_]?(title|tit|bt|biaoti)"
    r"|subject|headline)($|[-_ \d])",
    re.I,
)
_REPLY = re.compile(r"(关于|对|就).*(答复|复函|回复|函|意见)|(建议|提案|议案).*(答复|复函|回复|函|意见)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SITE = re.compile(
    r"(网|网站|门户|平台|网站首页|人民政府|政务公开|信息公开|首页|局|委员会|委|厅|办公室|栏目|系统|中心|办|政府)$|^首页"
)
_SUFFIX = re.compile(r"\s*[-_|—–]+\s*|\s+[·>»]\s+|(?<=[复函见])\s+(?=\S)")
_META_TITLES = ("articletitle", "og:title", "title", "dc.title")
_PAIR_TITLES = ("标题", "公文名称", "名称", "信息名称")
_MIN, _MAX = 4, 160
_NAME_CHARS = 300  # of an element's classes are looked at
_PLAIN_TITLE = 10  # characters of a title that no markup gives away
_IN_HEADINGS = frozenset(("h1", "h2", "h3"))
_MAY_BE_TITLE = frozenset(("div", "p", "td", "span", "strong", "b", "center"))
_LOOKED_AT, _BREAKS, _UP = 40, 4, 3


def page_title(tree: Tree, pairs: list[Pair], before: list[str], content: Node) -> str | None:
    """The document's title as the page states it, None when it only states its site's name.

    `before` are the lines above the content: where no markup tells, one of them may be the title.
    """
    site = {one_line(meta.get("content", "")) for meta in tree.metas if meta.get("name", "").lower() == "sitename"}
    stated = [*_in_metas(tree), *(pair.value for pair in pairs if pair.label in _PAIR_TITLES)]
    head = one_line(tree.head_title)[:300]
    headings = [text for text in _headings(tree.nodes) if _MIN <= len(text) <= _MAX and text not in site]
    candidates = [*headings, *stated, *_parts(head)]
    candidates = [text for text in candidates if _MIN <= len(text) <= _MAX and text not in site]
    for texts in (headings, list(_broken(tree.nodes)), candidates, before):
        if replies := reply_titles(texts):
            return replies[0]
    known = sorted((text for text in headings if bare(text) in bare(head)), key=len, reverse=True)
    long = [text for text in (*known, *stated, *headings) if len(text) >= _PLAIN_TITLE]
    rest = [
        text
        for text in (*long, *known, *_just_above(content), *sorted(candidates, key=len, reverse=True))
        if _MIN <= len(text) <= _MAX and text not in site
    ]
    return next((text for text in rest if not _SITE.search(text) and len(_HAN.findall(text)) > _MIN), None)


def one_line(text: str) -> str:
    """A text on one line, blanks between its parts single; a spaced 答 复 at its end is closed."""
    line = " ".join(clean(text).split())
    return re.sub(r"(?<=[答回復复])\s+(?=[复復函覆]$)", "", line)


def bare(text: str) -> str:
    """A text without blanks, as titles are compared."""
    return "".join(text.split())


def _in_metas(tree: Tree) -> Iterator[str]:
    for wanted in _META_TITLES:
        for meta in tree.metas:
            if meta.get("name", meta.get("property", "")).lower() == wanted:
                yield one_line(meta.get("content", ""))[:_MAX]


def _parts(head: str) -> list[str]:
    """<title> whole when it is a reply's, else its parts: 标题-栏目_站名."""
    parts = [part for part in _SUFFIX.split(head) if part]
    joined, longest = "", ""
    for part in parts:  # a title may hold a dash itself
        joined = head[: head.index(part, len(joined)) + len(part)]
        if _REPLY.search(simplified(joined)) and re.search("[答复函见)）]$", joined):
            longest = longest or joined
    return [longest] if longest else parts


@lru_cache(maxsize=4096)  # the classes of a site's template come again and again
def _names_title(names: str) -> bool:
    return bool(_NAMED.search(names))


def _headings(nodes: list[Node]) -> Iterator[str]:
    """Headings, h1 first, then elements that call themselves a title; lines in them are joined."""
    marked = [
        node
        for node in nodes
        if node.name in _IN_HEADINGS or (node.attrs and node.chars <= _MAX and _names_title(node.names[:_NAME_CHARS]))
    ]
    marked.sort(key=lambda node: node.name if node.name in _IN_HEADINGS else "h9")
    for node in marked[:_LOOKED_AT]:
        if 0 < node.chars <= _MAX and not node.linked and not any(up.name == "li" for up in node.above()):
            lines = list(takewhile(_is_heading, (line.text for line in lines_of(node))))
            if node.name in _IN_HEADINGS or len(lines) == 1 or not _holds_more(node):
                yield one_line("".join(lines))
            else:
                yield from reply_titles(lines)


def _is_heading(line: str) -> bool:
    """Headings that nobody closed go on with the line of metadata and the toolbar."""
    return not (labels.found_in([line])[0] or is_head_noise(line) or is_breadcrumb(line) or is_navigation(line))


def _broken(nodes: list[Node]) -> Iterator[str]:
    """The texts of small elements with line breaks in them: a title over two lines is one."""
    for node in nodes:
        if node.name in _MAY_BE_TITLE and node.chars <= _MAX and node.stops < _BREAKS and not node.linked:
            breaks = [child.name for child in node.children if isinstance(child, Node)].count("br")
            if 0 < breaks < _BREAKS:
                yield one_line("".join(takewhile(_is_heading, (line.text for line in lines_of(node)))))


def _just_above(content: Node) -> Iterator[str]:
    """The text of the last element above the content that may be a title; cells side by side do not count."""
    inner = content
    for above in list(content.above())[:_UP]:
        if inner.name in ("td", "th", "body"):
            return
        position = next(index for index, child in enumerate(above.children) if child is inner)
        nodes = [node for child in above.children[:position] if isinstance(child, Node) for node in child.walk()]
        for node in reversed(nodes[-_LOOKED_AT:]):
            if (
                node.chars > _MAX
                or node.linked
                or not any(isinstance(child, str) and child.strip() for child in node.children)
            ):
                continue
            text = one_line("".join(line.text for line in lines_of(node)))
            if _is_heading(text) and len(text) >= _PLAIN_TITLE:
                if not re.search("[。；]", text):
                    yield text
                return
        inner = above


def _holds_more(node: Node) -> bool:
    """Whether an element called a title holds other blocks, too: the line with its source and date."""
    return any(
        isinstance(child, Node) and child.name in ("p", "div", "ul", "h1", "h2", "h3") for child in node.children
    )
