"""The store: the truth of an archive; changes are whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import builders
import pytest

from indexer.errors import StoreError
from indexer.store import Store


@pytest.fixture
def store(tmp_path: Path):
    opened = Store(tmp_path / "replies.db", create=True)
    yield opened
    opened.close()


def put(store: Store, reply_id: str, text: str = "青屿市教育局") -> None:
    store.put_reply(builders.reply(reply_id, text), key=f"key of {text}")
    store.put_document(f"/青屿/{reply_id}.html", "/青屿", "digest", reply_id, "utf-8")


def test_what_is_put_comes_back(store: Store) -> None:
    reply = builders.reply(
        "a1",
        "青屿市\n一、基本情况\n全覆盖。",
        headings=["一、基本情况"],
        agency="青屿市教育局",
        co_agencies=("甲局", "乙局"),
    )
    with store.transaction():
        store.put_reply(reply, "key")
    assert store.get("a1") == reply
    assert store.get("none") is None


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
        store.put_document("/青屿/另存.html", "/青屿", "digest", "a1", "gb18030")
    assert store.addresses("a1") == ["/青屿/a1.html", "/青屿/另存.html"]
    found = store.document("/青屿/另存.html")
    assert found is not None
    assert found.reply_id == "a1"
    assert store.counts() == (1, 2)


def test_the_same_text_is_found_by_its_key(store: Store) -> None:
    with store.transaction():
        put(store, "a1", "青屿市")
    assert store.find_same("key of 青屿市") == "a1"
    assert store.find_same("key of 别处") is None


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
