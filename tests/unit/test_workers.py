"""Worker processes: results in order, and a document that kills, hangs or eats memory is lost alone."""

from __future__ import annotations

import multiprocessing
import os
import sys

import pytest
import worker_jobs

from indexer import workers
from indexer.document import RawDocument, Skipped
from indexer.workers import Workers


def raw(body: str) -> RawDocument:
    return RawDocument(f"/青屿/{body}.html", body.encode())


def outcomes(*bodies: str, count: int = 2) -> list[object]:
    with Workers(worker_jobs.shout, count) as pool:
        return list(pool.outcomes(map(raw, bodies)))


def test_results_come_in_the_order_of_the_documents() -> None:
    bodies = ["slow", *(f"d{n}" for n in range(30)), "slow", "e"]
    assert outcomes(*bodies) == [body.upper() for body in bodies]


def test_without_workers_the_same_is_done_here() -> None:
    assert outcomes("a", "b", count=0) == ["A", "B"]


def test_other_items_pass_in_their_place() -> None:
    skipped = Skipped("/青屿/坏.zip", "打不开")
    with Workers(worker_jobs.shout, 2) as pool:
        assert list(pool.outcomes([raw("slow"), skipped, raw("b")])) == ["SLOW", skipped, "B"]


def test_the_work_is_done_elsewhere_and_by_several() -> None:
    with Workers(worker_jobs.process, 2) as pool:
        found = set(pool.outcomes(raw(f"d{n}") for n in range(200)))
    assert os.getpid() not in found
    assert len(found) == 2


def test_a_document_that_kills_its_worker_is_lost_alone_and_named() -> None:
    before, killed, after = outcomes("a", "die", "b", count=1)
    assert (before, after) == ("A", "B")
    assert isinstance(killed, Skipped)
    assert killed.uri == "/青屿/die.html"
    assert "意外退出" in killed.reason


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MAX_SECONDS", 1)
    hung, after = outcomes("hang", "b", count=1)
    assert isinstance(hung, Skipped)
    assert "1 秒" in hung.reason
    assert after == "B"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the system call of POSIX")
def test_a_document_that_eats_memory_is_given_up_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    eaten, after = outcomes("eat", "b", count=1)
    assert isinstance(eaten, Skipped)
    assert after == "B"
    assert capfd.readouterr().err == ""


def test_no_process_is_left_behind() -> None:
    with Workers(worker_jobs.shout, 2) as pool:
        assert next(pool.outcomes(raw("slow") for _ in range(100))) == "SLOW"
        assert multiprocessing.active_children()
    assert multiprocessing.active_children() == []
