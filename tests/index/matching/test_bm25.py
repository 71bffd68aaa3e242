"""Keyword scores are those of the textbook, however the passages are cut into segments; the best are the best."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.matching.bm25 import Keywords, Part
from index.matching.postings import Postings, Stems
from index.query.stems import stems_of
from index.query.terms import Wanted, wanted_terms

EN, FR, ES = Language.EN, Language.FR, Language.ES

# Words that the English stemmer leaves as they are, so that the formula below needs no stemmer.
WORDS = ["dock", "crew", "wage", "bread", "oven", "vote", "fund"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=24)
WEIGHTS = st.sampled_from([0.25, 0.5, 1.0])
QUESTIONS = st.lists(
    st.dictionaries(st.sampled_from([*WORDS, "kiln"]), WEIGHTS, min_size=1, max_size=3), min_size=1, max_size=5
)
CUTS = st.lists(st.integers(0, 24), max_size=3).map(sorted)
DEAD = st.sets(st.integers(0, 23), max_size=6)


def of_words(*words: str) -> list[dict[str, float]]:
    """Return what a question of these words wants."""
    return [{word: 1.0} for word in words]


def indexed(*passages: tuple[str, Language]) -> Keywords:
    """Return an index of some passages, in one segment."""
    texts, languages = zip(*passages, strict=True)
    postings, _ = Postings.build([Stems.of(texts, languages)], None)
    return Keywords([Part(postings, len(texts))])


def scores(keywords: Keywords, asked: Wanted, size: int) -> list[float]:
    """Return the scores of all passages of the one segment there is."""
    ((_, found),) = keywords.match(keywords.looked(asked), 1, [None], [np.arange(size)])
    return list(map(float, found))


def alone(queries: dict[Language, str], *passages: tuple[str, Language]) -> list[float]:
    """Return the scores of some passages."""
    asked = {language: of_words(*sorted(set(stems_of(text, language)))) for language, text in queries.items()}
    return scores(indexed(*passages), asked, len(passages))


def textbook(question: Sequence[dict[str, float]], texts: list[list[str]], live: list[bool]) -> list[float]:
    """Return BM25 with Lucene's idf (k1 = 1.2, b = 0.75), each word counting by the best of its alternatives.

    A score is a share of what a passage of nothing but the question's words would get.
    """
    mean = sum(map(len, texts)) / len(texts) or 1.0
    there = [text for text, lives in zip(texts, live, strict=True) if lives]

    def idf(word: str) -> float:
        holding = sum(word in text for text in there)
        return math.log(1 + (len(there) - holding + 0.5) / (holding + 0.5))

    def known(word: str) -> bool:
        return any(word in text for text in there)

    perfect = sum(
        max(weight * idf(word) for word, weight in group.items() if known(word))
        if any(map(known, group))
        else max(group.values()) * math.log(1 + (len(there) + 0.5) / 0.5)
        for group in question
    )
    found = []
    for text in texts:
        counts, norm = Counter(text), 1.2 * (1 - 0.75 + 0.75 * len(text) / mean)
        worths = [
            max(weight * idf(word) * counts[word] / (counts[word] + norm) for word, weight in group.items())
            for group in question
        ]
        found.append(sum(worths) / perfect)
    return found


@given(QUESTIONS, TEXTS, CUTS, DEAD, st.integers(1, 8))
def test_scores_and_the_best_are_those_of_the_textbook(
    question: list[dict[str, float]], texts: list[list[str]], cuts: list[int], dead: set[int], count: int
) -> None:
    assert [stem for word in WORDS for stem in stems_of(word, EN)] == WORDS
    live = [row not in dead for row in range(len(texts))]
    expected = np.array(textbook(question, texts, live))
    pivot = sum(map(len, texts)) / len(texts)
    edges = [0, *(min(cut, len(texts)) for cut in cuts), len(texts)]
    pairs = list(pairwise(edges))
    parts = []
    for start, end in pairs:
        postings, _ = Postings.build(
            [Stems.of([" ".join(text) for text in texts[start:end]], [EN] * (end - start))], pivot
        )
        here = np.array(live[start:end], bool)
        parts.append(Part(postings, end - start, here, postings.frequencies(here)))
    keywords = Keywords(parts)
    looked = keywords.looked({EN: question})
    lives, every = [part.live for part in parts], [np.arange(end - start) for start, end in pairs]
    found = np.concatenate([scores for _, scores in keywords.match(looked, count, lives, every)])
    np.testing.assert_allclose(found[live], expected[live], atol=1e-5)
    none = [np.zeros(0, np.int64)] * len(parts)
    best = [rows for rows, _ in keywords.match(looked, count, lives, none)]
    proposed = {start + int(row) for (start, _), each in zip(pairs, best, strict=True) for row in each}
    possible = sorted(
        (row for row in range(len(texts)) if live[row] and expected[row] > 0), key=lambda row: -expected[row]
    )
    assert proposed <= set(possible)
    floor = expected[possible[min(count, len(possible)) - 1]] if possible else 0.0
    assert proposed >= {row for row in possible if expected[row] > floor + 1e-4}
    assert len(proposed) >= min(count, len(possible))
    assert len(pairs) > 1 or all(expected[row] >= floor - 1e-4 for row in proposed)
    again = keywords.match(looked, count, lives, none)
    assert [each.tolist() for each, _ in again] == [each.tolist() for each in best]  # nothing was left behind


def test_of_many_passages_those_with_all_the_words_come_first() -> None:
    texts = ["dock bread"] * 3 + ["bread"] * 500
    keywords = indexed(*((text, EN) for text in texts))
    looked = keywords.looked({EN: of_words("bread", "dock")})
    ((best, _),) = keywords.match(looked, 3, [None], [np.zeros(0, np.int64)])
    assert best.tolist() == [0, 1, 2]


def test_all_that_tie_for_the_last_place_are_there() -> None:
    keywords = indexed(*[("bread", EN)] * 5000, ("dock bread", EN))
    ((best, _),) = keywords.match(keywords.looked({EN: of_words("bread", "dock")}), 2, [None], [np.zeros(0, np.int64)])
    assert len(best) == 5001


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


def test_one_word_met_in_two_ways_counts_once() -> None:
    """A translated word has alternatives: having all of them is no better than having the right one."""
    both, one, other = (("bread oven", EN), ("bread dock", EN), ("oven dock", EN))
    found = scores(indexed(both, one, other), {EN: [{"bread": 1.0, "oven": 1.0}]}, 3)
    assert found[0] == found[1] == found[2]


def test_what_a_question_wants_in_each_language() -> None:
    asked = wanted_terms(Glossary.bundled(), None, "Who joins the ILO?", EN)
    assert asked[EN] == of_words(*sorted({"join", "ilo", *stems_of("International Labour Office Organization", EN)}))
    assert {stem for word in asked[FR] for stem in word} >= set(stems_of("Organisation internationale du Travail", FR))


def test_what_was_saved_scores_the_same(tmp_path: Path) -> None:
    texts, languages = ["the crew’s wages", "le salaire de l’équipe", "", "crew crew"], [EN, FR, FR, EN]
    built, pivot = Postings.build([Stems.of(texts, languages)], None)
    built.save(tmp_path)
    loaded = Postings.load(tmp_path)
    assert pivot == pytest.approx((2 + 2 + 0 + 2) / 4)
    asked = {EN: of_words("crew", "wage", "kiln"), FR: of_words(*stems_of("équipes", FR))}
    found = [scores(Keywords([Part(each, 4)]), asked, 4) for each in (built, loaded)]
    assert found[0] == found[1]
    assert found[0][3] > 0


def test_an_index_of_nothing(tmp_path: Path) -> None:
    postings, pivot = Postings.build([], None)
    postings.save(tmp_path)
    keywords = Keywords([Part(Postings.load(tmp_path), 0)])
    looked = keywords.looked({EN: of_words("crew")})
    assert pivot > 0
    assert [each.tolist() for each, _ in keywords.match(looked, 3, [None], [np.zeros(0, np.int64)])] == [[]]
    assert Keywords([]).looked({EN: of_words("crew")}) == []
