"""Fusion by hand: small arrays whose result can be worked out on paper."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.ranking.fusion import (
    KEYWORDS_ALONE,
    LATE_ALONE,
    OTHER_LANGUAGE,
    SAME_LANGUAGE,
    VECTORS_ALONE,
    Weights,
    collapse,
    reciprocal_rank,
    weighted_sum,
)

ROOT = Path(__file__).parents[3]


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


def test_collapse_keeps_the_first_passage_of_each_paragraph() -> None:
    first, second, other = ("a", "1"), ("a", "2"), ("b", "1")
    ranked = [first, second, other, first], [0.9, 0.8, 0.7, 0.6]
    assert list(collapse(*ranked)) == [(first, 0.9), (second, 0.8), (other, 0.7)]
    assert list(collapse([], [])) == []


def test_the_order_does_not_depend_on_pythons_hashes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from corpus.types import Language, Status\n"
        "from index.segments.builder import write_passages\n"
        "from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder\n"
        "from index.ranking.ranker import Ranker; from index.types import Passage\n"
        "texts = [f'dock {i % 7} oven {i % 3} bread' for i in range(300)]\n"
        "passages = [\n"
        "    Passage(f'd/{i:03}', 'd', str(i // 2), Language.EN, Status.OFFICIAL, None, text)\n"
        "    for i, text in enumerate(texts)\n"
        "]\n"
        "folder, model = Path(sys.argv[1]), StaticEmbedder(DEFAULT_MODEL); folder.mkdir()\n"
        "write_passages(folder, passages, Models(model, model))\n"
        "print(list(Ranker(folder, Models(model, model)).ranked('bread oven 2 5 dock kiln')))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(runs) == 1
