"""A real server in its own process, and Debian's Chromium that visits it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from indexer.layout import DataDir

_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
_SECONDS = 20

Opens = Callable[..., Page]


@pytest.fixture(scope="session")
def site(root: Path, sample_data: DataDir) -> Iterator[str]:
    """The address of the sample archive's search page, without the slash at its end."""
    command = [sys.executable, str(root / "cli.py"), "--data", str(sample_data.root), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        if "http://" not in line:
            pytest.fail(f"the server did not start: {line!r}")
        yield line.split("：", 1)[1].split("（")[0].rstrip("/")
        process.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without it the tests fail, for nothing else can vouch for the page."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Chromium is not installed; run: sh tests/browser/install.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, site: str) -> Iterator[Opens]:
    """Opens the page at a path in a window of its own, and holds it to being quiet and staying at home."""
    contexts: list[BrowserContext] = []
    outside: list[str] = []
    errors: list[str] = []

    def open_page(path: str = "/", width: int = 1280, height: int = 900, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        context.set_default_timeout(_SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(site) else outside.append(asked.url))
        page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not outside, f"requests left the origin: {outside}"
    assert not errors, f"the console complains: {errors}"
