"""The start page: how many replies there are, and example queries with what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.schema import BY_NAME, FIELDS
from search.archive import Stats

from .links import address
from .params import Asked


@dataclass(frozen=True, slots=True)
class Example:
    """A query to try, and what it finds."""

    query: str
    meaning: str


def _field(name: str, meaning: str) -> Example:
    return Example(BY_NAME[name].example, meaning)


EXAMPLES = (
    Example("5G基站", "原文里连着写的这几个字，一字不差"),
    Example("停车 充电", "两个词都要有，词与词之间空一格"),
    Example("“共建共享”", "引号里的字原样查找，里面的符号不当作语法"),
    Example("基站 -电费", "有“基站”、没有“电费”的答复"),
    Example("养老 或 托育", "有其中一个就行"),
    _field("agency", "只看这个单位承办的，写一部分名称也可以"),
    _field("year", "只看这几年的；一年就写 年:2022"),
    _field("doc_number", "按文号查找，括号和“号”字可以不写"),
)
FIELD_EXAMPLES = tuple(Example(spec.example, f"按{spec.label}查找") for spec in FIELDS)
COMBINED = Example(f"学校 {BY_NAME['agency'].example} {BY_NAME['year'].example}", "几样一起用")


@dataclass(frozen=True, slots=True)
class ExampleView:
    """An example query as a link, with what it means."""

    query: str
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class StartView:
    """The start page."""

    title: str
    asked: Asked
    replies: str
    notes: tuple[str, ...]
    examples: tuple[ExampleView, ...]
    field_examples: tuple[ExampleView, ...]
    combined: ExampleView


def start_view(stats: Stats, asked: Asked) -> StartView:
    """The start page of an archive."""
    pending = (f"有 {stats.pending} 篇答复的改动还没有进入索引，请运行：dafu index",) if stats.pending else ()
    replies = f"库中有 {stats.replies:,} 篇" if stats.replies else "库里还没有答复，请先运行：dafu index 文件夹"
    return StartView(
        title="答复检索",
        asked=asked,
        replies=replies,
        notes=pending,
        examples=_examples(EXAMPLES),
        field_examples=_examples(FIELD_EXAMPLES),
        combined=_examples((COMBINED,))[0],
    )


def _examples(examples: tuple[Example, ...]) -> tuple[ExampleView, ...]:
    return tuple(ExampleView(e.query, e.meaning, address(Asked(e.query))) for e in examples)
