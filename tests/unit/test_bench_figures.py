"""What the speed bench makes of its measurements: percentiles, exponents, targets, a picture."""

from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from bench import formal, growth
from bench.asking import Ask
from bench.chart import chart
from bench.targets import Target
from bench.timing import Times, in_turns


def test_the_exponent_of_a_power_law_is_found() -> None:
    assert growth.exponent([(10, 3 * 10**1.5), (100, 3 * 100**1.5), (1000, 3 * 1000**1.5)]) == 1.5
    assert growth.exponent([(10, 7), (1000, 7)]) == 0
    assert growth.exponent([(10, 7)]) is None


def test_small_archives_are_left_out_of_a_fit_where_enough_large_ones_are_there() -> None:
    assert list(growth.from_size({"1000": 1, "5000": 2, "20000": 3}, 5000)) == ["5000", "20000"]
    assert list(growth.from_size({"1000": 1, "5000": 2}, 5000)) == ["1000", "5000"]


def test_percentiles_are_of_later_answers_and_first_ones_stand_apart() -> None:
    summary = Times(first=[100.0, 300.0], later=[float(value) for value in range(1, 101)]).summary()
    assert (summary["p50"], summary["p95"], summary["p99"]) == (50, 95, 99)
    assert (summary["first_p50"], summary["first_p95"]) == (100, 300)
    assert Times(first=[5.0]).summary()["p50"] == 5


def test_engines_take_turns_and_one_that_is_out_of_time_is_asked_no_more() -> None:
    asked: list[str] = []
    calls = {name: (lambda _, name=name: asked.append(name)) for name in ("ours", "slow")}
    in_turns(calls, [Ask("一", "一"), Ask("二", "二")], repeats=1, budget=60)
    assert asked == ["ours", "slow"] * 4
    asked.clear()
    times = in_turns(calls, [Ask("一", "一"), Ask("二", "二")], repeats=1, budget=-1)
    assert asked == ["ours"] * 4
    assert not times["slow"].first


@pytest.mark.parametrize(("measured", "at_least", "reached"), [(5, False, True), (6, False, False), (6, True, True)])
def test_a_target_is_at_most_or_at_least(measured: float, at_least: bool, reached: bool) -> None:
    assert Target("", measured, 5, at_least).reached is reached


def test_a_chart_is_svg_with_a_line_for_each_name() -> None:
    lines = {"一<>": [(1000.0, 0.3), (5000.0, 40.0)], "二": [(1000.0, 1.0)]}
    drawn = ElementTree.fromstring(chart({"左": lines, "右": lines}, "篇数"))
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawn.findall(f".//{space}polyline")) == 4
    assert {"一<>", "二", "左", "右", "5,000"} <= {text.text for text in drawn.iter(f"{space}text")}


def test_formal_texts_give_their_paragraphs(tmp_path: Path) -> None:
    long, short = (
        "为了规范本市公共停车场的建设和管理，根据国家有关法律、行政法规的规定，结合本市实际，制定本办法，自公布之日起施行。",
        "第一条",
    )
    (tmp_path / "一.txt").write_text(f"{short}\n{long}一\n", "utf-8")
    with gzip.open(tmp_path / "二.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"text": f"{long}二\n\n{short}"}) + "\n")
    assert formal.paragraphs(tmp_path) == [f"{long}一", f"{long}二"]
    (tmp_path / "空").mkdir()
    with pytest.raises(FileNotFoundError):
        formal.paragraphs(tmp_path / "空")
