"""Real files of every shape a crawler leaves, made on the spot; everything plays in 青屿市."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sqlite3
import tarfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from openpyxl import Workbook
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

URL = "http://jyj.qingyu.gov.cn/zwgk/202307/t20230718_127.html"
TEXT = "您提出的《关于加强中小学课后服务的建议》收悉，现答复如下：全市现有义务教育学校186所，课后服务实现全覆盖。"
PAGE = (
    f"<html><head><title>关于课后服务的答复</title></head><body><h1>关于课后服务的答复</h1><p>{TEXT}</p></body></html>"
)
TIME = "2023-07-20T08:30:00Z"


def page(number: int) -> str:
    """A page with a number in it, so that pages can be told apart."""
    return PAGE.replace("186所", f"{number}所")


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def tarred(members: Mapping[str, str | bytes], mode: str = "w", encoding: str = "utf-8") -> bytes:
    """A tar of these members; `mode` says how it is compressed (w, w:gz, w:bz2, w:xz)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, encoding=encoding, format=tarfile.GNU_FORMAT) as archive:  # type: ignore[call-overload]
        for name, body in members.items():
            content = body.encode() if isinstance(body, str) else body
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return buffer.getvalue()


# Crawls


class _Writer(WARCWriter):
    """warcio's writer; its temporary files are left to the garbage collector, which warns about it."""

    _create_temp_file = staticmethod(io.BytesIO)


def warc(answers: Sequence[Mapping[str, object]] = ({},), *, compress: bool = True, version: str = "WARC/1.0") -> bytes:
    """A crawl with one record for each answer; what an answer does not say is as usual.

    Keys: url, body (str or bytes), type, status, kind (response, resource, revisit …), http (more
    headers), headers (more headers of the record).
    """
    buffer = io.BytesIO()
    writer = _Writer(buffer, gzip=compress, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "青屿采集"}))
    for answer in answers:
        body = answer.get("body", PAGE)
        content = body.encode() if isinstance(body, str) else body
        kind = str(answer.get("kind", "response"))
        stated = str(answer.get("type", "text/html; charset=utf-8"))
        http = None
        if kind in ("response", "revisit"):
            http = StatusAndHeaders(
                str(answer.get("status", "200 OK")),
                [("Content-Type", stated), *answer.get("http", ())],
                "HTTP/1.1",  # type: ignore[misc]
            )
        record = writer.create_warc_record(
            str(answer.get("url", URL)),
            kind,
            payload=io.BytesIO(content),  # type: ignore[arg-type]
            http_headers=http,
            warc_content_type=stated if kind == "resource" else "",
            warc_headers_dict={"WARC-Date": TIME, **answer.get("headers", {})},  # type: ignore[dict-item]
        )
        writer.write_record(record)
    return buffer.getvalue()


def arc(pages: Iterable[str]) -> bytes:
    """A crawl in the older format."""
    first = b"1 0 QingyuCrawler\nURL IP-address Archive-date Content-type Archive-length\n"
    records = [b"filedesc://crawl.arc 0.0.0.0 20230720083000 text/plain %d\n" % len(first) + first]
    for text in pages:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n" + text.encode("gbk")
        line = f"{URL} 10.0.0.1 20230720083000 text/html {len(answer)}\n".encode()
        records.append(line + answer)
    return b"\n".join(records) + b"\n"


def wacz(crawl: bytes) -> bytes:
    """A crawl packed with its index."""
    return zipped(
        {
            "datapackage.json": json.dumps({"profile": "data-package"}),
            "archive/data.warc.gz": crawl,
            "indexes/index.cdx.gz": gzip.compress(b"cn,gov,qingyu)/ 20230720 {}"),
            "pages/pages.jsonl": '{"format": "json-pages-1.0"}\n' + json.dumps({"url": URL, "title": "答复"}),
        }
    )


def mht(text: str = PAGE, charset: str = "utf-8", url: str = URL, **headers: str) -> bytes:
    """A page as a browser saves it in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = url
    message["Subject"] = "关于课后服务的答复"
    message["Date"] = "Thu, 20 Jul 2023 16:30:00 +0800"
    message["MIME-Version"] = "1.0"
    message.set_content(text, subtype="html", charset=charset, cte="quoted-printable")
    message.make_related()
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return bytes(message)


# Feeds and tables

RECORD = {
    "标题": "关于课后服务的答复",
    "标题链接": URL,
    "正文": TEXT,
    "发布时间": "2023-07-18",
    "来源": "青屿市教育局",
    "采集时间": "2023-07-20 08:30:00",
}


def records(count: int) -> list[dict[str, str]]:
    """Records whose bodies differ."""
    return [{**RECORD, "正文": TEXT.replace("186所", f"{number}所")} for number in range(1, count + 1)]


def json_lines(rows: Iterable[object], **options: object) -> bytes:
    """One JSON value a line, escaped as Scrapy does."""
    return "".join(json.dumps(row, **options) + "\n" for row in rows).encode()  # type: ignore[arg-type]


def csv_table(rows: Sequence[Mapping[str, str]], encoding: str = "gb18030", delimiter: str = ",") -> bytes:
    """A table with a header."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode(encoding)


def xlsx(rows: Sequence[Sequence[object]], title: str = "采集结果") -> bytes:
    """A workbook with one sheet."""
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(buffer)
    return buffer.getvalue()


def sqlite(path: Path, rows: Sequence[Mapping[str, object]], table: str = "Content", setup: str = "") -> Path:
    """A database with a table, and whatever `setup` makes in it."""
    database = sqlite3.connect(path)
    columns = list(rows[0])
    names = ", ".join(f'"{name}"' for name in columns)
    database.execute(f'CREATE TABLE "{table}" (ID INTEGER PRIMARY KEY, {names})')
    marks = ", ".join("?" * len(columns))
    database.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [list(row.values()) for row in rows])
    database.executescript(setup)
    database.commit()
    database.close()
    return path


# Letters, as far as their first bytes


def letters() -> dict[str, tuple[bytes, str]]:
    """Name → a file in an office format and its media type."""
    ole2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument\0".encode("utf-16-le")
    docx = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {
        "答复.pdf": (b"%PDF-1.4\n%\xe2\xe3\n", "application/pdf"),
        "答复.docx": (docx, word),
        "答复.ofd": (zipped({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<x/>"}), "application/ofd"),
        "答复.doc": (ole2, "application/msword"),
        "答复.wps": (ole2, "application/msword"),
        "答复.rtf": (b"{\\rtf1\\ansi \\u31572?}", "text/rtf"),
    }


def of_every_shape(folder: Path) -> dict[str, bytes]:
    """Name → a whole file of every container shape, with three documents in it where it can hold several."""
    pages = {f"政协/{number}.html": page(number) for number in (1, 2, 3)}
    rows = records(3)
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    tar = tarred(pages)
    return {
        "a.zip": zipped(pages),
        "nested.zip": zipped({"inner.zip": zipped(pages)}),
        "a.tar": tar,
        "a.tar.gz": gzip.compress(tar),
        "a.tar.bz2": bz2.compress(tar),
        "a.tar.xz": lzma.compress(tar),
        "a.html.gz": gzip.compress(PAGE.encode()),
        "a.warc": warc([{"body": page(number)} for number in (1, 2, 3)], compress=False),
        "a.warc.gz": warc([{"body": page(number)} for number in (1, 2, 3)]),
        "a.arc": arc([page(1), page(2), page(3)]),
        "a.wacz": wacz(warc([{"body": page(number)} for number in (1, 2, 3)])),
        "a.mht": mht(),
        "a.jsonl": json_lines(rows),
        "a.json": json.dumps(rows, ensure_ascii=False).encode(),
        "a.csv": csv_table(rows),
        "a.xlsx": xlsx(table),
        "a.db3": sqlite(folder / "made.db3", rows).read_bytes(),
        **{name: body for name, (body, _) in letters().items()},
    }
