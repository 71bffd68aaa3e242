"""Recitals: the numbered reasons of an act, which have a count of their own."""

from __future__ import annotations

import pytest

from tests.corpus.outline.outlines import at, read, texts

RECITALS_EN = """
    # Directive on common ovens

    The Council of the Valley,

    Whereas:

    (1) Bread is eaten in every house of the valley.

    (2) Few houses have an oven of their own.

    (3) The common ovens are cold in winter.

    HAVE ADOPTED THIS DIRECTIVE:

    Article 1

    The ovens shall be lit.

    Article 2

    1. Whoever lights an oven shall:

    (1) bring wood; and

    (2) sweep the floor.
"""

RECITALS_FR = """
    # Directive sur les fours communs

    Le Conseil de la Vallée,

    considérant ce qui suit :

    (1) Le pain se mange dans toutes les maisons de la vallée.

    (2) Peu de maisons ont un four.

    (3) Les fours communs sont froids en hiver.

    ONT ADOPTÉ LA PRÉSENTE DIRECTIVE :

    Article premier

    Les fours sont allumés.

    Article 2

    1. Quiconque allume un four :

    (1) apporte du bois ; et

    (2) balaie le sol.
"""

RECITALS_ES = """
    # Directiva sobre los hornos comunes

    El Consejo del Valle,

    Considerando lo siguiente:

    (1) El pan se come en todas las casas del valle.

    (2) Pocas casas tienen horno.

    (3) Los hornos comunes están fríos en invierno.

    HAN ADOPTADO LA PRESENTE DIRECTIVA:

    Artículo 1

    Se encenderán los hornos.

    Artículo 2

    1. Quien encienda un horno:

    (1) traerá leña; y

    (2) barrerá el suelo.
"""

LOCATORS = ["recital 1", "recital 2", "recital 3", "1", "2", "2(1)", "2(1)(1)", "2(1)(2)"]


@pytest.mark.parametrize("text", [RECITALS_EN, RECITALS_FR, RECITALS_ES], ids=["en", "fr", "es"])
def test_recitals_after_whereas_have_the_same_locators_in_every_language(text: str) -> None:
    found = read(text)
    assert [locator for locator in texts(found) if not locator.startswith("¶")] == LOCATORS
    assert at(found, "recital 2").marker == "(2)"
    assert at(found, "recital 2").parent is None
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("text", "last", "enacts"),
    [
        (RECITALS_EN, "The common ovens are cold in winter.", "HAVE ADOPTED THIS DIRECTIVE:"),
        (RECITALS_FR, "Les fours communs sont froids en hiver.", "ONT ADOPTÉ LA PRÉSENTE DIRECTIVE :"),
        (RECITALS_ES, "Los hornos comunes están fríos en invierno.", "HAN ADOPTADO LA PRESENTE DIRECTIVA:"),
    ],
    ids=["en", "fr", "es"],
)
def test_the_words_that_enact_are_no_part_of_the_last_recital(text: str, last: str, enacts: str) -> None:
    found = texts(read(text))
    assert found["recital 3"] == last
    assert enacts in [words for locator, words in found.items() if locator.startswith("¶")]


@pytest.mark.parametrize(
    ("whereas", "adopted"),
    [
        ("Whereas", "HAVE ADOPTED THIS DIRECTIVE:"),
        ("considérant que", "ONT ADOPTÉ LA PRÉSENTE DIRECTIVE :"),
        ("Considerando que", "HAN ADOPTADO LA PRESENTE DIRECTIVA:"),
    ],
)
def test_recitals_that_each_begin_with_whereas(whereas: str, adopted: str) -> None:
    found = texts(
        read(
            f"(1) {whereas} 12 ovens smoke;\n\n(2) {whereas} 3 ovens leak;\n\n{adopted}\n\n"
            "Article 1\n\nThey are mended.\n\nArticle 2\n\nThey are lit."
        )
    )
    assert [locator for locator in found if not locator.startswith("¶")] == ["recital 1", "recital 2", "1", "2"]
    assert found["recital 2"] == f"{whereas} 3 ovens leak;"


def test_a_second_block_belongs_to_the_recital_above_it() -> None:
    found = texts(
        read(
            "Whereas:\n\n(1) Bread is eaten.\n\nIt is eaten warm.\n\n(2) Ovens are few.\n\n"
            "Article 1\n\nThey are lit.\n\nArticle 2\n\nThey are swept."
        )
    )
    assert found["recital 1"] == "Bread is eaten.\nIt is eaten warm."


def test_a_single_recital_is_none() -> None:
    found = read("Whereas:\n\n(1) Bread is eaten.\n\nArticle 1\n\nOvens are lit.\n\nArticle 2\n\nThey are swept.")
    assert not [locator for locator in texts(found) if locator.startswith("recital")]


def test_numbers_in_brackets_before_articles_are_no_recitals_without_whereas() -> None:
    found = read(
        "The valley has:\n\n(1) ovens;\n\n(2) mills.\n\nArticle 1\n\nOvens are lit.\n\nArticle 2\n\nMills turn."
    )
    assert list(texts(found)) == ["¶1", "¶1(1)", "¶1(2)", "1", "2"]


def test_whereas_may_end_a_longer_line() -> None:
    found = texts(read(RECITALS_EN.replace("Whereas:", "Having regard to the Treaty of the Valley, Whereas:")))
    alone = texts(read(RECITALS_EN))
    assert {**found, "¶2": "Whereas:"} == alone
