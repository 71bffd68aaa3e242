"""The measures agree with ir_measures on any ranking, and with what can be worked out by hand."""

from __future__ import annotations

import math

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG
from scipy.stats import bootstrap

from index.evaluation.metrics import (
    auroc,
    difference,
    false_answers,
    interval,
    means,
    ndcg,
    overlap,
    recall,
    reciprocal_rank,
    success,
)

IDS = st.sampled_from([f"p{number}" for number in range(30)])
RANKINGS = st.lists(IDS, unique=True, max_size=30)
JUDGEMENTS = st.sets(IDS, min_size=1, max_size=15)
SCORES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=20)


@given(RANKINGS, JUDGEMENTS)
def test_agree_with_ir_measures(ranking: list[str], relevant: set[str]) -> None:
    run = {"q": {id_: float(-rank) for rank, id_ in enumerate(ranking)}}
    judged = {"q": dict.fromkeys(relevant, 1)}
    measures = [nDCG @ 10, R @ 5, R @ 10, R @ 100, Success @ 1, Success @ 5, RR @ 10]
    theirs = ir_measures.calc_aggregate(measures, judged, run)
    ours = {
        nDCG @ 10: ndcg(ranking, relevant, 10),
        R @ 5: recall(ranking, relevant, 5),
        R @ 10: recall(ranking, relevant, 10),
        R @ 100: recall(ranking, relevant, 100),
        Success @ 1: success(ranking, relevant, 1),
        Success @ 5: success(ranking, relevant, 5),
        RR @ 10: reciprocal_rank(ranking, relevant, 10),
    }
    assert ours == pytest.approx({measure: theirs[measure] for measure in measures})


def test_by_hand() -> None:
    assert ndcg(["a", "x", "b"], {"a", "b"}) == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))
    assert reciprocal_rank(["x", "y", "a"], {"a"}) == pytest.approx(1 / 3)
    assert reciprocal_rank([*"0123456789", "a"], {"a"}) == 0  # the eleventh is too late
    assert recall(["a", "x"], {"a", "b", "c"}, 2) == pytest.approx(1 / 3)


def test_nothing_relevant_is_no_error() -> None:
    assert [recall(["a"], set(), 5), success(["a"], set(), 5), ndcg(["a"], set())] == [0, 0, 0]


def test_means_of_each_measure() -> None:
    assert means([{"r": 1.0, "n": 0.5}, {"r": 0.0, "n": 1.0}]) == {"r": 0.5, "n": 0.75}
    assert means([]) == {}


@given(SCORES, SCORES)
def test_auroc_counts_the_pairs_in_the_right_order(positive: list[float], negative: list[float]) -> None:
    pairs = [(p, n) for p in positive for n in negative]
    right = sum(1.0 if p > n else 0.5 if p == n else 0.0 for p, n in pairs)
    assert auroc(positive, negative) == pytest.approx(right / len(pairs))


def test_auroc_needs_both_sides() -> None:
    assert math.isnan(auroc([1.0], [])) and math.isnan(auroc([], [1.0]))


def test_interval_is_that_of_a_share() -> None:
    """For 300 of 400, the normal approximation gives 0.75 ± 1.96 · √(0.75 · 0.25 / 400) = 0.75 ± 0.0424."""
    low, high = interval([1.0] * 300 + [0.0] * 100)
    assert (low, high) == pytest.approx((0.7076, 0.7924), abs=0.006)


def test_interval_narrows_with_the_level_and_is_reproducible() -> None:
    values = [0.1, 0.4, 0.4, 0.9, 1.0, 0.0, 0.3]
    low, high = interval(values, level=0.5)
    assert interval(values)[0] < low < high < interval(values)[1]
    assert interval(values) == interval(values)
    assert interval([0.5]) == (0.5, 0.5)
    with pytest.raises(ValueError, match="no values"):
        interval([])


def test_a_difference_has_the_interval_of_scipy() -> None:
    """The paired bootstrap of 200 questions, by the percentiles of the differences resampled."""
    rng = np.random.default_rng(3)
    ours, theirs = rng.random(200), rng.random(200) * 0.9
    mean, (low, high) = difference(list(ours), list(theirs))
    expected = bootstrap((ours - theirs,), np.mean, method="percentile", rng=rng).confidence_interval
    assert mean == pytest.approx(float(np.mean(ours - theirs)))
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=0.006)


def test_a_difference_is_of_the_same_questions() -> None:
    """Two systems that find all questions equally hard differ by what they differ on every one: no doubt remains."""
    hard = [0.0, 0.2, 0.5, 0.9]
    mean, (low, high) = difference([value + 0.1 for value in hard], hard)
    assert (mean, low, high) == pytest.approx((0.1, 0.1, 0.1))
    with pytest.raises(ValueError, match="shorter"):
        difference([1.0, 0.0], [1.0])
    with pytest.raises(ValueError, match="no values"):
        difference([], [])


@given(SCORES, SCORES, st.sampled_from([0.0, 0.01, 0.1, 0.25, 0.5, 0.99]))
def test_false_answers_at_the_highest_bar_that_is_allowed(
    answerable: list[float], unanswerable: list[float], error: float
) -> None:
    """Of all bars that refuse no more of the answerable than allowed, the one that answers the fewest others."""
    bars = [*answerable, *unanswerable, -1.0]
    allowed = [bar for bar in bars if sum(score < bar for score in answerable) <= error * len(answerable) + 1e-9]
    # Between two answerable scores a bar may stand anywhere: it is compared where it meets an answerable one.
    best = max(bar for bar in allowed if bar in answerable or bar == -1.0)
    expected = sum(score >= best for score in unanswerable) / len(unanswerable)
    assert false_answers(answerable, unanswerable, error) == pytest.approx(expected)


def test_false_answers_by_hand() -> None:
    """Of ten answerable one may be refused, the 0.1: what is as good as 0.2 is answered."""
    answerable = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert false_answers(answerable, [0.0, 0.15, 0.2, 0.95], 0.10) == 0.5
    assert false_answers(answerable, [0.0, 0.15, 0.2, 0.95], 0.0) == 0.75
    assert math.isnan(false_answers([], [0.5], 0.1)) and math.isnan(false_answers([0.5], [], 0.1))


def test_overlap_of_the_first_few() -> None:
    assert overlap(["a", "b", "c"], ["b", "a", "d"], 2) == 1
    assert overlap(["a", "b", "c"], ["b", "a", "d"], 3) == pytest.approx(2 / 3)
    assert overlap(["a"], ["a", "b"], 5) == 0.5
    assert overlap(["a"], ["b"], 1) == overlap([], ["a"], 5) == overlap([], [], 5) == 0
