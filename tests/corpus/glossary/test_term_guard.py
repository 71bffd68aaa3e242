"""The term guard: official terms in other words than the official ones are flagged, and nothing else is."""

from __future__ import annotations

import pytest

from corpus.glossary.glossary import Glossary
from corpus.glossary.loader import read_renderings
from corpus.glossary.term_guard import guard
from corpus.notes import bundled
from corpus.types import Language

EN, FR, ES = Language.EN, Language.FR, Language.ES

GOLDEN = [
    (
        EN,
        "It backs the social and supportive economy.",
        "social and supportive economy",
        "social and solidarity economy",
    ),
    (EN, "A solidarity-based economy grows.", "solidarity-based economy", "solidarity economy"),
    (
        EN,
        "the International Labor Organization",
        "International Labor Organization",
        "International Labour Organization",
    ),
    (EN, "autochthonous and tribal peoples", "autochthonous and tribal peoples", "indigenous and tribal peoples"),
    (EN, "a social protection base for all", "social protection base", "social protection floor"),
    (EN, "durable enterprises", "durable enterprises", "sustainable enterprises"),
    (FR, "l’économie sociale et solidariste", "économie sociale et solidariste", "économie sociale et solidaire"),
    (FR, "Le plancher de protection sociale", "plancher de protection sociale", "socle de protection sociale"),
    (FR, "les constituants tripartites", "constituants tripartites", "mandants tripartites"),
    (FR, "lutter contre le travail infantile", "travail infantile", "travail des enfants"),
    (FR, "l'Agenda 2030", "Agenda 2030", "Programme de développement durable à l’horizon 2030"),
    (FR, "des groupes d'auto-assistance", "groupes d'auto-assistance", "groupe d’entraide"),
    (FR, "normes internationales de travail", "normes internationales de travail", "normes internationales du travail"),
    (FR, "un environnement habilitant", "environnement habilitant", "environnement propice"),
    (FR, "les unions de travailleurs", "unions de travailleurs", "syndicat"),
    (FR, "l’entreprenariat rural", "entreprenariat", "entrepreneuriat"),
    (FR, "le Conseil de direction du BIT", "Conseil de direction", "Conseil d’administration"),
    (
        FR,
        "Le Bureau international du travail (OIT) publie.",
        "Bureau international du travail (OIT",
        "Bureau international du Travail",
    ),
    (EN, "the program and budget", "program and budget", "programme and budget"),
    (EN, "the ILO board of governors", "board of governors", "Governing Body"),
    (EN, "the Turin Center", "Turin Center", "International Training Centre of the ILO"),
    (ES, "el trabajo digno", "trabajo digno", "trabajo decente"),
    (ES, "El Consejo de Gobierno de la OIT", "Consejo de Gobierno", "Consejo de Administración"),
    (ES, "el trabajo forzado", "trabajo forzado", "trabajo forzoso"),
    (ES, "los constituyentes tripartitos", "constituyentes tripartitos", "mandantes tripartitos"),
    (ES, "el desarrollo sustentable", "desarrollo sustentable", "desarrollo sostenible"),
    (ES, "los socios sociales", "socios sociales", "interlocutores sociales"),
]


@pytest.mark.parametrize(("language", "text", "words", "official"), GOLDEN)
def test_a_known_wrong_rendering_is_flagged(language: Language, text: str, words: str, official: str) -> None:
    (flag,) = guard(text, language)
    assert (flag.words, text[flag.start : flag.end], flag.term.names[language]) == (words, words, official)


def test_words_that_are_right_elsewhere_count_where_a_source_uses_the_term() -> None:
    text = "The Board of Directors meets in March."
    assert guard(text, EN) == ()
    assert guard(text, EN, [(FR, "La direction se réunit en mars.")]) == ()
    assert guard(text, EN, [(FR, "Le conseil d’administration de la société se réunit en mars.")]) == ()
    (flag,) = guard(text, EN, [(FR, "Le Conseil d’administration se réunit en mars.")])
    assert flag.term.names[EN] == "Governing Body"


def test_a_body_of_another_name_is_another_body() -> None:
    assert guard("The board of governors meets.", EN) == ()
    assert guard("The ILO wrote to the Board of Governors of the central bank.", EN) == ()
    assert guard("La OIT visitó al Consejo de Gobierno de Cantabria.", ES) == ()
    assert guard("Le BIT a écrit au Conseil de direction de la mutuelle.", FR) == ()


def test_they_do_not_count_where_the_text_has_the_official_term_as_well() -> None:
    source = [(FR, "Le Conseil d’administration se réunit en mars.")]
    assert guard("The Governing Body, a board of directors of sorts, meets.", EN, source) == ()


def test_a_source_in_the_same_language_is_no_source() -> None:
    assert guard("The Board of Directors meets.", EN, [(EN, "The Governing Body meets.")]) == ()


def test_words_inside_an_official_name_are_not_flagged() -> None:
    source = [(EN, "the social and solidarity economy")]
    assert guard("l’économie sociale solidaire", FR, source)
    assert guard("Réseau intercontinental de promotion de l’économie sociale solidaire", FR, source) == ()


def test_each_language_has_its_own_wrong_renderings() -> None:
    assert guard("l’autogestion", FR) == ()
    assert guard("L’autogestion reste un mot français.", EN) != ()


def test_an_official_text_in_official_terms_passes() -> None:
    assert (
        guard("Decent work and the social and solidarity economy: employers’ organizations, ILO constituents.", EN)
        == ()
    )


@pytest.mark.parametrize("language", Language)
def test_every_known_rendering_is_found_in_its_language(language: Language) -> None:
    terms = Glossary.bundled().terms
    for rendering in read_renderings(terms):
        if rendering.language is language:
            other = next(each for each in Language if each is not language)
            flags = guard(f"— {rendering.words} —", language, [(other, rendering.term.names[other])])
            assert [flag.term for flag in flags] == [rendering.term], rendering.words


def test_no_official_name_is_flagged() -> None:
    for term in Glossary.bundled().terms:
        sources = [(language, term.names[language]) for language in Language]
        for language in Language:
            for form in term.spellings(language):
                assert guard(form, language, sources) == (), form


def test_the_bundled_notes_use_the_official_terms() -> None:
    texts = {
        (note.document, rendition.locator, note.language): rendition.text
        for note in bundled()
        for rendition in note.renditions
    }
    for (document, locator, language), text in texts.items():
        others = [(other, texts[key]) for other in Language if (key := (document, locator, other)) in texts]
        flags = guard(text, language, others)
        assert not flags, (document, locator, [(flag.words, flag.term.names[language]) for flag in flags])
