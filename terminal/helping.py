"""How `--help` looks: Chinese headings, options in groups, columns that hold with wide characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .lines import broken, width_of

_TERM = 24  # columns of an option or a command; a longer one has a line of its own


@dataclass(frozen=True, slots=True)
class Group:
    """Options or commands under one heading, each with what it does."""

    title: str
    rows: tuple[tuple[str, str], ...]


def help_text(
    usage: str, about: str, groups: Iterable[Group], examples: Sequence[tuple[str, str]], exits: str, width: int
) -> str:
    """The help of a command, never wider than `width` columns where words allow."""
    lines = [*_under(f"用法：{usage}", 0, width), "", *_under(about, 2, width)]
    for group in groups:
        if group.rows:
            lines += ["", f"{group.title}：", *(line for row in group.rows for line in _row(*row, width))]
    if examples:
        lines += ["", "例子："]
    for command, what in examples:
        lines += [*_under(what, 2, width), f"    $ {command}"]
    if exits:
        lines += ["", *_under(f"退出状态：{exits}", 0, width)]
    return "\n".join(lines) + "\n"


def _row(term: str, about: str, width: int) -> Iterator[str]:
    column = _TERM + 4
    texts = [about[start:end] for start, end in broken(about, max(20, width - column))]
    if width_of(term) > _TERM:
        yield f"  {term}"
        first = " " * column
    else:
        first = f"  {term}" + " " * (column - 2 - width_of(term))
    for number, text in enumerate(texts):
        yield (" " * column if number else first) + text.rstrip()


def _under(text: str, indent: int, width: int) -> Iterator[str]:
    for paragraph in text.split("\n"):
        yield from ((" " * indent + paragraph[start:end]).rstrip() for start, end in broken(paragraph, width - indent))
