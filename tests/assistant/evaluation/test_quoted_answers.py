"""Whether quotes hold the answers, on paragraphs whose right sentence is known."""

from __future__ import annotations

import pytest

from assistant.evaluation.quoted_answers import QuotingWatcher, is_in
from index.embedding import DEFAULT_MODEL, StaticEmbedder
from index.evaluation.collections import Entry, Judgements
from index.evaluation.runner import Report
from index.ranking.ranker import Ranked

FILLER = "The clerk files the papers of the day in a box on the second shelf of the office, and locks it at night."
DREDGED = "The harbour was dredged in 1931, when the cooperative of dockers bought two tugs, and again after the war."
FILLERS = [FILLER.replace("clerk", who) for who in ("guard", "pilot", "baker", "weaver", "smith", "miller")]
PARAGRAPH = " ".join([DREDGED, *FILLERS, FILLER.replace("clerk", "cook")])  # longer than a quote may be
ENTRIES = [Entry("dredged", PARAGRAPH), Entry("bread", "Bread goes out by bicycle."), Entry("tugs", "Two tugs: 1931.")]
QUESTION = "When was the harbour dredged?"


@pytest.fixture(scope="module")
def model() -> StaticEmbedder:
    """Load the embedded model."""
    return StaticEmbedder(DEFAULT_MODEL)


def report(model: StaticEmbedder, answers: dict[str, tuple[str, ...]], ours: list[str], bm25: list[str]) -> Report:
    """Return what is reported of one question with these rankings."""
    quoting = QuotingWatcher(ENTRIES, Judgements({"q": QUESTION}, {"q": frozenset({"dredged"})}, answers), model)
    rankings = {
        name: [Ranked(id_, "", 1.0) for id_ in ids] for name, ids in (("fused", ours), ("keywords_alone", bm25))
    }
    quoting.see("q", QUESTION, {}, rankings)
    return quoting.report()


def test_an_answer_in_the_sentence_quoted(model: StaticEmbedder) -> None:
    found = report(model, {"q": ("1931",)}, ["dredged", "bread"], ["bread", "tugs"])
    assert (found["n"], found["first"], found["three"], found["verbatim"]) == (1, 1, 1, 1)
    assert (found["keywords_alone"]["paragraphs"]["first"], found["keywords_alone"]["paragraphs"]["three"]) == (0, 1)


def test_an_answer_in_the_paragraph_and_not_in_what_is_quoted(model: StaticEmbedder) -> None:
    found = report(model, {"q": ("the cook",)}, ["dredged"], [])
    assert (found["first"], found["paragraphs"]["first"]) == (0, 1)


def test_an_answer_in_the_third_paragraph_and_one_in_the_fourth(model: StaticEmbedder) -> None:
    found = report(model, {"q": ("by bicycle",)}, ["tugs", "dredged", "bread"], ["tugs", "dredged", "dredged", "bread"])
    assert (found["first"], found["three"]) == (0, 1)
    assert found["keywords_alone"]["paragraphs"]["three"] == 0


def test_a_question_without_a_known_answer_does_not_count(model: StaticEmbedder) -> None:
    assert report(model, {}, ["dredged"], ["dredged"])["n"] == 0


@pytest.mark.parametrize(
    ("answer", "text", "there"),
    [
        ("l'Économie", "de L’ECONOMIE\u00a0sociale", True),
        ("14,2 milliards", "(14,2\u202fmilliards d’euros)", True),
        ("16", "en 1624", False),
        ("Acadie", "l’Acadien", False),
    ],
)
def test_what_counts_as_the_answer(answer: str, text: str, there: bool) -> None:
    assert is_in(answer, text) is there
