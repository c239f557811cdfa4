"""Records of feeds and tables → documents: which column is the body, the title, the address …

Scrapers name their columns as they like, so names are looked up in `FIELDS`, and --map FIELD=COLUMN
overrides it. A file is a feed of documents only when some body in it holds Chinese text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice

from ..charset.mojibake import unscrambled
from ..document import Charset, Ignored, RawDocument, Skipped
from ..errors import DocumentError, InputError
from .source import Loaded, Source

# A field → its label on a page ("" when it is not one) and the names that scrapers give it, best first.
# Sources of the names: 八爪鱼, 后羿 and 火车头 tables, Scrapy examples, and what government pages say themselves.
FIELDS: Mapping[str, tuple[str, str]] = {
    "html": (
        "",
        "html body_html content_html raw_html page_html htmlcontent 网页源码 源码 正文html 正文源码",
    ),
    "content": (
        "",
        "正文 内容 全文 文章内容 答复内容 回复内容 正文内容 详细内容 content body article main_content maintext",
    ),
    "text": ("", "text content_text fulltext plain_text raw_text markdown 文本 纯文本"),
    "url": (
        "",
        "网址 url 链接 link href page_url source_url 标题链接 页面网址 页面链接 原文链接 详情链接 地址链接 loc",
    ),
    "fetched": (
        "",
        "采集时间 抓取时间 爬取时间 当前时间 fetched crawl_time fetched_at fetch_time crawled_at scraped_at timestamp",
    ),
    "title": ("标题", "标题 title 题目 文章标题 文件标题 名称 headline subject"),
    "published": (
        "发布时间",
        "发布时间 发布日期 发布于 pub_date published pubtime publish_time publish_date published_at date",
    ),
    "source": ("来源", "来源 信息来源 文章来源 source"),
    "doc_number": ("发文字号", "文号 发文字号 文件编号 doc_number doc_no wenhao"),
    "agency": (
        "发布机构",
        "发布机构 承办单位 发布单位 发文机关 发文单位 答复单位 办理单位 主办单位 单位 部门 agency organ publisher",
    ),
    "index_number": ("索引号", "索引号 信息索引 index_number index_no"),
    "column": ("栏目", "栏目 频道 channel column category"),
}
_BODIES = ("html", "content", "text")  # what is nearest to the page goes before what a scraper made of it
_PROBE = 200  # records looked at for a text
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_HAN = 20  # in the longest body of a feed of documents; settings and lists of links have less
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,10}")
_MAX_VALUE = 300  # of a value beside a label
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d{1,9})?")
_WRITTEN_TIME = re.compile(  # the zone is not kept: a page of China is crawled in China
    r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]{1,3}(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?"
)
_BLANK = re.compile(r"[\s_\-:：]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it stands in its file, its columns, and how their text was decoded."""

    number: str
    values: Mapping[str, object]
    charset: Charset


def key(name: str) -> str:
    """What spellings of a column's name have in common (pub_date, pubDate, Pub-Date)."""
    return _BLANK.sub("", name.strip("\ufeff")).casefold()


_NAMES = {key(name): field for field, (_, names) in reversed(list(FIELDS.items())) for name in (field, *names.split())}
_RANKS = {key(name): rank for _, names in FIELDS.values() for rank, name in enumerate(names.split())}


def check(columns: Mapping[str, str]) -> dict[str, str]:
    """`columns` by the names of FIELDS; raises InputError for a field that is not there."""
    wanted = {}
    for field, column in columns.items():
        if key(field) not in _NAMES:
            raise InputError(
                f"不认识的信息项“{field}”，可以用：{'、'.join(FIELDS)}（也可以写中文名，如 正文、标题、网址）"
            )
        wanted[_NAMES[key(field)]] = column
    return wanted


def has_body(names: Iterable[str], columns: Mapping[str, str]) -> bool:
    """Whether columns of these names look like a table of documents: a body, and something about it."""
    fields = set(_columns_of(names, columns))
    return not fields.isdisjoint(_BODIES) and (len(fields) > 1 or not fields.isdisjoint(columns))


def documents(source: Source, records: Iterable[Record | Skipped], deliberate: bool) -> Iterator[Loaded]:
    """The documents in the records of a file.

    A file without a text is skipped with a reason that helps, when it is `deliberate` (a table, a feed)
    or its columns are known; else it is one of the many data files of a site and only counted.
    """
    rest = _guarded(source, records)
    probe = list(islice(rest, _PROBE))
    samples = [record for record in probe if isinstance(record, Record)]
    if not any(is_document(record.values, source.columns) for record in samples):
        yield _no_feed(source, samples, [item for item in probe if isinstance(item, Skipped)], deliberate)
        return
    for record in chain(probe, rest):
        yield record if isinstance(record, Skipped) else _document(source, record)


def _guarded(source: Source, records: Iterable[Record | Skipped]) -> Iterator[Record | Skipped]:
    """The records up to where the file cannot be read further, and then the reason."""
    try:
        yield from records
    except MemoryError:
        raise
    except DocumentError as error:
        yield Skipped(source.uri, str(error))
    except Exception as error:  # csv, openpyxl, sqlite and zipfile raise anything on damaged files
        yield Skipped(source.uri, f"文件损坏，其余未读（{type(error).__name__}）")


def is_document(values: Mapping[str, object], columns: Mapping[str, str]) -> bool:
    """Whether a record has a body of Chinese text."""
    return _han(_body(values, columns)[1]) >= _LEAST_HAN


def _no_feed(source: Source, samples: list[Record], damaged: list[Skipped], deliberate: bool) -> Loaded:
    if damaged:
        return damaged[0]
    names = list(dict.fromkeys(name for record in samples for name in record.values))
    if not deliberate and not set(_columns_of(names, source.columns)) - {"url", "text", "column", "source"}:
        return Ignored(source.uri)
    if not names:
        return Skipped(source.uri, "表里没有内容")
    shown = "、".join(name[:20] for name in names[:12]) + ("……" if len(names) > 12 else "")
    return Skipped(source.uri, f"没有找到正文那一列（有：{shown}）；可以用 --map 正文=列名 指定")


def _columns_of(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Field → the column that holds it: as the user says, else the one with the best name."""
    names = list(names)
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: _RANKS.get(key(name), 99)):
        if field := _NAMES.get(key(name)):
            found.setdefault(field, name)
    for field, column in columns.items():
        if column in names:
            found = {other: name for other, name in found.items() if name != column} | {field: column}
    return found


def _body(values: Mapping[str, object], columns: Mapping[str, str]) -> tuple[str, str, str]:
    """The column with the body, its text, and a note when that was scrambled.

    Of several columns that hold one, that which the user named, else html first.
    """
    found = _columns_of(values, columns)
    for field in sorted(_BODIES, key=lambda field: field not in columns):
        if field in found and (body := as_text(values[found[field]])).strip():
            text, note, _ = unscrambled(body)
            return found[field], text, note
    return "", "", ""


def _document(source: Source, record: Record) -> RawDocument | Skipped:
    uri = f"{source.uri}!/{record.number}"
    column, body, note = _body(record.values, source.columns)
    if not body:
        return Skipped(uri, "这一条没有正文")
    found = _columns_of(record.values, source.columns)
    url = as_text(record.values.get(found.get("url", ""))).strip()
    url = url if url.startswith(("http://", "https://")) else ""
    return RawDocument(
        uri,
        body.encode("utf-8", errors="replace"),  # lone surrogates, as JSON may hold them
        meta=_meta(record, found, column),
        media_type="text/html" if "</" in body or "<br" in body.lower() else "text/plain",
        url=url or source.origin.url,
        url_from="column" if url else source.origin.url_from,
        fetched=as_time(record.values.get(found.get("fetched", ""))) or source.origin.fetched,
        charset=replace(record.charset, note="；".join(filter(None, (record.charset.note, note)))),
    )


def _meta(record: Record, found: Mapping[str, str], body: str) -> dict[str, str]:
    """What the other columns say, under the labels of a page; a column whose name is no label says nothing."""
    fields = {column: field for field, column in found.items()}
    meta: dict[str, str] = {}
    for name, value in record.values.items():
        text = " ".join(as_text(value).encode("utf-8", errors="replace").decode().split())
        field = fields.get(name)
        label = FIELDS[field][0] if field else _own_label(name)
        if name != body and label and text and len(text) <= _MAX_VALUE:
            meta.setdefault(label, text)
    return meta


def _own_label(name: str) -> str:
    """A column's name that a page could show as a label; none that means the body or the crawl in other words."""
    name = name.strip().rstrip(":：")
    return name if _LABEL.fullmatch(name) and _NAMES.get(key(name)) not in (*_BODIES, "url", "fetched") else ""


def as_text(value: object) -> str:
    """A cell as text: lists are paragraphs, whole numbers have no point, dates are ISO 8601."""
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list):
        return "\n".join(filter(None, map(as_text, value)))
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def as_time(value: object) -> str:
    """A cell as a time in ISO 8601; "" when it is none. Scrapers also write seconds or milliseconds since 1970."""
    text = as_text(value).strip()
    if _SECONDS.fullmatch(text):
        seconds = float(text[:10])
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()
    written = _WRITTEN_TIME.match(text)
    try:
        return datetime.datetime(*(int(part) for part in written.groups("0"))).isoformat() if written else ""  # type: ignore[arg-type]
    except ValueError:
        return ""


def _han(text: str) -> int:
    return len(_HAN.findall(text[:20_000]))
