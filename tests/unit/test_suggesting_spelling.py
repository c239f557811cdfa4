"""Did-you-mean: what is proposed for a misspelt query, and that a right one is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.folding import fold
from indexer.schema import BY_NAME
from search.language import parse
from search.query import And, Clause, Everything, Exact, Field, Not, Or, Years
from search.suggesting.shapes import lookalikes
from search.suggesting.sounds import Sounds, blurred, readings, spellings
from search.suggesting.spelling import corrections, word_counts
from search.suggesting.vocabulary import Entry, Kind, Vocabulary
from search.suggesting.words import typed_words

TEXTS = (
    *["社区养老服务，老旧小区加装电梯，检查充电桩。"] * 30,
    *["农村5G基站建设，覆盖率提高，绿化带改造。"] * 12,
    *["市民账户里的资金，电动自行车停放。"] * 25,
    *["群众反映帐户的问题，权利清单。"] * 1,
    *["行政权力清单，重庆银行，林晓岚代表。"] * 9,
)
WORDS = """
养老 服务 社区 老旧 小区 电梯 检查 充电 充电桩 农村 基站 5g 建设 复盖 复盖率 绿化 绿化带 改造 市民 账户 资金 电动
自行 自行车 停放 群众 反映 帐户 问题 权利 清单 行政 权力 重庆 银行 代表 提高
"""


def holds(clause: Clause, text: str) -> bool:
    """Whether a text fits; fields fit every text."""
    match clause:
        case Exact(string):
            return fold(string) in fold(text)
        case And(clauses):
            return all(holds(one, text) for one in clauses)
        case Or(clauses):
            return any(holds(one, text) for one in clauses)
        case Not(inner):
            return not holds(inner, text)
        case _:
            return isinstance(clause, Field | Years | Everything)


def count(query: str) -> int:
    clause = parse(query)[0]
    return sum(holds(clause, text) for text in TEXTS)


VOCABULARY = Vocabulary(
    {word: sum(word in fold(text) for text in TEXTS) for word in WORDS.split()},
    [
        Entry("加装电梯", Kind.PHRASE, 4),
        Entry("林晓岚", Kind.PERSON, 2, BY_NAME["deputy"]),
        Entry("青屿市教育局", Kind.AGENCY, 5, BY_NAME["agency"]),
    ],
)


def corrected(query: str) -> tuple[str, ...]:
    return corrections(query, VOCABULARY, count)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("养劳", "养老"),  # one character of the same sound
        ("激战", "基站"),  # all of them: the input method's first choice
        ("养劳服务", "养老服务"),  # inside of a longer word
        ("老旧校区", "老旧小区"),  # where what was typed is a word too
        ("林小岚", "林晓岚"),
        ("5G鸡站", "5G基站"),
        ("充电庄", "充电桩"),  # zhuang, zhuang
        ("充店桩", "充电桩"),
        ("陇村", "农村"),  # n for l, ong
        ("只金", "资金"),  # zh for z
        ("银杭", "银行"),
        ("捡查", "检查"),  # looks alike
        ("养服务", "养老服务"),  # a character is missing
        ("电动自车", "电动自行车"),
        ("养老老服务", "养老服务"),  # one too many
        ("加装电修梯", "加装电梯"),
        ("养服老务", "养老服务"),  # swapped
        ("户账", "账户"),
        ("yanglao", "养老"),
        ("yanglaofuwu", "养老服务"),
        ("lvhuadai", "绿化带"),
        ("chongqing", "重庆"),
        ("服蓋率", "覆蓋率"),
    ],
)
def test_what_is_meant_comes_first(typed: str, meant: str) -> None:
    assert fold(corrected(typed)[0]) == fold(meant)


def test_a_proposal_is_written_as_people_write() -> None:
    assert corrected("腹盖率") == ("覆盖率",)
    assert corrected("jianzhuangdianti") == ()
    assert corrected("jiazhuangdianti") == ("加装电梯",)


def test_the_rest_of_the_query_stays() -> None:
    assert corrected("单位:教育局 养劳 -公交") == ("单位:教育局 养老 -公交",)
    assert corrected("（养劳 或 鸡站） 年:2019..2022") == ("（养老 或 基站） 年:2019..2022",)
    assert corrected("“小区” 养劳")[0] == "“小区” 养老"


def test_every_misspelt_word_is_corrected() -> None:
    assert corrected("养劳 捡查")[0] == "养老 检查"


def test_only_what_has_hits_together_is_proposed() -> None:
    assert min(count("养老"), count("基站")) > 0
    assert corrected("养劳 基站") == ()


@pytest.mark.parametrize(
    "query",
    [
        "养老", "养老 基站", "权利", "权利 养老", "“养劳”", "标题:养劳", "-养劳", "9万8个", "2021年", "三十六",
        "青政办发〔2021〕99号", "", " ", "或", "wifi", "养", "劳", "量子计算机", "养劳 “没有”", "一" * 30,
        "养劳" * 30, "yang" * 300,
        "淋政",
    ],
)  # fmt: skip
def test_nothing_is_proposed_for(query: str) -> None:
    assert corrected(query) == ()


def test_a_rarer_writing_is_doubted_only_when_it_sounds_and_looks_like_a_far_more_frequent_one() -> None:
    assert corrected("帐户") == ("账户",)
    assert corrected("权利") == ()  # 权力 sounds the same, and both are right


def test_counts_of_words_say_which_one_is_missing() -> None:
    counted = (("养老", 30), ("养劳", 0), ("年:2020", count("年:2020")), ("“基站”", count("基站")))
    assert word_counts("养老 养劳 -小区 年:2020 “基站” 养老", count) == counted
    assert word_counts("养老 或 养劳", count) == (("养老", 30), ("养劳", 0))
    assert word_counts("", count) == ()


def test_typed_words_know_their_place() -> None:
    text = "单位:教育局 养老 或 “老旧小区” （养老服务） -基站"
    assert [text[word.start : word.end] for word in typed_words(text)] == ["养老", "养老服务"]
    assert [word.text for word in typed_words("养老，养劳 NOT 基站")] == ["养老，养劳"]


@given(st.text(alphabet='养老劳服务基站鸡5gyanglo 或()（）“”"-:：年单位〔〕2021号', max_size=14))
def test_whatever_is_typed_proposals_have_hits_and_differ(query: str) -> None:
    for proposal in corrected(query):
        assert proposal != query
        assert count(proposal) > count(query)


def test_readings_are_the_usual_ones() -> None:
    assert readings("行") == ("xing", "hang")
    assert readings("绿")[0] == "lv"
    assert readings("G") == ("g",)
    assert readings("。") == ()
    assert spellings("重庆") == (("chong", "qing"),)
    assert spellings("养。") == (("yang", ""),)


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhi", "zi"), ("chang", "can"), ("shen", "seng"), ("nan", "lang"), ("jing", "jin"), ("niang", "lian")],
)
def test_speakers_mix_up(one: str, other: str) -> None:
    assert blurred(one) == blurred(other)


def test_sounds_say_how_many_syllables_are_only_nearly_the_same() -> None:
    sounds = Sounds(["资金", "基金", "养老"])
    assert sounds.alike("只进") == {"资金": 1}
    assert sounds.alike("资金") == {}
    assert sounds.alike("自尽") == {"资金": 0}


def test_lookalikes_go_both_ways() -> None:
    assert "检查" in lookalikes("捡查")
    assert "捡查" in lookalikes("检查")
    assert not list(lookalikes("5"))
