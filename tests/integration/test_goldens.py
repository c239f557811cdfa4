"""What must come out of real documents: the seeds beside the project, and the shipped samples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import dafu

from indexer import pipeline
from indexer.fields.numbers import session_of
from indexer.folding import plain
from indexer.layout import DataDir
from indexer.reply import Reply
from indexer.store import Store
from search.archive import Archive
from search.export import to_data

BODY = {"body_must_contain": "must", "body_must_not_contain": "must_not"}


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """A data folder with the five seeds indexed."""
    data = DataDir(tmp_path_factory.mktemp("seeds") / "data")
    report = pipeline.run([shared / "seeds"], data, workers=0)
    assert (report.new, report.skipped) == (5, [])
    return data


@pytest.fixture(scope="module")
def archive(seeds: DataDir) -> Iterator[Archive]:
    opened = Archive(seeds)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def queries(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "golden" / "seeds.queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def numbers(uris: list[str]) -> list[str]:
    """The first three digits of file names, by which the goldens name documents."""
    return sorted(Path(uri).name[:3] for uri in uris)


def test_every_golden_query_returns_exactly_its_documents(archive: Archive, queries: list[dict[str, Any]]) -> None:
    assert len(queries) == 99
    wrong = {}
    for golden in queries:
        page = archive.search(golden["query"])
        found = numbers([hit.uri for hit in page.hits])
        if found != golden["match"] or page.total != len(found):
            wrong[golden["query"]] = (found, golden["match"])
    assert not wrong


@pytest.mark.parametrize("every", [11])
def test_the_command_line_answers_the_same(seeds: DataDir, queries: list[dict[str, Any]], every: int) -> None:
    for golden in queries[::every]:
        done = dafu("search", "--json", "--", golden["query"], data=seeds)
        assert done.returncode == (0 if golden["match"] else 1), golden["query"]
        assert numbers([hit["uri"] for hit in json.loads(done.stdout)["hits"]]) == golden["match"], golden["query"]


def test_a_query_that_begins_with_a_minus_needs_no_dashes(seeds: DataDir, queries: list[dict[str, Any]]) -> None:
    for golden in (q for q in queries if q["query"].startswith("-")):
        done = dafu("search", "--json", golden["query"], data=seeds)
        assert numbers([hit["uri"] for hit in json.loads(done.stdout)["hits"]]) == golden["match"]


# Metadata

NORMAL = {"title", "proposal_title", "asks", "session"}


def normal(name: str, value: Any) -> Any:
    """A value as it is compared: titles without blanks, sessions by their numbers."""
    if isinstance(value, list):
        return [normal(name, item) for item in value]
    if name == "session" and value:
        return session_of(plain(value))
    return "".join(value.split()) if isinstance(value, str) else value


def differences(reply: Reply, golden: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields in which a reply is not as the golden says: (found, should be)."""
    found = json.loads(json.dumps(to_data(reply)))
    wrong = {}
    for name, expected in golden.items():
        if name in (*BODY, *BODY.values(), "note"):
            continue
        if normal(name, found[name]) != normal(name, expected):
            wrong[name] = (found[name], expected)
    for name in ("body_must_contain", "must"):
        wrong |= {f"{name}: {s}": ("not there", s) for s in golden.get(name, ()) if s not in reply.text}
    for name in ("body_must_not_contain", "must_not"):
        wrong |= {f"{name}: {s}": ("there", s) for s in golden.get(name, ()) if s in reply.text}
    return wrong


def by_address(data: DataDir) -> dict[str, Reply]:
    """Every document's reply by the document's uri."""
    store = Store(data.store)
    found = {uri: reply for reply in store.replies(store.ids()) for uri in store.addresses(reply.id)}
    store.close()
    return found


def test_every_field_of_every_seed_is_as_stated(shared: Path, seeds: DataDir) -> None:
    goldens = json.loads((shared / "golden" / "seeds.metadata.json").read_text(encoding="utf-8"))
    replies = {Path(uri).name: reply for uri, reply in by_address(seeds).items()}
    assert replies.keys() == goldens.keys()
    wrong = {name: diff for name, golden in goldens.items() if (diff := differences(replies[name], golden))}
    assert not wrong


def test_show_json_gives_the_same_fields(shared: Path, seeds: DataDir) -> None:
    goldens = json.loads((shared / "golden" / "seeds.metadata.json").read_text(encoding="utf-8"))
    name, golden = next((name, golden) for name, golden in goldens.items() if golden.get("asks"))
    reply = next(reply for uri, reply in by_address(seeds).items() if Path(uri).name == name)
    shown = json.loads(dafu("show", "--json", reply.id, data=seeds).stdout)
    assert {k: normal(k, shown[k]) for k in golden if k not in BODY} == {
        k: normal(k, v) for k, v in golden.items() if k not in BODY
    }


# Strings that each field must recognise, set into an invented letter


def letter(
    head: str = "", salutation: str = "尊敬的林晓岚代表：", request: str = "", body: str = "", tail: str = ""
) -> str:
    opening = f"您提出的{request or '《关于加强课后服务的建议》'}收悉，现答复如下："
    lines = [head, salutation, opening, body, "全市现有义务教育学校186所。", "2023年7月18日", tail]
    return "\n".join(line for line in lines if line)


PLACES: dict[str, tuple[str, Callable[[str], str]]] = {
    "doc_no": ("doc_number", lambda s: letter(head=s)),
    "session": ("session", lambda s: letter(request=f"的{s}《关于加强课后服务的建议》")),
    "prop_no": ("proposal_number", lambda s: letter(request=f"{s}《关于加强课后服务》")),
    "prop_no_paren": ("proposal_number", lambda s: letter(head=f"关于加强课后服务{s}")),
    "signer": ("signer", lambda s: letter(head=s)),
    "addressee": ("addressee", lambda s: letter(salutation=s)),
    "quoted_title": ("proposal_title", lambda s: letter(request=s)),
    "result_class": ("result_class", lambda s: letter(head=s)),
    "disclosure": ("disclosure", lambda s: letter(head=s)),
    "contact": ("contact_phone", lambda s: letter(tail=s)),
    "date_num": ("signed_date", lambda s: letter(tail=s)),
    "date_cn": ("signed_date", lambda s: letter(tail=s)),
    "pub_date": ("published_date", lambda s: letter(head=s)),
    "co_dept": ("co_agencies", lambda s: letter(request=f"《关于加强课后服务的建议》收悉，{s}，")),
    "ask_echo": ("asks", lambda s: letter(body=f"（一）{s}。")),
}


@pytest.mark.parametrize("kind", PLACES)
def test_strings_of_real_pages_are_recognised_by_their_field(shared: Path, kind: str) -> None:
    strings = json.loads((shared / "golden" / "field_strings.json").read_text(encoding="utf-8"))[kind]
    field, place = PLACES[kind]
    wrong = []
    for string in strings:
        reply = builders.parsed(place(string))
        digits = "".join(filter(str.isdigit, string))
        value = "".join(reply.all(field))
        known = bool(value) and (kind != "prop_no" or value in digits) and (kind != "doc_no" or value[:3] in string)
        if not reply.is_reply or not known:
            wrong.append((string, value))
    assert not wrong


# Samples


def sample_uri(samples: Path, name: str) -> str:
    return (samples / name).as_posix()


def test_every_field_of_every_sample_is_true(
    samples: Path, truth: dict[str, dict[str, Any]], sample_data: DataDir
) -> None:
    replies = by_address(sample_data)
    assert {sample_uri(samples, name) for name in truth} == replies.keys()
    wrong = {}
    for name, golden in truth.items():
        reply, expected = replies[sample_uri(samples, name)], dict(golden)
        if reply.uri != sample_uri(samples, name):
            expected.pop("published_date")  # a duplicate is kept once, as the page that was read first shows it
        if diff := differences(reply, expected):
            wrong[name] = diff
    assert not wrong


def test_what_must_be_read_can_be_searched(
    samples: Path, truth: dict[str, dict[str, Any]], sample_archive: Archive
) -> None:
    for name, golden in truth.items():
        for string in golden["must"]:
            hits = sample_archive.search(f'"{string.translate({34: None})}"').hits
            addresses = {uri for hit in hits for uri in sample_archive.addresses(hit.id)}
            assert sample_uri(samples, name) in addresses, (name, string)


def test_the_samples_are_what_was_promised(truth: dict[str, dict[str, Any]]) -> None:
    """At least 40 replies of 2018–2025, both kinds, all classes, three that are no replies, a renamed agency."""
    replies = [golden for golden in truth.values() if golden["is_reply"]]
    assert len(replies) >= 40
    assert {golden["year"] for golden in replies} == set(range(2018, 2026))
    assert {golden["kind"] for golden in replies} >= {"建议", "提案"}
    assert {golden["result_class"] for golden in replies} >= {"A", "B", "C", None}
    assert sum(not golden["is_reply"] for golden in truth.values()) == 3
    assert {golden["agency"] for golden in replies} >= {"青屿市大数据发展管理局", "青屿市数据局"}
    assert {golden["addressee_role"] for golden in replies} >= {"代表", "委员", "党派"}
