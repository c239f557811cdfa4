"""Web pages: the document in its container, rendered to the lines a reader sees."""

from __future__ import annotations

import time

import pytest

from indexer.document import Charset, Decoded, Page, RawDocument
from indexer.errors import DocumentError
from indexer.extractors import extract, html

TITLE = "关于加强中小学课后服务的建议（第0127号）的答复"
PARAGRAPHS = [
    "尊敬的林晓岚代表：",
    "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
    "一、基本情况",
    "全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人。",
    "青屿市教育局",
    "2023年7月18日",
]


def read(markup: str) -> Page:
    return html.extract(Decoded(markup, Charset("utf-8", "utf-8")))


def whole(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def letter(tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "container",
    [
        '<div class="TRS_Editor">{}</div>',
        '<div id="zoom">{}</div>',
        '<div id="vsb_content_2">{}</div>',
        '<div class="v_news_content">{}</div>',
        "<ucapcontent>{}</ucapcontent>",
        '<div class="bt-content">{}</div>',
        '<div class="whatever-nobody-knows">{}</div>',
        "<div><div><div>{}</div></div></div>",
        "<table><tr><td>{}</td></tr></table>",
        "<article>{}</article>",
    ],
)
def test_the_document_is_found_in_its_container(container: str) -> None:
    links = "".join(f'<li><a href="/{n}">栏目导航第{n}项工作动态</a></li>' for n in range(20))
    page = read(
        whole(
            f'<ul class="menu">{links}</ul><h1>{TITLE}</h1>{container.format(letter())}'
            '<div class="footer">版权所有：青屿市教育局</div>'
        )
    )
    assert list(page.lines) == PARAGRAPHS
    assert page.title == TITLE


def test_side_blocks_inside_the_container_go() -> None:
    page = read(
        whole(f'<div id="zoom">{letter()}<div class="share">微信 微博</div><div class="print">打印本页</div></div>')
    )
    assert list(page.lines) == PARAGRAPHS


def test_a_body_made_of_line_breaks_has_the_same_lines() -> None:
    page = read(whole('<div id="zoom">' + "<br>".join(f"　　{text}" for text in PARAGRAPHS) + "</div>"))
    assert list(page.lines) == PARAGRAPHS


def test_a_body_of_divs_has_the_same_lines() -> None:
    assert list(read(whole(f'<div id="zoom">{letter("div")}</div>')).lines) == PARAGRAPHS


def test_source_line_breaks_are_no_line_breaks() -> None:
    page = read(whole('<div id="zoom">' + letter().replace("课后服务实现", "课后\n   服务实现") + "</div>"))
    assert "课后服务实现全覆盖" in "".join(page.lines).replace(" ", "")
    assert len(page.lines) == len(PARAGRAPHS)


@pytest.mark.parametrize("tag", ["span", "b", "strong", "font", "a href='#'", "u", "em"])
def test_inline_tags_are_joined_without_a_blank(tag: str) -> None:
    name = tag.split()[0]
    cut = letter().replace("21.4万人", f"2<{tag}>1.4</{name}>万<{tag}>人</{name}>")
    assert PARAGRAPHS[3] in read(whole(f'<div id="zoom">{cut}</div>')).lines


def test_table_cells_stay_apart() -> None:
    table = "<table><tr><td>区县</td><td>学校数</td></tr><tr><td>海滨区</td><td>42</td></tr></table>"
    lines = read(whole(f'<div id="zoom">{letter()[:-40]}{table}{letter()}</div>')).lines
    assert any("海滨区" in line and "42" in line for line in lines)
    assert not any("海滨区42" in line for line in lines if "学校数" in line)
    assert not any("区县学校数" in line for line in lines)


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var 秘密 = 1;</script>",
        "<style>.秘密 {{}}</style>",
        "<!-- 秘密 -->",
        "<noscript>秘密</noscript>",
        "<template>秘密</template>",
        "<textarea>秘密</textarea>",
        "<select><option>秘密</option></select>",
    ],
)
def test_what_a_reader_cannot_see_is_no_text(hidden: str) -> None:
    page = read(whole(f'<div id="zoom">{letter()}<p>甲{hidden}乙</p></div>'))
    assert "秘密" not in "".join((*page.lines, *page.removed))


def test_entities_are_characters() -> None:
    page = read(
        whole('<div id="zoom">' + letter().replace("186所", "186&nbsp;所&lt;含民办&gt;&#8212;&ldquo;&#x4E00;&rdquo;"))
    )
    assert "186所<含民办>—“一”" in "".join(page.lines)


def test_metadata_beside_the_text_becomes_pairs() -> None:
    table = "<table><tr><th>索 引 号</th><td>QY-1</td><th>发布机构</th><td>青屿市教育局</td></tr></table>"
    head = '<meta name="PubDate" content="2023-07-20"><meta name="ContentSource" content="市教育局">'
    page = read(whole(f'{table}<div id="zoom">{letter()}</div>', head))
    assert page.pair("索引号") is not None
    assert {(p.label, p.value) for p in page.pairs} >= {
        ("索引号", "QY-1"),
        ("发布机构", "青屿市教育局"),
        ("发布时间", "2023-07-20"),
        ("来源", "市教育局"),
    }


def test_the_title_tag_is_the_last_resort_and_loses_the_site() -> None:
    page = read(whole(f'<div id="zoom">{letter()}</div>', f"<title>{TITLE}-青屿市教育局</title>"))
    assert page.title == TITLE


def test_a_title_the_text_states_itself_is_not_doubled() -> None:
    page = read(whole(f'<h1>{TITLE}</h1><div id="zoom"><p>{TITLE}</p>{letter()}</div>'))
    assert page.title is None
    assert page.lines.count(TITLE) == 1


def test_twenty_thousand_nested_divs_are_read_in_time() -> None:
    started = time.monotonic()
    page = read(whole("<div>" * 20_000 + letter() + "</div>" * 20_000))
    assert time.monotonic() - started < 10
    assert "全市现有义务教育学校186所" in "".join((*page.lines, *page.removed))


@pytest.mark.parametrize(
    "markup",
    [
        "<p>甲",
        "</div></div><p>青屿市",
        "<table><tr><td>青屿<table><td>市",
        "<p>青屿市<b><i></b></i>教育局",
        "<html><frameset><frame src=a></frameset></html>青屿市",
        "<?xml version='1.0'?><p>青屿市</p>",
        "<div id=zoom></div><p>青屿市教育局</p>",
    ],
)
def test_broken_markup_still_gives_its_text(markup: str) -> None:
    page = read(markup)
    assert any("甲" in line or "青屿" in line for line in (*page.lines, page.title or "", *page.removed))


def test_html_is_known_by_its_content_not_its_name() -> None:
    body = whole(f'<div id="zoom">{letter()}</div>').encode()
    assert list(extract(RawDocument("/青屿/试.txt", body)).lines) == PARAGRAPHS


def test_text_named_html_is_text() -> None:
    body = "\n".join(PARAGRAPHS).encode()
    assert list(extract(RawDocument("/青屿/试.html", body)).lines) == PARAGRAPHS


def test_text_with_an_angle_bracket_is_text() -> None:
    body = "\n".join([*PARAGRAPHS, "比例<5%的学校3所，>10%的学校20所。"]).encode()
    assert "比例<5%的学校3所，>10%的学校20所。" in extract(RawDocument("/青屿/试.txt", body)).lines


@pytest.mark.parametrize(
    "body", ["<html><body></body></html>", "<p>……</p>", "　\n\n", "<script>var a = '青屿';</script>"]
)
def test_a_page_without_text_is_refused_in_a_sentence(body: str) -> None:
    with pytest.raises(DocumentError, match="没有文字"):
        extract(RawDocument("/青屿/试.html", body.encode()))


def test_a_page_with_endless_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="太多"):
        extract(RawDocument("/青屿/试.txt", ("青屿市" * 800_000).encode()))
