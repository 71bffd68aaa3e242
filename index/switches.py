"""The steps of a search, each with its own switch, so that what each one brings can be measured.

The product has them all on. Two of them, `headings` and `windows`, are taken when passages are made; the others when
a question is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from corpus.glossary.glossary import Glossary
from index.ranking.fusion import OTHER_LANGUAGE, SAME_LANGUAGE, FloatArray, Weights, reciprocal_rank, weighted_sum

# The scores of passages by each way of matching: vector, late, keyword, expected, all (n,).
Parts = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps are taken.

    `vector`, `late`, `keyword` and `expectation` count in the score (one that is off may still propose candidates);
    `glossary` adds other languages' terms to a question, `lexicon` the translations of its words; `headings` gives
    passages their title and headings; `windows` matches long texts in part too; `references` leads to the places a
    question names; `by_language` gives keywords more weight within a language than across; `weighted_sum` fuses by
    scores, else by reciprocal ranks.
    """

    vector: bool = True
    late: bool = True
    keyword: bool = True
    expectation: bool = True
    glossary: bool = True
    lexicon: bool = True
    headings: bool = True
    windows: bool = True
    references: bool = True
    by_language: bool = True
    weighted_sum: bool = True

    def kept(self, weights: Weights) -> Weights:
        """Return weights with those of the ways of matching that are off at zero."""
        return Weights(
            weights.vector * self.vector,
            weights.late * self.late,
            weights.keyword * self.keyword,
            weights.expected * self.expectation,
        )


ALL = Steps()

# What is looked up where the glossary is off.
NO_TERMS = Glossary(())


def each_off() -> Iterator[tuple[str, Steps]]:
    """Yield the name of each step, and all the others."""
    for field in fields(Steps):
        yield field.name, replace(ALL, **{field.name: False})


def fused(parts: Parts, same: npt.NDArray[np.bool_], steps: Steps = ALL) -> FloatArray:
    """Return the score of each passage (n,), from 0 to 1; `same` (n,) tells which are in the question's language."""
    within, across = steps.kept(SAME_LANGUAGE if steps.by_language else OTHER_LANGUAGE), steps.kept(OTHER_LANGUAGE)
    if not steps.weighted_sum:
        return _by_ranks(parts, within)
    return np.where(same, weighted_sum(*parts, within), weighted_sum(*parts, across))


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
