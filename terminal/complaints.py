"""What click finds wrong with a command line, in Chinese."""

from __future__ import annotations

import difflib
import re

import click

_HINT = "，用 --help 看用法"
_QUOTED, _GIVEN = re.compile("'([^']*)'"), re.compile(r"'?(.*?)'? is not ", re.DOTALL)


def usage_text(error: click.UsageError) -> str:
    """One line: what is wrong with a command line, and what to do. Complaints of our own stay as they are."""
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项{_HINT}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数“{_name(error.param)}”{_HINT}"
    if isinstance(error, click.BadParameter):
        return f"“{_name(error.param)}”{_wanted(error)}{_HINT}"
    if isinstance(error, click.BadOptionUsage):
        return f"“{error.option_name}”后面{'要' if 'requires' in error.message else '不'}写值{_HINT}"
    if error.message.startswith("No such command"):
        return _no_command(error)
    if error.message.startswith("Missing command"):
        return f"请写一个命令，例如：dafu search 5G基站{_HINT}"
    if extra := re.search(r"unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"多写了“{extra[1]}”{_HINT}"
    return error.message


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _wanted(error: click.BadParameter) -> str:
    """What is to be written instead of the value that was given."""
    found = _GIVEN.match(error.message)
    kind = error.param.type if error.param else None
    given = f"，不能是“{found[1]}”" if found else ""
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(map(str, kind.choices))}{given}"
    if isinstance(kind, click.IntRange):
        limits = f" {kind.min} 到 {kind.max} 的" if kind.max is not None else f"不小于 {kind.min} 的"
        return f"要写{limits}整数{given}"
    return f"的值不对（{error.message}）"


def _no_command(error: click.UsageError) -> str:
    found = _QUOTED.search(error.message)
    given = found[1] if found else ""
    known = list(error.ctx.command.commands) if error.ctx and isinstance(error.ctx.command, click.Group) else []
    near = difflib.get_close_matches(given, known, 1)
    return f"没有“{given}”这个命令" + (f"，是不是 dafu {near[0]}" if near else _HINT)
