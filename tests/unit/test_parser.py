"""The parser on small invented documents: what is a reply, and what is known of it."""

from __future__ import annotations

import time

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import Pair
from indexer.reply import from_data, to_data

NEWS = """青屿市数字经济再提速
青屿日报讯（记者 赵一帆）昨日，全市数字经济推进会召开，会议提出到2025年建成5G基站2万个。
与会代表和委员围绕建议提案办理工作进行了讨论，大家表示将继续为城市发展建言献策。"""

NOTICE = """青屿市人民政府办公室关于做好2024年建议提案办理工作的通知
各区县人民政府，市政府各部门：
答复格式应当规范，开头一般写“您提出的《关于×××的建议》收悉，现答复如下”，结尾应当标明联系人和联系电话。
各承办单位应当在三个月内办结，并将答复报市政府办公室备案。
青屿市人民政府办公室
2024年3月5日"""

REPORT = """青屿市教育局2023年建议提案办理情况通报
2023年我局共承办建议提案42件，其中A类30件、B类10件、C类2件，均已按期答复代表和委员。
代表提出的关于课后服务的建议收悉后，我局第一时间研究，现将有关情况通报如下："""


def test_a_reply_and_all_that_it_says_of_itself() -> None:
    reply = builders.parsed(builders.LETTER)
    assert reply.is_reply
    assert {name: fact.value for name, fact in reply.facts.items()} == {
        "title": "关于加强中小学课后服务的建议（第0127号）的答复",
        "doc_type": "答复",
        "doc_number": "青教建〔2023〕12号",
        "signer": "周明远",
        "proposal_title": "关于加强中小学课后服务的建议",
        "proposal_number": "127",
        "session": "市十七届人大二次会议",
        "addressee": "林晓岚",
        "addressee_role": "代表",
        "kind": "建议",
        "co_agencies": ("市财政局", "市人力资源和社会保障局"),
        "agency": "青屿市教育局",
        "signed_date": "2023-07-18",
        "year": 2023,
        "contact_name": "王思远",
        "contact_phone": "60312345",
    }


def test_every_fact_says_where_it_comes_from() -> None:
    reply = builders.parsed(builders.LETTER)
    for name, fact in reply.facts.items():
        assert fact.source in ("text", "page", "derived"), name
        assert 0 < fact.confidence <= 1, name
        if fact.source == "text":
            assert fact.span is not None, name
            assert 0 <= fact.span.start < fact.span.end <= len(reply.text), name


OF_REPLIES = ("kind", "year", "addressee", "addressee_role", "proposal_title", "result_class", "disclosure")


@pytest.mark.parametrize(
    ("text", "doc_type"),
    [(NEWS, "其他"), (NOTICE, "通知"), (REPORT, "办理情况")],
    ids=["news", "notice quoting the formula", "report"],
)
def test_what_is_no_reply_is_kept_and_labelled(text: str, doc_type: str) -> None:
    document = builders.parsed(text)
    assert not document.is_reply
    assert document.get("doc_type") == doc_type
    assert "".join(document.text.split()) == "".join(text.split())
    assert not set(OF_REPLIES) & set(document.facts)


def test_a_notice_is_known_by_who_signs_it() -> None:
    notice, news = builders.parsed(NOTICE), builders.parsed(NEWS)
    assert (notice.get("agency"), notice.get("signed_date")) == ("青屿市人民政府办公室", "2024-03-05")
    assert (news.get("agency"), news.get("signed_date")) == (None, None)


def test_what_the_page_states_of_a_notice_is_known() -> None:
    pairs = (
        Pair("发文机关", "青屿市人民政府 中共青屿市委"),
        Pair("发文字号", "青政发〔2024〕 3 号"),
        Pair("成文日期", "2024-03-01"),
    )
    notice = builders.parsed(NOTICE, pairs=(*pairs, Pair("索引号", "000014/2024-00018"), Pair("主题分类", "综合政务")))
    assert {
        name: notice.facts[name].value for name in ("agency", "doc_number", "signed_date", "index_number", "topic")
    } == {
        "agency": "青屿市人民政府",
        "doc_number": "青政发〔2024〕3号",
        "signed_date": "2024-03-01",
        "index_number": "000014/2024-00018",
        "topic": "综合政务",
    }
    assert notice.all("signatories") == ("青屿市人民政府", "中共青屿市委")


def test_the_title_of_what_is_no_reply_is_its_first_line() -> None:
    assert builders.parsed(NEWS).display_title == "青屿市数字经济再提速"


def test_a_reply_without_title_gets_one_for_display_only() -> None:
    text = "\n".join(builders.LETTER.split("\n")[3:])
    reply = builders.parsed(text)
    assert reply.is_reply
    assert "title" not in reply.facts
    assert reply.display_title == "关于加强中小学课后服务的建议的答复"
    assert reply.display_title not in reply.text


def test_a_title_that_only_the_page_states_becomes_the_first_line() -> None:
    text = "\n".join(builders.LETTER.split("\n")[3:])
    title = "关于加强中小学课后服务的建议的答复"
    reply = builders.parsed(text, title=title)
    assert reply.text.startswith(f"{title}\n")
    assert reply.get("title") == title


@pytest.mark.parametrize(
    ("drop", "more", "year"),
    [
        ((), {}, 2023),
        (("2023年7月18日",), {}, 2023),
        (("2023年7月18日", "青教建〔2023〕12号 签发人：周明远"), {"pairs": (Pair("发布时间", "2024-01-05"),)}, 2024),
        (("2023年7月18日", "青教建〔2023〕12号 签发人：周明远"), {}, None),
    ],
    ids=["signed", "document number", "published", "unknown"],
)
def test_the_year_of_a_reply(drop: tuple[str, ...], more: dict[str, object], year: int | None) -> None:
    text = "\n".join(line for line in builders.LETTER.split("\n") if line not in drop)
    assert builders.parsed(text, **more).year == year


def test_a_reply_in_traditional_script() -> None:
    reply = builders.parsed(builders.traditional(builders.LETTER))
    assert reply.is_reply
    assert (reply.get("kind"), reply.year, reply.get("signed_date")) == ("建议", 2023, "2023-07-18")
    assert reply.get("doc_number") is not None
    assert reply.get("contact_phone") == "60312345"


def test_the_same_letter_in_another_file_has_the_same_id() -> None:
    one = builders.parsed(builders.LETTER)
    other = builders.parsed(builders.full_width(builders.LETTER).replace("。", "。\n\n"))
    assert one.id == other.id


def test_another_letter_has_another_id() -> None:
    assert builders.parsed(builders.LETTER).id != builders.parsed(builders.LETTER.replace("186", "187")).id


def test_a_reply_survives_the_trip_through_plain_data() -> None:
    reply = builders.parsed(builders.LETTER)
    assert from_data(to_data(reply)) == reply


@given(st.text(alphabet="青屿市关于的建议提案答复如下收悉尊敬代表委员：《》（）〔2024〕9号\n，。您 一、", max_size=300))
def test_no_text_breaks_the_parser(text: str) -> None:
    reply = builders.parsed(text)
    for paragraph in reply.paragraphs:
        assert 0 <= paragraph.start <= paragraph.end <= len(reply.text)
    for fact in reply.facts.values():
        assert fact.span is None or 0 <= fact.span.start <= fact.span.end <= len(reply.text)


def test_a_long_line_is_read_in_time() -> None:
    """Patterns that backtrack would take minutes here."""
    for filler in ("关于", "第一届", "（一）", "会同市财政局、", "2023年", " ", "《", "建议提案"):
        started = time.monotonic()
        builders.parsed(builders.LETTER.replace("现答复如下：", "现答复如下：" + filler * 20_000))
        builders.parsed(filler * 20_000)
        assert time.monotonic() - started < 5, filler
