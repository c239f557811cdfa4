"""How it is told why a reply is at its place in a list, or not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from search.explaining.why import Why

from .output import named


def why_text(told: Why) -> str:
    """What is to be said of one reply, for reading: what it is, the verdict, the reasons."""
    head = [f"{told.title}　编号 {told.reply_id}"] if told.reply_id else []
    return "\n".join([*head, click.style(named(told.verdict), bold=True), *reason_lines(told.lines, "  ")])


def reason_lines(reasons: Iterable[str], indent: str) -> Iterator[str]:
    """Reasons, one a line."""
    return (f"{indent}· {named(reason)}" for reason in reasons)
