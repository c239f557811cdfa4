"""What one gets without us: BM25 over jieba's words, BM25 over character bigrams, and stock Whoosh.

All over title and text in one field, any script as it is. The first two are plain BM25 (k1 1.2, b 0.75, the
logarithm of 1 + (N − n + ½) / (n + ½), a word asked twice counts twice, no stop words); the third is what Whoosh's and
jieba's manuals say: ChineseAnalyzer, OrGroup, BM25F as it comes.
"""

from __future__ import annotations

import re
import warnings
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .naive import ChineseAnalyzer, fields, index, jieba
from .relevance_sets import Document

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in bench/naive.py
    from whoosh import qparser

_K1, _B = 1.2, 0.75
_RUNS = re.compile(r"[^\W_]+")  # letters, figures and 汉字: what stands between is no word


class Baseline(Protocol):
    """Answers questions from the documents it was made of."""

    def search(self, text: str, limit: int = 100) -> list[str]:
        """The ids of the documents that fit, best first."""


def words(text: str) -> Iterator[str]:
    """jieba's words, in lower case."""
    return (word for word in jieba.cut(text.lower()) if _RUNS.search(word))


def bigrams(text: str) -> Iterator[str]:
    """Pairs of neighbours within runs of letters and figures; a run of one character is itself."""
    for run in _RUNS.findall(text.lower()):
        yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))


class Bm25:
    """BM25 over the terms that `terms` makes of a text."""

    def __init__(self, documents: Sequence[Document], terms: Callable[[str], Iterable[str]]) -> None:
        self._ids, self._terms = [document.id for document in documents], terms
        postings: dict[str, tuple[array[int], array[int]]] = {}
        lengths = []
        for number, document in enumerate(documents):
            counts = Counter(terms(f"{document.title}\n{document.text}"))
            lengths.append(counts.total())
            for term, count in counts.items():
                numbers, times = postings.setdefault(term, (array("i"), array("i")))
                numbers.append(number)
                times.append(count)
        self._postings = postings
        self._norms = _K1 * (1 - _B + _B * np.array(lengths) / max(1.0, float(np.mean(lengths))))

    def search(self, text: str, limit: int = 100) -> list[str]:
        """The documents with any of the terms; of equal ones the first."""
        scores = np.zeros(len(self._ids))
        for term, asked in Counter(self._terms(text)).items():
            if term in self._postings:
                numbers, times = (np.frombuffer(part, np.intc) for part in self._postings[term])
                scores[numbers] += (
                    asked * self._weight(len(numbers)) * times * (_K1 + 1) / (times + self._norms[numbers])
                )
        return [self._ids[number] for number in best(scores, limit)]

    def _weight(self, holders: int) -> float:
        return float(np.log(1 + (len(self._ids) - holders + 0.5) / (holders + 0.5)))


def best(scores: NDArray[np.float64], limit: int) -> list[int]:
    """The places of the highest scores above 0."""
    order = np.argsort(-scores, kind="stable")[:limit]
    return [int(number) for number in order if scores[number] > 0]


class StockWhoosh:
    """Whoosh with jieba's analyzer."""

    def __init__(self, documents: Iterable[Document], folder: Path) -> None:
        if not index.exists_in(str(folder)):
            _write(documents, folder)
        opened = index.open_dir(str(folder))
        # No syntax: a question's ? and : would be a wildcard and a field.
        self._parser = qparser.QueryParser(
            "content", opened.schema, plugins=[qparser.WhitespacePlugin()], group=qparser.OrGroup
        )
        self._searcher = opened.searcher()

    def search(self, text: str, limit: int = 100) -> list[str]:
        """The hits in the order Whoosh gives them."""
        return [hit["id"] for hit in self._searcher.search(self._parser.parse(text), limit=limit)]


def _write(documents: Iterable[Document], folder: Path) -> None:
    schema = fields.Schema(id=fields.ID(stored=True), content=fields.TEXT(analyzer=ChineseAnalyzer()))
    folder.mkdir(parents=True, exist_ok=True)
    writer = index.create_in(str(folder), schema).writer()
    for document in documents:
        writer.add_document(id=document.id, content=f"{document.title}\n{document.text}")
    writer.commit()


def baselines(documents: Sequence[Document], folder: Path) -> Mapping[str, Callable[[], Baseline]]:
    """The three of them by name, each made when called; `folder` keeps the index of stock Whoosh."""
    return {
        "jieba BM25": lambda: Bm25(documents, words),
        "bigram BM25": lambda: Bm25(documents, bigrams),
        "stock Whoosh": lambda: StockWhoosh(documents, folder / "whoosh"),
    }
