"""What the tests share: the sample archive, indexed once, and where things lie."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from indexer import pipeline
from indexer.analyzer import Analyzer
from indexer.layout import DataDir
from indexer.reply import Reply
from indexer.store import Store
from search.archive import Archive
from search.searchers.whoosh import WhooshSearcher, open_searcher

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

_COMMON: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
# The same examples in every run, so that a change and not chance makes a test fail; the profile
# "explore" (set in HYPOTHESIS_PROFILE) looks for new ones.
settings.register_profile("fixed", derandomize=True, max_examples=150, **_COMMON)
settings.register_profile("explore", max_examples=3000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True)
def _no_test_hangs() -> Iterator[None]:
    """A test that waits for ever fails by itself; the slowest honest one takes some seconds."""
    with builders.within(120):
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the shipped sample archive."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def truth() -> dict[str, dict[str, Any]]:
    """What is true of each sample, by its path below samples/."""
    found: dict[str, dict[str, Any]] = json.loads((ROOT / "tests/data/samples.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds and goldens beside the project; tests that need it are skipped without."""
    if not (SHARED / "golden").is_dir():
        pytest.skip("../shared is not here: seeds and goldens cannot be read")
    return SHARED


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> DataDir:
    """A data folder with samples/ indexed. Read only: tests that change an archive make their own.

    Workers of one run share it: the first makes it, the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    data, ready = DataDir(folder / "samples"), folder / "samples-ready"
    with FileLock(folder / "samples.lock"):
        if not ready.exists():
            report = pipeline.run([samples], data, workers=0)
            assert not report.skipped, report.skipped
            ready.touch()
    return data


@pytest.fixture(scope="session")
def sample_archive(sample_data: DataDir) -> Iterator[Archive]:
    """The sample archive, open for searching."""
    archive = Archive(sample_data)
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def sample_replies(sample_data: DataDir) -> list[Reply]:
    """All replies of the sample archive."""
    store = Store(sample_data.store)
    replies = list(store.replies(store.ids()))
    store.close()
    return replies


@pytest.fixture(scope="session")
def analyzer(sample_data: DataDir) -> Analyzer:
    """An analyzer whose dictionary is loaded once for all tests."""
    return Analyzer(sample_data.cache)


@pytest.fixture(scope="session")
def sample_searcher(sample_data: DataDir, analyzer: Analyzer) -> Iterator[WhooshSearcher]:
    """The engine's searcher over the sample archive, without snippets and store."""
    folder = sample_data.current_index()
    assert folder is not None
    searcher = open_searcher(folder, analyzer)
    yield searcher
    searcher.close()
