"""Paragraphs of real formal texts, to draw from beside the samples: their words are as frequent as words are."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

_SHORTEST, _LONGEST = 40, 400  # characters


def paragraphs(folder: Path) -> list[str]:
    """The paragraphs of 40 to 400 characters in a folder's .txt files and `text`s of its .jsonl and .jsonl.gz files.

    Raises FileNotFoundError when there are none.
    """
    found = [
        line
        for path in sorted(folder.iterdir())
        for text in _texts(path)
        for line in map(str.strip, text.split("\n"))
        if _SHORTEST <= len(line) <= _LONGEST
    ]
    if not found:
        raise FileNotFoundError(f"no formal texts in {folder}")
    return found


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".txt":
        yield path.read_text("utf-8")
    elif path.name.endswith((".jsonl", ".jsonl.gz")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)["text"]
