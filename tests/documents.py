"""Attachments made for the tests, byte by byte: PDF, DOCX, OFD, DOC and RTF of an invented letter."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFD = "http://www.ofdspec.org/2016"

LETTER = (
    "青屿市水务局文件",
    "青水函〔2024〕31号",
    "关于市政协第0219号提案的答复",
    "尊敬的沈南乔委员：",
    "您在市政协十四届三次会议上提出的《关于整治老旧小区内涝的提案》收悉，我局会同市住房和城乡建设局认真研究办理，现答复如下：",
    "一、基本情况",
    "截至2024年5月底，全市共排查易涝点126处，完成改造98处，占比达到77.8%，其中“小街小巷”项目投入资金1,250万元；"
    "修订《青屿市排水管理办法》（青水规〔2023〕4号），将“雨污分流”纳入考核清单。",
    "二、下一步打算",
    "我们将继续加大投入力度，力争年底前全面完成改造任务。感谢您对水务工作的关心和支持。",
    "青屿市水务局",
    "2024年6月18日",
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file with these members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# DOCX


def paragraph(text: str = "", properties: str = "", inside: str | None = None) -> str:
    """A w:p; `inside` is its markup where one run of text is not enough."""
    runs = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if inside is None else inside
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A w:tbl; a cell is markup when it begins with <, else a text."""
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row) for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def word_part(root: str, inside: str) -> str:
    """An XML part of a DOCX."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{WORD}">{inside}</w:{root}>'


def docx(body: str | None = None, **parts: str) -> bytes:
    """A DOCX of this body markup (the letter by default); other parts by name (numbering="<w:…>")."""
    body = "".join(map(paragraph, LETTER)) if body is None else body
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
    }
    return zipped(members | {f"word/{name}.xml": word_part(name, inside) for name, inside in parts.items()})


# OFD


def text_object(text: str, x: float, y: float, size: float = 5.64, more: str = "") -> str:
    """A TextObject whose characters stand one size apart; lengths in mm."""
    steps = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 160 8" Font="2" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="5" {steps}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(pages: Sequence[str] | None = None, parts: Mapping[str, str | bytes] | None = None, common: str = "") -> bytes:
    """An OFD whose pages hold these text objects (the letter by default)."""
    pages = letter_in_ofd() if pages is None else pages
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    head = f'<?xml version="1.0" encoding="UTF-8"?><ofd:%s xmlns:ofd="{OFD}">'
    members: dict[str, str | bytes] = {
        "OFD.xml": head % "OFD" + "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": head % "Document"
        + f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, objects in enumerate(pages):
        content = (
            objects if "<ofd:Content>" in objects else f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        )
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = head % "Page" + content + "</ofd:Page>"
    return zipped(members | dict(parts or {}))


def letter_in_ofd(lines_on_page: int = 12) -> list[str]:
    """The letter's lines, wrapped, as text objects of several pages."""
    lines = wrapped(LETTER)
    return [
        "".join(text_object(line, 28, 30 + 10 * n) for n, line in enumerate(lines[start : start + lines_on_page]))
        for start in range(0, len(lines), lines_on_page)
    ]


# PDF


def wrapped(paragraphs: Iterable[str], width: int = 26) -> list[str]:
    """Paragraphs as lines of a printed page, the long ones indented and broken at a column's width."""
    lines = list[str]()
    for text in paragraphs:
        line = "\u3000\u3000" if len(text) > width else ""
        for word in re.findall(r"[0-9A-Za-z.,%]+|.", text):  # figures are not cut
            if columns(line + word) > 2 * width and word not in "，。；：、）》”":
                lines.append(line)
                line = ""
            line += word
        lines.append(line)
    return lines


def columns(text: str) -> int:
    """The width of a text, Latin letters and figures taking one column, everything else two."""
    return sum(1 if char.isascii() else 2 for char in text)


def pdf(
    pages: Sequence[Sequence[str]] | None = None,
    title: str = "",
    password: str | None = None,
    foot: str = "— {} —",
    head: str = "",
) -> bytes:
    """A PDF in the Chinese font that readers bring along; the letter by default, 12 lines a page."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    if pages is None:
        lines = wrapped(LETTER)
        pages = [lines[start : start + 12] for start in range(0, len(lines), 12)]
    buffer = BytesIO()
    lock = StandardEncryption(password, ownerPassword="owner") if password is not None else None
    canvas = Canvas(buffer, pagesize=(595, 842), encrypt=lock, invariant=1)
    canvas.setTitle(title)
    for number, page in enumerate(pages, start=1):
        canvas.setFont("STSong-Light", 16)
        if head:
            canvas.drawString(72, 810, head)
        for place, line in enumerate(page):
            canvas.drawString(72, 770 - 28 * place, line)
        canvas.drawString(280, 40, foot.format(number))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def drawn(*pieces: tuple[float, float, float, str, float], rotate: int = 0) -> bytes:
    """A PDF page of pieces (x, y, size, text, degrees), Chinese ones in Song, others in Times."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setPageRotation(rotate)
    for x, y, size, text, degrees in pieces:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(degrees)
        canvas.setFont("Times-Roman" if text.isascii() else "STSong-Light", size)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# RTF


def rtf(paragraphs: Iterable[str] = LETTER) -> bytes:
    """An RTF file as WPS writes it: Chinese in hexadecimal GBK."""
    text = "\\par\n".join(
        "".join(f"\\'{byte:02x}" if byte > 0x7F or byte in b"\\{}" else chr(byte) for byte in line.encode("gbk"))
        for line in paragraphs
    )
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0\fs32 "
    return (head + text + "}").encode("ascii")


# DOC: Word 97 in an OLE2 compound file ([MS-CFB], [MS-DOC])

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def doc(paragraphs: Iterable[str] = LETTER) -> bytes:
    """A DOC (or WPS) file of these paragraphs, in one piece of UTF-16."""
    text = "".join(line + "\r" for line in paragraphs)
    start, clx = 0x800, _piece_table(len(text), 0x800)
    fib = bytearray(start)
    struct.pack_into("<HHHHHHH", fib, 0, 0xA5EC, 0xC1, 0, 0x0804, 0, 0x1200, 0xBF)  # 0x1200: complete, 1Table
    struct.pack_into("<I", fib, 0x18, start)
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x40, start + 2 * len(text))  # cbMac
    struct.pack_into("<I", fib, 0x4C, len(text))  # ccpText
    struct.pack_into("<H", fib, 0x98, 93)
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return ole2({"WordDocument": bytes(fib) + text.encode("utf-16-le"), "1Table": clx})


def _piece_table(characters: int, start: int) -> bytes:
    plc = struct.pack("<II", 0, characters) + struct.pack("<HIH", 0, start, 0)
    return b"\x02" + struct.pack("<I", len(plc)) + plc


def ole2(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 file with these streams, each padded so that it lies in whole sectors."""
    data, chain, starts = b"", [_FAT], list[int]()
    bodies = [content.ljust(4096, b"\0") for content in streams.values()]
    bodies = [content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0") for content in bodies]
    entries = -(-(len(streams) + 1) // 4) * 4
    first = 1 + entries // 4
    chain += [*range(2, first), _END]
    for content in bodies:
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + len(content) // _SECTOR), _END]
        data += content
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    assert len(fat) == _SECTOR, "one sector of the table is enough for what the tests write"
    names = list(streams)
    tree = [_entry("Root Entry", 5, _END, 0, child=1)]
    for place, (name, start) in enumerate(zip(names, starts, strict=True), start=1):
        right = place + 1 if place < len(names) else _FREE
        tree.append(_entry(name, 2, start, len(bodies[place - 1]), right=right))
    directory = b"".join(tree).ljust(entries * 128, b"\0")
    return _ole2_head() + fat + directory + data


def _entry(name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    head = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _ole2_head() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<I", 0) + b"\xff" * (_SECTOR - len(head) - 4)
