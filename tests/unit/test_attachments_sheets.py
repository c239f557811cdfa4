"""Printed pages: pieces → lines by where they stand, lines → paragraphs by the margins, heads and numbers off."""

from __future__ import annotations

import documents
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import Charset
from indexer.extractors.positions import Line, Piece, lines_of
from indexer.extractors.sheets import Sheet, page_of, paragraphs, without_running_lines


def piece(text: str, x: float, y: float = 0.0, size: float = 10.0) -> Piece:
    return Piece(text, x, y, size, size * len(text))


def texts(*pieces: Piece) -> list[str]:
    return [line.text for line in lines_of(pieces)]


def set_lines(*lines: str, size: float = 10.0, left: float = 50.0) -> list[Line]:
    """Lines as a printer sets them: two columns of a text are one size wide, leading blanks indent."""
    found = []
    for line in lines:
        indent = documents.columns(line) - documents.columns(line.lstrip())
        start = left + indent * size / 2
        found.append(Line(line.strip(), start, left + documents.columns(line) * size / 2, size))
    return found


# Pieces → lines


def test_lines_stand_where_their_letters_do() -> None:
    assert lines_of([piece("\u3000\u3000段落", 10), piece(" ", 50), piece("尾", 55)]) == [Line("段落 尾", 30, 65, 10)]


def test_justified_lines_are_not_torn_into_characters() -> None:
    stretched = [piece(char, 14 * place) for place, char in enumerate("均匀拉开的一行字")]
    assert texts(*stretched) == ["均匀拉开的一行字"]
    assert texts(*stretched, piece("另一栏", 140)) == ["均匀拉开的一行字\t另一栏"]


def test_cells_words_and_punctuation() -> None:
    assert texts(piece("2022", 0), piece("186", 60)) == ["2022\t186"]
    assert texts(piece("甲", 0), piece("乙", 15)) == ["甲 乙"]
    assert texts(piece("甲", 0), piece("，", 15)) == ["甲，"]


@given(st.permutations(range(12)))
def test_the_order_of_pieces_in_the_file_does_not_matter(order: list[int]) -> None:
    pieces = [piece(char, 10 * (place % 4), 20 * (place // 4)) for place, char in enumerate("一二三四五六七八九十甲乙")]
    assert texts(*(pieces[place] for place in order)) == ["一二三四", "五六七八", "九十甲乙"]


# Lines → paragraphs


def test_full_lines_go_on_and_indented_ones_begin() -> None:
    lines = documents.wrapped(documents.LETTER)
    assert paragraphs(set_lines(*lines)) == list(documents.LETTER)


def test_lines_that_begin_like_headings_go_on_where_indents_tell_paragraphs() -> None:
    lines = set_lines(
        "　　我局高度重视，主要做了以下几方面工作：",
        "　　一是加强组织领导，成立专班；",
        "二是加大资金投入力度，安排经费；三是强化",
        "　　我们将继续努力。",
        "　　第二段也写到右边界，然后折行继续写下",
        "去，直到结束。",
    )
    assert paragraphs(lines)[-2:] == ["我们将继续努力。", "第二段也写到右边界，然后折行继续写下去，直到结束。"]


def test_without_indents_a_full_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    lines = set_lines(
        "第一段写满整整一行就结束。", "第二段从左边界开始写起，", "接着写到第二行末尾为止啊", "还没有完。"
    )
    assert paragraphs(lines) == [
        "第一段写满整整一行就结束。",
        "第二段从左边界开始写起，接着写到第二行末尾为止啊还没有完。",
    ]


def test_rows_of_tables_are_never_joined() -> None:
    lines = set_lines("2021\t180\t一千一百万元整", "2022\t186\t一千二百万元整", "2023\t190\t一千三百万元整")
    assert paragraphs(lines) == [line.text for line in lines]


def test_figures_become_one_only_where_the_line_is_full_for_sure() -> None:
    full, short = Line("共有学校一百所，学生1", 0, 200, 10), Line("共有学校一百所，学生1", 0, 180, 10)
    margin = [Line("写到右边界的一行文字", 0, 200, 10), Line("写到右边界的一行文字", 0, 200, 10)]
    assert paragraphs([*margin, Line("缩进的一行写到右边界", 20, 200, 10), full, Line("86人。", 0, 30, 10)])[
        -1
    ].endswith("学生186人。")
    assert (
        paragraphs([*margin, Line("缩进的一行写到右边界", 20, 200, 10), short, Line("86人。", 0, 30, 10)])[-1]
        == "86人。"
    )


def test_titles_in_bigger_type_are_not_run_into_the_text() -> None:
    title = Line("关于市政协第0219号提案的答复", 50, 310, 16)
    lines = [title, *set_lines(*documents.wrapped(documents.LETTER[3:]))]
    assert paragraphs(lines) == [documents.LETTER[2], *documents.LETTER[3:]]


def test_no_lines_are_no_paragraphs() -> None:
    assert paragraphs([]) == []
    assert page_of([Sheet(())], Charset("pdf", "document")).lines == ()


@given(st.lists(st.builds(Line, st.text(max_size=9), *[st.floats(0, 600)] * 2, st.floats(1, 40)), max_size=30))
def test_nothing_is_lost_whatever_stands_where(lines: list[Line]) -> None:
    assert "".join("".join(paragraphs(lines)).split()) == "".join("".join(line.text for line in lines).split())


# Heads and numbers


def sheet(*lines: str, size: float = 10.0) -> list[Line]:
    return [Line(line, 50, 300, size) for line in lines]


def test_lines_are_running_only_when_most_pages_have_them_at_their_edge() -> None:
    pages = [
        sheet("甲", "一", "乙", "丙", "丁"),
        sheet("甲", "二", "甲", "四", "1"),
        sheet("甲", "五", "六", "七", "3"),
    ]
    kept, running = without_running_lines(pages)
    assert ["".join(line.text for line in page) for page in kept] == ["甲一乙丙丁", "二甲四1", "五六七"]
    assert running == ["甲", "甲", "3"]


def test_what_a_browser_prints_around_a_page_goes_on_every_page() -> None:
    small = sheet("2024/6/18 10:30", size=6)
    pages = [[*small, *sheet("一", "二", "三", "四")], [*small, *sheet("五", "六", "七", "八")]]
    kept, running = without_running_lines(pages)
    assert [len(page) for page in kept] == [4, 4]
    assert running == ["2024/6/18 10:30"] * 2


@pytest.mark.parametrize("number", ["— 1 —", "-1-", "第 1 页 共 2 页"])
def test_page_numbers_go_and_figures_stay(number: str) -> None:
    kept, running = without_running_lines([sheet("正文", "186", number), sheet("尾页", "2")])
    assert [[line.text for line in page] for page in kept] == [["正文", "186"], ["尾页"]]
    assert running == ["2"]
