"""The docs are true: commands run, queries parse, every field is documented under all its names."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import builders
import pytest

from indexer.findings import KINDS
from indexer.layout import DataDir
from indexer.schema import FIELDS
from search.archive import Archive
from search.language import MAX_CHARS, parse

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    page
    for page in (ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md")))
    if page.exists()
]
LANGUAGE = ROOT / "docs" / "查询语法.md"
_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
_ENDS = re.compile(r"\s+# exit (\d)\s*$")
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


class Command(NamedTuple):
    """A command of the docs and the exit status it promises."""

    page: str
    line: str
    status: int


def commands() -> list[Command]:
    """Every `$ dafu …` line of every console block; one that several pages give is run once."""
    found: dict[tuple[str, int], Command] = {}
    for page in PAGES:
        for block in _CONSOLE.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if line.startswith("$ dafu "):
                    ends = _ENDS.search(line)
                    command = Command(page.name, _ENDS.sub("", line[2:]), int(ends[1]) if ends else 0)
                    found.setdefault(command[1:], command)
    return list(found.values())


def queries() -> list[str]:
    """Every query in the first column of the tables of 查询语法.md that stand under a heading."""
    found, under_heading = [], False
    for line in LANGUAGE.read_text(encoding="utf-8").splitlines():
        under_heading = under_heading or line.startswith("## ")
        if under_heading and line.startswith("|") and (first := line.split("|")[1].strip()).startswith("`"):
            found += re.findall(r"`([^`]+)`", first)
    return found


def test_there_are_docs_to_test() -> None:
    assert {"README.md", "查询语法.md"} <= {page.name for page in PAGES}
    assert {command.line.split()[1] for command in commands()} >= {"index", "search", "stats"}
    assert len(queries()) >= 20


@pytest.mark.parametrize("command", commands(), ids=lambda c: f"{c.page}: {c.line}")
def test_every_command_of_the_docs_runs(
    command: Command, sample_data: DataDir, sample_archive: Archive, tmp_path: Path
) -> None:
    words = shlex.split(command.line)[1:]
    some_id = sample_archive.search("5G基站").hits[0].id
    words = [some_id if re.fullmatch(r"编号|ID|[0-9a-f]{6,12}", word) and "show" in words else word for word in words]
    if words[0] == "serve":
        pytest.skip("serve runs until Ctrl-C; the web tests start it")
    data: Path | DataDir = tmp_path if "index" in words else sample_data
    if words[0] in ("save", "saved", "news"):
        data = shutil.copytree(sample_data.root, tmp_path / "data")
        assert builders.dafu("save", "充电", "充电桩", data=data).returncode == 0
    if "index" in words and len(words) > 1 and words[1].startswith("--rebuild"):
        shutil.copytree(sample_data.root, data, dirs_exist_ok=True)
    done = builders.dafu(*words, data=data)
    assert done.returncode == command.status, done.stderr or done.stdout


@pytest.mark.parametrize("query", queries())
def test_every_query_of_the_docs_parses_without_a_note(query: str) -> None:
    assert parse(query)[1] == ()


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_every_field_is_documented_with_all_its_names(spec) -> None:
    rows = [line for line in LANGUAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    row = next((row for row in rows if re.search(rf"`{re.escape(spec.aliases[0])}[:：]", row.split("|")[1])), None)
    assert row is not None, f"no row for {spec.aliases[0]}:"
    names = re.split(r"[、,，\s]+", row.split("|")[2].replace("`", "").strip())
    assert set(spec.aliases) <= set(names)


def test_no_field_is_documented_that_is_not_there() -> None:
    aliases = {alias for spec in FIELDS for alias in spec.aliases}
    typed = {match for query in queries() for match in re.findall(r"(?:^|[\s（(-])([^\s:：（(-]+)[:：]", query)}
    assert typed <= aliases


def test_the_limit_of_a_query_is_documented() -> None:
    assert str(MAX_CHARS) in LANGUAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    targets = [target for target in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_spoken_of_exist(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    named = set(re.findall(r"`((?:indexer|search|web|docs|bench|tests|samples)/[\w./-]+\.(?:py|md|json|html))`", text))
    missing = [name for name in named if "NAME" not in name and not (ROOT / name).exists()]
    assert not missing


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_finding_is_documented_with_its_words(kind: str) -> None:
    assert f"`{kind}` {KINDS[kind]}" in (ROOT / "docs" / "接口.md").read_text(encoding="utf-8")
