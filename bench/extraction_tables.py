"""The figures of extraction as Markdown: tables, and the list of failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .extraction_fields import bare

if TYPE_CHECKING:
    from .extraction import Judged

_NAMES = {"ours": "答复", "trafilatura": "trafilatura", "readability": "readability-lxml"}
_F1_SHOWN_BELOW = 0.97


def render(by_folder: Mapping[str, Mapping[str, Any]], measured: Mapping[str, Any]) -> str:
    """A table of texts over all folders, and one of our fields."""
    rows = [(folder, name, figures) for folder, systems in by_folder.items() for name, figures in systems.items()]
    head = ("集合", "程序", "页", "F1", "查准", "查全", "正文丢失", "杂项残留", "页/秒")
    texts = [
        (folder, f"{_NAMES[name]} {figures['setting']}".strip(), *_cells(figures)) for folder, name, figures in rows
    ]
    fields = [
        (field, _NAMES[name], shares["n"], _share(shares["precision"]), _share(shares["recall"]))
        for name in _NAMES
        for field, shares in measured.get(name, {}).get("fields", {}).items()
    ]
    return f"{_table(head, texts)}\n\n{_table(('字段', '程序', '页', '查准', '查全'), fields)}"


def _cells(figures: Mapping[str, Any]) -> list[object]:
    shares = [_share(figures[key]) for key in ("f1", "precision", "recall")]
    return [figures["pages"], *shares, figures["must_lost"], figures["chrome_left"], figures["pages_per_second"] or "—"]


def failures(pages: Iterable[Judged]) -> str:
    """What is not as labelled on each page: body lost, chrome left, fields wrong, missing or made up."""
    blocks = [f"## {page.page.name}\n" + "\n".join(lines) for page in pages if (lines := list(_failures(page)))]
    return "\n\n".join([f"{len(blocks)} pages with failures", *blocks])


def _failures(judged: Judged) -> Iterator[str]:
    if judged.output.error:
        yield f"- not read: {judged.output.error}"
    if judged.text is not None and judged.text.f1 < _F1_SHOWN_BELOW:
        yield f"- F1 {judged.text.f1:.3f} (precision {judged.text.precision:.3f}, recall {judged.text.recall:.3f})"
        yield from _lines_apart(judged)
    yield from (f"- LOST: {text}" for text in judged.lost)
    yield from (f"- chrome: {text}" for text in judged.left)
    for name, (expected, given, right) in judged.fields.items():
        if expected != given or (given and not right):
            value = judged.output.fields.get(name) if given else None
            yield f"- {name}: wanted {judged.page.labels[name]!r}, got {value if value is not None else given!r}"


def _lines_apart(judged: Judged) -> Iterator[str]:
    """Lines of one side that the other has nowhere, shortened."""
    wanted, found = judged.page.text or "", judged.output.text
    for sign, one, other in (("missing", wanted, bare(found)), ("extra", found, bare(wanted))):
        yield from (f"  - {sign}: {line[:60]}" for line in one.split("\n") if bare(line) and bare(line) not in other)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines: list[Sequence[object]] = [head, ["---"] * 2 + ["--:"] * (len(head) - 2), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
