"""Old office formats: DOC and WPS (Word 97 in an OLE2 file) and RTF, through a converter that is installed.

Nothing of these formats is read here. Programs run without a shell, with a deadline, in a folder of
their own that is gone afterwards.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from ..document import Charset, Decoded, Page
from ..errors import DocumentError
from . import docx, plain

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_WORD, _LOCKED = ("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
_SECONDS = 45
# Programs that may be on the machine, best text first; what they need for whole paragraphs in UTF-8.
_PROGRAMS = {
    "antiword": ("-m", "UTF-8.txt", "-w", "0"),
    "catdoc": ("-d", "utf-8", "-w"),
}
_OFFICE = ("soffice", "libreoffice")


def matches(body: bytes) -> bool:
    """Whether these bytes are an OLE2 file or RTF."""
    return body.startswith(_OLE2) or body.lstrip()[: len(_RTF)] == _RTF


def extract(body: bytes) -> Page:
    """The page in a DOC, WPS or RTF file; raises DocumentError when no converter can read it."""
    if not body.startswith(_OLE2):
        return _page(_rtf(body.lstrip()), "rtf")
    if _LOCKED in body:
        raise DocumentError("文档已加密，需要先去掉密码")
    if _WORD not in body:
        raise DocumentError("不是 Word 文档（可能是表格或演示文稿），没有读取")
    converters = [convert for convert in (_by_library(), _by_program(), _by_office()) if convert]
    if not converters:
        raise DocumentError("读取 DOC、WPS 文档需要转换程序，请安装：pip install msdoc2docx")
    for convert in converters:
        page = convert(body)
        if page is not None:
            return page
    raise DocumentError("DOC/WPS 文档已损坏或有密码，转换不出文字，请另存为 DOCX 后再导入")


def _page(text: str, kind: str) -> Page:
    return plain.extract(Decoded(text, Charset(kind, "document")))


def _rtf(body: bytes) -> str:
    if find_spec("striprtf") is None:
        raise DocumentError("读取 RTF 文档需要转换程序，请安装：pip install striprtf")
    from striprtf.striprtf import rtf_to_text  # an extra: only there where it was asked for

    try:
        text = rtf_to_text(body.decode("latin-1"), encoding="gbk", errors="replace")  # type: ignore[no-untyped-call]
        return str(text)
    except MemoryError:
        raise
    except Exception as error:  # damaged groups and numbers; each means the same
        raise DocumentError("RTF 文件已损坏，读不出来，请重新下载") from error


_Convert = Callable[[bytes], Page | None]


def _by_library() -> _Convert | None:
    return _with_doc2docx if find_spec("doc2docx") else None


def _with_doc2docx(body: bytes) -> Page | None:
    """DOC → DOCX in Python; None when the library cannot read the file (Word 95 and older, damage)."""
    from doc2docx import convert

    with TemporaryDirectory(prefix="dafu-") as folder:
        source, target = Path(folder, "a.doc"), Path(folder, "a.docx")
        source.write_bytes(body)
        try:
            convert(source, target)
        except MemoryError:
            raise
        except Exception:  # the next converter may do better
            return None
        return _converted(target)


def _converted(target: Path) -> Page | None:
    """The page in a DOCX that a converter wrote."""
    if not target.exists():
        return None
    return replace(docx.extract(target.read_bytes()), charset=Charset("doc", "document"))


def _by_program() -> _Convert | None:
    for name, options in _PROGRAMS.items():
        if path := shutil.which(name):
            return lambda body, path=path, options=options: _with_program(body, path, options)  # type: ignore[misc]
    return None


def _with_program(body: bytes, path: str, options: tuple[str, ...]) -> Page | None:
    with TemporaryDirectory(prefix="dafu-") as folder:
        source = Path(folder, "a.doc")
        source.write_bytes(body)
        output = _run([path, *options, str(source)], folder)
    return _page(output.decode("utf-8", "replace"), "doc") if output else None


def _by_office() -> _Convert | None:
    path = next(filter(None, map(shutil.which, _OFFICE)), None)
    return (lambda body: _with_office(body, path)) if path else None


def _with_office(body: bytes, path: str) -> Page | None:
    with TemporaryDirectory(prefix="dafu-") as folder:
        source = Path(folder, "a.doc")
        source.write_bytes(body)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        _run([path, "--headless", profile, "--convert-to", "docx", "--outdir", folder, str(source)], folder)
        return _converted(Path(folder, "a.docx"))


def _run(command: list[str], folder: str) -> bytes:
    """What a program prints; nothing when it fails or takes too long."""
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
