"""References lead to exactly one place, or to the reason why there is none."""

from __future__ import annotations

import pytest

from assistant.cite.types import Cited
from assistant.service import Assistant
from corpus.references.language import language_asked_for, written_in

REFERENCES = {
    "en": "GB.912/INS/4, para. 3(b)",
    "fr": "GB.912/INS/4, paragr.\u00a03\u00a0b)",
    "es": "GB.912/INS/4, párr. 3, b)",
}
TITLE = {
    "en": "Strategy and plan of action for cooperative repair workshops",
    "fr": "Stratégie et plan d’action pour les ateliers coopératifs de réparation",
}


@pytest.mark.parametrize("language", REFERENCES)
def test_every_spelling_leads_to_the_same_place_and_is_told_in_its_own(alinea: Assistant, language: str) -> None:
    cited = alinea.cite(REFERENCES[language])
    assert (cited.status, cited.document, cited.locator) == ("found", "gb912-ins-4", "3(b)")
    assert cited.language == language
    assert cited.citation == REFERENCES[language]
    assert (cited.text, cited.text_language, cited.text_status) == (
        "Objectif 2: Former les réparateurs et les réparatrices",
        "fr",
        "official",
    )
    assert cited.url == "https://example.org/gb912-ins-4.fr.pdf"
    assert set(cited.renditions) == {"en", "fr"}


@pytest.mark.parametrize("spelling", ["gb912 ins 4 §3(b)", "3 b) GB.912/INS/4", "paragr. 3 b) du GB.912/INS/4"])
def test_loose_spellings(alinea: Assistant, spelling: str) -> None:
    assert alinea.cite(spelling).locator == "3(b)"


def test_the_text_of_a_paragraph_has_its_items(alinea: Assistant) -> None:
    text = alinea.cite("GB.912/INS/4, para. 3").text
    assert text is not None
    assert text.splitlines()[1] == "a) Objectif 1: Recenser les ateliers et leurs métiers"
    assert len(text.splitlines()) == 4


def test_a_version_asked_for_is_shown_even_where_it_is_a_note(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, para. 5", language="en")
    assert (cited.text_language, cited.text_status) == ("en", "note")
    assert alinea.cite("GB.912/INS/4, para. 5, in English").text_language == "en"
    assert alinea.cite("GB.912/INS/4, para. 5, en français").text_language == "fr"


def test_a_version_that_is_not_there_is_said_to_be_missing_and_another_is_shown(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, para. 5", language="es")
    assert cited.status == "found"
    assert cited.message == "El texto de GB.912/INS/4, párr. 5 no está cargado en español. Aquí está en francés:"
    assert (cited.text_language, cited.text_status) == ("fr", "official")


def test_our_note_is_beneath_the_official_text_in_another_language(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, para. 5")
    assert (cited.text_language, cited.text_status) == ("fr", "official")
    assert "with our unofficial note in English beneath it" in cited.message
    assert cited.renditions["en"].status == "note"


def test_no_such_paragraph_tells_the_range_there_is(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, para. 31")
    assert (cited.status, cited.valid) == ("no_such_paragraph", "1-5")
    assert cited.message == f"There is no para. 31 in {TITLE['en']} (GB.912/INS/4). It has: paras 1 to 5."
    assert cited.text is None
    item = alinea.cite("GB.912/INS/4, paragr. 3 z)")
    assert item.valid == "3(a)-3(c)"
    assert item.message.startswith(f"Il n’y a pas de paragr.\u00a03\u00a0z) dans {TITLE['fr']} (GB.912/INS/4).")


def test_what_is_missing_of_several_is_said(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, paras 1, 5 and 31")
    assert (cited.status, cited.locator, cited.valid) == ("found", "1, 5", "1-5")
    assert "no para. 31" in cited.message
    assert cited.text is not None
    assert cited.text.count("\n\n") == 1


def test_each_of_several_paragraphs_has_its_number_and_its_headings(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, paras 1 to 3 and 5")
    assert cited.citation == "GB.912/INS/4, paras 1 to 3 and 5"
    assert [each.label for each in cited.paragraphs] == ["para. 1", "para. 2", "para. 3", "para. 5"]
    assert all(each.text and each.citation.startswith("GB.912/INS/4, para. ") for each in cited.paragraphs)
    assert cited.heading == cited.paragraphs[0].heading
    assert cited.text == "\n\n".join(each.text for each in cited.paragraphs)


def test_words_left_out_are_told(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4, para. 5, second sentence", language="fr")
    assert (cited.status, cited.locator, cited.unread) == ("found", "5", "second sentence")
    assert "second sentence" in cited.message


def test_a_place_that_no_document_has(alinea: Assistant) -> None:
    cited = alinea.cite("paragraph 777")
    assert cited.status == "no_such_paragraph"
    assert cited.message == "None of the documents loaded has: para. 777."


def test_a_place_that_several_documents_have(alinea: Assistant) -> None:
    cited = alinea.cite("paragr. 3")
    assert (cited.status, cited.candidates) == ("ambiguous", ("gb346-ins-4", "gb912-ins-4"))
    assert f"\n– {TITLE['fr']}" in cited.message
    assert f"\n– {TITLE['en']}" in alinea.cite("paragraph 3 of").message


def test_a_document_known_but_not_loaded(alinea: Assistant) -> None:
    cited = alinea.cite("R193, para. 3")
    assert (cited.status, cited.document) == ("not_loaded", "r193")
    assert "(R193) is not among the documents loaded" in cited.message
    assert "python app.py fetch r193" in cited.message
    assert "python app.py add FILE" in alinea.cite("Convention 190, art. 1").message
    assert "python app.py fetch ilc110-resolution-sse" in alinea.cite("point 9 n) des conclusions ESS").message


def test_a_document_nobody_knows(alinea: Assistant) -> None:
    cited = alinea.cite("GB.999/XYZ/9, para. 3")
    assert cited.status == "unknown_document"
    assert "GB.999/XYZ/9" in cited.message


@pytest.mark.parametrize("text", ["hello", "", "para.", "'; DROP TABLE documents; --", "🙂", "\x00"])
def test_what_is_no_reference(alinea: Assistant, text: str) -> None:
    cited = alinea.cite(text)
    assert cited.status == "not_a_reference"
    assert cited.text is None


@pytest.mark.parametrize("text", ["the minutes, paragraph 3", "ibid., para. 3", "XYZ/9/9, para. 2"])
def test_a_place_of_something_unknown_is_not_looked_for_elsewhere(alinea: Assistant, text: str) -> None:
    cited = alinea.cite(text)
    assert (cited.status, cited.text) == ("unknown_document", None)
    assert text.split(",")[0].removeprefix("the ").rstrip(".") in cited.message


@pytest.mark.parametrize("place", ["para. 1000", "12345", "-1", "XXIV", "Annex", "p. 3", "paragraphs of it"])
def test_what_cannot_be_read_after_a_name_is_no_such_paragraph(alinea: Assistant, place: str) -> None:
    cited = alinea.cite(f"GB.912/INS/4, {place}")
    assert (cited.status, cited.valid) == ("no_such_paragraph", "1-5")
    assert place in cited.message


def test_a_document_alone_is_found_without_a_text(alinea: Assistant) -> None:
    cited = alinea.cite("GB.912/INS/4")
    assert (cited.status, cited.document, cited.locator, cited.text) == ("found", "gb912-ins-4", None, None)
    assert cited.citation == f"{TITLE['en']} (GB.912/INS/4)"
    assert cited.places[0] == "paras 1 to 5"
    assert ("fr", "official") in [(each.language, each.status) for each in cited.versions]


def test_a_document_that_is_known_by_notes_alone_is_not_there_without_them(official: Assistant) -> None:
    assert official.cite("GB.346/INS/4, para. 3").status == "not_loaded"
    assert official.cite("paragr. 3").document == "gb912-ins-4"


def test_rows_and_objectives_have_their_own_places(alinea: Assistant) -> None:
    row = alinea.cite("GB.912/INS/4, action plan, output 2.1, row 1")
    assert row.locator == "action plan 2.1(1)"
    assert row.text is not None
    assert "écoles itinérantes" in row.text
    assert alinea.cite("GB.912/INS/4, produit 3.1").locator == "action plan 3.1, action plan 3.1(1)"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("para. 3 in English", "en"),
        ("paragr. 3 en anglais", "en"),
        ("párr. 3 en inglés", "en"),
        ("para. 3 in French", "fr"),
        ("párr. 3 en francés", "fr"),
        ("paragr. 3 en espagnol", "es"),
        ("párr. 3 en español", "es"),
        ("English para. 3", None),
        ("", None),
    ],
)
def test_a_language_asked_for_in_words(text: str, language: str | None) -> None:
    assert language_asked_for(text) == language


def test_the_object_has_the_fields_of_the_contract(alinea: Assistant) -> None:
    said = alinea.cite("GB.912/INS/4, para. 2").to_json()
    assert set(said) == set(Cited.__dataclass_fields__)
    assert said["renditions"]["en"] == {
        "status": "note",
        "text": "Cooperative workshops give work to 4,300 people in 27 valleys and mend 15.6 tonnes of tools a day, "
        "twice what they did a year earlier.",
        "page": None,
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Convention 189 art. 5", "en"),
        ("GB.346/INS/4", "en"),
        ("R193 § 7", "en"),
        ("C189, art. 7(a)", "en"),
        ("Conclusions, 9 n)", "fr"),
        ("recommandation no 193", "fr"),
        ("Déclaration de Philadelphie", "fr"),
        ("C189, art. 7, a)", "es"),
        ("Convenio 189, art. 5", "es"),
        ("Ley 19848, art. 4", "es"),
        ("", "en"),
    ],
)
def test_the_language_of_a_reference_is_told_by_its_own_signs(text: str, language: str) -> None:
    assert written_in(text) == language
