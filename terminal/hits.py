"""How results and replies look: for reading, and as CSV."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from indexer.reply import Reply
from search.export import FACT_LABELS, source_line, to_whom
from search.results import Hit, Mark, ResultPage, Snippet, Widening

from .explanations import reason_lines

_CSV_FIELDS = ("agency", "year", "kind", "doc_number", "proposal_number", "addressee", "result_class", "disclosure")


def page_text(page: ResultPage, reasons: Mapping[str, Sequence[str]] | None = None) -> str:
    """A result page for reading, hits with their best paragraphs, and why they are where they are (by id)."""
    lines = [click.style(f"提示：{note}", fg="yellow") for note in page.notes] + list(_form_lines(page))
    lines += list(_help_lines(page))
    if not page.total:
        return "\n".join([*lines, "没有找到"])
    first, last = page.offset + 1, page.offset + len(page.hits)
    shown = f"，显示第 {first}–{last} 篇" if len(page.hits) < page.total and page.hits else ""
    lines.append(f"{'最接近的' if page.partial else '共'} {page.total} 篇{shown}")
    for number, hit in enumerate(page.hits, start=first):
        lines += ["", *_hit_lines(number, hit), *reason_lines((reasons or {}).get(hit.id, ()), "   ")]
    if page.hits:
        lines += ["", *_facet_lines(page)]
    return "\n".join(lines)


def _form_lines(page: ResultPage) -> Iterator[str]:
    """What the words were looked for as, besides; or could be."""
    for one in page.widened:
        yield f"已扩展：{_forms(one)}"
    if page.mode == "exact" and page.widenable:
        yield click.style(f"还可以一并查（--mode 标准）：{'；'.join(map(_forms, page.widenable))}", dim=True)


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


def _hit_lines(number: int, hit: Hit) -> Iterator[str]:
    facts = dict(hit.facts)
    yield f"{number}. {marked(hit.title, hit.title_marks)}"
    labels = [
        facts.get("agency"),
        facts.get("doc_number"),
        facts.get("signed_date") or facts.get("published_date") or facts.get("year"),
    ]
    labels += [
        facts.get("kind") if hit.is_reply else "非答复",
        facts.get("result_class") and f"{facts['result_class']}类",
        facts.get("disclosure"),
    ]
    labels.append(f"编号 {hit.id}")
    yield "   " + click.style("　".join(label for label in labels if label), fg="cyan")
    if hit.family:
        yield "   " + click.style(f"几乎相同的答复另有 {hit.family} 篇（一案多复）", dim=True)
    for snippet in hit.paragraphs:
        if snippet.path:
            yield "   " + click.style(" › ".join(snippet.path), dim=True)
        yield f"   [{snippet.paragraph}] {_snippet_text(snippet)}"


def _snippet_text(snippet: Snippet) -> str:
    before, after = ("……" if cut else "" for cut in snippet.cut)
    return f"{before}{marked(snippet.text, snippet.marks)}{after}"


def marked(text: str, marks: Sequence[Mark]) -> str:
    """Text with its marks: in colour on a terminal, between ** in a pipe."""
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    pieces, at = list[str](), 0
    for start, end in _joined(marks):
        word = text[start:end]
        pieces += [text[at:start], click.style(word, fg="red", bold=True) if colour else f"**{word}**"]
        at = end
    return "".join([*pieces, text[at:]])


def _joined(marks: Sequence[Mark]) -> list[Mark]:
    joined: list[Mark] = []
    for start, end in marks:
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _facet_lines(page: ResultPage) -> Iterator[str]:
    for facet in page.facets:
        if len(facet.values) > 1:
            yield f"{facet.label}：" + "　".join(f"{v.value} {v.count}" for v in facet.values[:8])


def page_csv(page: ResultPage) -> str:
    """Hits as CSV: one row a hit, a header row first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "title", *_CSV_FIELDS, "date", "score", "uri", "paragraph"])
    for hit in page.hits:
        facts = dict(hit.facts)
        date = facts.get("signed_date") or facts.get("published_date") or ""
        best = hit.paragraphs[0].text if hit.paragraphs else ""
        row = [hit.id, hit.title, *(facts.get(name, "") for name in _CSV_FIELDS), date, hit.score, hit.uri, best]
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


# One reply


def reply_text(
    reply: Reply, addresses: Sequence[str], family: Sequence[Reply] = (), paragraph: int | None = None
) -> str:
    """A reply for reading: its fields, its family, its text; or one paragraph with its source."""
    if paragraph is not None:
        span = reply.paragraphs[paragraph - 1]
        return f"{reply.text[span.start : span.end]}\n{source_line(reply)}"
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
