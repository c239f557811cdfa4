"""PDF: the text layer in reading order, by both readers; what has none, is locked, broken or a bomb is named."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import builders
import documents
import pytest
from documents import drawn, pdf

from indexer.document import Page, RawDocument
from indexer.errors import DocumentError
from indexer.extractors import extract, pdf_pdfium, pdf_pypdf, streams
from indexer.extractors import pdf as reader
from indexer.extractors.radicals import mended

READERS = {"pypdfium2": pdf_pdfium.read, "pypdf": pdf_pypdf.read}
LETTER = "".join(documents.LETTER)


@pytest.fixture(params=READERS)
def read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], reader.Book]:
    """Each reader in turn, also behind `pdf.extract`."""
    chosen = READERS[request.param]
    monkeypatch.setattr(reader, "_reader", lambda: chosen)
    return chosen


def page_of(body: bytes) -> Page:
    return extract(RawDocument("/青屿/a.pdf", body))


Read = Callable[[bytes], reader.Book]


def texts(body: bytes, read: Read) -> tuple[str, ...]:
    """The lines of the first page."""
    return tuple(line.text for line in read(body).sheets[0].lines)


def bare(page: Page) -> str:
    return "".join("".join(page.lines).split())


@pytest.mark.usefixtures("read")
def test_a_letter_over_several_pages_comes_whole() -> None:
    page = page_of(pdf())
    assert bare(page) == LETTER
    assert documents.LETTER[6] in page.lines, "the paragraph that goes on overleaf is one again"
    assert page.charset is not None
    assert (page.charset.encoding, page.charset.decided_by) == ("pdf", "document")


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize("foot", ["— {} —", "- {} -", "第 {} 页", "{}"])
def test_page_numbers_are_no_text(foot: str) -> None:
    assert bare(page_of(pdf(foot=foot))) == LETTER


@pytest.mark.usefixtures("read")
def test_running_heads_do_not_cut_sentences_and_are_kept_aside() -> None:
    lines = documents.wrapped(documents.LETTER)
    pages = [lines[start : start + 4] for start in range(0, len(lines), 4)]
    page = page_of(pdf(pages, head="青屿市水务局公文"))
    assert bare(page).replace("青屿市水务局公文", "", 1) == LETTER
    assert "青屿市水务局公文" in page.removed


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("关于市政协第0219号提案的答复", "关于市政协第0219号提案的答复"),
        ("Microsoft Word - 31号.doc", None),
        ("关于市政协第0001号提案的答复", None),  # left over from another letter
        ("", None),
    ],
)
@pytest.mark.usefixtures("read")
def test_a_stated_title_counts_when_the_page_says_the_same(stated: str, title: str | None) -> None:
    assert page_of(pdf(title=stated)).title == title


def test_marks_in_another_font_and_size_stay_where_they_stand(read: Read) -> None:
    body = drawn(
        (72, 700, 16, "建成四点半课堂个，占比", 0),
        (248, 700.8, 14, "86.5%", 0),
        (290, 700, 16, "，其中平台", 0),
        (72, 672, 16, "注册用户", 0),
        (136.5, 678, 8, "1", 0),
        (141, 672, 16, "超过三万人。", 0),
    )
    assert texts(body, read) == ("建成四点半课堂个，占比86.5%，其中平台", "注册用户1超过三万人。")


def test_the_mark_of_a_footnote_makes_no_other_figure(read: Read) -> None:
    body = drawn((72, 700, 16, "186", 0), (96, 706, 8, "1", 0), (101, 700, 16, "所", 0))
    assert texts(body, read) == ("186 1所",)


def test_cells_side_by_side_are_set_apart(read: Read) -> None:
    body = drawn(
        (72, 700, 12, "2022", 0), (150, 700, 12, "186", 0), (230, 700, 12, "1,200", 0), (72, 680, 12, "文号", 0)
    )
    assert texts(body, read) == ("2022\t186\t1,200", "文号")


def test_a_character_printed_twice_to_look_bold_is_one(read: Read) -> None:
    body = drawn((72, 700, 16, "答复", 0), (72.4, 700, 16, "答复", 0), (110, 700, 16, "答复复", 0))
    assert texts(body, read) == ("答复 答复复",)


def test_a_hyphen_at_the_end_of_a_line_stays(read: Read) -> None:
    body = drawn((72, 700, 16, "2020-", 0), (72, 672, 16, "2023", 0))
    assert texts(body, read) == ("2020-", "2023")


@pytest.mark.usefixtures("read")
def test_a_watermark_is_kept_aside_and_cuts_no_line() -> None:
    lines = [
        (72.0, 700.0 - 28 * place, 16.0, line, 0.0) for place, line in enumerate(documents.wrapped(documents.LETTER))
    ]
    page = page_of(drawn(*lines, (150, 300, 40, "内部资料", 45)))
    assert bare(page) == LETTER
    assert "内部资料" in page.removed


@pytest.mark.parametrize(("turn", "x", "y", "right"), [(90, 300, 72, 28), (270, 300, 700, -28)])
def test_a_page_lying_on_its_side_is_read_upright(turn: int, x: float, y: float, right: float, read: Read) -> None:
    body = drawn((x, y, 16, "第一行文字", turn), (x + right, y, 16, "第二行文字", turn), rotate=turn)
    assert texts(body, read) == ("第一行文字", "第二行文字")


def test_radicals_of_fonts_become_the_characters_they_look_like() -> None:
    assert mended("⻘屿市⽤⼾⻔⼝⻓⻋⼯⼈⺠") == "青屿市用户门口长车工人民"
    assert mended(LETTER) == LETTER


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize("foot", ["", "— {} —", "{}"])
def test_a_scan_is_named(foot: str) -> None:
    with pytest.raises(DocumentError, match="扫描件 PDF，没有文字层"):
        page_of(pdf([[], []], foot=foot))


@pytest.mark.usefixtures("read")
def test_pages_without_text_among_others_are_noted() -> None:
    page = page_of(pdf([documents.wrapped(documents.LETTER[:6]), [], ["尾页的文字。"], []]))
    assert page.notes == ("第 2、4 页没有文字层（空白页或扫描图像），其中的文字检索不到",)
    many = page_of(pdf([["首页的文字。"], *[[]] * 12]))
    assert many.notes == (
        "第 2、3、4、5、6、7、8、9、10、11 等共 12 页没有文字层（空白页或扫描图像），其中的文字检索不到",
    )
    assert page_of(pdf()).notes == ()


@pytest.mark.usefixtures("read")
def test_a_password_is_named_and_an_empty_one_is_none() -> None:
    with pytest.raises(DocumentError, match="已加密"):
        page_of(pdf(password="secret"))
    assert bare(page_of(pdf(password=""))) == LETTER, "only copying and printing are forbidden"


@pytest.mark.usefixtures("read")
def test_a_broken_file_is_named() -> None:
    with pytest.raises(DocumentError, match=r"已损坏|没有文字层"):
        page_of(b"%PDF-1.7\n" + b"nothing of it" * 40)


@pytest.mark.usefixtures("read")
def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PDF_PAGES", 1)
    with pytest.raises(DocumentError, match="页数太多"):
        page_of(pdf())


@pytest.mark.usefixtures("read")
def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_TEXT_CHARS", 50)
    with pytest.raises(DocumentError, match="文字太多"):
        page_of(pdf())


def stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"%%PDF-1.4\n1 0 obj<</Filter %s/Length %d>>stream\n%s\nendstream\n" % (filters, len(data), data)


@pytest.mark.usefixtures("read")
def test_a_stream_that_grows_too_far_is_refused_without_being_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PDF_STREAM_BYTES", 10**6)
    with builders.within(10), pytest.raises(DocumentError, match="解压后太大"):
        page_of(stream(zlib.compress(b"0" * 10**7)))


def test_unpacking_is_counted_exactly_and_stops_at_the_limit() -> None:
    body = stream(zlib.compress(b"0" * 5_000_000))
    assert streams.unpacks_to_more_than(body, 4_999_999)
    assert not streams.unpacks_to_more_than(body, 5_000_000)
    assert streams.unpacks_to_more_than(stream(b"x", b"[/FlateDecode /FlateDecode]"), 10**9)
    assert streams.unpacks_to_more_than(stream(b"x", b"[ /Fl/FlateDecode ]"), 10**9)
    assert not streams.unpacks_to_more_than(pdf(), 10**6)


def test_a_page_that_speaks_of_pdf_files_is_a_page() -> None:
    body = "<html><body><p>文件以 %PDF- 开头，不是这里所说的附件。</p></body></html>".encode()
    assert not reader.matches(body)
    assert reader.matches(b"\n\n%PDF-1.4")


def test_letters_without_a_character_table_are_refused() -> None:
    garbled = ["鐤戦", "鎴栬", "绛斿", "瑙嗛", "\ue001\ue002\ue003\ue004"] * 8
    with pytest.raises(DocumentError, match="乱码"):
        extract(RawDocument("/a.docx", documents.docx("".join(map(documents.paragraph, garbled)))))


def test_a_document_in_latin_letters_is_not_taken_for_garbage() -> None:
    words = "The annex lists all drains that were rebuilt in 2023."
    assert extract(RawDocument("/a.docx", documents.docx(documents.paragraph(words)))).lines == (words,)
