"""Charset: what a page is written in, whatever it says of itself, and how that was decided."""

from __future__ import annotations

import codecs

import pytest

from indexer.charset import decode
from indexer.errors import DocumentError

TEXT = "青屿市教育局关于加强中小学课后服务的建议的答复，全市现有义务教育学校186所，已实现全覆盖。" * 4
HARD = "二〇二四年——朱镕先生、李㛃同志"  # 〇, — and 镕 are not in GB2312, 㛃 takes four bytes


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides(bom: bytes, encoding: str) -> None:
    decoded = decode(bom + TEXT.encode(encoding), declared="big5")
    assert decoded.text.lstrip("\ufeff") == TEXT
    assert decoded.charset.decided_by == "bom"
    assert not decoded.charset.damaged


def test_strict_utf8_comes_before_a_wrong_declaration() -> None:
    body = f'<meta charset="gb2312"><p>{TEXT}</p>'.encode()
    assert TEXT in decode(body).text
    assert decode(body).charset.decided_by == "utf-8"


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "x-gbk", "GB_2312-80"])
@pytest.mark.parametrize(
    "meta", ['<meta charset="{}">', "<meta http-equiv=Content-Type content='text/html; charset={}'>"]
)
def test_pages_declared_as_gb2312_may_hold_all_of_gb18030(label: str, meta: str) -> None:
    body = (meta.format(label) + HARD + TEXT).encode("gb18030")
    decoded = decode(body)
    assert HARD + TEXT in decoded.text
    assert decoded.charset.decided_by == "declared"
    assert not decoded.charset.damaged


def test_a_declaration_late_in_the_head_is_seen() -> None:
    body = ("<head>" + "<!-- 0 -->" * 300 + '<meta charset="gbk">' + HARD).encode("gb18030")
    assert decode(body).text.endswith(HARD)
    assert decode(body).charset.decided_by == "declared"


def test_a_declaration_from_outside_counts() -> None:
    assert decode(HARD.encode("gb18030"), declared="GB2312").text == HARD


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_undeclared_gbk_is_detected(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.charset.decided_by in ("detected", "fallback")


def test_undeclared_gb18030_with_four_byte_characters_is_detected() -> None:
    assert decode((TEXT + HARD).encode("gb18030")).text == TEXT + HARD


def test_undeclared_big5_is_detected() -> None:
    text = "青嶼市政府關於非物質文化遺產保護的答覆，全市現有傳承人四百餘名，老字號企業三十六家。" * 4
    assert decode(text.encode("big5")).text == text


def test_declared_big5_is_read_with_its_extensions() -> None:
    text = "啫喱邨青嶼市"
    assert decode(b"<meta charset=big5>" + text.encode("big5hkscs")).text.endswith(text)


@pytest.mark.parametrize("label", ["klingon", "base64", "rot13", "zip"])
def test_an_unknown_or_silly_declaration_is_not_fatal(label: str) -> None:
    body = f"<meta charset={label}>".encode() + TEXT.encode("gb18030")
    assert TEXT in decode(body).text


def test_one_bad_byte_does_not_spoil_a_page() -> None:
    body = b"<meta charset=gb2312>" + TEXT.encode("gb18030") + b"\xff" + TEXT.encode("gb18030")
    decoded = decode(body)
    assert TEXT in decoded.text
    assert decoded.charset.damaged == 1


@pytest.mark.parametrize(
    "body",
    [
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR\x00\x01" * 80,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500,
        b"\x00" * 1000,
    ],
    ids=["all-bytes", "png", "doc", "zeros"],
)
def test_binary_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(DocumentError, match="文本"):
        decode(body)


def test_nothing_is_text_too() -> None:
    assert decode(b"").text == ""
