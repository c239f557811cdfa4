"""Figures: number, unit, range, how exact they are meant, and what is counted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indexer.fields.figures import figures


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "about"),
    [
        ("全市5G基站累计达到4万个", "40000", "40000", "个", ""),
        ("建成5G基站1.7 万个", "17000", "17000", "个", ""),
        ("算力规模超过300P", "300", "300", "p", "超"),
        ("补助标准为6-30万元", "60000", "300000", "元", ""),
        ("补贴比例近40%", "40", "40", "%", "近"),
        ("参与企业200余家", "200", "200", "家", "余"),
        ("带动就业约1.2万人次", "12000", "12000", "人次", "约"),
        ("完成投资1,280.5亿元", "128050000000", "128050000000", "元", ""),
        ("服务老人不少于3000人", "3000", "3000", "人", "至少"),
        ("养老床位８６０张以上", "860", "860", "张", "以上"),
        ("同比增长10％", "10", "10", "%", ""),
        ("办理时间压缩至15～20分钟", "15", "20", "分钟", ""),
    ],
)
def test_a_figure_and_what_it_means(text: str, value: str, high: str, unit: str, about: str) -> None:
    (found,) = figures(text)
    assert (found.value, found.high, found.unit, found.about) == (Decimal(value), Decimal(high), unit, about)
    assert found.indicator
    assert text[found.start : found.end].startswith(tuple("0123456789０１２３４５６７８９"))


@pytest.mark.parametrize(
    "text",
    ["2023年7月18日", "第15位", "青教建〔2023〕12号", "5G网络", "联系电话60312345", "一、基本情况", "十四五期间", ""],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_several_figures_in_one_sentence_in_order() -> None:
    found = figures("新增学位8600个，其中公办园占62.5%，投入4.7亿元。")
    assert [(f.value, f.unit) for f in found] == [(8600, "个"), (Decimal("62.5"), "%"), (470_000_000, "元")]
    assert [f.indicator for f in found] == ["新增学位", "其中公办园占", "投入"]
