"""Structure: sections by their numbering, paragraphs with the headings above them."""

from __future__ import annotations

import builders
from hypothesis import given
from hypothesis import strategies as st

from indexer.reply import Reply

HEAD = ["关于加强课后服务的建议的答复", "尊敬的林晓岚代表：", "您提出的《关于加强课后服务的建议》收悉，现答复如下："]
TAIL = ["感谢您对我市教育工作的关心和支持。", "青屿市教育局", "2023年7月18日", "（联系人：王思远，联系电话：60312345）"]


def letter(*body: str) -> Reply:
    return builders.parsed("\n".join([*HEAD, *body, *TAIL]))


def shape(reply: Reply) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in reply.sections]


def covered(reply: Reply, heading: str) -> str:
    section = next(s for s in reply.sections if s.heading == heading)
    return reply.text[section.start : section.end]


def test_four_levels_by_numbering() -> None:
    reply = letter(
        "一、基本情况", "（一）覆盖情况", "1.全覆盖", "（1）城区学校", "城区学校42所。", "二、下一步工作", "加强保障。"
    )
    assert shape(reply) == [
        (1, "一、基本情况"),
        (2, "（一）覆盖情况"),
        (3, "1.全覆盖"),
        (4, "（1）城区学校"),
        (1, "二、下一步工作"),
    ]


def test_a_section_ends_where_one_of_its_level_or_above_begins() -> None:
    reply = letter(
        "一、基本情况", "（一）覆盖情况", "全覆盖。", "（二）经费情况", "已落实。", "二、下一步工作", "加强保障。"
    )
    assert covered(reply, "（一）覆盖情况") == "（一）覆盖情况\n全覆盖。\n"
    assert covered(reply, "一、基本情况") == "一、基本情况\n（一）覆盖情况\n全覆盖。\n（二）经费情况\n已落实。\n"
    assert covered(reply, "二、下一步工作").strip() == "二、下一步工作\n加强保障。"


def test_the_last_section_ends_before_thanks_and_signature() -> None:
    reply = letter("一、基本情况", "全覆盖。")
    assert "感谢" not in covered(reply, "一、基本情况")
    assert "60312345" not in covered(reply, "一、基本情况")


def test_a_heading_that_runs_into_its_paragraph_ends_at_its_stop() -> None:
    assert shape(letter("一、加强经费保障。推动将经费纳入财政预算。")) == [(1, "一、加强经费保障")]


def test_a_year_and_a_decimal_are_no_headings() -> None:
    assert shape(letter("2023年全市建成186所。", "1.7万名教师参加培训。", "21.4万名学生受益。")) == []


def test_writers_who_misnumber_still_get_their_levels() -> None:
    assert [
        level for level, _ in shape(letter("二、基本情况", "甲。", "二、下一步工作", "乙。", "（三）其他", "丙。"))
    ] == [1, 1, 2]


def test_paragraphs_stand_under_their_headings() -> None:
    reply = letter("一、基本情况", "（一）覆盖情况", "全覆盖，参与学生21.4万人。")
    paragraph = next(p for p in reply.paragraphs if reply.text[p.start : p.end].startswith("全覆盖"))
    assert paragraph.path == ("一、基本情况", "（一）覆盖情况")
    assert paragraph.role == "body"


def test_a_heading_does_not_stand_under_itself() -> None:
    reply = letter("一、基本情况：", "全覆盖。")
    heading = next(p for p in reply.paragraphs if p.role == "heading")
    assert heading.path == ()


def test_every_line_has_its_role() -> None:
    reply = builders.parsed(builders.LETTER)
    roles = {reply.text[p.start : p.end]: p.role for p in reply.paragraphs}
    assert roles["关于加强中小学课后服务的建议（第0127号）的答复"] == "title"
    assert roles["尊敬的林晓岚代表："] == "addressee"
    assert roles["青屿市教育局文件"] == "head"
    assert roles["一、基本情况"] == "heading"
    assert roles["全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人。"] == "body"
    assert roles["2023年7月18日"] == "tail"


NUMBERINGS = st.sampled_from(["一、", "二、", "（一）", "（二）", "1.", "2、", "（1）", "", "第一，"])
LINES = st.lists(
    st.tuples(NUMBERINGS, st.text(alphabet="青屿市学校建设。，；5G", max_size=90)).map("".join), max_size=25
)


@given(LINES)
def test_sections_nest_and_everything_lies_in_the_text(lines: list[str]) -> None:
    reply = letter(*lines)
    size = len(reply.text)
    open_ends: list[tuple[int, int]] = []
    for section in reply.sections:
        assert 0 <= section.start <= section.end <= size
        assert reply.text[section.start : section.end].startswith(section.heading)
        while open_ends and open_ends[-1][1] <= section.start:
            open_ends.pop()
        assert all(level < section.level and section.end <= end for level, end in open_ends)
        open_ends.append((section.level, section.end))
    for paragraph in reply.paragraphs:
        assert 0 <= paragraph.start < paragraph.end <= size
        assert "\n" not in reply.text[paragraph.start : paragraph.end]


@given(LINES)
def test_paragraphs_give_the_text_back(lines: list[str]) -> None:
    reply = letter(*lines)
    assert "\n".join(reply.text[p.start : p.end] for p in reply.paragraphs) == reply.text
