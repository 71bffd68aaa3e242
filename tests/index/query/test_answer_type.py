"""What passages hold is found as by the plain patterns, whatever stands around it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.answer_type import traits

_NAME = r"[A-ZÉ][a-zà-ÿ]+ (?:(?:Van|de|del|da) )?[A-ZÉ][a-zà-ÿ]+"
_PLAIN = (
    re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:er)? (?:mai|may|august|août)\b", re.I),
    re.compile(r"(?:US\$|\$|€)\s?\d|\b\d[\d.,\u00a0]*\s?(?:millions?|%|dollars)", re.I),
    re.compile(rf"(?:\bM\.|\bMme|\bMs\.?|\bMr\.?)\s[A-Z]|(?:^|(?<=[a-z,;.’»] )){_NAME}"),
)
_PIECES = [
    "12 mai",
    "1er Août",
    "M. X",
    "Mme A",
    "Ms B",
    "Jean de Sa",
    "US$ 5",
    "5,0 millions",
    "1999",
    "a",
    "_",
    " ",
    "3",
    ".",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=6).map("".join))
def test_traits_are_those_of_the_plain_patterns(text: str) -> None:
    assert traits([text])[0].tolist() == [bool(pattern.search(text)) for pattern in _PLAIN]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Adopted on 10 June 1930.", [True, False, False]),
        ("It costs US$5, or €\u00a06.", [False, True, False]),
        ("Signed by M. Dupont", [False, False, True]),
        ("model x1999, chapter 3", [False, False, False]),
    ],
)
def test_what_a_text_holds(text: str, held: list[bool]) -> None:
    assert traits([text])[0].tolist() == held
