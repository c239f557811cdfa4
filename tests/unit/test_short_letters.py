"""Short letters, unsigned ones, letters in odd elements and what stands between title and letter."""

from __future__ import annotations

import pytest

from indexer.document import Charset, Decoded, Page
from indexer.extractors import html
from indexer.parser import parse
from indexer.reply import Reply

TITLE = "关于云泽湖边增设公共厕所的建议（第41号）的答复"
LETTER = [
    "郝运来代表：",
    "您提出的《关于云泽湖边增设公共厕所的建议》（第41号）收悉，现答复如下：",
    "我局已在栈桥东侧新建装配式公厕1座，4月30日起开放，并装设指示牌15块。",
    "芦苇荡停车场的公厕正在施工，预计今年9月底完工，共设厕位12个。",
]
SIGNED = [*LETTER, "云泽县住房和城乡建设局", "2024年5月21日"]
NEWS = "".join(
    f"<p>记者从有关部门获悉，今年第{n}季度全县扎实推进各项重点工作，取得了阶段性成效，下一步将持续加力。</p>"
    for n in range(1, 9)
)


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def read(body: str, title: str = TITLE) -> Page:
    markup = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return html.extract(Decoded(markup, Charset("utf-8", "utf-8")))


def reply(body: str, title: str = TITLE) -> Reply:
    return parse(read(body, title), "/a.html")


def test_a_short_unsigned_letter_comes_without_the_news_beside_it() -> None:
    page = read(f"<div class=a><h1>{TITLE}</h1><div class=x>{paragraphs(LETTER)}</div></div><div class=b>{NEWS}</div>")
    assert [line for line in page.lines if line != TITLE] == LETTER


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<div class=intro>{}</div>", "<section>{}</section>"),
        ("<section>{}</section>", "<div class=more>{}</div>"),
        ("<div class=part-1>{}</div>", "<div class=part-2>{}</div>"),
    ],
)
def test_an_unsigned_letter_in_two_elements_keeps_its_second_half(first: str, second: str) -> None:
    halves = first.format(paragraphs(LETTER[:3])) + second.format(paragraphs(LETTER[3:]))
    page = read(f"<h1>{TITLE}</h1><div class=w>{halves}</div><div class=foot><p>版权所有：云泽县人民政府</p></div>")
    assert [line for line in page.lines if line != TITLE] == LETTER


def test_a_letter_to_a_member_of_an_assembly_elsewhere() -> None:
    lines = ["尊敬的黎議員：", *LETTER[1:]]
    page = read(f"<h1>{TITLE}</h1><div class=x>{paragraphs(lines)}</div><div class=b>{NEWS}</div>")
    assert [line for line in page.lines if line != TITLE] == lines


def test_a_letter_in_a_textarea_is_found_and_an_empty_box_is_nothing() -> None:
    text = "\n".join(SIGNED)
    page = read(f"<h1>{TITLE}</h1><textarea readonly>{text}</textarea>")
    assert [line for line in page.lines if line != TITLE] == SIGNED
    page = read(f"<h1>{TITLE}</h1><div>{paragraphs(SIGNED)}</div><textarea>请输入您的评论，文明发言。</textarea>")
    assert not any("文明发言" in line for line in page.lines)


NUMBER = "云住建函〔2024〕9号"


@pytest.mark.parametrize(
    "between",
    [f"<p>{NUMBER}</p>", f"<p>（{NUMBER}）</p>", f"<div><span>{NUMBER}</span> <span>2024-05-24</span></div>"],
)
def test_the_number_between_title_and_letter_is_its_own(between: str) -> None:
    found = reply(f"<h1>{TITLE}</h1>{between}<div id=zoom>{paragraphs(SIGNED)}</div>")
    assert found.get("doc_number") == NUMBER


@pytest.mark.parametrize(
    "between",
    [
        f"<p>{NUMBER}</p><p>云民函〔2024〕3号</p>",
        "<p>云民函〔2024〕3号 关于养老服务的通知</p>",
        "<p><a href=/3.html>云民函〔2024〕3号</a></p>",
        "<p>根据云民函〔2024〕3号</p>",
    ],
)
def test_other_documents_numbers_above_a_letter_are_not_its_own(between: str) -> None:
    found = reply(f"{between}<h1>{TITLE}</h1><div id=zoom>{paragraphs(SIGNED)}</div>")
    assert found.get("doc_number") is None


def test_the_number_in_brackets_behind_the_title_is_its_own() -> None:
    found = reply(f"<h1>{TITLE}（{NUMBER}）</h1><div id=zoom>{paragraphs(SIGNED)}</div>")
    assert found.get("doc_number") == NUMBER


def test_rows_of_metadata_above_the_letter_go_as_a_whole_and_are_known() -> None:
    rows = [
        "索引号：YZ-2024-07", "公开方式：主动公开", "审核人：张某", f"发文字号：{NUMBER}",
        "公开类别：建议答复", "公开时间：2024-05-24",
    ]  # fmt: skip
    page = read(f"<h1>{TITLE}</h1><div id=zoom>{paragraphs([*rows, *SIGNED])}</div>")
    assert [line for line in page.lines if line != TITLE] == SIGNED
    assert set(rows) <= set(page.removed)
    found = parse(page, "/a.html")
    assert (found.get("doc_number"), found.get("disclosure")) == (NUMBER, "主动公开")


def test_a_title_behind_its_label_is_the_title() -> None:
    rows = [
        "标题：关于县十七届人大三次会议第41号建议的答复", "答复单位：云泽县住房和城乡建设局",
        "答复时间：2024-05-21", "答复内容：",
    ]  # fmt: skip
    found = reply(f"<div class=x>{paragraphs([*rows, *SIGNED])}</div>", title="建议办理_云泽县")
    assert found.text.split("\n") == [rows[0].removeprefix("标题："), *SIGNED]
    assert found.get("title") == rows[0].removeprefix("标题：")
    assert (found.get("session"), found.get("proposal_number")) == ("县十七届人大三次会议", "41")


@pytest.mark.parametrize("line", ["（2024年05月24日）", "2024年05月24日　　云泽县住房和城乡建设局"])
@pytest.mark.parametrize("inside", [True, False])
def test_the_date_right_under_the_title_is_that_of_publication(line: str, inside: bool) -> None:
    dated = f"<p>{line}</p>"
    body = f"<div id=zoom>{dated if inside else ''}{paragraphs(SIGNED)}</div>"
    found = reply(f"<h1>{TITLE}</h1>{'' if inside else dated}{body}")
    assert (found.get("published_date"), found.get("signed_date")) == ("2024-05-24", "2024-05-21")


@pytest.mark.parametrize(
    "broken",
    [
        ["您提出的关于增设公共厕所的建议（第41", "号）收悉，现答复如下："],
        ["您提出的关于增设公共厕所的建议（第41号", "）收悉，现答复如下："],
        ["您提出的", "《关于增设公共厕所的建议》（第41号）收悉，现答复如下："],
        ["您提出的《关于增设公共厕所的建议》（第41号）", "收悉，现答复如下："],
        ["您提出的", "《关于增设公共厕所的建议》（第41号）", "收悉，现答复如下："],
        ["您提出的　　　《关于增设公共厕所的建议》（第41号）收悉，现答复如下："],
    ],
)
def test_an_opening_broken_at_its_brackets_is_one(broken: list[str]) -> None:
    found = reply(f"<h1>{TITLE}</h1><div id=zoom>{paragraphs([LETTER[0], *broken, *SIGNED[2:]])}</div>")
    assert found.is_reply
    assert found.get("proposal_number") == "41"
    assert found.get("addressee") == "郝运来"


BEFORE = "去年冬天，郝运来在云泽湖边走访时发现，沿线只有一座公共厕所，老人和孩子很不方便。"
AFTER = "读完这封信，郝运来当天就去湖边看了看，新公厕已经开门，周围的居民都说这件事办得实在。"


def test_an_article_that_prints_a_whole_letter_is_no_reply() -> None:
    name = "一封信背后的故事"
    assert not reply(f"<h1>{name}</h1><div id=zoom>{paragraphs([BEFORE, *SIGNED, AFTER])}</div>", name).is_reply


@pytest.mark.parametrize("lines", [[BEFORE, *SIGNED], [*SIGNED, AFTER]])
def test_words_on_one_side_of_a_letter_do_not_make_it_an_article(lines: list[str]) -> None:
    assert reply(f"<div id=zoom>{paragraphs(lines)}</div>", "云泽县").is_reply


def test_a_reply_s_title_has_the_last_word() -> None:
    assert reply(f"<h1>{TITLE}</h1><div id=zoom>{paragraphs([BEFORE, *SIGNED, AFTER])}</div>").is_reply


def test_a_plan_in_two_elements_of_one_class_is_whole() -> None:
    plan = [
        "目　录",
        "一、总体要求",
        "二、任务分工",
        "坚持以人民为中心，办结率达到100%，满意率不低于98%。",
        "每季度通报一次，年底考核。",
    ]
    halves = "".join(
        f"<div class='part part-{n}'><ul>{paragraphs(part)}</ul></div>" for n, part in enumerate((plan[:3], plan[3:]))
    )
    page = read(f"<div class=cols><div class=main>{halves}</div><div class=side><a href=/a>热搜</a></div></div>")
    assert [line for line in page.lines if line != TITLE] == [line.replace("　", " ") for line in plan]


def test_a_line_of_the_text_is_no_title() -> None:
    lines = ["目　录", "一、总体要求", "办结率达到100%，满意率不低于98%，每季度通报一次。"]
    assert reply(f"<div>{paragraphs(lines)}</div>", title="").get("title") is None
