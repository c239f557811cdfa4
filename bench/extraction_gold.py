"""Folders of labelled pages: gold.jsonl and the pages it names."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from indexer.charset import decode

_META = re.compile(rb"<meta\b[^>]{0,4000}>", re.I)
_NAMED = re.compile(rb"[\s\"']name\s{0,9}=", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with what is true of it; `html` is rightly decoded, for extractors that take text."""

    name: str
    body: bytes
    html: str  # without an XML declaration, which no parser takes in decoded text
    labels: dict[str, Any]

    def all(self, label: str) -> list[str]:
        """The strings under `must` or `must_not`; one string may stand for a list of one."""
        value = self.labels.get(label) or []
        return [value] if isinstance(value, str) else [str(item) for item in value]

    @property
    def text(self) -> str | None:
        """The body a reader should see, None when it is not labelled."""
        text = self.labels.get("text") or None
        return "\n".join(map(str, text)) if isinstance(text, list) else text


def load(folder: Path, text_from: str | None) -> list[Labelled]:
    """The labelled pages of a folder; a page that is not there is warned of and left out."""
    return list(_load(folder, text_from))


def without_meta(page: Labelled) -> Labelled:
    """The page without its <meta name=…>, as pages are that say of themselves only what a reader sees.

    What states the encoding stays. Pages in UTF-16 are left as they are.
    """
    body = _META.sub(_kept, page.body)
    return replace(page, body=body, html=_META.sub(_kept, page.html.encode()).decode())


def _kept(tag: re.Match[bytes]) -> bytes:
    return b"" if _NAMED.search(tag.group()) and b"charset" not in tag.group().lower() else tag.group()


def _load(folder: Path, text_from: str | None) -> Iterator[Labelled]:
    for labels in _labels(folder / "gold.jsonl"):
        path = _page(folder, labels)
        if path is None:
            _warn(f"{folder}: no page for {labels.get('file') or labels.get('id')}")
            continue
        body = path.read_bytes()
        html = _DECLARATION.sub("", decode(body, labels.get("charset")).text)
        if text_from and not labels.get("text"):
            labels = labels | {"text": _text_of(html, text_from)}
        yield Labelled(path.name, body, html, labels)


def _labels(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        _warn(f"{path}: not there")
        return
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        try:
            labels = json.loads(line) if line.strip() else None
        except json.JSONDecodeError as error:
            _warn(f"{path}:{number}: {error}")
            continue
        if isinstance(labels, dict):
            yield labels


def _page(folder: Path, labels: dict[str, Any]) -> Path | None:
    """The file a line is about: `file`, else `id` with an ending of a web page."""
    names = [str(labels["file"])] if labels.get("file") else []
    if labels.get("id") is not None:
        names += [f"{labels['id']}{ending}" for ending in (".html", ".htm", ".shtml", "")]
    return next((folder / name for name in names if (folder / name).is_file()), None)


def soup(html: str) -> BeautifulSoup:
    """The tree of a page."""
    return BeautifulSoup(html, "lxml")


def _text_of(html: str, selector: str) -> str:
    """The text of the first element that a CSS selector finds, its blocks on lines of their own."""
    element = soup(html).select_one(selector)
    for tag in element(["script", "style"]) if element else ():
        tag.decompose()
    return element.get_text("\n") if element else ""


def _warn(message: str) -> None:
    print(f"extraction: {message}", file=sys.stderr)
