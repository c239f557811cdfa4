"""Completion: how what is typed last may go on, and what the vocabulary of an archive is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.layout import DataDir
from indexer.schema import BY_NAME, UNKNOWN, WHOOSH_NAME
from search.language import parse
from search.query import Exact, Query
from search.searchers.whoosh import WhooshSearcher, open_searcher
from search.suggesting.completion import complete
from search.suggesting.headlines import phrases, segmented, starts
from search.suggesting.keeping import Suggestions
from search.suggesting.vocabulary import Entry, Kind, Vocabulary, gather, written

AGENCY, DEPUTY = BY_NAME["agency"], BY_NAME["deputy"]
WORDS = {
    "养老": 30,
    "养殖": 9,
    "养护": 3,
    "服务": 40,
    "基站": 12,
    "教育": 8,
    "教育局": 5,
    "或者": 4,
    "复盖": 6,
    "青屿市": 20,
    "wifi": 2,
}
VOCABULARY = Vocabulary(
    WORDS,
    [
        Entry("养老服务", Kind.PHRASE, 7),
        Entry("一网通办", Kind.OWN, 3),
        Entry("青屿市教育局", Kind.AGENCY, 5, AGENCY),
        Entry("林晓岚", Kind.PERSON, 2, DEPUTY),
        Entry("青屿市养老服务条例（试行）", Kind.CITED, 2),
    ],
    {
        "agency": {"青屿市教育局": 5, "青屿市民政局": 9, UNKNOWN: 50},
        "deputy": {"林晓岚": 2},
        "year": {"2019": 3, "2023": 1, "2021": 8, UNKNOWN: 90},
        "doc_number": {"青政办发〔2021〕14号": 1},
        "topic": {"城乡 建设": 1},
    },
)


def texts(typed: str, limit: int = 8) -> list[str]:
    return [one.text for one in complete(typed, VOCABULARY, limit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("养", ["养老", "养殖", "养护", "养老服务", "“青屿市养老服务条例（试行）”"]),
        ("养老", ["养老服务", "“青屿市养老服务条例（试行）”"]),
        ("養老服", ["养老服务", "“青屿市养老服务条例（试行）”"]),
        ("yanglaofu", ["养老服务", "“青屿市养老服务条例（试行）”"]),
        ("ylfw", ["养老服务", "“青屿市养老服务条例（试行）”"]),
        ("YWTB", ["一网通办"]),
        ("教育", ["教育局", "单位:青屿市教育局"]),
        ("qysjyj", ["单位:青屿市教育局"]),
        ("林", ["代表:林晓岚"]),
        ("或", ["“或者”"]),
        ("复", ["覆盖"]),
        ("wi", ["wifi"]),
        ("单位:教", ["单位:青屿市教育局"]),
        ("单位：jyj", ["单位：青屿市教育局"]),
        ("单位:", ["单位:青屿市民政局", "单位:青屿市教育局", f"单位:{UNKNOWN}"]),
        ("部门:民政、教", ["部门:民政、青屿市教育局"]),
        ("年:20", ["年:2023", "年:2021", "年:2019"]),
        ("文号:2021", ["文号:青政办发〔2021〕14号"]),
        ("主题:城", ["主题:“城乡 建设”"]),
        ("标题:养", ["标题:养老服务"]),
    ],
)
def test_what_is_typed_goes_on(typed: str, expected: list[str]) -> None:
    assert texts(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "养老 ",
        "“养",
        '"养',
        "养老服务条例很长" * 6,
        "9",
        "〔2021〕",
        "没有这样的",
        "没有:养",
        "电话:1",
        "-",
        "y",
    ],
)
def test_nothing_goes_on_for(typed: str) -> None:
    assert texts(typed) == []


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("基站 养老服", "基站 养老服务"),
        ("基站 -养老服", "基站 -养老服务"),
        ("（基站 或 养老服", "（基站 或 养老服务"),
        ("“基站” 单位:教", "“基站” 单位:青屿市教育局"),
        ("  养老服", "  养老服务"),
    ],
)
def test_the_rest_of_the_query_stays(typed: str, query: str) -> None:
    assert complete(typed, VOCABULARY)[0].query == query


def test_kinds_and_counts_are_told() -> None:
    kinds = {
        one.text: (one.kind, one.count) for typed in ("养", "教育", "单位:教") for one in complete(typed, VOCABULARY)
    }
    assert kinds["养老"] == ("词语", 30)
    assert kinds["养老服务"] == ("标题", 7)
    assert kinds["单位:青屿市教育局"] == ("承办单位", 5)


@pytest.mark.parametrize("limit", [-1, 0, 1, 3])
def test_there_are_no_more_than_asked_for(limit: int) -> None:
    assert len(texts("养", limit)) == max(0, limit)


def test_few_places_are_shared_by_the_kinds() -> None:
    assert texts("养", 3) == ["养老", "养老服务", "“青屿市养老服务条例（试行）”"]


@given(st.text(alphabet='养老服务基站yanglfw:：、单位年“”"-() （或', max_size=12), st.integers(0, 10))
def test_every_completion_is_a_query_that_asks_for_it(typed: str, limit: int) -> None:
    found = complete(typed, VOCABULARY, limit)
    assert len(found) <= limit
    assert len({one.text for one in found}) == len(found)
    for one in found:
        assert one.query.endswith(one.text)
        if ":" not in one.text and "：" not in one.text:
            assert isinstance(parse(one.text)[0], Exact)


# What a vocabulary is made of


def test_headlines_give_the_phrases_they_are_about() -> None:
    words = {"老旧", "小区", "充电", "设施", "建设", "加强", "养老", "服务", "5g", "网络", "进一步"}
    replies = [
        ("关于进一步加强老旧小区充电设施建设的建议的答复", "一、养老服务工作情况"),
        ("青屿市住建局关于老旧小区改造第12号提案的答复", "（二）5G网络建设", "老旧小区"),
        ("關於老舊小區充電設施的提案",),
    ]
    found = phrases(replies, words)
    assert found["老旧小区"] == 3
    assert found["老旧小区充电设施建设"] == 1
    assert found["老旧小区充电设施"] == 2
    assert found["充电设施建设"] == 1
    assert found["养老服务"] == 1
    assert found["5G网络建设"] == 1
    assert "5G网络" not in found  # always goes on to 5G网络建设
    assert not [phrase for phrase in found if "关于" in phrase or "加强" in phrase or "建议" in phrase]


def test_a_text_is_cut_into_the_longest_known_words_from_its_end() -> None:
    words = {"教育", "教育局", "青屿", "青屿市"}
    assert segmented("青屿市教育局", words) == ["青屿市", "教育局"]
    assert starts("青屿市教育局", words) == [0, 3]
    assert segmented("", words) == []


@pytest.mark.parametrize(
    ("term", "text"),
    [("复盖", "覆盖"), ("显着", "显著"), ("着名", "著名"), ("恢复", "恢复"), ("沿着", "沿着"), ("答复", "答复")],
)
def test_terms_of_the_index_are_written_as_today(term: str, text: str) -> None:
    assert written(term) == text


def test_an_archive_gives_its_vocabulary(sample_searcher: WhooshSearcher) -> None:
    headlines = [("关于加强智慧养老服务平台建设的建议",)]
    found = gather(sample_searcher, headlines, own=["养老", "没有的词语"])
    assert complete("青屿市数据", found)[0].text == "单位:青屿市数据局"
    assert {entry.kind for entry in found.under("养老")} == {Kind.OWN, Kind.WORD}
    assert not list(found.under("没有的词语"))
    assert any(one.kind == "标题" for one in complete("智慧养老", found))
    assert not [key for key in found.keys if key.isdigit()]


def test_every_word_that_is_completed_has_the_replies_it_counts(
    sample_data: DataDir, sample_searcher: WhooshSearcher
) -> None:
    vocabulary = Suggestions(sample_data, WHOOSH_NAME, open_searcher).vocabulary()
    for typed in ("养", "基", "公", "jia", "zh", "单位:", "文号:", "引用:", "代表:"):
        for one in complete(typed, vocabulary, 20):
            if one.kind in ("提出者", "文件"):  # counted in fields
                continue
            found = sample_searcher.search(Query(one.query, parse(one.query)[0], limit=0))
            assert found.total >= one.count > 0, one
