"""The whole way, from a file to a group: letters altered as crawls alter them, among letters that are not."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from bench import duplicates

NOT_PROMISED = {"正文 5% 的字不同"}  # below four fifths nothing is joined


@cache
def measured() -> dict[str, Any]:
    from contextlib import redirect_stdout
    from io import StringIO

    with redirect_stdout(StringIO()) as out:
        duplicates.main(["--replies", "60", "--each", "3", "--json"])
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.parametrize("way", [label for label, *_ in duplicates.WAYS if label not in NOT_PROMISED])
def test_every_altered_letter_is_judged_right(way: str) -> None:
    judged = measured()["ways"][way]
    assert judged["of"] >= 1
    assert judged["right"] == judged["of"], judged


def test_no_letter_is_joined_with_a_strange_one() -> None:
    assert measured()["false_joins"] == 0


def test_every_corrected_figure_is_shown() -> None:
    shown, corrected = measured()["corrections_shown"].split("/")
    assert shown == corrected != "0"


def test_the_table_names_every_way() -> None:
    table = duplicates._table(measured())
    assert all(f"| {label} |" in table for label, *_ in duplicates.WAYS)
