"""New words of an archive: what stands out, what is a piece or a phrase, what replies show themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log2

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analyzer import Analyzer
from indexer.discovery import Discovery, Proposal, discover
from indexer.discovery import clauses as clauses_of
from indexer.discovery.clauses import Clauses
from indexer.discovery.counting import standing_out
from indexer.discovery.evidence import Evidence
from indexer.discovery.kinds import kind_of
from indexer.folding import plain
from indexer.reply import Reply

# Twelve different surroundings, so that what is put in is free to both sides.
FRAMES = (
    "我们在{}项目中投入", "群众希望把{}纳入规划", "目前{}已经覆盖全域", "支持企业参与{}试点", "去年围绕{}召开会议",
    "推广{}典型经验", "市民可以使用{}办事", "按照{}时间表执行", "对{}情况开展督查", "专门研究了{}难题",
    "先后建成{}二十处", "及时公布{}名单",
)  # fmt: skip


def letters(*words: str, frames: Sequence[str] = FRAMES) -> list[Reply]:
    """Replies with each word in every surrounding, one surrounding a reply."""
    texts = ["。".join(frame.format(word) for word in words) for frame in frames]
    return [builders.reply(f"r{number:02}", f"答复\n{text}。") for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def found(analyzer: Analyzer) -> Callable[..., list[str]]:
    """The words proposed for replies."""
    return lambda replies, known=(), min_count=5: [
        one.word for one in discover(replies, analyzer, known, min_count).proposals
    ]


def one_of(found: Discovery, word: str) -> Proposal:
    """The proposal of a word."""
    return next(one for one in found.proposals if one.word == word)


# Numbers


def test_a_string_stands_out_with_its_count_cohesion_freedom_and_places() -> None:
    lines = ["甲银河乙", "丙银河丁", "戊银河己", "庚银河辛", "天地玄黄宇宙洪荒", "日月盈昃辰宿列张"]  # 32 characters
    (standing,) = standing_out("\n".join(lines), 4)
    assert (standing.text, standing.count) == ("银河", 4)
    assert standing.cohesion == pytest.approx(log2(4 * 32 / (4 * 4)))
    assert standing.freedom == pytest.approx(2.0)
    assert standing.places == (1, 6, 11, 16)


def test_a_piece_that_always_has_the_same_neighbour_does_not_stand_out() -> None:
    lines = [f"{left}海岸带{right}" for left, right in zip("甲丙戊庚壬子", "乙丁己辛癸丑", strict=True)]
    lines.append("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏")
    assert [one.text for one in standing_out("\n".join(lines), 5)] == ["海岸带"]


def test_nothing_stands_out_in_nothing() -> None:
    assert standing_out("", 2) == []
    assert standing_out("\n\n", 2) == []
    assert standing_out("青", 2) == []


@given(st.lists(st.text(alphabet="青屿市港湾", min_size=1, max_size=12), max_size=12), st.integers(2, 4))
def test_counts_and_places_are_true(lines: list[str], min_count: int) -> None:
    text = "\n".join(lines)
    for one in standing_out(text, min_count):
        times = sum(text.startswith(one.text, start) for start in range(len(text)))
        assert one.count == times >= min_count
        assert all(text.startswith(one.text, place) for place in one.places)


# Clauses


def test_a_clause_counts_once_however_often_it_is_copied(found: Callable[..., list[str]]) -> None:
    copies = [builders.reply(f"r{n}", "大力推行海绵微更新工作。\n也推行海绵微更新做法。") for n in range(20)]
    assert "海绵微更新" not in found(copies)


def test_letters_and_digits_are_one_symbol_and_figures_end_a_clause() -> None:
    clauses = Clauses()
    clauses.add(plain("建成５G基站120个，NB-IoT平台"), "建成5G基站120个，NB-IoT平台")
    assert [clauses.written(line) for line in clauses.text().split("\n")] == ["建成5G基站", "NB-IoT平台"]


def test_reading_ends_when_there_is_as_much_as_memory_is_meant_for(
    analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clauses_of, "MAX_CHARS", 35)
    assert discover(letters("潮汐充电站"), analyzer).replies == 3


# Words


@pytest.mark.parametrize(
    "word", ["潮汐充电站", "5G专网", "银发助餐点", "口袋公园", "NB-IoT平台", "加装电梯", "老旧小区改造"]
)
def test_terms_are_proposed(found: Callable[..., list[str]], word: str) -> None:
    assert found(letters(word))[0] == word


@pytest.mark.parametrize(
    "phrase",
    [
        "加快推进",
        "应当加强",
        "进一步完善",
        "有关部门",
        "我市工作",
        "的问题",
        "教育局",
        "依法给予",
        "三个区",
        "经赵明",
        "海路",
    ],
)
def test_phrases_and_known_words_are_not(found: Callable[..., list[str]], phrase: str) -> None:
    assert phrase not in found(letters(phrase))


def test_a_piece_of_a_longer_word_is_not_proposed_beside_it(found: Callable[..., list[str]]) -> None:
    proposed = found(letters("产业数字化"))
    assert "产业数字化" in proposed
    assert not {"业数字化", "数字化", "产业数字"} & set(proposed)


def test_what_is_in_the_dictionary_or_rejected_is_not_proposed(found: Callable[..., list[str]]) -> None:
    replies = letters("潮汐充电站", "口袋公园")
    assert {"潮汐充电站", "口袋公园"} <= set(found(replies))
    assert "潮汐充电站" not in found(replies, {"潮汐充电站"})


def test_seldom_words_are_not_proposed_unless_asked_for(found: Callable[..., list[str]]) -> None:
    few = letters("潮汐充电站", frames=FRAMES[:4])
    assert "潮汐充电站" not in found(few)
    assert "潮汐充电站" in found(few, min_count=4)


def test_the_same_replies_give_the_same_list(analyzer: Analyzer, sample_replies: list[Reply]) -> None:
    first = discover(sample_replies, analyzer, min_count=4)
    assert first == discover(sample_replies, Analyzer(analyzer._cache_dir), min_count=4)
    assert len(first.proposals) > 30
    scores = [one.score for one in first.proposals]
    assert scores == sorted(scores, reverse=True)


def test_the_samples_own_terms_are_found(analyzer: Analyzer, sample_replies: list[Reply]) -> None:
    words = [one.word for one in discover(sample_replies, analyzer, min_count=4).proposals]
    assert {"长者食堂", "5G基站", "工业互联网", "老旧小区改造", "养老床位"} <= set(words[:60])


def test_a_proposal_shows_where_it_stands(analyzer: Analyzer) -> None:
    proposal = one_of(discover(letters("潮汐充电站"), analyzer), "潮汐充电站")
    assert proposal.count == len(FRAMES)
    assert "潮汐充电站" in proposal.example


# What replies show themselves


def test_quoted_words_are_terms_whatever_they_are_made_of(analyzer: Analyzer) -> None:
    replies = [builders.reply(f"r{n}", f"第{n}条，推行“最多跑半次”改革。") for n in range(5)]
    assert one_of(discover(replies, analyzer), "最多跑半次").kind == "政策"


def test_an_opinion_that_is_quoted_is_none(found: Callable[..., list[str]]) -> None:
    replies = [builders.reply(f"r{n}", f"（{n}）关于“增设潮汐车道”的意见。您提出的“停车太难”问题。") for n in range(9)]
    assert not {"增设潮汐车道", "停车太难"} & set(found(replies))


def test_a_short_name_comes_with_what_it_is_short_for(analyzer: Analyzer) -> None:
    texts = [
        f"第{n}次，报青屿市闲置土地处置工作领导小组办公室（以下简称“市闲置办”）审核。《青屿市海岸带保护规划》（以下简称《海岸规划》）。"
        for n in range(2)
    ]
    found = discover([builders.reply(f"r{n}", text) for n, text in enumerate(texts)], analyzer)
    office, plan = one_of(found, "市闲置办"), one_of(found, "海岸规划")
    assert (office.full, office.kind) == ("市闲置土地处置工作领导小组办公室", "机构")
    assert (plan.full, plan.kind) == ("青屿市海岸带保护规划", "政策")


@pytest.mark.parametrize("text", ["本办法所称的经营者（以下简称甲方）", "该公司（以下简称）", "（以下简称公司）"])
def test_a_short_name_that_abbreviates_nothing_is_none(text: str) -> None:
    evidence = Evidence()
    evidence.add(builders.reply("r", text), plain(text))
    assert not evidence.counts["short"]


def test_people_are_proposed_from_fields_and_offices_are_not_people(analyzer: Analyzer) -> None:
    replies = [
        builders.reply(f"r{n}", f"第{n}号答复。", signer="林晓岚", contact_name="教育科", addressee="周广平、民盟市委")
        for n in range(5)
    ]
    people = {one.word for one in discover(replies, analyzer).proposals if one.kind == "人名"}
    assert people == {"林晓岚", "周广平"}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("市民政局", "机构"), ("青屿港集团", "机构"), ("市闲置办", "机构"), ("一网通办", "其他"), ("数字政府", "其他"),
        ("望潮区", "地名"), ("海关街", "地名"), ("居民住宅区", "其他"), ("农业农村", "其他"), ("长者食堂", "其他"),
        ("海岸带保护规划", "政策"),
    ],
)  # fmt: skip
def test_kinds_are_guessed_by_the_ending(word: str, kind: str) -> None:
    assert kind_of(word) == kind


@given(st.lists(st.text(alphabet="青屿“”《》（）以下简称a5，。\n", max_size=60), max_size=6))
def test_no_text_is_too_odd(texts: list[str]) -> None:
    discover([builders.reply(f"r{n}", text) for n, text in enumerate(texts)], _SHARED, min_count=2)


_SHARED = Analyzer()
