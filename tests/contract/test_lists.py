"""How every engine lists what it found: order, pages, facets."""

from __future__ import annotations

from collections import Counter

import builders
import pytest
from conftest import WORLD

from indexer.schema import FACETS, UNKNOWN, field_values
from search.filters import filter_for
from search.query import Everything, Sort


def counts(found, name: str) -> dict[str, int]:
    facet = next(facet for facet in found.facets if facet.name == name)
    return {value.value: value.count for value in facet.values}


def test_newest_first_and_oldest_first(world) -> None:
    dated = ["r6", "r4", "r5", "r3", "r2", "r1"]
    assert world.order(Everything(), sort=Sort.NEWEST) == dated
    assert world.order(Everything(), sort=Sort.OLDEST) == dated[::-1]


def test_undated_documents_come_last_both_ways(world) -> None:
    world.write(builders.reply("r7", "没有日期"))
    assert world.order(Everything(), sort=Sort.NEWEST)[-1] == "r7"
    assert world.order(Everything(), sort=Sort.OLDEST)[-1] == "r7"


def test_a_string_in_the_title_counts_more_than_one_in_the_text(index) -> None:
    filler = "其他工作稳步推进。" * 5
    index.write(
        builders.reply("body", f"养老。{filler}", "关于其他工作的答复"),
        builders.reply("title", f"助餐。{filler}", "关于养老工作的答复"),
        *(builders.reply(f"x{n}", filler, "关于其他工作的答复") for n in range(5)),
    )
    assert index.order("养老") == ["title", "body"]


def test_a_string_in_the_proposals_title_counts_more_than_one_in_the_text(index) -> None:
    filler = "其他工作稳步推进。" * 5
    index.write(
        builders.reply("body", f"养老。{filler}", "关于第7号提案的答复", proposal_title="关于其他工作的提案"),
        builders.reply("asked", f"养老。{filler}", "关于第8号提案的答复", proposal_title="关于养老的提案"),
        *(builders.reply(f"x{n}", filler, "关于其他工作的答复") for n in range(5)),
    )
    assert index.order("养老") == ["asked", "body"]


def test_more_mentions_and_shorter_texts_come_first(index) -> None:
    index.write(
        builders.reply("long", "养老。" + "其他工作稳步推进。" * 50, "甲"),
        builders.reply("short", "养老。其他工作稳步推进。", "乙"),
        builders.reply("often", "养老，养老，养老。其他工作。", "丙"),
        *(builders.reply(f"x{n}", "其他工作稳步推进。" * 5, "丁") for n in range(5)),
    )
    assert index.order("养老") == ["often", "short", "long"]


def test_a_rare_string_tells_more_than_a_common_one(index) -> None:
    index.write(
        builders.reply("rare", "量子计算研究。普通工作。", "甲"),
        *(builders.reply(f"x{n}", "普通工作推进。普通工作。", "乙") for n in range(9)),
    )
    assert index.order("量子计算 或 工作推进")[0] == "rare"


def test_page_chrome_comes_after_everything_else(index) -> None:
    index.write(
        builders.reply("chrome", "别的内容。", "甲", removed=["养老专栏 养老 养老"]),
        builders.reply("text", "其他工作稳步推进。" * 30 + "养老。", "乙"),
        *(builders.reply(f"x{n}", "其他工作。", "丙") for n in range(4)),
    )
    assert index.order("养老") == ["text", "chrome"]


def test_equal_scores_go_newest_first(index) -> None:
    for year in (2019, 2023, 2021):
        index.write(builders.reply(f"y{year}", "养老服务。", "甲", year=year, signed_date=f"{year}-01-01"))
    index.write(*(builders.reply(f"x{n}", "其他。", "乙") for n in range(4)))
    assert index.order("养老") == ["y2023", "y2021", "y2019"]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_are_stable_and_complete(index, sort: Sort, size: int) -> None:
    for start in (0, 10):
        index.write(
            *(
                builders.reply(f"d{n:02}", "养老服务。" * (n % 3 + 1), "甲", year=2018 + n % 4)
                for n in range(start, start + 10)
            )
        )
    whole = index.order("养老", sort=sort)
    paged = [i for offset in range(0, 24, size) for i in index.order("养老", sort=sort, offset=offset, limit=size)]
    assert len(whole) == 20
    assert paged == whole
    assert index.order("养老", sort=sort) == whole


@pytest.mark.parametrize(("offset", "limit"), [(0, 0), (6, 10), (1000, 10), (5, 0)])
def test_a_page_outside_is_empty_and_the_total_still_right(world, offset: int, limit: int) -> None:
    found = world.search(Everything(), offset=offset, limit=limit)
    assert found.hits == ()
    assert found.total == 6


def test_scores_fall_and_are_never_negative(world) -> None:
    for query in ("数字经济", "5G", "的", "税 或 老字号"):
        scores = [score for _, score in world.search(query).hits]
        assert scores == sorted(scores, reverse=True)
        assert all(score >= 0 for score in scores)


def test_filters_on_one_field_are_alternatives_and_on_two_are_both_needed(world) -> None:
    year2019, year2021, proposal = (filter_for(*f) for f in (("year", "2019"), ("year", "2021"), ("kind", "提案")))
    assert world.ids(Everything(), year2019, year2021) == {"r1", "r2", "r3"}
    assert world.ids(Everything(), year2019, year2021, proposal) == {"r2"}
    assert world.ids("数字经济", year2021) == {"r2"}
    assert world.ids("数字经济", filter_for("title", "5G")) == {"r1"}


def test_facets_count_what_was_found(world) -> None:
    found = world.search("数字经济")
    assert counts(found, "kind") == {"建议": 1, "提案": 1, "非答复": 1}
    assert counts(found, "year") == {"2021": 1, "2019": 1, UNKNOWN: 1}
    assert [facet.name for facet in found.facets] == [spec.name for spec in FACETS]


def test_facets_of_a_page_count_all_pages(world) -> None:
    assert counts(world.search("数字经济", limit=1), "kind") == counts(world.search("数字经济"), "kind")


def test_a_facet_is_counted_without_its_own_filter_but_with_the_others(world) -> None:
    found = world.search(Everything(), filter_for("kind", "提案"), filter_for("year", "2021"))
    assert found.total == 1
    assert counts(found, "kind") == {"建议": 1, "提案": 1}
    assert counts(found, "year") == {"2023": 1, "2021": 1}
    assert counts(found, "agency") == {"青屿市大数据发展管理局": 1}


def test_facets_without_hits_are_empty(world) -> None:
    assert all(facet.values == () for facet in world.search("量子计算").facets)


def test_years_go_down_other_values_by_count_and_the_unknown_last(world) -> None:
    facets = {f.name: [v.value for v in f.values] for f in world.search(Everything()).facets}
    assert facets["year"] == ["2024", "2023", "2021", "2019", UNKNOWN]
    assert facets["kind"] == ["建议", "提案", "非答复"]
    assert facets["disclosure"] == ["主动公开", UNKNOWN]


@pytest.mark.parametrize("spec", FACETS, ids=lambda spec: spec.name)
def test_the_values_of_the_whole_index(world, spec) -> None:
    expected = Counter(value for reply in WORLD for value in field_values(reply)[spec.name])
    assert dict(world.searcher.values(spec.name)) == expected


def test_the_vocabulary_counts_the_replies_that_hold_a_word(world) -> None:
    expected = Counter(word for reply in WORLD for word in world.analyzer.words(reply.text))
    assert dict(world.searcher.vocabulary()) == expected
    assert expected["数字"] == 3


def test_the_vocabulary_has_every_word_of_every_commit(world) -> None:
    world.write(builders.reply("r7", "量子计算机的采购。", "甲"), gone=["r1"])
    assert world.searcher.vocabulary()["量子"] == 1
    assert world.searcher.vocabulary()["数字"] in (2, 3)


def test_facets_count_what_an_excluding_filter_leaves_its_own_field_too(world) -> None:
    found = world.search(Everything(), filter_for("kind", "建议", excludes=True))
    assert found.total == 3
    assert counts(found, "kind") == {"提案": 2, "非答复": 1}
    assert counts(found, "year") == {"2023": 1, "2021": 1, UNKNOWN: 1}
    found = world.search(Everything(), filter_for("kind", "提案"), filter_for("year", "2021", excludes=True))
    assert counts(found, "kind") == {"建议": 3 - 1, "提案": 1, "非答复": 1}
