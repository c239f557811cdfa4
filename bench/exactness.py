"""Whether exact search misses or invents anything: `python bench/exactness.py [PATH …] [--strings N] [--json]`.

Random strings of 1 to 12 characters, cut out of the displayed texts (`Reply.text`) of an archive made from the paths,
are asked in quotes through `Archive.found`. The truth is a plain scan over all replies, without any index: a reply
holds a string when the folded string stands in its folded text, in its title, or in one line of its other words
(navigation, what only copies have). What counts as the same is what docs/查询语法.md says: width, case, script, kinds
of brackets, dashes and dots; blanks, line breaks and quotation marks do not count. Besides, and without any folding,
the reply that a string was cut out of has to be found. Some of the strings go the whole way to the marks: every hit
shown has to have one that reads as the string.

A feed (.jsonl, .jsonl.gz) is read up to --first records. Without paths it is samples/, and ../shared/seeds if there.
Exit status 1 when anything is missed, invented or unmarked.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if not __package__:  # run as `python bench/exactness.py`
    sys.path.insert(0, str(ROOT))

from bench.exactness_strings import Asked, strings  # noqa: E402
from indexer import pipeline  # noqa: E402
from indexer.errors import DafuError  # noqa: E402
from indexer.folding import fold  # noqa: E402
from indexer.layout import DataDir  # noqa: E402
from indexer.reply import Reply  # noqa: E402
from indexer.store import Store  # noqa: E402
from search.archive import MAX_LIMIT, Archive  # noqa: E402
from search.query import Question  # noqa: E402
from search.results import Hit  # noqa: E402

_SHOWN = 20  # failures
_APART = "\ue000"  # between parts that do not follow one another
_FEEDS = (".jsonl", ".jsonl.gz")


class Scanned:
    """A folded text to look through; one that lacks a character of a string need not be looked through."""

    __slots__ = ("_characters", "_text")

    def __init__(self, text: str) -> None:
        self._text, self._characters = text, frozenset(text)

    def __contains__(self, folded: str) -> bool:
        return self._characters.issuperset(folded) and folded in self._text


@dataclass(slots=True)
class Result:
    """What went wrong, by kind of string."""

    asked: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    false_hits: Counter[str] = field(default_factory=Counter)
    hits_marked: int = 0
    hits_unmarked: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.misses.total() or self.false_hits.total() or self.hits_unmarked)

    def note(self, what: str, asked: Asked, ids: Sequence[str]) -> None:
        """Remembers a failure to show."""
        self.failures.append(f"{what}: {asked.kind} {asked.text!r}: {'、'.join(ids[:3])}")


def main(arguments: list[str] | None = None) -> None:
    """Measures and prints."""
    options = _options(arguments)
    started = time.monotonic()
    try:
        with _folder(options.data) as folder:
            data = DataDir(folder / "archive")
            pipeline.run([_cut(path, folder / "feeds", options.first) for path in options.paths], data)
            replies, result = measure(data, options.strings, options.marks, options.seed)
    except (DafuError, OSError) as error:
        sys.exit(f"exactness: {error}")
    measured = figures(replies, result) | {"seconds": round(time.monotonic() - started, 1)}
    print(json.dumps(measured, ensure_ascii=False) if options.json else _table(measured))
    sys.exit(0 if result.is_clean else 1)


def measure(data: DataDir, count: int, marked: int, seed: int) -> tuple[Mapping[str, Reply], Result]:
    """Asks an archive for `count` random strings, and looks at the marks of the first `marked` of them."""
    with closing(Store(data.store)) as store:
        replies = {reply.id: reply for reply in store.replies(store.ids())}
    scanned = {reply_id: Scanned(_folded(reply)) for reply_id, reply in replies.items()}
    result = Result()
    texts = {reply_id: reply.text for reply_id, reply in replies.items()}
    with closing(Archive(data)) as archive:
        for number, asked in enumerate(strings(texts, count, seed)):
            result.asked[asked.kind] += 1
            _compare(result, asked, _found(archive, asked.text), scanned)
            if number < marked:
                _look(result, asked, archive.search(_quoted(asked.text), gathers=False).hits, replies)
    return replies, result


def _folded(reply: Reply) -> str:
    """All that can be found of a reply, folded; parts that do not follow one another are kept apart."""
    return _APART.join(fold(part) for part in (reply.text, reply.display_title, *reply.removed, *reply.elsewhere))


def _quoted(text: str) -> str:
    return f'"{text}"'


def _found(archive: Archive, text: str) -> set[str]:
    """The ids of all hits, over all pages."""
    ids: set[str] = set()
    for offset in range(0, 10**9, MAX_LIMIT):
        found, _ = archive.found(archive.asked(Question(_quoted(text), gathers=False), offset, MAX_LIMIT)[0])
        ids.update(reply_id for reply_id, _ in found.hits)
        if offset + MAX_LIMIT >= found.total:
            break
    return ids


def _compare(result: Result, asked: Asked, found: set[str], scanned: Mapping[str, Scanned]) -> None:
    wanted = fold(asked.text)
    truth = {reply_id for reply_id, text in scanned.items() if wanted in text}
    if asked.source:
        truth.add(asked.source)
    if missed := sorted(truth - found):
        result.misses[asked.kind] += len(missed)
        result.note("missed", asked, missed)
    if invented := sorted(found - truth):
        result.false_hits[asked.kind] += len(invented)
        result.note("invented", asked, invented)


def _look(result: Result, asked: Asked, hits: Sequence[Hit], replies: Mapping[str, Reply]) -> None:
    """Looks for the string among the marks of every hit on the first page."""
    wanted = fold(asked.text)
    unmarked = [hit.id for hit in hits if not _is_marked(wanted, hit, replies[hit.id].text)]
    result.hits_marked += len(hits) - len(unmarked)
    result.hits_unmarked += len(unmarked)
    if unmarked:
        result.note("not marked", asked, unmarked)


def _is_marked(wanted: str, hit: Hit, text: str) -> bool:
    """Whether a mark reads as the string; as a piece of it, where it also stands over a line break."""
    marked = [fold(hit.title[start:end]) for start, end in hit.title_marks]
    marked += [fold(snippet.text[start:end]) for snippet in hit.paragraphs for start, end in snippet.marks]
    over_breaks = fold(text).count(wanted) > sum(fold(line).count(wanted) for line in text.split("\n"))
    return any(wanted in each or (over_breaks and each and each in wanted) for each in marked)


def figures(replies: Mapping[str, Reply], result: Result) -> dict[str, Any]:
    """The counts as plain dicts and lists."""
    return {
        "replies": len(replies),
        "characters": sum(len(reply.text) for reply in replies.values()),
        "strings": result.asked.total(),
        "misses": result.misses.total(),
        "false_hits": result.false_hits.total(),
        "hits_marked": result.hits_marked,
        "hits_unmarked": result.hits_unmarked,
        "kinds": {
            kind: {"strings": count, "misses": result.misses[kind], "false_hits": result.false_hits[kind]}
            for kind, count in result.asked.items()
        },
        "failures": result.failures[:_SHOWN],
    }


def _table(measured: Mapping[str, Any]) -> str:
    head = ["| kind | strings | misses | false hits |", "| --- | --: | --: | --: |"]
    kinds = {**measured["kinds"], "all": measured}
    rows = [f"| {kind} | {of['strings']} | {of['misses']} | {of['false_hits']} |" for kind, of in kinds.items()]
    sizes = f"{measured['replies']} replies, {measured['characters']:,} characters, {measured['seconds']} s; "
    marks = f"hits with marks {measured['hits_marked']}, without {measured['hits_unmarked']}"
    return "\n".join([*head, *rows, "", sizes + marks, *measured["failures"]])


def _cut(path: Path, folder: Path, first: int) -> Path:
    """The path itself; for a feed, or a folder with feeds only, a copy with the first records of each."""
    feeds = sorted(path.iterdir()) if path.is_dir() else [path]
    if not feeds or not all(each.is_file() and each.name.endswith(_FEEDS) for each in feeds):
        return path
    below = folder / path.name
    below.mkdir(parents=True, exist_ok=True)
    for feed in feeds:
        opened = gzip.open if feed.suffix == ".gz" else open
        with opened(feed, "rt", encoding="utf-8") as stream:
            lines = list(islice(stream, first))
        (below / feed.name.removesuffix(".gz")).write_text("".join(lines), encoding="utf-8")
    return below


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as folder:
        yield Path(folder)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="folders and files, as `dafu index` takes")
    parser.add_argument("--strings", metavar="N", type=int, default=10_000)
    parser.add_argument("--marks", metavar="N", type=int, default=500, help="strings whose marks are looked at")
    parser.add_argument("--first", metavar="N", type=int, default=2_000, help="records of a feed")
    parser.add_argument("--seed", type=int, default=20250101)
    parser.add_argument("--data", metavar="DIR", type=Path, help="keep the archive here for the next run")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args(arguments)
    seeds = ROOT.parent / "shared" / "seeds"
    options.paths = options.paths or [ROOT / "samples", *([seeds] if seeds.is_dir() else [])]
    return options


if __name__ == "__main__":
    main()
