"""The text of a model is the same however it was cut into pieces, and can be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask.models.pieces import Cleaner

HALVES = st.sampled_from(
    ["\ud83d", "\udeb2", "<think>", "</think>", "<", ">", "think", " ", "\n", "a", "é", "\x00", "\x85"]
)


def cleaned(pieces: Sequence[str]) -> str:
    """Return what a reader gets of pieces."""
    cleaner = Cleaner()
    return "".join([*map(cleaner.feed, pieces), cleaner.end()])


@given(st.lists(HALVES, max_size=12))
def test_where_a_text_is_cut_makes_no_difference(pieces: list[str]) -> None:
    whole = "".join(pieces)
    assert cleaned(pieces) == cleaned([whole]) == cleaned(list(whole))


@given(st.lists(HALVES | st.text(max_size=5), max_size=12))
def test_what_is_shown_is_text(pieces: list[str]) -> None:
    shown = cleaned(pieces)
    assert shown.encode().decode() == shown
    assert {each for each in shown if unicodedata.category(each) == "Cc"} <= {"\n", "\t"}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<think>Hm.</think>\n\nYes [1].", "Yes [1]."),
        ("\n<think></think>Yes.", "Yes."),
        ("<think>Hm. Yes.", ""),
        ("<thin", "<thin"),
        ("<b>Yes</b>", "<b>Yes</b>"),
        ("Yes. <think>No.</think>", "Yes. <think>No.</think>"),
        ("  Yes.", "  Yes."),
        ("\ud83d\udeb2 \ud83d", "🚲 �"),
        ("a\r\nb\x1b[31m", "a\nb[31m"),
        ("\u2028\u00a0»", "\u2028\u00a0»"),
        ("", ""),
    ],
)
def test_thoughts_at_the_start_and_what_is_no_text_are_left_out(said: str, shown: str) -> None:
    assert cleaned([said]) == cleaned(list(said)) == shown
