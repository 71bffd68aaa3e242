"""Each step can be switched off alone, and what is off does not count."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Language, Status
from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder
from index.ranking.fusion import OTHER_LANGUAGE, SAME_LANGUAGE, Parts, fused
from index.ranking.ranker import Ranker
from index.segments.builder import write_passages
from index.segments.passages import in_parts
from index.switches import ALL, Steps, each_off
from index.types import Passage

SAME = np.array([True, False])


def parts(*columns: tuple[float, float]) -> Parts:
    """Return the scores of two passages by each way of matching."""
    vector, late, keyword, expected = (np.array(column, np.float32) for column in columns)
    return vector, late, keyword, expected


ONES = parts((1, 1), (1, 1), (1, 1), (1, 1))


def test_each_step_is_left_out_once() -> None:
    names = [name for name, _ in each_off()]
    assert names == [field.name for field in fields(Steps)]
    assert all(sum(not getattr(steps, field) for field in names) == 1 for _, steps in each_off())


def test_with_all_steps_the_language_of_a_passage_decides_the_weights() -> None:
    weights = (SAME_LANGUAGE, OTHER_LANGUAGE)
    expected = [each.vector + each.late + each.keyword + each.expected for each in weights]
    assert list(fused(ONES, SAME)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("steps", "lost"),
    [
        (Steps(vector=False), SAME_LANGUAGE.vector),
        (Steps(late=False), SAME_LANGUAGE.late),
        (Steps(keyword=False), SAME_LANGUAGE.keyword),
        (Steps(expectation=False), SAME_LANGUAGE.expected),
    ],
)
def test_a_way_of_matching_that_is_off_does_not_count(steps: Steps, lost: float) -> None:
    assert fused(ONES, SAME)[0] - fused(ONES, SAME, steps)[0] == pytest.approx(lost, abs=1e-6)


def test_without_weights_by_language_passages_of_both_are_weighed_alike() -> None:
    here, there = fused(ONES, SAME, Steps(by_language=False))
    assert here == there


def test_reciprocal_ranks_as_worked_out_by_hand() -> None:
    """First by vector and late, second by keyword: 1/61 + 1/61 + 1/62, of 3/61; the other way round for the second."""
    scores = fused(parts((0.9, 0.1), (0.8, 0.2), (0.1, 0.3), (0, 0)), SAME, Steps(weighted_sum=False))
    first, second = (2 / 61 + 1 / 62) / (3 / 61), (2 / 62 + 1 / 61) / (3 / 61)
    assert list(scores) == pytest.approx([first, second])


def test_what_does_not_match_has_no_rank() -> None:
    scores = fused(parts((0, 0.1), (0, 0), (0, 0), (0, 0)), SAME, Steps(weighted_sum=False))
    assert list(scores) == pytest.approx([0, 1 / 3])


def test_a_long_text_without_windows_is_one_passage() -> None:
    text = "One sentence of seven words stands here. " * 40
    assert len(in_parts(text)) > 1
    assert in_parts(text, Steps(windows=False)) == [text]


def test_without_the_glossary_an_abbreviation_is_only_itself(tmp_path: Path) -> None:
    """SSE stands for ESS in the glossary, and no word of the question is in the French text."""
    model = StaticEmbedder(DEFAULT_MODEL)
    text = "L’ESS compte des coopératives et des mutuelles."
    write_passages(tmp_path, [Passage("a", "a", "1", Language.FR, Status.OFFICIAL, None, text)], Models(model, model))
    ranker = Ranker(tmp_path, Models(model, model))
    question = "What is the SSE?"
    assert ranker.match(question, language=Language.EN, steps=ALL).keyword[0] > 0
    assert ranker.match(question, language=Language.EN, steps=Steps(glossary=False)).keyword[0] == 0
