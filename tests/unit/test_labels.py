"""Metadata of a page in every shape that sites give it becomes pairs; sentences never do."""

from __future__ import annotations

import pytest

from indexer.document import Pair
from indexer.extractors.labels import found_in, label_of, pairs_of

INDEX, AGENCY, DATE = Pair("索引号", "QY-1"), Pair("发布机构", "青屿市教育局"), Pair("发布日期", "2023-07-20")


@pytest.mark.parametrize(
    "line",
    [
        "索引号：QY-1 发布机构：青屿市教育局 发布日期：2023-07-20",
        "索 引 号\tQY-1\t发布机构\t青屿市教育局\t发布日期\t2023-07-20",
        "索 引 号：\tQY-1\t发布机构：\t青屿市教育局\t发布日期：\t2023-07-20",
        "索引号：QY-1\t发布机构：青屿市教育局\t发布日期：2023-07-20",
        "| 索引号：QY-1 | 发布机构：青屿市教育局 | 发布日期：2023-07-20 |",
        "【索引号】QY-1 【发布机构】青屿市教育局 【发布日期】2023-07-20",
        "[ 索引号 ] QY-1 [ 发布机构 ] 青屿市教育局 [ 发布日期 ] 2023-07-20",
        "• 索引号: QY-1 • 发布机构: 青屿市教育局 • 发布日期: 2023-07-20",
        "索引號：QY-1 發布機構：青屿市教育局 發布日期：2023-07-20",
    ],
)
def test_one_line_of_pairs(line: str) -> None:
    assert pairs_of(line) == [INDEX, AGENCY, DATE]


@pytest.mark.parametrize(
    "lines",
    [
        ["[ 索引号 ]", "QY-1", "[ 发布机构 ]", "青屿市教育局", "[ 发布日期 ]", "2023-07-20"],
        ["索 引 号：", "QY-1", "发布机构：", "青屿市教育局", "发布日期：", "2023-07-20"],
        ["索引号\t发布机构\t发布日期", "QY-1\t青屿市教育局\t2023-07-20"],
        ["索引号：QY-1", "公开时限：长期公开", "发布机构：青屿市教育局", "发布日期：2023-07-20"],
    ],
)
def test_pairs_over_several_lines(lines: list[str]) -> None:
    pairs, used = found_in(lines)
    assert [pair for pair in pairs if pair.label != "公开时限"] == [INDEX, AGENCY, DATE]
    assert used == set(range(len(lines)))


def test_a_label_without_a_value_takes_no_strange_line_for_one() -> None:
    assert found_in(["主题词：", "扫一扫在手机打开当前页"])[0] == []
    assert found_in(["[ 成文日期 ]", "[ 发布日期 ] 2023-07-20"])[0] == [DATE]


@pytest.mark.parametrize("value", ["无", "-", "——", ""])
def test_an_empty_value_says_nothing(value: str) -> None:
    assert found_in([f"文号：{value} 索引号：QY-1"])[0] == [INDEX]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2023-07-20", "2023-07-20"),
        ("2023-07-20 09:30 青屿市教育局", "2023-07-20"),
        ("青屿市人民政府网2023/7/20 09:30:00", "2023/7/20"),
        ("2023-07-20 作者：办公室 (点击数: )", "2023-07-20"),
    ],
)
def test_a_bare_date_under_the_title_is_the_pages(line: str, date: str) -> None:
    assert Pair("发布时间", date) in found_in([line])[0]


@pytest.mark.parametrize(
    "line",
    [
        "我们的工作来源：群众的期盼",
        "根据2023-07-20的会议纪要，我局会同有关部门研究，提出如下意见。",
        "青教建〔2023〕12号",
        "联系电话：60312345",
        "一、时间安排",
        "关于2023-2025年规划的建议的答复",
    ],
)
def test_text_is_no_metadata(line: str) -> None:
    assert found_in([line]) == ([], set())


@pytest.mark.parametrize("line", ["签发人：周明远", "办理结果：A", "公开属性：主动公开", "编号：第127号"])
def test_what_stands_in_the_document_itself_stays_there(line: str) -> None:
    assert found_in([line])[1] == set()


@pytest.mark.parametrize(
    ("cell", "label"), [("索 引 号：", "索引号"), ("[ 发文字号 ]", "发文字号"), ("稿件来源", "来源"), ("青屿市", None)]
)
def test_synonyms_have_one_name(cell: str, label: str | None) -> None:
    assert label_of(cell) == label


@pytest.mark.parametrize(
    "lines",
    [
        ["市领导调研海滨区 2024-06-15", "青屿市部署防汛工作 2024-07-19", "端午节放假安排 2024-07-22"],
        ["2024-06-15 市领导调研海滨区", "2024-07-19 青屿市部署防汛工作"],
        ["2024-01-08 星期四"],
        ["2024/1/8（星期一）"],
        ["截止日期 2024-01-08"],
    ],
)
def test_lists_of_other_documents_and_todays_date_say_nothing(lines: list[str]) -> None:
    assert found_in(lines)[0] == []


def test_a_link_with_a_date_is_no_date_of_the_page() -> None:
    assert found_in(["市领导调研海滨区 2024-06-15"], {"市领导调研海滨区 2024-06-15"})[0] == []
    assert found_in(["市领导调研海滨区", "2024-06-15"], {"市领导调研海滨区"})[0] == []


def test_the_date_below_a_list_is_the_pages_and_the_nearest_is_the_first() -> None:
    lines = ["市领导调研 2024-06-15", "部署防汛工作 2024-07-19", "关于第127号建议的答复", "2023-07-20 青屿市教育局"]
    assert found_in(lines)[0] == [Pair("发布时间", "2023-07-20")]
    apart = ["青屿市部署防汛工作 2024-07-19", "关于第127号建议的答复", "2023-07-20 青屿市教育局"]
    assert found_in(apart)[0][0] == Pair("发布时间", "2023-07-20")
    assert (
        found_in(["2023-07-21 青屿市教育局", "关于第127号建议的答复", "发布时间：2023-07-20"])[0][0].value
        == "2023-07-20"
    )


def test_the_same_date_twice_is_no_list() -> None:
    assert found_in(["2023-07-20 09:30 青屿市教育局", "2023-07-20"])[0] == [Pair("发布时间", "2023-07-20")] * 2


def test_a_label_without_a_colon_names_its_date() -> None:
    lines = [
        "成文日期 2020-09-10",
        "公开日期 2020-09-15",
        "失效日期 2028-12-31",
        "更新日期2025-08-30",
        "制发日期 2020-09-10",
    ]
    labels = ["成文日期", "发布日期", "失效日期", "更新日期", "成文日期"]
    assert [pair.label for pair in found_in(lines)[0]] == labels
    assert found_in(lines)[1] == set(range(5))


TITLE = "关于市十七届人大二次会议第127号建议的答复"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["发布机构：\t市教育局", "主题词：", "课后服务专题"], ""),  # the cell beside is empty
        (["主题词：", TITLE], ""),
        (["关键词：", "青屿市教育局答复第127号建议"], "青屿市教育局答复第127号建议_青屿市"),
    ],
)
def test_what_stands_below_is_no_value_where_it_is_the_title_or_the_cell_is_empty(lines: list[str], title: str) -> None:
    assert [pair for pair in found_in(lines, (), title)[0] if pair.label in ("主题词", "关键词")] == []


def test_a_label_of_the_title_takes_the_title_below() -> None:
    assert found_in(["[ 公文名称 ]", TITLE])[0] == [Pair("公文名称", TITLE)]


def test_several_labels_without_colons_on_one_line() -> None:
    found = found_in(["更新日期 2025-01-01 发布日期 2023-07-20 来源：青屿市教育局"])[0]
    assert found == [Pair("更新日期", "2025-01-01"), Pair("发布日期", "2023-07-20"), Pair("来源", "青屿市教育局")]


def test_a_dated_line_above_the_title_is_of_another_document() -> None:
    assert found_in(["市领导调研海滨区 2024-06-15", TITLE], (), TITLE)[0] == []
    assert found_in(["2023-07-20 青屿市教育局", TITLE], (), TITLE)[0] == [Pair("发布时间", "2023-07-20")]
