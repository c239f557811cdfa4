"""Every example in every --help runs, and every help is complete, Chinese and no wider than it may be."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from commands import opening
from commands.framing import Command
from indexer.layout import DataDir
from terminal.lines import width_of
from web import server

ROOT = Path(__file__).resolve().parents[2]
COMMANDS: dict[str, Command] = dict(main.commands)  # type: ignore[attr-defined]
NOTHING = {  # examples that show what it is like when there is nothing
    "dafu why 充电桩 小区 jyj.qingyu.example/info/1033/20718.htm",
    "dafu news", "dafu news 充电 --keep", "dafu news --json -q",
}  # fmt: skip


def run(line: str, data: DataDir) -> Result:
    """What an example does; where its output goes is the shell's business."""
    words = shlex.split(line.replace(">>", ">").split(" > ")[0])[1:]
    words = [str(ROOT / word) if word.startswith("samples") else word for word in words]
    return CliRunner().invoke(main, words, prog_name="dafu", env={"DAFU_DATA": str(data.root)}, catch_exceptions=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_runs(name: str, sample_data: DataDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DataDir(Path(shutil.copytree(sample_data.root, tmp_path / "data")))
    (tmp_path / "查询.txt").write_text("5G基站\n充电桩 -港口\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    seen: list[Any] = []
    monkeypatch.setattr(server, "serve", lambda *given: seen.append(given))
    monkeypatch.setattr(opening.webbrowser, "open", lambda url: bool(seen.append(url)) or True)
    monkeypatch.setattr(opening, "_serves", lambda *_: True)
    if name in ("saved", "news"):
        assert run("dafu save 充电 充电桩", data).exit_code == 0
    for line, _ in COMMANDS[name].examples:
        done = run(line, data)
        assert done.exit_code == int(line in NOTHING), (line, done.output)
        assert done.output or name == "serve", line
    assert bool(seen) == (name in ("serve", "search"))


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_complete(name: str) -> None:
    for columns in (50, 80, 200):
        done = CliRunner().invoke(main, [*([name] if name else []), "--help"], prog_name="dafu", terminal_width=columns)
        assert done.exit_code == 0
        for wanted in ("用法：dafu", "例子：", "$ dafu", "退出状态：", "-q, --quiet", "显示这段说明"):
            assert wanted in done.output
        assert not any(english in done.output for english in ("Usage", "Options", "[default", "<=x", "Show this"))
        assert all(width_of(line) <= columns for line in done.output.split("\n") if "$ dafu" not in line)


def test_main_options_come_before_those_of_fields() -> None:
    text = CliRunner().invoke(main, ["search", "--help"], prog_name="dafu").output
    assert 0 < text.index("--format") < text.index("按字段筛选") < text.index("--agency") < text.index("通用：")
    assert COMMANDS.keys() <= set(CliRunner().invoke(main, ["--help"]).output.split())
