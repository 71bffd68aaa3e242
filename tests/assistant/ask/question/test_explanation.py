"""A place is explained, or asked what it says about something."""

from __future__ import annotations

import pytest

from assistant.ask.question.explanation import asked_about, has_words_of


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What does paragraph 17 say about pseudo-entities?", "pseudo-entities"),
        ("Que prévoit le paragraphe 17 sur les pseudo-entités ?", "les pseudo-entites"),
        ("¿Qué dice el párrafo 17 sobre las pseudoentidades?", "las pseudoentidades"),
        ("What does paragraph 17 say?", None),
        ("What is the cost?", None),
    ],
)
def test_a_place_is_asked_about_something(question: str, about: str | None) -> None:
    assert asked_about(question) == about


def test_a_text_has_words_in_other_forms_and_languages() -> None:
    assert has_words_of("pseudo-entities", "prévenir la formation de pseudo-entités")
    assert has_words_of("the cooperatives", "each cooperative")
    assert not has_words_of("dragons and castles", "each cooperative")
    assert not has_words_of("of the", "of the cooperative")
