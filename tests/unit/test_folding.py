"""Folding: what a clerk would call the same string is the same string, and can be mapped back."""

from __future__ import annotations

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import folding
from indexer.folding import fold, fold_with_offsets, letters, plain, plain_lines, same_character

CHINESE = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("青屿市数據〔2024〕９号“”○〇《 \n　")
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("５Ｇ基站", "5g基站"),
        ("5G", "5g"),
        ("ＡＢＣ", "abc"),
        ("１．７万", "1.7万"),
        ("71.6％", "71.6%"),
        ("㎡", "m2"),
        ("數字經濟", "数字经济"),
        ("答覆", "答复"),
        ("沿著", "沿着"),
        ("瞭解", "了解"),
        ("憑藉", "凭借"),
        ("復甦", "复苏"),
        ("二○二四年", "二〇二四年"),
        ("二◯二四年", "二〇二四年"),
        ("青教建〔2023〕12号", "青教建[2023]12号"),
        ("青教建【2023】12号", "青教建（2023）12号"),
        ("青教建﹝2023﹞12号", "青教建{2023}12号"),
        ("青教建［2023］12号", "青教建(2023)12号"),
        ("NB－IoT", "nb-iot"),
        ("2019—2021", "2019-2021"),
        ("2019–2021", "2019―2021"),
        ("星火·链网", "星火•链网"),
        ("星火・链网", "星火‧链网"),
        ("3~5年", "3～5年"),
        ("累\n\n计达到", "累计达到"),
        ("4 万 个", "4万个"),
        ("4\u00a0万\u3000个", "4万个"),
        ("“十四五”规划", "十四五规划"),
        ("「十四五」规划", '"十四五"规划'),
        ("《青屿市若干政策》", "青屿市若干政策"),
        ("青\u200b屿\ufeff市", "青屿市"),
        ("⼯业", "工业"),
    ],
)
def test_what_a_clerk_calls_the_same_string_folds_to_one(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)
    assert fold(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("A类", "B类"), ("①", "1"), ("m²", "m"), ("8号", "9号"), ("1.7", "17"), ("+", "-"), ("C++", "C"), ("½", "12")],
)
def test_different_strings_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["", " \n\t　", "“”", "《》", "\u200b\ufeff", "\"'"])
def test_blanks_and_quotation_marks_fold_to_nothing(text: str) -> None:
    assert fold(text) == ""


@given(CHINESE, CHINESE)
def test_folding_a_whole_is_folding_its_parts(a: str, b: str) -> None:
    """This is what makes the exact search complete: a substring folds to a substring."""
    assert fold(a + b) == fold(a) + fold(b)


@given(CHINESE)
def test_offsets_are_monotone_lie_in_the_text_and_belong_to_their_characters(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    assert all(char in fold(text[offset]) for char, offset in zip(folded, offsets, strict=True))


@given(CHINESE)
def test_width_never_matters(text: str) -> None:
    assert fold(builders.full_width(text)) == fold(text)


def _is_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def test_every_gb2312_character_is_one_with_its_traditional_form() -> None:
    """GB2312 holds what Simplified Chinese offices write; OpenCC says how Traditional texts write it."""
    table = builders.traditional_table().items()
    apart = {char: other for char, other in table if _is_gb2312(char) and fold(char) != fold(other)}
    apart.pop("渖", None)  # 瀋 is 沈 above all: 瀋陽
    assert not apart


def test_plain_keeps_layout_and_punctuation() -> None:
    assert plain("青屿市　《數字經濟》\n“５Ｇ”") == "青屿市 《数字经济》\n“5g”"


def test_plain_knows_phrases_that_a_character_table_gets_wrong() -> None:
    assert plain("有關提案的答覆") == "有关提案的答复"


@given(st.text(alphabet="青屿市数據库〔2024〕９号“”○〇《》 \n　ABc５％，。：；（）", max_size=60))
def test_plain_keeps_length_for_ordinary_text(text: str) -> None:
    """The parser reads plain text and shows the original at the same offsets."""
    assert len(plain(text)) == len(text)


def test_every_phrase_of_the_other_script_is_seen_wherever_it_stands() -> None:
    pattern, table = folding._phrases()
    assert len(table) > 400
    assert all(pattern.fullmatch(phrase) and folding._may_hold_phrase(f"一{phrase}。") for phrase in table)


@given(st.lists(st.text(st.characters() | st.sampled_from("青屿市數据覆㎡①。\n"), max_size=40), max_size=8))
def test_a_long_text_and_many_lines_read_as_each_of_their_characters(lines: list[str]) -> None:
    text = "青屿市" * 100 + "\n".join(lines)  # so long that it is looked up at once
    assert fold(text) == "".join(map(fold, text))
    assert letters(text) == "".join(char for char in fold(text) if char.isalnum())
    assert plain_lines([*lines, text]) == [plain(line) for line in (*lines, text)]


def test_words_of_both_scripts_give_one_term() -> None:
    assert same_character(plain("答覆")) == same_character(plain("答复"))
    assert same_character(plain("復甦")) == same_character(plain("复苏"))
