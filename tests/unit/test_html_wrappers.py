"""Whatever a site builds around a letter, the letter comes out whole and alone; any markup is survived."""

from __future__ import annotations

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import Charset, Decoded, Page
from indexer.extractors import html

TITLE = "青屿市教育局关于市十七届人大二次会议第127号建议的答复"
OPENINGS = [
    "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
    "您提出的关于加强课后服务的建议,已交我局办理,现将有关情况回复如下:",
    "贵委提出的“关于加强课后服务的提案”收悉。经研究，函复如下：",
]
BODY = [
    "一、基本情况",
    "全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人。",
    "（一）推动老字号、打印店规范经营",
    "首页改版后新增了分享经济专栏，浏览次数达到3,200次。",
    "二、下一步工作",
    "加强经费保障；",
    "三是扫一扫即可报名，二维码张贴到每所学校，家长无需再跑现场。",
    "到2025年底，新增普惠托位1,850个，每千人口拥有托位数达到4.6个。",
]
ENDS = [
    ["感谢您对教育工作的关心！", "青屿市教育局", "2023年7月18日"],
    ["青屿市教育局", "2023年7月18日", "（联系人：王思远，联系电话：60312345）"],
    ["特此函复。", "青屿市教育局", "二〇二三年七月十八日"],
    ["青屿市教育局2023年7月18日", "抄送：市人大常委会代表工委，市政府办公室。"],
]
NAVIGATION = [
    '<div class="top"><a href="/">首页</a><a href="/1">政务公开</a><a href="/2">互动交流</a></div>',
    "<ul>" + "".join(f"<li><a href='/{n}'>办事服务第{n}类</a></li>" for n in range(12)) + "</ul>",
    "<table><tr><td><a href=/>网站首页</a></td><td><a href=/a>走进青屿</a></td>"
    "<td><a href=/b>专题专栏</a></td></tr></table>",
    "<nav><a href=/>首页</a><span>政务公开</span></nav>",
    "<div>您现在的位置：<a href=/>首页</a> &gt; <a href=/a>建议提案</a> &gt; 正文</div>",
    "<div><span>首页</span> / <span>政务公开</span> / <span>人大建议办理</span></div>",
    "<div>今天是2024年5月6日 星期一</div><div>无障碍浏览 长者模式</div>",
]
ABOVE = [
    "",
    f"<h1>{TITLE}</h1>",
    f"<div class=bt>{TITLE}</div><p>发布时间：2023-07-20　来源：青屿市教育局　浏览次数：<i id=c></i>次</p>",
    f"<h2>{TITLE}</h2><div><span>2023-07-20 09:30</span><span>来源：市教育局</span>"
    "【字体：<a href='#'>大</a> <a href='#'>中</a>】</div>",
    "<table><tr><th>索 引 号</th><td>QY-1</td><th>发布机构</th><td>市教育局</td></tr>"
    f"<tr><th>文号</th><td>无</td><th>发布日期</th><td>2023-07-20</td></tr></table><h3>{TITLE}</h3>",
    "<dl><dt>索引号：</dt><dd>QY-1</dd><dt>发布机构：</dt><dd>市教育局</dd></dl>",
]
BELOW = [
    "",
    "<div>【<a href='javascript:window.print()'>打印</a>】【<a href='javascript:window.close()'>关闭</a>】</div>",
    "<p>分享到：</p><p>上一篇：<a href=1>关于停车难的答复</a></p><p>下一篇：没有了</p>",
    "<p>责任编辑：小赵</p><p>扫一扫在手机打开当前页</p>",
    "<div><h3>相关阅读</h3><ul>"
    + "".join(f"<li><a href={n}>关于第{n}号提案的答复</a> 2023-06-{n}</li>" for n in range(10, 18))
    + "</ul></div>",
]
FOOTERS = [
    "",
    "<div><p>版权所有：青屿市教育局　青ICP备12345678号</p><p>网站标识码：9900000034</p></div>",
    "<footer><p>主办：青屿市教育局　地址：海滨路1号　邮编：999001　电话：0999-60310000</p></footer>",
    "<table><tr><td>主办单位：青屿市人民政府办公室　承办单位：青屿市数据局</td></tr>"
    "<tr><td>技术支持：青屿软件</td></tr></table>",
]
WRAPPERS = [
    "<div>{}</div>",
    '<div class="main"><div class="left-menu"><a href=1>栏目一</a><a href=2>栏目二</a></div>'
    '<div class="right">{}</div></div>',
    "<table><tr><td>{}</td></tr></table>",
    "<table width=100%><tr><td width=180><a href=1>机构职能</a><br><a href=2>政策文件</a></td><td>{}</td></tr></table>",
    "<section><article>{}</article></section>",
    '<form name="f" action="?">{}</form>',
    '<div id="zoom">{}</div>',
    '<div class="TRS_Editor">{}</div>',
    "<center><font size=3>{}</font></center>",
    '<div style="display:none">{}</div>',
    "<span>{}</span>",
    "<blockquote>{}</blockquote>",
]
MARKUPS = {
    "p": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    "indented": lambda lines: "".join(f"<p>　　{line}</p>\n" for line in lines),
    "br": lambda lines: "<br>\n".join(f"　　{line}" for line in lines),
    "div": lambda lines: "".join(f"<div><span>{line}</span></div>" for line in lines),
    "rows": lambda lines: "<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in lines) + "</table>",
    "unclosed": lambda lines: "".join(f"<P align=left>{line}" for line in lines),
    "word": lambda lines: "".join(
        "<p>" + "".join(f"<span lang=EN-US>{c}</span>" for c in line) + "</p>" for line in lines
    ),
    "source lines": lambda lines: "\n".join(f"　　{line}" for line in lines),
    "sections": lambda lines: "".join(f"<section><p style='text-indent:2em'>{line}</p></section>" for line in lines),
}


@st.composite
def letters(draw: st.DrawFn) -> list[str]:
    body = draw(st.lists(st.sampled_from(BODY), min_size=1, max_size=8, unique=True))
    salutation = draw(st.sampled_from(["尊敬的林晓岚代表：", "林晓岚、周广平委员:", "民盟青屿市委员会："]))
    return [salutation, draw(st.sampled_from(OPENINGS)), *body, *draw(st.sampled_from(ENDS))]


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[str], str]:
    letter = draw(letters())
    content = MARKUPS[draw(st.sampled_from(sorted(MARKUPS)))](letter)
    for wrapper in draw(st.lists(st.sampled_from(WRAPPERS), max_size=4)):
        content = wrapper.format(content)
    around = draw(st.booleans())  # whether title and tools stand in the same element as the letter
    article = f"{draw(st.sampled_from(ABOVE))}{content}{draw(st.sampled_from(BELOW))}"
    article = f"<div>{article}</div>" if around else article
    parts = [*draw(st.lists(st.sampled_from(NAVIGATION), max_size=3)), article, draw(st.sampled_from(FOOTERS))]
    return letter, f"<html><head><title>{TITLE}-青屿市教育局</title></head><body>{''.join(parts)}</body></html>"


def read(markup: str) -> Page:
    return html.extract(Decoded(markup, Charset("utf-8", "utf-8")))


@given(pages())
def test_a_letter_comes_out_whole_and_alone(page: tuple[list[str], str]) -> None:
    letter, markup = page
    assert [line for line in read(markup).lines if line != TITLE] == letter


@given(pages())
def test_the_title_is_the_letters(page: tuple[list[str], str]) -> None:
    found = read(page[1])
    assert TITLE in (found.title, *found.lines[:3])


@given(pages())
def test_a_sites_footer_names_no_agency(page: tuple[list[str], str]) -> None:
    assert not [pair for pair in read(page[1]).pairs if pair.value in ("青屿市数据局", "青屿市人民政府办公室")]


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "td",
        "tr",
        "table",
        "br",
        "b",
        "span",
        "a",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "pre",
        "script",
        "style",
        "nav",
        "footer",
        "font",
        "form",
        "center",
        "o:p",
        "ruby",
        "rt",
        "title",
    ]
)
PIECES = st.one_of(
    st.builds("<{}>".format, TAGS),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(
        [
            "<a href='x.pdf'>",
            "<!--",
            "-->",
            "<",
            ">",
            "&nbsp;",
            "&#x110000;",
            "<td",
            "<p class='share'>",
            "\x00",
            "<![CDATA[",
        ]
    ),
    st.sampled_from([*BODY, *OPENINGS, "索引号：", "发布时间：2023-07-20", "首页 > 正文", "2023年7月18日", "版权所有"]),
    st.text(max_size=8),
)


@given(st.lists(PIECES, max_size=60))
def test_any_markup_is_survived(pieces: list[str]) -> None:
    page = read("".join(pieces))
    assert all(line == line.strip() and line and "\n" not in line for line in page.lines)


@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<p>", "</p>", "<span>", "<td>", "<b>", "</b>", "<br>"]), max_size=30)
)
def test_no_broken_nesting_loses_a_sentence(tags: list[str]) -> None:
    sentence = "到2025年底，新增普惠托位1,850个，每千人口拥有托位数达到4.6个。"
    page = read("".join(tags) + sentence + "".join(reversed(tags)))
    assert sentence in "".join((*page.lines, *page.removed))


@pytest.mark.parametrize("depth", [300, 3_000, 100_000])
def test_nesting_of_any_depth_keeps_the_text(depth: int) -> None:
    letter = MARKUPS["p"]([*OPENINGS[:1], *BODY])
    with builders.within(60):
        page = read(f"<html><body>{'<div>' * depth}{letter}{'</div>' * depth}<p>尾</p></body></html>")
    assert {*OPENINGS[:1], *BODY} <= {*page.lines, *page.removed}


@pytest.mark.parametrize(
    "many",
    [
        "<p hidden>甲，乙。</p>",
        "<a href=x>如下</a>",
        "<i>收悉，现答复如下：</i>",
        "<tr><td>1</td><td>2</td></tr>",
        "<table><tr><td>",
    ],
)
def test_four_hundred_thousand_characters_of_anything_are_read_in_time(many: str) -> None:
    with builders.within(15):
        read("<html><body>" + many * (400_000 // len(many)))


def test_a_page_over_the_limit_keeps_every_sentence() -> None:
    rows = "".join(f"<tr><td>第{n}项任务</td><td>{n * 7}万元</td></tr>" for n in range(150_000))
    with builders.within(60):
        page = read(
            f"<html><script>var a='<p>秘密'</script><body>{MARKUPS['p'](BODY)}<table>{rows}</table></body></html>"
        )
    assert set(BODY) <= set(page.lines)
    assert "第149999项任务\t1049993万元" in page.lines
    assert not any("秘密" in line for line in page.lines)
