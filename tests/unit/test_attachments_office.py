"""DOC, WPS and RTF: read by what is installed; without it the reason says what to install."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import documents
import pytest
from documents import doc, ole2, rtf

from indexer.document import Page, RawDocument
from indexer.errors import DocumentError
from indexer.extractors import extract, office

WINDOWS = sys.platform == "win32"


@pytest.fixture(autouse=True)
def _no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Programs of this machine are not asked, and nothing stays behind in the folder for temporary files."""
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


@pytest.fixture
def without_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_spec", lambda name: None)


def page_of(body: bytes, name: str = "a.doc") -> Page:
    return extract(RawDocument(f"/青屿/{name}", body))


def program(folder: Path, name: str, script: str) -> str:
    """An executable that stands for a converter."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_word_97_letter_comes_whole(tmp_path: Path) -> None:
    page = page_of(doc())
    assert page.lines == documents.LETTER
    assert page.charset is not None
    assert (page.charset.encoding, page.charset.decided_by) == ("doc", "document")
    assert not os.listdir(tmp_path / "temporary")


def test_wps_and_wrong_names_are_read_by_their_bytes() -> None:
    assert page_of(doc(), "a.wps").lines == documents.LETTER
    assert page_of(doc(), "a.html").lines == documents.LETTER


def test_rtf_comes_whole() -> None:
    page = page_of(rtf(), "a.rtf")
    assert page.lines == documents.LETTER
    assert page.charset is not None
    assert page.charset.encoding == "rtf"


@pytest.mark.usefixtures("without_libraries")
@pytest.mark.parametrize(("body", "library"), [(doc(), "msdoc2docx"), (rtf(), "striprtf")])
def test_without_a_converter_the_reason_says_what_to_install(body: bytes, library: str) -> None:
    with pytest.raises(DocumentError, match=f"pip install {library}$"):
        page_of(body)


@pytest.mark.skipif(WINDOWS, reason="scripts are no programs there")
@pytest.mark.usefixtures("without_libraries")
@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_a_program_that_is_installed_is_used(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = "\n".join(documents.LETTER)
    script = (
        "import sys\nassert open(sys.argv[-1], 'rb').read(4) == b'\\xd0\\xcf\\x11\\xe0'\n"
        f"sys.stdout.buffer.write({letter!r}.encode())"
    )
    path = program(tmp_path, name, script)
    monkeypatch.setattr(office.shutil, "which", lambda asked: path if asked == name else None)
    assert "".join(page_of(doc()).lines) == "".join(documents.LETTER)
    assert not os.listdir(tmp_path / "temporary")


@pytest.mark.skipif(WINDOWS, reason="scripts are no programs there")
@pytest.mark.usefixtures("without_libraries")
def test_an_office_that_is_installed_converts_to_docx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(documents.docx())
    script = (
        "import shutil, sys\nout = sys.argv[sys.argv.index('--outdir') + 1]\n"
        f"shutil.copy({str(tmp_path / 'made.docx')!r}, out + '/a.docx')"
    )
    path = program(tmp_path, "soffice", script)
    monkeypatch.setattr(office.shutil, "which", lambda asked: path if asked == "soffice" else None)
    assert page_of(doc()).lines == documents.LETTER
    assert not os.listdir(tmp_path / "temporary")


@pytest.mark.skipif(WINDOWS, reason="scripts are no programs there")
@pytest.mark.usefixtures("without_libraries")
@pytest.mark.parametrize("script", ["raise SystemExit(3)", "import time; time.sleep(60)", ""])
def test_a_program_that_fails_or_hangs_is_given_up(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = program(tmp_path, "antiword", script)
    monkeypatch.setattr(office.shutil, "which", lambda asked: path if asked == "antiword" else None)
    monkeypatch.setattr(office, "_SECONDS", 1)
    with pytest.raises(DocumentError, match="转换不出文字"):
        page_of(doc())


@pytest.mark.skipif(WINDOWS, reason="scripts are no programs there")
@pytest.mark.usefixtures("without_libraries")
def test_junk_out_of_a_converter_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    junk = "\n".join(documents.LETTER).encode("utf-16-be").decode("utf-16-le", "replace").encode()
    path = program(tmp_path, "catdoc", f"import sys\nsys.stdout.buffer.write({junk!r})")
    monkeypatch.setattr(office.shutil, "which", lambda asked: path if asked == "catdoc" else None)
    with pytest.raises(DocumentError, match="乱码"):
        page_of(doc())


def test_what_the_library_cannot_read_is_named() -> None:
    with pytest.raises(DocumentError, match="另存为 DOCX"):
        page_of(ole2({"WordDocument": b"\xec\xa5\x00\x00"}))


@pytest.mark.parametrize(
    ("streams", "reason"),
    [
        ({"Workbook": b""}, "不是 Word 文档"),
        ({"PowerPoint Document": b""}, "不是 Word 文档"),
        ({"EncryptionInfo": b"", "EncryptedPackage": b""}, "已加密"),
    ],
)
def test_other_ole2_files_are_named(streams: dict[str, bytes], reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        page_of(ole2(streams))
