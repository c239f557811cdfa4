"""Dafu on the command line. `python cli.py …` is the same as `dafu …`; the commands are in `commands/`."""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path
from typing import Any

import click

from commands.completing import VARIABLE, completion
from commands.framing import FOUND, in_chinese, loudness, write_help
from commands.importing import index, inspect, report
from commands.options import data_dir
from commands.output import is_gone, print_the_rest, stop_quietly
from commands.reading import serve, show, stats
from commands.saving import news, save, saved
from commands.searching import search
from commands.terms import terms
from commands.why import why
from indexer.errors import DafuError, reason

VERSION = "0.1.0"
_NEAREST = "dafu.nearest"  # how what cannot be written is replaced


GROUPS = {
    "查找": (search, show, why, serve, stats),
    "存检索": (save, saved, news),
    "导入": (index, inspect, report, terms),
    "其他": (completion,),
}
_EXAMPLES = (
    ("dafu index samples", "先导入"),
    ("dafu search 5G基站", "再查找"),
    ("dafu serve", "或者打开查找网页"),
    ("dafu search --help", "一个命令怎么用"),
)


class Main(click.Group):
    """The `dafu` command: its help lists the commands by what they are for."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        return in_chinese(super().get_help_option(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; Ctrl-C is told in one line, by `run`. (click begins with an empty one, for ^C.)"""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            if sys.stderr.isatty():
                click.echo(err=True)
            raise click.Abort from None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help."""
        from terminal.helping import Group

        rows = {title: tuple((str(one.name), one.get_short_help_str(100)) for one in GROUPS[title]) for title in GROUPS}
        options = tuple(record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)))
        groups = [*(Group(title, commands) for title, commands in rows.items()), Group("选项", options)]
        write_help(self, ctx, formatter, groups, _EXAMPLES, FOUND)


@click.group(
    cls=Main,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="DAFU_DATA",
    metavar="文件夹",
    help="数据目录，存放答复库和索引（也可用环境变量 DAFU_DATA）。",
)
@click.option(
    "--cache-mb",
    type=click.IntRange(min=1),
    envvar="DAFU_CACHE_MB",
    metavar="兆",
    help="打开的索引最多在内存里留多少兆，缺省 256（也可用环境变量 DAFU_CACHE_MB）。",
)
@click.version_option(VERSION, prog_name="dafu", message="%(prog)s %(version)s", help="显示版本号。")
@click.pass_context
def main(context: click.Context, data: Path | None, cache_mb: int | None) -> None:
    """答复：建议提案答复全文检索。先 index 导入，再 search 查找，或用 serve 打开网页。"""
    from terminal.screen import coloured

    context.obj, context.color = data_dir(data, cache_mb), coloured()


loudness(main)
for _commands in GROUPS.values():
    for _command in _commands:
        main.add_command(_command)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that a terminal lacks: a sign like it, or a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(">" if char == "›" else "?" for char in missing), error.end


def run() -> None:
    """The `dafu` command: every error is one line, none a traceback."""
    codecs.register_error(_NEAREST, _nearest)
    if sys.stdout is None:  # closed by the shell (>&-)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_NEAREST)  # a GBK terminal lacks some characters
    try:
        main.main(standalone_mode=False, prog_name="dafu", complete_var=VARIABLE)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("已中断", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        from terminal.complaints import usage_text

        _fail(usage_text(error))
    except click.ClickException as error:
        _fail(error.format_message())
    except DafuError as error:
        _fail(str(error))
    except OSError as error:
        if is_gone(error):
            stop_quietly()
        print_the_rest()
        _fail(f"读写出错：{reason(error)}" + (f"（{error.filename}）" if error.filename else ""))
    except Exception as error:  # the last resort: a line to report instead of a traceback
        if os.environ.get("DAFU_DEBUG"):
            raise
        _fail(f"程序出错（{type(error).__name__}：{error}），请把这一行告诉维护人员；设 DAFU_DEBUG=1 可看详情")


def _fail(message: str, status: int = 2) -> None:
    click.echo(f"错误：{message}", err=True)
    sys.exit(status)


if __name__ == "__main__":
    run()
