"""Sums of money as documents write them, in three languages, and as they are written out again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.amounts import DOLLARS, find_amounts, written
from corpus.types import Language


@pytest.mark.parametrize(
    ("text", "value", "currency", "words"),
    [
        ("It needs US$15.6 million.", "15600000", DOLLARS, "US$15.6 million"),
        (
            "une enveloppe de 15,6 millions de dollars É.-U. par an",
            "15600000",
            DOLLARS,
            "15,6 millions de dollars É.-U.",
        ),
        ("37,5 millions de dollars des États-Unis d’Amérique", "37500000", DOLLARS, None),
        ("17,2 millones de dólares de los Estados Unidos", "17200000", DOLLARS, None),
        ("2.5 billion dollars", "2500000000", DOLLARS, None),
        ("1,5 milliard de dollars", "1500000000", DOLLARS, None),
        ("1 500 millions d’euros", "1500000000", "euros", None),
        ("US$1,200 million", "1200000000", DOLLARS, None),
        ("0,8 million de couronnes", "800000", "couronnes", None),
        ("Estimated resources required: 2 million loaves", "2000000", "loaves", "2 million loaves"),
    ],
)
def test_a_sum_is_read_with_its_currency_and_words(text: str, value: str, currency: str, words: str | None) -> None:
    (found,) = find_amounts(text)
    assert (found.value, found.currency) == (Decimal(value), currency)
    assert found.words in text
    assert words is None or found.words == words


@pytest.mark.parametrize(
    "text", ["", "in 2023-2029", "15.6 tonnes", "millions of people", "paragraph 15", "v1.2 million"]
)
def test_no_sum_is_seen_where_there_is_none(text: str) -> None:
    assert list(find_amounts(text)) == []


@pytest.mark.parametrize(
    ("value", "english", "french", "spanish"),
    [
        ("15600000.0", "US$15.6 million", "15,6 millions de dollars É.-U.", "15,6 millones de dólares de los EE. UU."),
        ("1500000", "US$1.5 million", "1,5 million de dollars É.-U.", "1,5 millones de dólares de los EE. UU."),
        ("120000000", "US$120 million", "120 millions de dollars É.-U.", "120 millones de dólares de los EE. UU."),
    ],
)
def test_a_sum_is_written_as_readers_of_each_language_do(value: str, english: str, french: str, spanish: str) -> None:
    said = [written(Decimal(value), DOLLARS, language) for language in (Language.EN, Language.FR, Language.ES)]
    assert [text.replace("\u00a0", " ") for text in said] == [english, french, spanish]


def test_another_currency_keeps_its_name() -> None:
    said = [written(Decimal(1_000_000), "couronnes", language) for language in (Language.EN, Language.FR, Language.ES)]
    assert said == ["1 million couronnes", "1\u00a0million de couronnes", "1 millón de couronnes"]


@given(st.integers(1, 99_999), st.sampled_from(list(Language)))
def test_what_is_written_is_read_back(tenths: int, language: Language) -> None:
    value = Decimal(tenths) * 100_000
    (found,) = find_amounts(f"({written(value, DOLLARS, language)})")
    assert (found.value, found.currency) == (value, DOLLARS)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(found.value >= 0 and found.words in text for found in find_amounts(text))
