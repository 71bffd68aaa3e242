"""Refusal with the article withheld, on a collection where it is known what remains."""

from __future__ import annotations

import pytest

from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder
from index.evaluation.collections import Entry, Judgements
from index.evaluation.refusal import ERRORS, RefusalWatcher, separation
from index.evaluation.runner import monolingual

ENTRIES = [
    Entry("h1", "The harbour of Kotka was dredged in 1931 by the cooperative of dockers.", "Kotka"),
    Entry("h2", "Kotka lies at the mouth of the river Kymi, where timber is loaded.", "Kotka"),
    Entry("b1", "The bakery of Vaasa employs nine apprentices and delivers bread by bicycle.", "Vaasa"),
]
QUESTIONS = {"k": "When was the harbour of Kotka dredged?", "v": "How many apprentices has the bakery of Vaasa?"}
JUDGED = Judgements(QUESTIONS, {"k": frozenset({"h1"}), "v": frozenset({"b1"})})


@pytest.fixture(scope="module")
def models() -> Models:
    """Load the embedded model."""
    static = StaticEmbedder(DEFAULT_MODEL)
    return Models(static, static)


def silent(done: float, label: str) -> None:
    """Report no progress."""


def refusal(entries: list[Entry], judged: Judgements, models: Models) -> dict[str, object]:
    """Return what the watcher reports of an evaluation."""
    report = monolingual(entries, judged, models, silent, [RefusalWatcher(entries, judged, models)])
    found: dict[str, object] = report["refusal"]
    return found


def test_what_is_there_and_what_is_withheld_are_told_apart(models: Models) -> None:
    """Nothing speaks of Kotka but its own article: its other paragraph is withheld with it."""
    found = refusal(ENTRIES, JUDGED, models)
    assert found["n"] == 2
    assert found["auroc"] == 1 and found["false_answers@10%error"] == 0
    assert found["bm25_score"] == {"auroc": 1, "false_answers@10%error": 0, "curve": [0] * len(ERRORS)}


def test_the_evidence_of_both_is_kept(models: Models) -> None:
    """Withholding takes names away: the paragraph of the other article has neither Kotka nor Vaasa."""
    watcher = RefusalWatcher(ENTRIES, JUDGED, models)
    monolingual(ENTRIES, JUDGED, models, silent, [watcher])
    unmet = [
        [each.names_unmet for each in found if each] for found in (watcher.evidence_with, watcher.evidence_without)
    ]
    assert unmet == [[0, 0], [1, 1]]


def test_a_twin_of_the_article_is_answered(models: Models) -> None:
    """The same text under another title remains: with and without the article, confidence and BM25 are the same."""
    twins = [*ENTRIES, *(Entry(f"{entry.id}-twin", entry.text, entry.title) for entry in ENTRIES)]
    twins = [Entry(e.id, e.text, f"{e.title}, again" if "twin" in e.id else e.title) for e in twins]
    found = refusal(twins, JUDGED, models)
    scored = found["bm25_score"]
    assert isinstance(scored, dict) and scored["auroc"] == 0.5 and scored["false_answers@10%error"] == 1


def test_an_entry_without_a_title_is_an_article_by_itself(models: Models) -> None:
    untitled = [Entry(entry.id, entry.text) for entry in ENTRIES]
    assert refusal(untitled, JUDGED, models)["n"] == 2


def test_the_curve_falls_as_more_is_refused() -> None:
    answerable, unanswerable = [n / 100 for n in range(50, 150)], [n / 100 for n in range(100)]
    found = separation(answerable, unanswerable)
    assert found["curve"] == sorted(found["curve"], reverse=True)
    assert found["curve"][9] == found["false_answers@10%error"] == pytest.approx(0.40)
