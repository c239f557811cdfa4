"""The bounded cache: never over its limit by more than one value, the longest unused go first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from search.searchers.cache import BoundedCache


def test_a_value_is_made_once() -> None:
    made: list[str] = []
    cache: BoundedCache[str, int] = BoundedCache(lambda key: made.append(key) or len(key), lambda value: 1, 10)
    assert [cache["甲"], cache["甲"], cache["甲乙"]] == [1, 1, 2]
    assert made == ["甲", "甲乙"]


def test_the_least_recently_used_goes_first() -> None:
    made: list[str] = []
    cache: BoundedCache[str, str] = BoundedCache(lambda key: made.append(key) or key, lambda value: 1, 2)
    for key in ("甲", "乙", "甲", "丙", "甲", "乙"):
        assert cache[key] == key
    assert made == ["甲", "乙", "丙", "乙"]


def test_weight_counts_not_number() -> None:
    made: list[int] = []
    cache: BoundedCache[int, int] = BoundedCache(lambda key: made.append(key) or key, lambda value: value, 10)
    for key in (6, 3, 6, 8, 3):
        assert cache[key] == key
    assert made == [6, 3, 8, 3]


def test_a_value_over_the_limit_is_still_answered() -> None:
    cache: BoundedCache[int, int] = BoundedCache(lambda key: key, lambda value: value, 5)
    assert cache[100] == 100
    assert cache[1] == 1


def test_threads_get_the_right_values() -> None:
    cache: BoundedCache[int, int] = BoundedCache(lambda key: key * 2, lambda value: 1, 7)
    keys = [n % 23 for n in range(4000)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda key: cache[key], keys)) == [key * 2 for key in keys]
