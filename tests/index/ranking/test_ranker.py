"""A folder of passages, ranked without a library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.types import Language, Status
from index.embedding import DEFAULT_MODEL, Models, StaticEmbedder
from index.ranking.fusion import KEYWORDS_ALONE, VECTORS_ALONE
from index.ranking.ranker import Ranker
from index.segments.builder import write_passages
from index.switches import ALL
from index.types import Filters, Passage

TEXTS = [
    ("charter", "1", Language.EN, "The cooperative was founded by forty-two dockers."),
    ("charter", "2", Language.EN, "Every member has one vote in the general assembly."),
    ("charter", "2", Language.FR, "Chaque membre dispose d’une voix à l’assemblée générale."),
    ("letter", "¶1", Language.EN, "The treasurer publishes statistics on wages."),
]


@pytest.fixture(scope="module")
def ranker(tmp_path_factory: pytest.TempPathFactory) -> Ranker:
    """Index four passages of three paragraphs."""
    folder, model = tmp_path_factory.mktemp("passages"), StaticEmbedder(DEFAULT_MODEL)
    passages = [
        Passage(f"{document}/{locator}/{language}", document, locator, language, Status.OFFICIAL, "rule", text)
        for document, locator, language, text in TEXTS
    ]
    write_passages(folder, passages, Models(model, model))
    return Ranker(folder, Models(model, model))


def places(ranker: Ranker, query: str, filters: Filters | None = None) -> list[tuple[str, str]]:
    """Return a ranking as places."""
    return [(ranked.document, ranked.locator) for ranked in ranker.ranked(query, filters)]


@pytest.mark.parametrize(("document", "locator", "language", "text"), TEXTS)
def test_a_paragraph_is_found_by_its_own_words(
    ranker: Ranker, document: str, locator: str, language: Language, text: str
) -> None:
    assert places(ranker, text)[0] == (document, locator)


def test_a_paragraph_in_two_languages_is_ranked_once(ranker: Ranker) -> None:
    found = places(ranker, "voix des membres")
    assert sorted(found) == [("charter", "1"), ("charter", "2"), ("letter", "¶1")]


def test_a_filter_that_matches_nothing_returns_nothing(ranker: Ranker) -> None:
    assert places(ranker, "vote", Filters(document="letter")) == [("letter", "¶1")]
    assert places(ranker, "vote", Filters(language=Language.ES)) == []
    assert places(ranker, "vote", Filters(kind="report")) == []


@pytest.mark.parametrize("query", ["", "  \n"])
def test_an_empty_query_finds_nothing(ranker: Ranker, query: str) -> None:
    assert list(ranker.ranked(query)) == []


def test_scores_fall_and_lie_between_0_and_1(ranker: Ranker) -> None:
    scores = [ranked.score for ranked in ranker.ranked("Who has a vote?")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_same_matches_are_ordered_in_several_ways(ranker: Ranker) -> None:
    """Keywords cannot match a word with another of the same language that means as much; vectors can."""
    matches = ranker.match("statistiques")
    assert ranker.order(matches) == list(ranker.ranked("statistiques"))
    assert all(ranked.score == 0 for ranked in ranker.order(ranker.match("salary"), weights=KEYWORDS_ALONE))
    assert ranker.order(matches, weights=VECTORS_ALONE)[0].document == "letter"


def test_a_place_the_question_names_gets_a_head_start(ranker: Ranker) -> None:
    plain = {ranked.locator: ranked.score for ranked in ranker.ranked("vote")}
    hinted = {ranked.locator: ranked.score for ranked in ranker.ranked("vote", hints=[("charter", "1")])}
    assert hinted["1"] > plain["1"]
    assert hinted["2"] == plain["2"]


def test_a_search_without_late_interaction_finds_the_same_paragraphs(ranker: Ranker) -> None:
    query = "Who has a vote?"
    quick = ranker.ranked(query, steps=replace(ALL, late=False))
    assert {each[:2] for each in quick} == {each[:2] for each in ranker.ranked(query)}
    assert not ranker.match(query, steps=replace(ALL, late=False)).late.any()
