"""Figures on small collections whose right figures are known beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ir_measures
import numpy as np
import pytest
from ir_measures import RR, R, nDCG

from corpus.types import Language, Status
from index.embedding import DEFAULT_MODEL, FloatArray, Models, StaticEmbedder
from index.evaluation.collections import Entry, Judgements
from index.evaluation.runner import aligned, cross_lingual, monolingual
from index.ranking.ranker import Ranker
from index.segments.builder import write_passages
from index.types import Passage

ENGLISH = {
    "vote": "Every member of the cooperative has one vote in the general assembly.",
    "statistics": "The treasurer publishes statistics on wages and hours each quarter.",
    "nets": "Nets and ropes left on the quay are collected by the night watch.",
}
FRENCH = {
    "vote": "Chaque membre de la coopérative dispose d’une voix à l’assemblée générale.",
    "statistics": "La trésorière publie chaque trimestre des statistiques sur les salaires et les heures.",
    "nets": "Les filets et les cordages laissés sur le quai sont ramassés par la ronde de nuit.",
}


@pytest.fixture(scope="module")
def models() -> Models:
    """Load the embedded model, for both its parts."""
    static = StaticEmbedder(DEFAULT_MODEL)
    return Models(static, static)


class Scripted:
    """An embedder that knows the vector of each sentence."""

    name, fingerprint, dimension = "scripted", "0", 2

    def __init__(self, vectors: dict[str, tuple[float, float]]) -> None:
        """Take the vectors."""
        self._vectors = vectors

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Look the vectors up."""
        return np.array([self._vectors[text] for text in texts], np.float32)

    encode_passages = encode_queries


def silent(done: float, label: str) -> None:
    """Report no progress."""


def entries(texts: dict[str, str], language: Language | None = None) -> list[Entry]:
    """Return texts as a collection."""
    return [Entry(id_, text, language=language) for id_, text in texts.items()]


def own(texts: dict[str, str]) -> Judgements:
    """Ask for each text by its own words."""
    return Judgements(
        {f"q-{id_}": text for id_, text in texts.items()}, {f"q-{id_}": frozenset([id_]) for id_ in texts}
    )


def test_a_text_asked_for_by_its_own_words_is_found(models: Models) -> None:
    report = monolingual(entries(ENGLISH), own(ENGLISH), models, silent)
    assert report["n"] == 3
    for figures in (report["metrics"], report["keywords_alone"]["metrics"], report["vectors_alone"]["metrics"]):
        assert figures == {
            "ndcg@10": 1.0, "recall@10": 1.0, "recall@100": 1.0, "mrr@10": 1.0, "ndcg@10_ci": [1.0, 1.0]
        }  # fmt: skip


def test_figures_are_those_of_ir_measures_on_the_same_rankings(models: Models, tmp_path: Path) -> None:
    """Judgements that the ranking can only meet in part: each question's own text and another one."""
    questions = {"q-vote": "Who votes?", "q-nets": "What is done with nets and ropes?"}
    relevant = {"q-vote": frozenset({"vote", "nets"}), "q-nets": frozenset({"statistics"})}
    passages = [Passage(f"{id_}/0", id_, "", Language.EN, Status.OFFICIAL, None, text) for id_, text in ENGLISH.items()]
    write_passages(tmp_path, passages, models)
    ranker = Ranker(tmp_path, models)
    run = {
        id_: {ranked.document: ranked.score for ranked in ranker.ranked(text) if ranked.score > 0}
        for id_, text in questions.items()
    }
    judged = {id_: dict.fromkeys(ids, 1) for id_, ids in relevant.items()}
    theirs = ir_measures.calc_aggregate([nDCG @ 10, R @ 10, R @ 100, RR @ 10], judged, run)

    ours = monolingual(entries(ENGLISH, Language.EN), Judgements(questions, relevant), models, silent)["metrics"]

    assert [ours["ndcg@10"], ours["recall@10"], ours["recall@100"], ours["mrr@10"]] == pytest.approx(
        [theirs[nDCG @ 10], theirs[R @ 10], theirs[R @ 100], theirs[RR @ 10]]
    )
    assert ours["ndcg@10"] < 1


def test_what_has_no_word_in_common_is_not_found_by_keywords(models: Models) -> None:
    asked = Judgements({"q": "filets"}, {"q": frozenset({"nets"})})
    report = monolingual(entries(ENGLISH, Language.EN), asked, models, silent)
    assert report["keywords_alone"]["metrics"]["recall@100"] == 0


def test_the_lead_over_a_way_of_matching_is_the_difference_of_the_figures(models: Models) -> None:
    """Of three questions keywords miss one, which the product finds: a lead of a third, and not below zero."""
    asked = Judgements(
        {"q": "salary", "v": ENGLISH["vote"], "n": ENGLISH["nets"]},
        {"q": frozenset({"statistics"}), "v": frozenset({"vote"}), "n": frozenset({"nets"})},
    )
    report = monolingual(entries(ENGLISH, Language.EN), asked, models, silent)
    lead = report["keywords_alone"]["difference"]
    assert lead["ndcg@10"] == pytest.approx(
        report["metrics"]["ndcg@10"] - report["keywords_alone"]["metrics"]["ndcg@10"]
    )
    assert lead["ndcg@10_ci"][0] == 0 and lead["ndcg@10_ci"][1] > lead["ndcg@10"] > 0


def test_a_long_text_is_found_by_one_of_its_sentences(models: Models) -> None:
    filler = " ".join(
        f"The clerk of pier {number} files the papers of the day in box {number}." for number in range(40)
    )
    long = {"long": f"{filler} {ENGLISH['nets']} {filler}", "other": filler, "vote": ENGLISH["vote"]}
    report = monolingual(entries(long), Judgements({"q": ENGLISH["nets"]}, {"q": frozenset({"long"})}), models, silent)
    assert report["metrics"]["mrr@10"] == 1
    assert report["vectors_alone"]["metrics"]["mrr@10"] == 1


def test_four_directions_and_how_the_two_across_compare(models: Models) -> None:
    collections = {"en": entries(ENGLISH, Language.EN), "fr": entries(FRENCH, Language.FR)}
    report = cross_lingual(collections, {"en": own(ENGLISH), "fr": own(FRENCH)}, models, silent)
    directions = report["directions"]
    assert list(directions) == ["en>en", "en>fr", "fr>en", "fr>fr"]
    assert directions["en>en"]["ndcg@10"] == directions["fr>fr"]["ndcg@10"] == 1
    across = (directions["en>fr"]["ndcg@10"] + directions["fr>en"]["ndcg@10"]) / 2
    assert report["cross_over_mono"] == pytest.approx(across)
    alone = report["keywords_alone"]
    assert alone["directions"]["en>fr"]["ndcg@10"] > 0.5  # by the lexicon: the two have hardly a word in common
    assert alone["difference"]["en>fr"]["ndcg@10"] == pytest.approx(
        directions["en>fr"]["ndcg@10"] - alone["directions"]["en>fr"]["ndcg@10"]
    )
    assert report["parity"] == {target: {"@1": pytest.approx(1), "@5": pytest.approx(1)} for target in ("en", "fr")}


def test_the_directions_are_told_apart(models: Models) -> None:
    """Where only the French questions are nonsense, only the directions from French find nothing by keywords."""
    collections = {"en": entries(ENGLISH, Language.EN), "fr": entries(FRENCH, Language.FR)}
    nonsense = Judgements(dict.fromkeys(own(ENGLISH).questions, "zzyzx"), own(ENGLISH).relevant)
    report = cross_lingual(collections, {"en": own(ENGLISH), "fr": nonsense}, models, silent)
    # One nonsense word, three times, has one first, that of one of the three questions; all are in the first five.
    assert report["parity"] == {target: {"@1": pytest.approx(1 / 3), "@5": 1} for target in ("en", "fr")}
    keywords = report["keywords_alone"]["directions"]
    assert keywords["en>en"]["recall@10"] == 1
    assert keywords["fr>fr"]["recall@10"] == keywords["fr>en"]["recall@10"] == 0


def test_accuracy_of_aligned_sentences_in_each_direction() -> None:
    """Forward, `two` is nearer to `un` than to its own; backward, every sentence finds its own."""
    vectors = {"one": (1.0, 0.0), "two": (0.8, 0.6), "un": (1.0, 0.0), "deux": (0.28, 0.96)}
    report = aligned([("one", "un"), ("two", "deux")], Scripted(vectors))
    assert report == {"n": 2, "accuracy": {"forward": 0.5, "backward": 1.0}}


def test_accuracy_does_not_depend_on_the_size_of_blocks() -> None:
    """More pairs than a block holds: angles all different, each sentence next to its own."""
    angles = np.linspace(0, np.pi / 2, 2500)
    vectors = {
        f"{side}{number}": (float(np.cos(angle)), float(np.sin(angle)))
        for side in "ab"
        for number, angle in enumerate(angles)
    }
    pairs = [(f"a{number}", f"b{number}") for number in range(len(angles))]
    assert aligned(pairs, Scripted(vectors))["accuracy"] == {"forward": 1.0, "backward": 1.0}
    swapped = [*pairs[:-2], (pairs[-1][0], pairs[-2][1]), (pairs[-2][0], pairs[-1][1])]
    assert aligned(swapped, Scripted(vectors))["accuracy"]["forward"] == pytest.approx(2498 / 2500)


def test_progress_is_told_from_0_to_1(models: Models) -> None:
    told: list[float] = []
    collections = {"en": entries(ENGLISH, Language.EN), "fr": entries(FRENCH, Language.FR)}
    questions = {"en": own(ENGLISH), "fr": own(FRENCH)}
    cross_lingual(collections, questions, models, lambda done, label: told.append(done))
    assert told == sorted(told)
    assert told[0] == 0 and 0.75 <= told[-1] <= 1
