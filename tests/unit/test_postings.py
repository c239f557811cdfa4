"""Posting lists read as arrays are what Whoosh's own matcher gives, over segments and deletions."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import builders
import numpy as np
import pytest

from indexer.analyzer import Analyzer, fold, grams
from indexer.segment.codec import Codec
from indexer.segment.postings import PostingPool
from indexer.writers.whoosh import DurableStorage, WhooshWriter, open_writer, schema
from search.searchers.postings import Postings, read
from search.searchers.snapshot import Snapshot

TERMS = ["课", "后", "课后", "税", "5", "〇", "𠮷", "罕"]
WEIGHTS = [1, 1, 1, 2, 7, 300, 0.5]


@pytest.fixture(scope="module", params=[2, 7, 1024], ids=lambda size: f"blocks of {size}")
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """An index of three segments with random weights, in which a third of the documents is deleted."""
    chance, folder = random.Random(5), tmp_path_factory.mktemp("index")
    index = DurableStorage(str(folder)).create_index(schema())
    for segment in range(3):
        writer = index.writer(codec=Codec(request.param))
        writer.pool = PostingPool()
        for number in range(40):
            terms = chance.sample(TERMS[:-1], chance.randint(0, 5)) + ["罕"] * (segment == 1 and number == 3)
            writer.pool.take(number, "text_grams", {term: float(chance.choice(WEIGHTS)) for term in terms})
            writer.add_document(id=f"{segment}-{number}", date=number)
        writer.commit(merge=False)
    writer = index.writer()
    for number in range(0, 40, 3):
        for segment in range(3):
            writer.delete_by_term("id", f"{segment}-{number}")
    writer.commit(merge=False)
    return Snapshot(folder)


def by_whoosh(snapshot: Snapshot, term: str) -> tuple[list[int], list[float]]:
    """The live postings of a term as Whoosh's public reader gives them."""
    reader, ids, weights = snapshot._reader, list[int](), list[float]()
    if ("text_grams", term.encode()) not in reader:
        return ids, weights
    matcher = reader.postings("text_grams", term.encode())
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return ids, weights


@pytest.mark.parametrize("term", [*TERMS, "没有"])
def test_what_is_kept_and_counted_is_what_was_read(snapshot: Snapshot, term: str) -> None:
    found = read(snapshot._leaves, "text_grams", term)
    for kept, told in zip(snapshot.postings("text_grams", term), found, strict=True):
        assert kept.tolist() == told.tolist()
        assert kept.dtype == told.dtype
    documents, occurrences = snapshot.statistics("text_grams", term)
    assert (documents, occurrences) == (len(found.ids), pytest.approx(float(found.weights.sum())))


@pytest.mark.parametrize("term", [*TERMS, "没有"])
def test_arrays_hold_what_whooshs_matcher_gives(snapshot: Snapshot, term: str) -> None:
    found = read(snapshot._leaves, "text_grams", term)
    live = snapshot.live[found.ids]
    ids, weights = by_whoosh(snapshot, term)
    assert found.ids[live].tolist() == ids
    assert found.weights[live].tolist() == weights


def test_all_terms_of_a_field_are_counted_as_whoosh_counts_them(snapshot: Snapshot) -> None:
    lexicon = [term.decode() for term in snapshot._reader.lexicon("text_grams")]
    assert list(snapshot.counts("text_grams")) == lexicon
    for term, count in snapshot.counts("text_grams").items():
        assert count == snapshot._reader.doc_frequency("text_grams", term.encode())
    living = {term: len(by_whoosh(snapshot, term)[0]) for term in lexicon}
    assert snapshot.living("text_grams") == {term: count for term, count in living.items() if count}
    assert snapshot.counts("没有") == snapshot.living("没有") == {}


def test_ids_ascend_and_each_comes_once(snapshot: Snapshot) -> None:
    for term in TERMS:
        ids = read(snapshot._leaves, "text_grams", term).ids
        assert (np.diff(ids) > 0).all()
        assert ids.dtype == np.int64


def test_an_unknown_term_or_field_has_no_postings(snapshot: Snapshot) -> None:
    for found in (read(snapshot._leaves, "text_grams", "没有"), read(snapshot._leaves, "没有", "课")):
        assert isinstance(found, Postings)
        assert found.ids.size == found.weights.size == 0


def test_numbers_lead_to_ids_and_dates_over_all_segments(snapshot: Snapshot) -> None:
    assert snapshot.size == 120
    assert snapshot.reply_id(0) == "0-0"
    assert snapshot.reply_id(47) == "1-7"
    assert snapshot.dates[119] == 39
    assert int(snapshot.live.sum()) == 120 - 3 * 14


def test_what_the_writer_counts_is_what_is_read(tmp_path: Path, analyzer: Analyzer) -> None:
    texts = {f"a{n}": "课后服务" * n + "青屿市" for n in range(1, 6)}
    writer: WhooshWriter = open_writer(tmp_path, analyzer)
    writer.write(builders.reply(reply_id, text, "题") for reply_id, text in texts.items())
    snapshot = Snapshot(tmp_path)
    for term in ("课", "课后", "务课", "青屿"):
        found = snapshot.postings("text_grams", term)
        counted = {snapshot.reply_id(int(i)): w for i, w in zip(found.ids, found.weights, strict=True)}
        expected = {reply_id: grams(fold(text))[term] for reply_id, text in texts.items()}
        assert counted == {reply_id: count for reply_id, count in expected.items() if count}
    snapshot.close()


def test_a_word_split_over_many_segments_is_whole(tmp_path: Path, analyzer: Analyzer) -> None:
    for number in range(5):
        open_writer(tmp_path, analyzer).write([builders.reply(f"a{number}", f"课后服务{number}")])
    snapshot = Snapshot(tmp_path)
    assert snapshot.postings("text_grams", "课后").ids.tolist() == [0, 1, 2, 3, 4]
    snapshot.close()


def test_stock_whoosh_reads_an_index_without_this_program(tmp_path: Path, analyzer: Analyzer) -> None:
    open_writer(tmp_path, analyzer).write(builders.reply(f"a{n}", "课后服务" * n) for n in range(1, 40))
    look = (
        "import sys, warnings; warnings.simplefilter('ignore'); sys.modules['indexer'] = None;"
        "from whoosh.index import open_dir;"
        "print(*open_dir(sys.argv[1]).reader().postings('text_grams', '课后'.encode()).all_ids())"
    )
    said = subprocess.run([sys.executable, "-I", "-c", look, tmp_path], capture_output=True, text=True, cwd=tmp_path)
    assert said.stdout.split() == [str(number) for number in range(39)], said.stderr
