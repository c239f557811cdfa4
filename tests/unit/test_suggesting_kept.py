"""A vocabulary in a file: the same as the gathered one, and never another's."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import pipeline
from indexer.layout import DataDir
from indexer.schema import BY_NAME, UNKNOWN, WHOOSH_NAME
from indexer.store import Store
from search.searchers.whoosh import WhooshSearcher, open_searcher
from search.suggesting import keeping
from search.suggesting.completion import complete
from search.suggesting.keeping import Suggestions
from search.suggesting.kept import Sorted, load, save
from search.suggesting.slips import meant
from search.suggesting.vocabulary import Entry, Kind, Vocabulary, gather

TYPED = ("养劳", "基占", "青屿市交育局", "充电庄", "加装电体", "yanglao", "ylfw", "电站充", "林小岚")


@pytest.fixture
def vocabulary(sample_data: DataDir, sample_searcher: WhooshSearcher) -> Vocabulary:
    with closing(Store(sample_data.store)) as store:
        return gather(sample_searcher, store.headlines())


def test_what_is_read_proposes_what_was_gathered(tmp_path: Path, vocabulary: Vocabulary) -> None:
    save(tmp_path / "cache" / "kept", "索引 1", vocabulary)
    found = load(tmp_path / "cache" / "kept", "索引 1")
    assert found is not None
    assert found.keys == vocabulary.keys
    assert list(found.terms.items()) == list(vocabulary.terms.items())
    assert dict(found.gaps) == dict(vocabulary.gaps)
    assert found.pairs == vocabulary.pairs
    assert {**found.sounds.by_sound} == {**vocabulary.sounds.by_sound}
    assert {**found.values} == {name: {**counts} for name, counts in vocabulary.values.items()}
    assert all(list(found.under(key)) == list(vocabulary.under(key)) for key in vocabulary.keys)
    for typed in TYPED:
        assert meant(typed, found) == meant(typed, vocabulary)
        assert complete(typed[:2], found) == complete(typed[:2], vocabulary)


@pytest.mark.parametrize("entries", [(), (Entry("一网通办", Kind.OWN, 3), Entry("甲\n乙\t丙", Kind.PHRASE, 1))])
def test_little_is_kept_like_much(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    save(tmp_path / "kept", "", Vocabulary({}, entries, {"year": {UNKNOWN: 1}}))
    found = load(tmp_path / "kept", "")
    assert found is not None
    assert [entry for key in found.keys for entry in found.under(key)] == sorted(entries, key=lambda one: one.text)
    assert found.values["year"] == {UNKNOWN: 1}


def test_a_file_of_something_else_or_damaged_is_none(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    assert load(file, "1") is None
    save(file, "1", Vocabulary({"养老": 3}, [Entry("林晓岚", Kind.PERSON, 2, BY_NAME["deputy"])]))
    assert load(file, "2") is None
    whole = file.read_bytes()
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert load(file, "1") is None
        file.write_bytes(whole[:at])
        assert load(file, "1") is None
    save(file, "1", Vocabulary({"养老": 3}))
    assert load(file, "1") is not None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    save(tmp_path / "file" / "kept", "1", Vocabulary({"养老": 3}))
    (tmp_path / "kept").mkdir()
    save(tmp_path / "kept", "1", Vocabulary({"养老": 3}))
    assert sorted(os.listdir(tmp_path)) == ["file", "kept"]


@given(st.dictionaries(st.text("ab 养老é", min_size=1), st.lists(st.text("ab养", min_size=1), min_size=1)), st.text())
def test_lines_are_found_where_they_lie(table: dict[str, list[str]], other: str) -> None:
    found = Sorted(Sorted.written(table))
    assert {**found} == table
    assert len(found) == len(table)
    assert found.get(other) == table.get(other)


# Who gathers, and who waits


def test_a_second_process_gathers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = builders.indexed(tmp_path, {"a.txt": "关于海洋牧场的建议的答复\n海洋牧场已经建成。\n"})
    first = Suggestions(data, WHOOSH_NAME, open_searcher)
    assert complete("海洋", first.vocabulary()) != ()
    first.close()
    monkeypatch.setattr(keeping, "gather", None)
    assert complete("海洋", Suggestions(data, WHOOSH_NAME, open_searcher).vocabulary()) != ()


def test_after_a_change_the_old_vocabulary_serves_until_the_new_one_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = builders.indexed(tmp_path / "data", {"a.txt": "关于海洋牧场的建议的答复\n海洋牧场已经建成。\n"})
    suggestions = Suggestions(data, WHOOSH_NAME, open_searcher)
    before = suggestions.vocabulary()
    crawl = builders.write_files(tmp_path / "crawl", {"b.txt": "关于智慧灯杆的建议的答复\n智慧灯杆已经推广。\n"})
    pipeline.run([crawl], data, workers=0)
    go_on, gather = Event(), keeping.gather

    def slow(*args: Any) -> Vocabulary:
        assert go_on.wait(20)
        return gather(*args)

    monkeypatch.setattr(keeping, "gather", slow)
    assert suggestions.vocabulary() is before
    assert suggestions.at_hand() is before
    go_on.set()
    suggestions.close()
    assert "智慧灯" in " ".join(one.text for one in complete("智慧", suggestions.vocabulary()))


def test_what_fails_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = builders.indexed(tmp_path, {"a.txt": "关于海洋牧场的建议的答复\n海洋牧场已经建成。\n"})
    suggestions = Suggestions(data, WHOOSH_NAME, open_searcher)
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "gather", None)
        with pytest.raises(TypeError):
            suggestions.vocabulary()
    assert complete("海洋", suggestions.vocabulary()) != ()


def test_threads_that_ask_together_share_one(tmp_path: Path) -> None:
    data = builders.indexed(tmp_path, {"a.txt": "关于海洋牧场的建议的答复\n海洋牧场已经建成。\n"})
    suggestions, found = Suggestions(data, WHOOSH_NAME, open_searcher), list[Vocabulary]()
    asking = [Thread(target=lambda: found.append(suggestions.vocabulary())) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(found) == 8
    assert len({id(one) for one in found}) == 1
