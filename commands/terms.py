"""The office's own dictionary: list it, find new words in the archive, take words in or out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from indexer.errors import InputError
from indexer.lexicon import KINDS, Term

from .framing import Command
from .output import is_quiet, say, timed

if TYPE_CHECKING:
    from indexer.discovery import Discovery
    from indexer.layout import DataDir
    from indexer.reply import Reply


_EXAMPLES = (
    ("dafu terms --new --min-count 4 --limit 20", "从库里的答复找新词，供挑选"),
    ("dafu terms --accept 无感通行 --kind 政策", "加进词典，类别自己定"),
    ("dafu terms", "列出词典"),
    ("dafu terms --drop 无感通行", "从词典里去掉"),
)


@click.command(cls=Command, examples=_EXAMPLES, exits="0 有词（或者改好了），1 一个也没有，2 出错。")
@click.option("--new", is_flag=True, help="从库里的答复中找新词，供挑选；不会自动加进词典。")
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="最多列出几个新词，缺省 50。")
@click.option("--min-count", type=click.IntRange(2), default=5, metavar="N", help="新词至少出现几次，缺省 5。")
@click.option("--accept", multiple=True, metavar="词", help="加进词典；可重复。")
@click.option("--kind", type=click.Choice(KINDS), metavar="类", help=f"加进去的词的类别：{'、'.join(KINDS)}。")
@click.option("--drop", multiple=True, metavar="词", help="从词典里去掉；可重复。")
@click.option("--reject", multiple=True, metavar="词", help="不要这个词，以后不再提出；可重复。")
@click.option("--json", "as_json", is_flag=True, help="用 JSON 输出。")
@click.pass_obj
def terms(
    data: DataDir, /, new: bool, limit: int, min_count: int, kind: str | None, as_json: bool, **edits: Any
) -> None:
    """本单位的词典：列出，从答复里找新词（--new），加词（--accept）、去词（--drop）、不要（--reject）。"""
    from indexer.lexicon import advice, of_office
    from terminal.output import to_json
    from terminal.terms import edits_data, edits_text, lexicon_data, lexicon_text, proposals_data, proposals_text

    if kind and not edits["accept"]:
        raise click.UsageError("--kind 要和 --accept 一起用")
    before = of_office(data.lexicon)
    found = _discovered(data, before.known(), min_count, quiet=as_json) if new else None
    if any(edits.values()):
        _edit(data, found, kind, **edits)
        after = of_office(data.lexicon)
        shown = edits_data(before, after, advice(after, data.current_index()))
        say(to_json(shown) if as_json else edits_text(shown))
    elif found:
        shown = proposals_data(found, limit)
        say(to_json(shown) if as_json else proposals_text(shown))
        sys.exit(0 if found.proposals else 1)
    else:
        shown = lexicon_data(before, data.lexicon, advice(before, data.current_index()))
        say(to_json(shown) if as_json else lexicon_text(shown))
        sys.exit(0 if before.entries else 1)


def _discovered(data: DataDir, known: frozenset[str], min_count: int, quiet: bool) -> Discovery:
    """The new words of the archive's replies."""
    from indexer.analyzer import Analyzer
    from indexer.discovery import discover
    from indexer.store import Store
    from terminal.output import progress

    with timed("找新词"), closing(Store(data.store)) as store, progress(quiet or is_quiet()) as advance:

        def replies() -> Iterator[Reply]:
            ids = store.ids()
            for reply in store.replies(ids):
                advance("读答复", 1, len(ids))
                yield reply

        return discover(replies(), Analyzer(data.cache), known, min_count)


def _edit(
    data: DataDir,
    found: Discovery | None,
    kind: str | None,
    accept: tuple[str, ...],
    drop: tuple[str, ...],
    reject: tuple[str, ...],
) -> None:
    """Writes the dictionary with these changes; what was found to be of a word goes with it."""
    from indexer.discovery.kinds import kind_of
    from indexer.folding import fold
    from indexer.lexicon import edited, parse, read, save, wrong_with

    for word in (*accept, *reject):
        if wrong := wrong_with(word):
            raise click.UsageError(wrong)
    proposed = {fold(one.word): Term(one.word, one.kind, one.full) for one in (found.proposals if found else ())}
    added = [proposed.get(fold(word), Term(word.strip(), kind_of(word))) for word in accept]
    if kind:
        added = [Term(term.word, kind, term.note) for term in added]
    with data.writing():
        text = read(data.lexicon)
        there = {fold(word) for word in parse(text).terms()}
        if missing := [word for word in drop if fold(word) not in there]:
            raise InputError(f"词典里没有“{'”“'.join(missing)}”，什么也没有改")
        save(data.lexicon, edited(text, added, drop, reject))
