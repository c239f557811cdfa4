"""How editors and programs mark up the lines of a letter; each function gives the HTML of a body.

Lines: "#T" is the title, "|a|b|" a row of a table, "![x" a picture with the caption x.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

Paragraph = Callable[[str], str]
_SIGNED = re.compile(r"^.{2,40}(?:局|委员会|政府|厅|办公室|大队)$|^\d{4}年.{1,8}日$")
_SPLIT = re.compile(r"\d+|[A-Za-z]+|[^\dA-Za-z]{1,9}")
_READINGS = {
    "建": "jiàn", "议": "yì", "现": "xiàn", "复": "fù", "养": "yǎng", "老": "lǎo", "会": "huì", "发": "fā",
    "政": "zhèng", "办": "bàn", "关": "guān", "对": "duì", "实": "shí", "度": "dù", "达": "dá", "单": "dān",
}  # fmt: skip


def _body(lines: Sequence[str], title: str, paragraph: Paragraph, titled: Paragraph, between: str = "\n") -> str:
    parts: list[str] = []
    for is_row, group in groupby(lines, lambda line: line.startswith("|")):
        if is_row:
            parts.append(_table(list(group)))
        else:
            parts += [titled(title) if line == "#T" else _special(line) or paragraph(_linked(line)) for line in group]
    return between.join(parts)


def _special(line: str) -> str:
    if not line.startswith("!["):
        return ""
    caption = escape(line[2:], quote=False)
    return f'<p style="text-align:center"><img src="W020.jpg" alt=""></p>\n<p style="text-align:center">{caption}</p>'


def _linked(line: str) -> str:
    text = escape(line, quote=False)
    return re.sub(r"[^：:<>]+\.(?:docx|xlsx|pdf)$", lambda name: f'<a href="./P0201.docx">{name.group()}</a>', text)


def _table(rows: Sequence[str]) -> str:
    cells = ("".join(f"<td><p>{cell}</p></td>" for cell in row.strip("|").split("|")) for row in rows)
    return '<table border="1">\n' + "\n".join(f"<tr>{row}</tr>" for row in cells) + "\n</table>"


def p(lines: Sequence[str], title: str) -> str:
    return _body(lines, title, lambda t: f"<p>{t}</p>", lambda t: f'<p style="text-align:center"><b>{t}</b></p>')


def indented(lines: Sequence[str], title: str) -> str:
    def paragraph(text: str) -> str:
        align = ' style="text-align: right;"' if _SIGNED.match(text) else ""
        return f'<p{align}><span style="font-family: 仿宋; font-size: 16pt;">&nbsp;&nbsp;&nbsp;&nbsp;{text}</span></p>'

    return _body(lines, title, paragraph, lambda t: f'<p align="center"><strong><span>{t}</span></strong></p>')


def br(lines: Sequence[str], title: str) -> str:
    return _body(lines, title, lambda t: f"　　{t}", lambda t: f"<center><b>{t}</b></center>", "<br>\n")


def br2(lines: Sequence[str], title: str) -> str:
    return _body(lines, title, lambda t: f"&nbsp; &nbsp; {t}", lambda t: f"<b>{t}</b>", "<br /><br />")


def mso(lines: Sequence[str], title: str) -> str:
    def runs(text: str) -> str:
        if "<" in text:
            return text
        return "".join(_run(part.group()) for part in _SPLIT.finditer(text))

    def paragraph(text: str) -> str:
        style = "text-indent:32.0pt;line-height:28.0pt"
        return f"<p class=MsoNormal style='{style}'>{runs(text)}<span lang=EN-US><o:p></o:p></span></p>"

    return _body(lines, title, paragraph, lambda t: f"<p class=MsoNormal align=center><b>{runs(t)}</b></p>")


def _run(text: str) -> str:
    if text.isascii():
        return f"<span lang=EN-US style='font-size:16.0pt;font-family:仿宋_GB2312'>{text}</span>"
    return f"<span\nstyle='font-size:16.0pt;font-family:仿宋_GB2312'>{text}</span>"


def div(lines: Sequence[str], title: str) -> str:
    return _body(lines, title, lambda t: f"<div>{t}</div>", lambda t: f"<div><h3>{t}</h3></div>", "")


def div_empty(lines: Sequence[str], title: str) -> str:
    return _body(lines, title, lambda t: f"<div>{t}</div><div><br></div>", lambda t: f"<div><b>{t}</b></div>")


def nop(lines: Sequence[str], title: str) -> str:
    return _body(lines, title, lambda t: f"<p>　　{t}", lambda t: f"<p align=center>{t}")


def upper(lines: Sequence[str], title: str) -> str:
    return _body(lines, title, lambda t: f'<P CLASS="BODY">{t}</P>', lambda t: f'<P ALIGN="CENTER"><B>{t}</B></P>')


def rows(lines: Sequence[str], title: str) -> str:
    body = _body(lines, title, lambda t: f"<tr><td>{t}</td></tr>", lambda t: f"<tr><td align=center>{t}</td></tr>")
    return f'<table width="100%" border="0">\n{body}\n</table>'


def sections(lines: Sequence[str], title: str) -> str:
    def paragraph(text: str) -> str:
        inner = f'<section><p><span style="letter-spacing: 1px;">{text}</span></p></section>'
        return f'<section style="margin: 0 8px;" data-role="outer">{inner}</section>'

    return _body(lines, title, paragraph, lambda t: f"<section><strong><span>{t}</span></strong></section>")


def fonts(lines: Sequence[str], title: str) -> str:
    def paragraph(text: str) -> str:
        cut = len(text) // 2 if "<" not in text else 0
        return f'<p><font face="宋体" size="3"><font>{text[:cut]}</font>{text[cut:]}</font></p>'

    return _body(lines, title, paragraph, lambda t: f'<p align="center"><font size="5"><b>{t}</b></font></p>')


def pre(lines: Sequence[str], title: str) -> str:
    body = _body(lines, title, lambda t: f"    {t}", lambda t: f"        {t}")
    return f'<pre style="white-space:pre-wrap">{body}</pre>'


def bare(lines: Sequence[str], title: str) -> str:
    """Text nodes between <br>, wrapped by the editor in the source as browsers do not show."""
    return _body(lines, title, lambda t: t.replace("，", "，\n", 1), lambda t: t, "<br>")


def lis(lines: Sequence[str], title: str) -> str:
    body = _body(lines, title, lambda t: f"<li>{t}</li>", lambda t: f"<li><b>{t}</b></li>")
    return f'<ul style="list-style:none">\n{body}\n</ul>'


def policies_linked(lines: Sequence[str], title: str) -> str:
    def paragraph(text: str) -> str:
        return "<p>" + re.sub("《[^》]{2,80}》", lambda name: f'<a href="/zc/1.html">{name.group()}</a>', text) + "</p>"

    return _body(lines, title, paragraph, lambda t: f"<p><b>{t}</b></p>")


def pinyin(lines: Sequence[str], title: str) -> str:
    def read(text: str) -> str:
        seen: dict[str, int] = {}

        def note(match: re.Match[str]) -> str:
            char = match.group()
            seen[char] = seen.get(char, 0) + 1
            return f"{char}({_READINGS[char]})" if seen[char] == 1 else char

        return re.sub("[" + "".join(_READINGS) + "]", note, text)

    return _body(lines, title, lambda t: f"<p>{read(t)}</p>", lambda t: f"<p><b>{read(t)}</b></p>")


MARKUPS: dict[str, Callable[[Sequence[str], str], str]] = {
    function.__name__: function
    for function in (
        p,
        indented,
        br,
        br2,
        lis,
        policies_linked,
        mso,
        div,
        div_empty,
        nop,
        upper,
        rows,
        sections,
        fonts,
        pre,
        bare,
        pinyin,
    )
}
