"""How good the order of the hits is: `python bench/relevance.py SET [--queries F] [--qrels F] [--json]`.

SET is a folder with docs.jsonl(.gz), queries*.jsonl and qrels*.tsv, or any folder of documents with --queries and
--qrels (see bench/relevance_sets.py). Documents go through the real pipeline, questions through `Archive.found` as
宽泛; three baselines answer the same questions over the same documents (see bench/relevance_baselines.py).

`--json` prints {"ours": {measure: value}, "baselines": {name: {measure: value}}} and nothing else on stdout; with
`--cross-script` also "cross_script", the same for the questions in the other script. Sizes, and what is left out,
are said on stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if not __package__:  # run as `python bench/relevance.py`
    sys.path.insert(0, str(ROOT))

from bench.relevance_baselines import Baseline, baselines  # noqa: E402
from bench.relevance_ours import Ours, build, documents  # noqa: E402
from bench.relevance_scores import by_question, figures  # noqa: E402
from bench.relevance_sets import SetError, TestSet, digest, limited, open_set, other_script  # noqa: E402
from indexer.errors import DafuError  # noqa: E402

_SHOWN = 5  # hits of a failure
_DEPTH = 1_000  # ranks looked at for a failure's documents


def main(arguments: list[str] | None = None) -> None:
    """Measures and prints; exits with a line for the user when the set cannot be read."""
    options = _options(arguments)
    try:
        with _folder(options.data) as folder:
            tested = open_set(options.set, options.queries, options.qrels)
            if options.limit_docs is not None:
                tested = limited(tested, options.limit_docs, folder)
            _measure(tested, folder / digest(tested)[:12], options)
    except (SetError, DafuError, OSError, ValueError, KeyError) as error:
        sys.exit(f"relevance: {error}")


def _measure(tested: TestSet, folder: Path, options: argparse.Namespace) -> None:
    started = time.monotonic()
    ours = build(tested, folder)
    try:
        _say(f"{ours.archive.stats().documents} documents, {len(tested.queries)} questions, ready after", started)
        if ours.missing:
            _say(f"{len(ours.missing)} judged documents are not in the archive: {'、'.join(ours.missing[:5])}")
        if options.failures:
            print(_failures(tested, ours, options.failures))
            return
        measured = _all(tested, ours, folder, options)
    finally:
        ours.archive.close()
    print(json.dumps(measured, ensure_ascii=False) if options.json else _table(measured))


def _all(tested: TestSet, ours: Ours, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of all systems, on the questions as they are and, if wanted, in the other script."""
    queries = {"": tested.queries}
    if options.cross_script:
        queries["cross_script"] = other_script(tested.queries)
    found = {name: {"ours": _figures("ours", ours, tested, asked), "baselines": {}} for name, asked in queries.items()}
    others = {} if options.ours else baselines(documents(tested, ours), folder)
    for baseline, made in others.items():
        started = time.monotonic()
        system = made()
        _say(f"{baseline} indexed in", started)
        for name, asked in queries.items():
            found[name]["baselines"][baseline] = _figures(baseline, system, tested, asked)
    return {**found.pop(""), **found}


def _figures(name: str, system: Ours | Baseline, tested: TestSet, asked: Mapping[str, str]) -> dict[str, float]:
    started = time.monotonic()
    rankings = {question: system.search(text) for question, text in asked.items()}
    _say(f"{name} asked in", started)
    return figures(tested.judgments, rankings)


def _failures(tested: TestSet, ours: Ours, count: int) -> str:
    """The questions that were answered worst: where their documents stand, and what stands first instead."""
    rankings = {question: ours.search(text, _DEPTH) for question, text in tested.queries.items()}
    scores = by_question(tested.judgments, {question: ranking[:10] for question, ranking in rankings.items()})
    lines = []
    for question in sorted(scores, key=scores.__getitem__)[:count]:
        grades, ranking = tested.judgments[question], rankings[question]
        wanted = [document for document, grade in grades.items() if grade > 0]
        ranks = {document: ranking.index(document) + 1 if document in ranking else None for document in wanted}
        lines.append(f"{scores[question]:.3f}  {question}  {tested.queries[question]}")
        lines += [
            f"       wanted at {rank or '—'}: {document} ({grades[document]})" for document, rank in ranks.items()
        ]
        lines += [f"       {rank}. {document}" for rank, document in enumerate(ranking[:_SHOWN], 1)]
    return "\n".join(lines)


def _table(measured: Mapping[str, Any]) -> str:
    """One row for each system; those asked in the other script below."""
    blocks = {"": measured, **{name: measured[name] for name in ("cross_script",) if name in measured}}
    names = list(measured["ours"])
    lines = ["| | " + " | ".join(names) + " |", "| --- |" + " --: |" * len(names)]
    for block, found in blocks.items():
        note = " (other script)" if block else ""
        for system, values in {"ours": found["ours"], **found["baselines"]}.items():
            lines.append(f"| {system}{note} | " + " | ".join(f"{values[name]:.4f}" for name in names) + " |")
    return "\n".join(lines)


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    """The folder for archives: one that is kept, or one that goes away."""
    if data is not None:
        data.mkdir(parents=True, exist_ok=True)
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="dafu-bench-") as folder:
        yield Path(folder)


def _say(what: str, since: float | None = None) -> None:
    print(f"relevance: {what}" + (f" {time.monotonic() - since:.1f} s" if since is not None else ""), file=sys.stderr)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", metavar="SET", type=Path, help="folder with docs.jsonl(.gz), or of documents")
    parser.add_argument("--queries", type=Path, help="questions, JSON Lines {id, text}")
    parser.add_argument("--qrels", type=Path, help="judgments: question, document, grade between tabs")
    parser.add_argument("--json", action="store_true", help="one JSON object, measures in 0..1")
    parser.add_argument("--data", metavar="DIR", type=Path, help="keep what is indexed here for the next run")
    parser.add_argument("--limit-docs", metavar="N", type=int, help="only judged documents and N others")
    parser.add_argument("--cross-script", action="store_true", help="ask also in the other script, 简 or 繁")
    parser.add_argument("--ours", action="store_true", help="leave the baselines out")
    parser.add_argument("--failures", metavar="N", type=int, default=0, help="only show the N worst questions")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
