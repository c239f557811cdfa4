"""An account becomes sentences: what a clerk is told of a reply's place, of the one above, and of what is missing."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from search.explaining.account import Account, Resemblance, Standing, Word
from search.explaining.asking import ends_so
from search.explaining.comparing import compare
from search.explaining.failing import failures, merits
from search.explaining.wording import listed, reasons
from search.filters import filter_for
from search.language import parse
from search.query import Clause, Exact, Field, Filter, Query, Similar, Sort, Years
from search.results import Form, Widening

REPLY = builders.reply(
    "r1", "充电桩建设稳步推进。\n居民区内充电桩已建成。", "关于充电桩的建议的答复", agency="青屿市民政局", year=2021
)


def word(string: str, score: float = 2.0, holding: int = 6, /, **times: int) -> Word:
    """A word that stands so often in these parts; each part gives the same share of the score."""
    standings = tuple(Standing(string, part, often, score / len(times)) for part, often in times.items())
    return Word(string, holding, score if times else 0.0, standings)


def account(*words: Word, **more: object) -> Account:
    values: dict[str, object] = {
        "reply_id": "r1", "place": 2, "total": 5, "above": "r0", "words": words, "resemblances": (), "closeness": 0.0,
        "together": 0.0, "length": 1000, "mean_length": 1000.0, "documents": 48, "stands": {},
        "score": sum(one.score for one in words),
    }  # fmt: skip
    return Account(**{**values, **more})  # type: ignore[arg-type]


def query(text: str | Clause, sort: Sort = Sort.RELEVANCE, filters: tuple[Filter, ...] = ()) -> Query:
    return Query(str(text), parse(text)[0] if isinstance(text, str) else text, filters, sort)


def failing(text: str, *filters: Filter, **stands: bool) -> tuple[str, ...]:
    """What is missing when every leaf fails but those whose text is given as standing."""
    asked = query(text, filters=filters)
    from search.explaining.account import asked as leaves_of

    told = {leaf: stands.get(getattr(leaf, "text", getattr(leaf, "value", "")), False) for leaf in leaves_of(asked)}
    return failures(account(word("公交", text=3), stands=told), asked, REPLY)


# Why it is here


def test_a_word_is_told_by_where_it_stands_and_how_rare_it_is() -> None:
    (line,) = reasons(account(word("充电桩", title=1, headings=2, text=12)), query("充电桩"))
    assert line == "“充电桩”：标题里有，小标题 2 处，正文共 12 处；全部 48 篇答复里 6 篇有，较少见，所以分量重"


@pytest.mark.parametrize(
    ("holding", "documents", "said"), [(40, 48, "很常见"), (20, 48, ""), (7, 48, "较少见"), (1, 9, "")]
)
def test_what_is_rare_and_what_is_common(holding: int, documents: int, said: str) -> None:
    (line,) = reasons(account(word("桥", 2.0, holding, text=1), documents=documents), query("桥"))
    assert [one for one in ("很常见", "较少见") if one in line] == ([said] if said else [])


def test_shares_of_the_score_are_told_when_there_are_several() -> None:
    lines = reasons(account(word("养老", 3.0, text=2), word("床位", 1.0, text=1)), query("养老 床位"))
    assert [line.rpartition("；")[2] for line in lines] == ["占总分量 75%", "占总分量 25%"]


def test_another_form_is_named_and_what_is_not_there_is_said() -> None:
    widened = Word("充电桩", 6, 2.0, (Standing("充电设施", "text", 3, 1.5), Standing("充电设施", "headings", 1, 0.5)))
    lines = reasons(account(widened, word("托育")), query("充电桩 或 托育"))
    assert "其他写法“充电设施” 3 处，分量轻些" in lines[0]
    assert lines[1] == "没有“托育”"


def test_a_word_outside_of_the_text_only_is_said_to_be_there() -> None:
    (line,) = reasons(account(word("备案", removed=2)), query("备案"))
    assert "只在正文以外的文字（导航、页脚或其他副本）里有 2 处，所以排在后面" in line


@pytest.mark.parametrize(
    ("together", "said"), [(1.0, "连着写在一起"), (0.5, "都在一两句话里"), (0.3, "有几个在一两句话里")]
)
def test_words_that_stand_together(together: float, said: str) -> None:
    told = account(word("养老", text=1), word("床位", text=1), score=5.0, closeness=1.0, together=together)
    assert reasons(told, query("养老 床位"))[-1] == f"所查的词{said}，往前排（占总分量 20%）"


@pytest.mark.parametrize(("length", "said"), [(9000, "长得多"), (300, "短得多"), (1200, "")])
def test_length_is_told_only_when_it_matters(length: int, said: str) -> None:
    lines = reasons(account(word("养老", text=1), length=length), query("养老"))
    assert (said in lines[-1]) if said else len(lines) == 1


def test_a_question_is_told_by_the_words_shared_and_lacking() -> None:
    like = Resemblance("农村5G基站建设", 3.0, 0.62, ("5g基站", "建设"), ("农村",), 0.0)
    lines = reasons(account(resemblances=(like,), score=3.0), query(Similar(like.text)))
    assert lines == ("与所查文字共有“5g基站”“建设”，按分量占 62%", "没有“农村”")
    whole = replace(like, whole=2.0)
    assert reasons(account(resemblances=(whole,), score=3.0), query(Similar(like.text))) == (
        "所查的文字一字不差就在这一篇里，所以排在最前面",
    )


def test_without_words_and_by_date_there_is_no_weight_to_speak_of() -> None:
    assert reasons(account(), query("单位:教育局")) == ("没有查文字，只按条件列出，日期新的在前",)
    assert "按日期排列，旧的在前" in reasons(account(word("桥", text=1)), query("桥", Sort.OLDEST))[0]


def test_many_words_are_cut_short() -> None:
    assert listed("甲乙丙丁戊己庚") == "“甲”“乙”“丙”“丁”“戊”“己”等"


# Why it stands below another


@pytest.mark.parametrize(
    ("above", "this", "said"),
    [
        (word("桥", 3.0, title=1, text=1), word("桥", 1.5, text=1), "标题里没有“桥”"),
        (word("桥", 3.0, headings=1, text=1), word("桥", 1.5, text=1), "小标题里没有“桥”"),
        (word("桥", 3.0, text=12), word("桥", 2.0, text=3), "正文里“桥”有 3 处，上一篇有 12 处"),
        (word("桥", 3.0, text=3), word("桥", 2.0, text=3), "篇幅比上一篇长，“桥”的分量轻些"),
        (word("桥", 3.0, text=3), word("桥"), "没有“桥”"),
    ],
)
def test_the_main_reason_for_standing_below(above: Word, this: Word, said: str) -> None:
    assert compare(account(above), account(this, length=2000), query("桥")) == f"比上一篇靠后：{said}"


def test_the_greatest_difference_is_told() -> None:
    above = account(word("养老", 3.0, text=9), word("床位", 1.0, text=1), score=6.0, closeness=2.0, together=1.0)
    this = account(word("养老", 2.5, text=4), word("床位", 1.0, text=1), score=3.5)
    assert compare(above, this, query("养老 床位")) == "比上一篇靠后：所查的词不像上一篇那样连着写在一起"
    near = replace(this, score=5.4, closeness=1.9, together=0.9)
    assert compare(above, near, query("养老 床位")) == "比上一篇靠后：正文里“养老”有 4 处，上一篇有 9 处"


def test_a_question_stands_below_for_the_words_it_lacks() -> None:
    above = Resemblance("充电桩进度", 3.0, 0.9, ("充电桩", "进度"), (), 0.0)
    this = Resemblance("充电桩进度", 2.0, 0.5, ("充电桩",), ("进度",), 0.0)
    asked = query(Similar("充电桩进度"))
    told = [account(resemblances=(one,), score=one.score) for one in (above, this)]
    assert compare(*told, asked) == "比上一篇靠后：没有“进度”"
    fewer = replace(this, lacking=())
    told[1] = account(resemblances=(fewer,), score=2.0)
    assert compare(*told, asked) == "比上一篇靠后：与所查文字相同的按分量占 50%，上一篇占 90%"
    same = replace(this, lacking=(), share=0.9)
    longer = account(resemblances=(same,), score=2.0, length=3000)
    assert compare(told[0], longer, asked) == "比上一篇靠后：篇幅比上一篇长，所查的词语分量轻些"
    assert compare(told[0], replace(longer, length=1000), asked) == "比上一篇靠后：所查的词语出现得少些"
    literal = account(resemblances=(replace(above, whole=9.0, score=12.0),), score=12.0)
    assert "一字不差" in compare(literal, told[1], asked)


def test_equal_scores_and_dates_have_their_own_words() -> None:
    same = account(word("桥", text=1))
    assert compare(same, same, query("桥")) == "在上一篇之后：分量相同，日期新的在前"
    assert "按日期排列，上一篇更新" in compare(same, same, query("桥", Sort.NEWEST))


# Why it is not there


def test_a_missing_word_is_named_with_the_longest_piece_that_is_there() -> None:
    assert failing("托育") == ("没有“托育”，标题和全文里都没有",)
    (line,) = failing("充电桩建设情况")
    assert line == ("没有“充电桩建设情况”，标题和全文里都没有；只有其中的“充电桩建设”，要查的字须连着写、一字不差")


def test_a_piece_of_two_characters_counts_only_when_the_word_begins_so() -> None:
    assert failing("电桩厂") == ("没有“电桩厂”，标题和全文里都没有；只有其中的“电桩”，要查的字须连着写、一字不差",)
    assert failing("厂电桩") == ("没有“厂电桩”，标题和全文里都没有",)


def test_another_form_that_is_there_leads_to_the_wider_search() -> None:
    known = Widening("小区", (Form("社区", "同义词"), Form("居民区", "同义词")))
    told = account(stands={Exact("小区"): False})
    (line,) = failures(told, query("小区"), REPLY, (known,))
    assert line.endswith("；有“居民区”（同义词），用“标准”查法可以查到")


def test_a_form_that_is_part_of_another_figure_is_not_there() -> None:
    known = Widening("一万个", (Form("10000个", "数字写法"),))
    told = account(stands={Exact("一万个"): False})
    for text, said in (("建成110000个。", False), ("建成10000个。", True)):
        (line,) = failures(told, query("一万个"), builders.reply("r2", text), (known,))
        assert ("用“标准”查法可以查到" in line) is said


def test_a_word_inside_another_is_not_named_again() -> None:
    assert listed(("民政局", "民政", "养老", "民政局")) == "“民政局”“养老”"


def test_all_that_fails_of_several_conditions_is_named_and_nothing_else() -> None:
    lines = failing("充电桩 托育 年:2022.. 单位:教育局 标题:养老", 充电桩=True)
    assert lines == (
        "没有“托育”，标题和全文里都没有",
        "年份要“2022 年及以后”，这篇是“2021 年”",
        "承办单位要“教育局”，这篇是“青屿市民政局”",
        "标题里没有“养老”，这篇的标题是《关于充电桩的建议的答复》",
    )


def test_a_value_that_is_not_known_is_said_so() -> None:
    assert failing("会办:财政局") == ("会办单位要“财政局”，这篇没有写明",)


def test_alternatives_are_told_together() -> None:
    (line,) = failing("托育 或 年:2019..2020")
    assert line == "没有“托育”，标题和全文里都没有；年份要“2019 年到 2020 年”，这篇是“2021 年”（有一样就行）"
    assert failing("托育 或 充电桩", 充电桩=True) == ()


def test_what_is_excluded_and_there_is_named_with_its_places() -> None:
    assert failing("充电桩 -公交", 充电桩=True, 公交=True) == ("含有被排除的“公交”（正文 3 处）",)
    assert failing("充电桩 -单位:民政局", 充电桩=True, 民政局=True) == ("被排除的承办单位正是“民政局”",)


def test_filters_on_one_field_are_alternatives() -> None:
    chosen = [filter_for("year", "2019"), filter_for("year", "2020"), filter_for("agency", "青屿市教育局")]
    lines = failing("充电桩", *chosen, 充电桩=True, 青屿市教育局=True)
    assert lines == ("不在筛选范围里：年份要“2019 年或2020 年”，这篇是“2021 年”",)


def test_what_a_filter_excludes_is_said_on_its_own() -> None:
    out = [filter_for("agency", "青屿市民政局", excludes=True), filter_for("year", "2020..", excludes=True)]
    assert failing("充电桩", out[0], filter_for("year", "2019"), 充电桩=True, 青屿市民政局=True) == (
        "被筛选排除：承办单位“青屿市民政局”",
        "不在筛选范围里：年份要“2019 年”，这篇是“2021 年”",
    )
    assert failing("充电桩", *out, 充电桩=True) == ()


def test_what_the_reply_does_have_is_said_too_but_not_what_is_excluded() -> None:
    told = account(word("充电桩", title=1, text=5), word("公交", text=3), word("小区"))
    assert merits(told, query("充电桩 小区 -公交")) == ("有“充电桩”：标题里有，正文 5 处",)


@pytest.mark.parametrize(
    "clause", [Exact(""), Field("agency", ""), Years(None, 2019), Similar("量子"), Field("title", "甲")], ids=str
)
def test_every_kind_of_leaf_has_its_words(clause: Clause) -> None:
    (line,) = failures(account(stands={clause: False}), query(clause), REPLY)
    assert line


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ("/存档/教育局/a.html", True), ("a.html", True), ("教育局/a.html", True), ("教育局\\a.html", True),
        (".html", False), ("局/a.html", False), ("", False), ("/", False), ("http://教育局/a.html", True),
    ],
)  # fmt: skip
def test_an_address_is_known_by_its_end_at_the_border_of_a_name(given: str, fits: bool) -> None:
    assert ends_so("/存档/教育局/a.html", given) is fits
