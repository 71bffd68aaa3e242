"""Where sentences end, in three languages, as offsets."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.sentences import opening, sentence_spans, split_sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["The oven is hot.", "The bread is not!", "Is it?", "Yes."],
        ["Voir l’art. 3 de la loi.", "Il s’applique, cf. p. 12."],
        ["M. Dupont et Mme Roux l’ont dit.", "Le Dr. Petit aussi."],
        ["El párr. 9 lo dice.", "¿Quién lo lee?", "¡Nadie!", "EE. UU. no vino."],
        ["Il a dit : « Le four est chaud. »", "Puis il est parti."],
        ["She said “the oven is hot.”", "Then she left."],
        ["J. S. Mill wrote it.", "In 1848 it was read."],
        ["The budget is 15.6 million loaves, e.g. rye.", "See para. 9(n) of the text."],
        ["Il attendit…", "Rien ne vint."],
        ["– un pain;", "– un four"],
    ],
)
def test_sentences_in_order(parts: list[str]) -> None:
    joint = "\n" if parts[0].startswith("–") else " "
    assert split_sentences(joint.join(parts)) == parts


def test_a_line_feed_ends_a_sentence() -> None:
    assert split_sentences("the chapeau:\nthe first item\n\nthe second item") == [
        "the chapeau:",
        "the first item",
        "the second item",
    ]


def test_the_opening_of_a_long_text_is_its_first_sentence() -> None:
    assert opening("A short text. All of it.") == "A short text. All of it."
    assert opening("First. " + "Word " * 50) == "First."
    assert opening("") == ""


@given(st.text(alphabet='ab .!?…«»"\nÉA1’', max_size=60))
def test_spans_are_in_order_and_lose_only_white_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text", ["." * 100_000, "1" * 100_000 + "! A b. C", ". " * 30_000, "» " * 30_000, "« " * 30_000]
)
def test_no_text_makes_it_slow(text: str) -> None:
    start = time.process_time()
    sentence_spans(text)
    assert time.process_time() - start < 2
