"""PDF read with pypdf, which is Python all through and runs on every machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError

from ..errors import DocumentError
from .pdf import Book, check_size
from .positions import Line
from .sheets import Sheet

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every flaw it can live with


def read(body: bytes) -> Book:
    """The pages of a PDF file; raises DocumentError. pypdf itself bounds what streams unpack to."""
    try:
        return _book(PdfReader(BytesIO(body)))
    except (DocumentError, MemoryError):
        raise
    except DependencyError as error:
        raise DocumentError("PDF 文件已加密，需要先去掉加密；或者安装 pypdfium2 后再导入") from error
    except LimitReachedError as error:
        raise DocumentError("PDF 文件解压后太大，没有读取") from error
    except Exception as error:  # a parser of damaged bytes may fail in any way; each means the same
        raise DocumentError("PDF 文件已损坏，读不出来，请重新下载") from error


def _book(reader: PdfReader) -> Book:
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError("PDF 文件已加密，需要先去掉密码")
    check_size(len(reader.pages), 0)
    title = reader.metadata.title if reader.metadata else None
    return Book(title or "", tuple(_sheets(reader)))


def _sheets(reader: PdfReader) -> Iterator[Sheet]:
    characters = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        characters += len(text)
        check_size(0, characters)
        yield Sheet(tuple(Line(line) for line in text.split("\n") if line.strip()))
