"""What a question is about, once it is left out that the ILO is to act."""

from __future__ import annotations

import pytest

from index.query.topic import topic_of


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What will the ILO do about labour inspection?", "What will do about labour inspection?"),
        ("Que fera le BIT sur l’inspection du travail ?", "Que fera  sur l’inspection du travail ?"),
        ("¿Qué hará la OIT en materia de inspección?", "¿Qué hará  en materia de inspección?"),
        ("What does the ILO do?", "What does the ILO do?"),
        ("Which conventions of the ILO does the plan name?", "Which conventions of the ILO does the plan name?"),
        ("How will the Office strengthen labour inspection?", "How will the Office strengthen labour inspection?"),
    ],
)
def test_the_ilo_as_the_one_who_acts_is_left_out(question: str, about: str) -> None:
    assert topic_of(question) == about
