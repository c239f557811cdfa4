"""Field clauses: which values fit what a clerk typed."""

from __future__ import annotations

import pytest

from indexer.errors import InputError
from indexer.schema import BY_ALIAS, FIELDS
from search.filters import filter_for, fits, years_of
from search.query import Field, Filter, Years


def fit(name: str, typed: str, value: str) -> bool:
    return fits(Field(name, typed))(value)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("agency", "教育局", "青屿市教育局"),
        ("agency", "教育 局", "青屿市教育局"),
        ("agency", "教育局", "青嶼市教育局"),
        ("member", "周广平", "周廣平、沈如意"),
        ("deputy", "林", "林晓岚"),
        ("kind", "提案", "提案"),
        ("kind", "非答复", "非答复"),
        ("result_class", "a", "A"),
        ("result_class", "A类", "A"),
        ("result_class", "Ａ", "A"),
        ("disclosure", "主动公开", "主动公开"),
        ("disclosure", "公开", "同意公开"),
        ("disclosure", "公开", "此件公开发布"),
        ("proposal_number", "0127", "127"),
        ("proposal_number", "第127号", "127"),
        ("proposal_number", "１２７", "127"),
        ("contact_phone", "603", "0999-60312345"),
        ("contact_phone", "0999 6031", "0999-60312345"),
        ("contact_phone", "（0999）60312345", "0999-60312345"),
        ("doc_number", "青教建〔2023〕12号", "青教建〔2023〕12号"),
        ("doc_number", "青教建【2023】第012号", "青教建〔2023〕12号"),
        ("doc_number", "青教建 2023 12", "青教建〔2023〕12号"),
        ("doc_number", "青教建2023", "青教建〔2023〕12号"),
        ("doc_number", "青教建（2023）", "青教建〔2023〕12号"),
        ("doc_number", "青教建", "青教建〔2023〕12号"),
        ("doc_number", "青教", "青教建〔2023〕12号"),
        ("doc_number", "〔2023〕12号", "青教建〔2023〕12号"),
        ("doc_number", "12号", "青教建〔2023〕12号"),
        ("doc_number", "青教建12号", "青教建〔2023〕12号"),
        ("session", "十七届三次", "人大17届3次"),
        ("session", "17届", "人大17届3次"),
        ("session", "市十七届人大三次会议", "人大17届3次"),
        ("session", "人大", "人大17届3次"),
        ("session", "政协十三届", "政协13届4次"),
    ],
)
def test_values_that_fit(name: str, typed: str, value: str) -> None:
    assert fit(name, typed, value)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("agency", "教育局", "青屿市财政局"),
        ("agency", "“”", "青屿市财政局"),
        ("kind", "提", "提案"),
        ("result_class", "A", "B"),
        ("result_class", "类", "A"),
        ("disclosure", "公开", "不予公开"),
        ("disclosure", "公开", "不同意公开"),
        ("disclosure", "公开", "依申请公开"),
        ("disclosure", "公开", "未标明"),
        ("proposal_number", "127", "1127"),
        ("proposal_number", "12", "127"),
        ("contact_phone", "电话", "60312345"),
        ("doc_number", "青教建〔2023〕12号", "青教建〔2023〕2号"),
        ("doc_number", "青教建〔2023〕1号", "青教建〔2023〕12号"),
        ("doc_number", "青教建 2022 12", "青教建〔2023〕12号"),
        ("doc_number", "教提 2023 12", "青教建〔2023〕12号"),
        ("session", "十七届二次", "人大17届3次"),
        ("session", "七届", "人大17届3次"),
        ("session", "政协十七届", "人大17届3次"),
    ],
)
def test_values_that_do_not_fit(name: str, typed: str, value: str) -> None:
    assert not fit(name, typed, value)


def test_the_unknown_can_be_asked_for_and_is_nothing_else() -> None:
    for spec in FIELDS:
        if spec.facet and spec.name != "year":
            assert fit(spec.name, "未标明", "未标明")
            assert not fit(spec.name, "未标明", "青屿市教育局")


def test_a_chosen_facet_value_is_that_value_only() -> None:
    chosen = fits(Field("agency", "青屿市数据局", exact=True))
    assert chosen("青屿市数据局")
    assert not chosen("青屿市数据局海滨分局")


@pytest.mark.parametrize("text", ["", "去年", "202", "20222", "2022..2023..2024", "..", "至", "2022 2023"])
def test_what_is_no_year(text: str) -> None:
    assert years_of(text) is None


def test_filters_go_by_every_name_of_a_field() -> None:
    for alias, spec in BY_ALIAS.items():
        assert filter_for(alias, "2022").name == spec.name


def test_a_year_filter_may_be_a_range() -> None:
    assert filter_for("year", "2019..2022") == Filter("year", Years(2019, 2022))
    assert filter_for("year", "未标明") == Filter("year", Field("year", "未标明", exact=True))


@pytest.mark.parametrize(("name", "value"), [("颜色", "红"), ("year", "去年")])
def test_a_filter_that_makes_no_sense_is_said_so(name: str, value: str) -> None:
    with pytest.raises(InputError):
        filter_for(name, value)
