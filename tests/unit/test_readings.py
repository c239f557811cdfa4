"""Readings that mirrors put behind characters go, where they are readings; abbreviations stay."""

from __future__ import annotations

import pytest

from indexer.document import Charset, Decoded
from indexer.extractors import plain
from indexer.extractors.readings import without_readings


@pytest.mark.parametrize(
    ("written", "shown", "times"),
    [
        ("現(xiàn)答復(fù)如下", "現答復如下", 2),
        ("现（xiàn）答复如下", "现答复如下", 1),
        ("建(jian)议(yi)收(shou)悉", "建议收悉", 3),
        ("市(shi5)民(man4)中(zung1)心(sam1)的(dik1)建(gin3)议", "市民中心的建议", 6),
    ],
)
def test_readings_go(written: str, shown: str, times: int) -> None:
    assert without_readings([written]) == ([shown], times)


@pytest.mark.parametrize(
    "line",
    [
        "提供版式文件(ofd)和客户端(app)下载，支持扫码(app)办理",
        "国内生产总值(gdp)、研发(rd)投入",
        "姓氏(an)一处",
        "建设数据中台(dmp)、知识图谱(kg)和大模型(llm)",
        "（一）加强领导(2)",
    ],
)
def test_abbreviations_stay(line: str) -> None:
    assert without_readings([line]) == ([line], 0)


def test_the_page_says_so() -> None:
    page = plain.extract(Decoded("現(xiàn)就有關(guān)情況答復(fù)如下", Charset("utf-8", "utf-8")))
    assert page.lines == ("現就有關情況答復如下",)
    assert "3 处" in page.notes[0]
