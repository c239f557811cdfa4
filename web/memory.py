"""How the C library hands out memory to the threads of a server."""

from __future__ import annotations

import ctypes
import platform

_ARENA_MAX = -8  # of mallopt, in glibc's malloc.h


def share_one_arena() -> bool:
    """Has all threads take memory from one arena, where the C library is glibc, and says whether they do.

    Else each thread gets an arena of its own, and what is kept between answers holds pages of all of them: after
    some hundred answers from 50,000 replies by eight threads 530 MB were taken instead of 350. Called before the
    first thread begins.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(_ARENA_MAX, 1))
