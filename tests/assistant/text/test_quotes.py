"""The quote gate: typography may differ, words and figures may not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.text.quotes import is_verbatim, words

TEXT = (
    "Chaque coopérative nomme une gardienne, «élue à main levée», qui tient l’œuvre commune : "
    "15,6 tonnes d’outils, bien-être compris, en 2022-2023."
)


@pytest.mark.parametrize(
    "quote",
    [
        "nomme une gardienne",
        "Nomme une GARDIENNE",
        "“élue à main levée”",
        "qui tient l'œuvre commune: 15,6 tonnes",
        "qui tient l’oeuvre\u00a0commune",
        "cha\u00adque coopéra-\ntive",
        "bien\u2011être compris",
        "bien-\nêtre compris",
        "en 2022–2023",
        unicodedata.normalize("NFD", "Chaque coopérative nomme"),
    ],
)
def test_typography_does_not_count(quote: str) -> None:
    assert is_verbatim(quote, TEXT)


@pytest.mark.parametrize(
    "quote",
    [
        "nomme un gardien",
        "nomme la gardienne",
        "une gardienne qui tient",  # words left out
        "gardienne une nomme",
        "coopérativ",  # a part of a word
        "art",
        "15 tonnes",
        "15,7 tonnes",
        "15",  # the beginning of 15,6 is another number
        "6 tonnes",
        "15.6 tonnes",
        "être compris",  # the end of bien-être is another word
        "Chaque cooperative nomme",  # an accent is a letter, not typography
        "10²",
        "",
        " … « » — ",
    ],
)
def test_words_and_figures_do(quote: str) -> None:
    assert not is_verbatim(quote, TEXT)


def test_a_full_stop_ends_a_number() -> None:
    assert is_verbatim("a total of 15", "It has a total of 15. Then it stops.")


def test_powers_are_not_figures() -> None:
    assert not is_verbatim("102", "10²")


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
@example("", "A-", "A")  # a blank line ends a word, hyphen or not
def test_whole_words_cut_from_a_text_are_verbatim(before: str, quote: str, after: str) -> None:
    if words(quote):
        assert is_verbatim(quote, f"{before}\n\n{quote}\n\n{after}")


@given(st.lists(st.from_regex(r"[a-zà-ÿ]{1,8}", fullmatch=True).filter(lambda w: "œ" not in w), min_size=2, max_size=9))
def test_a_changed_word_is_found_out(row: list[str]) -> None:
    changed = [*row[:-1], row[-1] + "zq"]
    assert not is_verbatim(" ".join(changed), " ".join(row))
