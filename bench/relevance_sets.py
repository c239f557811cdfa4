"""What a relevance bench is made of: documents, questions, and which documents answer which question.

A set is a folder. It holds docs.jsonl or docs.jsonl.gz {id, title, text}, or else documents of any kind, whose ids are
their paths below it (a member of an archive is ARCHIVE!/MEMBER). Questions are JSON Lines {id, text}, judgments rows of
question, document and grade, between tabs; a grade of 0 says that the document does not answer.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random

from indexer.folding import plain

from .alterations import script

_FEEDS = ("docs.jsonl", "docs.jsonl.gz")
Judgments = Mapping[str, Mapping[str, int]]  # question → document → grade


class SetError(Exception):
    """A set that cannot be measured, with the reason."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a feed."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TestSet:
    """Documents, questions and judgments."""

    path: Path  # what is indexed: a feed, or a folder of documents
    queries: Mapping[str, str]
    judgments: Judgments

    @property
    def is_feed(self) -> bool:
        return self.path.is_file()


def open_set(folder: Path, queries: Path | None = None, qrels: Path | None = None) -> TestSet:
    """The set in a folder; of several files of questions those for development, unless others are named.

    Questions without a judgment, and judgments of questions that are not asked, are left out.
    """
    if not folder.is_dir():
        raise SetError(f"{folder} is no folder")
    if queries is None or qrels is None:
        found = _defaults(folder)
        queries, qrels = queries or found[0], qrels or found[1]
    asked, judged = read_queries(queries), read_judgments(qrels)
    common = [query_id for query_id in asked if query_id in judged]
    if not common:
        raise SetError(f"no question of {queries} is judged in {qrels}")
    path = next((folder / name for name in _FEEDS if (folder / name).is_file()), folder)
    if path == folder and folder in (queries.parent, qrels.parent):
        raise SetError(f"questions and judgments lie among the documents in {folder}: keep them elsewhere")
    return TestSet(path, {each: asked[each] for each in common}, {each: judged[each] for each in common})


def _defaults(folder: Path) -> tuple[Path, Path]:
    """queries.NAME.jsonl and qrels.NAME.tsv: those named dev first, then those without a name."""
    names = {path.name.removeprefix("queries").removesuffix(".jsonl") for path in folder.glob("queries*.jsonl")}
    names &= {path.name.removeprefix("qrels").removesuffix(".tsv") for path in folder.glob("qrels*.tsv")}
    for name in sorted(names, key=lambda name: (name != ".dev", name)):
        return folder / f"queries{name}.jsonl", folder / f"qrels{name}.tsv"
    raise SetError(f"no queries*.jsonl and qrels*.tsv of one name in {folder}: name them with --queries and --qrels")


def read_queries(path: Path) -> dict[str, str]:
    """Questions by id, in the file's order."""
    return {str(row["id"]): str(row["text"]) for _, row in _rows(path)}


def read_judgments(path: Path) -> dict[str, dict[str, int]]:
    """Grades by question and document; a head line is passed over."""
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and not cells[-1].strip().isdigit()):
            continue
        try:
            judged.setdefault(cells[0], {})[cells[1]] = int(cells[2])
        except (IndexError, ValueError):
            raise SetError(f"{path}, line {number}: not question, document and grade between tabs") from None
    return judged


def read_documents(path: Path) -> Iterator[tuple[int, Document]]:
    """The documents of a feed, each with its number as the loader counts: from 1, without empty lines."""
    for number, row in _rows(path):
        yield number, Document(str(row["id"]), str(row.get("title") or ""), str(row.get("text") or ""))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig") as stream:
        for number, line in enumerate(filter(str.strip, stream), 1):
            yield number, json.loads(line)


def limited(tested: TestSet, others: int, folder: Path) -> TestSet:
    """The set with the judged documents and `others` more, always the same; its feed is written into `folder`.

    Which others is decided by a digest of their ids. The documents keep their order.
    """
    if not tested.is_feed:
        raise SetError("--limit-docs is for a set with docs.jsonl")
    judged = {document for grades in tested.judgments.values() for document in grades}
    documents = [document for _, document in read_documents(tested.path)]
    rest = sorted((each.id for each in documents if each.id not in judged), key=_lot)
    kept = judged | set(rest[:others])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"docs-{others}-{digest(tested)[:8]}.jsonl"
    rows = [json.dumps(_row(each), ensure_ascii=False) for each in documents if each.id in kept]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return replace(tested, path=path)


def _row(document: Document) -> dict[str, str]:
    return {"id": document.id, "title": document.title, "text": document.text}


def _lot(document_id: str) -> str:
    return sha256(document_id.encode()).hexdigest()


def digest(tested: TestSet) -> str:
    """Tells feeds apart by their bytes and folders by their path."""
    named = tested.path.read_bytes() if tested.is_feed else str(tested.path.resolve()).encode()
    return sha256(named).hexdigest()


def other_script(queries: Mapping[str, str]) -> dict[str, str]:
    """Traditional questions in Simplified characters, as the project folds them; Simplified ones the other way."""
    characters = [char for text in queries.values() for char in text if "\u4e00" <= char <= "\u9fff"]
    traditional = sum(plain(char) != char for char in characters) > len(characters) / 50
    return {name: plain(text) if traditional else script(Random(), [text])[0] for name, text in queries.items()}
