"""Fit the probability of an answer on development questions, and write it with its provenance.

    python -m assistant.evaluation.calibration QUESTIONS.jsonl… [--judged FOLDER…] --output index/models/confidence.json

The library and settings are those of the environment. Questions of kind `unanswerable` must be refused, all others
answered; each question of a judged folder is taken twice, with its article there and with it withheld. Logistic
regression with a ridge, by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and Friedman 2009,
section 4.4.1); the library's questions and each folder count alike, and in each those with and without an answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.ask.question.scope import Scope, scope_of
from assistant.evaluation.evidence import evidence_of
from assistant.evaluation.files import ONE, read_collections
from assistant.plan.question_parser import Aim, parse_plan_question
from assistant.service import Assistant
from assistant.settings import read_settings
from index.evaluation.metrics import auroc
from index.evaluation.refusal import RefusalWatcher
from index.evaluation.runner import Report, monolingual
from index.ranking.evidence import Evidence

# Of the questions that the documents answer, this share may be refused, and this share marked “not certain”.
_REFUSED_SHARE = 0.04
_UNSURE_SHARE = 0.15
_RIDGE = 1.0
_FOLDS = 10

Array = npt.NDArray[np.float64]


def fit(values: Array, labels: Array, groups: Array | None = None) -> tuple[Array, float]:
    """Return coefficients (d,) and intercept for rows (n, d) and labels (n,) of 0 and 1.

    The `groups` (n,) count alike, one group by default, and so do both labels in each.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    rows = np.column_stack([(values - mean) / spread, np.ones(len(values))])
    importance = _importance(labels, np.zeros(len(labels)) if groups is None else groups)
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


def _importance(labels: Array, groups: Array) -> Array:
    """Return the weight of each row (n,), 1 on average."""
    cells = np.unique(np.column_stack([groups, labels]), axis=0)
    weights = np.zeros(len(labels))
    for group, label in cells:
        here = (groups == group) & (labels == label)
        weights[here] = len(labels) / len(cells) / here.sum()
    return weights


class _EvidenceWatcher(RefusalWatcher):
    """Collects the evidence alone: a report would need the coefficients that are being fitted."""

    def report(self) -> Report:
        """Report nothing."""
        return {}


def withheld(service: Assistant, folder: Path) -> tuple[list[Evidence], list[bool]]:
    """Return the evidence of each question of a judged folder with its article there, then with it withheld."""
    read = read_collections(folder)
    models = service.engine.models
    watcher = _EvidenceWatcher(read.entries[ONE], read.questions[ONE], models)
    monolingual(read.entries[ONE], read.questions[ONE], models, lambda done, label: None, [watcher])
    both = [(each, True) for each in watcher.evidence_with] + [(each, False) for each in watcher.evidence_without]
    return [each for each, _ in both if each], [there for each, there in both if each]


def measured(service: Assistant, paths: Sequence[Path]) -> tuple[list[Evidence], list[bool]]:
    """Return the evidence of each question that is one, and whether it has an answer."""
    found: list[Evidence] = []
    answerable: list[bool] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            asked = parse_plan_question(row["q"])
            by_rows = asked is not None and asked.wanted is Aim.ROWS
            decided_otherwise = scope_of(row["q"]) is not Scope.QUESTION or by_rows
            if not decided_otherwise and (one := evidence_of(service, row["q"])) is not None:
                found.append(one)
                answerable.append(row["kind"] != "unanswerable")
    return found, answerable


def main() -> None:
    """Measure, fit, choose the thresholds, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--judged", nargs="*", type=Path, default=[], help="folders of one collection each")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    service = Assistant(read_settings())
    sets = [measured(service, options.questions), *(withheld(service, folder) for folder in options.judged)]
    names = [field.name for field in fields(Evidence)]
    values = np.array([astuple(one) for found, _ in sets for one in found])
    labels = np.array([there for _, answerable in sets for there in answerable], dtype=np.float64)
    groups = np.repeat(np.arange(len(sets), dtype=np.float64), [len(found) for found, _ in sets])
    coefficients, intercept = fit(values, labels, groups)
    probability = 1 / (1 + np.exp(-(values @ coefficients + intercept)))
    ours = groups == 0
    positive, negative = np.sort(probability[ours & (labels == 1)]), probability[ours & (labels == 0)]
    refuse, sure = (float(np.quantile(positive, share)) for share in (_REFUSED_SHARE, _UNSURE_SHARE))
    judged = {
        folder.name: round(_auroc(probability[groups == number], labels[groups == number]), 4)
        for number, folder in enumerate(options.judged, 1)
    }
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
            "auroc_out_of_fold": round(_out_of_fold(values, labels, groups), 4),
            "judged_auroc": judged,
            "unanswerable_refused": round(float((negative < refuse).mean()), 4),
            "unanswerable_not_sure": round(float((negative < sure).mean()), 4),
        },
    }
    options.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(json.dumps(report["provenance"]) + "\n")


def _out_of_fold(values: Array, labels: Array, groups: Array) -> float:
    """Return the AUROC over the library's questions, each judged by a fit on nine tenths without it."""
    fold = np.arange(len(labels)) % _FOLDS
    probability = np.zeros(len(labels))
    for number in range(_FOLDS):
        coefficients, intercept = fit(values[fold != number], labels[fold != number], groups[fold != number])
        probability[fold == number] = values[fold == number] @ coefficients + intercept
    return _auroc(probability[groups == 0], labels[groups == 0])


def _auroc(scores: Array, labels: Array) -> float:
    """Return the AUROC of scores (n,) against labels (n,) of 0 and 1."""
    return auroc(list(scores[labels == 1]), list(scores[labels == 0]))


if __name__ == "__main__":
    main()
