"""The query language: every documented form, in every width and with every kind of quote."""

from __future__ import annotations

import time

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import QueryTooLong
from search.language import MAX_CHARS, check_length, parse
from search.query import And, Clause, Everything, Exact, Field, Not, Or, Similar, Years, wanted

A, B, C = Exact("数字经济"), Exact("5G基站"), Exact("养老")


def clause(text: str) -> Clause:
    """The tree of a query that is all syntax: nothing to note."""
    found, notes = parse(text)
    assert notes == (), notes
    return found


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("数字经济", A),
        ("  数字经济　", A),
        ("数字经济 5G基站", And((A, B))),
        ("数字经济　5G基站", And((A, B))),
        ("数字经济 AND 5G基站", And((A, B))),
        ("数字经济 且 5G基站", And((A, B))),
        ("数字经济 OR 5G基站", Or((A, B))),
        ("数字经济 或 5G基站", Or((A, B))),
        ("数字经济 或者 5G基站", Or((A, B))),
        ("数字经济 | 5G基站", Or((A, B))),
        ("数字经济 OR 5G基站 OR 养老", Or((A, B, C))),
        ("数字经济 5G基站 OR 养老", Or((And((A, B)), C))),
        ("数字经济 (5G基站 OR 养老)", And((A, Or((B, C))))),
        ("数字经济 （5G基站 或 养老）", And((A, Or((B, C))))),
        ("（5G基站 OR 养老） 数字经济", And((Or((B, C)), A))),
        ("（5G基站 或 养老)数字经济", And((Or((B, C)), A))),
        ("((数字经济))", A),
        ("（（数字经济 或 5G基站） 且 养老）", And((Or((A, B)), C))),
        ("数字经济 -5G基站", And((A, Not(B)))),
        ("数字经济 －5G基站", And((A, Not(B)))),
        ("数字经济 −5G基站", And((A, Not(B)))),
        ("数字经济 NOT 5G基站", And((A, Not(B)))),
        ("数字经济 非 5G基站", And((A, Not(B)))),
        ("数字经济 -（5G基站 或 养老）", And((A, Not(Or((B, C)))))),
        ("-数字经济", Not(A)),
        ("NOT NOT 数字经济", Not(Not(A))),
        ('"数字经济"', A),
        ("“数字经济”", A),
        ("”数字经济”", Exact("数字经济")),
        ("“数字经济“", A),
        ("＂数字经济＂", A),
        ("「数字经济」", A),
        ("『数字经济』", A),
        ("〝数字经济〞", A),
        ('"数字 经济"', Exact("数字 经济")),
        ('"数字经济" "5G基站"', And((A, B))),
        ("“数字经济”“5G基站”", And((A, B))),
        ("“数字经济”5G基站", Exact("“数字经济”5G基站")),  # quotes inside a word are punctuation
        ('-"数字经济"', Not(A)),
        ('"A OR B"', Exact("A OR B")),
        ('"-5G"', Exact("-5G")),
        ("“单位:教育局”", Exact("单位:教育局")),
        ("2019-2021", Exact("2019-2021")),
        ("NB-IoT", Exact("NB-IoT")),
        ("C++", Exact("C++")),
        ("1.7万", Exact("1.7万")),
        ("71.6%", Exact("71.6%")),
        ("https://qingyu.example/a", Exact("https://qingyu.example/a")),
        ("会议:室内", Field("session", "室内")),
        ("青教建〔2023〕12号", Exact("青教建〔2023〕12号")),
        ("青教建（2023）12号", Exact("青教建（2023）12号")),
        ("青教建(2023)12号 养老", And((Exact("青教建(2023)12号"), C))),
        ("5G", Exact("5G")),
        ("的", Exact("的")),
        ("or", Exact("or")),
        ("And", Exact("And")),
        ("或许", Exact("或许")),
        ("非遗", Exact("非遗")),
        ("", Everything()),
        ("   ", Everything()),
    ],
)
def test_words_phrases_and_operators(text: str, tree: Clause) -> None:
    assert clause(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("单位:教育局", Field("agency", "教育局")),
        ("单位：教育局", Field("agency", "教育局")),
        ("单位: 教育局", Field("agency", "教育局")),
        ("机关:教育局", Field("agency", "教育局")),
        ("agency:教育局", Field("agency", "教育局")),
        ("Agency:教育局", Field("agency", "教育局")),
        ("单位:“青屿市 教育局”", Field("agency", "青屿市 教育局")),
        ('标题:"养老 服务"', Field("title", "养老 服务")),
        ("标题:养老", Field("title", "养老")),
        ("类型:提案", Field("kind", "提案")),
        ("类别:A", Field("result_class", "A")),
        ("公开：主动公开", Field("disclosure", "主动公开")),
        ("编号:0127", Field("proposal_number", "0127")),
        ("届次:十七届三次", Field("session", "十七届三次")),
        ("代表:林晓岚", Field("deputy", "林晓岚")),
        ("委员:周广平", Field("member", "周广平")),
        ("主送:民盟", Field("addressee", "民盟")),
        ("签发人:周", Field("signer", "周")),
        ("联系人:王", Field("contact_name", "王")),
        ("电话:603", Field("contact_phone", "603")),
        ("会办:财政局", Field("co_agencies", "财政局")),
        ("年:2022", Years(2022, 2022)),
        ("年份：２０２２", Years(2022, 2022)),
        ("年:2022年", Years(2022, 2022)),
        ("年:2019..2022", Years(2019, 2022)),
        ("年:2022..2019", Years(2019, 2022)),
        ("年:2022..", Years(2022, None)),
        ("年:..2019", Years(None, 2019)),
        ("年:2019-2022", Years(2019, 2022)),
        ("年:2019至2022", Years(2019, 2022)),
        ("年:2019～2022", Years(2019, 2022)),
        ("年:2019…2022", Years(2019, 2022)),
        ("year:2019..2022", Years(2019, 2022)),
        ("年:未标明", Field("year", "未标明")),
        ("文号:青教建〔2023〕12号", Field("doc_number", "青教建〔2023〕12号")),
        ("文号:青教建 2023 12", Field("doc_number", "青教建 2023 12")),
        ("文号:青教建（2023）12号", Field("doc_number", "青教建（2023）12号")),
        ("文号：青教建 〔2023〕 12 号", Field("doc_number", "青教建 〔2023〕 12 号")),
        ("文号:青教建 2023", Field("doc_number", "青教建 2023")),
        ("文号:青教建", Field("doc_number", "青教建")),
        ("文号:青教建 2023 12 养老", And((Field("doc_number", "青教建 2023 12"), C))),
        ("文号:青教建 养老", And((Field("doc_number", "青教建"), C))),
        ("-单位:教育局", Not(Field("agency", "教育局"))),
        ("养老 -类型:提案", And((C, Not(Field("kind", "提案"))))),
        ("（单位:教育局 或 单位:民政局） 养老", And((Or((Field("agency", "教育局"), Field("agency", "民政局"))), C))),
        ("类型：建议 养老", And((Field("kind", "建议"), C))),
        ("不是字段:养老", Exact("不是字段:养老")),
    ],
)
def test_fields_and_ranges(text: str, tree: Clause) -> None:
    assert clause(text) == tree


@pytest.mark.parametrize("word", ["OR", "或", "或者", "AND", "且", "NOT", "非", "|"])
def test_an_operator_alone_is_a_word(word: str) -> None:
    found, notes = parse(word)
    assert found == Exact(word)
    assert notes


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("OR 数字经济", A),
        ("数字经济 OR", A),
        ("数字经济 或", A),
        ("(数字经济", A),
        ("数字经济)", A),
        ("（数字经济 5G基站", And((A, B))),
        ("数字经济） 5G基站", And((A, B))),
        ("“数字经济", A),
        ("「数字经济 5G基站", And((A, B))),
        ("年:去年 数字经济", And((Exact("年:去年"), A))),
        ("单位: ", Exact("单位:")),
    ],
)
def test_broken_syntax_degrades_to_words_and_says_so(text: str, tree: Clause) -> None:
    found, notes = parse(text)
    assert found == tree
    assert notes
    assert all(note.strip() for note in notes)


@pytest.mark.parametrize("text", ["()", "（）", "“”", '""', "( )", "(( ))", "《》", "“ ”"])
def test_a_query_without_anything_to_look_for_finds_nothing_rather_than_everything(text: str) -> None:
    found, notes = parse(text)
    assert not isinstance(found, Everything)
    assert notes


def test_a_pasted_passage_is_searched_by_likeness_and_said_so() -> None:
    passage = (
        "全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人，覆盖率居全省前列，群众满意度持续提升。"
    )
    found, notes = parse(passage)
    assert found == Similar(passage)
    assert notes


def test_a_quoted_passage_stays_exact() -> None:
    passage = (
        "全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人，覆盖率居全省前列，群众满意度持续提升。"
    )
    assert clause(f"“{passage}”") == Exact(passage)


def test_a_query_may_not_be_endless() -> None:
    check_length("青" * MAX_CHARS)
    with pytest.raises(QueryTooLong, match=str(MAX_CHARS)):
        check_length("青" * (MAX_CHARS + 1))


@pytest.mark.parametrize(
    "piece", ["(", "（", ")", "-", "NOT ", "(NOT ", "-(", "“", "或 ", "单位:", "文号:1 ", '"', "-单位:", "《"]
)
def test_thousands_of_the_same_are_read_in_time(piece: str) -> None:
    """A recursive parser would die here, and a careless one take minutes."""
    started = time.monotonic()
    parse(piece * 2_000 + "养老")
    assert time.monotonic() - started < 2


def test_deep_brackets_are_said_to_be_cut() -> None:
    found, notes = parse("（" * 50 + "养老" + "）" * 50)
    assert notes
    assert isinstance(found, Exact | Or | And)


def depth(clause: Clause) -> int:
    children = clause.clauses if isinstance(clause, And | Or) else (clause.clause,) if isinstance(clause, Not) else ()
    return 1 + max(map(depth, children), default=0)


PIECES = [
    *'()（）-－“”"「」 　:|\n',
    " OR ",
    " 或 ",
    " NOT ",
    " 且 ",
    "单位:",
    "年：",
    "文号:",
    "2022",
    "..",
    "〔2024〕",
]
OPERATORS = st.lists(st.sampled_from([*PIECES, "9号", "养老", "5G"]), max_size=40).map("".join)


@pytest.mark.parametrize("text", ["」", "』", "〞", "”", "养老」", "「养老」」", "单位:」", "单位:教育局」", "』养老"])
def test_a_closing_quote_without_its_opening_is_no_obstacle(text: str) -> None:
    """A tokenizer that waits for something to take it up would never end."""
    with builders.within(2):
        parse(text)


@given(st.text() | OPERATORS)
def test_every_string_is_a_query(text: str) -> None:
    with builders.within(2):
        found, notes = parse(text)
    assert depth(found) <= 60
    assert all(isinstance(note, str) and note for note in notes)
    assert list(wanted(found)) is not None


def test_a_pasted_paragraph_may_hold_quotes_and_labels() -> None:
    text = "近年来，老旧小区“充电难”问题突出，我们将公共充电设施纳入“十四五”规划，推动充电桩进小区、进停车场、进商圈。"
    assert parse(text)[0] == Similar(text)


LETTER = """青屿市教育局关于市十七届人大三次会议第208号建议的答复
类别：A　公开属性：主动公开
尊敬的尚桂芬代表：
您提出的“关于做好课后服务的建议”收悉。
一、全市义务教育学校全部开展课后服务，参加学生达到应参加人数的九成以上，每周五天、每天两小时。
- 收费标准 由各区确定
二、下一步将会同财政部门完善经费保障，把课后服务纳入教师绩效工资总量，按照实际课时核定补助。"""


SENTENCES = [line for line in LETTER.split("\n") if len(line) > 40]


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        LETTER.replace("\n", " "),
        f"{LETTER}\n“附件”",
        f"{LETTER} -（完）",
        f"—{LETTER}",
        f"类别：A　公开属性：主动公开\n{LETTER}",
    ],
)
def test_a_pasted_letter_is_running_text_whatever_stands_in_it(text: str) -> None:
    assert parse(text)[0] == Similar(text)


@pytest.mark.parametrize(
    ("syntax", "meant"),
    [
        ("单位：教育局", Field("agency", "教育局")),
        ("-公交", Not(Exact("公交"))),
        ("-年:2020", Not(Years(2020, 2020))),
        ("-“以工代赈”", Not(Exact("以工代赈", quoted=True))),
    ],
)
def test_syntax_before_or_behind_a_pasted_letter_is_meant(syntax: str, meant: Clause) -> None:
    assert parse(f"{syntax} {LETTER}")[0] == And((meant, Similar(LETTER)))
    assert parse(f"{LETTER} {syntax}")[0] == And((Similar(LETTER), meant))


def test_operators_between_sentences_are_meant() -> None:
    assert len(SENTENCES) == 2
    one, two = map(Similar, SENTENCES)
    assert parse(" OR ".join(SENTENCES))[0] == Or((one, two))
    assert parse(" -".join(SENTENCES))[0] == And((one, Not(two)))
    assert parse(f"{SENTENCES[0]} -({SENTENCES[1]})")[0] == And((one, Not(two)))


def test_operators_beside_a_long_word_stay_operators() -> None:
    long = "推动公共充电设施进小区进停车场进商圈" * 3
    clause, notes = parse(f"{long} -公交")
    assert clause == And((Similar(long), Not(Exact("公交"))))
    assert notes


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("充电桩 ＯＲ 公交", Or((Exact("充电桩"), Exact("公交")))),
        ("充电桩|公交", Or((Exact("充电桩"), Exact("公交")))),
        ("充电桩 ｜ 公交", Or((Exact("充电桩"), Exact("公交")))),
        ("充电桩 —公交", And((Exact("充电桩"), Not(Exact("公交"))))),
        ("单位：教育局、民政局", Or((Field("agency", "教育局"), Field("agency", "民政局")))),
        ("单位：教育局，年：2022", And((Field("agency", "教育局"), Years(2022, 2022)))),
        ("编号: 第 0208 号", Field("proposal_number", "第 0208 号")),
        ("年：二〇二〇", Years(2020, 2020)),
        ("年：2020以后", Years(2020, None)),
    ],
)
def test_what_an_input_method_gives(text: str, tree: Clause) -> None:
    assert parse(text)[0] == tree


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ("1 万", Exact("1 万")),
        ("４ 万个 基站", And((Exact("４ 万个"), Exact("基站")))),
        ("1.7 亿元", Exact("1.7 亿元")),
        ("30 %", Exact("30 %")),
        ("5 基站", And((Exact("5"), Exact("基站")))),
        ("基站 万", And((Exact("基站"), Exact("万")))),
        ("1 万科", And((Exact("1"), Exact("万科")))),
    ],
)
def test_a_figure_and_its_unit_are_one_word(typed: str, clause: object) -> None:
    assert parse(typed)[0] == clause
