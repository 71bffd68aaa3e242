"""Which sentences of a long paragraph are quoted: those that answer, in a row, word for word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ask.sentences import best_sentences, met_shares, sentence_scores
from corpus.text.sentences import sentence_spans
from corpus.types import Language
from index.embedding import DEFAULT_MODEL, StaticEmbedder

SENTENCES = (
    "The ferry hall was painted green in the spring by volunteers from three villages along the river.",
    "Members of the cooperative pay a fee of twelve crowns a year, and students pay half of that.",
    "The weather was mild, the band played until ten, and nobody wanted to leave the quay that evening.",
    "Tea was served from a very large pot that had once belonged to the harbour master and his aunt.",
    "A photograph of the pot hangs in the library, next to the clock that has not worked since the flood.",
    "Across the water the mill turns slowly, and its owner paints signs for the shops of the upper town.",
    "Nobody remembers who planted the lime trees, but every child has carved a letter into one of them.",
    "On market days the baker sets a table under the largest, with rolls, honey and a jar of plum jam.",
    "The road to the pass is closed from the first snow until the storks come back to the chapel roof.",
    "In the old school a weaver has set up her looms, and visitors may try the smallest on Sundays.",
)
TEXT = " ".join(SENTENCES)


@pytest.fixture(scope="module")
def model() -> StaticEmbedder:
    return StaticEmbedder(DEFAULT_MODEL)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How much do members of the cooperative pay?", 1),
        ("Combien paient les membres de la coopérative ?", 1),
        ("Which pot was the tea served from?", 3),
    ],
)
def test_the_sentence_that_answers_is_in_the_quote(model: StaticEmbedder, question: str, sentence: int) -> None:
    quote = best_sentences(model, question, TEXT)
    assert SENTENCES[sentence] in quote
    assert quote in TEXT
    assert len(quote) < len(TEXT)


def test_a_paragraph_of_usual_length_is_quoted_whole(model: StaticEmbedder) -> None:
    short = " ".join(SENTENCES[:6])
    assert best_sentences(model, "fee?", short) == short


def test_one_score_a_sentence_the_best_for_the_one_that_answers(model: StaticEmbedder) -> None:
    scores = sentence_scores(model, "Who painted the ferry hall green?", SENTENCES)
    assert len(scores) == len(SENTENCES)
    assert scores.index(max(scores)) == 0


@settings(max_examples=30, deadline=None)
@given(question=st.text(max_size=40), text=st.text(max_size=500).map(lambda text: text + " " + TEXT))
def test_whatever_is_asked_the_quote_is_cut_from_the_text(model: StaticEmbedder, question: str, text: str) -> None:
    quote = best_sentences(model, question, text)
    assert quote
    assert quote in text
    assert len(quote.split()) <= 120 or len(sentence_spans(quote)) == 1


def test_a_heading_within_a_paragraph_is_not_quoted_without_what_it_heads(static: StaticEmbedder) -> None:
    text = "Care for the ferry crews. " + " ".join(SENTENCES)
    quote = best_sentences(static, "care for the ferry crews", text)
    assert quote.startswith("Care for the ferry crews. The ferry hall was painted green")


def test_the_sentence_with_the_name_asked_about_is_quoted(model: StaticEmbedder) -> None:
    filler = "The office will train its staff and strengthen the role of the network in the strategy for workshops."
    text = " ".join([*[filler] * 9, "It will work with the bureau HARBOR."])
    asked = [({"role": 1.0}, 0.2), ({"strategi": 1.0}, 0.2), ({"harbor": 1.0}, 0.9)]
    question = "What is the role of HARBOR in the strategy?"
    assert "HARBOR" in best_sentences(model, question, text, Language.EN, asked)
    assert met_shares(["the strategy", "HARBOR"], Language.EN, asked) == pytest.approx([0.2 / 1.1, 0.9 / 1.1])
