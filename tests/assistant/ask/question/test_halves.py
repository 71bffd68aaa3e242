"""Two questions in one are told apart; one question with an “and” in it stays whole."""

from __future__ import annotations

import pytest

from assistant.ask.question.halves import halves_of


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("How many pilots are there, and when are they paid?", None),  # “they” leans on the first
        (
            "How many pilots must a ferry have, and when are wages paid?",
            ("How many pilots must a ferry have", "when are wages paid?"),
        ),
        ("Combien de pilotes et combien de lanternes ?", ("Combien de pilotes", "combien de lanternes ?")),
        ("¿Cuántos pilotos hay y dónde viven los guardas?", ("¿Cuántos pilotos hay", "dónde viven los guardas?")),
        (
            "la réunion de mai : où elle s’est tenue, et combien de villages étaient là",
            ("la réunion de mai : où elle s’est tenue", "la réunion de mai : combien de villages étaient là"),
        ),
        ("What does the Act say on goats and horses?", None),
        ("goats and horses", None),
        ("", None),
    ],
)
def test_halves(question: str, halves: tuple[str, str] | None) -> None:
    assert halves_of(question) == halves


def test_a_question_that_leans_on_the_first_may_take_its_words_along() -> None:
    both = halves_of("How many pilots are required, and how long can they serve?", leaning=True)
    assert both == ("How many pilots are required", "how long can they serve (How many pilots are required)?")
