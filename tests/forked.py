"""The command line in a process of its own, forked from one that has imported the program: most of a run is imports."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import chdir
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SECONDS = 120
_IMPORTED = ["cli", "commands.importing", "commands.searching", "commands.terms", "commands.why", "indexer.pipeline",
             "search.searchers.whoosh", "terminal"]  # fmt: skip


def fits(environment: Mapping[str, str]) -> bool:
    """Whether a fork is like a new interpreter: what a test tells Python itself is read at its start."""
    return sys.platform == "linux" and not any(name.startswith("PYTHON") for name in environment)


def run(arguments: Sequence[str], environment: Mapping[str, str], stdin: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line in the project's folder; its output as text, read as UTF-8."""
    with tempfile.TemporaryDirectory(prefix="dafu-test-") as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        for stream, text in zip(streams, (stdin, "", ""), strict=True):
            stream.write_text(text, encoding="utf-8")
        process = _server().Process(target=_command, args=(list(arguments), dict(environment), streams))
        with chdir(ROOT):  # where the server is started, with the first process
            process.start()
        process.join(_SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(list(arguments), _SECONDS)
        status = process.exitcode
        process.close()
        out, err = (stream.read_bytes().decode("utf-8") for stream in streams[1:])
        return subprocess.CompletedProcess(list(arguments), status, out, err)


@cache
def _server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


def _command(arguments: list[str], environment: dict[str, str], streams: list[Path]) -> None:
    """The command in the forked process, which has nothing of the tests but these."""
    for number, (stream, flags) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        opened = os.open(stream, flags)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["cli.py", *arguments]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    import cli

    cli.run()
