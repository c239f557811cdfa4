"""No attachment makes the program fall over or wait: whatever is cut or turned over in it, it is read or named."""

from __future__ import annotations

import zipfile
import zlib
from functools import cache
from io import BytesIO

import builders
import documents
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import RawDocument
from indexer.errors import DocumentError
from indexer.extractors import FORMATS, extract, pdf_pdfium, pdf_pypdf
from indexer.extractors import pdf as pdf_format

SECONDS = 10


@cache
def sample(kind: str) -> bytes:
    """A sound document of each kind."""
    return {
        "pdf": documents.pdf,
        "docx": lambda: documents.docx(numbering=_LISTS, styles="<w:style/>"),
        "ofd": documents.ofd,
        "doc": documents.doc,
        "rtf": documents.rtf,
    }[kind]()


_LISTS = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"/></w:abstractNum><w:num w:numId="1"/>'
KINDS = ("pdf", "docx", "ofd", "doc", "rtf")
PLACES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12)


def read_or_named(body: bytes, name: str) -> None:
    with builders.within(SECONDS):
        try:
            page = extract(RawDocument(f"/青屿/a.{name}", body))
        except DocumentError:
            return
    assert page.lines


@pytest.mark.parametrize("kind", KINDS)
@given(start=st.floats(0, 0.5), end=st.floats(0, 1), places=PLACES)
def test_cut_and_turned_over_bytes(kind: str, start: float, end: float, places: list[tuple[float, int]]) -> None:
    whole = sample(kind)
    body = bytearray(whole)
    for place, value in places:
        body[int(place * len(body))] = value
    first = 0 if start < 0.4 else int((start - 0.4) * len(body))  # most keep their beginning
    read_or_named(bytes(body[first : int(len(body) * max(end, 0.1)) if end < 0.7 else len(body)]), kind)


@pytest.mark.parametrize("read", [pdf_pdfium.read, pdf_pypdf.read], ids=["pypdfium2", "pypdf"])
@given(places=PLACES, end=st.floats(0.1, 2))
def test_both_readers_of_pdf(read: object, places: list[tuple[float, int]], end: float) -> None:
    body = bytearray(sample("pdf"))
    for place, value in places:
        body[int(place * len(body))] = value
    with builders.within(SECONDS):
        try:
            book = read(bytes(body[: int(len(body) * end)]))  # type: ignore[operator]
        except DocumentError:
            return
        assert all(isinstance(line.text, str) for sheet in book.sheets for line in sheet.lines)


@cache
def parts(kind: str) -> dict[str, bytes]:
    """The members of a package."""
    with zipfile.ZipFile(BytesIO(sample(kind))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", ["docx", "ofd"])
@given(data=st.data())
def test_parts_that_are_damaged_inside_a_sound_package(kind: str, data: st.DataObject) -> None:
    """Packing checks its bytes: damage that a checksum would find says nothing of what reads the parts."""
    members = dict(parts(kind))
    name = data.draw(st.sampled_from(sorted(members)))
    text = members[name].decode()
    cut = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.sampled_from(["", "<", '"', "-9", "99999999999", "e9", "nan", "甲", "</w:p>", "&x;", "%1"]))
    length = data.draw(st.integers(0, 9))
    members[name] = (text[:cut] + junk + text[cut + length :]).encode()
    read_or_named(documents.zipped(members), kind)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b""]),
)
def test_bytes_behind_a_mark(junk: bytes, mark: bytes) -> None:
    read_or_named(mark + junk, "bin")
    for form in FORMATS:
        assert form.matches(mark + junk) in (True, False)


def test_wild_numbers_of_an_ofd_stand_nowhere() -> None:
    for wild in ("nan", "inf", "1e400", "9" * 400, "--5", "5-", "٣"):
        body = documents.ofd([documents.text_object("有字", 1, 1).replace('X="0"', f'X="{wild}"')])
        assert extract(RawDocument("/a.ofd", body)).lines == ("有字",)


def test_a_page_of_very_many_pieces_is_read_in_time() -> None:
    pieces = "".join(documents.text_object("字", 1 + n % 50, 1 + n // 50) for n in range(20_000))
    with builders.within(20):
        extract(RawDocument("/a.ofd", documents.ofd([pieces])))


def test_many_streams_are_counted_in_time() -> None:
    with builders.within(5):
        assert not pdf_format.unpacks_to_more_than(b"stream\nx\x9c" * 90_000, 10**8)
        assert pdf_format.unpacks_to_more_than(b"stream\nx\x9c" * 900_000, 10**8), "no PDF has so many"
        assert not pdf_format.unpacks_to_more_than(b"/Fl" + b" " * 10_000_000 + b"stream\n" * 1_000_000, 10**6)


def test_many_streams_that_each_stay_below_the_limit_do_not_pass_together() -> None:
    streams = (b"stream\n" + zlib.compress(b"0" * 900_000) + b"\nendstream\n") * 20
    assert pdf_format.unpacks_to_more_than(streams, 10**6)
    assert not pdf_format.unpacks_to_more_than(streams, 10**7)


def test_very_long_lists_are_numbered_in_time() -> None:
    lists = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    numbered = documents.paragraph("款", '<w:numPr><w:numId w:val="1"/></w:numPr>') * 20_000
    with builders.within(20):
        page = extract(RawDocument("/a.docx", documents.docx(numbered, numbering=lists)))
    assert len(page.lines) == 20_000
