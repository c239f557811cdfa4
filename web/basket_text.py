"""The basket as plain text and as Markdown, each paragraph followed by its source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .basket_view import Quotation

HEADING = "答复摘录"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!&])")
_LIST = re.compile(r"^(\s*)(?:([-+])(?=\s)|(\d+)([.)])(?=\s|$))")


def plain(quotations: Sequence[Quotation]) -> str:
    """Paragraph, source, blank line, and so on; what cannot be given says so in its place."""
    return "\n".join(f"{text}\n{source}\n" for text, source in map(parts, quotations))


def markdown(quotations: Sequence[Quotation]) -> str:
    """A heading, then each paragraph as a quotation with its source below."""
    blocks = [f"{_quoted(text)}\n\n{_escaped(source)}\n" for text, source in map(parts, quotations)]
    return "\n".join([f"# {HEADING}\n", *blocks])


def parts(quotation: Quotation) -> tuple[str, str]:
    """A paragraph's text and its source line; in place of a lost text, why it is not there."""
    if not quotation.problem:
        return quotation.text, quotation.source
    return (
        f"〔第 {quotation.place} 段没有导出：{quotation.problem}〕",
        quotation.source or f"——{quotation.item.reply_id}",
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {_escaped(line)}".rstrip() for line in text.split("\n"))


def _escaped(line: str) -> str:
    """A line that Markdown shows as it is."""
    escaped = _SPECIAL.sub(r"\\\1", line)
    return _LIST.sub(lambda m: m[1] + (f"\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}"), escaped)
