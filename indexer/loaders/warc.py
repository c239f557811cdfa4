"""Crawls as WARC or ARC files, plain or compressed: every answer of a server is a record."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from warcio.bufferedreaders import ChunkedDataReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

from ..document import Ignored, Skipped
from ..errors import DocumentError
from ..limits import MAX_MEMBER_BYTES, MAX_RECORD_HEAD_BYTES, too_big
from . import documents
from .pages import MARKUP
from .source import Damaged, Loaded, Origin, Source

_WARC = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_ARC = re.compile(rb"filedesc://[^\s]{0,500} \d")
_ANSWERS = ("response", "resource")
_TYPES = re.compile(
    r"text/(?:html|plain|rtf)|application/(?:xhtml\+xml|pdf|x-pdf|ofd|rtf|zip|msword|wps-office.{0,20}|kswps"
    r"|vnd\.ms-word.{0,40}|vnd\.openxmlformats-officedocument\.(?:wordprocessing|spreadsheet)ml\..{0,40}"
    r"|octet-stream|x-download|force-download)"
)
_CHARSET = re.compile(r"""charset\s{0,3}=\s{0,3}["']?([A-Za-z0-9_.:-]{1,40})""", re.I)
_ENCODINGS = frozenset(("gzip", "x-gzip", "deflate", "br", "zstd"))
_MAX_LINE = 2**16
_DAMAGED = "这一条记录损坏或没有采集完整，未读"
# warcio warns about addresses with blanks in them, which it mends; a run prints only what it reports.
logging.getLogger("warcio").addHandler(logging.NullHandler())


def matches(source: Source) -> bool:
    """By the first line."""
    return bool(_WARC.match(source.head) or _ARC.match(source.head))


def load(source: Source) -> Iterator[Loaded | Source]:
    """The pages and letters among the records; record N is FILE!/N, counted from 1 in the file's order."""
    digests = set[str]()  # of the answers so far, to which later records may refer
    for number, record in enumerate(_Records(source), 1):
        uri = f"{source.uri}!/{number}"
        if isinstance(record, str):
            yield Skipped(uri, record)
            continue
        try:
            yield from _loaded(source, record, uri, digests)
        except DocumentError as error:
            yield Skipped(uri, str(error))


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it lies in the file."""

    kind: str
    headers: StatusAndHeaders
    http: StatusAndHeaders | None
    payload: bytes  # one byte more than allowed when it is too long
    size: int

    def header(self, name: str) -> str:
        """A header of the record, "" when it has none of that name."""
        return str(self.headers.get_header(name) or "")

    def answer(self, name: str) -> str:
        """A header of the server's answer, "" when it has none of that name."""
        return str((self.http and self.http.get_header(name)) or "")


class _Records:
    """The records of a file in order, going on with the next one after damage."""

    def __init__(self, source: Source) -> None:
        self._lines = _Lines(source.stream)
        self._form = "warc" if _WARC.match(source.head) else "arc"
        self._loader = ArcWarcRecordLoader(verify_http=False, arc2warc=True)

    def __iter__(self) -> Iterator[_Record | str]:
        """Each record, or the reason why there is one that cannot be read."""
        damaged = False
        while True:
            before = self._lines.consumed
            try:
                line, strayed = self._next_start()
                if strayed and not damaged:
                    yield _DAMAGED
                if not line:
                    return
                record, damaged = self._record(line), False
                yield record
            except MemoryError:
                raise
            except Damaged:
                damaged = True
                yield _DAMAGED
            except Exception:  # a damaged record makes warcio raise anything
                if self._lines.consumed == before:
                    raise  # nothing more can be read at all
                damaged = True
                yield _DAMAGED

    def _next_start(self) -> tuple[bytes, bool]:
        """The first line of the next record, and whether anything but blank lines was passed on the way."""
        strayed = False
        while line := self._lines.start():
            if _WARC.match(line) if self._form == "warc" else line.strip():
                return line, strayed
            strayed |= bool(line.strip())
        return b"", strayed

    def _record(self, line: bytes) -> _Record:
        found = self._loader.parse_record_stream(self._lines, line, self._form)
        if not isinstance(found.raw_stream, LimitReader):
            raise Damaged(_DAMAGED)  # it does not say how long it is
        payload = found.raw_stream.read(MAX_MEMBER_BYTES + 1)
        while found.raw_stream.read(2**16):
            pass
        if found.raw_stream.limit > 0 or (self._form == "warc" and self._lines.start().strip()):
            raise Damaged(_DAMAGED)  # it is shorter or longer than it says
        return _Record(found.rec_type or "", found.rec_headers, found.http_headers, payload, found.length or 0)


class _Lines:
    """The stream as warcio reads it. Headers that do not end are refused before they fill the memory."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._head = stream, 0
        self.consumed = 0  # bytes so far

    def start(self) -> bytes:
        """The next line, which may be the first of a record."""
        self._head = 0
        return self.readline()

    def readline(self, length: int | None = None) -> bytes:
        """A line of a record's headers."""
        line = self._stream.readline(min(length or _MAX_LINE, _MAX_LINE))
        self.consumed += len(line)
        self._head += len(line) + 64
        if self._head > MAX_RECORD_HEAD_BYTES:
            raise Damaged(_DAMAGED)
        return line

    def read(self, length: int) -> bytes:
        """A piece of a record."""
        data = self._stream.read(length)
        self.consumed += len(data)
        return data


def _loaded(source: Source, record: _Record, uri: str, digests: set[str]) -> Iterator[Loaded | Source]:
    digest = record.header("WARC-Payload-Digest")
    if record.kind == "revisit":
        is_here = digest in digests
        yield Ignored(uri) if is_here else Skipped(uri, "重复访问记录（revisit），原文在另一个文件里")
        return
    if record.kind not in _ANSWERS:
        return  # requests, notes of the crawler
    origin = _origin(record)
    if not _is_wanted(record, origin):
        yield Ignored(uri)
        return
    body = _body(record)
    digests.add(digest)
    # The content may be a page, a PDF, a zip with letters: that is found out as for any other source.
    stream = io.BufferedReader(io.BytesIO(body), 2**16)
    yield Source(uri, stream, len(body), source.depth, MAX_MEMBER_BYTES, None, source.columns, origin, source.budget)
    if cut := record.header("WARC-Truncated"):
        yield Skipped(uri, f"采集时被截断（{cut[:40]}），只收入了前 {len(body)} 字节")


def _origin(record: _Record) -> Origin:
    stated = record.answer("Content-Type") if record.http else record.header("Content-Type")
    charset = _CHARSET.search(stated)
    return Origin(
        record.header("WARC-Target-URI").strip("<> "),
        "warc",
        record.header("WARC-Date"),
        charset[1] if charset else None,
        stated.partition(";")[0].strip().lower(),
    )


def _is_wanted(record: _Record, origin: Origin) -> bool:
    """Whether this is a whole page or letter from the web, as far as its headers say."""
    if not origin.url.startswith(("http://", "https://")):
        return False
    if record.http and record.http.get_statuscode() != "200":
        return False
    return not origin.media_type or _TYPES.fullmatch(origin.media_type) is not None


def _body(record: _Record) -> bytes:
    """The content, its transfer and content encodings undone, under the cap."""
    body = record.payload
    if len(body) > MAX_MEMBER_BYTES:
        raise DocumentError(too_big(record.size, MAX_MEMBER_BYTES))
    if record.answer("Transfer-Encoding").lower() == "chunked":
        body = ChunkedDataReader(io.BytesIO(body)).read()
    encoding = record.answer("Content-Encoding").lower().strip()
    if encoding in _ENCODINGS and not (documents.media_type(body) or MARKUP.search(body[:4096])):
        body = _inflate(body, encoding)  # some crawlers store what they have decoded and keep the header
    if not body:
        raise DocumentError("空文件")
    return body


def _inflate(body: bytes, encoding: str) -> bytes:
    if encoding in ("br", "zstd"):
        raise DocumentError(f"网页是用 {encoding} 压缩着保存的，读不了；请让采集软件保存解压后的内容")
    raw_deflate = encoding == "deflate" and body[:1] != b"\x78"
    inflater = zlib.decompressobj(-zlib.MAX_WBITS if raw_deflate else 32 + zlib.MAX_WBITS)
    try:
        data = inflater.decompress(body, MAX_MEMBER_BYTES + 1)
    except zlib.error:
        raise DocumentError(_DAMAGED) from None
    if len(data) > MAX_MEMBER_BYTES:
        raise DocumentError(too_big(len(data), MAX_MEMBER_BYTES))
    if not inflater.eof:
        raise DocumentError(_DAMAGED)
    return data
