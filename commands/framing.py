"""What every command has: help with examples and exit statuses, -q and -v; and queries with a minus in them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from terminal.helping import Group

QUIET, VERBOSE = "dafu.quiet", "dafu.verbose"
FOUND = "0 找到了，1 没有找到，2 出错（出错时说明在标准错误上，一行）。"
DONE = "0 做完了，2 出错（出错时说明在标准错误上，一行）。"
_MOST_COLUMNS = 100
_SHARED = {"--help", "--quiet", "--verbose", "--version"}
_RANGE, _OPEN_RANGE = re.compile(r"\s*\[(\d+)<=x<=(\d+)\]"), re.compile(r"\s*\[x>=\d+\]")  # click's own words

Example = tuple[str, str]  # a command line, and what it does


def loudness(command: click.Command) -> None:
    """Gives a command -q and -v, which hold for all of a run wherever they stand."""
    for name, letter, key, about in (
        ("quiet", "-q", QUIET, "只要结果，不要提示、统计和进度。"),
        ("verbose", "-v", VERBOSE, "在标准错误上说明数据目录、读了什么、用了多久。"),
    ):
        command.params.append(
            click.Option([letter, f"--{name}"], is_flag=True, expose_value=False, callback=_noting(key), help=about)
        )


class Command(click.Command):
    """A command with `examples` (each is run by a test) and `exits`, what its exit status tells."""

    def __init__(self, *args: Any, examples: Sequence[Example] = (), exits: str = DONE, **more: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **more})
        self.examples, self.exits = tuple(examples), exits
        loudness(self)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        return in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help."""
        write_help(self, ctx, formatter, _groups(self, ctx), self.examples, self.exits)


class QueryCommand(Command):
    """A command that takes a query: -排除 is part of it, never a bundle of short options.

    A short option counts only when it stands alone, so that -vip excludes vip.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        settings = {**more.pop("context_settings", {}), "ignore_unknown_options": True}
        super().__init__(*args, context_settings=settings, **more)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses with the words of the query kept apart."""
        return super().parse_args(ctx, list(self._kept_apart(args)))

    def _kept_apart(self, args: Sequence[str]) -> Iterator[str]:
        options = {name: param for param in self.params if isinstance(param, click.Option) for name in param.opts}
        is_value = is_rest = False
        for number, arg in enumerate(args):
            if not (is_value or is_rest) and arg == "--open":
                following = args[number + 1] if number + 1 < len(args) else ""
                is_value = bool(re.fullmatch("[1-9][0-9]{0,2}", following))
                yield arg if is_value else "--open=1"
                continue
            is_word = not (is_value or is_rest) and len(arg) > 2 and arg[0] == "-" != arg[1]
            is_rest = is_rest or (arg == "--" and not is_value)
            option = None if is_value else options.get(arg)
            is_value = option is not None and not option.is_flag
            yield f"{_WORD}{arg}" if is_word else arg


class QueryWord(click.types.StringParamType):
    """A word of a query as it was typed."""

    name = "query"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word without the sign that kept it apart."""
        return str(super().convert(value, param, ctx)).removeprefix(_WORD)


_WORD = "\ue001"  # of the private use area: before a word that begins with a minus


def write_help(
    command: click.Command,
    ctx: click.Context,
    formatter: click.HelpFormatter,
    groups: Sequence[Group],
    examples: Sequence[Example],
    exits: str,
) -> None:
    """Writes the help of a command, within the terminal and no wider than reads well."""
    from terminal.helping import help_text

    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    about = inspect.cleandoc(command.help or "")
    formatter.write(help_text(usage, about, groups, examples, exits, min(formatter.width, _MOST_COLUMNS)))


def _groups(command: click.Command, ctx: click.Context) -> list[Group]:
    """The options: what a command is about first, what all commands have last."""
    from terminal.helping import Group

    titles: dict[str, list[tuple[str, str]]] = {"选项": [], "按字段筛选（都可重复，同一字段任一即可）": [], "通用": []}
    own, fields, shared = titles.values()
    for param in command.get_params(ctx):
        if isinstance(param, click.Option) and (record := param.get_help_record(ctx)):
            is_field, is_shared = (param.name or "").startswith("filter_"), not _SHARED.isdisjoint(param.opts)
            kind = fields if is_field else shared if is_shared else own
            kind.append((record[0], _RANGE.sub(r"（\1 到 \2）", _OPEN_RANGE.sub("", record[1]))))
    return [Group(title, tuple(rows)) for title, rows in titles.items()]


def _noting(key: str) -> Any:
    def note(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value:
            ctx.meta[key] = True

    return note


def in_chinese(option: click.Option | None) -> click.Option | None:
    """The option --help, explained in Chinese."""
    if option is not None:
        option.help = "显示这段说明。"
    return option
