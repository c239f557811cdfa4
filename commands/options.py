"""Flags that several commands share, and what they mean when they are not given."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.schema import FIELDS

from .candidates import field_names, field_values

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.query import Filter, Question

_HINT = "请写要查的词，例如：dafu search 5G基站"


def default_data_dir() -> Path:
    """Where data lies unless told otherwise: the user's own data folder of the system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "dafu"


def data_dir(given: Path | None, cache_mb: int | None = None) -> DataDir:
    """The data folder that is meant, and how much an open index may keep in memory."""
    from indexer.layout import MEMORY, DataDir

    return DataDir((given or default_data_dir()).expanduser(), cache_mb * 2**20 if cache_mb else MEMORY)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option for each field of the schema."""
    for spec in reversed(FIELDS):
        option = click.option(
            f"--{spec.name.replace('_', '-')}",
            f"filter_{spec.name}",
            multiple=True,
            metavar="值",
            help=f"{spec.label}，同查询里的 {spec.example}",
            shell_complete=field_values,
        )
        command = option(command)
    return command


mode_option = click.option(
    "--mode",
    type=click.Choice(["exact", "standard", "broad", "精确", "标准", "宽泛"]),
    default="exact",
    metavar="查法",
    help="怎么查。精确（缺省）：写的都要有，一字不差；标准：也查同义词、单位简称和沿革、数字的其他写法；宽泛：有一部分也列出。",
)
plain_option = click.option(
    "--as-typed", "plain", multiple=True, metavar="词", help="标准、宽泛查法里，这个词只按原文查；可重复。"
)
without_option = click.option(
    "--without",
    multiple=True,
    metavar="字段=值",
    help="不要哪些，如 --without 单位=青屿市财政局、--without 年=2019；可重复，都不要。",
    shell_complete=field_names,
)
map_option = click.option(
    "--map", "columns", multiple=True, metavar="项=列名", help="表格哪一列是哪一项，如 --map 正文=复文；可重复。"
)


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that make a question of a query: how words are taken, and what hits must and must not have."""
    for decorate in (filter_options, without_option, plain_option, mode_option):
        command = decorate(command)
    return command


def question_of(query: tuple[str, ...], options: Mapping[str, Any], hint: str = _HINT) -> Question:
    """What is asked by a query and its options; raises UsageError and InputError when they make no sense.

    `hint` says what to write when nothing is asked for; "" allows that.
    """
    from search.query import Mode, Question, Sort
    from search.widening import mode_of

    filters = filters_of(options)
    if unknown := next((word for word in query if re.match("--[a-z]", word)), None):
        raise click.NoSuchOption(unknown)
    if hint and not query and not filters:
        raise click.UsageError(hint)
    return Question(
        " ".join(query),
        filters,
        Sort(options.get("sort") or "relevance"),
        mode_of(options["mode"]) or Mode.EXACT,
        options["plain"],
        gathers=not options.get("each", False),
    )


def filters_of(options: Mapping[str, Any]) -> tuple[Filter, ...]:
    """The filters chosen by `filter_options` and --without; raises InputError when a value makes no sense."""
    from search.filters import filter_for

    return tuple(filter_for(*chosen) for chosen in chosen_of(options))


def chosen_of(options: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """The filters as they were given: field, value, whether such replies are left out."""
    wanted = [
        (name.removeprefix("filter_"), value, False)
        for name in options
        if name.startswith("filter_")
        for value in options[name]
    ]
    pairs = [re.split("[=＝]", item, maxsplit=1) for item in options.get("without", ())]
    if any(len(pair) < 2 or not pair[1].strip() for pair in pairs):
        raise click.UsageError("--without 要写成 字段=值，例如：--without 单位=青屿市财政局")
    return [*wanted, *((field.strip(), value.strip(), True) for field, value in pairs)]


def columns_of(given: tuple[str, ...]) -> dict[str, str]:
    """The columns named by --map."""
    columns = dict(item.partition("=")[::2] for item in given)
    if not all(field.strip() and column.strip() for field, column in columns.items()):
        raise click.UsageError("--map 要写成 项=列名，例如：--map 正文=复文内容")
    return {field.strip(): column.strip() for field, column in columns.items()}
