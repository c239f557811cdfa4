"""What a shell may complete besides commands and options: values of fields, fields, names of saved searches.

A completion must never fail: where the archive cannot be opened there is nothing to propose. Nor must it run anything:
shells put a candidate into the line as it is, and names of agencies come from pages that anybody wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

import click

from indexer.schema import FIELDS

if TYPE_CHECKING:
    from indexer.layout import DataDir

_SIGNS = frozenset(" \"$&'()*;<>?[\\]`{|}!#~,")  # what has a meaning in one of the shells


def field_values(ctx: click.Context, param: click.Parameter, typed: str) -> list[str]:
    """The values that the archive has for the field of an option, most frequent first; facets only."""
    name = (param.name or "").removeprefix("filter_")
    if name not in {spec.name for spec in FIELDS if spec.facet}:
        return []
    try:
        values = _values(_data_of(ctx), name)
    except Exception:  # there is nobody to tell
        return []
    return _fitting(values, typed)


def field_names(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """The fields that --without takes, as it takes them."""
    return [name for spec in FIELDS if (name := f"{spec.aliases[0]}=").startswith(typed)]


def saved_names(ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """The names of the saved searches."""
    from search.saved import SavedSearches

    try:
        names = SavedSearches(_data_of(ctx)).all()
    except Exception:  # there is nobody to tell
        return []
    return _fitting(names, typed)


def _fitting(values: Iterable[str], typed: str) -> list[str]:
    """Those that begin as typed and that no shell takes for several words or for a command."""
    return [value for value in values if value.startswith(typed) and value.isprintable() and not _SIGNS & set(value)]


def _data_of(ctx: click.Context) -> DataDir:
    """The data folder that the line so far means: a completion runs no command, so nothing has worked it out."""
    from .options import data_dir

    return data_dir(ctx.find_root().params.get("data"))


def _values(data: DataDir, field: str) -> list[str]:
    from search.archive import Archive

    with closing(Archive(data)) as archive:
        counts = archive.searcher().values(field)
    return sorted(counts, key=lambda value: (-counts[value], value))
