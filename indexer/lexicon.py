"""The office's own dictionary: words it uses that jieba does not know, one a line in the data folder's 词典.txt.

    # a comment
    一网通办　政策　政务服务一网通办        a word, its kind, a note
    !推进                                  a word that discovery is not to propose again

The words are *added* to jieba's. An index keeps the words it was built with, so a dictionary changed
since only means that an index built anew would rank better; nothing is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import office_files
from .errors import InputError, reason
from .folding import fold
from .layout import write_durably

AGENCY, PERSON, POLICY, PLACE, OTHER = KINDS = ("机构", "人名", "政策", "地名", "其他")
ADVICE = "词典已改动，重新索引可改进排序：dafu index --rebuild"
MAX_WORDS = 20_000
MAX_CHARS = 30
_MAX_PROBLEMS = 20
_INDEXED = "words.json"  # in the folder of an index
_BETWEEN = re.compile(r"[\s,，]+")
_WORD = re.compile(r"[\w.+/#&@·%()-]+")  # of a folded word


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the dictionary. `kind` is one of KINDS."""

    word: str
    kind: str = OTHER
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A dictionary as read. `problems` are lines for the user: what was not understood, or not taken."""

    entries: tuple[Term, ...] = ()
    rejected: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def terms(self) -> tuple[str, ...]:
        """The words, in the order of the file, as they are written there."""
        return tuple(entry.word for entry in self.entries)

    def known(self) -> frozenset[str]:
        """The words and the rejected words, folded: what discovery has no need to propose."""
        return frozenset(map(fold, (*self.terms(), *self.rejected)))


def of_office(table: Path) -> Lexicon:
    """The office's dictionary, empty where there is none; raises InputError when it cannot be read."""
    try:
        changed = table.stat()
    except OSError:
        return Lexicon()
    return _of_office(table, changed.st_mtime_ns, changed.st_size)


@lru_cache(maxsize=4)
def _of_office(table: Path, _changed: int, _size: int) -> Lexicon:
    return parse(read(table))


def read(table: Path) -> str:
    """The text of a dictionary, "" where there is none; raises InputError when it cannot be read."""
    return office_files.read(table, "词典")


def parse(text: str) -> Lexicon:
    """The dictionary in a text; a line that is not understood becomes a problem and no word."""
    entries: dict[str, Term] = {}
    rejected, problems = list[str](), list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        sign, term = _entry(line)
        problem = _problem(sign, term, entries)
        if problem:
            problems.append(f"词典第 {number} 行{problem}")
        elif sign == "!":
            rejected.append(term.word)
        elif sign:
            entries[fold(term.word)] = (
                term if term.kind in KINDS else Term(term.word, OTHER, f"{term.kind} {term.note}".rstrip())
            )
    if len(problems) > _MAX_PROBLEMS:
        problems[_MAX_PROBLEMS:] = [f"词典里另有 {len(problems) - _MAX_PROBLEMS} 行看不懂"]
    return Lexicon(tuple(entries.values()), tuple(rejected), tuple(problems))


def wrong_with(word: str) -> str:
    """Why a string cannot be a word of the dictionary, or ""."""
    folded = fold(word)
    if len(folded) < 2:
        return f"“{word}”太短：一个字本来就能查，不用写进词典"
    if len(folded) > MAX_CHARS:
        return f"“{folded[:MAX_CHARS]}…”太长：一个词不超过 {MAX_CHARS} 字"
    if not _WORD.fullmatch(folded) or _BETWEEN.search(word.strip()) or word.strip()[0] in "#＃!！":
        return f"“{word}”里有标点或空格，不像一个词"
    return ""


def _entry(line: str) -> tuple[str, Term]:
    """What a line is: "!" for a rejected word, "+" for a word, "" for neither; and the word as it is written."""
    line = line.strip().lstrip("\ufeff")
    if not line or line[0] in "#＃":
        return "", Term("")
    if line[0] in "!！":
        return "!", Term(_BETWEEN.split(line[1:].strip(), maxsplit=1)[0])
    word, kind, note = (*_BETWEEN.split(line, maxsplit=2), "", "")[:3]
    return "+", Term(word, kind or OTHER, note)


def _problem(sign: str, term: Term, entries: Collection[str]) -> str:
    """What is wrong with a line: nothing may be, and still the word be used."""
    if not sign:
        return ""
    if wrong := wrong_with(term.word):
        return wrong
    if sign == "+" and fold(term.word) in entries:
        return f"“{term.word}”前面已经有了"
    return f"“{term.word}”没有用上：最多 {MAX_WORDS} 个词" if sign == "+" and len(entries) >= MAX_WORDS else ""


def edited(text: str, accept: Sequence[Term] = (), drop: Iterable[str] = (), reject: Iterable[str] = ()) -> str:
    """A dictionary's text with words added, taken out or rejected; all other lines stay as they are, in order."""
    rejects = {fold(word): word for word in reject}
    added = {fold(term.word): term for term in accept}
    gone = {("+", fold(word)) for word in (*drop, *rejects)} | {("!", folded) for folded in added}
    lines, there = list[str](), set[tuple[str, str]]()
    for line in text.splitlines():
        sign, term = _entry(line)
        key = (sign, fold(term.word))
        if not sign or key not in gone:
            lines.append(line)
            there.add(key)
    lines += [_written(term) for folded, term in added.items() if ("+", folded) not in there]
    lines += [f"!{word}" for folded, word in rejects.items() if ("!", folded) not in there]
    return "".join(f"{line}\n" for line in lines)


def save(table: Path, text: str) -> None:
    """Replaces the dictionary, so that a crash leaves the old or the new one whole; raises InputError."""
    try:
        table.parent.mkdir(parents=True, exist_ok=True)
        write_durably(table, text)
    except OSError as error:
        raise InputError(f"词典 {table} 写不进去：{reason(error)}") from error


def keep_indexed(folder: Path, words: Iterable[str]) -> None:
    """Notes in the folder of an index the words it is built with."""
    write_durably(folder / _INDEXED, json.dumps(list(words), ensure_ascii=False))


def indexed_words(folder: Path) -> tuple[str, ...]:
    """The words that the index in a folder was built with; none when it does not say."""
    try:
        found = json.loads((folder / _INDEXED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(word for word in found if isinstance(word, str)) if isinstance(found, list) else ()


def advice(lexicon: Lexicon, index: Path | None) -> str:
    """What to tell the user when the index in use was built with other words, else ""."""
    if index is None:
        return ""
    return ADVICE if set(map(fold, lexicon.terms())) != set(map(fold, indexed_words(index))) else ""


def _written(term: Term) -> str:
    return "\t".join(part for part in (term.word, term.kind, term.note) if part)
