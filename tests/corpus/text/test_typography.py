"""What each language sets around words: by the ILO's own way of writing, where it is not that of CLDR."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.typography import (
    format_date,
    in_marks,
    is_singular,
    listed,
    number_written,
    ordinal_form,
    percent_written,
    years_written,
)


@pytest.mark.parametrize(
    ("language", "quote", "expected"),
    [
        ("en", "the “new” tools", "“the ‘new’ tools”"),
        ("fr", "les «nouveaux» outils", "«\u00a0les “nouveaux” outils\u00a0»"),
        ("fr", "les «\u00a0nouveaux\u00a0» outils", "«\u00a0les “nouveaux” outils\u00a0»"),
        ("es", "las «nuevas» herramientas", "«las “nuevas” herramientas»"),
        ("xx", "plain", "“plain”"),
    ],
)
def test_marks_are_those_of_the_language_of_the_text(language: str, quote: str, expected: str) -> None:
    assert in_marks(quote, language) == expected


@given(st.text(alphabet=st.characters(exclude_characters="«»“”‘’", exclude_categories=["Cs"]), min_size=1))
def test_marks_change_nothing_inside(quote: str) -> None:
    for language in ("en", "es"):
        assert in_marks(quote, language)[1:-1] == quote
    assert re.sub("[«»\u00a0]", "", in_marks(quote, "fr")) == quote.replace("\u00a0", "")


@pytest.mark.parametrize(
    ("language", "both", "either"),
    [("en", "7, 8 and 9", "7, 8 or 9"), ("fr", "7, 8 et 9", "7, 8 ou 9"), ("es", "7, 8 y 9", "7, 8 o 9")],
)
def test_no_comma_before_the_last_name_of_a_list(language: str, both: str, either: str) -> None:
    assert (listed(["7", "8", "9"], language), listed(["7", "8", "9"], language, either=True)) == (both, either)
    assert (listed([], language), listed(["7"], language)) == ("", "7")


@pytest.mark.parametrize(
    ("language", "number", "percent"),
    [("en", "4300.25", "15.6%"), ("fr", "4300,25", "15,6\u00a0%"), ("es", "4300,25", "15,6\u00a0%")],
)
def test_numbers_have_the_sign_of_the_language_and_no_narrow_space(language: str, number: str, percent: str) -> None:
    assert number_written(Decimal("4300.2500"), language) == number
    assert percent_written(Decimal("0.156"), language) == percent
    assert number_written(Decimal("1e7"), language) == "10000000"


@pytest.mark.parametrize(
    ("iso", "english", "french", "spanish"),
    [
        ("2022-11-07", "7 November 2022", "7\u00a0novembre\u00a02022", "7 de noviembre de 2022"),
        ("2021-03-01", "1 March 2021", "1er\u00a0mars\u00a02021", "1 de marzo de 2021"),
        ("2022-08", "August 2022", "août\u00a02022", "agosto de 2022"),
        ("2022", "2022", "2022", "2022"),
        ("2022-02-30", "2022-02-30", "2022-02-30", "2022-02-30"),
        ("2022-13", "2022-13", "2022-13", "2022-13"),
    ],
)
def test_dates_are_british_and_french_ones_keep_together(iso: str, english: str, french: str, spanish: str) -> None:
    assert [format_date(iso, language) for language in ("en", "fr", "es")] == [english, french, spanish]


def test_what_takes_the_singular() -> None:
    numbers: list[Decimal | int] = [0, 1, Decimal("1.0"), Decimal("1.9"), 2, 1_000_000]
    assert [is_singular(each, "fr") for each in numbers] == [True, True, True, True, False, False]
    assert [is_singular(each, "es") for each in numbers] == [False, True, True, False, False, False]
    assert [is_singular(each, "en") for each in (0, 1, 2)] == [False, True, False]


def test_ordinals_and_years() -> None:
    assert [ordinal_form(each, "en") for each in (1, 2, 3, 11, 112, 123)] == [
        "one",
        "two",
        "few",
        "other",
        "other",
        "few",
    ]
    assert (years_written(2023, 2029, "en"), years_written(2023, 2029, "es")) == ("2023–2029", "2023-2029")
    assert (years_written(2023, 2023, "fr"), years_written(None, None, "fr")) == ("2023", "")
