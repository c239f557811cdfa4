"""OFD: text objects by where they stand, pages in the document's order."""

from __future__ import annotations

import documents
import pytest
from documents import ofd, text_object, zipped

from indexer.document import RawDocument
from indexer.errors import DocumentError
from indexer.extractors import extract
from indexer.extractors import ofd as reader
from indexer.extractors.ofd import _steps

LETTER = "".join(documents.LETTER)


def text_of(body: bytes) -> str:
    return "\n".join(extract(RawDocument("/青屿/a.ofd", body)).lines)


def test_a_letter_over_several_pages_comes_whole() -> None:
    page = extract(RawDocument("/青屿/a.ofd", ofd()))
    assert "".join("".join(page.lines).split()) == LETTER
    assert page.charset is not None
    assert (page.charset.encoding, page.charset.decided_by) == ("ofd", "document")


def test_objects_are_read_from_top_to_bottom_whatever_their_order() -> None:
    objects = text_object("第二行的文字。", 28, 40) + text_object("右边", 100, 30.2) + text_object("左边", 28, 30)
    assert text_of(ofd([objects])).split("\n") == ["左边\t右边", "第二行的文字。"]


def test_a_line_in_pieces_is_one_line() -> None:
    pieces = text_object("占比达到", 28, 30) + text_object("77.8%", 50.56, 30.1, size=5) + text_object("，", 66, 30)
    assert text_of(ofd([pieces])) == "占比达到77.8%，"


def test_a_matrix_moves_and_scales_the_text() -> None:
    scaled = text_object("放大的字", 28, 30, size=2.82, more='CTM="2 0 0 2 0 0"')
    below = text_object("下一行", 28, 60)
    above = text_object("上一行", 28, 60, more='CTM="1 0 0 1 0 -50"')
    assert text_of(ofd([below + scaled + above])).split("\n") == ["上一行", "放大的字", "下一行"]


def test_hidden_objects_are_not_shown() -> None:
    assert (
        text_of(ofd([text_object("看得见", 28, 30) + text_object("看不见", 28, 40, more='Visible="false"')]))
        == "看得见"
    )


def test_what_a_template_says_comes_once() -> None:
    pages = [
        '<ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>'
        + text_object(text, 28, 60)
        + "</ofd:Layer></ofd:Content>"
        for text in ("第一页的文字。", "第二页的文字。")
    ]
    template = f'<ofd:Page xmlns:ofd="{documents.OFD}">{text_object("青屿市水务局文件", 28, 20)}</ofd:Page>'
    common = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>'
    body = ofd(pages, {"Doc_0/Tpls/T.xml": template}, common)
    assert text_of(body).split("\n") == ["青屿市水务局文件", "第一页的文字。", "第二页的文字。"]


def test_offsets_may_be_repeated_in_short() -> None:
    assert _steps("g 3 4.2 5") == [4.2, 4.2, 4.2, 5.0]
    assert _steps("g x") == [0.0, 0.0]
    assert len(_steps("g 999999999 1")) <= 10_000


def test_absolute_and_relative_places_of_pages() -> None:
    xml = f'xmlns:ofd="{documents.OFD}"'
    body = zipped(
        {
            "OFD.xml": f"<ofd:OFD {xml}><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {xml}><ofd:Pages><ofd:Page BaseLoc="/Doc_0/P.xml"/>'
            '<ofd:Page BaseLoc="../Doc_0/Q.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/P.xml": f"<ofd:Page {xml}>{text_object('甲页的话。', 20, 20)}</ofd:Page>",
            "Doc_0/Q.xml": f"<ofd:Page {xml}>{text_object('乙页的话。', 20, 20)}</ofd:Page>",
        }
    )
    assert text_of(body).split("\n") == ["甲页的话。", "乙页的话。"]


def test_a_scan_is_named() -> None:
    with pytest.raises(DocumentError, match="没有文字层"):
        reader.extract(ofd([""]))


def test_a_missing_page_is_named() -> None:
    with pytest.raises(DocumentError, match="已损坏"):
        reader.extract(_without_page())


def _without_page() -> bytes:
    xml = f'xmlns:ofd="{documents.OFD}"'
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {xml}><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:OFD>",
            "D.xml": f'<ofd:Document {xml}><ofd:Pages><ofd:Page BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        }
    )


def test_too_many_pages_and_too_much_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_TEXT_CHARS", 50)
    with pytest.raises(DocumentError, match="文字太多"):
        reader.extract(ofd())
    monkeypatch.setattr(reader, "MAX_PDF_PAGES", 1)
    with pytest.raises(DocumentError, match="页数太多"):
        reader.extract(ofd([text_object("一", 9, 9)] * 3))


def test_entities_are_refused() -> None:
    head = '<!DOCTYPE d [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(DocumentError, match="不安全"):
        reader.extract(ofd(parts={"OFD.xml": f"{head}<OFD><DocRoot>&b;</DocRoot></OFD>"}))
