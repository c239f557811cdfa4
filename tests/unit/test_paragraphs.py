"""Characters and paragraphs: stray blanks go, lines broken by PDF pages become whole again."""

from __future__ import annotations

import builders
import pytest

from indexer.extractors.characters import clean, close_gaps
from indexer.extractors.paragraphs import is_page_number, rejoin

LONG = "近年来，我市大力推进新型基础设施建设，积极争取国家和省试点示范，截至2024年6月底全市累"


def test_a_word_broken_by_a_page_is_whole_again() -> None:
    assert "全市累计达到4万个" in "".join(builders.page(f"{LONG}\n\n计达到 4 万个，居全省第二位。").lines)


def test_a_page_number_between_the_halves_goes() -> None:
    lines = builders.page(f"{LONG}\n\n— 2 —\n\n计达到4万个，居全省第二位。").lines
    assert lines == (f"{LONG}计达到4万个，居全省第二位。",)


def test_a_form_feed_between_the_halves_goes() -> None:
    assert builders.page(f"{LONG}\f计达到4万个。").lines == (f"{LONG}计达到4万个。",)


@pytest.mark.parametrize(
    "line", ["— 2 —", "- 2 -", "2 / 9", "Page 2 of 9", "-12-", "第 1 页 共 9 页", "第3页", "– 4 –", "第1页/共9页"]
)
def test_page_numbers_are_known(line: str) -> None:
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["2024", "12", "2023年7月18日", "第1号", "3.5%", "一、", "5G", "第二页说明"])
def test_numbers_that_are_text_are_kept(line: str) -> None:
    assert not is_page_number(line)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("累计达到 4 万个", "累计达到4万个"),
        ("建成 5G 基站", "建成5G基站"),
        ("同比增长 71.6% ，居全省前列", "同比增长71.6%，居全省前列"),
        ("  两端的空白  ", "两端的空白"),
        ("联系人:李某 联系电话:60312345", "联系人:李某 联系电话:60312345"),
        ("SaCa EchoTrust", "SaCa EchoTrust"),
        ("林晓岚 周广平 委员", "林晓岚 周广平 委员"),
    ],
)
def test_blanks_beside_digits_go_and_those_between_names_stay(written: str, shown: str) -> None:
    assert close_gaps(written) == shown


def test_blanks_between_characters_go_in_running_text() -> None:
    line = "我局认真研究了您提出的建议，会同有关部门到各区县进行 了专题调研，逐条提出了落实措施。"
    assert close_gaps(line) == line.replace(" ", "")


def test_line_ends_and_invisible_characters_are_made_plain() -> None:
    assert clean("甲\r\n乙\r丙\u2028丁\u200b戊\ufeff\x00己\u3000\u3000庚") == "甲\n乙\n丙\n丁戊己 庚"


def test_radicals_of_pdf_fonts_are_characters_again() -> None:
    assert clean("⼯业和信息⽹络") == "工业和信息网络"


def test_lone_surrogates_never_reach_the_store() -> None:
    clean("甲\ud800乙").encode("utf-8")


@pytest.mark.parametrize(
    "following",
    [
        "二、下一步工作打算",
        "（二）丰富服务内容",
        "2.加强经费保障",
        "尊敬的林晓岚代表：",
        "附件：任务分工表",
        "抄送：市人大常委会代表工委",
        "（联系人：王思远，联系电话：60312345）",
        "感谢您对我市教育工作的关心",
        "2023年7月18日",
        "二〇二三年七月十八日",
        "林晓岚代表：",
    ],
)
def test_what_begins_anew_is_never_joined(following: str) -> None:
    assert rejoin([LONG, following]) == [LONG, following]


@pytest.mark.parametrize("line", ["一、基本情况", "（一）加强经费保障", "关于加强课后服务的答复", "尊敬的林晓岚代表："])
def test_headings_titles_and_salutations_do_not_swallow_the_next_line(line: str) -> None:
    assert rejoin([line, "全市现有义务教育学校186所。"]) == [line, "全市现有义务教育学校186所。"]


def test_finished_sentences_stay_apart() -> None:
    lines = [
        "全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人，覆盖率居全省前列。",
        "下一步将加大投入。",
    ]
    assert rejoin(lines) == lines


def test_a_caption_in_the_gap_of_a_sentence_moves_behind_it() -> None:
    caption = "青屿港集团打造智能化集装箱码头。"
    assert rejoin([LONG, caption, "计达到4万个，居全省第二位。"]) == [f"{LONG}计达到4万个，居全省第二位。", caption]


def test_over_several_pages_one_paragraph_comes_out() -> None:
    parts = [LONG, "计达到4万个，实现重点场所深度覆盖，并在港口、园区、医院和学校等地形成示范应", "用，居全省第二位。"]
    assert rejoin(parts) == ["".join(parts)]


def test_no_character_is_lost_by_rejoining() -> None:
    lines = builders.LETTER.split("\n")
    assert sorted("".join(rejoin(lines))) == sorted("".join(lines))
