"""The text that strings are counted in: the clauses of all replies, each once, one a line.

Letters are copied from one another, so a clause that was met before is not counted again. Runs of
letters and digits (5G, NB-IoT) are one symbol each, a private character; plain figures end a clause.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

MAX_CHARS = 12_000_000  # of clauses: counting them takes up to 60 bytes a character
_HAN = "\u3400-\u9fff〇"
_FIRST_MARK, _MARKS = 0xF0000, 60_000
_MARK = f"{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + _MARKS)}"
_RUN = re.compile(r"[a-z0-9]+(?:[.\-_+#/&@][a-z0-9]+)*%?")
_WRITTEN = re.compile(r"[A-Za-z0-9]+(?:[.\-_+#/&@][A-Za-z0-9]+)*")
_CLAUSE = re.compile(rf"[{_HAN}{_MARK}]{{2,}}")


class Clauses:
    """The distinct clauses of the texts that were added, and how their symbols are written."""

    def __init__(self) -> None:
        self._clauses: dict[str, None] = {}
        self._chars = 0
        self._marks: dict[str, str] = {}  # run → symbol
        self._runs: dict[str, str] = {}  # symbol → run
        self._written: dict[str, Counter[str]] = defaultdict(Counter)

    @property
    def full(self) -> bool:
        """Whether there is as much as memory is meant for."""
        return self._chars >= MAX_CHARS

    def add(self, plain_text: str, text: str) -> None:
        """Takes the clauses of a text of `plain`; `text` is the same as it was written."""
        for run in _WRITTEN.findall(text):
            self._written[run.lower()][run] += 1
        for clause in _CLAUSE.findall(_RUN.sub(self._symbol, plain_text)):
            if clause not in self._clauses:
                self._clauses[clause] = None
                self._chars += len(clause) + 1

    def text(self) -> str:
        """All clauses, one a line."""
        return "\n".join(self._clauses)

    def written(self, text: str) -> str:
        """A string of symbols or of `plain`, with its runs of letters and digits as they are written most often."""
        text = "".join(self._runs.get(one, one) for one in text)
        return _RUN.sub(lambda run: self._as_written(run[0]), text)

    def _symbol(self, run: re.Match[str]) -> str:
        if run[0].rstrip("%").replace(".", "").isdigit():
            return "\n"
        mark = self._marks.get(run[0])
        if mark is None:
            if len(self._marks) >= _MARKS:
                return "\n"
            mark = self._marks[run[0]] = chr(_FIRST_MARK + len(self._marks))
            self._runs[mark] = run[0]
        return mark

    def _as_written(self, run: str) -> str:
        ways = self._written.get(run)
        return min(ways, key=lambda way: (-ways[way], way)) if ways else run
