"""Which copies and families are found, and how fast: `python -m bench.duplicates --replies 50000 [--json]`.

An archive is generated, some of its letters are altered in each way a crawl alters them, and all of it
is grouped. Texts lie on disk, so the peak memory is that of grouping.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import IO, Any

ROOT = Path(__file__).parent.parent
if not __package__:  # run as `python bench/duplicates.py`
    sys.path.insert(0, str(ROOT))

from bench import alterations as alter  # noqa: E402
from bench.corpus import generate  # noqa: E402
from indexer.dedup import Described, Grouping, describe, group, near_key, other_figures, sketch  # noqa: E402
from indexer.dedup.candidates import candidates  # noqa: E402
from indexer.dedup.grouping import LEAST  # noqa: E402
from indexer.document import RawDocument  # noqa: E402
from indexer.extractors import extract  # noqa: E402
from indexer.loaders import load  # noqa: E402
from indexer.parser import parse  # noqa: E402
from indexer.reply import Reply  # noqa: E402

Way = Callable[[Random, alter.Lines], list[alter.Lines]]


def _one(change: Callable[[Random, alter.Lines], alter.Lines]) -> Way:
    return lambda rng, lines: [change(rng, lines)]


# label, how, what it has to become, letters altered so for one in `--each`
WAYS: tuple[tuple[str, Way, str, int], ...] = (
    ("网页杂项留在正文里", _one(alter.chrome_left_in), "copy", 1),
    ("PDF 空白与断行", _one(alter.pdf_blanks), "copy", 1),
    ("全角", _one(alter.width), "copy", 1),
    ("繁体", _one(alter.script), "copy", 1),
    ("镜像站夹注拼音", _one(alter.pinyin), "copy", 1),
    ("正文 2% 的字不同", _one(alter.changed(0.02)), "copy", 1),
    ("正文 5% 的字不同", _one(alter.changed(0.05)), "copy", 1),
    ("删去五分之一的句子", _one(alter.sentences_cut), "copy", 1),
    ("只有前一半", _one(alter.first_half), "copy", 1),
    ("更正一个数字", _one(alter.corrected), "copy", 1),
    ("另复 5 人", alter.to_others(5), "family", 4),
    ("另复 80 人", alter.to_others(80), "family", 20),
    ("新闻全文引用", _one(alter.quoted), "apart", 1),
    ("同一单位的套话答复", alter.template, "apart", 1),
)


@dataclass(slots=True)
class Archive:
    """Descriptions in memory, texts on disk, and which documents were made of which."""

    texts: IO[bytes]
    described: list[Described] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    made: list[tuple[str, str, list[str]]] = field(default_factory=list)  # way, base id, ids made of it
    seconds: float = 0.0  # of one core, describing

    def add(self, reply: Reply, origin: str) -> str:
        """Takes in a document unless its text is there to the letter."""
        if reply.id not in self.places:
            started = time.process_time()
            self.described.append(describe(reply))
            self.seconds += time.process_time() - started
            body = reply.text.encode()
            self.places[reply.id] = (self.texts.seek(0, 2), len(body))
            self.texts.write(body)
            self.origin[reply.id] = origin
        return reply.id

    def text_of(self, reply_id: str) -> str:
        """The text of a document."""
        start, length = self.places[reply_id]
        self.texts.seek(start)
        return self.texts.read(length).decode()


def main(arguments: list[str] | None = None) -> None:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(prog="bench.duplicates", description="重复与一案多复：查出多少，用时多少")
    parser.add_argument("--replies", type=int, default=50_000, help="篇数（改动件另计）")
    parser.add_argument("--each", type=int, default=40, help="每种改动的篇数")
    parser.add_argument("--seed", type=int, default=20250101)
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as folder, tempfile.TemporaryFile() as texts:
        measured = _measure(_archive(Path(folder), texts, options))
    print(json.dumps(measured, ensure_ascii=False) if options.json else _table(measured))


def _archive(folder: Path, texts: IO[bytes], options: argparse.Namespace) -> Archive:
    generate(folder, options.replies, options.seed)
    archive, rng = Archive(texts), Random(options.seed)
    plan = [(label, way) for label, way, _, rarer in WAYS for _ in range(max(1, options.each // rarer))]
    for number, reply in enumerate(_replies(folder)):
        base = archive.add(reply, reply.id)
        if number < len(plan):
            label, way = plan[number]
            texts = ["\n".join(lines) for lines in way(rng, reply.text.split("\n"))]
            made = [archive.add(_read(f"{reply.uri}.{n}.txt", text), base) for n, text in enumerate(texts)]
            archive.made.append((label, base, made))
    return archive


def _read(uri: str, text: str) -> Reply:
    return parse(extract(RawDocument(uri, text.encode())), uri)


def _replies(folder: Path) -> Iterator[Reply]:
    for item in load(folder):
        if isinstance(item, RawDocument):
            reply = parse(extract(item), item.uri)
            if reply.is_reply:
                yield reply


def _measure(archive: Archive) -> dict[str, Any]:
    started = time.perf_counter()
    for reply_id in list(archive.places)[:2000]:
        sketch(archive.text_of(reply_id))
    sketched = min(2000, len(archive.places)) / (time.perf_counter() - started)
    ordered = sorted(archive.described, key=lambda each: each.id)
    started = time.perf_counter()
    pairs = len(candidates(ordered, LEAST))
    found = time.perf_counter() - started
    started = time.perf_counter()
    grouping = group(archive.described, archive.text_of)
    grouped = time.perf_counter() - started
    return {
        "documents": len(archive.described),
        "sketches_per_second": round(sketched),
        "describe_seconds": round(archive.seconds, 1),
        "candidates_seconds": round(found, 1),
        "verify_seconds": round(grouped - found, 1),
        "pairs": pairs,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "false_joins": _false_joins(archive, grouping),
        "corrections_shown": _corrections(archive),
        "ways": {label: _caught(archive, grouping, label, wanted) for label, _, wanted, _ in WAYS},
    }


def _caught(archive: Archive, grouping: Grouping, label: str, wanted: str) -> dict[str, Any]:
    """How many altered letters became what they had to, and what the others became."""
    became = [
        _became(grouping, base, each)
        for way, base, made in archive.made
        if way == label
        for each in made
        if each != base
    ]
    exact = sum(each == base for way, base, made in archive.made if way == label for each in made)
    right = became.count(wanted) + (exact if wanted == "copy" else 0)
    return {"wanted": wanted, "right": right, "of": len(became) + exact, "exact": exact} | {
        other: became.count(other) for other in ("copy", "family", "apart") if other != wanted
    }


def _became(grouping: Grouping, base: str, made: str) -> str:
    one, other = grouping.copy_of.get(base, base), grouping.copy_of.get(made, made)
    if one == other:
        return "copy"
    family = grouping.family.get(one)
    return "family" if family and family == grouping.family.get(other) else "apart"


def _false_joins(archive: Archive, grouping: Grouping) -> int:
    """Documents joined with one that was not made of the same letter."""
    joins = [*grouping.copy_of.items(), *grouping.family.items()]
    return sum(archive.origin[one] != archive.origin[other] for one, other in joins)


def _corrections(archive: Archive) -> str:
    """For how many corrected figures a line is shown."""
    pairs = [(base, each) for way, base, made in archive.made if way == "更正一个数字" for each in made if each != base]
    shown = sum(bool(other_figures(archive.text_of(base), archive.text_of(each))) for base, each in pairs)
    changed = sum(near_key(archive.text_of(base)) != near_key(archive.text_of(each)) for base, each in pairs)
    return f"{shown}/{changed}"


def _table(measured: dict[str, Any]) -> str:
    names = {"copy": "同一件", "family": "一案多复", "apart": "不相干"}
    rows = [
        f"| {label} | {names[way['wanted']]} | {way['right']}/{way['of']} | "
        + "、".join(f"{names[other]} {way[other]}" for other in names if way.get(other))
        + " |"
        for label, way in measured["ways"].items()
    ]
    head = ["| 改动 | 应为 | 判对 | 其余判为 |", "| --- | --- | --: | --- |"]
    return "\n".join([*head, *rows, "", *(f"{key}: {value}" for key, value in measured.items() if key != "ways")])


if __name__ == "__main__":
    main()
