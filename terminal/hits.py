"""How results and replies look: for reading, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import click

from indexer.reply import Reply
from search.export import FACT_LABELS, source_line, to_whom
from search.results import Hit, ResultPage, Snippet, Widening

from .explanations import reason_lines
from .lines import Line, rendered

_INDENT = 3


def page_text(
    page: ResultPage, reasons: Mapping[str, Sequence[str]] | None = None, width: int | None = None, bare: bool = False
) -> str:
    """A result page for reading: hits with their best paragraphs, and why they are where they are (by id).

    In so many columns, or with lines as long as they are. A `bare` page has the hits alone,
    unless they are only near to what was asked: that is always said.
    """
    lines = [] if bare and not page.partial else list(head_lines(page))
    for number, hit in enumerate(page.hits, start=page.offset + 1):
        lines += [*([Line()] if lines else []), *_hit_lines(number, hit)]
        lines += [Line(reason, indent=_INDENT) for reason in reason_lines((reasons or {}).get(hit.id, ()), "")]
    if page.hits and not bare:
        lines += [Line(), *map(Line, _facet_lines(page))]
    return rendered(lines, width)


def head_lines(page: ResultPage) -> Iterator[Line]:
    """What is to be said of a search before its hits."""
    yield from (Line(f"提示：{note}", colour="yellow") for note in page.notes)
    yield from _form_lines(page)
    yield from map(Line, _help_lines(page))
    if not page.total:
        yield Line("没有找到")
        return
    rows = page.rows or page.total
    gathered = f"，一案多复的合在一起是 {rows} 条" if rows < page.total else ""
    first, last = page.offset + 1, page.offset + len(page.hits)
    span = f"{first}–{last}" if first < last else f"{first}"
    shown = f"，显示第 {span} {'条' if gathered else '篇'}" if len(page.hits) < rows and page.hits else ""
    yield Line(f"{'最接近的' if page.partial else '共'} {page.total} 篇{gathered}{shown}")


def _form_lines(page: ResultPage) -> Iterator[Line]:
    """What the words were looked for as, besides; or could be."""
    for one in page.widened:
        yield Line(f"已扩展：{_forms(one)}")
    if page.mode == "exact" and page.widenable:
        yield Line(f"还可以一并查（--mode 标准）：{'；'.join(map(_forms, page.widenable))}", dim=True)


def _help_lines(page: ResultPage) -> Iterator[str]:
    """What may have been meant, and how many replies have each word alone."""
    if page.suggestions:
        yield f"您要查的是不是：{'　'.join(page.suggestions)}"
    if page.word_counts:
        yield "各词单独查：" + "　".join(
            f"{word} {count or '没有'}{' 篇' * bool(count)}" for word, count in page.word_counts
        )


def _forms(one: Widening) -> str:
    return f"{one.word} = " + "、".join(f"{form.text}（{form.reason}）" for form in one.forms)


def _hit_lines(number: int, hit: Hit) -> Iterator[Line]:
    yield behind(f"{number}. ", Line(hit.title, hit.title_marks, bold=True))
    yield Line("　".join(_labels(hit)), indent=_INDENT, colour="cyan")
    if hit.family:
        others = "、".join(f"{other.to_whom} {other.id}" for other in hit.siblings)
        also = f"，其中 {len(hit.siblings)} 篇也合适：{others}" if others else ""
        yield Line(f"几乎相同的答复另有 {hit.family} 篇（一案多复）{also}", indent=_INDENT, dim=True)
    for snippet in hit.paragraphs:
        if snippet.path:
            yield Line(" › ".join(snippet.path), indent=_INDENT, dim=True)
        yield behind(f"[{snippet.paragraph}] ", snippet_line(snippet), _INDENT)


def _labels(hit: Hit) -> list[str]:
    """What a list says of a hit besides its title."""
    facts = dict(hit.facts)
    labels = [
        facts.get("agency"),
        facts.get("doc_number"),
        facts.get("signed_date") or facts.get("published_date") or facts.get("year"),
        facts.get("kind") if hit.is_reply else "非答复",
        facts.get("result_class") and f"{facts['result_class']}类",
        facts.get("disclosure"),
        f"编号 {hit.id}",
    ]
    return [label for label in labels if label]


def snippet_line(snippet: Snippet) -> Line:
    """The text of a paragraph, or of a part of it, with its marks."""
    before, after = ("……" if cut else "" for cut in snippet.cut)
    return behind(before, Line(f"{snippet.text}{after}", snippet.marks))


def behind(lead: str, line: Line, indent: int = 0) -> Line:
    """A line with something before its text."""
    marks = tuple((start + len(lead), end + len(lead)) for start, end in line.marks)
    return replace(line, text=lead + line.text, marks=marks, indent=indent)


def _facet_lines(page: ResultPage) -> Iterator[str]:
    for facet in page.facets:
        if len(facet.values) > 1:
            yield f"{facet.label}：" + "　".join(f"{v.value} {v.count}" for v in facet.values[:8])


# One reply


def reply_text(
    reply: Reply, addresses: Sequence[str], family: Sequence[Reply] = (), paragraph: int | None = None
) -> str:
    """A reply for reading: its fields, its family, its text; or one paragraph with its source."""
    if paragraph is not None:
        span = reply.paragraphs[paragraph - 1]
        return f"{reply.text[span.start : span.end]}\n{source_line(reply, paragraph)}"
    lines = [click.style(reply.display_title, bold=True), ""]
    if not reply.is_reply:
        lines.append("（这不是一篇答复）")
    if reply.other_figures:
        lines.append("（其他副本中有与本篇不同的数字，引用前请核对，见文末）")
    lines += [f"{label}：{'、'.join(reply.all(name))}" for name, label in FACT_LABELS.items() if reply.all(name)]
    lines += [f"编号：{reply.id}", *(f"位置：{uri}" for uri in [reply.uri, *(a for a in addresses if a != reply.uri)])]
    lines += [f"几乎相同的答复：{to_whom(other)}　编号 {other.id}" for other in family]
    other_copies = ["", "其他副本中与本篇不同的文字：", *reply.elsewhere] if reply.elsewhere else []
    return "\n".join([*lines, "", reply.text, *other_copies])
