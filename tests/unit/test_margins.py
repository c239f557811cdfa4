"""Lines broken at a page's right margin are paragraphs again; titles, headings and signatures are left alone."""

from __future__ import annotations

import builders
import pytest

from indexer.extractors.margins import columns, right_margin, unwrapped

TITLE = "关于加强中小学课后服务的建议（第0127号）的答复"
LETTER = [
    "尊敬的林晓岚代表：",
    "您在市十七届人大二次会议上提出的《关于加强中小学课后服务的建议》收悉，我局会同市财政局、市人力资源和社会保障局进行了认真研究，现答复如下：",
    "一、基本情况",
    "全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人。近年来，我市持续加大投入，累计安排专项资金3.2亿元，新建、改扩建学校47所，"
    "新增学位5.6万个，并在港口、园区、医院和社区周边布局了一批公办幼儿园，有效缓解了入园难、入学难的问题。",
    "（一）加强经费保障",
    "推动将课后服务经费纳入财政预算，按生均标准予以补助，对农村学校、小规模学校适当倾斜；建立健全激励机制，将教师参与课后服务的表现作为职称评聘、表彰奖励的重要参考。",
    "二、下一步工作",
    "到2025年底，新增普惠托位1,850个，每千人口拥有托位数达到4.6个，同时引导学校开设科技、体育、艺术等课程，鼓励高校学生、志愿者和有资质的社会机构参与课后服务工作。",
    "感谢您对我市教育工作的关心和支持。",
    "青屿市教育局",
    "2023年7月18日",
    "（联系人：王思远，联系电话：60312345）",
]


def wrapped(paragraphs: list[str], width: int, indent: str = "") -> str:
    """The paragraphs as a page of `width` Han characters breaks them."""
    lines = []
    for paragraph in paragraphs:
        rest = indent + paragraph
        while rest:
            end = max(n for n in range(1, len(rest) + 1) if columns(rest[:n]) <= 2 * width)
            lines.append(rest[:end])
            rest = rest[end:]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [24, 28, 32, 36, 40])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_paragraphs_of_a_printed_page_are_whole_again(width: int, indent: str) -> None:
    assert list(builders.page(wrapped([TITLE, *LETTER], width, indent)).lines) == [TITLE, *LETTER]


def test_page_numbers_between_the_lines_go_and_the_sentence_goes_on() -> None:
    lines = wrapped(LETTER, 28, "　　").split("\n")
    for number, place in enumerate(range(6, len(lines), 7), start=1):
        lines.insert(place, f"\n— {number} —\n")
    assert list(builders.page("\n".join(lines)).lines) == LETTER


def test_paragraphs_that_are_whole_already_stay_as_they_are() -> None:
    assert right_margin(LETTER) is None
    assert unwrapped(LETTER) == LETTER


def test_a_list_of_names_has_no_margin() -> None:
    names = [
        "青屿市教育局",
        "青屿市财政局",
        "青屿市交通运输局",
        "青屿市卫生健康委员会",
        "青屿市数据局",
        "青屿市公安局",
        "青屿市体育局",
    ]
    assert unwrapped(names) == names


def test_rows_of_a_table_are_never_joined() -> None:
    rows = [
        f"{name}\t{number}所\t{number * 31}人"
        for number, name in enumerate(["海滨区", "望潮区", "临澜区", "云泽县"] * 3, 1)
    ]
    assert list(builders.page("\n".join([*LETTER, *rows])).lines)[-len(rows) :] == rows


@pytest.mark.parametrize("below", ["青屿市教育局", "青屿市教育局 青屿市财政局", "（此页无正文）", "王思远"])
def test_a_signature_is_never_joined_to_an_unfinished_sentence(below: str) -> None:
    last = "我们将继续加大工作力度，会同有关部门逐项抓好落实，欢迎您继续关心支持青屿教育事业的改革与发展"
    lines = builders.page("\n".join([*LETTER[:4], last, below, "2023年7月18日"])).lines
    assert lines[-3:-1] == (last, below)


def test_han_characters_are_two_columns_wide() -> None:
    assert columns("青屿 2023，ab　") == 4 + 1 + 4 + 2 + 2
