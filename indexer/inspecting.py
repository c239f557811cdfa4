"""What the program sees in a file before it is indexed: each step's result, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .agencies import Agencies
from .document import Ignored, Page, RawDocument, Skipped
from .errors import DocumentError
from .extractors import extract
from .findings import Finding, findings_of
from .joining import is_cover
from .loaders import load
from .parser import parse
from .reply import Reply


@dataclass(frozen=True, slots=True)
class Inspection:
    """One document: what was loaded, cleaned and parsed, or why not."""

    uri: str
    reason: str = ""  # why there is nothing more, in Chinese
    raw: RawDocument | None = None
    page: Page | None = None
    reply: Reply | None = None
    findings: tuple[Finding, ...] = ()
    is_cover: bool = False


def inspect(path: Path, agencies: Agencies, columns: Mapping[str, str] | None = None) -> Iterator[Inspection]:
    """Every document in a file or folder; nothing is stored. Raises InputError when `path` is not there."""
    for item in load(path, columns=columns):
        if isinstance(item, RawDocument):
            yield _inspect(item, agencies)
        elif isinstance(item, Skipped):
            yield Inspection(item.uri, item.reason)
        elif isinstance(item, Ignored):
            yield Inspection(item.uri, "不是文档，导入时不计")


def _inspect(raw: RawDocument, agencies: Agencies) -> Inspection:
    try:
        page = extract(raw)
        reply = parse(page, raw.uri, agencies)
    except DocumentError as error:
        return Inspection(raw.uri, str(error), raw)
    except Exception as error:  # as when indexing: one document must not end the rest
        return Inspection(raw.uri, f"程序处理时出错（{type(error).__name__}: {error}）", raw)
    return Inspection(raw.uri, "", raw, page, reply, findings_of(page, reply), is_cover(page, reply))
