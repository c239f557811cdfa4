"""Feeds as JSON Lines or JSON: an array of records, an object that holds one, or one record by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ..charset import decode
from ..document import Charset, Ignored, Skipped
from ..errors import DocumentError
from .lines import text_lines
from .names import PAGE_SUFFIXES
from .records import Record, documents, is_document
from .source import Loaded, Source

_ARRAY = re.compile(rb"\s{0,1000}\[\s{0,1000}\{")
_OBJECT = re.compile(rb'\s{0,1000}\{\s{0,1000}"')
_LINES = (".jsonl", ".jl", ".ndjson")
_SETTINGS = frozenset(("package.json", "composer.json", "tsconfig.json", "datapackage.json"))
_LOOKED_AT = 20  # records of a list
_DEPTH = 4  # {"data": {"page": {"list": [...]}}}
_BLANK = re.compile(r"[\s,]*")
Item = Record | Skipped


def matches(source: Source) -> bool:
    """By the first characters, whatever the name is; a page that begins with a brace is not JSON for that."""
    head = source.head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    suffix = source.name.suffix.lower()
    is_json = bool(_ARRAY.match(head) or _OBJECT.match(head)) and suffix not in PAGE_SUFFIXES - {".txt", ".text"}
    return is_json or (suffix in (".json", *_LINES) and not head.lstrip().startswith(b"<"))


def load(source: Source) -> Iterator[Loaded]:
    """The documents among the records; record N, counted from 1 in the file's order, is FILE!/N."""
    if source.name.name in _SETTINGS:
        yield Ignored(source.uri)
        return
    deliberate = source.name.suffix.lower() in _LINES
    yield from documents(source, _records(source), deliberate)


def _records(source: Source) -> Iterator[Item]:
    """As JSON Lines where the first line is a whole object, else as one JSON text."""
    is_array = bool(_ARRAY.match(source.head.removeprefix(b"\xef\xbb\xbf")))
    first: tuple[str, Charset] | None = None
    lines = text_lines(source) if not is_array else iter(())
    for first in lines:
        if first[0].strip():
            break
    if first is None:
        yield from _whole(source, *_decoded(source.body()))
    elif isinstance(value := _parsed(first[0]), dict):
        yield from _from_lines(source, value, first, lines)
    else:
        rest = "".join(line for line, _ in _bounded(source, lines))
        yield from _whole(source, first[0] + rest, first[1])


def _decoded(body: bytes) -> tuple[str, Charset]:
    decoded = decode(body)
    return decoded.text, decoded.charset


def _bounded(source: Source, lines: Iterator[tuple[str, Charset]]) -> Iterator[tuple[str, Charset]]:
    """Lines of one JSON text, which has to fit into the memory."""
    size = 0
    for line in lines:
        size += len(line[0])
        if size > source.limit:
            raise DocumentError("JSON 文件太大，请改存为每行一条的 JSON Lines（.jsonl）")
        yield line


def _from_lines(
    source: Source, value: dict[str, Any], first: tuple[str, Charset], lines: Iterator[tuple[str, Charset]]
) -> Iterator[Item]:
    following = next(((line, charset) for line, charset in lines if line.strip()), None)
    if following is None:
        yield from _of_value(source, value, first[1])
        return
    yield Record("1", value, first[1])
    number = 1
    for line, charset in chain([following], lines):
        if not line.strip():
            continue
        number += 1
        found = _parsed(line)
        if isinstance(found, dict):
            yield Record(str(number), found, charset)
        else:
            yield Skipped(f"{source.uri}!/{number}", "这一行不是完整的 JSON 记录")


def _whole(source: Source, text: str, charset: Charset) -> Iterator[Item]:
    """The records of one JSON text. Of an array that breaks off, those before the break."""
    text = text.lstrip("\ufeff").strip()
    if text.startswith("["):
        yield from _of_array(text, charset)
    elif (value := _parsed(text)) is not None:
        yield from _of_value(source, value, charset)
    else:
        raise DocumentError("JSON 文件损坏，或没有下载完")


def _of_array(text: str, charset: Charset) -> Iterator[Item]:
    decoder, at, number = json.JSONDecoder(), 1, 0
    while True:
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        if text[at : at + 1] == "]":
            return
        number += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise DocumentError(f"JSON 从第 {number} 条起损坏，其余未读") from None
        if isinstance(value, dict):
            yield Record(str(number), value, charset)


def _of_value(source: Source, value: Any, charset: Charset) -> Iterator[Item]:
    """The records in it: the list, or the single object, that looks most like documents."""

    def worth(records: list[Any]) -> tuple[int, int]:
        return sum(is_document(record, source.columns) for record in records[:_LOOKED_AT]), len(records)

    records = max(_lists(value, _DEPTH), key=worth, default=[])
    for number, record in enumerate(records, 1):
        yield Record(str(number), record, charset)


def _lists(value: Any, depth: int) -> Iterator[list[Any]]:
    """The lists of objects in a value, and each object as a list of one."""
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield value
    elif isinstance(value, dict) and depth:
        yield [value]
        for inner in value.values():
            yield from _lists(inner, depth - 1)


def _parsed(text: str) -> Any:
    """The value, or None when the text is not JSON."""
    try:
        return json.loads(text.strip("\ufeff \t\r\n"))
    except (ValueError, RecursionError):
        return None
