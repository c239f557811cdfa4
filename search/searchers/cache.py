"""A cache bounded by what its values weigh; the least recently used go first."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from indexer.errors import InputError

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MEMORY = "DAFU_CACHE_MB"  # in the environment: how much an open index may keep in memory of what it has read
_MEMORY = 256


def cache_bytes(share: float) -> int:
    """A share of the memory for caches of an open index, in bytes; raises InputError when it is set to no number."""
    said = os.environ.get(MEMORY) or str(_MEMORY)
    if not (said.isascii() and said.isdigit()):
        raise InputError(f"环境变量 {MEMORY} 要写成兆字节数，例如 256；现在是“{said}”")
    return int(int(said) * 2**20 * share)


class BoundedCache(Generic[K, V]):
    """Remembers what `make` returned, up to `limit` in the unit of `weigh`. Safe between threads."""

    def __init__(self, make: Callable[[K], V], weigh: Callable[[V], int], limit: int) -> None:
        self._make, self._weigh, self._limit = make, weigh, limit
        self._values: OrderedDict[K, V] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def __getitem__(self, key: K) -> V:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = self._make(key)
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._weight += self._weigh(value)
            while self._weight > self._limit and len(self._values) > 1:
                self._weight -= self._weigh(self._values.popitem(last=False)[1])
        return value
