"""Facts that a question asks for, and others of their kind, written alike."""

from __future__ import annotations

import pytest

from assistant.study.alternatives import as_number, can_be, other_facts
from assistant.study.chance import seeded
from assistant.study.facts import Fact, FactKind, facts_in
from corpus.types import Language


@pytest.mark.parametrize(
    ("sentence", "language", "found"),
    [
        ("It costs US$37.5 million until 2029.", "en", [("money", "37.5"), ("year", "2029")]),
        ("Il en coûte 37,5 millions de dollars, soit 12 pour cent.", "fr", [("money", "37,5"), ("percent", "12")]),
        ("They meet within thirty days, as 1,250 people did.", "en", [("duration", "thirty"), ("count", "1,250")]),
        ("Dans les quinze jours, voir les articles 4 à 12.", "fr", [("duration", "quinze")]),
        ("See paras 24 and 25, section 12(3) and point 9(n) of No. 193.", "en", []),
        ("Opened on 14 May 2031, see C189.", "en", [("date", "14"), ("year", "2031"), ("instrument", "189")]),
        ("La recommandation (n° 193) sur la promotion des coopératives", "fr", [("instrument", "193")]),
        ("The biennium 2022–23 follows.", "en", []),
        ("Three boats sail, and thirty-one wait.", "en", []),  # a capital tells, and 31 is in no list of names
    ],
)
def test_what_counts_something_is_a_fact_and_what_numbers_a_place_is_none(
    sentence: str, language: str, found: list[tuple[str, str]]
) -> None:
    facts = facts_in(sentence, Language(language))
    assert [(str(each.kind), each.words(sentence)) for each in facts] == found


def others(sentence: str, language: Language = Language.EN) -> tuple[Fact, list[str]]:
    fact = facts_in(sentence, language)[0]
    return fact, [words for _, words in other_facts(fact, fact.words(sentence), language, seeded(1))]


def test_another_figure_keeps_the_form_of_the_first() -> None:
    assert all(
        as_number(each) is not None and "," in each
        for each in others("un coût de 15,6 millions de dollars", Language.FR)[1]
    )
    assert all(len(each) == 5 and each[1] == "," for each in others("They lent 4,300 boats.")[1])
    assert all(len(each) == 4 for each in others("It ends in 2036.")[1])
    fact, names = others("They vote within thirty days.")
    assert fact.kind is FactKind.DURATION
    assert {"twenty", "forty"} <= set(names)
    assert "thirty" not in names


def test_no_other_figure_is_the_same_nothing_or_more_than_all() -> None:
    assert all(0 < float(each) < 100 for each in others("It is 95 per cent of them.")[1])
    assert all(int(each) >= 2 for each in others("They wait 2 days.")[1])


def test_the_same_chance_gives_the_same_values_in_each_language() -> None:
    def values(sentence: str, language: Language) -> list[str]:
        fact = facts_in(sentence, language)[0]
        return [value for value, _ in other_facts(fact, fact.words(sentence), language, seeded(3))]

    assert values("a gift of 6.5 million dollars", Language.EN) == values(
        "un don de 6,5 millions de dollars", Language.FR
    )


@pytest.mark.parametrize(
    ("written", "number"), [("1 250", "1250"), ("15,6", "15.6"), ("4,300", "4300"), ("trente", "30"), ("about", None)]
)
def test_a_number_is_read_as_people_write_it(written: str, number: str | None) -> None:
    found = as_number(written)
    assert (None if found is None else str(found)) == number


def test_the_day_of_a_date_without_a_year_is_no_number() -> None:
    assert facts_in("The first meeting is on 10 February at the lake.", Language.EN) == ()


def test_a_period_does_not_end_before_it_begins() -> None:
    sentence = "The plan for 2022–2025 is told."
    (end,) = facts_in(sentence, Language.EN)
    assert (can_be(end, sentence, "2024"), can_be(end, sentence, "2020")) == (True, False)
