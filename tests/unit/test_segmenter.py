"""Both shorter ways cut every run of Han characters as jieba does: on samples, on public texts, on anything."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jieba import finalseg

from indexer import segmenter
from indexer.folding import plain
from indexer.segmenter import Cut, Segmenter, cutter, jieba_tokenizer

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff]+")
RUNS = 60_000  # of public texts
RARE = "〇㐀䶵一龥鿕鿖龦𠮷豈"


@pytest.fixture(scope="module")
def jieba(sample_data: Any) -> Any:
    return jieba_tokenizer(sample_data.cache)


@pytest.fixture(scope="module", params=["jieba", "rjieba"])
def cut(request: pytest.FixtureRequest, jieba: Any) -> Cut:
    if request.param == "jieba":
        return Segmenter(jieba, finalseg.cut).words
    pytest.importorskip("rjieba", reason="rjieba is not installed on this machine")
    accelerated = segmenter._accelerated()
    assert accelerated is not None, "rjieba is there and cuts the probe otherwise"
    return accelerated


def differing(cut: Cut, jieba: Any, runs: Iterator[str]) -> list[str]:
    return [run for run in runs if cut(run) != list(jieba.cut_for_search(run))]


def test_the_samples_are_cut_alike(cut: Cut, jieba: Any, root: Path) -> None:
    texts = [path.read_text("utf-8", errors="ignore") for path in sorted((root / "samples").rglob("*.txt"))]
    runs = {run for text in texts for run in HAN.findall(plain(text))}
    assert len(runs) > 500
    assert not differing(cut, jieba, iter(runs))


def test_public_texts_are_cut_alike(cut: Cut, jieba: Any, shared: Path) -> None:
    with gzip.open(shared / "data" / "formal_text" / "laws.jsonl.gz", "rt", encoding="utf-8") as stream:
        texts = (plain(json.loads(line)["text"]) for line in stream)
        runs = set(islice((run for text in texts for run in HAN.findall(text)), RUNS))
    assert not differing(cut, jieba, iter(runs))


@given(
    st.text(st.one_of(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), st.sampled_from(RARE)), max_size=40)
)
@settings(max_examples=300, deadline=None)
def test_any_run_is_cut_alike(cut: Cut, jieba: Any, run: str) -> None:
    assert cut(run) == list(jieba.cut_for_search(run))


def test_the_probe_is_what_jieba_says(jieba: Any) -> None:
    assert "/".join(jieba.cut_for_search(segmenter._PROBE)) == segmenter._PROBED


def test_an_accelerator_that_cuts_otherwise_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    rjieba = pytest.importorskip("rjieba", reason="rjieba is not installed on this machine")
    monkeypatch.setattr(rjieba, "cut_for_search", lambda run: [run])
    assert segmenter._accelerated() is None


def test_without_the_accelerator_jiebas_dictionary_does(monkeypatch: pytest.MonkeyPatch, sample_data: Any) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)  # as if it were not installed
    cutter.cache_clear()
    cut = cutter(sample_data.cache)
    cutter.cache_clear()
    assert isinstance(getattr(cut, "__self__", None), Segmenter)
