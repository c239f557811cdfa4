"""What the docs tell operators, developers and clerks to do really works: units, one-liners, code, queries."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import builders
import click
import pytest

from indexer import loaders
from indexer.layout import DataDir
from indexer.schema import FIELDS
from indexer.store import Store
from search.archive import Archive
from search.query import Mode, Question
from search.suggesting.helping import searched
from search.widening import mode_of
from web.app import create_app

ROOT = Path(__file__).resolve().parent.parent
OPERATING = (ROOT / "docs" / "安装运维.md").read_text(encoding="utf-8")
SEARCHING = (ROOT / "docs" / "检索指南.md").read_text(encoding="utf-8")
DEVELOPING = (ROOT / "docs" / "开发.md").read_text(encoding="utf-8")


def blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks in these languages."""
    return [body for name, body in re.findall(r"^```(\w+)\n(.*?)^```", text, re.M | re.S) if name in languages]


def calls() -> list[str]:
    """What stands behind `dafu` wherever the operators' guide calls it by its path."""
    lines = "\n".join(blocks(OPERATING, "sh", "ini", "text", "powershell")).splitlines()
    found = [match[1] for line in lines if (match := re.search(r"bin/dafu (.+)|Scripts\\dafu (.+)", line)) and match[1]]
    return [*found, *re.findall(r"-Argument '([^']+)'", OPERATING), *re.findall(r"Scripts\\dafu (-.+)", OPERATING)]


def test_there_are_calls_to_check() -> None:
    assert {word for call in calls() for word in call.split()} >= {"serve", "index", "--version", "--data", "--host"}
    assert len(calls()) >= 8


@pytest.mark.parametrize("call", sorted(set(calls())))
def test_every_call_in_scripts_and_units_is_understood(call: str) -> None:
    from cli import main

    words = shlex.split(call, posix="\\" not in call)
    if words == ["--version"]:
        return
    context = main.make_context("dafu", words, resilient_parsing=False)
    name, command, rest = main.resolve_command(context, [*context._protected_args, *context.args])
    assert name is not None
    assert isinstance(command, click.Command)
    command.make_context(name, rest, parent=context)


def test_the_service_is_a_unit_that_systemd_takes(tmp_path: Path) -> None:
    (unit,) = blocks(OPERATING, "ini")
    assert {"User=dafu", "NoNewPrivileges=yes", "ProtectSystem=strict"} <= set(unit.splitlines())
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    file = tmp_path / "dafu.service"
    file.write_text(unit.replace("/opt/dafu/venv/bin/dafu", sys.executable), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert not [line for line in done.stderr.splitlines() if "dafu.service" in line]


def test_the_backup_is_whole_while_the_archive_is_open(sample_data: DataDir, tmp_path: Path) -> None:
    (line,) = [line for block in blocks(OPERATING, "sh") for line in block.splitlines() if "backup" in line]
    shutil.copytree(sample_data.root, tmp_path / "data")
    data = DataDir(tmp_path / "data")
    with closing(Store(data.store)) as store, closing(sqlite3.connect(data.store)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        command = [sys.executable, *shlex.split(line)[1:]]
        subprocess.run(command, cwd=data.root, check=True, timeout=60)
        wanted = list(store.ids())
    with closing(Store(data.root / "replies-备份.db")) as backup:
        assert list(backup.ids()) == wanted
        assert len(wanted) > 40


def test_what_the_table_of_troubles_quotes_is_what_the_program_says() -> None:
    table = OPERATING.partition("## 遇到问题")[2]
    quoted = re.findall(r"^\| `([^`]+)` \|", table, re.M)
    packages = ("commands", "indexer", "search", "terminal", "web")
    code = "".join(file.read_text(encoding="utf-8") for name in packages for file in (ROOT / name).rglob("*.py"))
    assert len(quoted) >= 8
    assert not [message for message in quoted if message not in code]


def test_the_loader_of_the_developers_guide_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = blocks(DEVELOPING, "python")
    shape = ModuleType("indexer.loaders.of_the_guide")
    shape.__package__ = "indexer.loaders"
    monkeypatch.setitem(sys.modules, shape.__name__, shape)
    exec(compile(code, "开发.md", "exec"), shape.__dict__)
    at = loaders.SHAPES.index(loaders.pages)
    monkeypatch.setattr(loaders, "SHAPES", (*loaders.SHAPES[:at], shape, *loaders.SHAPES[at:]))
    pages = b"".join(
        b"%%%%PAGE http://jyj.qingyu.example/%d.html\n%s\n" % (number, builders.LETTER.encode(charset))
        for number, charset in enumerate(("utf-8", "gb18030"))
    )
    found = list(loaders.load(builders.write_files(tmp_path, {"crawl.pages": pages}) / "crawl.pages"))
    assert [document.url for document in found] == [f"http://jyj.qingyu.example/{number}.html" for number in (0, 1)]
    assert [document.uri.rpartition("!/")[2] for document in found] == ["1", "2"]
    assert all(b"2023" in document.body for document in found)


def test_the_guide_names_tests_and_versions_that_exist() -> None:
    for name in re.findall(r"`([A-Z]{3,}[A-Z_]*)`", DEVELOPING):
        if name not in ("PAGES", "DAFU_SCREENSHOTS"):
            found = [f for f in (*ROOT.glob("indexer/**/*.py"), *ROOT.glob("tests/**/*.py")) if name in f.read_text()]
            assert found, name


def promised() -> list[tuple[str, str]]:
    """Every query of the clerks' guide whose result is stated, with what is stated of it."""
    rows = re.findall(r"^\| `([^`]+)` \|[^|]*\| ([^|]*(?:篇|没有)[^|]*) \|$", SEARCHING, re.M)
    return [(query, one) for query, stated in rows for one in stated.split("；")]


def answer(archive: Archive, query: str, stated: str) -> str:
    """What is true of a query, in the words in which the guide states it."""
    named = re.match("按(精确|标准|宽泛)查", stated)
    page = searched(archive, Question(query, mode=mode_of(named[1] if named else "精确") or Mode.EXACT), 0, 10)
    if stated.startswith("提示"):
        return f"提示“{page.suggestions[0]}”"
    found = f"没有，最接近的 {page.total} 篇" if page.partial else f"{page.total} 篇" if page.total else "一篇也没有"
    return f"{named[0]} {found}" if named else found


def test_the_clerks_guide_states_results() -> None:
    assert len(promised()) >= 18


@pytest.mark.parametrize(("query", "stated"), promised(), ids=lambda value: value)
def test_queries_of_the_clerks_guide_find_what_it_says(sample_archive: Archive, query: str, stated: str) -> None:
    assert answer(sample_archive, query, stated) == stated


def test_what_the_clerks_guide_says_of_single_words_is_so(sample_archive: Archive) -> None:
    said = re.findall(r"^\| `([^`]+)` \| 各词单独查：([^|]+?) \|", SEARCHING, re.M)
    for query, counts in said:
        page = searched(sample_archive, Question(query), 0, 10)
        assert "，".join(f"{word} {n} 篇" if n else f"{word}没有" for word, n in page.word_counts) == counts
    assert said


def test_the_clerks_guide_names_what_stands_on_the_pages() -> None:
    files = [file for name in ("web", "search") for file in (ROOT / name).rglob("*")]
    code = "".join(file.read_text(encoding="utf-8") for file in files if file.suffix in (".py", ".html", ".js"))
    named = set(re.findall(r"\*\*(.+?)\*\*", SEARCHING))
    assert len(named) >= 10
    assert not {name for name in named if name not in code} - {spec.label for spec in FIELDS}


def api_calls() -> list[str]:
    """Every address of the interface that the docs give as a GET."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    found = {call for page in pages for call in re.findall(r"`GET ([^`]+)`", page.read_text(encoding="utf-8"))}
    return sorted(found)


@pytest.mark.parametrize("call", api_calls())
def test_every_call_of_the_interface_in_the_docs_answers(
    sample_data: DataDir, sample_archive: Archive, call: str
) -> None:
    some_id = sample_archive.search("充电桩").hits[0].id
    answer = create_app(sample_data).test_client().get(re.sub(r"/编号|/ID", f"/{some_id}", call))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.get_data()
