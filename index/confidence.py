"""The probability that the documents answer a question: a logistic regression over how its best paragraph matched.

The coefficients are fitted by `index.training.confidence` on development questions and kept in
`models/confidence.json` with their provenance.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

MODEL = Path(__file__).parent / "models" / "confidence.json"

# A question's word counts as met where the passage has one this close to it (cosine of token vectors).
_MET = 0.6


@dataclass(frozen=True, slots=True)
class Features:
    """How one passage matched: the three scores, the share of the question's weight that it met, and its weakest part."""

    vector: float
    late: float
    keyword: float
    met: float
    weakest: float

    @classmethod
    def of(
        cls,
        vector: float,
        late: float,
        keyword: float,
        matches: npt.NDArray[np.float32],
        weights: npt.NDArray[np.float32],
    ) -> Features:
        """Measure a passage from its scores and the best match (q,) of each question token, weighted (q,)."""
        total = float(weights.sum()) or 1.0
        met = float(weights[matches >= _MET].sum()) / total
        heavy = weights >= np.median(weights) if len(weights) else weights.astype(bool)
        weakest = float(np.sort(matches[heavy])[: max(1, int(heavy.sum()) // 3)].mean()) if heavy.any() else 0.0
        return cls(float(vector), float(late), float(keyword), met, weakest)


@dataclass(frozen=True, slots=True)
class Confidence:
    """Coefficients, intercept, and the threshold below which a question is refused."""

    names: tuple[str, ...]
    coefficients: tuple[float, ...]
    intercept: float
    threshold: float

    @classmethod
    def bundled(cls) -> Confidence:
        """Return the fitted model the project ships."""
        stored = json.loads(MODEL.read_text(encoding="utf-8"))
        return cls(tuple(stored["names"]), tuple(stored["coefficients"]), stored["intercept"], stored["threshold"])

    def probability(self, ranking: Sequence[Features]) -> float:
        """Return the probability that the first of a ranking answers; 0 for an empty one."""
        if not ranking:
            return 0.0
        values = feature_values(ranking)
        total = self.intercept + sum(c * values[n] for n, c in zip(self.names, self.coefficients, strict=True))
        return 1.0 / (1.0 + math.exp(-total))


def feature_values(ranking: Sequence[Features]) -> dict[str, float]:
    """Return the named values a probability is computed from."""
    first = ranking[0]
    return {
        "vector": first.vector,
        "late": first.late,
        "keyword": first.keyword,
        "met": first.met,
        "weakest": first.weakest,
    }
