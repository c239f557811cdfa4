"""Fields of the end: signature, date, contact, and the asks a reply echoes."""

from __future__ import annotations

import builders
import pytest

from indexer.document import Pair
from indexer.fields import agency, cites, contact, tail
from indexer.fields.zones import Zones
from indexer.folding import plain

BODY = [
    "尊敬的林晓岚代表：",
    "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
    "全市现有义务教育学校186所，2022年9月1日起课后服务实现全覆盖。",
]


def letter(*end: str, **more: object) -> Zones:
    return builders.zones("\n".join([*BODY, *end]), **more)


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["青屿市教育局", "2023年7月18日"], "2023-07-18"),
        (["青屿市教育局 2023年7月18日"], "2023-07-18"),
        (["青屿市教育局", "2023年 7月 18日"], "2023-07-18"),
        (["青屿市教育局", "二〇二三年七月十八日"], "2023-07-18"),
        (["青屿市教育局", "二○二三年七月十八日"], "2023-07-18"),
        (["2023年7月18日", "（联系人：王思远，联系电话：60312345）"], "2023-07-18"),
        (["青屿市教育局", "2023年7月18日", "青屿市教育局办公室 2023年7月20日印发"], "2023-07-18"),
    ],
)
def test_the_date_under_the_signature(lines: list[str], date: str) -> None:
    found = tail.signed_date(letter(*lines))
    assert found is not None
    assert found.value == date


def test_a_date_in_a_sentence_is_no_signature() -> None:
    assert tail.signed_date(letter("该政策自2023年7月18日起施行，有效期三年。")) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["青屿市教育局", "2023年7月18日"],
        ["2023年7月18日", "青屿市教育局"],
        ["青屿市教育局 2023年7月18日"],
        ["青屿市教育局（盖章）", "2023年7月18日"],
        ["青屿市教育局", "2023年7月18日", "（联系人：王思远，联系电话：60312345）"],
    ],
)
def test_the_agency_that_signs(lines: list[str]) -> None:
    zones = letter(*lines)
    found = agency.signature(zones, tail.signed_date(zones))
    assert [fact.value for fact in found] == ["青屿市教育局"]


def test_no_signature_no_agency() -> None:
    assert agency.signature(letter("感谢您对我市教育工作的关心和支持。"), None) == []


@pytest.mark.parametrize(
    ("line", "name", "phone"),
    [
        ("（联系人：王思远，联系电话：60312345）", "王思远", "60312345"),
        ("(联系人:王思远 联系电话:60312345)", "王思远", "60312345"),
        ("联系人及电话：王思远 60312345", "王思远", "60312345"),
        ("经办人：王思远；电话：0999-60312345", "王思远", "0999-60312345"),
        ("承办人：王思远 手机：13900000000", "王思远", "13900000000"),
        ("联系人：王思远", "王思远", None),
        ("联系电话：６０３１２３４５", None, "60312345"),
    ],
)
def test_the_contact(line: str, name: str | None, phone: str | None) -> None:
    found_name, found_phone = contact.contact(letter("青屿市教育局", "2023年7月18日", line))
    assert (found_name.value if found_name else None) == name
    assert (found_phone.value if found_phone else None) == phone


@pytest.mark.parametrize(
    "line",
    ["电话：60310000 传真：60310001", "举报电话：12345678", "技术支持：60319999", "联系热线：12345678", "邮编：310000"],
)
def test_a_telephone_number_of_the_site_is_no_contact(line: str) -> None:
    assert contact.contact(letter("青屿市教育局", "2023年7月18日", line)) == (None, None)


def test_a_telephone_number_alone_in_the_metadata_is_the_sites() -> None:
    assert contact.contact(letter(pairs=(Pair("联系电话", "60310000"),))) == (None, None)


def test_a_contact_in_the_metadata() -> None:
    pairs = (Pair("联系人", "王思远"), Pair("联系电话", "60312345"))
    name, phone = contact.contact(letter(pairs=pairs))
    assert name is not None
    assert phone is not None
    assert (name.value, phone.value, name.source) == ("王思远", "60312345", "page")


def test_the_asks_a_reply_answers_one_by_one() -> None:
    zones = letter(
        "（一）关于“加强经费保障”的建议的答复。经费已列入预算。",
        "（二）关于“丰富服务内容”建议的答复。课程已开设42门。",
        "2023年7月18日",
    )
    found = cites.asks(zones)
    assert found is not None
    assert found.value == ("加强经费保障", "丰富服务内容")


@pytest.mark.parametrize("line", ["感谢您对教育工作的关心和支持。", "最后，衷心感谢您的建议。", "再次感谢您的关注！"])
def test_closing_thanks_are_known(line: str) -> None:
    assert tail.is_closing(plain(line))
