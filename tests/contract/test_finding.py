"""What every engine finds: exactly the documents that hold what was asked, and each of them."""

from __future__ import annotations

import builders
import pytest
from conftest import WORLD

from indexer.analyzer import fold
from indexer.schema import FIELDS, UNKNOWN, part_texts
from search.filters import filter_for
from search.query import And, Everything, Exact, Field, Not, Or, Similar, Years


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("数字经济", "r1 r2 r5"),
        ("數字經濟", "r1 r2 r5"),
        ("5G基站", "r1 r2"),
        ("５Ｇ基站", "r1 r2"),
        ("5g", "r1 r2 r5"),
        ("基站126", "r1"),
        ("1.7万", "r2"),
        ("1.7 万个", "r2"),
        ("7万", "r2"),
        ("9万", ""),
        ("税", "r1 r4"),
        ("站", "r1 r2 r4"),
        ("的", "r1 r2 r3 r4 r6"),
        ("马克思", "r3"),
        ("马克思主义", "r3"),
        ("克思主", "r3"),
        ("老字号", "r4"),
        ("字号企", "r4"),
        ("A类", "r6"),
        ("B类", ""),
        ("一网通办", "r6"),
        ("阳的一网", "r6"),
        ("网站标识码", "r4"),
        ("标识", "r4"),
        ("码", "r4"),
        ("基本情况税收", "r1"),
        ("126个，服务", "r1"),
        ("答復", "r1 r2 r3 r4 r6"),
        ("养老服务的提案的答复养老", ""),
        ("量子计算", ""),
        ("𠮷", ""),
    ],
)
def test_a_string_finds_exactly_the_documents_that_hold_it(world, query: str, found: str) -> None:
    assert world.ids(f"“{query}”") == set(found.split())
    assert world.ids(query) == set(found.split())
    assert world.search(query).total == len(found.split())
    assert world.search(query).total_exact


def test_every_piece_of_every_text_finds_its_document_and_no_wrong_one(world) -> None:
    """All strings of up to five characters: the promise of never missing, exhaustively on a small archive."""
    texts = {reply.id: [fold(t) for t in part_texts(reply).values()] for reply in WORLD}
    pieces = {t[at : at + n] for parts in texts.values() for t in parts for at in range(len(t)) for n in range(1, 6)}
    for piece in sorted(pieces):
        expected = {reply_id for reply_id, parts in texts.items() if any(piece in part for part in parts)}
        assert world.ids(Exact(piece)) == expected, piece


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("数字经济 5G基站", "r1 r2"),
        ("数字经济 -5G基站", "r5"),
        ("数字经济 NOT 5G基站", "r5"),
        ("-数字经济", "r3 r4 r6"),
        ("老字号 OR 马克思", "r3 r4"),
        ("（老字号 或 数字经济） 税", "r1 r4"),
        ("（老字号 或 数字经济） -税", "r2 r5"),
        ("“數字經濟” -单位:大数据", "r5"),
        ("数字经济 类型:提案", "r2"),
        ("数字经济 （类型:提案 或 年:2019）", "r1 r2"),
        ("税 -（类型:提案 年:2023）", "r1"),
        ("-（数字经济 或 税）", "r3 r6"),
        ("5G -标题:5G", "r2 r5"),
    ],
)
def test_operators_on_chinese_and_fields(world, query: str, found: str) -> None:
    assert world.ids(query) == set(found.split())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("单位:数据局", "r6"),
        ("单位:教育局", "r3"),
        ("单位：大数据", "r1 r2"),
        ("单位:未标明", "r5"),
        ("类型:建议", "r1 r3 r6"),
        ("类型:非答复", "r5"),
        ("类别:A", "r2 r3"),
        ("类别:a类", "r2 r3"),
        ("类别:未标明", "r5 r6"),
        ("公开:主动公开", "r2 r3"),
        ("公开:公开", "r2 r3"),
        ("公开:未标明", "r1 r4 r5 r6"),
        ("年:2021", "r2 r3"),
        ("年:2019..2021", "r1 r2 r3"),
        ("年:2022..", "r4 r6"),
        ("年:..2019", "r1"),
        ("年:未标明", "r5"),
        ("年:1999", ""),
        ("文号:青数据建 2024 9", "r6"),
        ("文号:青数据建〔2024〕8号", ""),
        ("文号:2024", "r6"),
        ("编号:0087", "r1"),
        ("届次:十六届三次", "r1"),
        ("代表:林", "r3"),
        ("委员:周广平", "r2"),
        ("委员:林晓岚", ""),
        ("主送:民盟", "r4"),
        ("签发人:陈", "r6"),
        ("电话:6031", "r3"),
        ("会办:财政局", "r4"),
        ("会办:卫生", "r4"),
        ("标题:数字经济", "r2 r5"),
        ("标题:5G", "r1"),
        ("标题:税", ""),
    ],
)
def test_fields(world, query: str, found: str) -> None:
    assert world.ids(query) == set(found.split())


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_an_unknown_value_finds_nothing_and_is_no_error(world, spec) -> None:
    assert world.ids(Field(spec.name, "没有这样的值")) == set()
    assert world.search(Everything(), filter_for(spec.name, "1899")).total == 0


def test_a_chosen_value_the_archive_has_is_that_value_only(world) -> None:
    world.write(builders.reply("r7", "海滨", agency="青屿市数据局海滨分局"))
    assert world.ids(Everything(), filter_for("agency", "青屿市数据局")) == {"r6"}
    assert world.ids(Everything(), filter_for("agency", "数据局")) == {"r6", "r7"}


@pytest.mark.parametrize(
    "clause",
    [Exact(""), Exact("“”"), Or(()), Field("agency", ""), Field("title", "”"), And((Exact(" "), Everything()))],
    ids=str,
)
def test_nothing_to_look_for_finds_nothing(world, clause) -> None:
    assert world.ids(clause) == set()


@pytest.mark.parametrize("clause", [Everything(), And(()), Not(Or(())), Years(None, None)], ids=str)
def test_no_condition_finds_everything(world, clause) -> None:
    expected = {"r1", "r2", "r3", "r4", "r6"} if isinstance(clause, Years) else {f"r{n}" for n in range(1, 7)}
    assert world.ids(clause) == expected


def test_a_pasted_passage_finds_the_literal_document_first(world) -> None:
    passage = "全市建成5G基站126个，服务数字经济。"
    found = world.order(Similar(passage))
    assert found[0] == "r1"
    assert "r4" not in found


def test_a_pasted_passage_with_other_numbers_still_finds_its_like(world) -> None:
    assert "r3" in world.order(
        Similar("课后服务已经实现全覆盖，参与学生达到了19.8万人，教师参与率持续提高，家长满意度较高。")
    )


def test_words_of_a_pasted_passage_that_are_nowhere_find_nothing(world) -> None:
    assert world.ids(Similar("量子纠缠与超导磁体的低温物理性质测量方法")) == set()


def test_lines_that_do_not_follow_one_another_form_no_string(index) -> None:
    """Headings are scored on their own and chrome is kept as lines; neither makes a string nobody wrote."""
    index.write(
        builders.reply(
            "h1",
            "一、甲况\n课后服务实现全覆盖。\n二、乙策\n继续推进。",
            "关于课后服务的建议的答复",
            headings=["一、甲况", "二、乙策"],
            removed=["首页丙", "丁版权所有"],
        )
    )
    for string in ("况二", "甲况二", "丙丁", "页丙丁版"):
        assert index.ids(f"“{string}”") == set(), string
    for string in ("况课", "策继", "丙", "丁版"):
        assert index.ids(f"“{string}”") == {"h1"}, string


def test_an_excluding_filter_takes_out_the_documents_with_its_value_only(world) -> None:
    everything = {f"r{n}" for n in range(1, 7)}
    assert world.ids(Everything(), filter_for("agency", "青屿市数据局", excludes=True)) == everything - {"r6"}
    assert world.ids("数字经济", filter_for("year", "2019", excludes=True)) == {"r2", "r5"}
    assert world.ids(Everything(), filter_for("year", "2021..", excludes=True)) == {"r1", "r5"}
    assert world.ids(Everything(), filter_for("result_class", UNKNOWN, excludes=True)) == {"r1", "r2", "r3", "r4"}
    assert world.ids(Everything(), filter_for("kind", "没有这样的值", excludes=True)) == everything


def test_all_excluding_filters_hold_beside_the_chosen_values(world) -> None:
    out = [filter_for("kind", kind, excludes=True) for kind in ("建议", "非答复")]
    assert world.ids(Everything(), *out) == {"r2", "r4"}
    assert world.ids(Everything(), *out, filter_for("year", "2021"), filter_for("year", "2024")) == {"r2"}
    assert world.ids(Everything(), filter_for("kind", "提案"), filter_for("kind", "提案", excludes=True)) == set()
