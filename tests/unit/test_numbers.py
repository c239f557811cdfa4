"""Numbers in forms: dates, document numbers, sessions, proposal numbers, however they are written."""

from __future__ import annotations

import pytest

from indexer.fields.dates import find_date
from indexer.fields.numbers import (
    DOC_NUMBER,
    Session,
    canonical_doc_number,
    canonical_proposal_number,
    numeral,
    session_of,
)
from indexer.folding import plain


@pytest.mark.parametrize(
    ("text", "value"),
    [("七", 7), ("十", 10), ("十七", 17), ("二十", 20), ("二十一", 21), ("三十", 30), ("17", 17), ("三十一", 31)],
)
def test_numerals(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize("text", ["甲", "", "十甲"])
def test_what_is_no_numeral(text: str) -> None:
    assert numeral(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023年7月18日", "2023-07-18"),
        ("2023 年 7 月 18 日", "2023-07-18"),
        ("２０２３年７月１８日", "2023-07-18"),
        ("2023-07-18", "2023-07-18"),
        ("2023/7/18 09:30", "2023-07-18"),
        ("2023.07.18", "2023-07-18"),
        ("二〇二三年七月十八日", "2023-07-18"),
        ("二○二一年六月三日", "2021-06-03"),
        ("二○○九年十月十六日", "2009-10-16"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("二O二二年十月二十日", "2022-10-20"),
        ("一九九八年三月十日", "1998-03-10"),
        ("发布于2023年7月18日 来源：市教育局", "2023-07-18"),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert find_date(plain(text)) == date


@pytest.mark.parametrize(
    "text", ["2023年", "2023年13月1日", "2023年7月32日", "二〇二三年七月四十日", "1.7万个", "", "2023年7月"]
)
def test_what_is_no_date(text: str) -> None:
    assert find_date(plain(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "青教建〔2023〕12号",
        "青教建【2023】12号",
        "青教建[2023]12号",
        "青教建﹝2023﹞12号",
        "青教建（2023）12号",
        "青教建(2023)12号",
        "青教建［2023］12号",
        "青教建{2023}12号",
        "青教建〔2023〕第12号",
        "青教建〔2023〕0012号",
        "青教建〔2023〕第012号",
        "青教建 〔2023〕 12 号",
        "青教建〔２０２３〕１２号",
    ],
)
def test_one_document_number_in_every_bracket(text: str) -> None:
    match = DOC_NUMBER.search(plain(text))
    assert match is not None
    assert canonical_doc_number(match) == "青教建〔2023〕12号"


def test_a_code_with_its_role_in_brackets() -> None:
    match = DOC_NUMBER.search("青渔提(主办)(2023)7号")
    assert match is not None
    assert match["n"] == "7"


@pytest.mark.parametrize("text", ["第0127号", "2023年12号", "〔2023〕12号", "青教建〔23〕12号", "青教建〔2023〕号"])
def test_what_is_no_document_number(text: str) -> None:
    assert DOC_NUMBER.match(plain(text)) is None


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("市十七届人大三次会议", Session("人大", 17, 3)),
        ("青屿市第十七届人民代表大会第三次会议", Session("人大", 17, 3)),
        ("市第17届人大第3次会议", Session("人大", 17, 3)),
        ("省十四届人大二次会议", Session("人大", 14, 2)),
        ("十三届全国人大一次会议", Session("人大", 13, 1)),
        ("市政协十三届四次会议", Session("政协", 13, 4)),
        ("市政协第十三届委员会第四次会议", Session("政协", 13, 4)),
        ("政协青屿市第十三届委员会第四次会议", Session("政协", 13, 4)),
        ("政协第十四届全国委员会第二次会议", Session("政协", 14, 2)),
        ("政协青屿市七届四次会议", Session("政协", 7, 4)),
        ("市政協十三屆四次會議", Session("政协", 13, 4)),
        ("人大17届3次", Session("人大", 17, 3)),
        ("十七届三次", Session(None, 17, 3)),
        ("政协十三届", Session("政协", 13, None)),
        ("十七届", Session(None, 17, None)),
    ],
)
def test_sessions_in_long_and_short_forms(text: str, session: Session) -> None:
    assert session_of(plain(text)) == session


@pytest.mark.parametrize("text", ["市政府常务会议", "", "全体会议"])
def test_what_is_no_session(text: str) -> None:
    assert session_of(text) is None


def test_the_key_of_a_session_reads_back_as_the_same_session() -> None:
    """Indexed keys are compared with what is typed."""
    for session in (Session("人大", 17, 3), Session("政协", 13, 4)):
        assert session_of(session.key) == session


@pytest.mark.parametrize(
    ("text", "number"),
    [("0344", "344"), ("第 0344 号", "344"), ("20250688", "20250688"), ("0", "0"), ("A012", "a012"), ("344", "344")],
)
def test_proposal_numbers_lose_zeros_and_words(text: str, number: str) -> None:
    assert canonical_proposal_number(text) == number
