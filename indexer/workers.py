"""Worker processes: every core cleans and parses (later, cuts), and what kills its worker is lost alone.

Documents come from strangers. Each is prepared in a process with a memory limit and a deadline; when
that process dies or is late it is killed, the document is named, and the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from .document import RawDocument, Skipped
from .limits import MAX_PROCESS_BYTES, MAX_SECONDS, MAX_SECONDS_OF_ATTACHMENT

Work = Callable[[Any], object]
_STARTING_SECONDS = 120  # importing on a slow disk
_WINDOW = 64  # results that may wait for an earlier document
_JOBS_FOR_ANOTHER = 8  # documents before a further worker pays
_MOST = 60  # processes: Windows waits for 63 handles at once
_TRIES = 3  # to find a worker that has not died while it had nothing to do


def cores() -> int:
    """How many processors this program may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Job(Protocol):
    """What work is done on: a raw document, or what else says where it comes from and of which type it is."""

    @property
    def uri(self) -> str: ...

    @property
    def media_type(self) -> str: ...


@dataclass(slots=True)
class _Slot:
    """A place in the order of results."""

    outcome: object = None
    done: bool = False

    def fill(self, outcome: object) -> None:
        self.outcome, self.done = outcome, True


class Workers:
    """At most `count` processes that work on jobs of a `kind`; with 0 this one does, without limits."""

    def __init__(self, work: Work, count: int | None = None, kind: type[Job] = RawDocument) -> None:
        self._work, self._count, self._kind = work, min(_MOST, cores() if count is None else count), kind
        self._workers: list[_Worker] = []
        self._given = 0

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.kill()

    def outcomes(self, items: Iterable[object]) -> Iterator[object]:
        """For every job what became of it, or Skipped; other items as they are, all in order."""
        order: deque[_Slot] = deque()
        for item in items:
            slot = _Slot()
            order.append(slot)
            if not isinstance(item, self._kind):
                slot.fill(item)
            elif self._count == 0:
                slot.fill(self._work(item))
            else:
                self._hand_over(item, slot)
            while order and (order[0].done or len(order) > _WINDOW):
                if not order[0].done:
                    self._wait()
                    continue
                yield order.popleft().outcome
        while order:
            while not order[0].done:
                self._wait()
            yield order.popleft().outcome

    def _hand_over(self, job: Job, slot: _Slot) -> None:
        self._given += 1
        for _ in range(_TRIES):
            if self._free_worker().give(job, slot):
                return
        slot.fill(Skipped(job.uri, "处理进程无法启动，已跳过这一个文件"))

    def _free_worker(self) -> _Worker:
        while True:
            self._workers = [worker for worker in self._workers if not worker.is_dead]
            if free := next((worker for worker in self._workers if worker.slot is None), None):
                return free
            wanted = min(self._count, 1 + self._given // _JOBS_FOR_ANOTHER)
            if len(self._workers) < wanted:
                self._workers.append(_Worker(self._work))
            else:
                self._wait()

    def _wait(self) -> None:
        """Waits until a worker has finished, died or run out of time."""
        busy = {worker.connection: worker for worker in self._workers if worker.slot}
        nearest = min(worker.deadline for worker in busy.values())
        for ready in wait(list(busy), timeout=max(0.0, nearest - time.monotonic())):
            busy[ready].receive()  # type: ignore[index]
        for worker in busy.values():
            if worker.slot and time.monotonic() >= worker.deadline:
                worker.give_up(f"处理超过 {worker.seconds} 秒，已放弃")


class _Worker:
    """One process and the document it is at work on."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")  # the same on every system; no locks or files inherited
        self.connection, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, work), daemon=True)
        with _interrupts_held():
            self._process.start()
        other.close()
        self._ready = self.is_dead = False
        self._uri, self.seconds, self.deadline = "", 0, 0.0
        self.slot: _Slot | None = None

    def give(self, job: Job, slot: _Slot) -> bool:
        """Hands over a job, whose clock runs from when the process is ready; False when it has died."""
        self.seconds = MAX_SECONDS_OF_ATTACHMENT if job.media_type.startswith("application/") else MAX_SECONDS
        self.deadline = time.monotonic() + (self.seconds if self._ready else _STARTING_SECONDS)
        try:
            self.connection.send(job)
        except OSError:
            self.kill()
            return False
        self.slot, self._uri = slot, job.uri
        return True

    def receive(self) -> None:
        """Takes what the process has to say: that it is ready, or an outcome."""
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            self.give_up("处理时程序意外退出（文件可能有问题），已跳过这一个")
            return
        if message is None:
            self._ready, self.deadline = True, time.monotonic() + self.seconds
        elif self.slot:
            self.slot.fill(message)
            self.slot = None

    def give_up(self, reason: str) -> None:
        """Kills the process and names the document it had."""
        self.kill()
        if self.slot:
            self.slot.fill(Skipped(self._uri, reason))
            self.slot = None

    def kill(self) -> None:
        """Ends the process at once."""
        self.is_dead = True
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Holds Ctrl-C back while a process starts: it inherits that, and so never dies of it half awake."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # else the first start would do it, and let go of what is held
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, work: Work) -> None:
    """The life of a worker process: it ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    _limit_memory()
    # Whoever gave the work has gone, or says in a line that memory ran out; a traceback is nothing for a clerk.
    with suppress(EOFError, OSError, MemoryError):
        connection.send(None)
        while True:
            connection.send(work(connection.recv()))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    most = _size() + MAX_PROCESS_BYTES
    if allowed == resource.RLIM_INFINITY or most < allowed:
        with suppress(ValueError, OSError):  # macOS knows the limit and refuses it
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _size() -> int:
    """What the process has mapped already: numerical libraries reserve address space for every core."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
