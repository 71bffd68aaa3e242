"""The peer is the textbook's BM25."""

from __future__ import annotations

import math

import pytest

from corpus.types import Language
from index.evaluation.plain_bm25 import PlainBM25
from index.query.stems import stems_of

TEXTS = ["nets nets ropes", "ropes quay", "night watch"]


def weight(times: int, length: int, holding: int) -> float:
    """Return a word's part in a score: its idf by its saturated count, in three texts of 7 words."""
    idf = math.log(1 + (3 - holding + 0.5) / (holding + 0.5))
    return idf * times / (times + 1.5 * (0.25 + 0.75 * length / (7 / 3)))


def test_scores_as_worked_out_by_hand() -> None:
    found = PlainBM25(TEXTS, Language.EN).scores("nets or ropes")
    assert list(found) == pytest.approx([weight(2, 3, 1) + weight(1, 3, 2), weight(1, 2, 2), 0])


def test_words_count_by_their_stems() -> None:
    bm25 = PlainBM25(["les coopératives agricoles", "une mutuelle"], Language.FR)
    first, second = bm25.scores("coopérative agricole ?")
    assert first > 0 and second == 0
    assert bm25.length("coopérative agricole ?") == 2
    assert bm25.length("?") == 1


def test_no_text_and_no_word_score_nothing() -> None:
    assert list(PlainBM25([], Language.EN).scores("nets")) == []
    assert list(PlainBM25(["", "?"], Language.EN).scores("nets")) == [0, 0]


def test_scores_are_those_of_bm25s() -> None:
    bm25s = pytest.importorskip("bm25s", reason="bm25s is a requirement of the benchmark")
    texts = [*TEXTS, "The night watch collects nets, ropes and nets.", "Ropes are sold on the quay at night."]
    theirs = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
    theirs.index([stems_of(text, Language.EN) for text in texts], show_progress=False)
    ours = PlainBM25(texts, Language.EN)
    for question in ("nets and ropes", "night, quay, night", "who sells ropes?"):
        known = [
            stem for stem in stems_of(question, Language.EN) if any(stem in stems_of(t, Language.EN) for t in texts)
        ]
        assert list(ours.scores(question)) == pytest.approx(list(theirs.get_scores(known)), abs=1e-5)
