"""Phrases found in texts: whatever the case, the accents, the hyphens and the plural; never across sentences."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.spotting import Spotter, keys, word_key

BREAD = Spotter(
    [
        ("common oven", "oven"),
        ("oven", "heat"),
        ("four communal", "oven"),
        ("main-d’œuvre", "hands"),
        ("A&B", "firm"),
        ("COV", "oven"),
        ("four", "number"),
        ("four", "heat"),
    ]
)


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words found in a text, with their meanings."""
    return [(text[spot.start : spot.end], spot.meanings) for spot in BREAD.spots(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Common Ovens, and an oven.", [("Common Ovens", ("oven",)), ("oven", ("heat",))]),
        ("les FOURS COMMUNAUX", [("FOURS COMMUNAUX", ("oven",))]),
        ("la main d'oeuvre, la main-d'œuvre", [("main d'oeuvre", ("hands",)), ("main-d'œuvre", ("hands",))]),
        ("A & B and a&b, not A, B", [("A & B", ("firm",)), ("a&b", ("firm",))]),
        ("It is common. Oven after oven", [("Oven", ("heat",)), ("oven", ("heat",))]),
        ("proven, ovenbird, recov", []),
        ("common\noven", [("common\noven", ("oven",))]),
        ("four", [("four", ("number", "heat"))]),
        ("", []),
    ],
)
def test_the_longest_phrase_is_found_at_each_place(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coopérative", "COOPERATIVES"),
        ("entity", "entities"),
        ("mutual", "mutuales"),
        ("organización", "organizaciones"),
        ("national", "nationaux"),
        ("réseau", "réseaux"),
        ("bureau", "bureaux"),
        ("organization", "organisations"),
        ("policy", "policies"),
        ("SDG", "SDGs"),
        ("économie", "e\u0301conomies"),
    ],
)
def test_a_plural_is_the_word(one: str, other: str) -> None:
    assert word_key(one) == word_key(other)


@pytest.mark.parametrize(("one", "other"), [("ESS", "ES"), ("surplus", "surly"), ("outcome", "output")])
def test_another_word_is_another(one: str, other: str) -> None:
    assert word_key(one) != word_key(other)


@given(st.text(max_size=200))
def test_places_are_in_order_apart_and_inside_the_text(text: str) -> None:
    done = 0
    for spot in BREAD.spots(text):
        assert done <= spot.start < spot.end <= len(text)
        done = spot.end


@given(st.text(alphabet="common oven.,-\n’'éFOUR ", max_size=60))
def test_accents_written_apart_change_nothing(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert [meanings for _, meanings in found(apart)] == [meanings for _, meanings in found(text)]


@given(st.lists(st.sampled_from(["common", "oven", "ovens", "bread"]), min_size=1, max_size=8))
def test_as_a_plain_pattern_finds_them(words: list[str]) -> None:
    text = " ".join(words)
    pattern = re.compile(r"\bcommon ovens?\b|\bovens?\b")
    assert [words for words, _ in found(text)] == pattern.findall(text)


def test_a_phrase_without_words_has_no_key() -> None:
    assert keys("…") == []
    assert BREAD.meanings("…") == ()
