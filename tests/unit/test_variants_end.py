"""The many ways letters end, and what documents are: signatures, dates, contacts, kinds of documents."""

from __future__ import annotations

import builders
import pytest

from indexer.document import Pair
from indexer.reply import Reply

END = ("青屿市教育局", "2023年7月18日")


def letter(*end: str, pairs: tuple[Pair, ...] = ()) -> Reply:
    lines = [
        "尊敬的林晓岚代表：",
        "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
        "全市现有义务教育学校186所，2022年9月1日起课后服务实现全覆盖。",
        *end,
    ]
    return builders.parsed("\n".join(lines), pairs=pairs)


def values(reply: Reply, *names: str) -> tuple[object, ...]:
    return tuple(reply.facts[name].value if name in reply.facts else None for name in names)


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        (("青 屿 市 教 育 局", "2023年7月18日"), "青屿市教育局"),
        (("青屿市 教育局", "2023年7月18日"), "青屿市教育局"),
        (("青屿市教育局（盖章）", "2023年7月18日"), "青屿市教育局"),
        (("青屿市教育局  2023年7月18日",), "青屿市教育局"),
        (("此复。", "青屿市教育局"), "青屿市教育局"),
        (("共青团青屿市委员会", "2023年7月18日"), "共青团青屿市委员会"),
        (("国家税务总局青屿市税务局", "2023年7月18日"), "国家税务总局青屿市税务局"),
        (("中国人民银行青屿市分行", "2023年7月18日"), "中国人民银行青屿市分行"),
        (("海滨区人民政府", "2023年7月18日"), "海滨区人民政府"),
        (("望潮街道办事处", "2023年7月18日"), "望潮街道办事处"),
        (("贵阳路街道办事处", "2023年7月18日"), "贵阳路街道办事处"),
        (("青屿市残疾人联合会", "2023年7月18日"), "青屿市残疾人联合会"),
        (("经济技术开发区管委会", "2023年7月18日"), "经济技术开发区管理委员会"),
        (("青屿市城市投资集团有限公司", "2023年7月18日"), "青屿市城市投资集团有限公司"),
        (("民盟青屿市委员会", "2023年7月18日"), None),
        (("青屿市政协办公室", "2023年7月18日"), None),
        (("青屿软件有限公司技术支持", "2023年7月18日"), None),
        (("感谢您的关心。", "2023年7月18日"), None),
    ],
)
def test_who_signs(end: tuple[str, ...], agency: str | None) -> None:
    assert values(letter(*end), "agency") == (agency,)


@pytest.mark.parametrize(
    "end",
    [
        ("青屿市自然资源和规划局 青屿市人社局", "2023年7月18日"),
        ("青屿市自然资源和规划局", "青屿市人社局", "2023年7月18日"),
        ("青屿市自然资源和规划局、青屿市人社局", "2023年7月18日"),
    ],
)
def test_several_who_sign(end: tuple[str, ...]) -> None:
    both = ("青屿市自然资源和规划局", "青屿市人力资源和社会保障局")
    assert values(letter(*end), "agency", "signatories") == (both[0], both)


def test_the_owner_of_the_site_is_no_agency() -> None:
    footer = (Pair("主办单位", "青屿市人民政府办公室"), Pair("承办单位", "青屿市数据局"))
    assert values(letter("感谢您的关心。", pairs=footer), "agency") == (None,)


def test_the_agency_in_a_table_of_handling() -> None:
    table = (Pair("案号", "第0127号"), Pair("主办单位", "青屿市教育局"), Pair("会办单位", "市财政局、市民政局"))
    found = values(letter("感谢您的关心。", pairs=table), "agency", "co_agencies", "proposal_number")
    assert found == ("青屿市教育局", ("市财政局", "市民政局"), "127")


@pytest.mark.parametrize(
    ("end", "date"),
    [
        (("青屿市教育局", "2023年7月18日（此件公开发布）"), "2023-07-18"),
        (("青屿市教育局", "2023年07月18 日"), "2023-07-18"),
        (("青屿市教育局", "2023.7.18"), "2023-07-18"),
        (("青屿市教育局", "日期：2023年7月18日"), "2023-07-18"),
        (("青屿市教育局", "2023 718"), "2023-07-18"),
        ((*END, "抄送：市政府督查室。", "青屿市教育局办公室 2023年7月20日印发"), "2023-07-18"),
        ((*END, "附件：1.课后服务清单", "2.收费标准"), "2023-07-18"),
        (("青屿市教育局", "2023年7月"), None),
        (("发布日期：2023年7月18日",), None),
        (("自2022年9月1日", "起施行。", "青屿市教育局"), None),
    ],
)
def test_the_date_it_was_signed_on(end: tuple[str, ...], date: str | None) -> None:
    assert values(letter(*end), "signed_date") == (date,)


def test_a_repaired_date_is_less_certain() -> None:
    whole, repaired = (letter("青屿市教育局", line).facts["signed_date"] for line in ("2023年7月18日", "2023 718"))
    assert repaired.confidence < whole.confidence


def test_a_month_gives_the_year_only() -> None:
    assert values(letter("青屿市教育局", "2023年7月"), "signed_date", "year") == (None, 2023)


def test_dates_that_are_far_apart_are_both_kept() -> None:
    far = letter(*END, pairs=(Pair("成文日期", "2019-03-15"),))
    assert values(far, "signed_date", "register_date") == ("2023-07-18", "2019-03-15")
    assert far.facts["signed_date"].confidence < 1
    near = letter(*END, pairs=(Pair("成文日期", "2023-07-20"),))
    assert values(near, "signed_date", "register_date") == ("2023-07-18", None)


def test_the_tables_date_where_the_letter_has_none() -> None:
    reply = letter("青屿市教育局", pairs=(Pair("成文日期", "2023年7月18日"),))
    assert values(reply, "signed_date", "year") == ("2023-07-18", 2023)


def test_the_date_in_an_address_is_a_hint_and_gives_no_year() -> None:
    address = Pair("网址", "http://www.qingyu.example/zwgk/202208/t20220822_4065628.html")
    reply = letter("青屿市教育局", pairs=(address,))
    assert values(reply, "published_date", "year") == ("2022-08-22", None)
    assert reply.facts["published_date"].confidence <= 0.5
    stated = letter("青屿市教育局", pairs=(address, Pair("发布时间", "2023-07-20 10:11")))
    assert values(stated, "published_date", "year") == ("2023-07-20", 2023)


def test_of_several_dates_of_publication_the_pages_first_counts() -> None:
    """Lists of other pages have theirs, below."""
    pairs = (Pair("发布日期", "2023-07-20"), Pair("发布时间", "2022-05-01"), Pair("更新时间", "2024-01-01"))
    assert values(letter(*END, pairs=pairs), "published_date") == ("2023-07-20",)
    assert values(letter(*END, pairs=pairs[:0:-1]), "published_date") == ("2022-05-01",)
    assert values(letter(*END, pairs=pairs[2:]), "published_date") == ("2024-01-01",)


@pytest.mark.parametrize(
    ("line", "name", "phone"),
    [
        ("(联系人:王思远 联系电话:0999-60312345", "王思远", "0999-60312345"),
        ("联系人及联系电话：王思远 099960312345", "王思远", "099960312345"),
        ("联系单位及电话:青屿市教育局60312345", None, "60312345"),
        ("联系人：王 强  电话：6031 2345", "王强", "6031 2345"),
        ("联系人：王思远、李知行，电话：60312345", "王思远、李知行", "60312345"),
        ("（联系人：王思远，传真：60310000，电话：60312345）", "王思远", "60312345"),
        ("联系人姓名及电话：王思远 13900000000。", "王思远", "13900000000"),
        ("承办人：王思远  联系方式：(0999)60312345", "王思远", "(0999)60312345"),
        ("联系人：基础教育科 60312345", None, "60312345"),
        ("联系人：欧阳静怡（基础教育科），联系电话：60312345", "欧阳静怡", "60312345"),
        ("联系人：王思远科长 电话：60312345", "王思远", "60312345"),
        ("联系处室：基础教育处 联系人：王思远 电话：60312345", "王思远", "60312345"),
        ("（联 系 人：王思远  联系电话：60312345）", "王思远", "60312345"),
        ("附注：联系人：王思远，60312345", "王思远", "60312345"),
        ("联系人：王思远\n联系电话：60312345", "王思远", "60312345"),
        ("（联系人：王思远  联系电话：555 8821）", "王思远", "555 8821"),
        ("（联系人：王思远，联系电话：555-0461）", "王思远", "555-0461"),
        ("联系人：王思远，电话：400-8821", "王思远", None),
        ("联系人：王思远，电话：555-0461-22", "王思远", None),
        ("联系人：王思远，地址：望潮路555 8821号", "王思远", None),
        ("举报投诉联系人：王思远，电话：60312345", None, None),
        ("技术支持：青屿软件 电话：60312345", None, None),
        ("电话：60312345 传真：60310000", None, None),
        ("地址：海滨路1号 联系电话：60312345", None, None),
        ("网站联系电话：60312345", None, None),
        ("联系人：王思远，电话：139****0000", "王思远", None),
        ("附注：联系人王思远，联系电话60312345", "王思远", "60312345"),
        ("联系人制度已建立，共60312345人次。", None, None),
    ],
)
def test_the_contact(line: str, name: str | None, phone: str | None) -> None:
    reply = letter(*END, line)
    assert values(reply, "contact_name", "contact_phone") == (name, phone)
    assert values(reply, "agency", "signed_date") == ("青屿市教育局", "2023-07-18")


@pytest.mark.parametrize(
    ("title", "salutation", "first", "is_reply", "doc_type"),
    [
        ("", "林晓岚代表：", "您提出的关于课后服务的建议收悉，现函复如下：", True, "答复"),
        ("关于林晓岚代表提出的建议的答复", "", "您提出的关于课后服务的建议收悉，现答复如下：", True, "答复"),
        (
            "对市十七届人大三次会议第8号建议的会办意见",
            "市发展和改革局：",
            "关于“推进充电设施建设”的建议收悉，现提出会办意见如下：",
            False,
            "会办意见",
        ),
        (
            "关于市政协第12号提案的协办意见",
            "市教育局：",
            "贵局转来的第12号提案收悉，意见如下：",
            False,
            "会办意见",
        ),
        ("青屿市教育局建议提案办理工作完成情况说明", "", "现将办理建议提案的情况汇报如下：", False, "办理情况"),
        ("关于网友留言的回复", "", "网友“星辰”您好！您的留言已收悉，反映的问题现回复如下：", False, "留言答复"),
        ("关于加强课后服务的建议", "", "建议教育局加强课后服务，完善经费保障机制。", False, "建议提案原文"),
        ("青屿市教育局关于印发课后服务方案的通知", "", "现将方案印发给你们。", False, "通知"),
    ],
)
def test_what_a_document_is(title: str, salutation: str, first: str, is_reply: bool, doc_type: str) -> None:
    body = "全市现有义务教育学校186所，课后服务实现全覆盖。"
    document = builders.parsed("\n".join(line for line in [title, salutation, first, body, *END] if line))
    assert (document.is_reply, document.get("doc_type")) == (is_reply, doc_type)
    assert body in document.text
    if doc_type == "会办意见":
        assert values(document, "agency", "signed_date") == ("青屿市教育局", "2023-07-18")


def test_every_value_of_the_text_is_proved_by_the_place_it_names() -> None:
    reply = letter(
        "落实《青屿市课后服务办法》（青教发〔2022〕8号）。",
        "青屿市教育局、青屿市财政局",
        "2023年7月18日",
        "（联系人：王思远，联系电话：60312345）",
        "抄送：市政府督查室。",
        "青屿市教育局办公室 2023年7月20日印发",
    )
    proved = {name: fact for name, fact in reply.facts.items() if fact.source == "text"}
    assert len(proved) >= 10
    for name, fact in proved.items():
        assert fact.span is not None, name
        place = "".join(reply.text[fact.span.start : fact.span.end].split())
        assert "".join(fact.raw.split("、")[0].split()) in place, name
