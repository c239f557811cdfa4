"""What a site puts behind a letter goes: its address, surveys, the letter as a file. What is the letter's stays."""

from __future__ import annotations

import builders
import pytest

from indexer.extractors.chrome import strip
from indexer.extractors.ending import is_survey, site_start
from indexer.fields import contact
from indexer.opening import body_start

TITLE = "关于加强中小学课后服务的建议（第0127号）的答复"
BODY = [
    TITLE,
    "林晓岚代表：",
    "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
    "全市现有义务教育学校186所，课后服务实现全覆盖。",
]
SIGNED = [*BODY, "青屿市教育局", "2023年7月18日"]
SITE = [
    "主办单位：青屿市人民政府办公室　承办单位：青屿市大数据中心",
    "联系电话：0999-7100000 地址：行政中心1号楼 邮编：650000",
]


def split(lines: list[str]) -> tuple[list[str], list[str]]:
    found = strip(lines, body_start(lines))
    return list(found.lines), list(found.removed)


@pytest.mark.parametrize("letter", [BODY, SIGNED])
@pytest.mark.parametrize(
    "site",
    [
        SITE,
        SITE[1:],
        [SITE[0], "地址：行政中心1号楼", "邮编：650000", "联系电话：0999-7100000"],
        ["青屿市人民政府主办 青屿市大数据中心承办"],
        ["联系我们：0999-7100000"],
        ["主办：青屿市人民政府", "网站标识码：9999000001"],
    ],
)
def test_the_site_s_own_lines_end_the_document(letter: list[str], site: list[str]) -> None:
    assert split([*letter, *site]) == (letter, site)


@pytest.mark.parametrize(
    "own",
    [
        ["（联系人：王思远，联系电话：60312345）"],
        ["联系人：王思远", "联系电话：60312345", "地址：望潮路8号", "邮编：650000"],
        ["联系单位：市教育局基教科", "联系电话：60312345 地址：望潮路8号 邮编：650000"],
        ["联系电话：60312345"],
    ],
)
def test_the_letter_s_own_contact_stays(own: list[str]) -> None:
    assert split([*SIGNED, *own]) == ([*SIGNED, *own], [])


def test_what_a_letter_says_of_hosts_and_addresses_is_no_footer() -> None:
    lines = [*BODY, "主办单位：市教育局", "地址：望潮路8号，邮编：650000。", "课程已于9月开放。", *SIGNED[4:]]
    assert site_start(lines, 2) == len(lines)
    assert split(lines) == (lines, [])


@pytest.mark.parametrize(
    "end",
    [
        ["联系电话：0999-7100000 地址：行政中心1号楼 邮编：650000"],
        ["主办单位：青屿市人民政府办公室", "联系电话：0999-7100000"],
        ["地址：行政中心1号楼", "联系电话：0999-7100000", "邮政编码：650000"],
    ],
)
def test_a_telephone_beside_the_site_s_address_is_nobody_s(end: list[str]) -> None:
    """Even where the lines stay: a wrong telephone is worse than none."""
    assert contact.contact(builders.zones("\n".join([*SIGNED, *end]))) == (None, None)


@pytest.mark.parametrize(
    "end",
    [
        ["联系人：王思远 联系电话：60312345 地址：望潮路8号 邮编：650000"],
        ["联系人：王思远", "联系电话：60312345", "邮编：650000"],
        ["（联系电话：60312345，邮编：650000）"],
        ["联系电话：60312345"],
    ],
)
def test_the_letter_s_telephone_is_known(end: list[str]) -> None:
    _, phone = contact.contact(builders.zones("\n".join([*SIGNED, *end])))
    assert phone is not None
    assert phone.value == "60312345"


SURVEYS = [
    "您对本答复是否满意？请点击评价：",
    "您对本答复是否满意？",
    "非常满意（0）满意（0）不满意（0）",
    "○ 满意 ○ 基本满意 ○ 不满意",
    "请对办理结果进行评价：满意（12） 基本满意（1） 不满意（0）",
    "办理评价★★★★★5.0分",
    "满意度评价：",
    "评价：很满意一般提交评价",
    "有用（0） 无用（0）",
]


@pytest.mark.parametrize("line", SURVEYS)
@pytest.mark.parametrize("letter", [BODY, SIGNED])
def test_surveys_go(line: str, letter: list[str]) -> None:
    assert split([*letter, line]) == (letter, [line])


@pytest.mark.parametrize(
    "line",
    [
        "以上答复您是否满意，如有意见，敬请反馈。",
        "如您对答复有意见，请及时与我们联系。",
        "办理评价：满意",
        "委员反馈：基本满意",
        "代表对办理结果表示满意。",
        "满意",
    ],
)
def test_sentences_and_facts_are_no_survey(line: str) -> None:
    assert not is_survey([*BODY, line], len(BODY))
    assert split([*BODY, line, *SIGNED[4:]])[0] == [*BODY, line, *SIGNED[4:]]


def test_the_form_that_a_letter_encloses_is_the_letter_s() -> None:
    lines = [*SIGNED, "附件：办理情况征询意见表", "满意□ 基本满意□ 不满意□"]
    assert not is_survey(lines, len(lines) - 1)


def test_the_letter_s_own_file_goes_and_other_attachments_stay() -> None:
    own = f"{TITLE}.docx"
    assert split([*SIGNED, "附件下载", own]) == (SIGNED, ["附件下载", own])
    assert split([*SIGNED, own, "附件：课后服务学校名单.xlsx"]) == ([*SIGNED, "附件：课后服务学校名单.xlsx"], [own])
    listed = ["相关附件", "课后服务学校名单.xlsx"]
    assert split([*SIGNED, *listed]) == ([*SIGNED, *listed], [])
    assert split([*SIGNED, "正文下载（PDF版）.pdf"]) == (SIGNED, ["正文下载（PDF版）.pdf"])


@pytest.mark.parametrize("line", ["END", "- END -", "—— end ——", "THE END"])
def test_the_end_mark_of_an_article_goes(line: str) -> None:
    assert split([*SIGNED, line]) == (SIGNED, [line])


@pytest.mark.parametrize("heading", ["政策图解：", "一图读懂", "【文件解读】", "相关政策解读"])
def test_a_heading_of_readings_ends_the_document_only_below_its_end(heading: str) -> None:
    assert split([*SIGNED, heading, "图说课后服务"]) == (SIGNED, [heading, "图说课后服务"])
    inside = [*BODY[:3], heading, *BODY[3:], "青屿市教育局", "2023年7月18日"]
    assert split(inside) == (inside, [])
