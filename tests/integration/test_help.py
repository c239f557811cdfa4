"""A query with no or few hits is helped: with what may have been meant, and with the hits of each word."""

from __future__ import annotations

import json

import pytest
from builders import dafu

from indexer.layout import DataDir
from search.archive import Archive
from search.filters import filter_for
from search.query import Mode
from search.results import ResultPage
from search.suggesting import helping
from search.suggesting.helping import helped
from web.app import create_app


def test_a_misspelt_query_is_told_what_may_have_been_meant(sample_archive: Archive) -> None:
    page = helped(sample_archive, sample_archive.search("充电庄"))
    assert "充电桩" in page.suggestions
    assert sample_archive.count("充电桩") > 0


def test_the_word_to_blame_is_named(sample_archive: Archive) -> None:
    page = helped(sample_archive, sample_archive.search("充电桩 量子纠缠"))
    assert page.partial
    assert dict(page.word_counts) == {"充电桩": sample_archive.count("充电桩"), "量子纠缠": 0}


def test_a_word_found_by_its_other_forms_is_not_doubted(sample_archive: Archive) -> None:
    """No reply has 工信局 itself; as 工业和信息化局 it is in the archive."""
    page = helped(sample_archive, sample_archive.search("工信局 量子纠缠", mode=Mode.STANDARD))
    assert page.suggestions == ()
    assert dict(page.word_counts)["工信局"] == sample_archive.search("工信局", mode=Mode.STANDARD).total > 0
    as_typed = sample_archive.search("工信局 量子纠缠", mode=Mode.STANDARD, plain=("工信局",))
    assert dict(helped(sample_archive, as_typed).word_counts)["工信局"] == sample_archive.count("工信局") == 0


def test_only_forms_that_the_archive_has_are_offered(sample_archive: Archive) -> None:
    found = sample_archive.search("工信局")
    assert offered(found) == ["工业和信息化局", "经信局"]
    assert offered(helped(sample_archive, found)) == ["工业和信息化局"]
    assert sample_archive.count("经信局") == 0
    filters = (filter_for("year", "2018"),)
    within = helped(sample_archive, sample_archive.search("工信局", filters), filters)
    assert (sample_archive.count("工业和信息化局", filters), offered(within)) == (0, [])


def offered(page: ResultPage) -> list[str]:
    return [form.text for one in page.widenable for form in one.forms]


def test_help_holds_within_the_filters(sample_data: DataDir) -> None:
    """No reply of 2018 has 充电桩."""
    asked = json.loads(dafu("search", "--json", "--year", "2018", "充电庄 小区", data=sample_data).stdout)
    assert asked["suggestions"] == []
    assert (asked["word_counts"]["充电庄"], asked["word_counts"]["小区"]) == (0, 1)


def test_a_query_with_hits_enough_gathers_no_vocabulary(
    sample_archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helping, "corrections", lambda *_: pytest.fail("nothing to correct"))
    page = sample_archive.search("建设")
    assert helped(sample_archive, page) is page


@pytest.mark.parametrize("query", ["“充电庄”", "2024", "青数据建〔2031〕99号"])
def test_quotes_figures_and_numbers_are_taken_as_typed(sample_archive: Archive, query: str) -> None:
    assert helped(sample_archive, sample_archive.search(query)).suggestions == ()


def test_command_line_page_and_interface_say_the_same(sample_data: DataDir) -> None:
    said = dafu("search", "充电庄 小区", data=sample_data)
    assert "您要查的是不是：充电桩 小区" in said.stdout
    assert "充电庄 没有" in said.stdout
    asked = json.loads(dafu("search", "--json", "充电庄 小区", data=sample_data).stdout)
    client = create_app(sample_data).test_client()
    answered = client.get("/api/search?q=充电庄 小区").get_json()
    for found in (asked, answered):
        assert found["suggestions"][0] == "充电桩 小区"
        assert found["word_counts"]["充电庄"] == 0
    page = " ".join(client.get("/?q=充电庄 小区").get_data(as_text=True).split())
    assert "您要查的是不是： <a href=" in page
    assert "充电桩 小区</a>" in page
    assert '充电庄</a> <span class="quiet">没有</span>' in page


def test_help_is_for_the_first_page_only(sample_archive: Archive) -> None:
    assert helped(sample_archive, sample_archive.search("充电庄", offset=5)).suggestions == ()


def test_phrases_and_fields_are_told_apart_too_within_the_filters(sample_archive: Archive) -> None:
    chosen = [filter_for("kind", "提案")]
    page = helped(sample_archive, sample_archive.search("“充电桩” 标题:量子纠缠 -港口", chosen), chosen)
    assert dict(page.word_counts) == {"“充电桩”": sample_archive.count("充电桩", chosen), "标题:量子纠缠": 0}
    assert 0 < sample_archive.count("充电桩", chosen) < sample_archive.count("充电桩")


def test_filters_that_leave_nothing_are_told(sample_archive: Archive) -> None:
    none = [filter_for("year", "1999")]
    page = sample_archive.search("充电桩", none)
    assert (page.total, page.unfiltered_total) == (0, sample_archive.search("充电桩").total)
    assert sample_archive.search("量子纠缠", none).unfiltered_total == 0
    assert sample_archive.search("充电桩").unfiltered_total is None
    assert sample_archive.search("充电桩", [filter_for("kind", "提案")]).unfiltered_total is None
    assert sample_archive.search("量子纠缠").unfiltered_total is None
