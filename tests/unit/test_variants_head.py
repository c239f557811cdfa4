"""The many ways heads are written: numbers, titles, classes, publicity, sessions; each right or left out."""

from __future__ import annotations

import builders
import pytest

from indexer.document import Pair
from indexer.reply import Reply

TITLE = "关于加强中小学课后服务的建议（第0127号）的答复"
NUMBER = "青教建〔2023〕12号"
OPENING = "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下："


def letter(*head: str, opening: str = OPENING, end: tuple[str, ...] = (), pairs: tuple[Pair, ...] = ()) -> Reply:
    body = "全市现有义务教育学校186所，按照青政办发〔2021〕30号文件要求推进。"
    lines = [*head, "尊敬的林晓岚代表：", opening, body, *end, "青屿市教育局", "2023年7月18日"]
    return builders.parsed("\n".join(lines), pairs=pairs)


def value(reply: Reply, name: str) -> object:
    fact = reply.facts.get(name)
    return fact.value if fact else None


@pytest.mark.parametrize(
    "line",
    [
        "青教建〔2023〕12号",
        "青教建【2023】12号",
        "青教建[2023]第12号",
        "（青教建〔2023〕12号）",
        "文号：青教建〔2023〕12号",
        "文 号：青教建〔2023〕12号",
        "发文字号：青教建﹝2023﹞0012 号",
        "青教建〔2023〕12号　　签发人：周明远",
        "签发人：周明远　　青教建〔2023〕12号",
        "青教建〔2023〕12号（A类）",
        "青教建〔2023〕12号 A类 同意公开",
        "青教建（2023）12号 [同意公开]",
        "青屿市教育局文件 青教建〔2023〕12号",
        "青教建〔2023年〕12号",
        "青教建 〔 2023 〕 12 号",
        "A类 青教建〔2023〕12号",
        "类别：A  青教建〔2023〕12号",
    ],
)
def test_the_own_number_with_what_may_stand_beside_it(line: str) -> None:
    reply = letter(line, TITLE)
    assert (value(reply, "doc_number"), value(reply, "title")) == (NUMBER, TITLE)


@pytest.mark.parametrize(
    "line",
    [
        "青教建〔202312 签发人：周明远",
        "青教建〔2023〕号",
        "根据青政办发〔2021〕30号",
        "（青政办发〔2021〕30号文件附件）",
        "〔2023〕12号",
        "青教建〔2023〕12-1号",
        "转发青政办发〔2021〕30号文件的说明",
        "2023年12号",
    ],
)
def test_broken_and_cited_numbers_are_never_guessed(line: str) -> None:
    assert value(letter(line, TITLE), "doc_number") is None


@pytest.mark.parametrize("head", [(TITLE, f"（{NUMBER}）"), (f"{TITLE}（{NUMBER}）",), (NUMBER, TITLE)])
def test_the_own_number_before_below_and_behind_the_title(head: tuple[str, ...]) -> None:
    assert value(letter(*head), "doc_number") == NUMBER


def test_numbers_that_disagree() -> None:
    two = (NUMBER, "青财建〔2023〕5号", TITLE)
    assert value(letter(*two), "doc_number") is None
    assert value(letter(*two, pairs=(Pair("发文字号", NUMBER),)), "doc_number") == NUMBER
    against = letter(NUMBER, TITLE, pairs=(Pair("发文字号", "青教建〔2022〕12号"),)).facts["doc_number"]
    assert (against.value, against.source) == (NUMBER, "text")
    assert against.confidence < 1


@pytest.mark.parametrize("stated", ["无", "见附件青教建〔2023〕12号等", "/", "青教建2023-12", "x" * 5000])
def test_what_the_page_states_is_no_number(stated: str) -> None:
    assert value(letter(TITLE, pairs=(Pair("文号", stated),)), "doc_number") is None


@pytest.mark.parametrize(
    "title",
    [
        "对市十七届人大二次会议第127号建议的答复（A类）",
        "青屿市教育局对市政协十四届三次会议第20250688号提案的答复",
        "青屿市教育局、青屿市财政局关于市十七届人大二次会议第127号建议的答复",
        "市政协十四届三次会议第127号提案答复",
        "林晓岚代表建议办理答复",
        "对《关于加强课后服务的建议》的答复",
        "关于市十七届人大二次会议第127号建议办理情况的函",
        "【市人大建议】关于加强课后服务的建议的答复",
        "关于对市政协第0127号提案的会办意见",
        "关于加强课后服务的建议的回复意见",
    ],
)
def test_titles(title: str) -> None:
    assert value(letter("青屿市教育局", title), "title") == title


def test_a_title_set_over_lines_with_letters_apart() -> None:
    head = ("青屿市教育局", "关于市十七届人大二次会议第127号建议的", "答　复")
    assert value(letter(*head), "title") == "关于市十七届人大二次会议第127号建议的答复"


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("关于加强课后服务的建议的答复", "关于加强课后服务的建议的答复"),
        ("关于加强课后服务的建…", None),
        ("建议提案办理", None),
        ("附件", None),
    ],
)
def test_a_title_only_in_the_metadata(stated: str, title: str | None) -> None:
    assert value(letter(pairs=(Pair("标题", stated),)), "title") == title


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("关于市政协十四届三次会议第12号、第15号提案的答复", ("12", "15")),
        ("关于市政协十四届三次会议第12、15、18号提案的答复", ("12", "15", "18")),
        ("关于市政协十四届三次会议第12号和第15号提案的答复", ("12", "15")),
        ("关于地铁12号线建设的提案（第0214号）的答复", "214"),
        ("关于推进第5号线建设的建议的答复", None),
        ("关于落实市政府第12号令的建议的答复", None),
        ("关于对第dh0271号建议的答复", "DH0271"),
        ("关于政协第02403号（医疗卫生类173号）提案的答复", "2403"),
        ("关于市人大建议第0344号的答复", "344"),
        ("关于加强第三方监管的提案（提案编号：0123）的答复", "123"),
        ("关于市十七届人大二次会议第2023-127号建议的答复", "2023-127"),
    ],
)
def test_the_number_of_the_proposal_in_the_title(title: str, number: object) -> None:
    assert value(letter(title, opening="您提出的建议收悉，经研究，现答复如下："), "proposal_number") == number


@pytest.mark.parametrize(
    ("opening", "number"),
    [
        ("您提出的《关于加强课后服务的建议》（建议第127号）收悉，现答复如下：", "127"),
        ("您在市十七届人大二次会议上提出的第127号建议《关于地铁2号线》收悉，现答复如下：", "127"),
        ("您提出的《关于加强课后服务的建议》（编号：2023127）收悉，现答复如下：", "2023127"),
        ("您提出的关于地铁2号线的建议收悉。依据《办法》（第12号令），现答复如下：", None),
    ],
)
def test_the_number_of_the_proposal_in_the_opening(opening: str, number: str | None) -> None:
    assert value(letter(opening=opening), "proposal_number") == number


@pytest.mark.parametrize(
    ("number", "year"), [("20250688", 2025), ("2017546", 2017), ("02403", None), ("20158", None), ("20991", None)]
)
def test_the_year_before_a_number(number: str, year: int | None) -> None:
    assert value(letter(f"关于市政协第{number}号提案的答复"), "proposal_year") == year


@pytest.mark.parametrize(
    ("line", "letter_of_class"),
    [
        ("A类）", "A"),
        ("（B类）", "B"),
        ("办理结果：（C）", "C"),
        ("B1", "B"),
        ("Ｂ类", "B"),
        ("甲类", "甲"),
        ("分类：A", "A"),
        ("办理结果：解决采纳", "解决采纳"),
        ("答复类别：留作参考", "留作参考"),
        ("办理结果：已解决", "已解决"),
        ("□A类 ☑B类", None),
        ("类别：提案", None),
        ("办理类别：主办", None),
        ("维生素A", None),
        ("A级景区", None),
    ],
)
def test_the_class(line: str, letter_of_class: str | None) -> None:
    assert value(letter(line, TITLE), "result_class") == letter_of_class


def test_a_class_keeps_how_it_is_written_and_two_say_nothing() -> None:
    assert "Ｂ１" in letter("办理结果：Ｂ１类", TITLE).facts["result_class"].raw
    assert value(letter("A类", "B类", TITLE), "result_class") is None
    assert value(letter(f"{TITLE}（B类）"), "result_class") == "B"


def test_what_a_class_means_is_said_only_where_a_rule_is_known() -> None:
    assert value(letter("A类", TITLE), "result_meaning") is None
    known = builders.parsed(builders.LETTER.replace("青屿市教育局文件", "A类").replace("青屿市教育局", "佛坪县教育局"))
    assert "解决" in str(value(known, "result_meaning"))
    assert "佛坪县" in str(value(known, "result_meaning"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("公开属性：主动公开", "主动公开"),
        ("信息公开选项：主动公开", "主动公开"),
        ("公开方式：全文公开", "全文公开"),
        ("是否同意公开:(是)", "同意公开"),
        ("是否公开：否", "不同意公开"),
        ("[不同意公开]", "不同意公开"),
        ("不予公开", "不予公开"),
        ("□主动公开 ☑依申请公开", None),
        ("法定主动公开内容", None),
        ("首页>政务公开>主动公开", None),
        ("主动公开目录", None),
        ("建议主动公开工作方案", None),
    ],
)
def test_the_disclosure(line: str, words: str | None) -> None:
    assert value(letter(line, TITLE), "disclosure") == words


@pytest.mark.parametrize(
    ("title", "kind", "form"),
    [
        ("关于市十五届人大二次会议第123号书面意见的答复", "书面意见", None),
        ("关于市政协十四届三次会议第12号集体提案的答复", "提案", ("集体",)),
        ("关于市政协第12号重点提案的答复", "提案", ("重点",)),
        ("关于市十七届人大二次会议第3号议案的答复", "议案", None),
    ],
)
def test_kind_and_form(title: str, kind: str, form: object) -> None:
    reply = letter(title)
    assert (value(reply, "kind"), value(reply, "proposal_form")) == (kind, form)


def test_a_title_that_speaks_of_a_form_is_none() -> None:
    assert value(letter(opening="您提出的《关于集体提案办理的提案》收悉，现答复如下："), "proposal_form") is None


@pytest.mark.parametrize(
    ("title", "session", "year"),
    [
        ("关于于洪区政协十届三次会议第8号提案的答复", "于洪区政协十届三次会议", None),
        ("对区政协五届一次会议第8号提案的答复", "区政协五届一次会议", None),
        ("关于政协青屿市第十三届委员会第四次会议第8号提案的答复", "政协青屿市第十三届委员会第四次会议", None),
        ("对十四届全国人大一次会议第8号建议的答复", "十四届全国人大一次会议", 2023),
        ("对政协第十三届全国委员会第五次会议第8号提案的答复", "政协第十三届全国委员会第五次会议", 2022),
        ("关于市人大三次会议的建议的答复", None, None),
    ],
)
def test_the_session_and_its_year_where_that_is_sure(title: str, session: str | None, year: int | None) -> None:
    reply = letter(title)
    assert (value(reply, "session"), value(reply, "session_year")) == (session, year)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("此复函已经周明远主任审签。", "周明远"),
        ("签发人：周 明", "周明"),
        ("签发：周明远", "周明远"),
        ("签发人：", None),
        ("签发日期：2023年7月18日", None),
    ],
)
def test_the_signer(line: str, name: str | None) -> None:
    assert value(letter(end=(line,)), "signer") == name
