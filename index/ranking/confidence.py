"""The probability that the documents answer a question: a logistic regression over the evidence of its best paragraph.

The coefficients are fitted by `assistant.evaluation.calibration` on development questions and kept in
`models/confidence.json` with their provenance.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.ranking.evidence import Evidence

MODEL = Path(__file__).parents[1] / "models" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Confidence:
    """Coefficients by name of evidence, intercept, and two thresholds.

    Below `refuse` a question is refused; below `sure` the answer says that it may not answer.
    """

    coefficients: dict[str, float]
    intercept: float
    refuse: float
    sure: float

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Confidence:
        """Return the fitted model the project ships."""
        stored = json.loads(MODEL.read_text(encoding="utf-8"))
        return cls(stored["coefficients"], stored["intercept"], stored["refuse"], stored["sure"])

    def probability(self, found: Evidence) -> float:
        """Return the probability that the paragraph answers."""
        total = self.intercept + sum(weight * getattr(found, name) for name, weight in self.coefficients.items())
        return 0.5 * (1.0 + math.tanh(0.5 * total))  # the logistic function, without its overflow
