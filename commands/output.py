"""Printing, and the archive that most commands open."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

from .framing import QUIET, VERBOSE

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.archive import Archive


def opened(data: DataDir) -> closing[Archive]:
    """The archive of a data folder, closed at the end of a `with`."""
    with timed("打开答复库和索引"):
        from search.archive import Archive

        archive = Archive(data)
    detail(f"数据目录 {data.root}，索引 {archive.searcher().count()} 篇")
    return closing(archive)


def is_quiet() -> bool:
    """Whether only results are wanted."""
    return QUIET in click.get_current_context().meta


def detail(text: str) -> None:
    """Says on standard error what only --verbose wants to know."""
    if VERBOSE in click.get_current_context().meta:
        click.echo(text, err=True)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Says with --verbose how long something took."""
    started = time.perf_counter()
    yield
    detail(f"{what}：{time.perf_counter() - started:.2f} 秒")


def remark(text: str) -> None:
    """Says on standard error what --quiet does not want to know."""
    if not is_quiet():
        click.echo(text, err=True)


def say(text: str, newline: bool = True) -> None:
    """Prints; a reader that has seen enough (| head) is no error. click by itself would make it one."""
    try:
        click.echo(text, nl=newline)
    except OSError as error:
        if is_gone(error):
            stop_quietly()
        forget_the_rest()
        raise


def is_gone(error: OSError) -> bool:
    """Whether the reader of a pipe has gone; Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def stop_quietly() -> NoReturn:
    """Ends as if all had been printed: whoever read has gone."""
    forget_the_rest()
    sys.exit(0)


def print_the_rest() -> None:
    """Prints what waits to be printed, or lets go of it where the disk is full."""
    try:
        sys.stdout.flush()
    except OSError:
        forget_the_rest()


def forget_the_rest() -> None:
    """Lets go of what could not be printed; Python would try again at its end, complain, and exit with 120."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
