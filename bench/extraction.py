"""How clean the text and how right the fields are: `python -m bench.extraction DIR... [--json] [--failures]`.

A DIR holds pages and gold.jsonl, one line a page: `file` (or `id`, then id.html), and any of

- `text`: the body a reader should see, paragraphs by line breaks. A line at its beginning (and at that of every
  output) that is the title is dropped before comparing. F1 is of character 4-grams, blanks apart, compatibility forms
  as one, averaged over pages. Where it is missing, `--text-from CSS` takes that element's text from the page.
- `must`, `must_not`: strings that the output has to hold or may not hold. Without `text` they also stand for recall
  (share of `must` found) and precision (1 − share of `must_not` found).
- `title`, `date` (signed or published), `number` (文号 if it has a year in brackets, else the proposal's), `office`,
  and the fields of a reply; null says that nothing is to be found, a field left out is not judged. `precision` is of
  what was given, `recall` of what was to be found, `n` the number of pages judged.

With `--without-meta` no system sees the <meta name=…> of a page, only what a reader sees.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if not __package__:  # run as `python bench/extraction.py`
    sys.path.insert(0, str(ROOT))

from bench import extraction_tables as tables  # noqa: E402
from bench.extraction_fields import FIELDS  # noqa: E402
from bench.extraction_gold import Labelled, load, without_meta  # noqa: E402
from bench.extraction_scores import Text, Verdict, left, lost, text_score, verdicts  # noqa: E402
from bench.extraction_systems import GIVES, Output, System, installed  # noqa: E402


@dataclass(frozen=True, slots=True)
class Judged:
    """One page, one extractor: what came out and how it compares with the labels."""

    page: Labelled
    output: Output
    text: Text | None
    lost: list[str]
    left: list[str]
    fields: dict[str, Verdict]


@dataclass(frozen=True, slots=True)
class Run:
    """One extractor over some pages."""

    pages: list[Judged]
    seconds: float
    setting: str = ""

    def figures(self) -> dict[str, Any]:
        """Averages over pages; shares are None where nothing was to be judged."""
        texts = [page.text for page in self.pages if page.text is not None]
        return {
            "f1": _mean([text.f1 for text in texts]),
            "precision": _mean([text.precision for text in texts]),
            "recall": _mean([text.recall for text in texts]),
            "fields": {name: _shares(self.pages, name) for name in FIELDS if any(name in p.fields for p in self.pages)},
            "must_lost": sum(len(page.lost) for page in self.pages),
            "chrome_left": sum(len(page.left) for page in self.pages),
            "pages_per_second": round(len(self.pages) / self.seconds, 1) if self.seconds else None,
            "pages": len(self.pages),
            "errors": sum(bool(page.output.error) for page in self.pages),
            "setting": self.setting,
        }


def main(arguments: list[str] | None = None) -> None:
    """Measures and prints; exits with 1 when there is no page to judge."""
    options = _options(arguments)
    sets = {str(folder): load(folder, options.text_from) for folder in options.folders}
    if options.without_meta:
        sets = {folder: list(map(without_meta, pages)) for folder, pages in sets.items()}
    if not any(sets.values()):
        sys.exit("extraction: no labelled page found")
    runs = {name: _best(settings, sets, name) for name, settings in installed().items()}
    for name, by_folder in runs.items():
        if errors := _together(by_folder.values()).figures()["errors"]:
            print(f"extraction: {name} read {errors} pages not at all", file=sys.stderr)
    if options.failures:
        print(tables.failures(_together(runs["ours"].values()).pages))
        return
    measured: dict[str, Any] = {name: _together(by_folder.values()).figures() for name, by_folder in runs.items()}
    folders = {folder: {name: runs[name][folder].figures() for name in runs} for folder in sets}
    if len(sets) > 1:
        measured["sets"] = folders
    print(json.dumps(measured, ensure_ascii=False) if options.json else tables.render(folders, measured))


def _best(settings: Mapping[str, System], sets: Mapping[str, Sequence[Labelled]], name: str) -> dict[str, Run]:
    """An extractor over every folder, in the setting that does best over all of them."""
    tried = [
        {folder: run(system, pages, name, setting) for folder, pages in sets.items()}
        for setting, system in settings.items()
    ]
    return max(tried, key=lambda by_folder: _together(by_folder.values()).figures()["f1"] or 0)


def run(system: System, pages: Sequence[Labelled], name: str = "ours", setting: str = "") -> Run:
    """An extractor over labelled pages; only the extractor's own time is counted."""
    if pages:
        _output(system, pages[0])  # tables and dictionaries are loaded once, before the clock starts
    begin = time.perf_counter()
    outputs = [_output(system, page) for page in pages]
    seconds = time.perf_counter() - begin
    judged = [_judge(page, output, name) for page, output in zip(pages, outputs, strict=True)]
    return Run(judged, seconds, setting)


def _output(system: System, page: Labelled) -> Output:
    """What an extractor makes of a page; nothing, with the reason, where it breaks down."""
    try:
        return system(page)
    except Exception as error:
        return Output(error=f"{type(error).__name__}: {error}")


def _judge(page: Labelled, output: Output, name: str) -> Judged:
    fields = verdicts(page, output, GIVES.get(name, FIELDS.keys()))
    return Judged(page, output, text_score(page, output), lost(page, output), left(page, output), fields)


def _together(runs: Collection[Run]) -> Run:
    settings = {run.setting for run in runs}
    return Run([page for run in runs for page in run.pages], sum(run.seconds for run in runs), "".join(settings))


def _shares(pages: Sequence[Judged], name: str) -> dict[str, float | int | None]:
    found = [page.fields[name] for page in pages if name in page.fields]
    right = sum(verdict.right for verdict in found)
    given, expected = sum(verdict.given for verdict in found), sum(verdict.expected for verdict in found)
    return {
        "precision": round(right / given, 4) if given else None,
        "recall": round(right / expected, 4) if expected else None,
        "n": len(found),
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", metavar="DIR", nargs="*", type=Path, help="pages and gold.jsonl")
    parser.add_argument("--json", action="store_true", help="one JSON object, shares in 0..1")
    parser.add_argument("--failures", action="store_true", help="what is not as it should be, page by page")
    parser.add_argument("--text-from", metavar="CSS", help="the element whose text is gold where none is labelled")
    parser.add_argument(
        "--without-meta", action="store_true", help="take <meta name=…> off the pages before all systems"
    )
    options = parser.parse_args(arguments)
    options.folders = options.folders or [ROOT / "tests/data/pages"]
    return options


if __name__ == "__main__":
    main()
