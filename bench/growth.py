"""How figures grow with the archive: exponents of power laws, fitted by least squares on logarithms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import numpy as np

_LEAST = 0.01  # milliseconds; what is faster than a clock tells is not 0


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """b of y = a·x**b through points (x, y); None where there are less than two."""
    if len({x for x, _ in points}) < 2:
        return None
    xs, ys = ([log(max(value, _LEAST)) for value in axis] for axis in zip(*points, strict=True))
    return round(float(np.polyfit(xs, ys, 1)[0]), 2)


def growth(sizes: Mapping[str, Any]) -> dict[str, Any]:
    """Exponents over all sizes: of each engine's p50 and of the number of replies found, by kind; of indexing's CPU."""
    last = next(reversed(sizes.values()))
    kinds = {}
    for kind, row in last["kinds"].items():
        fitted = {name: _over(sizes, "kinds", kind, name, "search", "p50") for name in row}
        kinds[kind] = {**fitted, "found": _over(sizes, "kinds", kind, "ours", "found", "median_total")}
    indexing = {
        "cpu": _over(sizes, "indexing", "total", "cpu_seconds"),
        "cpu_jieba": _over(sizes, "indexing", "total_jieba", "cpu_seconds"),
        **{stage: _over(sizes, "indexing", "total", "stages", stage) for stage in last["indexing"]["total"]["stages"]},
    }
    return {"kinds": kinds, "indexing": indexing}


def from_size(sizes: Mapping[str, Any], least: int) -> dict[str, Any]:
    """The sizes that are no smaller, or all when they would be less than two."""
    kept = {size: figures for size, figures in sizes.items() if int(size) >= least}
    return kept if len(kept) > 1 else dict(sizes)


def _over(sizes: Mapping[str, Any], *path: str) -> float | None:
    points = []
    for size, figures in sizes.items():
        value: Any = figures
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if value is not None:
            points.append((float(size), float(value)))
    return exponent(points)
