"""Other forms of a word count only where they stand alone, for every engine."""

from __future__ import annotations

import builders
import pytest

from search.boundaries import Whole
from search.query import Exact, Similar

TEXTS = {
    "alone": "全市建成泊位10000个。",
    "longer": "全市建成泊位110000个。",
    "decimal": "全市建成泊位10000.5平方米。",
    "both": "全市建成泊位110000个，其中路内10000个。",
    "numeral": "全市建成泊位一万个，不是十一万个。",
}


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        (Exact("无", also=(Whole("10000"),)), {"alone", "both"}),
        (Exact("无", also=(Whole("一万"),)), {"numeral"}),
        (Exact("10000", also=(Whole("一万"),)), {"alone", "longer", "decimal", "both", "numeral"}),
        (Exact("10000", also=(Whole("10000"),)), {"alone", "longer", "decimal", "both"}),
        (Similar("无", also=(Whole("10000"),)), {"alone", "both"}),
    ],
)
def test_a_whole_form_is_not_found_inside_something_longer(index, clause, found: set[str]) -> None:
    index.write(*(builders.reply(name, text) for name, text in TEXTS.items()))
    assert index.ids(clause) == found
