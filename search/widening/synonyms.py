"""Words for one another, from data/synonyms.txt and from the office's own 同义词.txt, a rule a line.

    # a comment
    公交, 公共交通               typing either also finds the other
    堵车 => 交通拥堵             typing the left also finds the right, not the other way round
    !幼托                        this word has no other forms, whatever is said above

A rule holds for a whole word, and for a word that begins or ends with its term (农村公交).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from indexer import office_files
from indexer.errors import InputError
from indexer.folding import fold, fold_with_offsets

from ..results import Form

_REASON = "同义词"
_LEAST_CHARS, _MOST_CHARS = 2, 30
_LEAST_REST = 2  # characters beside a term inside a word: 公交车 is not 公交 and 车
_MOST_WORD = 12  # characters: what is longer is a question, of which no other form stands anywhere
_MOST_RULES = 20_000  # lines
_MAX_PROBLEMS = 20
_ARROW = re.compile(r"\s*(?:[=＝][>＞]|⇒|→)\s*")
_COMMA = re.compile(r"\s*[,，、=＝]\s*")  # of what is left once arrows are cut: the page writes 公交 = 公共交通
_COMMENT = re.compile(r"(?:^|\s)[#＃].*")
_TERM = re.compile(r"[\w.+/&@·%()-]+")  # of a folded term


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The other words for each term, by the folded term. `problems` are lines for the user."""

    others: dict[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()

    def of(self, word: str) -> Iterator[Form]:
        """The other forms of a typed word: of the whole, else of the terms that it begins or ends with."""
        folded, offsets = fold_with_offsets(word)
        if folded in self.others:
            yield from (Form(other, _REASON) for other in self.others[folded])
            return
        size = len(folded)
        if size > _MOST_WORD:
            return
        first = next((end for end in range(size - 1, 1, -1) if folded[:end] in self.others), 0)
        last = next((at for at in range(max(1, first), size - 1) if folded[at:] in self.others), size)
        for other in self.others.get(folded[:first], ()) if size - first >= _LEAST_REST else ():
            yield Form(other + word[offsets[first] :], _REASON)
        for other in self.others.get(folded[last:], ()) if last >= _LEAST_REST else ():
            yield Form(word[: offsets[last]] + other, _REASON)


def of_office(table: Path) -> Synonyms:
    """The shipped words with the office's own, where there are any; why these cannot be read is a problem too."""
    try:
        changed = table.stat()
    except OSError:
        return shipped()
    try:
        return _of_office(table, changed.st_mtime_ns, changed.st_size)
    except InputError as error:
        return replace(shipped(), problems=(f"{error}；没有使用",))


@lru_cache(maxsize=4)
def _of_office(table: Path, _changed: int, _size: int) -> Synonyms:
    return parse(office_files.read(table, "同义词表"), shipped().others)


@cache
def shipped() -> Synonyms:
    """The words that come with the program."""
    return parse((files("search") / "data" / "synonyms.txt").read_text(encoding="utf-8"))


def parse(text: str, before: dict[str, tuple[str, ...]] | None = None) -> Synonyms:
    """The rules of a text, added to those `before`; a line that is not understood becomes a problem and no rule."""
    others, problems = dict(before or {}), list[str]()
    lines = text.splitlines()
    for number, line in enumerate(lines[:_MOST_RULES], start=1):
        rule = _COMMENT.sub("", line.lstrip("\ufeff")).strip()
        if rule[:1] in ("!", "！"):
            others.pop(fold(rule[1:]), None)
        elif rule and (wrong := _add(rule, others)):
            problems.append(f"同义词.txt 第 {number} 行{wrong}")
    if len(problems) > _MAX_PROBLEMS:
        problems[_MAX_PROBLEMS:] = [f"同义词.txt 里另有 {len(problems) - _MAX_PROBLEMS} 行看不懂"]
    if len(lines) > _MOST_RULES:
        problems.append(f"同义词.txt 有 {len(lines)} 行，只用了前 {_MOST_RULES} 行")
    return Synonyms(others, tuple(problems))


def _add(rule: str, others: dict[str, tuple[str, ...]]) -> str:
    """Takes in a rule; or says what is wrong with it."""
    sides = [[term for term in _COMMA.split(side) if term] for side in _ARROW.split(rule)]
    terms = [term for side in sides for term in side]
    if len(sides) > 2 or not all(sides) or len(terms) < 2:
        return "看不懂，请写成：公交, 公共交通　或：堵车 => 交通拥堵"
    if wrong := next(filter(None, map(_wrong_with, terms)), ""):
        return wrong
    for term in sides[0]:
        more = [other for other in sides[-1] if fold(other) != fold(term)]
        others[fold(term)] = tuple(dict.fromkeys([*others.get(fold(term), ()), *more]))
    return ""


def _wrong_with(term: str) -> str:
    folded = fold(term)
    if not _LEAST_CHARS <= len(folded) <= _MOST_CHARS:
        return f"“{folded[:_MOST_CHARS]}”要有 {_LEAST_CHARS} 到 {_MOST_CHARS} 个字"
    return "" if _TERM.fullmatch(folded) else f"“{term}”里有标点，不像一个词"
