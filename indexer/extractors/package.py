"""ZIP packages of XML parts (DOCX, OFD): read in memory, every part under a cap, no entities."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from ..errors import DocumentError
from ..limits import MAX_PART_BYTES, MAX_PARTS_BYTES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, LZMAError, struct.error, EOFError, OSError),
    *(ValueError, LookupError, OverflowError, RuntimeError),  # what zipfile raises for wild headers
)


def names_of(body: bytes) -> frozenset[str]:
    """The names of a ZIP file's members, empty when it is none."""
    if not body.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            return frozenset(archive.namelist())
    except _BROKEN:
        return frozenset()


class Package:
    """The parts of one document; `kind` names its format in messages."""

    def __init__(self, body: bytes, kind: str) -> None:
        """Raises DocumentError when the container itself is damaged."""
        self.kind, self._left = kind, MAX_PARTS_BYTES
        try:
            self._archive = zipfile.ZipFile(BytesIO(body))
        except _BROKEN as error:
            raise self.damaged() from error
        self._names = frozenset(self._archive.namelist())

    def damaged(self) -> DocumentError:
        """The error for a package that cannot be read."""
        return DocumentError(f"{self.kind} 文件已损坏，读不出来，请重新下载")

    def read(self, name: str) -> bytes:
        """The bytes of a part; never more of them than the caps allow, whatever the directory says."""
        try:
            member = self._archive.getinfo(name)
            if member.flag_bits & 1:
                raise DocumentError(f"{self.kind} 文件已加密，需要先去掉密码")
            with self._archive.open(member) as stream:
                data = stream.read(min(MAX_PART_BYTES, self._left) + 1)
        except _BROKEN as error:
            raise self.damaged() from error
        if len(data) > min(MAX_PART_BYTES, self._left):
            raise DocumentError(f"{self.kind} 文件解压后太大，没有读取")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Element:
        """The root element of a part. DTDs, entities and outside references are refused."""
        try:
            return fromstring(self.read(name), forbid_dtd=True)  # type: ignore[no-any-return]
        except DefusedXmlException as error:
            raise DocumentError(f"{self.kind} 文件含有不安全的 XML 声明，没有读取") from error
        except (ParseError, ValueError, LookupError) as error:
            raise self.damaged() from error

    def optional(self, name: str) -> Element | None:
        """The root element of a part that a document may lack."""
        return self.xml(name) if name in self._names else None

    def __contains__(self, name: str) -> bool:
        return name in self._names


def resolved(base: str, reference: str) -> str:
    """The name of the part that `reference` means inside part `base`."""
    if reference.startswith("/"):
        return posixpath.normpath(reference).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), reference)).lstrip("/")


def local(element: Element) -> str:
    """An element's name without its namespace: the same in transitional and strict documents."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child at a path of names without namespaces."""
    for name in path:
        element = next((found for found in element if local(found) == name), None) if element is not None else None
    return element
