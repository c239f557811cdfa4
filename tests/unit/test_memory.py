"""The memory of a server's threads is one."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

THREADS = """
import ctypes, threading
from web.memory import share_one_arena
assert {shares} == 0 or share_one_arena()
held, gate = [], threading.Barrier(4)
def fill():
    gate.wait()
    held.extend(bytes(100_000) for _ in range(50))
    gate.wait()
threads = [threading.Thread(target=fill) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
library = ctypes.CDLL(None)
library.fdopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(library.fdopen(1, b"w"))
library.malloc_info(0, told)
library.fflush(told)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no arenas")
@pytest.mark.parametrize(("shares", "is_one"), [(1, True), (0, False)])
def test_threads_of_a_server_share_an_arena(shares: int, is_one: bool) -> None:
    command = [sys.executable, "-c", THREADS.format(shares=shares)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert (told.count("<heap ") == 1) is is_one
