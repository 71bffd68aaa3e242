"""Fit the probability of an answer on development questions, and write it with its provenance.

    python -m assistant.calibration QUESTIONS.jsonl… --output index/models/confidence.json

The library and settings are those of the environment. Questions of kind `unanswerable` must be refused, all others
answered. Logistic regression with a ridge, by Newton's method (iteratively reweighted least squares; Hastie,
Tibshirani and Friedman 2009, section 4.4.1), the two classes weighted alike.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.answer import plan
from assistant.answer.scope import Scope, scope_of
from assistant.service import Assistant
from assistant.settings import read_settings
from index.evidence import Evidence
from index.metrics import auroc

# Of the questions that the documents answer, this share may be refused, and this share told “not certain”.
_REFUSED_SHARE = 0.04
_UNSURE_SHARE = 0.15
_RIDGE = 1.0

Array = npt.NDArray[np.float64]


def fit(values: Array, labels: Array) -> tuple[Array, float]:
    """Return coefficients (d,) and intercept for rows (n, d) and labels (n,) of 0 and 1."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    rows = np.column_stack([(values - mean) / spread, np.ones(len(values))])
    importance = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    penalty = _RIDGE * np.diag([1.0] * values.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        probability = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (importance * (labels - probability)) - penalty @ weights
        curvature = (rows.T * (importance * probability * (1 - probability))) @ rows + penalty
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-10:
            break
    coefficients = weights[:-1] / spread
    return coefficients, float(weights[-1] - coefficients @ mean)


def measured(service: Assistant, paths: Sequence[Path]) -> tuple[list[Evidence], list[bool]]:
    """Return the evidence of each question that is one, and whether it has an answer."""
    found: list[Evidence] = []
    answerable: list[bool] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            decided_otherwise = scope_of(row["q"]) is not Scope.QUESTION or plan.conditions(row["q"])
            if not decided_otherwise and (one := service.evidence(row["q"])) is not None:
                found.append(one)
                answerable.append(row["kind"] != "unanswerable")
    return found, answerable


def main() -> None:
    """Measure, fit, choose the thresholds, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    service = Assistant(read_settings())
    found, answerable = measured(service, options.questions)
    names = list(asdict(found[0]))
    values = np.array([list(asdict(one).values()) for one in found])
    labels = np.array(answerable, dtype=np.float64)
    coefficients, intercept = fit(values, labels)
    probability = 1 / (1 + np.exp(-(values @ coefficients + intercept)))
    positive, negative = np.sort(probability[labels == 1]), probability[labels == 0]
    refuse, sure = (float(np.quantile(positive, share)) for share in (_REFUSED_SHARE, _UNSURE_SHARE))
    report = {
        "coefficients": {name: round(float(value), 4) for name, value in zip(names, coefficients, strict=True)},
        "intercept": round(intercept, 4),
        "refuse": round(refuse - 1e-4, 4),
        "sure": round(sure, 4),
        "provenance": {
            "questions": [path.name for path in options.questions],
            "answerable": len(positive),
            "unanswerable": len(negative),
            "auroc": round(auroc(list(positive), list(negative)), 4),
            "unanswerable_refused": round(float((negative < refuse).mean()), 4),
            "unanswerable_not_sure": round(float((negative < sure).mean()), 4),
        },
    }
    options.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(json.dumps(report["provenance"]) + "\n")


if __name__ == "__main__":
    main()
