"""Leaving out steps whose worth is known beforehand, on small collections."""

from __future__ import annotations

import pytest

from corpus.types import Language
from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder
from index.evaluation.ablation import ALL_STEPS, ablate, built, rankings, table
from index.evaluation.collections import Entry, Judgements, indexed
from index.switches import each_off

VOTE = "Every member has one vote in the general assembly."
VOIX = "Chaque membre dispose d’une voix à l’assemblée générale."
BREAD = "Bread goes out by bicycle, and the oven burns wood."
PAIN = "Le pain est livré à vélo, et le four brûle du bois."


@pytest.fixture(scope="module")
def models() -> Models:
    """Load the embedded model."""
    static = StaticEmbedder(DEFAULT_MODEL)
    return Models(static, static)


def silent(done: float, label: str) -> None:
    """Report no progress."""


def test_what_a_step_brings_is_the_mean_difference() -> None:
    rows = {
        "all_steps": [{"m": 1.0}, {"m": 0.5}],
        "late": [{"m": 0.0}, {"m": 0.5}],
        "windows": [{"m": 1.0}, {"m": 0.5}],
    }
    found = table(rows, "m")
    assert found["all_steps"] == {"m": 0.75, "brings": None, "brings_ci": None}
    assert found["without"]["late"] == {"m": 0.25, "brings": 0.5, "brings_ci": [0.0, 1.0]}
    assert found["without"]["windows"] == {"m": 0.75, "brings": 0.0, "brings_ci": [0.0, 0.0]}


def test_only_headings_and_windows_need_another_index() -> None:
    assert list(built()) == ["all_steps", "headings", "windows"]


def test_a_heading_brings_what_the_text_does_not_say(models: Models) -> None:
    """Two passages with the same text: only the heading says which is which."""
    same = "It was founded in 1931 and has forty-two members."
    entries = [Entry("a", same, "The dockers of Vaasa"), Entry("b", same, "The bakers of Kotka")]
    judged = Judgements({"q": "The bakers of Kotka"}, {"q": frozenset({"b"})})
    report = ablate({"": entries}, {"": judged}, models, silent)
    assert (report["n"], report["measure"]) == (1, "ndcg@10")
    found = report["ablation"]
    assert found["all_steps"]["mrr@10"] == 1
    assert found["without"]["headings"]["mrr@10"] == 0.5
    assert found["without"]["headings"]["brings"] > 0
    assert found["without"]["windows"]["brings"] == 0
    assert [*found["without"]] == [name for name, _ in each_off() if name != "references"]


def test_within_and_across_languages_apart(models: Models) -> None:
    collections = {
        "en": [Entry("vote", VOTE, language=Language.EN), Entry("bread", BREAD, language=Language.EN)],
        "fr": [Entry("vote", VOIX, language=Language.FR), Entry("bread", PAIN, language=Language.FR)],
    }
    relevant = {"v": frozenset({"vote"}), "b": frozenset({"bread"})}
    questions = {
        "en": Judgements({"v": VOTE, "b": BREAD}, relevant),
        "fr": Judgements({"v": VOIX, "b": PAIN}, relevant),
    }
    told: list[float] = []
    report = ablate(collections, questions, models, lambda done, label: told.append(done))
    assert list(report["ablation"]) == ["within_a_language", "across_languages"]
    assert report["ablation"]["within_a_language"]["all_steps"]["ndcg@10"] == 1
    assert report["ablation"]["across_languages"]["all_steps"]["ndcg@10"] == 1
    assert told == sorted(told) and len(told) == 12


def test_switching_the_lexicon_off_takes_translations_away(models: Models) -> None:
    """By keywords alone, an English question meets French words through the lexicon only."""
    entries = [Entry("vote", VOIX, language=Language.FR), Entry("bread", PAIN, language=Language.FR)]
    with indexed(entries, models) as ranker:
        whole, without = (
            next(ranking for name, ranking in rankings(ranker, "wood and bread", ALL_STEPS) if name == wanted)
            for wanted in (ALL_STEPS, "lexicon")
        )
    assert whole[0].document == "bread"
    assert whole[0].score > without[0].score
