"""Fusion by hand: small arrays whose result can be worked out on paper."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import (
    KEYWORDS_ALONE,
    LATE_ALONE,
    OTHER_LANGUAGE,
    SAME_LANGUAGE,
    VECTORS_ALONE,
    Weights,
    candidates,
    collapse,
    reciprocal_rank,
    weighted_sum,
)

ROOT = Path(__file__).parents[2]
SHARES = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])


def scores(*values: float) -> np.typing.NDArray[np.float32]:
    """Return scores as the index gives them."""
    return np.array(values, np.float32)


def test_the_weighted_sum() -> None:
    vector, late, keyword = (np.array(scores, np.float32) for scores in ([1.0, 0.0], [0.5, 1.0], [0.0, 0.25]))
    expected = np.array([0, 2], np.float32)
    parts = vector, late, keyword, expected
    assert weighted_sum(*parts, Weights(0.5, 0.25, 0.25, 0.1)) == pytest.approx([0.625, 0.5125])
    assert weighted_sum(*parts, VECTORS_ALONE).tolist() == vector.tolist()
    assert weighted_sum(*parts, LATE_ALONE).tolist() == late.tolist()
    assert weighted_sum(*parts, KEYWORDS_ALONE).tolist() == keyword.tolist()


def test_the_very_words_count_more_in_the_language_of_the_question() -> None:
    assert SAME_LANGUAGE.keyword > OTHER_LANGUAGE.keyword


def test_reciprocal_rank_by_hand() -> None:
    found = reciprocal_rank([np.array([2, 0]), np.array([0, 3, 2])], size=5)
    assert found == pytest.approx([1 / 62 + 1 / 61, 0, 1 / 61 + 1 / 63, 1 / 62, 0])
    assert reciprocal_rank([], size=2).tolist() == [0, 0]
    assert reciprocal_rank([np.array([1])], size=2, k=0).tolist() == [0, 1]


def test_candidates_are_the_best_by_either_way_among_the_allowed() -> None:
    vector, keyword = scores(0.9, 0.1, 0.8, 0.0, 0.2), scores(0.0, 0.1, 0.0, 0.7, 0.9)
    allowed = np.array([True, True, True, True, False])
    assert candidates(vector, keyword, allowed, 1).tolist() == [0, 3]
    assert candidates(vector, keyword, allowed, 2).tolist() == [0, 1, 2, 3]
    assert candidates(vector, keyword, allowed, 10).tolist() == [0, 1, 2, 3]
    assert candidates(vector, keyword, np.zeros(5, bool), 3).tolist() == []


@given(st.lists(st.tuples(SHARES, SHARES, st.booleans()), min_size=1, max_size=30), st.integers(1, 12))
def test_candidates_tie_in_row_order(rows: list[tuple[float, float, bool]], count: int) -> None:
    vector, keyword, allowed = (list(column) for column in zip(*rows, strict=True))
    open_rows = [row for row, passes in enumerate(allowed) if passes]
    expected = {row for way in (vector, keyword) for row in sorted(open_rows, key=lambda row: (-way[row], row))[:count]}
    found = candidates(scores(*vector), scores(*keyword), np.array(allowed), count)
    assert found.tolist() == sorted(expected)


def test_collapse_keeps_the_best_passage_of_each_paragraph() -> None:
    paragraphs = [("a", "1"), ("a", "1"), ("a", "2"), ("b", "1")]
    rows = np.array([0, 1, 2, 3])
    assert collapse(rows, scores(0.2, 0.9, 0.5, 0.4), paragraphs, ["w", "x", "y", "z"]) == [1, 2, 3]
    assert collapse(np.array([3, 0]), scores(0.1, 0.7), paragraphs, ["w", "x", "y", "z"]) == [1, 0]
    assert collapse(np.array([], np.int64), scores(), paragraphs, []) == []


def test_ties_go_to_the_smaller_identifier() -> None:
    paragraphs = [("a", "1"), ("a", "2"), ("a", "3")]
    assert collapse(np.arange(3), scores(0.5, 0.5, 0.5), paragraphs, ["n", "l", "m"]) == [1, 2, 0]


def test_the_order_does_not_depend_on_pythons_hashes() -> None:
    code = (
        "import numpy as np; from index.fusion import candidates, collapse; from index.keyword import KeywordIndex\n"
        "from corpus.types import Language\n"
        "texts = [f'dock {i % 7} oven {i % 3} bread' for i in range(90)]\n"
        "found = KeywordIndex.build(texts, [Language.EN] * 90).scores({Language.EN: 'bread oven 2 5 dock kiln'})\n"
        "rows = candidates(found, found, np.ones(90, bool), 40)\n"
        "places = [('d', str(i // 2)) for i in range(90)]\n"
        "print(collapse(rows, found[rows], places, [f'{i:03}' for i in range(90)]), found.tobytes().hex())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(runs) == 1
