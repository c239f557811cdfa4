"""A result list as a table: what is in a row, and that no spreadsheet makes anything else of it."""

from __future__ import annotations

import csv
import io

import builders
import openpyxl
import pytest

from search.results import Hit, Snippet
from search.spreadsheet import to_xlsx
from search.tables import COLUMNS, Row, rows, to_csv

REPLY = builders.reply(
    "a1b2",
    "关于充电桩的答复\n一、建设情况\n全市建成充电桩1.2万个，其中小区充电桩8000个。",
    headings=["一、建设情况"],
    agency="青屿市交通运输局",
    doc_number="青交建〔2023〕5号",
    year=2023,
    source_url="http://jtj.qingyu.example/1.html",
)


def hit(*snippets: Snippet, **facts: str) -> Hit:
    return Hit("a1b2", "/1.html", "关于充电桩的答复", (), 1.0, snippets, True, tuple(facts.items()), 2)


def row(**cells: str) -> Row:
    return {column.name: cells.get(column.name, "") for column in COLUMNS}


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def sheet(*made: Row, notes: tuple[str, ...] = ()):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(made, notes))).active


def test_the_paragraph_is_the_one_with_most_of_the_words_and_whole() -> None:
    title = Snippet("关于充电桩的答复", ((2, 5),), (), 1, 0)
    body = Snippet("小区充电桩8000个。", ((0, 2), (2, 5)), ("一、建设情况",), 3, 27, (True, False))
    (made,) = rows([hit(title, body, signed_date="2023-05-06")], {"a1b2": REPLY}.get)
    assert made["paragraph"] == "全市建成充电桩1.2万个，其中小区充电桩8000个。"
    assert made["path"] == "一、建设情况"
    assert made["source_line"].startswith("——青屿市交通运输局《关于充电桩的答复》（青交建〔2023〕5号，2023年）")
    assert made["source_url"] == "http://jtj.qingyu.example/1.html"
    assert made["date"] == "2023-05-06"
    assert list(made) == [column.name for column in COLUMNS]


def test_without_the_reply_a_row_says_where_its_paragraph_was_cut() -> None:
    (made,) = rows([hit(Snippet("小区充电桩", ((2, 5),), (), 3, 27, (True, True)))])
    assert made["paragraph"] == "……小区充电桩……"
    assert made["source_line"] == ""


def test_a_hit_without_paragraphs_is_a_row() -> None:
    assert rows([hit()])[0]["title"] == "关于充电桩的答复"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("for_excel", [True, False])
def test_no_cell_of_a_csv_is_a_formula(begin: str, for_excel: bool) -> None:
    text = f"{begin}HYPERLINK(“甲”)"
    made = cells(to_csv([row(paragraph=text)], for_excel=for_excel, notes=(text,)))
    assert f"'{text}".replace("\r", "\n") in made[1]
    assert not for_excel or made[2] == [f"'{text}".replace("\r", "\n")]


@pytest.mark.parametrize("text", ["0127", "123456789012", "12e4567", "12E4", "3-1", "2024/5", "1-2-3"])
def test_excel_makes_no_other_number_of_a_cell(text: str) -> None:
    assert f"'{text}" in cells(to_csv([row(proposal_number=text)], for_excel=True))[1]
    assert text in cells(to_csv([row(proposal_number=text)]))[1]


def test_a_date_stays_a_date() -> None:
    assert "2023-05-06" in cells(to_csv([row(date="2023-05-06")], for_excel=True))[1]


def test_a_csv_for_excel_has_chinese_labels_and_windows_lines() -> None:
    text = to_csv([row(title="一行\n两行")], for_excel=True, notes=("只列出前 1 篇",))
    assert text.startswith("标题,承办单位,")
    assert text.count("\r\n") == 3
    assert cells(text)[-1] == ["只列出前 1 篇"]
    assert to_csv([row()]).startswith("title,agency,")


@pytest.mark.parametrize("text", ["=1+1", "0127", "2024-5", "#N/A", "1e5", "TRUE", "青交建〔2023〕5号"])
def test_a_cell_of_a_workbook_stays_text(text: str) -> None:
    cell = sheet(row(title=text, doc_number=text)).cell(2, 3)
    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")


def test_a_workbook_has_a_fixed_header_links_and_notes() -> None:
    made = sheet(row(source_url="http://jtj.qingyu.example/1.html", year="2023"), notes=("只列出前 1 篇",))
    assert made.freeze_panes == "A2"
    assert [cell.value for cell in made[1]] == [column.label for column in COLUMNS]
    linked = [cell.hyperlink.target for cell in made[2] if cell.hyperlink]
    assert linked == ["http://jtj.qingyu.example/1.html"]
    assert made.cell(2, 5).value == 2023
    assert made.cell(3, 1).value == "只列出前 1 篇"
    assert made.column_dimensions["L"].width == 80


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "\\\\host\\x", "http://x/" + "a" * 3000]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert not any(cell.hyperlink for cell in sheet(row(source_url=address))[2])


def test_what_a_workbook_cannot_hold_is_left_out_or_cut() -> None:
    assert sheet(row(title="甲\x00\x0b\ufffe乙")).cell(2, 1).value == "甲乙"
    (made,) = rows([hit(Snippet("字" * 40_000, (), (), 0, 0))])
    assert len(str(sheet(made).cell(2, 12).value)) < 32_767
    assert made["paragraph"].endswith("……")
