"""The glossary: terms found by any of their forms, and said in the other languages."""

from __future__ import annotations

import pytest

from corpus.glossary import Glossary, Term
from corpus.types import Language

EN, FR, ES = Language.EN, Language.FR, Language.ES
OVENS = Glossary(
    (
        Term({EN: "common oven", FR: "four commun", ES: "horno común"}, {EN: "COV", FR: "FCM", ES: "HCM"}),
        Term({EN: "oven", FR: "four", ES: "horno"}, {EN: "", FR: "", ES: ""}),
        Term({EN: "bread day", FR: "journée du pain", ES: "día del pan"}, {EN: "SAP", FR: "", ES: ""}),
    )
)


def names(text: str, glossary: Glossary = OVENS) -> list[str]:
    """Return the English names of the terms that a text uses."""
    return [term.names[EN] for term in glossary.terms_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The common oven", ["common oven"]),
        ("les FOURS et le four commun", ["oven", "common oven"]),
        ("el horno comun", ["common oven"]),
        ("What is the FCM?", ["common oven"]),
        ("proven and governed", []),
        ("", []),
    ],
)
def test_terms_are_found_by_any_form(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_an_abbreviation_that_is_a_word_counts_in_capitals_only() -> None:
    assert names("the sap of the tree") == []
    assert names("the SAP of the valley") == ["bread day"]


def test_an_empty_glossary_finds_nothing() -> None:
    assert Glossary(()).terms_in("oven") == []


def test_the_bundled_glossary_knows_the_words_of_the_subject() -> None:
    bundled = Glossary.bundled()
    assert names("What is the ESS?", bundled) == ["social and solidarity economy"]
    assert len(bundled.terms) > 50
    assert all(term.names[language].strip() for term in bundled.terms for language in (EN, FR))
