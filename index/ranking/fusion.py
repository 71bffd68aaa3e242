"""From scores of passages to a ranking of paragraphs: small pure functions, each with its own switch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.switches import ALL, Steps

FloatArray = npt.NDArray[np.float32]
RowArray = npt.NDArray[np.int64]

# The scores of passages by each way of matching: vector, late, keyword, expected, all (n,).
Parts = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each way of matching counts, each a score from 0 to 1; zero switches it off.

    `expected` is what holding a thing of the kind asked for (a date, an amount, a person) is worth, besides.
    """

    vector: float
    late: float
    keyword: float
    expected: float = 0.0


# Where question and passage share a language, its very words count; elsewhere translations stand for them, less surely.
# Tuned on the development sets: docs/decisions/0009-weights-for-the-second-model.md.
SAME_LANGUAGE = Weights(0.3, 0.45, 0.6, 0.04)
OTHER_LANGUAGE = Weights(0.35, 0.5, 0.3, 0.05)

VECTORS_ALONE = Weights(1.0, 0.0, 0.0)
KEYWORDS_ALONE = Weights(0.0, 0.0, 1.0)
LATE_ALONE = Weights(0.0, 1.0, 0.0)


def weighted_sum(
    vector: FloatArray, late: FloatArray, keyword: FloatArray, expected: FloatArray, weights: Weights
) -> FloatArray:
    """Return the weighted sum of the scores of each passage (n,).

    A sum of bounded scores keeps what reciprocal ranks throw away, how much better the first is (Bruch, Gai and
    Ingber 2023, https://arxiv.org/abs/2210.11934); both were measured, see
    docs/decisions/0011-what-each-step-brings.md.
    """
    total = weights.vector * vector + weights.late * late + weights.keyword * keyword + weights.expected * expected
    return np.asarray(total, dtype=np.float32)


def reciprocal_rank(rankings: Sequence[RowArray], size: int, k: int = 60) -> FloatArray:
    """Return each row's summed reciprocal ranks (size,), 0 where it is in no ranking.

    Cormack, Clarke and Büttcher 2009; k = 60 is theirs.
    """
    scores = np.zeros(size, np.float32)
    for ranking in rankings:
        scores[ranking] += 1.0 / (k + 1 + np.arange(len(ranking), dtype=np.float32))
    return scores


def fused(parts: Parts, same: npt.NDArray[np.bool_], steps: Steps = ALL) -> FloatArray:
    """Return the score of each passage (n,), from 0 to 1; `same` (n,) tells which are in the question's language."""
    within, across = _kept(SAME_LANGUAGE if steps.by_language else OTHER_LANGUAGE, steps), _kept(OTHER_LANGUAGE, steps)
    if not steps.weighted_sum:
        return _by_ranks(parts, within)
    return np.where(same, weighted_sum(*parts, within), weighted_sum(*parts, across))


def _kept(weights: Weights, steps: Steps) -> Weights:
    """Return weights with those of the ways of matching that are off at zero."""
    return Weights(
        weights.vector * steps.vector,
        weights.late * steps.late,
        weights.keyword * steps.keyword,
        weights.expected * steps.expectation,
    )


def _by_ranks(parts: Parts, weights: Weights) -> FloatArray:
    """Return the reciprocal ranks (n,) by each way of matching that has a weight, as a share of the best possible sum.

    A passage is ranked where its score is above 0; of equal scores the first comes first.
    """
    ways = [
        way for way, weight in zip(parts, (weights.vector, weights.late, weights.keyword), strict=False) if weight > 0
    ]
    rankings = [order[way[order] > 0] for way in ways for order in [np.argsort(-way, kind="stable")]]
    size = len(parts[0])
    best = len(ways) * float(reciprocal_rank([np.zeros(1, np.int64)], 1)[0])
    return reciprocal_rank(rankings, size) / np.float32(best) if ways else np.zeros(size, np.float32)


def collapse(places: Iterable[tuple[str, str]], scores: Iterable[float]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield each paragraph with the score of its first passage; `places` are the paragraphs of ranked passages."""
    seen: set[tuple[str, str]] = set()
    for place, score in zip(places, scores, strict=True):
        if place not in seen:
            seen.add(place)
            yield place, score
