"""Keywords: words brought together by their stems, the textbook formula over them, and points of paragraphs."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Language
from index.keyword import KeywordIndex, fold, stems

EN, FR, ES = Language.EN, Language.FR, Language.ES

# Words that the English stemmer leaves as they are, so that the formula below needs no stemmer.
WORDS = ["dock", "crew", "wage", "bread", "oven", "vote", "fund"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=8)
QUERIES = st.lists(st.sampled_from([*WORDS, "kiln"]), min_size=1, max_size=5)


def alone(queries: dict[Language, str], *passages: tuple[str, Language]) -> list[float]:
    """Return the scores of some passages."""
    texts, languages = zip(*passages, strict=True)
    return list(map(float, KeywordIndex.build(texts, languages).scores(queries)))


# Words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (EN, "Cooperatives were publishing their wages", "a cooperative publishes the wage"),
        (FR, "verser aux coopératives les salaires", "le versé de la coopérative, salaire"),
        (ES, "las cooperativas publicaban salarios", "la cooperativa publicó el salario"),
    ],
)
def test_forms_of_a_word_are_one_in_its_language(language: Language, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language)
    assert len(stems(one, language)) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Économie générale", "ECONOMIE GENERALE"),
        ("l’économie", "l'économie"),
        ("l’économie", "économie"),
        ("qu’aujourd’hui", "aujourd'hui"),
        ("e\u0301conomie", "économie"),
        ("main-d’œuvre", "MAIN-D'OEUVRE"),
    ],
)
def test_accents_case_apostrophes_and_ligatures_make_no_difference(one: str, other: str) -> None:
    assert stems(one, FR) == stems(other, FR)


def test_folding() -> None:
    assert fold("L’ŒUVRE de Noël, ça va") == "l oeuvre de noel, ca va"


def test_a_language_has_its_own_stop_words() -> None:
    assert stems("the vote and the oven", EN) == ["vote", "oven"]
    assert stems("the vote", FR) == ["the", "vot"]
    assert stems("¿cuál es el voto?", ES) == stems("voto", ES)
    assert stems("what is it?", EN) == []


@pytest.mark.parametrize("spelled", ["9 n)", "9(n)", "9 (n)", "9n)", "9, n)", "9\u00a0n)", "9\u202fn)"])
def test_a_point_is_one_word_however_it_is_spelled(spelled: str) -> None:
    for language in Language:
        assert stems(f"conclusions, {spelled}.", language)[1:] == ["9n"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R193 7(2)(b)", ["r193", "7.2b"]),
        ("24(e) iii)", ["24eiii"]),
        ("16 c)(ii)", ["16cii"]),
        ("(9) n", ["9"]),
        ("in 2022 (a) vote", ["2022", "vote"]),
        ("87 (3)", ["87.3"]),
        ("1.2(3)", ["1.2", "3"]),
        ("GB.346 (2)", ["gb.346", "2"]),
        ("30 workers)", ["30", "worker"]),
    ],
)
def test_only_the_address_of_a_point_is_joined(text: str, expected: list[str]) -> None:
    assert stems(text, EN) == expected


def test_single_letters_are_dropped_and_single_digits_kept() -> None:
    assert stems("b) J. Rivers and 3 docks, x", EN) == ["river", "3", "dock"]


def test_words_with_digits_are_not_stemmed() -> None:
    assert stems("R193s 24(e) 9(s)", FR) == ["r193s", "24e", "9s"]


@given(st.text(max_size=80))
def test_any_text_has_stems(text: str) -> None:
    for language in Language:
        assert all(stem and stem == stem.strip() for stem in stems(text, language))


# Scores -------------------------------------------------------------------------------------------------------


def textbook(query: list[str], texts: list[list[str]]) -> list[float]:
    """Return BM25 with Lucene's idf (k1 = 1.2, b = 0.75), each as a share of the idf of the question's words."""
    mean = sum(map(len, texts)) / len(texts)
    idf = {
        word: math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
        for word in set(query)
        for holding in [sum(word in text for text in texts)]
    }
    scores = []
    for text in texts:
        counts = Counter(text)
        norm = 1.2 * (1 - 0.75 + 0.75 * len(text) / mean) if mean else 1.0
        scores.append(sum(idf[word] * counts[word] / (counts[word] + norm) for word in idf) / sum(idf.values()))
    return scores


@given(QUERIES, TEXTS)
def test_scores_are_those_of_the_textbook(query: list[str], texts: list[list[str]]) -> None:
    assert [stem for word in WORDS for stem in stems(word, EN)] == WORDS
    index = KeywordIndex.build([" ".join(text) for text in texts], [EN] * len(texts))
    scores = index.scores({EN: " ".join(query)})
    np.testing.assert_allclose(scores, textbook(query, texts), atol=1e-6)
    assert scores.min() >= 0
    assert scores.max() < 1


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    passages = [("dock oven", EN), ("dock crew", EN), ("dock vote", EN), ("bread oven", EN)]
    common, _, rare, _ = alone({EN: "dock vote"}, *passages)
    assert rare > common > 0


def test_each_passage_is_matched_by_the_query_in_its_language() -> None:
    passages = [("the wage of the crew", EN), ("le salaire de l’équipe", FR), ("el salario del equipo", ES)]
    assert alone({EN: "wage", FR: "salaires"}, *passages)[2] == 0
    assert all(score > 0 for score in alone({EN: "wage", FR: "salaires", ES: "salarios"}, *passages))
    assert alone({FR: "wage"}, *passages) == [0, 0, 0]


def test_a_point_is_found_across_spellings() -> None:
    passages = [("Voir le paragraphe 9 n) du plan.", FR), ("Voir le paragraphe 9 b) du plan n° 9.", FR)]
    right, wrong = alone({FR: "paragraphe 9(n)"}, *passages)
    assert right > wrong


@pytest.mark.parametrize("query", ["", "the of and", "zzz qqq", "!!!", "l'emploi AND (", "\ud800"])
def test_a_query_without_a_known_word_scores_nothing(query: str) -> None:
    assert alone(dict.fromkeys(Language, query), ("dock wage", EN), ("le four", FR)) == [0, 0]


def test_rarity_is_highest_for_what_no_passage_contains() -> None:
    index = KeywordIndex.build(["dock vote", "dock oven"], [EN, EN])
    rarity = index.idf("dock vote kiln", EN)
    assert rarity["dock"] < rarity["vote"] < rarity["kiln"]


# Disk ---------------------------------------------------------------------------------------------------------


def test_what_was_saved_scores_the_same_and_stays_on_disk(tmp_path: Path) -> None:
    built = KeywordIndex.build(["the crew’s wages", "le salaire de l’équipe", "", "crew crew"], [EN, FR, FR, EN])
    built.save(tmp_path)
    loaded = KeywordIndex.load(tmp_path)
    queries = {EN: "crew wages kiln", FR: "équipes"}
    assert loaded.size == 4
    np.testing.assert_array_equal(loaded.scores(queries), built.scores(queries))
    assert loaded.idf("crew kiln", EN) == built.idf("crew kiln", EN)
    assert isinstance(loaded._weights, np.memmap)


def test_an_index_of_nothing(tmp_path: Path) -> None:
    KeywordIndex.build([], []).save(tmp_path)
    assert KeywordIndex.load(tmp_path).scores({EN: "crew"}).shape == (0,)
