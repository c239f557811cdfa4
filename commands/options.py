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

if TYPE_CHECKING:
    from search.query import Filter


def default_data_dir() -> Path:
    """Where data lies unless told otherwise: the user's own data folder of the system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "dafu"


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option for each field of the schema."""
    for spec in reversed(FIELDS):
        option = click.option(
            f"--{spec.name.replace('_', '-')}",
            f"filter_{spec.name}",
            multiple=True,
            metavar="值",
            help=f"只要{spec.label}合适的，同查询里的“{spec.aliases[0]}:”；可重复，任一即可。",
        )
        command = option(command)
    return command


mode_option = click.option(
    "--mode",
    type=click.Choice(["exact", "standard", "broad", "精确", "标准", "宽泛"]),
    default="exact",
    metavar="查法",
    help="精确（缺省）：写的都要有，一字不差；标准：也查同义词、单位简称和沿革、数字的其他写法；宽泛：有一部分也列出。",
)
plain_option = click.option(
    "--as-typed", "plain", multiple=True, metavar="词", help="标准、宽泛查法里，这个词只按原文查；可重复。"
)
map_option = click.option(
    "--map", "columns", multiple=True, metavar="项=列名", help="表格哪一列是哪一项，如 --map 正文=复文；可重复。"
)


def filters_of(options: Mapping[str, tuple[str, ...]]) -> tuple[Filter, ...]:
    """The filters chosen by `filter_options`; raises InputError when a value makes no sense."""
    from search.filters import filter_for

    return tuple(filter_for(name.removeprefix("filter_"), value) for name in options for value in options[name])


def refuse_options(query: tuple[str, ...]) -> None:
    """Refuses words of a query that are misspelt options; -排除 is none."""
    if unknown := next((word for word in query if re.match("--[a-z]", word)), None):
        raise click.NoSuchOption(unknown)


def columns_of(given: tuple[str, ...]) -> dict[str, str]:
    """The columns named by --map."""
    columns = dict(item.partition("=")[::2] for item in given)
    if not all(field.strip() and column.strip() for field, column in columns.items()):
        raise click.UsageError("--map 要写成 项=列名，例如：--map 正文=复文内容")
    return {field.strip(): column.strip() for field, column in columns.items()}
