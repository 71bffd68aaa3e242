"""Measures of rankings and refusals against the judged answers; and how sure they are.

Those of a ranking take the ranked identifiers, best first and no one twice, and the set of relevant ones. Järvelin and
Kekäläinen 2002 for nDCG, with binary gains; the reciprocal rank is cut at ten, as MS MARCO does.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

_RESAMPLES = 2000


def recall(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant identifiers among the first `k`; 0 where none is relevant."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def success(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return 1 if any relevant identifier is among the first `k`, else 0."""
    return float(any(each in relevant for each in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Return one over the rank of the first relevant identifier, 0 beyond `k`."""
    return next((1.0 / rank for rank, each in enumerate(ranking[:k], 1) if each in relevant), 0.0)


def ndcg(ranking: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Return the discounted cumulative gain of the first `k` over the best possible one; 0 where none is relevant."""
    gain = sum(1.0 / math.log2(rank + 1) for rank, each in enumerate(ranking[:k], 1) if each in relevant)
    best = sum(1.0 / math.log2(rank + 1) for rank in range(1, min(k, len(set(relevant))) + 1))
    return gain / best if best else 0.0


def means(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean of each measure over the questions; empty for no question."""
    found = list(rows)
    return {name: sum(row[name] for row in found) / len(found) for name in found[0]} if found else {}


def interval(values: Sequence[float], *, level: float = 0.95, seed: int = 0) -> tuple[float, float]:
    """Return between which bounds the mean over such questions lies, at a confidence `level`; ValueError for none.

    The percentile bootstrap (Efron 1979): the means of 2,000 samples of the values, drawn with replacement. The seed
    makes a figure reproducible.
    """
    if not values:
        raise ValueError("no values to resample")
    sample, generator = np.asarray(values, np.float64), np.random.default_rng(seed)
    resampled = [sample[generator.integers(0, len(sample), len(sample))].mean() for _ in range(_RESAMPLES)]
    low, high = np.quantile(resampled, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def difference(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, tuple[float, float]]:
    """Return the mean of ours minus theirs over the same questions, and its 95% interval.

    The paired bootstrap (Sakai 2006, “Evaluating evaluation metrics based on the bootstrap”): questions are drawn, with
    the values of both systems, so that what makes a question hard for both does not widen the interval. ValueError for
    none, or where the two are not of the same questions.
    """
    differences = [our - their for our, their in zip(ours, theirs, strict=True)]
    bounds = interval(differences)
    return sum(differences) / len(differences), bounds


def overlap(one: Sequence[str], other: Sequence[str], k: int) -> float:
    """Return the share of the first `k` that two rankings have in common; 0 where one is empty."""
    first, second = set(one[:k]), set(other[:k])
    return len(first & second) / max(len(first), len(second)) if first and second else 0.0


def false_answers(answerable: Sequence[float], unanswerable: Sequence[float], error: float) -> float:
    """Return the share of unanswerable questions answered, where the least confident of the others are refused.

    Takes the confidences, and the share of answerable questions that may be refused (`error`, below 1). The bar is set
    as high as that allows: what reaches it is answered. NaN where one side is missing.
    """
    if not answerable or not unanswerable:
        return math.nan
    bar = sorted(answerable)[math.floor(error * len(answerable) + 1e-9)]
    return sum(score >= bar for score in unanswerable) / len(unanswerable)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the probability that a positive scores above a negative, ties counted half; NaN where one is missing."""
    if not positive or not negative:
        return math.nan
    below = sorted(negative)
    wins = sum(bisect_left(below, score) + bisect_right(below, score) for score in positive) / 2
    return wins / (len(positive) * len(negative))
