"""How questions are taken: what they are about, what may loosen, and which replies answer them best."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyzer import Analyzer
from indexer.reply import Reply
from indexer.writers import whoosh as writer
from search.formulas import subject
from search.language import parse
from search.loosening import loosened
from search.query import And, Exact, Query, Similar
from search.searchers import whoosh
from search.searchers.closeness import WIDTH, closeness, with_phrase
from search.searchers.likeness import breadth

FILLER = "其他各项任务按计划稳步落实，群众满意度逐年上升。" * 4
Order = Callable[..., list[str]]


@pytest.fixture
def order(tmp_path: Path, analyzer: Analyzer) -> Order:
    """The ids of the replies that answer a question, best first."""

    def ordered(question: str, *replies: Reply) -> list[str]:
        others = [builders.reply(f"x{n}", FILLER + "甲乙丙丁戊"[n], "关于其他任务的答复") for n in range(5)]
        writer.open_writer(tmp_path, analyzer).write([*replies, *others])
        searcher = whoosh.open_searcher(tmp_path, analyzer)
        found = searcher.search(Query(question, Similar(question)))
        searcher.close()
        return [reply_id for reply_id, _ in found.hits if not reply_id.startswith("x")]

    return ordered


# What a question is about


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("关于进一步加强农村养老服务工作的建议", "农村养老服务"),
        ("关于加快推进充电桩建设的提案", "充电桩建设"),
        ("請問如何申請加裝電梯？", "申请加装电梯"),
        ("小区没地方停车怎么办", "小区没地方停车"),
        ("充电桩", "充电桩"),
        ("建议", "建议"),  # nothing would be left
        ("我市有哪些措施？", "我市有哪些措施?"),
        ("NB-IoT", "nb-iot"),
    ],
)
def test_formulas_of_requests_are_left_out(typed: str, about: str) -> None:
    assert " ".join(subject(typed).split()) == about


@given(st.text(max_size=60))
def test_any_text_is_about_something_it_says(text: str) -> None:
    about = subject(text)
    assert len(about) <= len(text) * 20
    assert bool(about.strip()) or not any("\u4e00" <= c <= "\u9fff" for c in text)


# What may loosen


@pytest.mark.parametrize(
    ("typed", "loose"),
    [
        ("低空经济 试飞", Similar("低空经济 试飞")),
        ("低空经济 9万个", And((Similar("低空经济"), Exact("9万个")))),
        ("试飞 2024年", And((Similar("试飞"), Exact("2024年")))),
        ("试飞 青数据建〔2024〕9号", And((Similar("试飞"), Exact("青数据建〔2024〕9号")))),
        ("9万个", None),
        ("青数据建〔2024〕9号", None),
        ("“低空经济” 试飞", None),
        ("低空经济 单位:数据局", None),
        ("低空经济 OR 试飞", None),
        ("低空经济 -试飞", None),
    ],
)
def test_only_plain_words_loosen(typed: str, loose: object) -> None:
    assert loosened(parse(typed)[0]) == loose


# Closeness


def test_closeness_is_the_share_that_stands_in_one_place() -> None:
    strings = [("养老", 3.0), ("床位", 1.0), ("护理", 4.0)]
    assert closeness("养老服务床位，护理", strings) == 1.0
    assert closeness("养老床位" + "其他" * WIDTH + "护理", strings) == 0.5
    assert closeness("护理" + "其他" * WIDTH + "养老护理" + "其他" * WIDTH + "床位", strings) == 0.875
    assert closeness("养老" + "其他" * WIDTH + "床位", strings) == 0.375
    assert closeness("养老", []) == 0.0


@pytest.mark.parametrize("text", ["无", "床位", "养老养老", "养老" + "其他" * WIDTH + "床位"])
def test_one_word_alone_is_together_with_nothing(text: str) -> None:
    assert closeness(text, [("养老", 3.0), ("床位", 1.0)], fewest=2) == 0.0


def test_words_as_a_phrase_are_closest() -> None:
    strings = with_phrase([("养老", 2.0), ("床位", 2.0)])
    assert closeness("新增养老床位一万张", strings) == 1.0
    assert closeness("养老机构的床位", strings) == 0.5


@given(st.text("养老床位其他", max_size=300), st.lists(st.sampled_from(["养老", "床位", "其他", "老床"]), max_size=4))
def test_closeness_is_a_share(text: str, words: list[str]) -> None:
    assert 0.0 <= closeness(text, [(word, 1.0) for word in words]) <= 1.0 + 1e-9


# Which replies answer best


def test_a_question_finds_what_shares_its_subject_not_its_formula(order: Order) -> None:
    asked = order(
        "关于进一步加强充电桩建设工作的建议",
        builders.reply("subject", f"全市建成充电桩三千根。{FILLER}", "关于充电设施的答复"),
        builders.reply(
            "formula", f"关于进一步加强各项工作的建议收悉。进一步加强各项工作。{FILLER}", "关于各项工作的答复"
        ),
    )
    assert asked[0] == "subject"


def test_what_stands_in_one_place_answers_better(order: Order) -> None:
    asked = order(
        "老人助餐补贴怎么申请",
        builders.reply("apart", f"老人可以前来。{FILLER}助餐点已开放。{FILLER}补贴已发放。{FILLER}可以申请。", "甲"),
        builders.reply("close", f"{FILLER}老人助餐补贴可以申请。{FILLER}{FILLER}", "乙"),
    )
    assert asked == ["close", "apart"]


def test_the_titles_count_more_than_the_body(order: Order) -> None:
    body = builders.reply("body", f"{FILLER}海洋牧场。", "关于第7号提案的答复")
    title = builders.reply("title", f"{FILLER}海洋牧场。", "关于海洋牧场的答复")
    asked = builders.reply("asked", f"{FILLER}海洋牧场。", "关于第8号提案的答复", proposal_title="关于海洋牧场的提案")
    assert order("海洋牧场怎么建", body, title)[0] == "title"
    assert order("海洋牧场怎么建", body, asked)[0] == "asked"


def test_a_passage_finds_its_own_reply_first(order: Order) -> None:
    own = "望潮区在海湾北侧划定养殖用海三千亩，投放人工鱼礁，建设海洋牧场示范区，带动渔民转产就业，并配套冷链码头。" * 4
    asked = order(
        own[5:190],
        builders.reply("like", f"海洋牧场示范区带动渔民就业，冷链码头投入使用。{FILLER}", "甲"),
        builders.reply("own", f"{own}{FILLER}", "乙"),
    )
    assert asked == ["own", "like"]


def test_a_question_that_nothing_answers_finds_nothing(order: Order) -> None:
    assert order("zzz qqq", builders.reply("r", FILLER)) == []


def test_one_character_of_a_word_is_no_answer(order: Order) -> None:
    assert order("养狗", builders.reply("r", f"养老服务。{FILLER}")) == []


@pytest.mark.parametrize(("letters", "expected"), [(10, 0.0), (60, 0.0), (110, 0.5), (160, 1.0), (900, 1.0)])
def test_a_long_text_is_a_passage(letters: int, expected: float) -> None:
    assert breadth("养" * letters) == expected
