"""From measurements to figures: percentiles, medians of repeats, growth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, median

Figures = Mapping[str, float]


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least `percent` % of the values do not exceed (nearest rank).

    A latency that was measured, not one between two. Raises ValueError for no values.
    """
    if not values:
        raise ValueError("no values")
    rank = math.ceil(percent / 100 * len(values))
    return sorted(values)[max(rank, 1) - 1]


def growth(sizes: Sequence[float], values: Sequence[float]) -> float | None:
    """Return the exponent b of values ~ sizes**b: the slope of the least-squares line through the logarithms.

    1 means that ten times the passages cost ten times as much, 0 that they cost the same. None for less than two sizes,
    or where a value is not above zero.
    """
    if len(set(sizes)) < 2 or min(values) <= 0:
        return None
    x, y = [math.log(size) for size in sizes], [math.log(value) for value in values]
    mean_x, mean_y = fmean(x), fmean(y)
    across = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return across / sum((a - mean_x) ** 2 for a in x)


def medians(repeats: Sequence[Figures]) -> dict[str, float]:
    """Return the median of each figure over its repeats."""
    return {name: median(repeat[name] for repeat in repeats) for name in repeats[0]}


def spread(repeats: Sequence[Figures], name: str) -> list[float]:
    """Return the least and the greatest of a figure over its repeats."""
    values = [repeat[name] for repeat in repeats]
    return [min(values), max(values)]
