"""The store: the truth of an archive; changes are whole or not at all."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import builders
import pytest

from indexer.errors import StoreError
from indexer.findings import Finding
from indexer.reply import record_of
from indexer.store import Document, Store


@pytest.fixture
def store(tmp_path: Path):
    opened = Store(tmp_path / "replies.db", create=True)
    yield opened
    opened.close()


def put(store: Store, reply_id: str, text: str = "青屿市教育局") -> None:
    store.put_reply(record_of(builders.reply(reply_id, text), key=f"key of {text}"))
    store.put_document(document(f"/青屿/{reply_id}.html", reply_id))


def document(uri: str, reply_id: str, **more: object) -> Document:
    return Document(uri, "/青屿", "digest", reply_id, **more)  # type: ignore[arg-type]


def test_what_is_put_comes_back(store: Store) -> None:
    reply = builders.reply(
        "a1",
        "青屿市\n一、基本情况\n全覆盖。",
        headings=["一、基本情况"],
        agency="青屿市教育局",
        co_agencies=("甲局", "乙局"),
    )
    with store.transaction():
        store.put_reply(record_of(reply, "key"))
    assert store.get("a1") == reply
    assert store.get("none") is None


def test_a_record_under_another_id_differs_in_nothing_else(store: Store) -> None:
    reply = builders.reply("a1", "青屿市教育局", agency="青屿市教育局")
    with store.transaction():
        store.put_reply(record_of(reply, "key").under("a2"))
    assert store.get("a2") == replace(reply, id="a2")
    assert store.find_same("key") == ["a2"]


def test_an_exception_undoes_everything(store: Store) -> None:
    with store.transaction():
        put(store, "a1")

    def fail() -> None:
        with store.transaction():
            put(store, "a2", "青屿市财政局")
            store.remove_reply("a1")
            store.remove_document("/青屿/a1.html")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.ids() == ["a1"]
    assert store.pending() == ["a1"]
    assert store.document_uris() == ["/青屿/a1.html"]


def test_an_interrupt_undoes_everything_too(store: Store) -> None:
    def interrupted() -> None:
        with store.transaction():
            put(store, "a1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.ids() == []


def test_every_change_leaves_a_mark_for_the_index(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        put(store, "a2", "青屿市财政局")
    with store.transaction():
        store.clear_pending(["a1", "a2"])
    assert store.pending() == []
    with store.transaction():
        put(store, "a1", "青屿市教育局改")
        store.remove_reply("a2")
    assert store.pending() == ["a1", "a2"]


def test_documents_lead_to_their_reply_and_back(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        store.put_document(document("/青屿/另存.html", "a1"))
    assert store.addresses("a1") == ["/青屿/a1.html", "/青屿/另存.html"]
    found = store.document("/青屿/另存.html")
    assert found is not None
    assert found.reply_id == "a1"
    assert store.counts() == (1, 2)


def test_the_same_text_is_found_by_its_key(store: Store) -> None:
    with store.transaction():
        put(store, "a1", "青屿市")
    assert store.find_same("key of 青屿市") == ["a1"]
    assert store.find_same("key of 别处") == []


def test_ids_are_found_by_their_beginning(store: Store) -> None:
    with store.transaction():
        put(store, "abc1")
        put(store, "abc2", "青屿市财政局")
    assert store.find_id("abc") == ["abc1", "abc2"]
    assert store.find_id("abc2") == ["abc2"]
    assert store.find_id("b") == []


def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "replies.db", create=True)
    with store.transaction():
        put(store, "a1")
    store.close()
    again = Store(tmp_path / "replies.db")
    assert again.ids() == ["a1"]
    again.close()


def test_without_a_store_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="dafu index"):
        Store(tmp_path / "nothing" / "replies.db")
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_is_no_store_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "replies.db").write_bytes("这不是数据库".encode() * 100)
    with pytest.raises(StoreError, match="打不开"):
        Store(tmp_path / "replies.db")


def test_a_store_of_another_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    Store(tmp_path / "replies.db", create=True).close()
    with sqlite3.connect(tmp_path / "replies.db") as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreError, match="版本"):
        Store(tmp_path / "replies.db")
    with sqlite3.connect(tmp_path / "replies.db") as db:
        assert db.execute("PRAGMA user_version").fetchone() == (99,)
    db.close()


def test_two_writers_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **more: connect(*args, **{**more, "timeout": 0.1}))
    one, other = Store(tmp_path / "replies.db", create=True), Store(tmp_path / "replies.db", create=True)
    with one.transaction(), pytest.raises(StoreError, match="另一个程序"), other.transaction():
        pass
    with other.transaction():
        put(other, "a1")
    assert one.ids() == ["a1"]
    one.close()
    other.close()


# Copies, families, addresses


def test_a_copy_is_not_in_the_index_and_lends_its_addresses(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        put(store, "a2", "青屿市财政局")
        store.groups.put("a2", "a1", "", "[]", False)
    assert store.ids() == ["a1"]
    assert (store.is_indexed("a1"), store.is_indexed("a2")) == (True, False)
    assert store.stands_for("a2") == store.stands_for("a1") == "a1"
    assert store.addresses("a1") == ["/青屿/a1.html", "/青屿/a2.html"]
    assert store.holders("a1") == ["/青屿/a1.html"]
    assert store.counts() == (1, 2)
    assert store.groups.counts() == (1, 0)


def test_grouping_shows_on_the_reply_and_marks_it(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        put(store, "a2", "青屿市财政局")
        store.clear_pending(["a1", "a2"])
        store.groups.put("a1", None, "a1", '["另一份写的是3260万元。"]', True)
    reply = store.get("a1")
    assert reply is not None
    assert (reply.family, reply.elsewhere, reply.other_figures) == ("a1", ("另一份写的是3260万元。",), True)
    assert store.pending() == ["a1"]
    assert store.groups.family("a1") == ["a1"]


def test_writing_a_reply_anew_takes_it_out_of_its_group(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        store.groups.put("a1", "b", "f", '["别处"]', True)
        put(store, "a1")
    reply = store.get("a1")
    assert reply is not None
    assert (reply.family, reply.elsewhere, store.is_indexed("a1")) == ("", (), True)


def test_a_document_is_found_by_its_web_address(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        store.put_document(document("/青屿/附件.pdf", "a1", url="qingyu.example/a.pdf", page="{}"))
    found = store.document_at("qingyu.example/a.pdf")
    assert found is not None
    assert (found.uri, found.page) == ("/青屿/附件.pdf", "{}")
    assert store.document_at("") is None


def test_how_a_document_was_decoded_is_kept_with_its_reply(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        store.put_document(document("/青屿/另存.html", "a1", charset="gb18030 scored"))
    assert store.charsets("a1") == {"/青屿/另存.html": "gb18030 scored"}


# What is to be known of documents


def test_the_ledger_counts_by_source_and_names_the_documents(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        store.put_document(document("/青屿/另存.html", "a1"))
        store.ledger.put("/青屿/a1.html", "/青屿", [Finding("no_date"), Finding("damaged", "有 3 个字无法还原")])
        store.ledger.put_skipped("/青屿/坏.zip", "/青屿", "打不开")
        store.ledger.put_ignored("/青屿", {".css": 4})
    (source,) = store.ledger.sources()
    assert (source.source, source.documents) == ("/青屿", 2)
    assert source.findings == {"no_date": 1, "damaged": 1, "skipped": 1, "duplicate": 1}
    assert source.ignored == {".css": 4}
    (damaged,) = store.ledger.entries("damaged")
    assert (damaged.uri, damaged.detail, damaged.reply_id) == ("/青屿/a1.html", "有 3 个字无法还原", "a1")
    (skipped,) = store.ledger.entries("skipped", "/青屿")
    assert (skipped.detail, skipped.reply_id) == ("打不开", "")
    (duplicate,) = store.ledger.entries("duplicate")
    assert (duplicate.uri, duplicate.detail) == ("/青屿/另存.html", "/青屿/a1.html")
    assert len(store.ledger.entries()) == 4
    assert [entry.kind for entry in store.ledger.entries(offset=1, limit=2)] == ["no_date", "duplicate"]
    assert store.ledger.entries("no_date", "/别处") == []


def test_findings_follow_the_document_and_the_run(store: Store) -> None:
    with store.transaction():
        put(store, "a1")
        store.ledger.put("/青屿/a1.html", "/青屿", [Finding("no_date")])
        store.ledger.put("/青屿/a1.html", "/青屿", [Finding("no_agency")])
        store.ledger.put_skipped("/青屿/坏.zip", "/青屿", "打不开")
    assert [entry.kind for entry in store.ledger.entries()] == ["no_agency", "skipped"]
    with store.transaction():
        store.ledger.begin("/青屿")
        store.remove_document("/青屿/a1.html")
    assert store.ledger.entries() == []


def test_what_was_compared_is_remembered_until_a_text_changes(store: Store) -> None:
    with store.transaction():
        for reply_id in ("a1", "a2", "a3"):
            put(store, reply_id)
        store.groups.remember({("a1", "a2"): 0.9, ("a1", "a3"): 0.1, ("a2", "a3"): 0.5})
    assert store.groups.compared() == {("a1", "a2"): 0.9, ("a1", "a3"): 0.1, ("a2", "a3"): 0.5}
    with store.transaction():
        put(store, "a2")
    assert store.groups.compared() == {("a1", "a3"): 0.1}
    with store.transaction():
        store.remove_reply("a3")
    assert store.groups.compared() == {}


# Versions


def test_a_store_of_version_1_is_refused_for_reading_and_upgraded_by_a_run(tmp_path: Path) -> None:
    path = tmp_path / "replies.db"
    with sqlite3.connect(path) as db:
        db.executescript(VERSION_1)
        db.execute("INSERT INTO documents (uri, source, digest, reply_id, charset) VALUES ('/u', '/', 'd', 'a1', '')")
    db.close()
    with pytest.raises(StoreError, match="dafu index"):
        Store(path)
    store = Store(path, create=True)
    assert store.document_uris() == ["/u"]
    with store.transaction():
        put(store, "a2")
    assert store.ids() == ["a2"]
    assert store.ledger.entries() == []
    store.close()


VERSION_1 = """
CREATE TABLE replies (id TEXT PRIMARY KEY, key TEXT NOT NULL, uri TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX replies_key ON replies (key);
CREATE TABLE documents (
    uri TEXT PRIMARY KEY, source TEXT NOT NULL, digest TEXT NOT NULL, reply_id TEXT NOT NULL,
    charset TEXT NOT NULL, loaded_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX documents_reply ON documents (reply_id);
CREATE TABLE pending (reply_id TEXT PRIMARY KEY);
PRAGMA user_version = 1;
"""


def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite writes beside its file even to read it. Stood in for, as an administrator may write anywhere."""
    Store(tmp_path / "replies.db", create=True).close()

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(Store, "_prepare", refuse)
    with pytest.raises(StoreError, match="不能写入，查也要能写"):
        Store(tmp_path / "replies.db")
