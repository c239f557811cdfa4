"""The bench that compares query times with another checkout asks both the same and says how much longer it takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import beside


def test_a_checkout_beside_itself_is_asked_every_kind_of_question(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside.main([str(root), "--size", "8", "--questions", "1", "--rounds", "1", "--json"])
    measured = json.loads(capsys.readouterr().out)
    assert {"common_word", "phrase", "pasted_paragraph", "typed"} <= measured.keys()
    for found in measured.values():
        assert found["before"]["p50"] > 0
        assert found["now"]["p95"] >= found["now"]["p50"] > 0
        assert found["ratio_p95"] == pytest.approx(found["now"]["p95"] / found["before"]["p95"], abs=0.01)


def test_what_is_pasted_does_not_count_as_typed() -> None:
    kinds = {
        "phrase": {"before": [1.0, 1.0], "now": [2.0, 2.0]},
        "pasted_sentence": {"before": [1.0], "now": [90.0]},
    }
    figures = beside._figures(kinds)
    assert (figures["typed"]["ratio_p95"], figures["pasted_sentence"]["ratio_p95"]) == (2.0, 90.0)
    assert beside._table(figures).splitlines()[-1] == "| typed | 1.0 / 1.0 | 2.0 / 2.0 | 2.0 |"


def test_the_first_round_only_warms_up_and_checkouts_take_turns() -> None:
    asked: list[str] = []

    class Slow:
        def __init__(self, name: str) -> None:
            self.name = name

        def ask(self, question: object) -> float:
            asked.append(self.name)
            return float(len(asked))

    times = beside._in_turns({"before": Slow("before"), "now": Slow("now")}, [{"text": "a"}], 2)  # type: ignore[dict-item]
    assert asked == ["before", "now"] * 3
    assert times == {"before": [3.0, 5.0], "now": [4.0, 6.0]}
