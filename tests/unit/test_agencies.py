"""Agencies: short names, other names, successions; from the shipped table and the user's."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest

from indexer.agencies import Agencies, shipped
from indexer.errors import InputError
from indexer.parser import parse

HEADER = "关系,名称,对应名称,地区,起始年,出处\n"


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("青屿市发改委", "青屿市发展和改革委员会"),
        ("青屿市发展改革委", "青屿市发展和改革委员会"),
        ("市工信局", "市工业和信息化局"),
        ("人社局", "人力资源和社会保障局"),
        ("海滨区卫健局", "海滨区卫生健康局"),
        ("国家发展改革委", "国家发展和改革委员会"),
        ("临湾新区管委会", "临湾新区管理委员会"),
        ("青屿市教育局", "青屿市教育局"),
        ("青屿市发展和改革委员会", "青屿市发展和改革委员会"),
        ("青屿市文旅局", "青屿市文旅局"),  # of several names which one is not sure
        ("青屿市人民政府办公室", "青屿市人民政府办公室"),
        ("市人民政府办", "市人民政府办"),
    ],
)
def test_only_sure_short_names_are_written_out(written: str, full: str) -> None:
    assert shipped().full_name(written) == full


def test_all_names_of_an_agency_at_one_time() -> None:
    assert set(shipped().names("市发改委")) == {"市发改委", "市发展和改革委员会", "市发展改革委"}
    assert shipped().names("市教育局") == ("市教育局",)
    assert "市文化和旅游局" in shipped().names("市文旅局")
    assert "市文化广电和旅游局" not in shipped().names("市文化和旅游局")


def test_the_beginning_of_a_short_name_leads_to_the_full_one() -> None:
    assert "卫生健康委员会" in shipped().begun("卫健")
    assert shipped().begun("卫") == ()
    assert shipped().begun("教育局") == ()


def today(known: Agencies, name: str) -> str | None:
    """The last of those that followed an agency."""
    line = known.succession(name)
    return line[-1][0] if line else None


def test_reorganisations_that_were_the_same_everywhere_are_known() -> None:
    assert today(shipped(), "市环境保护局") == "市生态环境局"
    assert today(shipped(), "市工商行政管理局") == today(shipped(), "市质量技术监督局") == "市市场监督管理局"
    assert today(shipped(), "市教育局") is None


def test_a_succession_of_one_place_holds_there_only(tmp_path: Path) -> None:
    table = tmp_path / "机构.csv"
    table.write_text(HEADER + "沿革,大数据发展管理局,数据局,青屿市,2024,\n", encoding="utf-8")
    known = Agencies.load(table)
    assert today(known, "青屿市大数据发展管理局") == "青屿市数据局"
    assert today(known, "江州市大数据发展管理局") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_users_table_adds_to_the_shipped_one(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "机构.csv"
    table.write_text(
        HEADER + "简称,文旅局,文化广电和旅游局,,,\n简称,港航局,港口航运管理局,青屿市,,\n", encoding=encoding
    )
    known = Agencies.load(table)
    assert known.full_name("青屿市文旅局") == "青屿市文化广电和旅游局"
    assert known.full_name("青屿市港航局") == "青屿市港口航运管理局"
    assert known.full_name("江州市港航局") == "江州市港航局"
    assert known.full_name("市发改委") == "市发展和改革委员会"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("名称,简称\n甲,乙\n", "缺少列"),
        (HEADER + "同名,甲局,乙局,,,\n", "第 2 行"),
        (HEADER + "简称,甲局,,,,\n", "第 2 行"),
        (HEADER + "沿革,甲局,乙局,,去年,\n", "第 2 行"),
        (HEADER + "沿革,甲局,乙局,,²,\n", "第 2 行"),
        (HEADER + f"沿革,甲局,乙局,,{'9' * 5000},\n", "第 2 行"),
        ("关系\r名称,对应名称\n", "另存为 CSV"),
        (HEADER + "简称,甲\r局,乙局,,,\n", "另存为 CSV"),
        (HEADER + f"简称,{'甲' * 200_000},乙局,,,\n", "另存为 CSV"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, text: str, words: str) -> None:
    table = tmp_path / "机构.csv"
    table.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(InputError, match=words):
        Agencies.load(table)
    with pytest.raises(InputError, match="打不开"):
        Agencies.load(tmp_path / "没有.csv")


def test_the_agency_of_a_reply_is_written_out_and_raw_stays() -> None:
    text = builders.LETTER.replace("青屿市教育局\n2023", "青屿市发改委\n2023")
    fact = parse(builders.page(text), "/试").facts["agency"]
    assert (fact.value, fact.raw) == ("青屿市发展和改革委员会", "青屿市发改委")
    assert fact.span is not None


def test_the_parser_takes_the_users_table(tmp_path: Path) -> None:
    table = tmp_path / "机构.csv"
    table.write_text(HEADER + "简称,教育局,教育和体育局,青屿市,,\n", encoding="utf-8")
    assert parse(builders.page(builders.LETTER), "/试", Agencies.load(table)).get("agency") == "青屿市教育和体育局"


SUCCESSIONS = HEADER + (
    "沿革,望潮管理局,潮务局,青屿市,2019,青屿市机构改革方案\n沿革,潮务局,海洋局,青屿市,2023,青屿市机构改革方案\n"
    "沿革,甲局,乙局,,2019,某方案\n沿革,乙局,甲局,,2020,某方案\n"
    "沿革,岔路局,左局,,2019,某方案\n沿革,岔路局,右局,,2019,某方案\n沿革,岔路局,中局,青屿市,2019,某方案\n"
)


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("青屿市望潮管理局", "青屿市海洋局"),
        ("青屿市潮务局", "青屿市海洋局"),
        ("青屿市海洋局", None),
        ("江州市望潮管理局", None),
        ("甲局", None),  # the table runs in a circle
        ("江州市岔路局", None),  # which of two, nobody knows
        ("青屿市岔路局", "青屿市中局"),  # there it is known
    ],
)
def test_the_agency_that_has_the_work_today(tmp_path: Path, name: str, now: str | None) -> None:
    (tmp_path / "a.csv").write_text(SUCCESSIONS, encoding="utf-8")
    assert today(Agencies.load(tmp_path / "a.csv"), name) == now


@pytest.mark.parametrize(("signed", "now"), [("2018年5月9日", "青屿市海洋局"), ("2021年5月9日", None)])
def test_a_reply_says_who_answers_today(tmp_path: Path, signed: str, now: str | None) -> None:
    """Who still signs after the year of the table was not reorganised."""
    (tmp_path / "a.csv").write_text(SUCCESSIONS, encoding="utf-8")
    table = Agencies.load(tmp_path / "a.csv")
    lines = ["李知行委员：", "您提出的《关于望潮堤的提案》收悉，现答复如下：", "已办结。", "青屿市望潮管理局", signed]
    found = parse(builders.page("\n".join(lines)), "/a.txt", table)
    assert found.get("agency") == "青屿市望潮管理局"
    assert found.get("agency_now") == now
    if now:
        assert found.facts["agency_now"].source == "derived"
        assert "青屿市机构改革方案（2019）" in found.facts["agency_now"].raw
