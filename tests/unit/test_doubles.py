"""A letter that stands twice on its page is shown once; a sentence that comes twice stays twice."""

from __future__ import annotations

import builders

from indexer.extractors.doubles import second_copy

LETTER = builders.LETTER.split("\n")


def test_a_second_copy_goes() -> None:
    assert second_copy(["首页", *LETTER, "打印版", *LETTER]) == set(range(len(LETTER) + 2, 2 * len(LETTER) + 2))


def test_what_only_the_second_copy_says_stays() -> None:
    assert len(LETTER) not in second_copy([*LETTER, "（此件公开发布）", *LETTER])


def test_a_sentence_that_comes_twice_in_a_letter_stays() -> None:
    again = "我们将继续加强部门协同，完善长效机制，推动各项措施落到实处。"
    assert second_copy([*LETTER[:8], again, *LETTER[8:12], again, *LETTER[12:]]) == set()


def test_a_title_above_and_below_the_metadata_is_no_copy_of_the_letter() -> None:
    assert second_copy([LETTER[2], "来源：市教育局", *LETTER]) == set()


def test_the_page_says_so() -> None:
    page = builders.page("\n".join([*LETTER, *LETTER]))
    assert len(page.lines) == len(LETTER)
    from indexer.document import Charset, Decoded
    from indexer.extractors import plain

    assert "重复" in plain.extract(Decoded("\n".join([*LETTER, *LETTER]), Charset("utf-8", "utf-8"))).notes[0]
