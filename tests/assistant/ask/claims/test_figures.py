"""Figures and dates are read with what they count, in three languages, in digits and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.ask.claims.dates import dates_in
from assistant.ask.claims.figures import figures_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("37.5 per cent of 1,000 members", [("37.5", "%"), ("1000", "")]),
        ("37,5 % de 1 000 membres", [("37.5", "%"), ("1000", "")]),
        ("US$15.6 million", [("15600000", "usd")]),
        ("15,6 millions de dollars É.-U.", [("15600000", "usd")]),
        ("15,6 millones de euros", [("15600000", "eur")]),
        ("10 mil millones", [("10000000000", "")]),
        ("two thirds, then a third of them", [("67", "%"), ("33", "%")]),
        ("la moitié des membres", [("50", "%")]),
        ("in thirty days", [("30", "day")]),
        ("a five-year plan", [("5", "year")]),
        ("a year and a half", [("18", "month")]),
        ("once a fortnight", [("2", "week")]),
        ("cinco mil cuatrocientos reparadores", [("5400", "")]),
        ("three hundred and fifty seats", [("350", "")]),
        ("cent vingt places", [("120", "")]),
        ("deux et demi pour cent", [("2.5", "%")]),
        ("one member, one vote; un membre, une voix", []),
        ("pour cent, per cent, millions of people", []),
        ("entre 16 o 17 años", [("16", ""), ("17", "year")]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.value, each.unit) for each in figures_in(text)] == [(Decimal(v), unit) for v, unit in expected]


@pytest.mark.parametrize(
    ("said", "source", "agrees"),
    [
        ("37,5 pour cent", "37.5 %", True),
        ("half of them", "50 per cent", True),
        ("two years", "24 months", True),
        ("72 heures", "trois jours", True),
        ("about 16 million", "15.6 million", True),
        ("16 million", "15.6 million", False),
        ("about 15 million", "18.2 million", False),
        ("30 months", "30 days", False),
        ("15.6 million euros", "US$15.6 million", False),
        ("15.6 billion", "15.6 million", False),
        ("12 per cent", "12 members", False),
    ],
)
def test_a_figure_agrees_with_the_same_one_and_with_what_it_is_rounded_from(
    said: str, source: str, agrees: bool
) -> None:
    assert figures_in(said)[0].agrees(figures_in(source)[0]) is agrees


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 1er mars 2031", [(1, 3, 2031)]),
        ("March 3, 2031", [(3, 3, 2031)]),
        ("12 de junio de 2030", [(12, 6, 2030)]),
        ("2031-05-04", [(4, 5, 2031)]),
        ("from 4 to 12 May 2032", [(12, 5, 2032), (4, 5, 2032)]),
        ("by the end of 2034", [(31, 12, 2034)]),
        ("members may march", []),
    ],
)
def test_dates(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert sorted((each.day, each.month, each.year) for each in dates_in(text)) == sorted(expected)
