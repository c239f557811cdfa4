"""The order of the hits does not get worse, and the bench that says so measures right."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from math import log2
from pathlib import Path

import pytest

from bench import relevance, relevance_sets
from bench.relevance_baselines import Bm25, StockWhoosh, bigrams, words
from bench.relevance_ours import build
from bench.relevance_scores import MEASURES, figures
from bench.relevance_sets import Document, SetError, limited, open_set, other_script, read_judgments

# What is measured here, less 0.01. To be raised when it rises.
FLOORS = {
    "samples": {"nDCG@10": 0.935, "MRR@10": 0.950, "Recall@100": 0.976},
    "drcd": {"nDCG@10": 0.982, "MRR@10": 0.979, "Recall@100": 0.990},
    "stard": {"nDCG@10": 0.614, "MRR@10": 0.633, "Recall@100": 0.854},
}
OTHERS = {"drcd": 100, "stard": 600}  # documents beside the judged ones
ASKED = 120  # questions of a public set

DOCUMENTS = [
    ("a", "停车难", "老城区停车难，机关停车场夜间向居民开放，已新建停车楼。"),
    ("b", "养老床位", "全市养老床位一万张，长者食堂八十家，方便老年人就餐。"),
    ("c", "充电设施", "公共充电桩三千根，停车场里的充电车位不得占用。"),
    ("d", "澄江治理", "澄江水质逐年改善，入河排污口已经全部排查完毕。"),
]
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(name: str = ".dev", queries: str = "停车难", judged: str = "q\ta\t2\nq\tc\t1\n") -> Path:
        rows = [{"id": i, "title": title, "text": text} for i, title, text in DOCUMENTS]
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / "docs.jsonl").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        query = json.dumps({"id": "q", "text": queries}, ensure_ascii=False)
        (tmp_path / f"queries{name}.jsonl").write_text(query + "\n", encoding="utf-8")
        (tmp_path / f"qrels{name}.tsv").write_text(judged, encoding="utf-8")
        return tmp_path

    return made


# The floors


def test_the_order_over_the_samples_keeps_its_floor(root: Path, samples: Path, tmp_path: Path) -> None:
    ours = root / "tests/data/relevance"
    measured = measure(samples, tmp_path, ours / "queries.jsonl", ours / "qrels.tsv")
    assert_above("samples", measured)


@pytest.mark.parametrize("name", OTHERS)
def test_the_order_over_a_public_set_keeps_its_floor(name: str, shared: Path, tmp_path: Path) -> None:
    if not (shared / "data" / name).is_dir():
        pytest.skip(f"../shared/data/{name} is not here")
    assert_above(name, measure(shared / "data" / name, tmp_path, others=OTHERS[name]))


def measure(
    folder: Path, data: Path, queries: Path | None = None, qrels: Path | None = None, others: int | None = None
) -> dict[str, float]:
    tested = open_set(folder, queries, qrels)
    if others is not None:
        tested = limited(first(tested, ASKED), others, data)
    ours = build(tested, data / "archive")
    rankings = {question: ours.search(text) for question, text in tested.queries.items()}
    ours.archive.close()
    assert not ours.missing
    return figures(tested.judgments, rankings)


def first(tested: relevance_sets.TestSet, count: int) -> relevance_sets.TestSet:
    questions = list(tested.queries)[:count]
    return replace(
        tested,
        queries={each: tested.queries[each] for each in questions},
        judgments={each: tested.judgments[each] for each in questions},
    )


def assert_above(name: str, measured: dict[str, float]) -> None:
    fallen = {measure: measured[measure] for measure, floor in FLOORS[name].items() if measured[measure] < floor}
    assert not fallen, f"{name}: {fallen} fell under {FLOORS[name]}; measured {measured}"


# Our own questions


def test_every_question_is_judged_and_every_judgment_is_of_a_sample(root: Path, samples: Path) -> None:
    folder = root / "tests/data/relevance"
    tested = open_set(samples, folder / "queries.jsonl", folder / "qrels.tsv")
    lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(tested.queries) == len(lines) >= 60
    for judged in tested.judgments.values():
        assert max(judged.values()) == 2
        for document in judged:
            assert (samples / document.partition("!/")[0]).is_file(), document


# The measures


def test_measures_are_those_worked_out_by_hand() -> None:
    judged = {"q": {"a": 2, "b": 1, "z": 1, "c": 0}, "nothing found": {"a": 1}}
    measured = figures(judged, {"q": ["c", "b", "a"], "nothing found": []})
    ideal = 2 + 1 / log2(3) + 1 / log2(4)
    gained = 1 / log2(3) + 2 / log2(4)
    one = {"nDCG@10": gained / ideal, "MRR@10": 1 / 2, "P@1": 0, "P@5": 2 / 5, "Recall@100": 2 / 3}
    one["MAP"] = (1 / 2 + 2 / 3) / 3
    assert measured.keys() == MEASURES.keys()
    assert measured == {name: pytest.approx(one[name] / 2, abs=1e-4) for name in measured}


def test_the_order_given_counts_not_the_names_of_the_documents() -> None:
    for ranking, first in ((["a", "b"], 1.0), (["b", "a"], 0.0)):
        assert figures({"q": {"a": 1}}, {"q": ranking})["P@1"] == first


def test_a_measure_at_ten_does_not_look_further() -> None:
    measured = figures({"q": {"x": 1}}, {"q": [*"abcdefghij", "x"]})
    assert (measured["MRR@10"], measured["nDCG@10"], measured["Recall@100"]) == (0, 0, 1)


# The sets


def test_judgments_are_read_with_or_without_a_head_line(tmp_path: Path) -> None:
    file = tmp_path / "qrels.tsv"
    file.write_text("query-id\tcorpus-id\tscore\nq1\t文件 一\t2\nq1\tb\t0\n\nq2\tb\t1\n", encoding="utf-8")
    assert read_judgments(file) == {"q1": {"文件 一": 2, "b": 0}, "q2": {"b": 1}}
    file.write_text("q1\ta\t1\nq1 a 1\n", encoding="utf-8")
    with pytest.raises(SetError, match="line 2"):
        read_judgments(file)


def test_development_files_go_first_and_unjudged_questions_are_left_out(make: Make) -> None:
    make("", judged="q\tb\t1\n")
    folder = make(".dev", judged="q\ta\t1\nother\ta\t1\n")
    tested = open_set(folder)
    assert tested.judgments == {"q": {"a": 1}}
    assert open_set(folder, qrels=folder / "qrels.tsv").judgments == {"q": {"b": 1}}


def test_a_limited_set_keeps_what_is_judged_and_is_always_the_same(make: Make, tmp_path: Path) -> None:
    tested = open_set(make())
    first, second = (limited(tested, 1, tmp_path / name).path.read_text(encoding="utf-8") for name in ("1", "2"))
    ids = [json.loads(line)["id"] for line in first.splitlines()]
    assert first == second
    assert len(ids) == 3
    assert {"a", "c"} < set(ids)


def test_copies_that_are_one_reply_are_all_found(make: Make) -> None:
    folder = make(judged="q\ta\t1\nq\tcopy\t1\n")
    docs = folder / "docs.jsonl"
    copy = json.dumps({"id": "copy", "title": "停车难", "text": DOCUMENTS[0][2]}, ensure_ascii=False)
    docs.write_text(docs.read_text(encoding="utf-8") + copy + "\n", encoding="utf-8")
    ours = build(open_set(folder), folder / "data")
    assert ours.search("停车难")[:2] == ["a", "copy"]
    assert not ours.missing
    ours.archive.close()


def test_questions_go_over_to_the_other_script() -> None:
    assert other_script({"q": "養老機構的護理員數量"}) == {"q": "养老机构的护理员数量"}
    assert other_script({"q": "养老机构的护理员数量"}) == {"q": "養老機構的護理員數量"}


# The baselines


@pytest.mark.parametrize("terms", [words, bigrams])
def test_bm25_finds_the_document_with_the_rarer_words_first(terms: Callable[[str], list[str]]) -> None:
    documents = [Document(*row) for row in DOCUMENTS]
    assert Bm25(documents, terms).search("停车难问题")[0] == "a"
    assert Bm25(documents, terms).search("充电车位和停车场") == ["c", "a"]
    assert Bm25(documents, terms).search("森林防火") == []


def test_stock_whoosh_reads_no_syntax_in_a_question(tmp_path: Path) -> None:
    baseline = StockWhoosh([Document(*row) for row in DOCUMENTS], tmp_path / "whoosh")
    assert baseline.search("停车难：NOT（怎么办）?*")[0] == "a"


# The program


def test_prints_one_json_object_of_ours_and_the_baselines(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    relevance.main([str(make()), "--json"])
    (line,) = capsys.readouterr().out.splitlines()
    measured = json.loads(line)
    assert measured.keys() == {"ours", "baselines"}
    assert measured["baselines"].keys() == {"jieba BM25", "bigram BM25", "stock Whoosh"}
    for figures_of_one in (measured["ours"], *measured["baselines"].values()):
        assert figures_of_one.keys() == MEASURES.keys()
        assert figures_of_one["P@1"] == 1


def test_a_kept_folder_is_used_again_and_failures_are_shown(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(judged="q\tb\t1\n")
    for _ in range(2):
        relevance.main([str(folder), "--data", str(folder / "kept"), "--ours", "--cross-script", "--json"])
        measured = json.loads(capsys.readouterr().out)
        assert measured.keys() == {"ours", "baselines", "cross_script"}
        assert measured["ours"]["MRR@10"] == 0
    assert len(list((folder / "kept").iterdir())) == 1
    relevance.main([str(folder), "--data", str(folder / "kept"), "--failures", "1"])
    assert capsys.readouterr().out.startswith("0.000  q  停车难\n       wanted at —: b (1)\n       1. a\n")


def test_what_cannot_be_measured_is_said_in_a_line(tmp_path: Path, make: Make) -> None:
    (tmp_path / "empty").mkdir()
    for wrong in (["empty"], ["nowhere"], [".", "--qrels", "none"]):
        arguments = [each if each.startswith("-") else str(make() / each) for each in wrong]
        with pytest.raises(SystemExit) as ended:
            relevance.main(arguments)
        assert str(ended.value.code).startswith("relevance: ")
