"""The source line of a quotation."""

from __future__ import annotations

import builders
import pytest

from indexer.reply import Reply
from search.export import source_line, to_data

WHOLE = "——青屿市教育局《关于加强中小学课后服务的建议（第0127号）的答复》（青教建〔2023〕12号，2023年）"


def number_of(reply: Reply, text: str) -> int:
    return next(n for n, p in enumerate(reply.paragraphs, 1) if text in reply.text[p.start : p.end])


@pytest.fixture(scope="module")
def letter() -> Reply:
    return builders.parsed(builders.LETTER)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("收悉", ""),
        ("一、基本情况", "第一部分"),
        ("参与学生达到", "第一部分"),
        ("二、下一步工作", "第二部分"),
        ("财政预算", "第二部分"),
        ("2023年7月18日", ""),
    ],
)
def test_a_source_line_names_the_part_that_a_paragraph_stands_in(letter, text: str, part: str) -> None:
    assert source_line(letter, number_of(letter, text)) == WHOLE + part
    assert source_line(letter) == WHOLE


@pytest.mark.parametrize(
    ("leave", "parted"),
    [
        ("感谢九三学社青屿市委对教育工作的关心和支持。\n青屿市教育局", False),
        ("以上答复，如有不妥，请予指正。\n青屿市教育局\n（此件公开发布）", False),
        ("综上所述，我局将把您的建议落实到工作中。\n青屿市教育局", False),
        ("下一步，我局将继续完善课后服务。\n青屿市教育局", True),
        ("（一）增加经费", True),
    ],
)
def test_what_takes_leave_of_a_reader_is_in_no_part(leave: str, parted: bool) -> None:
    before, *_ = builders.LETTER.partition("感谢")
    reply = builders.parsed(f"{before.rstrip()}\n{leave}\n2023年7月18日\n")
    first, *rest = leave.split("\n")
    assert source_line(reply, number_of(reply, "财政预算")).endswith("第二部分")
    assert source_line(reply, number_of(reply, first)).endswith("第二部分") == parted
    for line in rest:
        number = next(n for n, p in reversed([*enumerate(reply.paragraphs, 1)]) if line in reply.text[p.start : p.end])
        assert source_line(reply, number).endswith("）")


@pytest.mark.parametrize(
    ("first", "second"),
    [("一、", "三、"), ("二、", "三、"), ("一、", "一、"), ("1.", "2."), ("（一）", "（二）"), ("", "")],
)
def test_parts_that_are_not_numbered_in_order_are_not_named(first: str, second: str) -> None:
    text = builders.LETTER.replace("一、基本情况", f"{first}基本情况").replace("二、下一步", f"{second}下一步")
    reply = builders.parsed(text)
    assert source_line(reply, number_of(reply, "参与学生达到")) == WHOLE


def test_a_part_whose_heading_runs_into_its_text_is_named() -> None:
    run_in = "一、全市现有义务教育学校186所，课后服务实现全覆盖" + "，各校按照统一部署逐步扩大服务范围" * 5 + "。"
    reply = builders.parsed(builders.LETTER.replace("一、基本情况", run_in))
    assert source_line(reply, number_of(reply, "统一部署")) == f"{WHOLE}第一部分"


def test_numbers_beyond_ten_are_written_out() -> None:
    numerals = [*"一二三四五六七八九十", "十一", "十二"]
    text = "\n".join(f"{numeral}、事项{numeral}\n内容{numeral}落实。" for numeral in numerals)
    reply = builders.parsed(builders.LETTER.replace("一、基本情况", text).replace("二、下一步工作", ""))
    assert source_line(reply, number_of(reply, "内容十二")).endswith("）第十二部分")


def test_every_paragraph_in_json_has_its_source(letter) -> None:
    told = to_data(letter)["paragraphs"]
    assert [one["source"] for one in told] == [source_line(letter, number) for number in range(1, len(told) + 1)]
