"""Who helped, who gets a copy, who printed it, which policies are cited, which asks are echoed."""

from __future__ import annotations

import builders
import pytest

from indexer.reply import Reply

REQUEST = "您提出的《关于加强课后服务的建议》收悉"


def letter(opening: str = f"{REQUEST}，现答复如下：", body: str = "已办结。", tail: str = "") -> Reply:
    lines = ["林晓岚代表：", opening, body, "青屿市教育局", "2023年7月18日", tail]
    return builders.parsed("\n".join(line for line in lines if line))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("经商市发改委、市财政局", ("市发改委", "市财政局")),
        ("我们会同市委组织部、市人社局、市教育局等部门召开专题协商会议", ("市委组织部", "市人社局", "市教育局")),
        ("经商人力资源社会保障部、财政部、科技部", ("人力资源社会保障部", "财政部", "科技部")),
        ("我局会商海滨区政府和市公安局交警支队", ("海滨区政府", "市公安局交警支队")),
        ("我局与市财政局、市民政局等协办单位研究", ("市财政局", "市民政局")),
        ("征求了市司法局、市审计局意见", ("市司法局", "市审计局")),
        ("现商市税务局", ("市税务局",)),
        ("我局会同有关部门进行了研究", ()),
        ("经商务部门研究", ()),
        ("我局会同各区县相关单位办理", ()),
        ("我局高度重视", ()),
    ],
)
def test_who_helped_to_answer(words: str, names: tuple[str, ...]) -> None:
    assert letter(f"{REQUEST}。{words}，现答复如下：").all("co_agencies") == names


def test_those_who_helped_in_a_line_of_their_own() -> None:
    assert letter(tail="会办单位：市财政局、市民政局").all("co_agencies") == ("市财政局", "市民政局")


def test_copies_and_imprint() -> None:
    reply = letter(tail="抄送：市人大常委会代表工委，市政府督查室。\n青屿市教育局办公室 2023年7月20日印发")
    assert reply.all("copies") == ("市人大常委会代表工委", "市政府督查室")
    assert (reply.get("imprint") or "").replace(" ", "") == "青屿市教育局办公室2023年7月20日印发"
    assert (reply.get("agency"), reply.get("signed_date")) == ("青屿市教育局", "2023-07-18")


@pytest.mark.parametrize(
    ("body", "cited"),
    [
        ("按照《课后服务办法》（青教发〔2022〕8号）要求办理。", ("《课后服务办法》（青教发〔2022〕8号）",)),
        (
            "按照《课后服务办法（试行）》（青教发[2022]第08号）办理。",
            ("《课后服务办法（试行）》（青教发〔2022〕8号）",),
        ),
        (
            "印发《关于落实〈课后服务办法〉的通知》（青教发〔2022〕8号，以下简称《通知》）。",
            ("《关于落实〈课后服务办法〉的通知》（青教发〔2022〕8号）",),
        ),
        ("执行《青屿市养老服务条例》《青屿市规划》。", ("《青屿市养老服务条例》", "《青屿市规划》")),
        ("根据青政办发〔2021〕30号文件，继续推进。", ("青政办发〔2021〕30号",)),
        ("《条例》规定明确，《规划》已印发。", ()),
        ("《青屿日报》作了报道，观看了《流浪地球》。", ()),
        ("《关于加强课后服务的建议》已采纳。", ()),
        ("2022年12号线开通。", ()),
    ],
)
def test_policies_that_are_cited(body: str, cited: tuple[str, ...]) -> None:
    assert letter(body=body).all("cites") == cited


def test_the_own_number_is_no_citation() -> None:
    text = builders.LETTER.replace("全市现有", "本件（青教建〔2023〕12号）抄送。根据青政发〔2022〕3号，全市现有")
    assert builders.parsed(text).all("cites") == ("青政发〔2022〕3号",)


@pytest.mark.parametrize(
    ("lines", "asks"),
    [
        (["一、关于“加强经费保障”的建议", "已列入预算。"], ("加强经费保障",)),
        (
            ["一、关于加强经费保障的建议", "已列入预算。", "二、关于丰富服务内容的问题", "已开课。"],
            ("加强经费保障", "丰富服务内容"),
        ),
        (["（一）关于“加强经费保障”建议的答复。已列入预算。"], ("加强经费保障",)),
        (["一、基本情况", "已列入预算。"], ()),
        (["一、关于提案所提建议的办理情况", "已办结。", "二、关于建议中提出的问题", "三、关于目前存在的问题"], ()),
        (["我局认真研究了关于加强经费保障的建议。"], ()),
    ],
)
def test_the_asks_that_headings_echo(lines: list[str], asks: tuple[str, ...]) -> None:
    found = letter(body="\n".join(lines)).all("asks")
    assert found == asks
