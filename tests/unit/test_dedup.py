"""What of a text counts for its copies: keys, sketches, and the lines a copy has of its own."""

from __future__ import annotations

import hashlib

import builders
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dedup import differing_lines, mint_id, near_key, other_figures, sketch, text_key
from indexer.dedup.comparing import containment, grams_of
from indexer.dedup.keys import readings
from indexer.dedup.sketching import SKETCH_SIZE, grams, read_sketch

TEXT = "青屿市现有公共充电桩9,800根，其中快充桩4,860根，占49.6%；服务半径0.9公里。"
words = st.text("青屿市教育局答复建议中小学课后服务经费万元增长0123456789.%，。、", min_size=1, max_size=400)

EDUCATION = hashlib.sha1("青屿市教育局5g".encode()).hexdigest()

# Keys


def test_ids_stay_what_they_have_always_been() -> None:
    assert text_key("青嶼市 教育局\n５Ｇ") == text_key("青屿市教育局5G") == EDUCATION
    assert mint_id("青屿市教育局5G") == EDUCATION[:12]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("建(jian)议(yì)", "建议"),
        ("現（xiàn）答復（fù）", "现答复"),
        ("教(zhuāng)育", "教育"),
        ("用zhōnɡ(中)", "用zhōnɡ中"),
        ("中（zhōnɡ）心", "中心"),
        ("数据(app)", "数据app"),
        ("增加值(GDP)", "增加值gdp"),
        ("版式(ofd)文件", "版式ofd文件"),
        ("人工智能（AI）", "人工智能ai"),
        ("妇(fu\u0300)女(nü\u030c)", "妇女"),  # tones as characters of their own
    ],
)
def test_readings_after_characters_do_not_count_abbreviations_do(written: str, key: str) -> None:
    assert near_key(written) == key


def test_readings_are_counted() -> None:
    assert readings("建(jian)议(yì)和(app)") == 2


@given(words)
def test_layout_width_and_script_do_not_count(text: str) -> None:
    assert near_key(builders.full_width(text)) == near_key(text)
    assert near_key("\n".join(text)) == near_key(text)
    assert near_key(builders.traditional(text)) == near_key(text)


# Sketches


def _hash_in_plain_python(gram: str) -> int:
    value = 0
    for char in gram.ljust(8, "\0"):
        value = (value * 0x9E3779B97F4A7C15 + ord(char)) % 2**64
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = ((value ^ (value >> 33)) * factor) % 2**64
    return value ^ (value >> 33)


@given(words)
def test_a_sketch_is_the_smallest_hashes_of_all_8_grams_on_any_machine(text: str) -> None:
    key = near_key(text)
    every = {_hash_in_plain_python(key[at : at + 8]) for at in range(max(1, len(key) - 7))} if key else set()
    assert grams(key).tolist() == sorted(every)
    smallest = sorted({value >> 32 for value in every})[:SKETCH_SIZE]
    assert sketch(text) == b"".join(value.to_bytes(4, "little") for value in smallest)


def test_a_text_without_letters_has_an_empty_sketch() -> None:
    assert sketch("") == sketch("……！\n") == b""


def test_a_sketch_reads_back() -> None:
    hashes = read_sketch(sketch(TEXT))
    assert hashes.dtype == np.uint32
    assert hashes.astype("<u4").tobytes() == sketch(TEXT)


def test_characters_beyond_the_basic_plane_are_characters() -> None:
    assert near_key("𠮷林") == "𠮷林"
    assert sketch("𠮷林路改造工程项目") != sketch("吉林路改造工程项目")


# Containment


def test_containment_is_the_share_of_the_shorter_text() -> None:
    long, half = TEXT * 1 + "今年将再建三百根，明年全部建成投用并接受监督。", TEXT
    assert containment(grams_of(half), grams_of(long)) == containment(grams_of(long), grams_of(half)) == 1.0
    assert containment(grams_of(TEXT), grams_of("另一段毫不相干的文字，讲的是水库除险加固。")) == 0.0
    assert containment(grams_of(""), grams_of(TEXT)) == 0.0


# Lines that only a copy has


def test_layout_makes_no_line_of_its_own() -> None:
    canonical = "一、基本情况\n全市现有学校186所，学生21.4万人。\n二、下一步"
    copy = "一、基本情况\n全市现有学校 186\n所，学生２１.４万人。\n\n二、 下(xià)一步(bù)\n"
    assert differing_lines(canonical, copy) == ()
    assert differing_lines(copy, canonical) == ()


@pytest.mark.parametrize(
    ("canonical", "copy"),
    [
        ("共有186所", "86"),  # a cell of a table
        ("共有186所", "18"),
        ("增长21.4万", "增长214万"),
        ("增长21.4%", "增长21.4"),
        ("增长21.4%", "21"),
        ("完成10-20个", "完成1020个"),
        ("完成10-20个", "完成10个"),
        ("车桩比12:1", "车桩比121"),
        ("使用智能（AI）系统", "使用智能（OA）系统"),
        ("增加值(GDP)", "增加值(CPI)"),
    ],
)
def test_no_other_figure_or_name_is_taken_for_the_same(canonical: str, copy: str) -> None:
    assert differing_lines(canonical, copy) == (copy,)


def test_commas_in_a_figure_are_another_way_of_writing_and_no_other_figure() -> None:
    assert differing_lines("补助1,250万元", "补助1250万元") == ("补助1250万元",)  # an exact search tells them apart
    assert other_figures("补助1,250万元", "补助1250万元") == ()


SIGNS = [
    ("增速为3.2%", "增速为-3.2%"), ("年龄≥60岁", "年龄≤60岁"), ("☑主动公开 □不予公开", "□主动公开 ☑不予公开"),
    ("推进互联网+政务", "推进互联网政务"), ("补助50元", "补助50￥"), ("教育、财政部门", "教育，财政部门"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SIGNS)
def test_a_sign_makes_another_text_and_is_shown(one: str, other: str) -> None:
    assert text_key(one) != text_key(other)
    assert differing_lines(f"{one}\n其余相同", f"{other}\n其余相同") == (other,)
    assert differing_lines(f"{other}\n其余相同", f"{one}\n其余相同") == (one,)


@pytest.mark.parametrize(("one", "other"), SIGNS[:2])
def test_a_sign_before_a_figure_makes_another_figure(one: str, other: str) -> None:
    assert other_figures(f"{one}，与上年持平。", f"{other}，与上年持平。")


@given(st.lists(st.integers(0, 99999), min_size=1, max_size=12), st.data())
def test_a_corrected_figure_is_never_hidden(figures: list[int], data: st.DataObject) -> None:
    lines = [f"第{'甲乙丙丁戊己庚辛壬癸子丑'[n]}项安排资金{figure}万元" for n, figure in enumerate(figures)]
    at = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.integers(0, 99999).filter(lambda n: n != figures[at]))
    corrected = [*lines]
    corrected[at] = lines[at].replace(f"金{figures[at]}万", f"金{other}万")
    assert differing_lines("\n".join(lines), "\n".join(corrected)) == (corrected[at],)
    assert other_figures("\n".join(lines), "\n".join(corrected)) == ((lines[at], corrected[at]),)


def test_other_figures_are_told_from_other_words() -> None:
    canonical = "截至4月底，建成充电桩9,800根。全部投用。"
    copy = "网站首页\n截至4月底，建成充电桩9,600根。全部投用。\n相关新闻：建成充电桩"
    assert differing_lines(canonical, copy) == (
        "网站首页",
        "截至4月底，建成充电桩9,600根。全部投用。",
        "相关新闻：建成充电桩",
    )
    assert other_figures(canonical, copy) == (("截至4月底，建成充电桩9,800根。", "截至4月底，建成充电桩9,600根。"),)


@given(words, words)
def test_every_line_of_a_copy_is_in_the_canonical_text_or_named(canonical: str, copy: str) -> None:
    named = differing_lines(canonical, copy)
    for line in copy.splitlines():
        assert line.strip() in named or near_key(line) in near_key(canonical)


@pytest.mark.parametrize(
    ("one", "other"), [("21.4万", "214万"), ("6-30万元", "630万元"), ("增长5%", "增长5"), ("1/3", "13")]
)
def test_texts_that_differ_in_a_figure_are_not_the_same(one: str, other: str) -> None:
    assert text_key(f"全市共{one}人") != text_key(f"全市共{other}人")
    assert text_key(f"全市共{one}人") == text_key(f"全 市共 {builders.full_width(one)}人")
