"""Agencies: short names written out, what else an agency is called, and which one followed which.

The table shipped (data/agencies.csv) can be extended by one of the user's with the same columns:
简称 (sure: used to write a name out), 也称 (only for searching), 沿革 (an agency and its successor).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from .errors import InputError
from .folding import plain

_COLUMNS = ("关系", "名称", "对应名称", "地区", "起始年", "出处")
_RELATIONS = ("简称", "也称", "沿革")
_YEAR = re.compile(r"\d{1,4}")
_PLACE_ENDS = tuple("省市县区州盟旗乡镇")
_MAX_TABLE_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Relation:
    """A row of the table: `name` is short for, also called, or was followed by `other`."""

    kind: str
    name: str
    other: str
    place: str = ""  # only there, "" everywhere
    since: int | None = None
    source: str = ""


_FORK = ("", Relation("沿革", "", ""))  # several followed: nobody can tell which one


@dataclass(frozen=True, slots=True)
class Agencies:
    """What is known of agencies' names. Later rows of the user's table add to the shipped ones."""

    relations: tuple[Relation, ...]

    @classmethod
    def load(cls, extra: Path | None = None) -> Agencies:
        """The shipped table and the user's; raises InputError when the user's cannot be read."""
        shipped = (files("indexer") / "data" / "agencies.csv").read_text(encoding="utf-8")
        rows = [*_relations(shipped, "agencies.csv")]
        if extra is not None:
            try:
                rows += _relations(_read(extra), extra.name)
            except csv.Error as error:
                raise InputError(f"机构名称表 {extra.name} 不像 CSV 表格，请用表格软件另存为 CSV（{error}）") from error
        return cls(tuple(rows))

    def full_name(self, name: str) -> str:
        """A name with its sure short form written out (沈阳市发改委 → 沈阳市发展和改革委员会), else as it is."""
        for row in reversed(self.relations):  # the user's rows have the last word
            if row.kind != "简称" or not name.endswith(row.name):
                continue
            if (prefix := _prefix(name, row.name, row.place)) is not None:
                return prefix + row.other
        return name

    def names(self, name: str) -> tuple[str, ...]:
        """All names an agency may go by at one time, `name` first. What is only 也称 leads no further."""
        name = plain(name)
        near = dict.fromkeys([name, *self._neighbours(name, ("简称", "也称"))])
        far = [other for known in near for other in self._neighbours(known, ("简称",))]
        return tuple(dict.fromkeys([*near, *far]))

    def begun(self, beginning: str) -> tuple[str, ...]:
        """The full names behind short names that begin so: 卫健 → 卫生健康委员会; of one character none."""
        beginning = plain(beginning)
        rows = (row for row in self.relations if row.kind == "简称" and len(beginning) > 1)
        return tuple(dict.fromkeys(row.other for row in rows if row.name.startswith(beginning)))

    def succession(self, name: str) -> list[tuple[str, Relation]]:
        """The agencies that followed one another, each with the row that says so; a fork in it ends in nothing."""
        known, line = [plain(name)], list[tuple[str, Relation]]()
        while found := self._next(known[-1]):
            if found == _FORK or found[0] in known:
                return []
            line.append(found)
            known.append(found[0])
        return line

    def _next(self, name: str) -> tuple[str, Relation] | None:
        """The next agency and its row; rows of its own place go before those that hold everywhere."""
        rows = [row for row in self.relations if row.kind == "沿革"]
        found = [(other, row) for row in rows for other in _other_name(name, row.name, row.other, row.place)]
        local = [pair for pair in found if pair[1].place] or found
        if len({self.full_name(other) for other, _ in local}) > 1:
            return _FORK
        return (self.full_name(local[-1][0]), local[-1][1]) if local else None

    def _neighbours(self, name: str, kinds: Sequence[str]) -> Iterator[str]:
        for row in self.relations:
            if row.kind in kinds:
                yield from _other_name(name, row.name, row.other, row.place)
                yield from _other_name(name, row.other, row.name, row.place)


def _other_name(name: str, one: str, other: str, place: str) -> Iterator[str]:
    if (prefix := _prefix(name, one, place)) is not None:
        yield prefix + other


def _prefix(name: str, ending: str, place: str) -> str | None:
    """What stands before `ending` in an agency's name: a place or nothing; None when it is another name."""
    if not name.endswith(ending):
        return None
    prefix = name[: len(name) - len(ending)]
    if prefix and not prefix.endswith((*_PLACE_ENDS, "国家", "开发区", "新区")):
        return None  # 市园林局 ends with 林局, yet is no 林局
    if place and prefix and not (place.endswith(prefix) or prefix.endswith(place)):
        return None
    return prefix


def _relations(text: str, table: str) -> Iterator[Relation]:
    reader = csv.DictReader(io.StringIO(text))
    if missing := [column for column in _COLUMNS[:3] if column not in (reader.fieldnames or ())]:
        raise InputError(f"机构名称表 {table} 缺少列：{'、'.join(missing)}，第一行应为 {','.join(_COLUMNS)}")
    for number, row in enumerate(reader, start=2):
        kind, name, other, place, since, source = ((row.get(column) or "").strip() for column in _COLUMNS)
        if not any((kind, name, other)):
            continue
        if kind not in _RELATIONS or not name or not other or (since and not _YEAR.fullmatch(since)):
            raise InputError(
                f"机构名称表 {table} 第 {number} 行看不懂："
                f"关系要写{'、'.join(_RELATIONS)}之一，名称和对应名称都要有，起始年写数字"
            )
        yield Relation(kind, plain(name), plain(other), plain(place), int(since) if since else None, source)


def _read(path: Path) -> str:
    """The text of the user's table; office programs save it as UTF-8 or GB18030."""
    try:
        if path.stat().st_size > _MAX_TABLE_BYTES:
            raise InputError(f"机构名称表 {path} 太大")
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"打不开机构名称表 {path}：{error.strerror}") from error
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def of_office(table: Path) -> Agencies:
    """The shipped table with the office's own, where there is one; raises InputError when it cannot be read."""
    try:
        changed = table.stat().st_mtime_ns
    except OSError:
        return shipped()
    return _of_office(table, changed)


@lru_cache(maxsize=4)
def _of_office(table: Path, _changed: int) -> Agencies:
    return Agencies.load(table)


@cache
def shipped() -> Agencies:
    """The table that comes with the program."""
    return Agencies.load()
