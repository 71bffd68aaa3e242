"""The measures agree with ir_measures on any ranking, and with what can be worked out by hand."""

from __future__ import annotations

import math

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from index.metrics import auroc, interval, means, ndcg, recall, reciprocal_rank, success

IDS = st.sampled_from([f"p{number}" for number in range(30)])
RANKINGS = st.lists(IDS, unique=True, max_size=30)
JUDGEMENTS = st.sets(IDS, min_size=1, max_size=15)
SCORES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=20)


@given(RANKINGS, JUDGEMENTS)
def test_agree_with_ir_measures(ranking: list[str], relevant: set[str]) -> None:
    run = {"q": {id_: float(-rank) for rank, id_ in enumerate(ranking)}}
    judged = {"q": dict.fromkeys(relevant, 1)}
    measures = [nDCG @ 10, R @ 5, R @ 10, Success @ 1, Success @ 5, RR @ 10]
    theirs = ir_measures.calc_aggregate(measures, judged, run)
    ours = {
        nDCG @ 10: ndcg(ranking, relevant, 10),
        R @ 5: recall(ranking, relevant, 5),
        R @ 10: recall(ranking, relevant, 10),
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
