"""The probability of an answer is fitted by logistic regression: known coefficients are found again."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evaluation.calibration import fit


def made_up(coefficients: list[float], intercept: float, n: int = 20_000) -> tuple[np.ndarray, np.ndarray]:
    """Return rows (n, d) and labels (n,) drawn from a logistic model."""
    rng = np.random.default_rng(7)
    values = rng.normal(size=(n, len(coefficients))) * np.linspace(0.5, 3, len(coefficients)) + 1
    probability = 1 / (1 + np.exp(-(values @ np.array(coefficients) + intercept)))
    return values, (rng.random(n) < probability).astype(np.float64)


@pytest.mark.parametrize("truth", [[1.5, -0.7, 0.0], [0.3, 0.2], [-2.0]])
def test_known_coefficients_are_found_again(truth: list[float]) -> None:
    coefficients, _ = fit(*made_up(truth, 0.4))
    assert coefficients == pytest.approx(truth, abs=0.1)


def test_the_classes_weigh_alike_however_rare_one_is() -> None:
    values, labels = made_up([2.0], -5.0)
    assert labels.mean() < 0.2
    coefficients, intercept = fit(values, labels)
    score = values @ coefficients + intercept
    missed = np.mean(score[labels == 1] < 0)
    false = np.mean(score[labels == 0] >= 0)
    assert missed == pytest.approx(false, abs=0.05)


def test_a_column_that_never_changes_does_no_harm() -> None:
    values, labels = made_up([1.5], 0.0)
    coefficients, intercept = fit(np.column_stack([values, np.full(len(values), 3.0)]), labels)
    assert np.isfinite([*coefficients, intercept]).all()
    assert coefficients[0] == pytest.approx(1.5, abs=0.1)


def test_classes_that_are_cleanly_apart_give_finite_coefficients() -> None:
    values = np.array([[0.0], [0.1], [0.9], [1.0]])
    coefficients, intercept = fit(values, np.array([0.0, 0.0, 1.0, 1.0]))
    assert np.isfinite([*coefficients, intercept]).all()
    assert coefficients[0] > 0
