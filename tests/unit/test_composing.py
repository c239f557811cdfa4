"""Queries composed from the boxes of a form ask for exactly what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.folding import fold
from indexer.schema import FIELDS, Kind
from search.composing import Wish, compose, conditions_of, pieces, wish_of
from search.filters import field_clause, fits
from search.language import parse
from search.query import And, Clause, Exact, Field, Not, Or, Years
from search.tokens import QUOTES

ODD = '或且非ORNT andnot-－|｜()（）“”"＂「」『』:：，,、；。养老服务1万年2024〔〕号第%标题单位 \u3000.…甲乙'
TYPED = st.text(alphabet=ODD, max_size=8) | st.text(max_size=6) | st.sampled_from(
    ["或", "AND", "NOT", "-养老", "标题:养老", "年：2022", "养老 服务", "“十四五”规划", '"', "（", "1", "万", "甲" * 60]
)  # fmt: skip
MANY = st.lists(TYPED, max_size=4).map(tuple)
YEARS = st.none() | st.builds(Years, st.none() | st.integers(1950, 2030), st.none() | st.integers(2031, 2050))


def same(clause: Clause) -> object:
    """A clause with its strings as they are compared in searching."""
    match clause:
        case Exact(text):
            return fold(text)
        case Not(inner):
            return ("not", same(inner))
        case Field("title", text):
            return ("title", fold(text))
        case And(clauses):
            return [same(one) for one in clauses]
        case Or(clauses):
            return ("or", *map(same, clauses))
    return clause


def clauses_of(query: str) -> list[object]:
    clause = parse(query)[0]
    found = same(clause)
    return found if isinstance(clause, And) else [found]


@given(words=MANY, phrases=MANY, any_of=MANY, none_of=MANY, title=MANY, years=YEARS)
def test_what_is_composed_means_what_was_typed(words, phrases, any_of, none_of, title, years) -> None:
    wish = Wish(words, phrases, any_of, none_of, title, years=years)
    folded = [[text for one in box if (text := fold(one))] for box in (words, phrases, any_of, none_of, title)]
    meant: list[object] = [*folded[0], *folded[1]]
    meant += [("or", *folded[2])] if len(folded[2]) > 1 else folded[2]
    meant += [("not", text) for text in folded[3]]
    meant += [("title", text) for text in folded[4]]
    meant += [years] if years and years != Years(None, None) else []
    if meant:
        assert clauses_of(compose(wish)) == meant
    else:
        assert compose(wish) == ""


@given(st.sampled_from([spec for spec in FIELDS if spec.kind is not Kind.TEXT]), TYPED)
def test_a_field_is_asked_for_its_value_as_it_was_typed(spec, value) -> None:
    bare = "".join(char for char in value if char not in QUOTES).strip()
    composed = compose(Wish(fields=((spec.name, value),)))
    expected = field_clause(spec.aliases[0], bare)[0] if fold(value) else parse("")[0]
    assert parse(composed)[0] in (expected, field_clause(spec.aliases[0], value)[0])


@pytest.mark.parametrize(
    ("wish", "query"),
    [
        (Wish(words=("养老", "服务")), "养老 服务"),
        (Wish(phrases=("养老服务",)), "“养老服务”"),
        (Wish(words=("充电桩",), any_of=("小区", "停车场")), "充电桩 （小区 或 停车场）"),
        (Wish(any_of=("小区",)), "小区"),
        (Wish(words=("充电桩",), none_of=("港口", "电动 汽车")), "充电桩 -港口 -“电动 汽车”"),
        (Wish(title=("养老", "服务")), "标题:养老 标题:服务"),
        (Wish(words=("或", "标题:养老", "养老")), "“或” “标题:养老” 养老"),
        (Wish(words=("1", "万")), "“1” “万”"),
        (Wish(fields=(("agency", "青屿市教育局"), ("kind", "提案"))), "单位:青屿市教育局 类型:提案"),
        (Wish(fields=(("agency", "教育局、民政局"),)), "单位:教育局、民政局"),
        (Wish(words=("桥",), years=Years(2019, 2022)), "桥 年:2019..2022"),
        (Wish(years=Years(2022, None)), "年:2022.."),
        (Wish(years=Years(None, 2019)), "年:..2019"),
        (Wish(years=Years(2022, 2022)), "年:2022"),
        (Wish(code="青数据建", year="2024", number="9"), "文号:青数据建〔2024〕9号"),
        (Wish(code=" 青数据建 ", year="〔２０２４〕", number="第９号"), "文号:青数据建〔2024〕9号"),
        (Wish(year="2024"), "文号:〔2024〕"),
        (Wish(number="9"), "文号:9号"),
        (Wish(words=(" ", "“”"), title=("",), fields=(("agency", " "),)), ""),
    ],
)
def test_queries_are_written_as_a_clerk_would_write_them(wish: Wish, query: str) -> None:
    assert compose(wish) == query


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(code="青数据建", year="2024", number="9"), "甲"),
        (Wish(code="青数据建", year="2024"), "甲乙"),
        (Wish(code="青数据建", number="9"), "甲丙"),
        (Wish(year="2024", number="9"), "甲丁"),
        (Wish(code="青数据建"), "甲乙丙"),
        (Wish(year="2024"), "甲乙丁"),
        (Wish(number="9"), "甲丙丁"),
        (Wish(number="2024"), "戊"),
    ],
)
def test_each_box_of_a_document_number_is_a_condition(wish: Wish, found: str) -> None:
    numbers = {
        "甲": "青数据建〔2024〕9号", "乙": "青数据建〔2024〕10号", "丙": "青数据建〔2023〕9号",
        "丁": "青教函〔2024〕9号", "戊": "青民函〔2023〕2024号",
    }  # fmt: skip
    clause = parse(compose(wish))[0]
    assert isinstance(clause, Field)
    assert {name for name, number in numbers.items() if fits(clause)(number)} == set(found)


@pytest.mark.parametrize(
    "query",
    [
        "", "养老 服务", "“养老服务” 助餐", "充电桩 （小区 或 停车场） -港口",
        "标题:养老 年:2019..2022", "文号:青数据建 2024 9", "单位:教育局、民政局 类型:提案", "“或” 养老",
        "年:2022.. 文号:9号", "甲 或 乙",
    ],
)  # fmt: skip
def test_a_query_fills_the_form_that_would_have_written_it(query: str) -> None:
    wish = wish_of(query)
    assert wish is not None
    assert wish_of(compose(wish)) == wish
    if "文号" not in query:
        assert sorted(map(str, clauses_of(compose(wish)))) == sorted(map(str, clauses_of(query)))


@pytest.mark.parametrize(
    "query",
    ["（甲 或 乙） （丙 或 丁）", "甲 或 （乙 丙）", "-（甲 乙）", "甲 或 单位:教育局", "-单位:教育局", "长" * 200],
)
def test_a_query_that_a_form_has_no_boxes_for_fills_none(query: str) -> None:
    assert wish_of(query) is None


@given(st.text(alphabet=ODD, max_size=20) | st.text(max_size=10))
def test_any_query_is_read_back_or_left_alone(query: str) -> None:
    wish = wish_of(query)
    if wish is not None and not (wish.code or wish.year or wish.number):
        composed = parse(compose(wish))[0]
        assert sorted(map(str, clauses_of(compose(wish)))) == sorted(map(str, clauses_of(query))), composed


@pytest.mark.parametrize(
    ("query", "conditions"),
    [
        ("养老 服务 养老", ["养老", "服务"]),
        ("“养老服务” 标题:助餐 单位:教育局、民政局 -港口", ["“养老服务”", "标题:助餐", "单位:教育局、民政局"]),
        ("1 万 （小区 或 停车场） 年:2022..", ["1 万", "（小区 或 停车场）", "年:2022.."]),
        ("甲 （乙 或 （丙 丁））", ["甲"]),
        ("“或” 养老", ["“或”", "养老"]),
    ],
)
def test_each_condition_of_a_query_is_a_query_of_its_own(query: str, conditions: list[str]) -> None:
    assert conditions_of(query) == tuple(conditions)
    assert all(clause in clauses_of(query) for one in conditions for clause in clauses_of(one))


def test_words_of_a_box_are_set_apart_by_blanks_unless_quoted() -> None:
    assert pieces("养老　服务 “电动 汽车” -甲") == ("养老", "服务", "电动 汽车", "-甲")
    assert pieces("  ") == ()
