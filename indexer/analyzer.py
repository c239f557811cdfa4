"""Analysis: text → terms. Both ways use it: what is indexed here is looked up here.

Two kinds of terms with two duties. Grams (every character and every pair of neighbours of the folded
text) *find*: together they lead to every string a reader can see. Words (jieba) *rank* what is not meant
literally: questions, pasted texts, words that no reply has all of. Han runs go to jieba and other runs
do not, so that a drop-in for jieba gives the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from .folding import FOLDING_VERSION, fold, has_variants, plain, same_character
from .office_words import OfficeWords
from .segmenter import cutter, dictionary, jieba_tokenizer

ANALYZER_VERSION = f"{FOLDING_VERSION}.1"

_RUN = re.compile(
    r"(?P<han>[\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff]+)"
    r"|(?P<ascii>[a-z0-9]+(?:[.\-_+#/&@][a-z0-9]+)*%?)"
)
_PART = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)*")
# Function words carry no topic; they stay findable through grams.
_EMPTY_WORDS = frozenset(
    [
        "的",
        "了",
        "和",
        "是",
        "在",
        "与",
        "及",
        "等",
        "为",
        "对",
        "将",
        "并",
        "以",
        "于",
        "有",
        "中",
        "上",
        "下",
        "也",
        "就",
        "都",
        "而",
        "或",
        "由",
        "把",
        "被",
        "向",
        "从",
        "其",
        "之",
        "这",
        "那",
        "我",
        "你",
        "您",
    ]
)


def grams(folded: str) -> Counter[str]:
    """How often each character and each pair of neighbours occurs in a folded text."""
    counts = Counter(folded)
    counts.update(map("".join, pairwise(folded)))
    return counts


def pairs(folded: str) -> list[str]:
    """The distinct pairs of neighbours of a folded string, in order; the character if it is one."""
    if len(folded) < 2:
        return [folded] if folded else []
    return list(dict.fromkeys(folded[i : i + 2] for i in range(len(folded) - 1)))


class Tagged(NamedTuple):
    """A word with what jieba's dictionary says of it: its part of speech (tags of ICTCLAS) and how often it was met.

    "" and 0 for a character that is no word there.
    """

    text: str
    tag: str
    frequency: int


class Analyzer:
    """Cuts text into words. jieba's dictionary is loaded when the first word is asked for."""

    def __init__(self, cache_dir: Path | None = None, office_words: Iterable[str] = ()) -> None:
        """`cache_dir` keeps jieba's compiled dictionary, out of any folder that users share.

        `office_words` are words of the office's own dictionary. They are added to jieba's words and never
        change where jieba cuts, so that an index made without them is still right.
        """
        self._cache_dir = cache_dir
        self._office_words = OfficeWords(office_words)

    def words(self, text: str) -> Counter[str]:
        """How often each word occurs in a text: words, the words inside them, letter-digit runs, the office's words."""
        counts = Counter(self._words(plain(text)))
        for word in _EMPTY_WORDS:
            counts.pop(word, None)
        for word, times in self._office_words.counts(text).items():
            counts[word] = max(counts[word], times)  # jieba may know it too
        return counts

    def words_of_each(self, documents: Iterable[Sequence[str]]) -> Generator[Sequence[Mapping[str, int]]]:
        """The words of each text of each document, in their order."""
        for texts in documents:
            yield [self.words(text) for text in texts]

    def tagged(self, text: str) -> list[Tagged]:
        """The words that the Han characters of a text of `plain` are cut into, by jieba's dictionary alone."""
        known = dictionary(self._cache_dir)
        return [
            Tagged(word, *known.get(word, ("", 0)))
            for run in _RUN.finditer(text)
            if run["han"]
            for word in jieba_tokenizer(self._cache_dir).cut(run["han"], HMM=False)
        ]

    def knows(self, word: str) -> bool:
        """Whether a word of `plain` is in jieba's dictionary."""
        return word in dictionary(self._cache_dir)

    def _words(self, text: str) -> list[str]:
        words, cut = list[str](), cutter(self._cache_dir)
        for han, other in _RUN.findall(text):
            if han:
                words += cut(han)
                continue
            words.append(other)
            parts = _PART.findall(other)
            if len(parts) > 1:
                words += parts
        return same_character("\n".join(words)).split("\n") if words and has_variants(text) else words


__all__ = ["ANALYZER_VERSION", "Analyzer", "Tagged", "fold", "grams", "pairs"]
