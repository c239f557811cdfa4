"""Which words may be looked for in part, and which mean what they say."""

from __future__ import annotations

import pytest

from search.language import parse
from search.loosening import loosened
from search.query import And, Exact, Similar
from search.widening.figures import is_figure


@pytest.mark.parametrize(
    "figure", ["三百六十五", "百分之三十", "一万五千个", "二〇三五年", "六千个床位", "9万个", "30%"]
)
def test_a_figure_does_not_loosen_however_it_is_written(figure: str) -> None:
    assert loosened(parse(figure)[0]) is None
    assert loosened(parse(f"充电桩 {figure}")[0]) == And((Similar("充电桩"), Exact(figure)))


@pytest.mark.parametrize("word", ["十四五规划", "一网通办", "千万工程", "十五分钟生活圈", "百日行动", "第三十条"])
def test_a_name_with_numerals_in_it_is_no_figure(word: str) -> None:
    assert not is_figure(word)
    assert loosened(parse(word)[0]) == Similar(word)
