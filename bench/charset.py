"""How often encodings are told right: `python -m bench.charset [--texts samples] [--failures] [--json]`.

Every kind of case is made from texts of the generated archive (bench/corpus.py), which the code was not
tuned on; `--texts samples` takes the hand-written ones, `--texts FOLDER` the .txt files of a folder. All
programs are measured alike. A case of valid bytes is right when the text read is the original. Damaged and
mixed bytes are measured twice: "family", when the family of the encoding is right, which is what a detector
is asked for; and "text", which is stricter: when besides no more characters are lost than the damaged bytes
explain, and a page of two encodings is read as it was. "all (family)" and "all
(text)" differ in the damaged cases only.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parent.parent
if not __package__:  # run as `python bench/charset.py`
    sys.path.insert(0, str(ROOT))

from bench import charset_cases  # noqa: E402
from bench.charset_cases import Case  # noqa: E402
from indexer.charset import decode  # noqa: E402
from indexer.document import RawDocument  # noqa: E402
from indexer.errors import DocumentError  # noqa: E402
from indexer.extractors import extract  # noqa: E402
from indexer.loaders import load  # noqa: E402

_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
_ENCODINGS = ["ascii", "utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "hz-gb-2312"]
_LOST_PER_BYTE = 2  # characters: a wrong byte can stand between two of them

Answer = tuple[str, str]  # the codec named and the text read with it
Detector = Callable[[bytes], Answer]


@dataclass(frozen=True, slots=True)
class Result:
    """Which cases one program got right, by either measure, and the time it took."""

    family: list[bool]
    text: list[bool]
    seconds: float


def main(arguments: list[str] | None = None) -> None:
    """Runs all cases through all detectors and prints the shares of right answers."""
    options = _options(arguments)
    texts = _texts(options.texts, options.seed)
    cases = charset_cases.make(texts, Random(options.seed), options.per_kind)
    detectors: dict[str, Detector] = {"ours": _ours} if options.ours else _detectors()
    results = {name: _run(detector, cases) for name, detector in detectors.items()}
    if options.failures:
        _print_failures(cases, results["ours"].text)
    measured = _summary(cases, results) | {"plain_utf8_mb_per_s": _plain_speed(texts)}
    print(json.dumps(measured, ensure_ascii=False) if options.json else _table(measured))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.charset", description="编码判断的准确率，与 chardet 等比较")
    parser.add_argument("--texts", default="generated", help="generated、samples，或一个放 .txt 文件的文件夹")
    parser.add_argument("--seed", type=int, default=20250101)
    parser.add_argument("--per-kind", type=int, default=200, help="每类的个数")
    parser.add_argument("--failures", action="store_true", help="列出本程序判断错的")
    parser.add_argument("--ours", action="store_true", help="只测本程序")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    return parser.parse_args(arguments)


def _texts(source: str, seed: int) -> list[str]:
    """The texts that cases are cut from."""
    if source == "generated":
        from bench.corpus import generate

        with tempfile.TemporaryDirectory(prefix="dafu-bench-") as folder:
            generate(Path(folder), 60, seed)
            texts = _read(Path(folder))
    elif source == "samples":
        texts = _read(ROOT / "samples")
    else:
        texts = [file.read_text(encoding="utf-8") for file in sorted(Path(source).glob("*.txt"))]
    return texts


def _read(folder: Path) -> list[str]:
    return ["\n".join(extract(item).lines) for item in load(folder) if isinstance(item, RawDocument)]


def _detectors() -> dict[str, Detector]:
    import chardet
    import charset_normalizer

    def restricted(body: bytes) -> str | None:
        return chardet.detect(body, include_encodings=_ENCODINGS, prefer_superset=True, no_match_encoding="gb18030")[
            "encoding"
        ]

    def normalizer(body: bytes) -> str | None:
        best = charset_normalizer.from_bytes(body).best()
        return best.encoding if best else None

    return {
        "ours": _ours,
        "chardet": lambda body: _answer(body, chardet.detect(body, prefer_superset=True)["encoding"]),
        "chardet, Chinese only": lambda body: _answer(body, restricted(body)),
        "charset-normalizer": lambda body: _answer(body, normalizer(body)),
    }


def _ours(body: bytes) -> Answer:
    try:
        decoded = decode(body)
    except DocumentError as error:
        return "", str(error)
    return decoded.charset.encoding, decoded.text


def _answer(body: bytes, label: str | None) -> Answer:
    name = (label or "").lower().replace("_", "-")
    codec = _SUPERSETS.get(name, name)
    try:
        return codec, body.decode(codec, errors="replace")
    except LookupError:
        return codec, ""


def _run(detector: Detector, cases: list[Case]) -> Result:
    started = time.perf_counter()
    answers = [detector(case.body) for case in cases]
    seconds = time.perf_counter() - started
    judged = [_judge(case, *answer) for case, answer in zip(cases, answers, strict=True)]
    return Result([family for family, _ in judged], [text for _, text in judged], seconds)


def _judge(case: Case, codec: str, text: str) -> tuple[bool, bool]:
    """Whether an answer is right by the measure of families, and by that of texts."""
    text = text.removeprefix("\ufeff")
    if not case.damaged:
        return text == case.text, text == case.text
    family = _family(codec) == _family(case.encoding)
    if case.exact:
        return family, text == case.text
    return family, family and _lost(case.text, text) <= _LOST_PER_BYTE * case.damaged


def _family(codec: str) -> str:
    for family in ("utf-8", "utf-16", "hz"):
        if codec.startswith(family):
            return family
    return _SUPERSETS.get(codec, codec)


def _lost(original: str, text: str) -> int:
    """How many characters of the original the text does not have, or has beyond it, whichever is more."""
    matcher = SequenceMatcher(None, original, text, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return max(len(original) - same, len(text.replace("\ufffd", "")) - same)


def _summary(cases: list[Case], results: dict[str, Result]) -> dict[str, Any]:
    """For each kind: the number of cases, whether they are damaged, and the percentages by both measures."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for at, case in enumerate(cases):
        kinds[case.kind].append(at)
    return {
        "kinds": {kind: _shares(cases, results, ats) for kind, ats in kinds.items()},
        "all": _shares(cases, results, list(range(len(cases)))),
        "inputs_per_s": {name: round(len(cases) / result.seconds) for name, result in results.items()},
        "mean_bytes": sum(len(case.body) for case in cases) // len(cases),
    }


def _shares(cases: list[Case], results: dict[str, Result], ats: list[int]) -> dict[str, Any]:
    def share(right: list[bool]) -> float:
        return round(100 * sum(right[at] for at in ats) / len(ats), 2)

    return {
        "cases": len(ats),
        "damaged": any(cases[at].damaged for at in ats),
        "family": {name: share(result.family) for name, result in results.items()},
        "text": {name: share(result.text) for name, result in results.items()},
    }


def _plain_speed(texts: list[str]) -> dict[str, float]:
    """Megabytes a second on one large plain UTF-8 text: ours, and the strict decoding nobody can do without."""
    body = "\n".join(texts).encode() * 20
    speeds = {}
    for name, read in (("ours", decode), ("bytes.decode", bytes.decode)):
        started = time.perf_counter()
        for _ in range(5):
            read(body)
        speeds[name] = round(5 * len(body) / 2**20 / (time.perf_counter() - started), 1)
    return speeds


def _table(measured: dict[str, Any]) -> str:
    names = list(measured["inputs_per_s"])
    rows = [["case", "n", *names], ["---", *["--:"] * (len(names) + 1)]]
    rows += [row for kind, shares in measured["kinds"].items() for row in _rows(kind, shares)]
    rows += _rows("all", measured["all"])
    rows.append([f"inputs/s (mean {measured['mean_bytes']:,} B)", "", *measured["inputs_per_s"].values()])
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([*lines, "", f"Plain UTF-8, MB/s: {measured['plain_utf8_mb_per_s']}"])


def _rows(kind: str, shares: dict[str, Any]) -> list[list[Any]]:
    """One row of the table; two where the measures differ."""
    if not shares["damaged"]:
        return [[kind, shares["cases"], *shares["text"].values()]]
    return [[f"{kind} ({measure})", shares["cases"], *shares[measure].values()] for measure in ("family", "text")]


def _print_failures(cases: list[Case], right: list[bool]) -> None:
    for case, well in zip(cases, right, strict=True):
        if not well:
            codec, text = _ours(case.body)
            print(f"{case.kind} [{case.encoding}] read as {codec}: {_differences(case.text, text)}", file=sys.stderr)


def _differences(original: str, text: str) -> str:
    """What was read for what, the first few places."""
    steps = SequenceMatcher(None, original, text, autojunk=False).get_opcodes()
    wrong = [f"{original[a:b]!r} → {text[c:d]!r}" for kind, a, b, c, d in steps if kind != "equal"]
    return "; ".join(place[:120] for place in wrong[:4])


if __name__ == "__main__":
    main()
