"""Fields of the head: each proved by a place in the text or by the page, or left out."""

from __future__ import annotations

import builders
import pytest

from indexer.document import Pair
from indexer.fields import agency, head, marks, tail
from indexer.fields.title import title as title_of
from indexer.reply import Fact

TITLE = "关于加强中小学课后服务的建议（第0127号）的答复"
REST = "\n".join(
    [
        "尊敬的林晓岚代表：",
        "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
        "全市现有义务教育学校186所，按照青政办发〔2021〕30号文件要求，签发人制度和公开属性审核已经建立。",
        "青屿市教育局",
        "2023年7月18日",
    ]
)


def under(*lines: str) -> str:
    return "\n".join([*lines, REST])


def own_number(*lines: str) -> Fact | None:
    zones = builders.zones(under(*lines))
    return head.doc_number(zones, title_of(zones))


def value(fact: Fact | None) -> object:
    return fact.value if fact else None


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE],
        ["青屿市教育局", TITLE],
        ["青教建〔2023〕12号", TITLE],
        ["关于加强中小学课后服务的建议", "（第0127号）的答复"],
        ["关于加强中小学", "课后服务的建议（第0127号）", "的答复"],
    ],
)
def test_a_title_over_one_to_three_lines(lines: list[str]) -> None:
    assert value(title_of(builders.zones(under(*lines)))) == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "对市十七届人大二次会议第0127号建议的答复",
        "青屿市教育局关于市政协十三届四次会议第0163号提案的答复函",
        "关于市十七届人大二次会议第127号建议的复函",
        "青屿市教育局关于对林晓岚代表建议的回复",
        "关於加強中小學課後服務的建議的答覆",
        "关于“双减”背景下加强课后服务的提案的答复（摘要）",
    ],
)
def test_titles_of_many_forms(title: str) -> None:
    assert value(title_of(builders.zones(under(title)))) == title


def test_without_a_title_there_is_none() -> None:
    """A title made up for display is another thing."""
    assert title_of(builders.zones(REST)) is None


def test_the_documents_own_number() -> None:
    fact = own_number("青教建【2023】第012号 签发人：周明远", TITLE)
    assert fact is not None
    assert fact.value == "青教建〔2023〕12号"
    assert fact.raw == "青教建【2023】第012号"


def test_a_number_cited_in_the_text_is_not_the_documents() -> None:
    assert own_number(TITLE) is None


def test_a_number_cited_in_the_title_is_not_the_documents() -> None:
    title = "关于落实《青屿市若干政策》（青政发〔2021〕3号）的建议的答复"
    assert own_number(title) is None


def test_a_number_in_the_pages_metadata() -> None:
    zones = builders.zones(under(TITLE), pairs=(Pair("发文字号", "青教建〔2023〕12 号"),))
    fact = head.doc_number(zones, None)
    assert value(fact) == "青教建〔2023〕12号"
    assert fact is not None
    assert fact.source == "page"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("签发人：周明远", "周明远"),
        ("签 发 人：周明远", "周明远"),
        ("签　发　人: 周明远", "周明远"),
        ("青教建〔2023〕12号　　　签发人：周明远", "周明远"),
        ("签发人：周明远 李知行", "周明远、李知行"),
        ("签发人：欧阳静怡", "欧阳静怡"),
    ],
)
def test_the_signer(line: str, name: str) -> None:
    assert value(head.signer(builders.zones(under(line, TITLE)))) == name


def test_the_signer_does_not_swallow_the_title_below() -> None:
    assert head.signer(builders.zones(under("签发人：", TITLE))) is None


def test_a_signer_only_spoken_of_is_none() -> None:
    assert head.signer(builders.zones(under(TITLE))) is None


@pytest.mark.parametrize(
    ("line", "letter"),
    [
        ("A", "A"),
        ("B类", "B"),
        ("（A类）", "A"),
        ("（C）", "C"),
        ("[B]", "B"),
        ("Ａ类", "A"),
        ("A1", "A"),
        ("办理结果：A", "A"),
        ("答复类别：B类", "B"),
        ("类别标记：C", "C"),
        ("青教建〔2023〕12号 A类", "A"),
        ("A类 同意公开", "A"),
        ("青教建〔2023〕12号　A", "A"),
        ("青教建〔2023〕12号    （Ｂ）", "B"),
        ("[A] [同意公开]", "A"),
        ("办理结果：B 公开属性：主动公开", "B"),
    ],
)
def test_the_class(line: str, letter: str) -> None:
    assert value(marks.result_class(builders.zones(under(line, TITLE)), None)) == letter


@pytest.mark.parametrize(
    "line", ["E类", "AB类企业", "类别：ABC", "A4纸", "青教建〔2023〕12号 AI", "12号 A", "[A] [图]"]
)
def test_what_is_no_class(line: str) -> None:
    assert marks.result_class(builders.zones(under(line, TITLE)), None) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[同意公开]", "同意公开"),
        ("（不同意公开）", "不同意公开"),
        ("公开属性：主动公开", "主动公开"),
        ("公开属性：依申请公开", "依申请公开"),
        ("公开属性：不予公开", "不予公开"),
        ("是否公开：是", "同意公开"),
        ("是否同意公开：否", "不同意公开"),
        ("A类 同意公开", "同意公开"),
        ("[A] [同意公开]", "同意公开"),
        ("（此件公开）", "此件公开"),
    ],
)
def test_the_disclosure(line: str, words: str) -> None:
    assert value(marks.disclosure(builders.zones(under(line, TITLE)))) == words


def test_a_disclosure_note_under_the_date() -> None:
    assert value(marks.disclosure(builders.zones(under(TITLE) + "\n（此件公开发布）"))) == "此件公开发布"


@pytest.mark.parametrize("line", ["法定主动公开内容", "政府信息公开", "此件公开属性："])
def test_unknown_disclosure_is_not_public(line: str) -> None:
    assert marks.disclosure(builders.zones(under(line, TITLE))) is None
    assert marks.disclosure(builders.zones(under(TITLE))) is None


@pytest.mark.parametrize(
    "line", ["青屿市教育局", "青屿市教育局文件", "青 屿 市 教 育 局", "青屿市人民政府办公室", "青屿市卫生健康委员会"]
)
def test_the_letterhead(line: str) -> None:
    found = agency.letterhead(builders.zones(under(line, TITLE)))
    assert [value(fact) for fact in found] == [line.removesuffix("文件").replace(" ", "")]


@pytest.mark.parametrize("line", ["市政协办公室", "青屿市人大常委会代表工作委员会", "民盟青屿市委员会", "教育动态"])
def test_who_asks_is_no_letterhead(line: str) -> None:
    assert agency.letterhead(builders.zones(under(line, TITLE))) == []


def test_the_agency_a_title_begins_with() -> None:
    text = under(f"青屿市教育局{TITLE}")
    zones = builders.zones(text)
    (fact,) = agency.in_title(title_of(zones))
    assert value(fact) == "青屿市教育局"
    assert fact is not None
    assert fact.span is not None
    assert text[fact.span.start : fact.span.end] == "青屿市教育局"


def test_the_agency_in_the_pages_metadata_is_less_certain() -> None:
    (fact,) = agency.on_page(builders.page(REST, pairs=(Pair("发布机构", "青屿市教育局"),)))
    assert value(fact) == "青屿市教育局"
    assert fact is not None
    assert fact.confidence < 1


@pytest.mark.parametrize("label", ["发布时间", "发布日期", "日期", "时间"])
def test_the_date_of_publication(label: str) -> None:
    assert value(tail.published(builders.zones(REST, pairs=(Pair(label, "2023-07-20 10:11"),)))) == "2023-07-20"


@pytest.mark.parametrize("label", ["生成日期", "成文日期", "失效日期", "实施日期"])
def test_another_date_is_not_that_of_publication(label: str) -> None:
    assert tail.published(builders.zones(REST, pairs=(Pair(label, "2023-07-20"),))) is None
