"""The office's dictionary: how it is read, changed and kept; and its words as added tokens."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import lexicon, office_files
from indexer.analyzer import Analyzer
from indexer.errors import InputError
from indexer.lexicon import Lexicon, Term, edited, of_office, parse
from indexer.office_words import OfficeWords

FILE = """# 本局常用词
一网通办 政策 政务服务一网通办

青屿港，机构
5G基站\t其他
!加快推进
"""


def test_a_line_is_a_word_its_kind_and_a_note() -> None:
    found = parse(FILE)
    assert found.entries == (
        Term("一网通办", "政策", "政务服务一网通办"), Term("青屿港", "机构"), Term("5G基站", "其他"),
    )  # fmt: skip
    assert found.terms() == ("一网通办", "青屿港", "5G基站")
    assert found.rejected == ("加快推进",)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("税", "太短"),
        ("青" * 31, "太长"),
        ("青屿。", "标点"),
        ("!", "太短"),
        ("“”", "太短"),
        ("一网通办\n一網通辦", "第 2 行“一網通辦”前面已经有了"),
    ],
)
def test_a_line_that_is_not_understood_is_named_and_the_others_are_used(line: str, said: str) -> None:
    found = parse(f"{line}\n青屿港")
    assert len(found.problems) == 1
    assert said in found.problems[0]
    assert "青屿港" in found.terms()


def test_a_dictionary_written_for_another_program_is_read_with_what_it_says() -> None:
    assert parse("青屿港 5 ns").entries == (Term("青屿港", "其他", "5 ns"),)


def test_many_bad_lines_make_few_problems() -> None:
    problems = parse("税\n" * 500).problems
    assert len(problems) == 21
    assert "480" in problems[-1]


def test_more_words_than_the_limit_are_said_not_to_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "MAX_WORDS", 2)
    found = parse("青屿港\n望潮区\n松岭区")
    assert found.terms() == ("青屿港", "望潮区")
    assert "没有用上" in found.problems[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_editors_save_it_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "词典.txt"
    table.write_bytes(FILE.replace("\n", "\r\n").encode(encoding))
    assert of_office(table) == parse(FILE)


def test_no_dictionary_is_an_empty_one(tmp_path: Path) -> None:
    assert of_office(tmp_path / "词典.txt") == Lexicon()


def test_a_dictionary_that_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "词典.txt"
    table.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="编码"):
        of_office(table)
    with pytest.raises(InputError, match="打不开"):
        of_office(tmp_path)
    monkeypatch.setattr(office_files, "MAX_BYTES", 2)
    table.write_text("青屿港", encoding="utf-8")
    with pytest.raises(InputError, match="太大"):
        of_office(table)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    table = tmp_path / "词典.txt"
    table.write_text("青屿港", encoding="utf-8")
    assert of_office(table).terms() == ("青屿港",)
    table.write_text("青屿港\n望潮区", encoding="utf-8")
    assert of_office(table).terms() == ("青屿港", "望潮区")


# Changing it


def test_changes_leave_comments_and_order_alone() -> None:
    text = edited(FILE, [Term("望潮区", "地名")], ["青屿港"], ["组织开展"])
    assert text == FILE.replace("青屿港，机构\n", "") + "望潮区\t地名\n!组织开展\n"


def test_a_word_that_is_there_is_not_added_twice() -> None:
    assert edited(FILE, [Term("一網通辦")], (), ["加快推进"]) == FILE


def test_a_rejected_word_that_is_accepted_is_no_longer_rejected_and_the_other_way_round() -> None:
    accepted = parse(edited(FILE, [Term("加快推进")]))
    assert "加快推进" in accepted.terms()
    assert accepted.rejected == ()
    rejected = parse(edited(FILE, (), (), ["青屿港"]))
    assert "青屿港" not in rejected.terms()
    assert "青屿港" in rejected.rejected


def test_a_file_without_a_last_line_break_is_not_glued_to_the_new_word() -> None:
    assert parse(edited("青屿港", [Term("望潮区")])).terms() == ("青屿港", "望潮区")


_LINES = st.lists(
    st.sampled_from(["# 说明", "", "青屿港 机构", "望潮区", "!加快推进", "税", "5G基站，其他，注"]), max_size=8
)


@given(_LINES, st.sampled_from(["青屿港", "松岭区", "5g基站", "加快推进"]))
def test_accepting_then_dropping_leaves_every_other_line(lines: list[str], word: str) -> None:
    text = "".join(f"{line}\n" for line in lines)
    accepted = edited(text, [Term(word)])
    assert any(lexicon.fold(word) == lexicon.fold(known) for known in parse(accepted).terms())
    dropped = edited(accepted, (), [word])
    kept = [line for line in text.splitlines() if lexicon.fold(word) not in lexicon.fold(line)]
    assert [line for line in dropped.splitlines() if line in kept] == kept
    assert lexicon.fold(word) not in {lexicon.fold(known) for known in parse(dropped).terms()}


@given(st.text(alphabet="青港5G“” ,，\t\n　#!！。（）·", max_size=8))
def test_what_may_be_a_word_is_read_back_as_that_word(word: str) -> None:
    found = parse(edited(FILE, [Term(word.strip(), "地名")]))
    if not lexicon.wrong_with(word):
        assert lexicon.fold(word) in found.known()
        assert len(found.entries) == 4
        assert found.problems == ()


# What an index was built with


def test_an_index_knows_the_words_it_was_built_with(tmp_path: Path) -> None:
    assert lexicon.advice(Lexicon(), tmp_path) == ""
    assert lexicon.advice(parse("青屿港"), tmp_path) == lexicon.ADVICE
    lexicon.keep_indexed(tmp_path, ["青屿港"])
    assert lexicon.indexed_words(tmp_path) == ("青屿港",)
    assert lexicon.advice(parse("# 说明\n青嶼港 机构 新的说明"), tmp_path) == ""
    assert lexicon.advice(Lexicon(), tmp_path) == lexicon.ADVICE
    assert lexicon.advice(parse("青屿港"), None) == ""


def test_a_damaged_note_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "words.json").write_text('{"a": 1', encoding="utf-8")
    assert lexicon.indexed_words(tmp_path) == ()


# Its words as tokens


WORDS = ("一网通办", "一网", "十四五规划", "AI", "5G基站", "市民码")


def test_words_are_added_and_nothing_else_changes(analyzer: Analyzer, sample_data) -> None:
    text = "推进“一网通办”改革，落实“十四五”规划，建设５Ｇ基站，推广市民码。"
    more = Analyzer(sample_data.cache, WORDS).words(text)
    base = analyzer.words(text)
    assert {word: times for word, times in more.items() if word in base} == base
    assert more.keys() - base.keys() == {"一网通办", "十四五规划", "5g基站", "市民码"}


def test_both_scripts_give_the_same_office_words() -> None:
    text = "推进一网通办改革，推广市民码"
    assert OfficeWords(WORDS).counts(builders.traditional(text)) == OfficeWords(WORDS).counts(text)
    assert OfficeWords([builders.traditional("一网通办")]).counts(text) == {"一网通办": 1}


def test_the_longest_word_at_a_place_counts() -> None:
    words = OfficeWords(["充电", "充电桩", "充电桩平台", "桩平台"])
    assert words.counts("充电桩平台、充电桩、充电") == {"充电桩平台": 1, "充电桩": 1, "充电": 1, "桩平台": 1}


def test_letters_of_a_longer_word_are_no_word() -> None:
    words = OfficeWords(["AI", "5G基站"])
    assert words.counts("MAIN平台、15G基站") == {}
    assert words.counts("用AI做、AI2和AI") == {"ai": 2}


def test_a_word_that_jieba_knows_is_not_counted_twice(analyzer: Analyzer, sample_data) -> None:
    assert Analyzer(sample_data.cache, ["教育"]).words("教育局管教育") == analyzer.words("教育局管教育")


@given(
    st.lists(st.text(alphabet="青屿市5g港", min_size=2, max_size=4), max_size=6), st.text("青屿市5g港。", max_size=30)
)
def test_every_word_that_stands_alone_at_a_place_is_found(words: list[str], text: str) -> None:
    found = OfficeWords(words).counts(text)
    assert all(0 < times <= text.count(word) for word, times in found.items())
    for word in words:
        ends = word[0].isascii() or word[-1].isascii()
        longer = any(other != word and other.startswith(word) for other in words)
        if word in text and not ends and not longer:
            assert found[word] == text.count(word)
