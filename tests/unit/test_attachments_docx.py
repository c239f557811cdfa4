"""DOCX: what Word would show, in reading order, with its list numbers; nothing that it hides."""

from __future__ import annotations

import documents
import pytest
from documents import docx, paragraph, table, word_part, zipped

from indexer import limits
from indexer.document import RawDocument
from indexer.errors import DocumentError
from indexer.extractors import docx as reader
from indexer.extractors import extract, package
from indexer.extractors.numerals import numeral


def lines_of(body: str, **parts: str) -> list[str]:
    """The lines of a DOCX of this body, before page chrome is looked for."""
    return [line for line in reader.text_lines(docx(body, **parts)) if line.strip()]


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(depth: int, style: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", more="<w:isLgl/>")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    + "</w:lvlOverride></w:num>"
)


def test_a_letter_comes_whole_and_says_that_it_is_docx() -> None:
    page = extract(RawDocument("/青屿/a.docx", docx()))
    assert page.lines == documents.LETTER
    assert page.charset is not None
    assert (page.charset.encoding, page.charset.decided_by) == ("docx", "document")
    assert page.title is None


def test_the_bytes_decide_and_not_the_name() -> None:
    assert extract(RawDocument("/青屿/a.html", docx())).lines == documents.LETTER


def test_paragraphs_are_whole_already_and_never_joined() -> None:
    first = (
        "全市现有义务教育学校一百八十六所，课后服务实现全覆盖，参与学生和教师人数均比上年度有较大幅度的增加，经费也有"
    )
    second = (
        "这是另起的一段文字，它与上一段没有关系，虽然上一段没有写句号，也不能把两段文字接在一起成为一段来显示和检索。"
    )
    assert extract(RawDocument("/a.docx", docx(paragraph(first) + paragraph(second)))).lines == (first, second)


def test_list_numbers_are_counted_as_word_shows_them() -> None:
    body = (
        numbered("基本情况")
        + numbered("加强保障", level=1)
        + numbered("落实经费", level=2)
        + numbered("配备人员", level=2)
        + numbered("丰富内容", level=1)
        + numbered("另一款", level=2)
        + numbered("下一步工作")
        + numbered("完善制度", level=1)
        + numbered("细目", level=3)
        + numbered("同一列表的另一编号接着数", list_id=2)
        + numbered("重新起数", list_id=3)
        + numbered("没有编号", list_id=0)
    )
    assert lines_of(body, numbering=OFFICIAL) == [
        "一、基本情况",
        "（一）加强保障",
        "1.落实经费",
        "2.配备人员",
        "（二）丰富内容",
        "1.另一款",
        "二、下一步工作",
        "（一）完善制度",
        "2.1细目",
        "三、同一列表的另一编号接着数",
        "一、重新起数",
        "没有编号",
    ]


def test_a_list_number_never_runs_into_a_figure() -> None:
    assert lines_of(numbered("5万元已经拨付", level=2), numbering=OFFICIAL) == ["1. 5万元已经拨付"]


def test_numbers_of_a_heading_style_and_of_the_style_it_is_based_on() -> None:
    styles = (
        '<w:style w:styleId="标题1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="子"><w:basedOn w:val="标题1"/></w:style>'
        '<w:style w:styleId="环"><w:basedOn w:val="环"/></w:style>'
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in ("标题1", "子", "环"))
    assert lines_of(body, numbering=OFFICIAL, styles=styles) == ["一、标题1", "二、子", "环"]


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"),
        (99, "japaneseCounting", "九十九"),
        (103, "chineseCountingThousand", "一百零三"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (10020, "chineseCountingThousand", "一万零二十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (23, "ideographDigital", "二三"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "甲"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircleChinese", "21"),
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "某种没见过的", "5"),
        (3, "bullet", ""),
    ],
)
def test_numbers_are_written_in_the_list_s_style(number: int, style: str, written: str) -> None:
    assert numeral(number, style) == written


def test_deleted_hidden_and_moved_away_text_is_out_and_inserted_text_is_in() -> None:
    styles = '<w:style w:styleId="藏"><w:rPr><w:vanish/></w:rPr></w:style>'
    inside = (
        run("投入资金")
        + "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        + f"<w:ins>{run('120')}</w:ins>"
        + run("万元")
        + run("内部掌握", "<w:vanish/>")
        + run("也是内部", '<w:rStyle w:val="藏"/>')
        + run("。", '<w:vanish w:val="0"/>')
        + f"<w:moveFrom>{run('搬走了')}</w:moveFrom><w:moveTo>{run('搬来的。')}</w:moveTo>"
    )
    assert lines_of(paragraph(inside=inside), styles=styles) == ["投入资金120万元。搬来的。"]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    assert lines_of(paragraph("全市共有", "<w:rPr><w:del/></w:rPr>") + paragraph("学校186所。")) == [
        "全市共有学校186所。"
    ]


def test_breaks_tabs_hyphens_fields_formulas_ruby_and_ticks() -> None:
    inside = (
        "<w:r><w:t>第一行</w:t><w:br/><w:t>文号</w:t><w:tab/><w:t>签发人</w:t><w:cr/></w:r>"
        "<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2023年</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f"<w:hyperlink>{run('链接')}</w:hyperlink>"
        '<m:oMath xmlns:m="urn:m"><m:r><m:t>x+y</m:t></m:r></m:oMath>'
        f"<w:r><w:ruby><w:rt>{run('yǔ')}</w:rt><w:rubyBase>{run('屿')}</w:rubyBase></w:ruby></w:r>"
        '<w:r><w:t>公开</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>不公开</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="Wingdings" w:char="xyz"/></w:r>'
    )
    assert lines_of(paragraph(inside=inside)) == ["第一行", "文号\t签发人", "2020-2023年链接x+y屿公开☑不公开□"]


def test_table_rows_keep_their_cells_apart() -> None:
    rows = table(
        [["年度", "学校数", paragraph("经费") + paragraph("（万元）")], ["2022", "186", "1,200"], ["", "", "合计"]]
    )
    assert lines_of(paragraph("见表：") + rows + paragraph("完。")) == [
        "见表：",
        "年度\t学校数\t经费 （万元）",
        "2022\t186\t1,200",
        "合计",
        "完。",
    ]


def test_a_letter_set_in_a_table_stays_in_paragraphs() -> None:
    letter = "".join(map(paragraph, documents.LETTER))
    assert lines_of(table([["承办单位", "青屿市水务局"], ["答复内容", letter]])) == [
        "承办单位\t青屿市水务局",
        "答复内容",
        *documents.LETTER,
    ]


def test_content_controls_nested_tables_and_wrapped_rows() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('控件里的段落')}</w:sdtContent></w:sdt>"
        + table([[table([["里", "层"]])]])
        + "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>"
        + paragraph("包着的行")
        + "</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert lines_of(body) == ["控件里的段落", "里\t层", "包着的行"]


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('框中的话')}</w:txbxContent>"
    inside = (
        run("正文前半，") + '<w:r><mc:AlternateContent xmlns:mc="urn:mc">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>" + run("正文后半。")
    )
    assert lines_of(paragraph(inside=inside) + paragraph("下一段")) == ["正文前半，正文后半。", "框中的话", "下一段"]


def test_footnotes_stand_at_the_end_and_their_marks_touch_no_figure() -> None:
    inside = run("参与学生21.4万人") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。")
    notes = (
        f'<w:footnote w:id="0">{paragraph("分隔线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("含民办学校。")}</w:footnote>'
    )
    assert lines_of(paragraph(inside=inside) + paragraph("落款"), footnotes=notes) == [
        "参与学生21.4万人。",
        "落款",
        "含民办学校。",
    ]


def test_headers_and_footers_are_not_text() -> None:
    body = docx(paragraph("正文"), header1=paragraph("页眉"), footer1=paragraph("页脚"))
    assert reader.text_lines(body) == ["正文"]


def test_strict_documents_have_other_namespaces() -> None:
    strict = word_part("document", f"<w:body>{paragraph('严格格式')}</w:body>").replace(
        documents.WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert reader.text_lines(zipped({"word/document.xml": strict})) == ["严格格式"]
    assert reader.matches(docx())


ENTITIES = '<!DOCTYPE d [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("head", [ENTITIES, '<!DOCTYPE d SYSTEM "file:///etc/passwd">'])
def test_entities_and_outside_references_are_refused(head: str) -> None:
    part = word_part("document", f"<w:body>{paragraph('好')}</w:body>").replace("<w:document", f"{head}<w:document", 1)
    with pytest.raises(DocumentError, match="不安全"):
        reader.extract(zipped({"word/document.xml": part}))


def test_a_bomb_is_refused_before_it_goes_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.MAX_PART_BYTES <= 32 * 2**20
    monkeypatch.setattr(package, "MAX_PART_BYTES", 10_000)
    with pytest.raises(DocumentError, match="解压后太大"):
        reader.extract(docx(paragraph("大" * 10_000)))


def test_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PARTS_BYTES", 1_000)
    with pytest.raises(DocumentError, match="解压后太大"):
        reader.extract(docx(paragraph("字" * 100), styles="<w:style/>" * 100))


def test_tables_too_deep_in_one_another_are_refused() -> None:
    body = paragraph("底")
    for _ in range(100):
        body = table([[body]])
    with pytest.raises(DocumentError, match="嵌套过深"):
        reader.extract(docx(body))


def test_an_archive_that_is_no_document_is_named() -> None:
    with pytest.raises(DocumentError, match="不是文字文档"):
        extract(RawDocument("/青屿/a.docx", zipped({"xl/workbook.xml": "<x/>"})))


def test_a_damaged_part_is_named() -> None:
    with pytest.raises(DocumentError, match="已损坏"):
        reader.extract(zipped({"word/document.xml": "<w:document"}))
    with pytest.raises(DocumentError, match="已损坏"):
        reader.extract(zipped({"word/document.xml": "<document/>"}))
