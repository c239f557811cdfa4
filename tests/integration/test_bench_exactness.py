"""Exact search misses nothing and invents nothing, and the bench that says so would notice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bench import exactness
from bench.exactness_strings import KINDS, LONGEST, strings
from indexer.folding import fold
from indexer.layout import DataDir
from search.archive import Archive

TEXTS = {"a": "青屿市共有“5G”基站 1.7 万个，\n其中农村基站0.3万个。", "b": "关于加快５Ｇ建设的建议"}


@pytest.mark.parametrize("seed", [1, 2])
def test_no_string_of_the_samples_is_missed_or_invented_or_unmarked(sample_data: DataDir, seed: int) -> None:
    _, result = exactness.measure(sample_data, count=300, marked=60, seed=seed)
    assert result.asked.total() == 300
    assert result.asked.keys() == KINDS.keys()
    assert result.hits_marked > 60
    assert result.is_clean, result.failures


def test_a_search_that_drops_a_hit_and_adds_another_is_noticed(
    sample_data: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = exactness._found

    def wrong(archive: Archive, text: str) -> set[str]:
        return {*sorted(honest(archive, text))[1:], "0123456789ab"}

    monkeypatch.setattr(exactness, "_found", wrong)
    _, result = exactness.measure(sample_data, count=14, marked=0, seed=1)
    assert result.misses.total() >= 12
    assert result.false_hits.total() == 14
    assert not result.is_clean


def test_strings_are_of_every_kind_and_the_same_for_a_seed() -> None:
    made = list(strings(TEXTS, 140, seed=7))
    assert made == list(strings(TEXTS, 140, seed=7)) != list(strings(TEXTS, 140, seed=8))
    assert {asked.kind for asked in made} == KINDS.keys()
    for asked in made:
        assert 0 < len(asked.text) <= LONGEST
        assert not set(asked.text) & set('"＂')
        if asked.source:
            assert fold(asked.text) in fold(TEXTS[asked.source])
    assert any("\n" in asked.text for asked in made)


def test_prints_one_json_object_and_ends_well(tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture) -> None:
    for name in ("长者食堂_t20240819.txt", "民政局养老床位2019.txt"):
        shutil.copy(samples / "文本" / name, tmp_path)
    feed = tmp_path / "feed" / "laws.jsonl"
    feed.parent.mkdir()
    text = "为了规范停车秩序，方便群众出行，根据有关法律，结合本市实际，制定本办法。"
    lines = [json.dumps({"title": f"停车办法{n}", "text": f"第{n}条 {text}"}, ensure_ascii=False) for n in range(5)]
    feed.write_text("\n".join(lines), encoding="utf-8")
    paths = [str(tmp_path / "长者食堂_t20240819.txt"), str(feed.parent)]
    with pytest.raises(SystemExit) as ended:
        exactness.main([*paths, "--strings", "21", "--marks", "7", "--first", "3", "--json"])
    assert ended.value.code == 0
    measured = json.loads(capsys.readouterr().out)
    assert (measured["replies"], measured["strings"], measured["misses"], measured["false_hits"]) == (4, 21, 0, 0)
    assert measured["kinds"]["anywhere"] == {"strings": 3, "misses": 0, "false_hits": 0}
    assert measured["failures"] == []


def test_a_path_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        exactness.main([str(tmp_path / "nowhere")])
    assert "nowhere" in str(ended.value.code)
