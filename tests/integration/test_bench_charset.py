"""The benchmark of encodings runs, and measures damaged bytes both ways."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DAMAGED = {"3 corrupt bytes", "1 byte lost", "cut in mid-character", "2 NUL bytes", "mixed page"}


def test_prints_one_json_object_with_both_measures() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "bench.charset", "--per-kind", "2", "--ours", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=True)
    (line,) = done.stdout.splitlines()
    measured = json.loads(line)
    kinds = measured["kinds"]
    assert len(kinds) == 26
    assert {kind for kind, shares in kinds.items() if shares["damaged"]} == DAMAGED
    for kind, shares in kinds.items():
        assert shares["cases"] == 2, kind
        assert shares["family"]["ours"] == 100, kind
        assert shares["text"]["ours"] <= shares["family"]["ours"], kind
        assert kind in DAMAGED or shares["text"]["ours"] == 100, kind
    assert measured["all"]["cases"] == 52
    assert measured["inputs_per_s"]["ours"] > 0
    assert measured["plain_utf8_mb_per_s"]["ours"] > 0
