"""A few bare words are of the language that alone knows them."""

from __future__ import annotations

import pytest

from assistant.ask.question.bare_words import spoken


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("syndicats", "fr"),
        ("sindicatos", "es"),
        ("trade unions", "en"),
        ("économie sociale", "fr"),
        ("supply chains : que fera le Bureau ?", "fr"),
        ("hello", "en"),
        ("Merci beaucoup !", "fr"),
        ("¡Hola!", "es"),
        ("R193", None),
        ("", None),
    ],
)
def test_the_language(words: str, language: str | None) -> None:
    assert spoken(words) == language
