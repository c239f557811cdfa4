"""Charset: what a page is written in, whatever it says of itself, and how that was decided."""

from __future__ import annotations

import codecs
import pickle
import random

import pytest
from builders import LETTER, traditional, within
from hypothesis import given, settings
from hypothesis import strategies as st

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
    assert decoded.charset.decided_by == "scored"


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


# Bytes without a label

PHRASES = [line for line in LETTER.split("\n") if len(line) >= 4]
ENCODINGS = ["utf-8", "gbk", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be"]


@st.composite
def chinese(draw: st.DrawFn, encoding: str) -> str:
    """Phrases in any order, cut anywhere, with ten Chinese characters (20 bytes) at least."""
    phrases = [traditional(line) for line in PHRASES] if draw(st.booleans()) or "big5" in encoding else PHRASES
    phrases = [line.encode(encoding, "ignore").decode(encoding) for line in phrases]
    text = "\n".join(draw(st.permutations(phrases)))
    start = draw(st.integers(0, len(text) - 1))
    length = draw(st.integers(10, 400))
    rest = text[start:] + text[:start]
    while sum("\u4e00" <= char <= "\u9fff" for char in rest[:length]) < 10:
        length += 1
    return rest[:length]


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_chinese_text_of_twenty_bytes_is_read_right(encoding: str, data: st.DataObject) -> None:
    text = data.draw(chinese(encoding))
    assert decode(text.encode(encoding)).text == text


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000), st.sampled_from([None, "gbk", "utf-8", "utf-16", "hz", "klingon", "", "'big5'"]))
def test_any_bytes_are_a_text_or_are_refused(body: bytes, declared: str | None) -> None:
    try:
        decoded = decode(body, declared)
    except DocumentError:
        return
    assert decoded.charset.damaged == decoded.text.count("\ufffd")
    assert pickle.loads(pickle.dumps(decoded)) == decoded == decode(body, declared)


@pytest.mark.parametrize("high", [0x100, 0x80, 0xFF])
@pytest.mark.parametrize("low", [0x00, 0x20, 0x81])
def test_no_bytes_take_long(low: int, high: int) -> None:
    rng = random.Random(f"{low}-{high}")
    body = bytes(rng.randrange(low, max(high, low + 2)) % 256 for _ in range(100_000))
    with within(4):  # seconds; one on an idle machine
        try:
            decode(body)
        except DocumentError:
            pass


def test_a_large_damaged_file_takes_no_more_than_its_length() -> None:
    line = TEXT.encode("gb18030") + b"\xff\n"
    with within(10):
        assert decode(line * 10_000).charset.damaged == 10_000


def test_two_byte_sequences_are_no_proof_of_utf8() -> None:
    assert decode("预士师叶平位，他们的建议".encode("gbk")[:12]).text == "预士师叶平位"
    assert decode("Москва, café © 2024".encode()).text == "Москва, café © 2024"


def test_a_lone_sign_on_a_western_page_is_utf8() -> None:
    assert decode("Copyright © 2024 · About".encode()).text == "Copyright © 2024 · About"


@pytest.mark.parametrize("label", ["gb2312", "iso-8859-1", "utf-8", "shift_jis"])
def test_a_wrong_label_does_not_win_and_is_said(label: str) -> None:
    text = traditional(TEXT)
    decoded = decode(f"<meta charset={label}>".encode() + text.encode("big5hkscs", "ignore"))
    assert decoded.text.endswith(text.encode("big5hkscs", "ignore").decode("big5hkscs"))
    assert decoded.charset.note == f"网页自称 {label}，实为 Big5"


def test_a_label_in_a_comment_is_not_the_pages() -> None:
    body = f"<!-- <meta charset=big5> --><meta charset=gbk>{TEXT}".encode("gbk")
    assert (decode(body).charset.decided_by, decode(body).charset.note) == ("declared", "")


def test_nothing_is_noted_where_nothing_is_wrong() -> None:
    assert decode(TEXT.encode(), "utf-8").charset.note == ""
    assert decode(TEXT.encode("gbk"), "gb2312").charset.note == ""


def test_chinese_in_seven_bits() -> None:
    decoded = decode(TEXT.encode("hz"))
    assert (decoded.text, decoded.charset.encoding) == (TEXT, "hz")


def test_iso_2022_cn() -> None:
    word = bytes(byte & 0x7F for byte in "青屿市教育局".encode("gb2312"))
    assert decode(b"\x1b$)A\x0e" + word + b"\x0f: 186").text == "青屿市教育局: 186"


@pytest.mark.parametrize(("text", "encoding"), [("これは日本語のページです。東京都の教育委員会", "cp932")])
def test_other_languages_are_left_to_a_detector(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding) * 3).text == text * 3


def test_a_western_page_of_old_is_read() -> None:
    text = "<p>été à Paris, voilà une page en français tout entière, déjà vue</p>"
    assert decode(text.encode("latin-1")).text == text
    assert decode(text.encode("latin-1"), "iso-8859-1").charset.decided_by == "declared"


# Damage


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_a_lost_byte_costs_its_character_and_no_other(encoding: str) -> None:
    text = traditional(LETTER) if encoding == "big5hkscs" else LETTER
    body = (text.encode(encoding, "ignore").decode(encoding)).encode(encoding)
    right = body.decode(encoding)
    rng = random.Random(encoding)
    for at in rng.sample(range(len(body)), 40):
        read = decode(body[:at] + body[at + 1 :]).text
        kept = len(_common_start(read, right)) + len(_common_start(read[::-1], right[::-1]))
        assert kept >= len(right) - 3, (at, read)


def _common_start(one: str, other: str) -> str:
    return one[: next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))]


def test_a_text_cut_in_mid_character_keeps_the_rest() -> None:
    for encoding in ("utf-8", "gbk"):
        decoded = decode(TEXT.encode(encoding)[:-1])
        assert decoded.text == TEXT[:-1] + "\ufffd"
        assert decoded.charset.note == "有 1 处字符损坏"


def test_nuls_are_taken_out_but_never_from_a_figure() -> None:
    body = TEXT.encode("gbk")
    assert decode(body[:9] + b"\0" + body[9:] + b"\0" * 300).text == TEXT
    assert decode(body[:9] + b"\0" + body[9:]).charset.note == "去掉了 1 个空字节"
    assert "1\ufffd6所" in decode(TEXT.replace("186", "1\x006").encode()).text


@pytest.mark.parametrize("encoding", ["gbk", "big5hkscs"])
def test_a_nul_costs_no_character_but_the_one_it_was_written_over(encoding: str) -> None:
    text = (traditional(LETTER) if encoding == "big5hkscs" else LETTER).encode(encoding, "ignore").decode(encoding)
    body = text.encode(encoding)
    rng = random.Random(encoding)
    for at in rng.sample(range(1, len(body)), 40):
        put_between = decode(body[:at] + b"\0" + body[at:]).text
        assert put_between.replace("\ufffd", "") == text
        written_over = decode(body[:at] + b"\0" + body[at + 1 :]).text
        kept = len(_common_start(written_over, text)) + len(_common_start(written_over[::-1], text[::-1]))
        assert kept >= len(text) - 2, (at, written_over)


def test_a_long_run_of_nuls_takes_no_longer_than_others() -> None:
    half = TEXT.encode("gbk") * 20_000
    with within(10):
        assert decode(half + b"\0" * 100_000 + half).charset.note == "去掉了 100000 个空字节"
        decode(half.decode("gbk").encode() + b"\0" * 100_000 + TEXT.encode())


def test_escapes_that_a_codec_breaks_on_are_read_as_they_are() -> None:
    assert decode(b"\x1b$ \x1b.J\x1bN`").text == "\x1b$ \x1b.J\x1bN`"


def test_damage_is_counted() -> None:
    body = TEXT.encode()
    assert decode(body[:30] + b"\xff" + body[30:]).charset.damaged == 1


# Pages of two encodings


@pytest.mark.parametrize("line_end", ["\n", "</p><p>"])
@pytest.mark.parametrize(("page", "footer"), [("utf-8", "gbk"), ("gbk", "utf-8"), ("big5hkscs", "utf-8")])
def test_a_footer_in_another_encoding_is_read(page: str, footer: str, line_end: str) -> None:
    text = (traditional(LETTER) if page == "big5hkscs" else LETTER).encode(page, "ignore").decode(page)
    head, foot = f"<p>{text}{line_end}".replace("\n", line_end), f"<div>主办单位：青屿市教育局{line_end}版权所有</div>"
    decoded = decode(head.encode(page) + foot.encode(footer))
    assert decoded.text == head + foot
    assert "已逐段还原" in decoded.charset.note


def test_a_mark_before_another_encoding_does_not_spoil_the_page() -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode("gbk")).text == TEXT


# Text encoded twice


@pytest.mark.parametrize(
    ("right", "wrong"), [("utf-8", "latin-1"), ("gb18030", "latin-1"), ("utf-8", "gb18030")], ids=lambda name: name
)
def test_text_encoded_twice_is_restored(right: str, wrong: str) -> None:
    text = "关于加强课后服务的建议的答复，全市现有学校十八家" + ("" if wrong == "gb18030" else "：2019年7月18日")
    scrambled = text.encode(right).decode(wrong)
    decoded = decode(f"<p>{scrambled}</p>\n<p>好</p>".encode())
    assert decoded.text == f"<p>{text}</p>\n<p>好</p>"
    assert decoded.charset.decided_by == "repaired"
    assert "乱码已还原" in decoded.charset.note


def test_windows_punctuation_in_scrambled_text_is_understood() -> None:
    assert decode("å\xb1€é•¿ç\xad”å¤\x8dæ„\x8fè§\x81".encode()).text == "局长答复意见"


def test_what_is_lost_stays_a_gap_and_nothing_is_guessed() -> None:
    scrambled = "关于加强中小学课后服务的建议的答复，全市现有学校。".encode().decode("gb18030", "replace")
    decoded = decode(scrambled.encode())
    assert decoded.text == "关于加强中小学课后服务的建议的答复，全市现有学校\ufffd"
    assert decoded.charset.note == "乱码已还原（UTF-8 曾被当作 GBK）；有 1 处字符损坏"
    question = decode(scrambled.replace("\ufffd", "?").encode())
    assert question.text == scrambled.replace("\ufffd", "?")
    assert "无法完整还原" in question.charset.note


@pytest.mark.parametrize(
    "text", ["5 µm·×÷±“”——…… Ångström, Ærø, façade", "涓涓细流，鏈條，第三産業鐨", "Größe Äpfel Öl für Übung"]
)
def test_right_text_with_strange_letters_is_left_alone(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode()).charset.decided_by == "utf-8"


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        ("名单：羯柰鲅炷溥", "gbk"),
        ("婎崒夽姖檕梜換栍", "gbk"),
        ("联系人:幦A嵂A彔A忓A垗A嵮A慚A刟", "gbk"),
        ("㛃㐆䶮𠮷𣲘𬭎、㛃", "gb18030"),
        ("名：輖A斖A褅A扰A暋", "big5hkscs"),
    ],
)
def test_lists_of_rare_characters_are_left_as_they_are(names: str, encoding: str) -> None:
    line = traditional(TEXT) if encoding == "big5hkscs" else TEXT
    text = f"{line}\n{names}\n{line}".encode(encoding, "ignore").decode(encoding)
    assert names in text
    body = text.encode(encoding)
    assert decode(body).text == text
    at = body.index(names.encode(encoding))
    assert names in decode(body[:at] + b"\xff\n" + body[at:]).text
    assert names in decode(body[: at - 4] + b"\0" + body[at - 4 :]).text
    assert not decode(text.encode(encoding)).charset.damaged
