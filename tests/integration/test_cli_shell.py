"""The command line in a shell: completion, colours, how loud it is, Ctrl-C, the browser."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import builders
import pytest
from builders import ROOT, dafu
from click.shell_completion import get_completion_class

from cli import main
from commands import opening
from commands.completing import SHELLS, VARIABLE
from indexer.layout import DataDir
from search.archive import Archive
from search.query import Mode, Question
from search.saved import Saved, SavedSearches
from terminal.lines import width_of

ON_TERMINAL = pytest.mark.skipif(shutil.which("script") is None, reason="script (util-linux) gives a terminal")
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def completions(line: str, shell: str, data: DataDir, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a shell is told for a line, by click's protocol; the line ends with what is being typed."""
    monkeypatch.setenv("DAFU_DATA", str(data.root))
    monkeypatch.setenv("COMP_WORDS", line)
    words = shlex.split(line)
    is_new = line.endswith(" ")
    current = ("" if is_new else words[-1]) if shell == "fish" else str(len(words) - (not is_new))
    monkeypatch.setenv("COMP_CWORD", current)
    writer = get_completion_class(shell)
    assert writer is not None
    return writer(main, {}, "dafu", VARIABLE).complete().split("\n")


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_options_and_values_are_completed(
    shell: str, sample_data: DataDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def proposed(line: str) -> str:
        return "\n".join(completions(line, shell, sample_data, monkeypatch))

    assert "search" in proposed("dafu sea")
    assert "--paragraphs" in proposed("dafu search --par")
    assert "standard" in proposed("dafu search 5G --mode st")
    assert "青屿市教育局" in proposed("dafu search --agency 青屿市教")
    assert "2023" in proposed("dafu search --year 20")
    assert "单位=" in proposed("dafu search --without 单")
    assert "jsonl" in proposed("dafu search --format js")
    data = DataDir(tmp_path)
    SavedSearches(data).add("充电", Saved("充电桩", (), "exact", (), "", frozenset()))
    assert "充电" in "\n".join(completions("dafu news 充", shell, data, monkeypatch))
    assert completions("dafu search --agency 青", shell, DataDir(tmp_path / "none"), monkeypatch) == [""]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_printed_with_how_to_install_it(shell: str, tmp_path: Path) -> None:
    done = dafu("completion", shell, data=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# dafu 的补全")
    assert f"dafu completion {shell} >" in done.stdout
    assert f"{shell}_complete" in done.stdout
    program = shutil.which({"powershell": "pwsh"}.get(shell, shell))
    if program and shell != "powershell":
        checked = subprocess.run([program, "-n"], input=done.stdout, capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes(sample_data: DataDir, tmp_path: Path) -> None:
    (tmp_path / "dafu").write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT / "cli.py"} "$@"\n', encoding="utf-8")
    (tmp_path / "dafu").chmod(0o755)
    script = """. <(dafu completion bash)
        for line in "dafu sta" "dafu search --agency 青屿市教"; do
            COMP_WORDS=($line); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
            _dafu_completion dafu; echo "${COMPREPLY[*]}"
        done"""
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, encoding="utf-8", check=False,
        env={**builders.clean_environment(), "PATH": path, "DAFU_DATA": str(sample_data.root)},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("stats\n青屿市教育局\n", "")


def test_what_a_shell_would_run_or_take_apart_is_not_proposed(tmp_path: Path) -> None:
    data = builders.indexed(tmp_path, {"1.txt": builders.LETTER})
    for name in ("养老", "养老 服务", "养$(id)", "养`id`", "养;id", "养*", "养'老"):
        assert dafu("save", name, "课后服务", data=data).returncode == 0
    line = {"COMP_WORDS": "dafu news 养", "COMP_CWORD": "2", "_DAFU_COMPLETE": "bash_complete"}
    assert dafu(data=data, **line).stdout == "plain,养老\n"


# Colours and columns


def on_terminal(command: str, data: DataDir, columns: int = 60, **environment: str) -> str:
    """What a terminal of so many columns gets to see of a command."""
    line = f"stty cols {columns} rows 40; exec {sys.executable} cli.py {command}"
    variables = {**builders.clean_environment(), "DAFU_DATA": str(data.root), "TERM": "xterm", **environment}
    done = subprocess.run(
        ["script", "-qec", line, os.devnull], cwd=ROOT, env=variables, capture_output=True, check=False, timeout=60
    )
    return done.stdout.decode().replace("\r\n", "\n")


@ON_TERMINAL
def test_results_keep_within_the_terminal(sample_data: DataDir) -> None:
    shown = on_terminal("search 充电桩 小区 --explain", sample_data, 44)
    assert "\x1b[31m" in shown
    assert all(width_of(line) <= 44 for line in _ESCAPE.sub("", shown).split("\n"))
    assert all(
        width_of(line) <= 60
        for line in on_terminal("search 充电桩 --paragraphs", sample_data, 60, NO_COLOR="1").split("\n")
    )


@ON_TERMINAL
def test_no_color_is_obeyed(sample_data: DataDir) -> None:
    shown = on_terminal("search 充电桩 --limit 1", sample_data, NO_COLOR="1")
    assert "\x1b[" not in shown
    assert "**充电桩**" in shown


def test_a_pipe_has_no_colours_unless_they_are_asked_for(sample_data: DataDir) -> None:
    plain = dafu("search", "充电桩", data=sample_data).stdout
    assert "\x1b" not in plain
    coloured = dafu("search", "充电桩", data=sample_data, FORCE_COLOR="1").stdout
    assert "\x1b[31m" in coloured
    assert _ESCAPE.sub("", coloured) == plain.replace("**", "")
    assert "\x1b" not in dafu("search", "充电桩", data=sample_data, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" not in dafu("search", "充电桩", "--json", data=sample_data, FORCE_COLOR="1").stdout


# How loud


@pytest.mark.parametrize("before", [True, False])
def test_quiet_leaves_the_results_alone(before: bool, sample_data: DataDir) -> None:
    words = ("-q", "search", "充电桩") if before else ("search", "充电桩", "--quiet")
    done = dafu(*words, data=sample_data)
    assert done.stdout.startswith("1. ")
    assert not any(said in done.stdout for said in ("共 ", "还可以一并查", "办理结果："))
    assert done.stderr == ""
    assert dafu("-q", "search", "“没有这样的词”", data=sample_data).stdout.strip() == ""
    assert "没有同时包含" in dafu("-q", "search", "没有这样的词", data=sample_data).stdout  # or it would look found


def test_verbose_says_what_was_read_and_how_long_it_took(sample_data: DataDir) -> None:
    done = dafu("search", "充电桩", "-v", data=sample_data)
    assert done.stdout == dafu("search", "充电桩", data=sample_data).stdout
    assert str(sample_data.root) in done.stderr
    assert "索引 47 篇" in done.stderr
    assert re.search(r"查找：\d+\.\d\d 秒", done.stderr)


def test_an_import_can_be_quiet(tmp_path: Path) -> None:
    crawl = builders.write_files(tmp_path / "crawl", {"1.txt": builders.LETTER, "空.txt": ""})
    done = dafu("-q", "index", crawl, data=tmp_path / "data")
    assert done.returncode == 0
    assert [line[:3] for line in done.stdout.splitlines()] == ["跳过："]
    assert dafu("index", crawl / "1.txt", "-q", data=tmp_path / "data2").stdout == ""


# Ctrl-C


@pytest.mark.skipif(os.name != "posix", reason="signals to a group are POSIX")
def test_ctrl_c_ends_an_import_in_order(tmp_path: Path) -> None:
    files = {f"{n}.txt": builders.LETTER.replace("0127", f"{n:04}").replace("186所", f"{n}所") for n in range(400)}
    crawl = builders.write_files(tmp_path / "crawl", files)
    data = DataDir(tmp_path / "data")
    with builders.started("index", crawl, data=data, stdout=subprocess.PIPE, start_new_session=True) as run:
        while not data.store.exists():  # it is at work
            time.sleep(0.02)
        time.sleep(0.3)
        os.killpg(run.pid, signal.SIGINT)
        said, complained = run.communicate(timeout=60)
    assert run.returncode in (0, 130)
    assert run.returncode == 0 or (said, complained) == ("", "错误：已中断\n")
    assert dafu("index", crawl, "-q", data=data).returncode == 0
    archive = Archive(data)
    assert (archive.count("课后服务"), archive.stats().pending) == (400, 0)
    archive.close()


# The browser


def test_open_uses_the_server_that_runs(
    sample_data: DataDir, sample_archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    urls: list[str] = []
    monkeypatch.setattr(opening.webbrowser, "open", lambda url: bool(urls.append(url)) or True)
    monkeypatch.setattr(opening, "_serves", lambda base, reply_id: bool(reply_id))
    question = Question("充电桩 &#%", mode=Mode.STANDARD, plain=("充电桩",))
    page = sample_archive.search("充电桩")
    opening.open_hit(sample_data, question, page, 2)
    assert len(urls) == 1
    assert urls[0].startswith(f"{opening.USUAL}replies/{page.hits[1].id}?q=%E5%85%85%E7%94%B5%E6%A1%A9%20%26%23%25&")
    assert re.search(r"&mode=standard&plain=[%\w]+#p\d+$", urls[0])


@pytest.mark.skipif(os.name != "posix", reason="BROWSER names a shell command")
def test_open_serves_the_page_itself_where_nobody_does(sample_data: DataDir, tmp_path: Path) -> None:
    """The browser is a script that really fetches the page."""
    fetch = (
        f"import sys,urllib.request as u; open({str(tmp_path / 'page')!r},'wb').write(u.urlopen(sys.argv[1]).read())"
    )
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{fetch}" "$1"\n', encoding="utf-8")
    browser.chmod(0o755)
    environment = {"BROWSER": f"{browser} %s", "no_proxy": "127.0.0.1"}
    with builders.started(
        "search", "充电桩", "--open=2", "-q", data=sample_data, stdout=subprocess.PIPE, env=environment
    ) as run:
        assert run.stdout
        lines = iter(run.stdout.readline, "")
        assert any("临时打开：http://127.0.0.1:" in line for line in lines)
        opened = next(line for line in lines if "已在浏览器里打开" in line)
        run.send_signal(signal.SIGINT)
        assert run.wait(30) == 0
    assert "/replies/" in opened
    assert "充电桩" in (tmp_path / "page").read_text(encoding="utf-8")


def test_what_is_not_listed_cannot_be_opened(sample_data: DataDir) -> None:
    done = dafu("search", "充电桩", "--limit", 2, "--open", 5, data=sample_data)
    assert done.returncode == 2
    assert "没有列出第 5 篇" in done.stderr
