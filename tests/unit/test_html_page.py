"""What a web page says around and beside its letter: metadata, attachments, address, hidden and doubled text."""

from __future__ import annotations

import builders
import pytest

from indexer.document import Charset, Decoded, Page, Pair
from indexer.extractors import html

TITLE = "青屿市教育局关于市十七届人大二次会议第127号建议的答复"
LETTER = [
    "尊敬的林晓岚代表：",
    "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：",
    "全市现有义务教育学校186所，课后服务实现全覆盖，参与学生达到21.4万人。",
    "青屿市教育局",
    "2023年7月18日",
]
BODY = "".join(f"<p>{line}</p>" for line in LETTER)


def read(body: str, head: str = "", before: str = "") -> Page:
    markup = f"<!DOCTYPE html>{before}<html><head>{head}</head><body>{body}</body></html>"
    return html.extract(Decoded(markup, Charset("utf-8", "utf-8")))


def pairs(page: Page) -> set[tuple[str, str]]:
    return {(pair.label, pair.value) for pair in page.pairs}


# Tables


def test_a_table_of_figures_keeps_its_rows_and_its_cells_apart() -> None:
    table = (
        "<table><tr><th>区县</th><th>学校数</th><th>人数</th></tr><tr><td>海滨区</td><td><p>42</p></td><td>186</td></tr>"
        "<tr><td>合计</td><td>84</td><td></td></tr></table>"
    )
    page = read(BODY.replace("<p>青屿市教育局</p>", f"{table}<p>青屿市教育局</p>"))
    assert page.lines[3:6] == ("区县\t学校数\t人数", "海滨区\t42\t186", "合计\t84")


def test_a_letter_in_one_cell_of_a_form_comes_out_without_the_form() -> None:
    page = read(
        "<table><tr><td>案由</td><td colspan=3>关于加强中小学课后服务的建议</td></tr>"
        "<tr><td>提建议代表</td><td>林晓岚</td><td>承办单位</td><td>青屿市教育局</td></tr>"
        f"<tr><td>办理情况</td><td colspan=3>{BODY}</td></tr></table>"
    )
    assert list(page.lines) == LETTER
    assert pairs(page) == {
        ("案由", "关于加强中小学课后服务的建议"),
        ("提建议代表", "林晓岚"),
        ("承办单位", "青屿市教育局"),
    }


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>索 引 号</th><td>QY-1</td><th>发布机构</th><td>市教育局</td></tr></table>",
        "<table><tr><td>索引号：</td><td>QY-1</td></tr><tr><td>发布机构：</td><td>市教育局</td></tr></table>",
        "<table><tr><td>索引号</td><td>发布机构</td></tr><tr><td>QY-1</td><td>市教育局</td></tr></table>",
        "<dl><dt>索引号</dt><dd>QY-1</dd><dt>发布机构</dt><dd>市教育局</dd></dl>",
        "<ul><li>索引号：QY-1</li><li>发布机构：市教育局</li></ul>",
        "<ul><li><b>索引号：</b><span>QY-1</span></li><li><b>发布机构：</b><span>市教育局</span></li></ul>",
        "<p><span>索引号：QY-1</span><span>发布机构：市教育局</span></p>",
        "<div>[ 索引号 ]</div><div>QY-1</div><div>[ 发布机构 ]</div><div>市教育局</div>",
        "<p>| 索引号：QY-1 | 发布机构：市教育局 |</p>",
    ],
)
@pytest.mark.parametrize("place", ["{table}<div id=zoom>{body}</div>", "<div id=zoom>{table}{body}</div>"])
def test_metadata_of_any_shape_beside_or_inside_the_content(table: str, place: str) -> None:
    page = read(place.format(table=table, body=BODY))
    assert list(page.lines) == LETTER
    assert pairs(page) == {("索引号", "QY-1"), ("发布机构", "市教育局")}


# Title


def test_a_heading_broken_over_lines_is_one_title() -> None:
    assert (
        read(f"<h2>青屿市教育局关于市十七届人大<br>二次会议第127号<br>建议的答　复</h2><div>{BODY}</div>").title
        == TITLE
    )


@pytest.mark.parametrize("name", ["青屿市教育局", "青屿市人民政府门户网站", "建议提案办理"])
def test_the_sites_name_is_no_title(name: str) -> None:
    page = read(f"<h1>{name}</h1><div>{BODY}</div>", f"<title>{name}</title>")
    assert page.title != "青屿市教育局"
    assert page.title is None or "网" not in page.title


def test_a_title_keeps_its_own_dash_and_loses_the_sites() -> None:
    page = read(BODY, "<title>关于2023—2025年学位规划的建议的答复-人大建议-青屿市教育局</title>")
    assert page.title == "关于2023—2025年学位规划的建议的答复"


# Address, dates, attachments


@pytest.mark.parametrize(
    ("before", "head"),
    [
        ("<!-- saved from url=(0046)https://jyj.qingyu.example/art/1.html -->", ""),
        ("<!-- Mirrored from jyj.qingyu.example/art/1.html by HTTrack Website Copier/3.x -->", ""),
        ("<!--\n Page saved with SingleFile \n url: https://jyj.qingyu.example/art/1.html \n-->", ""),
        ("", '<link rel="canonical" href="https://jyj.qingyu.example/art/1.html">'),
        ("", '<meta property="og:url" content="https://jyj.qingyu.example/art/1.html">'),
        ("", '<meta name="Url" content="https://jyj.qingyu.example/art/1.html">'),
    ],
)
def test_the_address_of_a_saved_page_is_known(before: str, head: str) -> None:
    assert read(BODY, head, before).pair("网址") is not None
    assert str(read(BODY, head, before).pair("网址")).count("jyj.qingyu.example/art/1.html") == 1


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="pubdate" content="2023-07-20 09:30">',
        '<meta property="article:published_time" content="2023-07-20T09:30:00+08:00">',
    ],
)
def test_the_date_of_publication_is_read_from_the_head(head: str) -> None:
    found = read(BODY, head).pair("发布时间")
    assert found is not None
    assert found.value.startswith("2023-07-20")


def test_attachments_are_named_and_their_lines_stay() -> None:
    links = "<p>附件：</p><p><a href='./P02.docx'>1.任务分工表.docx</a></p><p><a href='/a/b.PDF?x=1'>2.学校名单</a></p>"
    page = read(f"<a href='/report.pdf'>年度报告</a><div id=zoom>{BODY}{links}<p><a href='x.html'>详情</a></p></div>")
    assert page.attachments == ("./P02.docx", "/a/b.PDF?x=1")
    assert page.lines[-3:] == ("附件：", "1.任务分工表.docx", "2.学校名单")


def test_a_footer_gives_no_metadata() -> None:
    page = read(f"<div>{BODY}</div><p>主办单位：青屿市人民政府　承办单位：青屿市数据局</p><p>更新时间：2024-01-01</p>")
    assert page.pairs == ()


# What nobody sees, what is there twice, what is hidden


def test_a_passage_that_a_style_hides_can_still_be_found() -> None:
    hidden = "到2025年底，新增普惠托位1,850个，每千人口拥有托位数达到4.6个。"
    longer = "".join(f"<p>第{n}所学校的课后服务，已由区教育局逐一核实，结果另行公布。</p>" for n in range(9))
    page = read(f"<div>{longer}{BODY}</div><div style='display:none'><p>{hidden}</p></div>")
    assert list(page.lines[-len(LETTER) :]) == LETTER
    assert page.removed == (hidden,)


def test_a_passage_beside_the_content_can_still_be_found() -> None:
    beside = "青屿市教育局贯彻党的教育方针，统筹规划全市各级各类教育发展。"
    page = read(f"<div class=l><p>{beside}</p></div><div class=r><h1>{TITLE}</h1>{BODY}</div>")
    assert list(page.lines) == [TITLE, *LETTER]
    assert page.removed == (beside,)


@pytest.mark.parametrize("style", ["display:none", "visibility: hidden"])
def test_a_document_that_a_script_would_show_is_read(style: str) -> None:
    assert list(read(f'<p>加载中，请稍候</p><div style="{style}">{BODY}</div>').lines) == LETTER


def test_a_version_for_printing_does_not_double_the_letter() -> None:
    page = read(f"<h1>{TITLE}</h1><div>{BODY}</div><div class=p><h1>{TITLE}</h1>{BODY}</div>")
    assert [line for line in page.lines if line != TITLE] == LETTER


def test_an_articles_own_footer_holds_its_signature() -> None:
    body = "".join(f"<p>{line}</p>" for line in LETTER[:3])
    page = read(
        f"<article>{body}<footer><p>{LETTER[3]}</p><p>{LETTER[4]}</p></footer></article><footer>版权所有</footer>"
    )
    assert list(page.lines) == LETTER


def test_ruby_and_readings_are_no_text() -> None:
    page = read(f"<div>{BODY}<p>特此<ruby>答<rt>dá</rt></ruby>复(fù)。</p></div>")
    assert page.lines[-1] == "特此答复。"
    assert page.notes


def test_controls_go_and_words_like_them_stay() -> None:
    page = read(
        f"<div>{BODY}<p>打印店整治已完成。<a href='javascript:print()'>打印</a></p><a href='#'>【关 闭】</a></div>"
    )
    assert page.lines[-1] == "打印店整治已完成。"


def test_embedded_files_are_cut_out_before_anything_reads_them() -> None:
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 800_000
    with builders.within(20):
        page = read(f"<div><img src='{picture}'>{BODY}</div>")
    assert list(page.lines) == LETTER


def test_a_link_nobody_closed_does_not_swallow_the_letter() -> None:
    assert list(read(f"<div><a href='/'>{BODY}</div>").lines) == LETTER


def test_a_cited_rule_that_is_a_link_stays() -> None:
    cited = "<div><a href='/zc/1.html'>《青屿市学前教育条例》</a></div>"
    page = read(f"<div>{BODY.replace('<p>青屿市教育局</p>', cited + '<p>青屿市教育局</p>')}</div>")
    assert "《青屿市学前教育条例》" in page.lines


def test_two_halves_of_a_letter_are_one() -> None:
    first, second = "".join(f"<p>{x}</p>" for x in LETTER[:2]), "".join(f"<p>{x}</p>" for x in LETTER[2:])
    between = "<div class='ad'><a href=1>客户端</a><a href=2>便民地图</a></div>"
    page = read(f"<div><div class='part part-1'>{first}</div>{between}<div class='part part-2'>{second}</div></div>")
    assert list(page.lines) == LETTER


def test_the_pair_of_a_label_is_a_value_of_its_own() -> None:
    assert (
        Pair("来源", "市教育局") in read(f"<p><span>来源：市教育局</span><span>日期：2023-07-20</span></p>{BODY}").pairs
    )


def test_the_text_of_an_attachment_beside_the_letter_belongs_to_it() -> None:
    table = "<p>附件1</p><table><tr><td>海滨区</td><td>42</td></tr></table>"
    page = read(f"<div class=all><div class=letter>{BODY}</div><div class=fj>{table}</div></div>")
    assert list(page.lines) == [*LETTER, "附件1", "海滨区\t42"]


def test_rows_of_figures_beside_the_content_can_still_be_found() -> None:
    page = read(f"<div class=letter>{BODY}</div><table><tr><td>海滨区</td><td>42所</td></tr></table>")
    assert page.removed == ("海滨区\t42所",)


def test_values_that_are_links_and_cells_with_labels_of_their_own_are_read() -> None:
    table = (
        "<table><tr><td>发布机构：<a href=/jg>市教育局</a></td><td>查询方式：网站</td></tr>"
        "<tr><td>公开日期</td><td><a href=/d>2023年7月20日</a></td></tr></table>"
    )
    assert pairs(read(f"{table}<div>{BODY}</div>")) == {("发布机构", "市教育局"), ("发布日期", "2023年7月20日")}


def test_a_date_of_another_document_below_the_letter_is_not_its_date() -> None:
    other = "<ul><li>办理流程图 <time datetime='2021-01-09'>2021-01-09</time></li></ul>"
    above = "<p><time datetime='2023-07-20'>7月20日</time></p>"
    assert read(f"<div>{BODY}</div>{other}").pair("发布时间") is None
    assert read(f"{above}<div>{BODY}</div>{other}").pair("发布时间") == Pair("发布时间", "2023-07-20")


# Dates without a label

NEWS = "<ul><li><a href=/1.html>市领导到海滨区调研</a><span>2024-06-15</span></li></ul>"


@pytest.mark.parametrize(
    "above",
    [
        f"{NEWS}<h1>{TITLE}</h1><div>2023-07-20 09:30 来源：市教育局 【字体：<a>大</a> <a>小</a>】<a>打印</a></div>",
        f"{NEWS * 2}<h1>{TITLE}</h1><div>2023-07-20 <a>打印</a> <a>关闭</a></div>",
        f"<h1>{TITLE}</h1><div>2023-07-20 来源：<a href=/jyj>青屿市教育局</a></div>",
        f"<div>2024年6月15日 星期六</div>{NEWS}<h1>{TITLE}</h1><div>2023年7月20日</div>",
        f"<h1>{TITLE}</h1><div>2023-07-20 来源：市教育局</div>{NEWS}",
        f"{NEWS}<ul><li><label>成文日期</label>2023-07-18</li><li><label>公开日期</label>2023-07-20</li></ul><h1>{TITLE}</h1>",
    ],
)
def test_the_date_under_the_title_is_the_pages_and_none_of_a_list_beside_it(above: str) -> None:
    page = read(f"{above}<div id=zoom>{BODY}</div>")
    assert [pair.value for pair in page.pairs if pair.label in ("发布时间", "发布日期")] in (
        ["2023-07-20"],
        ["2023年7月20日"],
    )


def test_a_label_inside_the_content_wins_over_a_date_above_it() -> None:
    page = read(f"<p>部署防汛工作 2024-06-15</p><div id=zoom><p>发布时间：2023-07-20</p>{BODY}</div>")
    assert next(pair.value for pair in page.pairs if pair.label == "发布时间") == "2023-07-20"


def test_todays_date_and_a_link_beside_the_content_date_no_page() -> None:
    page = read(f"<div>2024年6月15日 星期六</div>{NEWS}<h1>{TITLE}</h1><div id=zoom>{BODY}</div>")
    assert not [pair for pair in page.pairs if pair.label == "发布时间"]
