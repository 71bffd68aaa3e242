"""The glossary: terms found by any of their forms, and said in the other languages."""

from __future__ import annotations

import csv
import unicodedata

import pytest

from corpus.catalogue.catalogue import load
from corpus.glossary.glossary import Glossary
from corpus.glossary.loader import RENDERINGS_FILE, TERMS_FILE
from corpus.glossary.types import Term
from corpus.notes import bundled as bundled_notes
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


def test_an_abbreviation_in_capitals_elsewhere_does_not_make_a_word_one() -> None:
    assert names("the sap") == []
    spots = list(OVENS.spots("the sap, the SAP"))
    assert [spot.start for spot in spots] == [13]


def test_an_empty_glossary_finds_nothing() -> None:
    assert Glossary(()).terms_in("oven") == []


# The glossary that ships ------------------------------------------------------------------------------------------


def test_the_bundled_glossary_knows_the_words_of_the_subject() -> None:
    bundled = Glossary.bundled()
    assert names("What is the ESS?", bundled) == ["social and solidarity economy"]
    assert names("les entités de l’ESS", bundled) == ["SSE entity"]
    assert names("a bit of the UN", bundled) == ["United Nations"]
    assert len(bundled.terms) >= 300


@pytest.mark.parametrize("language", Language)
def test_every_form_of_every_term_leads_to_it(language: Language) -> None:
    glossary = Glossary.bundled()
    for term in glossary.terms:
        for form in term.spellings(language):
            for written in (form, form.upper(), form.replace("’", "'"), unicodedata.normalize("NFD", form)):
                assert (term, language) in {(found.term, found.language) for found in glossary.named(written)}, written
            assert term in glossary.terms_in(f"— {form} —"), form


def test_what_expands_a_search_is_a_part_of_the_glossary() -> None:
    searched = Glossary.for_search().terms
    assert set(searched) < set(Glossary.bundled().terms)
    assert all(term.searched for term in searched)


def test_every_definition_is_in_a_document_that_is_known() -> None:
    catalogue = load()
    notes = {(note.document, rendition.locator) for note in bundled_notes() for rendition in note.renditions}
    held = {document for document, _ in notes}
    for term in Glossary.bundled().terms:
        if term.definition is not None:
            assert catalogue.get(term.definition.document) is not None, term.names[EN]
            if term.definition.document in held:
                assert (term.definition.document, term.definition.locator) in notes, term.names[EN]


def test_the_files_are_set_in_type() -> None:
    for path in (TERMS_FILE, RENDERINGS_FILE):
        text = path.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text)
        assert "'" not in text, path.name
        assert "  " not in text, path.name


def test_french_and_spanish_names_use_letters_of_their_languages() -> None:
    letters = {"fr": "àâçéèêëîïôûùüÿœæ", "es": "áéíóúüñ"}
    with TERMS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for code, allowed in letters.items():
                text = f"{row[code]} {row[f'also_{code}']}".lower()
                strange = {c for c in text if c.isalpha() and not c.isascii() and c not in allowed}
                assert not strange, (row[code], strange)
