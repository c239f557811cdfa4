"""A generated reply as a crawler leaves it: a text file or a web page, with chrome around it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from . import names

_CHROME = "网站首页 政务公开 政务服务 互动交流 专题专栏"
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"/>
<meta name="ArticleTitle" content="{title}"/><meta name="PubDate" content="{date} 09:30"/>
<title>{title} - {agency}</title></head><body>
<div class="header"><h1 class="logo"><a href="/">{agency}</a></h1></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/hd/">互动交流</a></li></ul>
<div class="crumb">您当前的位置：<a href="/">首页</a> /
<a href="/zwgk/">政务公开</a> / <a href="../">建议提案办理</a></div>
<div class="article"><h2>{title}</h2>
<div class="info"><span>发布时间：{date}</span> <span>来源：{agency}</span> <span>浏览次数：{views}</span></div>
<div id="zoom" class="TRS_Editor">
{paragraphs}
</div>
<div class="qr"><p>扫一扫在手机打开当前页</p></div></div>
<div class="footer"><p><a href="/about/">关于本站</a> | <a href="/map/">网站地图</a></p>
<p>主办单位：{agency} 版权所有 网站标识码：9900000034</p></div></body></html>
"""
_TEXT = """{chrome}
您当前的位置：首页 > 政务公开 > 建议提案办理
{title}
发布时间：{date} 来源：{agency} 浏览次数：{views}

{paragraphs}

上一篇：没有了
扫一扫在手机打开当前页
主办单位：{agency} 版权所有 网站标识码：9900000034
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply before it has a form."""

    city: str
    agency: str
    year: int
    kind: str
    topic: str
    doc_number: str
    lines: list[str]


def render(letter: Letter, rng: Random, number: int) -> tuple[str, bytes]:
    """The file name and the bytes of a reply: six in ten are pages, one in ten of them in GB18030."""
    lines, title = _lines(letter, rng)
    facts = {"title": title, "agency": letter.agency, "date": _date(letter.year, rng), "views": rng.randint(1, 900)}
    if rng.random() < 0.4:
        text = _TEXT.format(chrome=_CHROME, paragraphs="\n\n".join(lines), **facts)
        return f"{number:06d}.txt", text.encode()
    declared, encoding = rng.choice([("utf-8", "utf-8")] * 9 + [("gb2312", "gb18030")])
    paragraphs = "\n".join(f'<p style="text-indent:2em"><span>{line}</span></p>' for line in lines)
    return f"{number:06d}.html", _PAGE.format(charset=declared, paragraphs=paragraphs, **facts).encode(encoding)


def _lines(letter: Letter, rng: Random) -> tuple[list[str], str]:
    deputy = letter.kind == "建议"
    body = f"市{rng.choice(['十六', '十七'])}届人大" if deputy else f"市政协{rng.choice(['十三', '十四'])}届"
    number, meeting = rng.randint(1, 400), rng.choice("一二三四五")
    title = f"{letter.agency}关于{body}{meeting}次会议第{number}号{letter.kind}的答复"
    role, respect = ("代表", "尊敬的") if deputy else ("委员", "")
    opening = f"您提出的《{letter.topic}》（第{number}号）收悉。经研究，现答复如下："
    head = [letter.doc_number, f"类别：{rng.choice('AABC')}　公开属性：主动公开", title]
    greeting = [f"{respect}{names.person(rng)}{role}：", opening]
    tail = ["感谢您对我们工作的关心和支持！", letter.agency, _chinese_date(letter.year, rng), _contact(rng)]
    return [*head, *greeting, *letter.lines, *tail], title


def _contact(rng: Random) -> str:
    return f"（联系人：{names.person(rng)}，联系电话：6{rng.randint(1000000, 9999999)}）"


def _chinese_date(year: int, rng: Random) -> str:
    return f"{year}年{rng.randint(4, 10)}月{rng.randint(1, 28)}日"


def _date(year: int, rng: Random) -> str:
    return f"{year}-{rng.randint(10, 12)}-{rng.randint(1, 28):02d}"
