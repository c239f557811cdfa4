"""The sets made of laws hold what they say, and the relevance bench reads them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

import pytest

from bench import relevance_derived
from bench.relevance_sets import open_set, read_documents

SUBJECTS = ("养犬", "停车", "供水", "绿化")
CITIES = ("青屿市", "澄江市", "云岭省", "东湾市")


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with (gzip.open if path.suffix == ".gz" else open)(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sets of four subjects, four laws on each, and of a law with three articles."""
    laws = []
    for city, subject in product(CITIES, SUBJECTS):
        title = f"{city}{subject}管理条例"
        laws.append({"id": f"{city}{subject}", "title": title, "text": f"{title}\n" + f"{subject}须登记。" * 200})
    articles = [{"id": f"养犬法第{n}条", "title": "", "text": f"第{n}条 犬只{n}登记。" * 20} for n in "一二三"]
    data = tmp_path / "data"
    write(data / "formal_text" / "laws.jsonl.gz", laws)
    write(data / "stard" / "docs.jsonl.gz", articles)
    write(data / "stard" / "queries.dev.jsonl", [{"id": "q", "text": "狗要上牌吗"}])
    judged = "".join(f"q\t{row['id']}\t1\n" for row in articles)
    (data / "stard" / "qrels.dev.tsv").write_text(judged, encoding="utf-8")
    monkeypatch.setattr(relevance_derived, "_SUBJECTS", 3)
    monkeypatch.setattr(relevance_derived, "_OTHERS", 2)
    relevance_derived.main([str(data), str(tmp_path / "sets")])
    return tmp_path / "sets"


def test_every_set_is_one_that_the_bench_reads(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == set(relevance_derived.SETS)
    for name in relevance_derived.SETS:
        tested = open_set(made / name)
        documents = {document.id for _, document in read_documents(tested.path)}
        assert {answer for judged in tested.judgments.values() for answer in judged} <= documents, name


def test_laws_are_asked_whole_and_articles_by_the_others(made: Path) -> None:
    assert open_set(made / "laws").judgments == {"q": {"养犬法": 1}}
    articles = open_set(made / "articles")
    (answer,) = articles.judgments["q"]
    assert articles.queries["q"].startswith("狗要上牌吗第")
    assert answer.removeprefix("养犬法") not in articles.queries["q"]


def test_a_title_says_what_a_law_is_about_and_nobody_sees_it(made: Path) -> None:
    subjects, passages = open_set(made / "subjects"), open_set(made / "passages")
    assert len(subjects.queries) == 3
    for subject, judged in subjects.judgments.items():
        assert judged.keys() == {f"{city}{subject}" for city in CITIES}
        assert len(passages.judgments[subject]) == 3
        assert len(passages.queries[subject]) == 500
    documents = [document for _, document in read_documents(subjects.path)]
    assert not any(document.title or "条例" in document.text for document in documents)


def test_a_request_is_the_subject_in_its_formulas(made: Path) -> None:
    requests = open_set(made / "requests")
    assert all(subject in text and text.startswith("关于") for subject, text in requests.queries.items())
