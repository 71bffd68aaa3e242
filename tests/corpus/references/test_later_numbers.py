"""Recitals, several acts in one file, and articles put in later: read, found, and written again."""

from __future__ import annotations

import pytest

from corpus.catalogue.catalogue import load
from corpus.references import format_locator, format_places, parse, resolve
from corpus.references.resolver import Resolution

LOCATORS = ("recital 1", "recital 2", "1", "2", "2 bis", "2 bis A", "71A", "71b", "Act 2, 1", "Act 2, 1(1)")


class Harbour:
    """One document with such places."""

    def document_ids(self) -> tuple[str, ...]:
        return ("harbour-act",)

    def locators(self, document_id: str) -> tuple[str, ...]:
        return LOCATORS

    def has(self, document_id: str) -> bool:
        return True


def found(text: str) -> Resolution:
    return resolve(parse(text, load()), Harbour())


@pytest.mark.parametrize(
    ("text", "locators"),
    [
        ("recital 25", ("recital 25",)),
        ("considérant (25)", ("recital 25",)),
        ("considerando n.º 25", ("recital 25",)),
        ("recitals (3) to (5) and 7", ("recital 3", "recital 4", "recital 5", "recital 7")),
        ("texte 2, art. 3", ("Act 2, 3",)),
        ("Act 2, Article 3(1)", ("Act 2, 3(1)",)),
        ("texto 2, anexo I, párr. 3", ("Act 2, Annex I, 3",)),
    ],
)
def test_how_they_are_read(text: str, locators: tuple[str, ...]) -> None:
    reference = parse(text, load())
    assert reference is not None
    assert reference.locators == locators


@pytest.mark.parametrize("text", ["considérant que l’article est clair", "the recital of poems"])
def test_other_words_are_no_recitals(text: str) -> None:
    reference = parse(text, load())
    assert reference is None or not any("recital" in each for each in reference.locators)


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("recital 2", "recital 2"),
        ("article 2 bis", "2 bis"),
        ("article 2 bis A", "2 bis A"),
        ("article 71A", "71A"),
        ("art. 71 b)", "71b"),
        ("texte 2, art. 1, paragr. 1", "Act 2, 1(1)"),
    ],
)
def test_how_they_are_found(text: str, locator: str) -> None:
    assert found(text).locators == (locator,)


@pytest.mark.parametrize(
    ("locator", "language", "written"),
    [
        ("recital 25", "en", "recital 25"),
        ("recital 25", "fr", "considérant\u00a025"),
        ("recital 25", "es", "considerando 25"),
        ("Act 2, 3", "fr", "texte\u00a02, art.\u00a03"),
        ("Act 2, 3(1)", "en", "Act 2, Art. 3(1)"),
        ("2 bis A", "fr", "art.\u00a02 bis A"),
        ("10(2 bis)", "en", "Art. 10(2 bis)"),
    ],
)
def test_how_they_are_written(locator: str, language: str, written: str) -> None:
    assert format_locator(locator, language, "law") == written


def test_a_run_of_recitals() -> None:
    assert format_places(["recital 3", "recital 4", "recital 5"], "fr") == "considérants\u00a03\u00a0à\u00a05"
