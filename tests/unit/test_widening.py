"""Other forms of typed words: which ones, why, and which never."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.agencies import Agencies, shipped
from indexer.folding import fold
from search.boundaries import Whole, may_be_part_of_another, standing_alone
from search.highlighter import folded_strings, marks
from search.language import parse
from search.query import And, Exact, Field, Not, Or, Similar
from search.widening import Tables, Wider, synonyms_of_office, wider
from search.widening.figures import other_figures
from search.widening.numerals import value_of, variants, written
from search.widening.synonyms import parse as rules
from search.widening.synonyms import shipped as shipped_words

SHIPPED = Tables(shipped(), shipped_words())


def asked(text: str, tables: Tables = SHIPPED, plain: tuple[str, ...] = ()) -> Wider:
    return wider(parse(text)[0], tables, True, plain)


def forms(text: str, tables: Tables = SHIPPED) -> dict[str, str]:
    """The other forms of one word, with their reasons."""
    return {form.text: form.reason for one in asked(text, tables).used for form in one.forms}


def own(text: str) -> Tables:
    return Tables(shipped(), rules(text))


# Which words


def test_a_typed_word_may_be_another_form_and_the_clause_says_so() -> None:
    assert asked("公交 线路").clause == And((Exact("公交", also=("公共交通",)), Exact("线路")))


def test_both_sides_of_or_are_widened() -> None:
    assert asked("公交 OR 充电桩").clause == Or((Exact("公交", ("公共交通",)), Exact("充电桩", ("充电设施",))))


@pytest.mark.parametrize("text", ["“公交”", "-公交", "标题:公交", "年:2022", "办公交接", "线路"])
def test_quotes_exclusions_other_fields_and_other_words_stay_as_they_are(text: str) -> None:
    found = asked(text)
    assert (found.clause, found.used, found.unused) == (parse(text)[0], (), ())


def test_what_is_excluded_is_excluded_as_typed() -> None:
    assert asked("线路 -公交").clause == And((Exact("线路"), Not(Exact("公交"))))


def test_a_pasted_passage_is_not_widened() -> None:
    text = (
        "我市公交线路在老旧小区附近设站较少居民出行换乘不便建议优化公交线路增加班次延长运营时间并完善公交站点配套设施"
    )
    assert isinstance(asked(text).clause, Similar)
    assert not asked(text).used


def test_words_named_plain_stay_as_typed_and_are_offered() -> None:
    found = asked("公交 充电桩", plain=("公 交",))
    assert found.clause == And((Exact("公交"), Exact("充电桩", ("充电设施",))))
    assert ([one.word for one in found.used], [one.word for one in found.unused]) == (["充电桩"], ["公交"])


def test_unless_it_is_wanted_everything_is_only_offered() -> None:
    clause = parse("公交 充电桩")[0]
    found = wider(clause, SHIPPED, False)
    assert found.clause == clause
    assert not found.used
    assert [one.word for one in found.unused] == ["公交", "充电桩"]


def test_a_word_has_at_most_eight_other_forms_and_none_twice() -> None:
    many = own("甲甲, " + ", ".join(f"乙{letter}丙" for letter in "abcdefghijkl"))
    found = asked("甲甲 甲甲", many)
    assert [len(one.forms) for one in found.used] == [8]


def test_a_form_that_holds_the_word_is_none_for_the_word_finds_it_already() -> None:
    assert forms("路灯", own("路灯, 太阳能路灯, 照明设施")) == {"照明设施": "同义词"}


# Agencies


@pytest.mark.parametrize(
    ("typed", "other", "reason"),
    [
        ("工信局", "工业和信息化局", "简称"),
        ("工业和信息化局", "工信局", "简称"),
        ("青屿市发改委", "青屿市发展和改革委员会", "简称"),
        ("環保局", "生态环境局", "又称"),
        ("大数据管理局", "数据局", "沿革"),
        ("数据局", "大数据管理局", "沿革"),
        ("市环境保护局", "市生态环境局", "沿革"),
        ("市监局", "工商行政管理局", "沿革"),
        ("国土资源局", "自然资源和规划局", "沿革"),
    ],
)
def test_agencies_go_by_their_other_names_before_and_after(typed: str, other: str, reason: str) -> None:
    assert forms(typed)[other] == reason


def test_a_succession_says_when() -> None:
    notes = {form.text: form.note for one in asked("环境保护局").used for form in one.forms}
    assert "2018年" in notes["生态环境局"]


def test_the_offices_own_table_of_agencies_counts(tmp_path: Path) -> None:
    table = tmp_path / "单位名称.csv"
    table.write_text("关系,名称,对应名称,地区,起始年,出处\n沿革,港务管理局,海洋发展局,青屿市,2021,\n", encoding="utf-8")
    found = asked("青屿市海洋发展局", Tables(Agencies.load(table), rules(""))).used
    assert [(form.text, form.note) for form in found[0].forms] == [("青屿市港务管理局", "青屿市2021年")]


@pytest.mark.parametrize("typed", ["教育委员会", "妇女联合会", "园林局长", "数据", "青屿市"])
def test_no_agency_no_names_and_no_name_that_stands_in_others(typed: str) -> None:
    assert not forms(typed)


def test_fields_of_agencies_go_by_succession_only() -> None:
    found = asked("单位:大数据管理局 会办:充电桩")
    field = found.clause.clauses[0]  # type: ignore[union-attr]
    assert isinstance(field, Field)
    assert field.also == ("数据局",)
    assert [one.word for one in found.used] == ["单位:大数据管理局"]


# Synonyms


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("公交", {"公共交通"}),
        ("农村公交", {"农村公共交通"}),
        ("公交线路", {"公共交通线路"}),
        ("公交线路调整以后上学不方便怎么办", set()),  # a question
        ("城乡公交线路", set()),  # in the middle of a word nobody knows where it ends
        ("公交车", set()),  # neither with one character beside it
        ("堵车", {"交通拥堵"}),
        ("交通拥堵", set()),
        ("网约车充电桩", {"网络预约出租汽车充电桩", "网约车充电设施"}),
        ("ＡＥＤ", {"自动体外除颤器"}),
        ("AED设备", {"自动体外除颤器设备"}),
        ("軟體開發", {"软件開發"}),
    ],
)
def test_rules_hold_for_words_and_for_their_beginning_and_end(typed: str, found: set[str]) -> None:
    table = own(
        "公交, 公共交通\n堵车 => 交通拥堵\n网约车、网络预约出租汽车\n充电桩，充电设施 # 说明\n"
        "AED, 自动体外除颤器\n軟體 => 软件"
    )
    assert set(forms(typed, table)) == found


def test_the_longest_term_counts() -> None:
    table = own("公交, 公共交通\n公交车, 公共汽车")
    assert set(forms("公交车站台", table)) == {"公共汽车站台"}
    assert not forms("公交车站", table)


def test_an_office_adds_words_and_takes_words_out(tmp_path: Path) -> None:
    table = tmp_path / "同义词.txt"
    table.write_text("!公交\n青e办 => 青屿政务通\n", encoding="gb18030")
    tables = Tables(shipped(), synonyms_of_office(table))
    assert not forms("公交", tables)
    assert set(forms("青E办", tables)) == {"青屿政务通"}
    assert "充电设施" in forms("充电桩", tables)


def test_words_for_one_another_may_be_written_as_the_page_writes_them() -> None:
    found = rules("工信办 = 工业和信息化办公室 ＝ 经信办\n堵车 => 交通拥堵\n公交 =\n")
    assert found.others[fold("经信办")] == ("工信办", "工业和信息化办公室")
    assert fold("交通拥堵") not in found.others
    assert len(found.problems) == 1


def test_lines_that_are_not_understood_are_named_and_the_others_hold() -> None:
    found = rules("公交, 公共交通\n堵车\n甲 => 乙乙\n养狗 => 养犬 => 犬只\n路,灯\n=> 乙乙\n噪音, 噪声")
    assert len(found.problems) == 5
    assert all(f"第 {number} 行" in problem for number, problem in zip((2, 3, 4, 5, 6), found.problems, strict=True))
    assert set(found.others) == {fold(word) for word in ("公交", "公共交通", "噪音", "噪声")}


@pytest.mark.parametrize("body", [b"\xff\xff\x00\x81", b"x" * 4_000_001])
def test_a_file_that_cannot_be_read_is_a_note_and_the_shipped_words_hold(body: bytes, tmp_path: Path) -> None:
    table = tmp_path / "同义词.txt"
    table.write_bytes(body)
    found = synonyms_of_office(table)
    assert len(found.problems) == 1
    assert "同义词" in found.problems[0]
    assert found.others == shipped_words().others
    assert asked("充电桩", Tables(shipped(), found)).notes == found.problems


def test_lines_beyond_the_most_are_not_lost_silently() -> None:
    found = rules("#\n" * 20_000 + "公交, 公共交通\n")
    assert not found.others
    assert "20001 行" in found.problems[0]


def test_the_words_shipped_are_many_and_without_fault() -> None:
    assert not shipped_words().problems
    assert len(shipped_words().others) > 200
    assert set(forms("养狗")) == {"养犬", "犬只"}


@pytest.mark.parametrize(
    "text",
    [
        "提高校园安全水平", "在职教育", "为居民提供热线", "降低保证金比例", "中医保健服务", "农村医疗条件",
        "收集采纳意见", "合作社工作人员", "外国企业和省外企业", "整治堵点", "养老人才", "提高铁路运能", "要求职工",
        "大家暴露的问题", "家电商场", "提供暖心服务",
    ],
)  # fmt: skip
def test_no_other_form_that_is_shipped_stands_in_words_that_mean_something_else(text: str) -> None:
    wrong = [other for others in shipped_words().others.values() for other in others if fold(other) in fold(text)]
    assert not wrong


# Figures


@pytest.mark.parametrize(
    "alike",
    [
        ("1万", "10000", "10,000", "一万"),
        ("17000", "1.7万", "17,000", "一万七千"),
        ("三十万元", "30万元", "300000元"),
        ("两百所", "200所", "二百所"),
        ("30%", "百分之三十"),
        ("12.5％", "百分之十二点五"),
        ("100%", "百分之百"),
        ("2035年", "二〇三五年", "二零三五年"),
        ("1.5亿", "15000万", "150000000", "一亿五千万"),
        ("0.5亿元", "5000万元", "五千万元"),
        ("达到3000个以上", "达到三千个以上", "达到3,000个以上"),
    ],
)
def test_figures_are_the_same_however_they_are_written(alike: tuple[str, ...]) -> None:
    for typed in alike:
        others = {fold(form.text) for form in other_figures(typed)}
        assert {fold(other) for other in alike} - {fold(typed)} <= others, typed


@pytest.mark.parametrize(
    "typed",
    [
        "万科", "一网通办", "三北工程", "十四五", "“十四五”规划", "十分", "十九大", "十万火急", "万一", "二百五",
        "百万", "统一", "统一万家", "数十所", "几十万", "第十条", "第200条", "三个", "5G基站", "NB-IoT3000", "2024",
        "2000", "0127", "60312345", "13800000000", "1234567890123", "青政办发〔2024〕14号", "2019-2021年", "6-30万元",
        "1.7.2", "12月31日", "G15高速", "8号楼", "1万5千", "12345",
    ],
)  # fmt: skip
def test_what_may_be_no_amount_stays(typed: str) -> None:
    assert not list(other_figures(typed))


def test_a_year_is_not_grouped() -> None:
    assert {form.text for form in other_figures("2024年")} == {"2024年", "二〇二四年", "二零二四年"}


@given(st.integers(1, 10**15))
def test_numerals_are_exact_both_ways(number: int) -> None:
    assert all(value_of(text) == number for text in variants(number))


@given(st.text("零〇一二两三四五六七八九十百千万亿", min_size=1, max_size=9))
def test_a_numeral_is_understood_in_its_usual_form_only(text: str) -> None:
    number = value_of(text)
    assert number is None or text.replace("〇", "零") in variants(number) or "两" in text[1:]


@pytest.mark.parametrize(
    ("number", "text"), [(10, "十"), (110, "一百一十"), (10015, "一万零一十五"), (3 * 10**12, "三万亿")]
)
def test_numerals_as_people_write_them(number: int, text: str) -> None:
    assert written(number) == text


# What stands inside another figure


@pytest.mark.parametrize(
    ("form", "text", "alone"),
    [
        ("10000", "共10000个", True),
        ("10000", "共110000个", False),
        ("10000", "共10000.5个", False),
        ("10000", "共10000万", False),
        ("10,000", "共110,000个", False),
        ("10,000", "共3,10,000", False),
        ("10000", "有甲,10000个", True),
        ("1万", "共11万个", False),
        ("1万", "共1万5千个", False),
        ("一万", "共十一万个", False),
        ("一万", "统一万家", False),
        ("一万", "共一万个", True),
        ("200所", "共1200所", False),
        ("200所", "共200所", True),
        ("30%", "共3.30%", False),
        ("百分之三十", "占百分之三十五", False),
        ("公共交通", "公共交通", True),
        ("住建部", "报住建部同意", True),
        ("住建部", "各级住建部门", False),
        ("政府办", "由市政府办理", False),
    ],
)
def test_a_form_inside_a_longer_one_means_something_else(form: str, text: str, alone: bool) -> None:
    assert bool(standing_alone(form).search(text)) is alone


@pytest.mark.parametrize(
    ("form", "may"),
    [
        ("10000", True),
        ("200所", True),
        ("百分之三十", True),
        ("住建部", True),
        ("达到10000个", False),
        ("2035年", False),
        ("二〇三五年", False),
        ("公共交通", False),
    ],
)
def test_which_forms_may_mean_something_else(form: str, may: bool) -> None:
    assert may_be_part_of_another(form) is may


def test_forms_that_may_mean_something_else_count_only_where_they_stand_alone() -> None:
    word = asked("1万").clause
    assert isinstance(word, Exact)
    assert set(word.also) == {"10000", "10,000", "一万"}
    assert all(isinstance(form, Whole) for form in word.also)
    assert not any(isinstance(form, Whole) for form in asked("公交").clause.also)  # type: ignore[union-attr]


def test_a_form_is_marked_only_where_it_stands_alone() -> None:
    text = "共110000个，其中10000个、10,000.5个"
    strings = folded_strings([Whole("10000")])
    assert [text[start:end] for start, end in marks(text, strings)] == ["10000"]
    assert marks(text, strings)[0][0] == text.index("10000个、")
    assert len(marks(text, folded_strings([Whole("10000"), "10000"]))) == 2  # what was typed counts anywhere
