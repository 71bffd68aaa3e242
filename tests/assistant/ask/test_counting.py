"""A number answers “how many” where it counts what is asked for."""

from __future__ import annotations

import pytest

from assistant.ask.counting import counts, what_is_counted, without_measures
from corpus.types import Language

PILOTS = [({"pilot": 1.0}, 1.0)]


@pytest.mark.parametrize(
    ("question", "language", "counted"),
    [
        ("How many pilots must a ferry have?", Language.EN, "pilots"),
        ("Combien de pilotes faut-il ?", Language.FR, "pilotes"),
        ("¿Cuántos pilotos hay?", Language.ES, "pilotos"),
        ("How many of us must there be?", Language.EN, "persons"),
        ("Combien faut-il être ?", Language.FR, "personnes"),
        ("How many days do we have?", Language.EN, None),
    ],
)
def test_what_is_counted(question: str, language: Language, counted: str | None) -> None:
    assert what_is_counted(question, language) == counted


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("Every ferry has at least two pilots.", True),
        ("Every ferry has three or more licensed pilots.", True),
        ("Each owner may name one pilot.", True),
        ("A pilot may bring two goats.", False),
        ("One or more pilots may be named.", False),
        ("Under sections 2 and 3 pilots are paid.", False),
    ],
)
def test_a_number_counts_what_it_stands_before(sentence: str, does: bool) -> None:
    assert counts(sentence, PILOTS, Language.EN) is does


def test_in_french_the_article_is_no_number() -> None:
    assert not counts("Le bac a un pilote.", [({"pilot": 1.0}, 1.0)], Language.FR)
    assert counts("Chaque bac n’a qu’un pilote.", [({"pilot": 1.0}, 1.0)], Language.FR)


def test_days_and_shares_count_nothing_else() -> None:
    assert without_measures("Within thirty days, five per cent of two pilots") == "Within ,  of two pilots"
