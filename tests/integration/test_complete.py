"""`/api/complete`: completions over WSGI, quick, of the archive as it is now, and never in the way."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import builders
import pytest
from flask import render_template
from flask.testing import FlaskClient

from indexer import pipeline
from indexer.layout import DataDir
from indexer.schema import WHOOSH_NAME
from search.archive import Archive
from search.searchers.whoosh import open_searcher
from search.suggesting import keeping
from search.suggesting.keeping import Suggestions
from web.app import create_app
from web.links import Link
from web.params import Asked
from web.search_view import result_view


@pytest.fixture(scope="module")
def client(sample_data: DataDir) -> FlaskClient:
    return create_app(sample_data).test_client()


def ask(client: FlaskClient, query: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/complete", query_string={"q": query, **more})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.get_json()
    return found


def test_a_completion_is_text_kind_count_and_the_whole_query(client: FlaskClient) -> None:
    first = ask(client, "基站 单位:数据局")[0]
    assert first == {"text": "单位:青屿市数据局", "kind": "承办单位", "count": 4, "query": "基站 单位:青屿市数据局"}


@pytest.mark.parametrize("typed", ["养老", "yanglao", "ylfw"])
def test_words_are_completed_by_characters_and_by_pinyin(client: FlaskClient, typed: str) -> None:
    assert "养老服务" in [one["text"] for one in ask(client, typed)]


def test_what_was_completed_is_found(client: FlaskClient) -> None:
    for one in ask(client, "标题:", limit=20) + ask(client, "公", limit=20):
        found = client.get("/api/search", query_string={"q": one["query"], "limit": 1}).get_json()
        assert found["total"] >= 1, one


def test_there_are_eight_and_at_most_twenty(client: FlaskClient) -> None:
    assert len(ask(client, "年:20")) == 8
    assert len(ask(client, "文号:", limit=3)) == 3
    assert len(ask(client, "文号:", limit=100)) == 20
    assert ask(client, "文号:", limit=-1) == []


@pytest.mark.parametrize(
    "query", ["", " ", "\0", "（（（", "“", "-", "年:", "a" * 600, "养" * 5000, "😀", "%", "公开:x"]
)
def test_nothing_that_is_typed_breaks_it(client: FlaskClient, query: str) -> None:
    found = ask(client, query)
    assert all(set(one) == {"text", "kind", "count", "query"} for one in found)


def test_no_archive_is_an_error_with_a_line(tmp_path: Path) -> None:
    answer = create_app(DataDir(tmp_path)).test_client().get("/api/complete?q=养")
    assert answer.status_code == 503
    assert "dafu index" in answer.get_json()["error"]


def test_what_is_indexed_later_is_completed(tmp_path: Path) -> None:
    data = builders.indexed(tmp_path / "data", {"a.txt": "关于加强海洋牧场建设的建议的答复\n海洋牧场已经建成。\n"})
    client = create_app(data).test_client()
    assert [one["text"] for one in ask(client, "海洋")] != []
    assert ask(client, "智慧灯") == []
    crawl = builders.write_files(
        tmp_path / "crawl", {"b.txt": "关于推广智慧灯杆应用的建议的答复\n智慧灯杆已经推广。\n"}
    )
    pipeline.run([crawl], data, workers=0)
    assert ask(client, "智慧灯") != []


def test_a_vocabulary_is_read_once_and_nobody_waits_for_it(
    sample_data: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, times = Event(), Event(), []

    def slow(*args: Any) -> Any:
        times.append(1)
        begun.set()
        assert go_on.wait(20)
        return gather(*args)

    gather = keeping.gather
    monkeypatch.setattr(keeping, "gather", slow)
    sample_data.vocabulary.unlink(missing_ok=True)
    suggestions = Suggestions(sample_data, WHOOSH_NAME, open_searcher)
    building = Thread(target=suggestions.vocabulary)
    building.start()
    assert begun.wait(20)
    assert suggestions.at_hand() is None
    go_on.set()
    building.join()
    suggestions.close()
    assert suggestions.at_hand() is suggestions.vocabulary()
    assert times == [1]


def test_a_page_of_nothing_links_what_may_have_been_meant(sample_data: DataDir, sample_archive: Archive) -> None:
    asked = Asked("“养劳” “量子计算机”")  # what is quoted is never loosened
    with create_app(sample_data).test_request_context("/"):
        view = result_view(asked, sample_archive.search(asked.query))
        shown = {field.name: getattr(view, field.name) for field in fields(view)}
        shown["suggestions"] = (Link("养老 <机>", "/?q=养老"),)
        words = (Link("养老", "/?q=养老", count=6), Link("量子", "/?q=量子"))
        shown["nothing"] = replace(shown["nothing"], words=words)
        page = " ".join(render_template("search.html", view=SimpleNamespace(**shown)).split())
    assert '您要查的是不是： <a href="/?q=养老">养老 &lt;机&gt;</a>' in page
    assert '<a href="/?q=养老">养老</a></th><td>6 篇</td>' in page
    assert "量子</th><td>一篇也没有</td>" in page


def test_the_offices_own_words_come_first_once_the_index_has_them(tmp_path: Path) -> None:
    data = builders.indexed(tmp_path, {"a.txt": "关于海洋牧场的建议的答复\n蓝海通办平台已上线，蓝海通办窗口已开放。\n"})
    client = create_app(data).test_client()
    data.lexicon.write_text("蓝海通办 政策\n没有的词 其他\n", encoding="utf-8")
    assert "词典" not in [one["kind"] for one in ask(client, "蓝海")]
    pipeline.run([], data, workers=0, rebuild=True)
    assert ask(client, "蓝海")[0] == {"text": "蓝海通办", "kind": "词典", "count": 1, "query": "蓝海通办"}
    assert ask(client, "没有的") == []
    data.lexicon.write_bytes(b"\xff\xff\xff")
    assert ask(client, "海洋") != []
