"""Printing, and the archive that most commands open."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.archive import Archive


def opened(data: DataDir) -> closing[Archive]:
    """The archive of a data folder, closed at the end of a `with`."""
    from search.archive import Archive

    return closing(Archive(data))


def say(text: str, newline: bool = True) -> None:
    """Prints; a reader that has seen enough (| head) is no error. click by itself would make it one."""
    try:
        click.echo(text, nl=newline)
    except BrokenPipeError:
        stop_quietly()


def stop_quietly() -> NoReturn:
    """Ends as if all had been printed: whoever read has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
