"""Evidence grows with what a paragraph has of a question, and counts the names and numbers it has not."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import pytest

from corpus.glossary.glossary import Glossary
from corpus.types import Language
from index.embedding import StaticEmbedder
from index.query.stems import stems_of
from index.ranking.evidence import Evidence, Weigher, Words, content_words
from index.ranking.ranker import Ranked

PARAGRAPH = "In 2019 the cooperatives of Geneva paid the wages of 412 dockers."


RANKING = [Ranked("d", "1", 0.5), Ranked("d", "2", 0.3), Ranked("d", "3", 0.1)]

# Rarities made up: what the paragraph has is common, what it has not is rare.
RARITIES = {"wage": 0.2, "docker": 0.4, "cooper": 0.1, "kenya": 1.0, "orbit": 0.9}


def words_of(question: str) -> Words:
    """Return the words of an English question, each met by its own stem, with the rarities above."""
    return {Language.EN: [({stem: 1.0}, RARITIES.get(stem, 0.5)) for stem in stems_of(question, Language.EN)]}


def weigh(
    static: StaticEmbedder, question: str, words: Words, said: Sequence[tuple[Language, str]], place: int = 0
) -> Evidence:
    """Weigh a question against all that is known of a paragraph."""
    weigher = Weigher(static, Glossary.bundled())
    return weigher.weigh(question, words, RANKING, weigher.read(said), place)


def measured(static: StaticEmbedder, question: str, *texts: str) -> Evidence:
    """Measure a question against a paragraph."""
    said = [(Language.EN, text) for text in texts or (PARAGRAPH,)]
    return weigh(static, question, words_of(question), said)


def test_the_figures_of_a_question_in_the_paragraphs_own_words(static: StaticEmbedder) -> None:
    found = measured(static, "wages of dockers")
    assert found.score == 0.5
    assert found.lead == pytest.approx(0.5 - 0.3)
    assert found.weakest == pytest.approx(1.0, abs=1e-5)
    assert found.names_unmet == 0
    assert found.length == pytest.approx(math.log(3))


def test_words_met_count_by_their_rarity(static: StaticEmbedder) -> None:
    found = measured(static, "dockers’ wages in Kenya, in orbit")
    assert found.met == pytest.approx(0.2 + 0.4)


def test_a_word_is_met_by_a_translation_in_that_language(static: StaticEmbedder) -> None:
    words = {Language.FR: [({"salair": 1.0, "pai": 0.5}, 0.7)], Language.EN: [({"salari": 1.0}, 0.7)]}
    said = [(Language.FR, "Les paies des dockers."), (Language.EN, "The dockers.")]
    found = weigh(static, "salaries", words, said)
    assert found.met == 0.7
    assert weigh(static, "salaries", words, said[1:]).met == 0.0


@pytest.mark.parametrize(
    ("question", "phrases"),
    [("wages of 412 dockers", 2), ("dockers 412", 0), ("cooperatives of Geneva paid", 2), ("paid the", 0)],
)
def test_two_words_in_a_row_make_a_phrase(static: StaticEmbedder, question: str, phrases: int) -> None:
    assert measured(static, question).phrases == phrases


def test_a_paragraph_further_down_is_measured_in_its_own_place(static: StaticEmbedder) -> None:
    said = [(Language.EN, PARAGRAPH)]
    found = weigh(static, "wages", words_of("wages"), said, place=2)
    assert found.score == 0.1
    assert found.lead == pytest.approx(0.1 - 0.3)


def test_figures_fall_as_the_question_moves_away(static: StaticEmbedder) -> None:
    own, near, half, far = (
        measured(static, question)
        for question in ("dockers’ wages", "salaires des dockers", "dockers and volcanoes", "volcanoes and violins")
    )
    assert own.weakest > near.weakest > half.weakest >= far.weakest


def test_one_foreign_word_shows_in_the_weakest(static: StaticEmbedder) -> None:
    plain, foreign = measured(static, "wages of dockers"), measured(static, "wages of dockers in orbit")
    assert foreign.weakest < plain.weakest - 0.5


@pytest.mark.parametrize(
    ("question", "unmet"),
    [
        ("What did Geneva pay in 2019?", 0),
        ("Que versait Genève en 2019 ?", 0),  # the same name in another language
        ("What did Kenya pay in 2019?", 1),
        ("What did Kenya and Peru pay in 2018?", 3),
        ("Were there 412 dockers?", 0),
        ("Were there 413 dockers?", 1),
        ("Kenya: what was paid?", 0),  # a capital at the beginning says nothing
        ("Was it paid? Kenya paid.", 0),
        ("Was it paid (Kenya paid) ?", 0),
        ("Who said «\u00a0Kenya paid\u00a0»?", 0),
        ("Was it paid in «\u00a0the Kenya of old\u00a0»?", 1),
        ("Was it paid by the ILO?", 0),  # a term of the glossary: the paragraph may have another form of it
        ("Le salaire d’Afrique", 1),
    ],
)
def test_names_and_numbers_that_are_not_there_are_counted(static: StaticEmbedder, question: str, unmet: int) -> None:
    assert measured(static, question).names_unmet == unmet


def test_every_text_of_the_paragraph_counts(static: StaticEmbedder) -> None:
    assert measured(static, "wages in Kenya", PARAGRAPH, "Nairobi, Kenya").names_unmet == 0
    assert measured(static, "wages in Kenya", PARAGRAPH, "Nairobi, Kenya").weakest > 0.99


@pytest.mark.parametrize("question", ["", "What is it?", "…", "\ud800"])
def test_a_question_without_a_word_of_meaning_has_no_evidence(static: StaticEmbedder, question: str) -> None:
    found = measured(static, question)
    assert (found.weakest, found.length) == (0.0, 0.0)


def test_a_paragraph_without_text_is_no_evidence(static: StaticEmbedder) -> None:
    found = measured(static, "Who paid in Kenya?", "")
    assert (found.met, found.phrases, found.weakest, found.names_unmet) == (0.0, 0.0, 0.0, 1.0)


def test_words_of_meaning_are_in_lower_case_whatever_the_language() -> None:
    assert content_words("L’Économie des coopératives, the Wage, el voto (2019)") == [
        "économie", "coopératives", "wage", "voto", "2019",
    ]  # fmt: skip


def test_a_very_long_question_takes_little_time(static: StaticEmbedder) -> None:
    started = time.process_time()
    measured(static, "wages paid in Kenya and Peru " * 4_000)
    assert time.process_time() - started < 5


def test_a_paragraph_as_long_as_a_book_takes_little_time(static: StaticEmbedder) -> None:
    started = time.process_time()
    measured(static, "wages of dockers", " ".join(f"word{number}" for number in range(300_000)))
    assert time.process_time() - started < 2
