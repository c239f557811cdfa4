"""Saved searches: what was asked, and which replies fitted when their news were last read.

They lie in `检索.json` in the data folder, for people to read and back up. Every change is made under a lock
and replaces the file as a whole, so that a crash or two runs at once leave it in order.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from indexer.errors import InputError, StoreError, reason
from indexer.layout import DataDir, write_durably

from .filters import filter_for
from .query import Mode, Question
from .widening import mode_of

_VERSION = 1
_PATIENCE = 10  # seconds to wait for another program that changes the file
_NAME_CHARS = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter as it was chosen."""

    field: str
    value: str
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search. `seen` are the ids of what fitted and of its copies, at `looked` (local time, ISO 8601)."""

    query: str
    filters: tuple[Chosen, ...]
    mode: str
    plain: tuple[str, ...]
    looked: str
    seen: frozenset[str]

    def question(self) -> Question:
        """What is asked: every letter on its own, so that none is news behind another."""
        filters = tuple(filter_for(one.field, one.value, one.excludes) for one in self.filters)
        return Question(self.query, filters, mode=mode_of(self.mode) or Mode.EXACT, plain=self.plain, gathers=False)

    def looked_at(self, seen: frozenset[str]) -> Saved:
        """The same search after its news were read now."""
        return replace(self, seen=seen, looked=now())


def now() -> str:
    """The time, as it is kept."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


class SavedSearches:
    """The saved searches of a data folder.

    Errors are InputError (the file is damaged or cannot be written) and StoreError (another program holds it).
    """

    def __init__(self, data: DataDir) -> None:
        self._root = data.root
        self.file = data.root / "检索.json"

    def all(self) -> dict[str, Saved]:
        """The saved searches by name, in the order in which they were saved."""
        try:
            text = self.file.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise InputError(f"打不开 {self.file}：{reason(error)}") from error
        except UnicodeDecodeError as error:
            raise self._damaged("不是 UTF-8 文本") from error
        return self._parsed(text)

    def add(self, name: str, saved: Saved, replaces: bool = False) -> None:
        """Saves a search; raises InputError when the name is taken and it is not to be replaced."""
        if not name.strip() or len(name) > _NAME_CHARS or not name.isprintable() or name.startswith("-"):
            raise InputError(f"“{name}”不能作名称：要有字，不超过 {_NAME_CHARS} 字，不以 - 开头")

        def change(searches: dict[str, Saved]) -> None:
            if name in searches and not replaces:
                raise InputError(f"已经有叫“{name}”的检索；要换成这一个，加上 --replace")
            searches[name] = saved

        self._change(change)

    def remove(self, name: str) -> None:
        """Forgets a search; raises InputError when there is none of this name."""

        def change(searches: dict[str, Saved]) -> None:
            if name not in searches:
                raise InputError(f"没有叫“{name}”的检索，用 dafu saved 看有哪些")
            del searches[name]

        self._change(change)

    def mark(self, before: Mapping[str, Saved], after: Mapping[str, Saved]) -> None:
        """Notes that news were read; a search that another run has changed meanwhile stays as that run left it."""

        def change(searches: dict[str, Saved]) -> None:
            for name, saved in after.items():
                if searches.get(name) == before[name]:
                    searches[name] = saved

        self._change(change)

    def _change(self, change: Callable[[dict[str, Saved]], None]) -> None:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            # A transaction of SQLite as a lock: the system drops it when the program dies.
            with closing(sqlite3.connect(self._root / "saved.lock", timeout=_PATIENCE, isolation_level=None)) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                searches = self.all()
                change(searches)
                write_durably(self.file, _written(searches))
        except UnicodeEncodeError as error:  # bytes of a command line that are no characters
            raise InputError("要存的检索里有认不出来的字符，请重新输入再存") from error
        except OSError as error:
            raise InputError(f"不能写入 {self.file}：{reason(error)}") from error
        except sqlite3.Error as error:
            raise StoreError(f"不能写入 {self.file}（没有权限，或另一个程序正在改它），请稍后再试") from error

    def _parsed(self, text: str) -> dict[str, Saved]:
        try:
            found = json.loads(text)
            if found["version"] != _VERSION:
                raise self._damaged(f"由另一版本写成（{found['version']}）")
            return {str(name): _saved(raw) for name, raw in found["searches"].items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._damaged("内容损坏") from error

    def _damaged(self, why: str) -> InputError:
        return InputError(f"{self.file} {why}，没有动它；请改好，或改名后用 dafu save 重新存")


def _written(searches: Mapping[str, Saved]) -> str:
    data = {name: {**asdict(saved), "seen": sorted(saved.seen)} for name, saved in searches.items()}
    return json.dumps({"version": _VERSION, "searches": data}, ensure_ascii=False, indent=1) + "\n"


def _saved(raw: dict[str, Any]) -> Saved:
    """A saved search from its JSON; raises ValueError and the like when it is none."""
    lists = (raw["plain"], raw["seen"], raw["filters"])
    texts = (raw["query"], raw["mode"], raw["looked"], *raw["plain"], *raw["seen"])
    if not all(isinstance(one, list) for one in lists) or not all(isinstance(one, str) for one in texts):
        raise ValueError(raw)
    filters = tuple(Chosen(str(one["field"]), str(one["value"]), bool(one["excludes"])) for one in raw["filters"])
    for one in filters:
        filter_for(one.field, one.value, one.excludes)
    if mode_of(raw["mode"]) is None:
        raise ValueError(raw["mode"])
    return Saved(raw["query"], filters, raw["mode"], tuple(raw["plain"]), raw["looked"], frozenset(raw["seen"]))
