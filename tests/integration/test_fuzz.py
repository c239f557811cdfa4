"""2,500 damaged files of every shape go the whole way: no crash, no hang, no file written.

Every case can be made again from its number. DAFU_FUZZ multiplies them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import builders
import documents
import pytest
import shapes

from indexer.agencies import Agencies
from indexer.document import Ignored, RawDocument, Skipped
from indexer.loaders import load
from indexer.preparing import Prepared, Preparer

CASES, CHUNK = 2500 * int(os.environ.get("DAFU_FUZZ", "1")), 250
SECONDS = 5.0


class _Watch:
    """Files opened for writing while it is on. An audit hook stays for ever, so there is one."""

    on = False
    written: list[object] = []  # noqa: RUF012


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _Watch.on:
        path, _, flags = arguments
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _Watch.written.append(path)


sys.addaudithook(_hook)


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory, root: Path) -> list[tuple[str, bytes]]:
    """Whole files: every container, every office format, pages and texts in several encodings."""
    files = dict(shapes.of_every_shape(tmp_path_factory.mktemp("shapes")))
    files |= {name: body for name, (body, _) in shapes.letters().items()}
    files |= {"a.pdf": documents.pdf(), "a.docx": documents.docx(), "a.ofd": documents.ofd(), "a.rtf": documents.rtf()}
    for path in sorted(path for path in (root / "samples").rglob("*.*") if path.is_file())[::3]:
        files[path.name] = path.read_bytes()
    for encoding in ("gb18030", "utf-16", "big5hkscs", "hz"):
        text = builders.traditional(builders.LETTER) if encoding == "big5hkscs" else builders.LETTER
        files[f"{encoding}.txt"] = text.encode(encoding, errors="replace")
    return sorted(files.items())


def damaged(rng: Random, body: bytes, other: bytes) -> bytes:
    """Bytes after some of what disks, networks and malice do to files."""
    data = bytearray(body)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(data) + 1), rng.choice((1, 4, 64, 1024))
        match rng.randrange(8):
            case 0:
                del data[at:]
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = rng.randbytes(length)
            case 3:
                data[at : at + length] = rng.randbytes(min(length, len(data) - at))
            case 4:
                data[at:at] = other[: rng.randrange(len(other) + 1)][-4096:]
            case 5:
                data[at:at] = bytes(data[max(0, at - length) : at]) * rng.randint(1, 50)
            case 6:
                data[at : at + length] = bytes(length)
            case _:
                data[at:at] = rng.choice(
                    (b"<div>" * 2000, b"\xff\xfe", b"~{", b"(" * 3000, b"<!--", b"]]>", b"{" * 500)
                )
    return bytes(data)


def outcomes(file: Path, prepare: Preparer) -> Iterator[object]:
    for item in load(file):
        yield prepare(item) if isinstance(item, RawDocument) else item


def _is_gone_again(path: object) -> bool:
    """A converter outside of the program gets its file in a private folder, which is removed with it."""
    return Path(str(path)).parent.name.startswith("dafu-") and not Path(str(path)).parent.exists()


@pytest.mark.parametrize("chunk", range(CASES // CHUNK))
def test_damaged_files_are_read_as_far_as_they_go_or_named(
    chunk: int, bases: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    prepare = Preparer(Agencies.load())
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        rng = Random(number)
        (name, body), (_, other) = rng.choice(bases), rng.choice(bases)
        file = tmp_path / (name if rng.random() < 0.8 else f"{number}")
        file.write_bytes(damaged(rng, body, other))
        started = time.monotonic()
        _Watch.on, _Watch.written = True, []
        with builders.within(SECONDS):
            found = list(outcomes(file, prepare))
        _Watch.on = False
        assert not [path for path in _Watch.written if not _is_gone_again(path)], (number, name, _Watch.written)
        assert time.monotonic() - started < SECONDS
        for outcome in found:
            assert isinstance(outcome, Prepared | Skipped | Ignored), (number, name)
            assert not isinstance(outcome, Skipped) or "程序处理时出错" not in outcome.reason, (number, name, outcome)
            if isinstance(outcome, Prepared):
                outcome.record.data.encode("utf-8")  # nothing that cannot be stored
        file.unlink()
