"""Analysis: grams that find, words that rank; the same for the text and for the query."""

from __future__ import annotations

import builders
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyzer import Analyzer, fold, grams, pairs


def test_grams_are_all_characters_and_all_neighbours() -> None:
    assert grams("课后课后") == {"课": 2, "后": 2, "课后": 2, "后课": 1}
    assert grams("") == {}


def test_pairs_of_a_string_in_order_and_once() -> None:
    assert pairs("课后课后") == ["课后", "后课"]
    assert pairs("课") == ["课"]
    assert pairs("") == []


@given(st.text(alphabet="青屿市5g。", max_size=40), st.data())
def test_every_piece_of_a_text_has_its_pairs_among_the_grams(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    piece = folded[start : start + data.draw(st.integers(1, 12))]
    assert set(pairs(piece)) <= set(grams(folded))


def test_words_and_the_words_inside_them(analyzer: Analyzer) -> None:
    words = analyzer.words("中国科学院计算技术研究所")
    assert {"科学", "计算", "研究所"} <= set(words)


def test_letters_and_digits_stay_together_and_come_apart(analyzer: Analyzer) -> None:
    words = analyzer.words("建成５Ｇ基站1.7万个，NB-IoT终端TOP100，占71.6%")
    assert {"5g", "5", "g", "1.7", "nb-iot", "nb", "iot", "top100", "71.6%"} <= set(words)


def test_function_words_do_not_rank(analyzer: Analyzer) -> None:
    assert not {"的", "了", "和"} & set(analyzer.words("学校的和老师的课后服务了"))


def test_both_scripts_give_the_same_words(analyzer: Analyzer) -> None:
    text = "沿着数字经济发展的道路，认真答复代表建议。"
    assert analyzer.words(builders.traditional(text)) == analyzer.words(text)


def test_no_stray_file_in_a_folder_users_share(analyzer: Analyzer, sample_data) -> None:
    assert analyzer.knows("教育局")  # by jieba's own dictionary
    assert any(sample_data.cache.iterdir())
