"""Late interaction equals its definition, written as a double loop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import FloatArray, StaticEmbedder
from index.matching.late_interaction import Question, TokenIndex, weighted_share

PASSAGES = [
    "Forty-two dockers founded the cooperative.",
    "",
    "Le conseil publie les salaires.",
    "Bread, bread and bread!",
    "🙂",
]
WORDS = st.lists(st.sampled_from("bread salaires dockers published fleuve ☃ the 42".split()), max_size=6).map(" ".join)
ROWS = st.lists(st.integers(0, len(PASSAGES) - 1), max_size=7)


@pytest.fixture(scope="module")
def index(static: StaticEmbedder) -> TokenIndex:
    """Index five passages, one of them empty."""
    return TokenIndex.build(static, PASSAGES)


def matched(
    index: TokenIndex, static: StaticEmbedder, query: str, rows: Sequence[int]
) -> tuple[FloatArray, FloatArray]:
    """Return the best matches of a question's tokens in some of the texts, and the tokens' weights."""
    question = Question(static, query)
    (matches,) = question.best_matches(index.bags(np.array(rows, np.int64)))
    return matches, question.weights


def best_by_loops(static: StaticEmbedder, query: str, passage: str) -> list[float]:
    """Return each question token's highest cosine in a passage, 0 at least."""
    return [
        max([0.0, *(cosine(static, asked, there) for there in sorted(set(tokens(static, passage))))])
        for asked in sorted(set(tokens(static, query)))
    ]


def tokens(static: StaticEmbedder, text: str) -> list[int]:
    """Return the tokens of a text."""
    return list(map(int, static.token_ids([text])[0]))


def vector(static: StaticEmbedder, token: int) -> FloatArray:
    """Return a token's vector."""
    vectors: FloatArray = static.token_vectors(np.array([token], np.int32)).reshape(-1)
    return vectors


def cosine(static: StaticEmbedder, one: int, other: int) -> float:
    """Return the cosine of two tokens."""
    a, b = vector(static, one), vector(static, other)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


@given(WORDS, ROWS)
def test_scores_are_those_of_a_double_loop(
    index: TokenIndex, static: StaticEmbedder, query: str, rows: list[int]
) -> None:
    matches, weights = matched(index, static, query, rows)
    expected = [best_by_loops(static, query, PASSAGES[row]) for row in rows]
    np.testing.assert_allclose(matches, np.reshape(expected, matches.shape), atol=1e-5)
    lengths = [  # those before the export flattened them
        float(np.linalg.norm(vector(static, token))) ** (1 / 0.65) for token in sorted(set(tokens(static, query)))
    ]
    np.testing.assert_allclose(weights, lengths, rtol=1e-4)
    shares = [sum(m * w for m, w in zip(row, lengths, strict=True)) / (sum(lengths) or 1.0) for row in expected]
    np.testing.assert_allclose(weighted_share(matches, weights), shares, atol=1e-5)


def test_its_own_words_score_one_and_an_empty_passage_zero(index: TokenIndex, static: StaticEmbedder) -> None:
    scores = weighted_share(*matched(index, static, PASSAGES[0], range(len(PASSAGES))))
    assert scores[0] == pytest.approx(1.0, abs=1e-5)
    assert scores[1] == 0.0
    assert 0.0 <= scores.min() <= scores.max() <= 1.0


@pytest.mark.parametrize("query", ["", "  \n"])
def test_an_empty_question_scores_nothing(index: TokenIndex, static: StaticEmbedder, query: str) -> None:
    matches, weights = matched(index, static, query, range(len(PASSAGES)))
    assert matches.shape == (len(PASSAGES), 0)
    assert weighted_share(matches, weights).tolist() == [0.0] * len(PASSAGES)


def test_one_clause_is_found_in_a_long_passage(static: StaticEmbedder) -> None:
    filler = "The weather was fine and the harbour was quiet. " * 40
    long, other = filler + "A rescue fund helps injured dockers.", filler + "A brass band plays on Sundays."
    index = TokenIndex.build(static, [other, long])
    other_score, long_score = weighted_share(*matched(index, static, "rescue fund for the injured", [0, 1]))
    assert long_score > other_score + 0.3


def test_what_was_saved_is_equal(index: TokenIndex, static: StaticEmbedder, tmp_path: Path) -> None:
    index.save(tmp_path / "tokens")
    loaded = TokenIndex.load(tmp_path / "tokens")
    found = [matched(each, static, "salaires ☃", [4, 0, 1, 3])[0] for each in (index, loaded)]
    np.testing.assert_array_equal(found[0], found[1])
    assert loaded.size == len(PASSAGES)


@pytest.mark.parametrize("texts", [[], ["", " "]])
def test_an_index_without_tokens(static: StaticEmbedder, texts: list[str], tmp_path: Path) -> None:
    TokenIndex.build(static, texts).save(tmp_path / "tokens")
    index = TokenIndex.load(tmp_path / "tokens")
    matches, _ = matched(index, static, "bread", range(len(texts)))
    assert matches.shape[0] == len(texts)
    assert not matches.any()


def test_collections_are_matched_together_as_alone(index: TokenIndex, static: StaticEmbedder) -> None:
    question, rows = Question(static, "bread for dockers"), np.array([0, 3])
    together = question.best_matches(index.bags(rows), index.bags(rows[:1]), index.bags(rows[:0]))
    assert [len(each) for each in together] == [2, 1, 0]
    np.testing.assert_array_equal(together[0], question.best_matches(index.bags(rows))[0])
    np.testing.assert_array_equal(together[1], together[0][:1])
