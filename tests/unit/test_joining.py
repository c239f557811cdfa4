"""A page that only leads to its attachment is joined with it; a page that says something is not."""

from __future__ import annotations

import builders
import pytest

from indexer.document import Page, Pair
from indexer.joining import is_cover, joined

TITLE = "关于市政协第0219号提案的答复"
LINK = "files/31号.pdf"


def cover_of(*lines: str, attachments: tuple[str, ...] = (LINK,)) -> Page:
    return Page(lines, TITLE, (Pair("发布时间", "2024-06-20"),), attachments=attachments)


def judged(page: Page) -> bool:
    return is_cover(page, builders.reply("r1", "\n".join(page.lines) or TITLE, TITLE))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (TITLE,),
        (TITLE, "附件：关于市政协第0219号提案的答复.pdf"),
        (TITLE, "点击下载"),
        ("青屿市水务局", "2024年6月20日", "附件1：答复函.docx", "附件2：分办表.doc"),
        ("现将市政协第0219号提案的答复予以公开，请下载附件查阅。", "附件：答复.ofd"),
    ],
)
def test_titles_dates_and_links_are_a_cover(lines: tuple[str, ...]) -> None:
    assert judged(cover_of(*lines))


def test_a_page_without_an_attachment_is_none() -> None:
    assert not judged(cover_of(TITLE, attachments=()))


def test_a_letter_with_an_attachment_is_none() -> None:
    assert not judged(cover_of(*builders.LETTER.split("\n"), "附件：任务分工表.docx"))


def test_a_short_answer_without_an_opening_is_none() -> None:
    assert not judged(cover_of("该路段积水点已于2024年5月完成改造。", "今后我们将加强巡查。", "附件：照片.pdf"))
    assert not judged(cover_of("巡查记录" * 120, "附件：照片.pdf"))


def test_the_joined_page_has_the_attachment_s_text_and_what_the_cover_knows() -> None:
    cover = cover_of(TITLE, "附件：31号.pdf", "本页独有的一句话")
    attachment = Page(
        ("第一段。", "第二段。"), None, (Pair("文号", "青水函〔2024〕31号"),), removed=("页眉",), notes=("注",)
    )
    page = joined(cover, attachment, "https://qy.example/files/31%E5%8F%B7.pdf?x=1")
    assert page.lines == attachment.lines
    assert page.title == TITLE
    assert page.pairs == (*attachment.pairs, *cover.pairs)
    assert page.removed == ("页眉", "附件：31号.pdf", "本页独有的一句话"), "found still, and the title not twice"
    assert page.notes == ("注", "正文来自附件：31号.pdf")
    assert page.attachments == (LINK,)


def test_a_title_of_the_attachment_s_own_stands() -> None:
    assert joined(cover_of(), Page(("甲",), "自己的标题")).title == "自己的标题"


def test_the_only_attachment_needs_no_address_and_of_several_none_is_named() -> None:
    assert joined(cover_of(), Page(("甲",))).notes == ("正文来自附件：31号.pdf",)
    assert joined(cover_of(attachments=("a.pdf", "b.pdf")), Page(("甲",))).notes == ("正文来自附件",)
