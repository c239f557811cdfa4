"""What every engine tells of a reply's place: true counts, and numbers that add up to the score."""

from __future__ import annotations

import builders
import pytest
from conftest import WORLD, Index
from hypothesis import given, settings
from hypothesis import strategies as st
from test_agreement import FILTERS, LETTERS, STRINGS, TREES, engines

from indexer.analyzer import fold
from indexer.schema import part_texts
from search.explaining.account import Account
from search.filters import filter_for
from search.language import parse
from search.query import And, Clause, Exact, Filter, Query, Similar, Sort

__all__ = ["engines"]  # a fixture

ALL = [reply.id for reply in WORLD]


def accounts(
    index: Index, query: str | Clause, *filters: Filter, sort: Sort = Sort.RELEVANCE, gathers: bool = False
) -> dict[str, Account]:
    """The accounts of all that is in the index."""
    clause = parse(query)[0] if isinstance(query, str) else query
    ids = [*ALL, *(f"d{number:02}" for number in range(30))]
    return dict(index.searcher.explain(Query(str(query), clause, filters, sort, gathers=gathers), ids))


def contributions(account: Account) -> float:
    """What the account says that the score is made of."""
    return sum(one.score for one in (*account.words, *account.resemblances)) + account.closeness


def holds_true(index: Index, clause: Clause, filters: list[Filter], sort: Sort) -> None:
    """Holds the accounts of one search against what the search itself returned."""
    found, told = index.search(clause, *filters, sort=sort), accounts(index, clause, *filters, sort=sort)
    for place, (reply_id, score) in enumerate(found.hits, start=1):
        account = told[reply_id]
        assert (account.place, account.total, account.score) == (place, found.total, score)
        assert account.above == (found.hits[place - 2][0] if place > 1 else "")
    assert {reply_id for reply_id, account in told.items() if account.place} == {i for i, _ in found.hits}
    for account in told.values():
        assert contributions(account) == pytest.approx(account.score, abs=2e-4)
        assert account.closeness >= -1e-9
        for word in account.words:
            assert sum(one.score for one in word.standings) == pytest.approx(word.score, abs=1e-4)


@given(clause=TREES, filters=FILTERS, sort=st.sampled_from(Sort))
def test_the_contributions_add_up_to_the_score_and_the_place_is_that_of_the_list(engines, clause, filters, sort):
    for index in engines:
        holds_true(index, clause, filters, sort)


@given(clause=TREES, filters=FILTERS, sort=st.sampled_from(Sort))
def test_where_families_are_rows_a_place_is_that_of_the_row(engines, clause, filters, sort):
    for index in engines:
        found = index.search(clause, *filters, sort=sort, gathers=True)
        told = accounts(index, clause, *filters, sort=sort, gathers=True)
        for place, (head, _) in enumerate(found.hits, start=1):
            for reply_id in (head, *found.siblings.get(head, ())):
                above = found.hits[place - 2][0] if place > 1 else ""
                assert (told[reply_id].place, told[reply_id].total, told[reply_id].above) == (place, found.rows, above)


@settings(max_examples=6)
@given(text=st.text(alphabet=LETTERS, min_size=4, max_size=30), also=st.lists(STRINGS, max_size=2).map(tuple))
def test_so_do_those_of_a_passage(engines, text, also):
    for index in engines:
        holds_true(index, And((Similar(text, also), Exact("养老"))), [], Sort.RELEVANCE)


@given(clause=TREES, filters=FILTERS)
def test_both_engines_tell_the_same(engines, clause, filters):
    ours, plain = (accounts(index, clause, *filters) for index in engines)
    assert ours.keys() == plain.keys()
    for reply_id, account in ours.items():
        other = plain[reply_id]
        assert account.stands == other.stands
        assert account.together == pytest.approx(other.together)
        assert (account.length, account.documents) == (other.length, other.documents)
        assert [(w.text, w.holding) for w in account.words] == [(w.text, w.holding) for w in other.words]
        for word, same in zip(account.words, other.words, strict=True):
            assert [_row(one) for one in word.standings] == [_row(one) for one in same.standings]
            scores = [one.score for one in same.standings]
            assert [one.score for one in word.standings] == pytest.approx(scores, abs=2e-3)


def _row(standing) -> tuple[str, str, int]:
    return standing.form, standing.part, standing.times


def test_a_word_is_counted_where_it_stands(world) -> None:
    for reply in WORLD:
        for text in ("数字经济", "税", "养老服务", "5G", "网站标识码"):
            word = accounts(world, text)[reply.id].words[0]
            for part, whole in part_texts(reply).items():
                assert word.times(part) == fold(whole).count(fold(text)), (reply.id, text, part)
            assert word.holding == len(world.ids(text))


def test_a_reply_that_is_not_there_has_no_account(world) -> None:
    assert world.searcher.explain(Query("", Exact("税")), ["没有", "r4"]).keys() == {"r4"}


def test_a_reply_that_is_gone_has_no_account_and_one_that_changed_that_of_now(world) -> None:
    world.write(builders.reply("r4", "托育服务。", "甲"), gone=["r1"])
    told = accounts(world, "税 或 托育")
    assert "r1" not in told
    assert [word.times("text") for word in told["r4"].words] == [0, 1]


def test_what_is_not_found_has_no_place_and_its_leaves_say_why(world) -> None:
    told = accounts(world, "数字经济 -5G基站 年:2022..", filter_for("kind", "提案"))["r5"]
    assert (told.place, told.above) == (0, "")
    assert {str(leaf): fits for leaf, fits in told.stands.items()} == {
        str(parse("数字经济")[0]): True,
        str(parse("5G基站")[0]): False,
        str(parse("年:2022..")[0]): False,
        str(filter_for("kind", "提案").clause): False,
    }


def test_an_excluded_word_is_counted_and_gives_nothing(world) -> None:
    word = next(word for word in accounts(world, "数字经济 -5G")["r1"].words if word.text == "5G")
    assert word.times("title") == 1
    assert word.score == 0


def test_another_form_is_told_apart_from_what_was_typed(world) -> None:
    word = accounts(world, Exact("数字经济", ("老字号", "税")))["r4"].words[0]
    assert word.times("text") == 0
    assert word.other_forms() == {"老字号": 1, "税": 1}
    assert word.holding == 4


def test_words_that_stand_together_gain_by_it(index) -> None:
    apart = "养老工作稳步推进。" + "其他工作。" * 60 + "床位建设。"
    index.write(
        builders.reply("r1", apart, "甲"),
        builders.reply("r2", "养老床位建设。" + "其他工作。" * 60, "乙"),
        *(builders.reply(f"x{n}", "其他工作。", "丙") for n in range(4)),
    )
    told = accounts(index, "养老 床位")
    assert told["r2"].together == 1
    assert told["r1"].together < told["r2"].together
    assert told["r1"].closeness < told["r2"].closeness
    assert told["r2"].place == 1


def test_a_passage_that_stands_whole_is_told_so_with_the_words_shared(world) -> None:
    told = accounts(world, Similar("全市建成5G基站126个，服务数字经济。"))
    assert told["r1"].resemblances[0].whole > 0
    assert any("数字" in word for word in told["r1"].resemblances[0].shared)
    assert told["r1"].resemblances[0].lacking == ()
    assert told["r5"].resemblances[0].whole == 0
    assert "基站" in told["r5"].resemblances[0].lacking
    assert told["r5"].resemblances[0].share < told["r1"].resemblances[0].share
