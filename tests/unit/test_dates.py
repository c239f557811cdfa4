"""Dates that lost their signs, and dates in addresses; a date is never guessed."""

from __future__ import annotations

import pytest

from indexer.fields.dates import date_in_address, repaired_date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2025 915", "2025-09-15"),
        ("202285", "2022-08-05"),
        ("20211026", "2021-10-26"),
        ("20210906", "2021-09-06"),
        ("2023 7 18", "2023-07-18"),
        ("2022 1231", "2022-12-31"),
        (" 2024 6 5 ", "2024-06-05"),
        ("2023 718", "2023-07-18"),
        ("202213", "2022-01-03"),
        ("2023 99", "2023-09-09"),
    ],
)
def test_a_whole_line_of_digits_is_a_date_when_it_can_be_only_one(line: str, date: str) -> None:
    assert repaired_date(line) == date


@pytest.mark.parametrize(
    "line",
    [
        "2021111",
        "2022112",
        "2023",
        "20231345",
        "2022 0",
        "60312345",
        "2023年",
        "邮编2023",
        "20230230",
        "1234567",
        "202306",
        "",
    ],
)
def test_what_could_be_two_days_or_none_is_no_date(line: str) -> None:
    assert repaired_date(line) is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("http://www.qingyu.example/zwgk/202208/t20220822_4065628.html", "2022-08-22"),
        ("http://www.qingyu.example/art/2023/2/15/art_1_2.html", "2023-02-15"),
        ("http://www.qingyu.example/c/2021-09-23/5501.shtml", "2021-09-23"),
        ("http://www.qingyu.example/info/1043/28816.htm", None),
        ("http://www.qingyu.example/zwgk/202213/t20221341_40.html", None),
        ("http://www.qingyu.example/p20220822.html", None),
    ],
)
def test_the_day_in_an_address(url: str, date: str | None) -> None:
    assert date_in_address(url) == date
