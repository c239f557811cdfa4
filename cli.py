"""Dafu on the command line. `python cli.py …` is the same as `dafu …`; the commands are in `commands/`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from commands.importing import index, inspect, report
from commands.options import default_data_dir
from commands.output import stop_quietly
from commands.searching import search, serve, show, stats
from commands.terms import terms
from commands.why import why
from indexer.errors import DafuError, reason

VERSION = "0.1.0"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="DAFU_DATA",
    metavar="文件夹",
    help="数据目录，存放答复库和索引（也可用环境变量 DAFU_DATA）。",
)
@click.version_option(VERSION, prog_name="dafu", message="%(prog)s %(version)s", help="显示版本号。")
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """答复：建议提案答复全文检索。先 index 导入，再 search 查找，或用 serve 打开网页。"""
    from indexer.layout import DataDir

    context.obj = DataDir((data or default_data_dir()).expanduser())


for command in (index, inspect, report, search, show, stats, terms, why, serve):
    main.add_command(command)


def run() -> None:
    """The `dafu` command: every error is one line, none a traceback."""
    if sys.stdout is None:  # closed by the shell (>&-)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK terminal lacks some characters
    try:
        main.main(standalone_mode=False, prog_name="dafu")
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("已中断", 130)
    except click.UsageError as error:
        import terminal

        _fail(terminal.usage_text(error))
    except click.ClickException as error:
        _fail(error.format_message())
    except DafuError as error:
        _fail(str(error))
    except BrokenPipeError:
        stop_quietly()
    except OSError as error:
        _fail(f"读写出错：{reason(error)}（{error.filename or ''}）")
    except Exception as error:  # the last resort: a line to report instead of a traceback
        if os.environ.get("DAFU_DEBUG"):
            raise
        _fail(f"程序出错（{type(error).__name__}：{error}），请把这一行告诉维护人员；设 DAFU_DEBUG=1 可看详情")


def _fail(message: str, status: int = 2) -> None:
    click.echo(f"错误：{message}", err=True)
    sys.exit(status)


if __name__ == "__main__":
    run()
