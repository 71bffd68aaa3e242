"""Places and citations are written as the ILO writes them."""

from __future__ import annotations

import pytest

from corpus.references import format_citation, format_locator, format_places, format_range
from corpus.types import Document, Language

NBSP = "\u00a0"
LANGUAGES = [language.value for language in Language]


@pytest.mark.parametrize(
    ("locator", "kind", "en", "fr", "es"),
    [
        ("15", None, "para. 15", "paragr. 15", "párr. 15"),
        ("24(e)", None, "para. 24(e)", "paragr. 24 e)", "párr. 24, e)"),
        ("7(2)(b)", "recommendation", "para. 7(2)(b)", "paragr. 7 2) b)", "párr. 7, 2), b)"),
        ("3(1)(a)", "convention", "Art. 3(1)(a)", "art. 3, paragr. 1 a)", "art. 3, párr. 1, a)"),
        ("12", "law", "Art. 12", "art. 12", "art. 12"),
        ("Preamble", None, "Preamble", "préambule", "preámbulo"),
        (
            "action plan 1.2",
            None,
            "action plan, output 1.2",
            "plan d’action, produit 1.2",
            "plan de acción, producto 1.2",
        ),
        (
            "action plan 1.2(3)",
            None,
            "action plan, output 1.2, row 3",
            "plan d’action, produit 1.2, ligne 3",
            "plan de acción, producto 1.2, fila 3",
        ),
        (
            "action plan, objective 1",
            None,
            "action plan, objective 1",
            "plan d’action, objectif 1",
            "plan de acción, objetivo 1",
        ),
        ("¶3", None, "¶3", "¶3", "¶3"),
        ("¶5(ii)", None, "¶5(ii)", "¶5 ii)", "¶5, ii)"),
        ("1(h)(i)", None, "para. 1(h)(i)", "paragr. 1 h) i)", "párr. 1, h) i)"),
        ("9(n)", "conclusions", "para. 9(n)", "point 9 n)", "punto 9, n)"),
        ("III(e)", "declaration", "Part III(e)", "partie III e)", "parte III, e)"),
        ("IV", "law", "Art. IV", "art. IV", "art. IV"),
        ("4(3)", "law", "Art. 4(3)", "art. 4, paragr. 3", "art. 4, 3)"),
        ("L114-1(1)", "law", "Art. L114-1(1)", "art. L114-1 1)", "art. L114-1, 1)"),
        ("7(2)(1)", None, "para. 7(2)(1)", "paragr. 7 2) 1)", "párr. 7, 2) 1)"),
        ("Standard A2.3(1)", "convention", "Standard A2.3(1)", "norme A2.3 1)", "norma A2.3, 1)"),
        ("Recommendation, 7", None, "Recommendation, para. 7", "recommandation, paragr. 7", "recomendación, párr. 7"),
        ("Annex", None, "Annex", "annexe", "anexo"),
        ("Annex I, 3", None, "Annex I, para. 3", "annexe I, paragr. 3", "anexo I, párr. 3"),
    ],
)
def test_locators_are_written_as_the_ilo_writes_them(locator: str, kind: str | None, en: str, fr: str, es: str) -> None:
    written = [format_locator(locator, language, kind) for language in LANGUAGES]
    assert [text.replace(NBSP, " ") for text in written] == [en, fr, es]


@pytest.mark.parametrize(
    ("first", "last", "en", "fr", "es"),
    [
        ("1", "30", "paras 1 to 30", "paragr. 1 à 30", "párrs. 1 a 30"),
        ("24(a)", "24(e)", "paras 24(a) to (e)", "paragr. 24 a) à e)", "párrs. 24, a) a e)"),
        ("10", "19", "paras 10 to 19", "paragr. 10 à 19", "párrs. 10 a 19"),
        ("¶1", "¶9", "¶1 to ¶9", "¶1 à ¶9", "¶1 a ¶9"),
        ("7", "7", "para. 7", "paragr. 7", "párr. 7"),
        (
            "action plan 1.2(1)",
            "action plan 1.2(4)",
            "action plan, output 1.2, rows 1 to 4",
            "plan d’action, produit 1.2, lignes 1 à 4",
            "plan de acción, producto 1.2, filas 1 a 4",
        ),
    ],
)
def test_runs_of_places(first: str, last: str, en: str, fr: str, es: str) -> None:
    assert [format_range(first, last, language).replace(NBSP, " ") for language in LANGUAGES] == [en, fr, es]


def test_statutes_have_sections_and_declarations_of_rights_have_articles() -> None:
    act = Document("act", titles={"en": "Imaginary Cooperatives Act, 1999"}, kind="law")
    assert [
        format_citation(act, "109(3)", language).split(", ", 2)[-1].replace(NBSP, " ") for language in "en fr".split()
    ] == [
        "s. 109(3)",
        "art. 109, paragr. 3",
    ]
    rights = Document("udhr", titles={"en": "Universal Declaration of Human Rights"})
    assert format_citation(rights, "23(4)", "en").endswith(", Art. 23(4)")
    assert format_citation(
        Document("x", titles={"en": "Declaration of Philadelphia"}, kind="declaration"), "1", "en"
    ).endswith(", para. 1")


def test_french_spaces_do_not_break() -> None:
    assert format_locator("24(e)", "fr") == f"paragr.{NBSP}24{NBSP}e)"


def test_an_unknown_form_is_left_as_it_is() -> None:
    assert format_locator("somewhere else", "fr") == "somewhere else"


def test_citations() -> None:
    paper = Document("gb346-ins-4", symbol="GB.346/INS/4")
    letter = Document(
        "letter", titles={"fr": "Message de solidarité", "en": "Message of solidarity"}, date="2020-05-08"
    )
    assert format_citation(paper, "24(e)", "fr").replace(NBSP, " ") == "GB.346/INS/4, paragr. 24 e)"
    assert format_citation(letter, "¶3", "fr").replace(NBSP, " ") == "Message de solidarité, 8 mai 2020, ¶3"
    assert format_citation(letter, "¶3", "es") == "Message of solidarity, 8 de mayo de 2020, ¶3"
    assert format_citation(Document("x", titles={"en": "Report of 2019"}, date="2019-03"), "", "en") == "Report of 2019"
    assert (
        format_citation(Document("x", titles={"fr": "Avis"}, date="2019-03-01"), "", "fr").replace(NBSP, " ")
        == "Avis, 1er mars 2019"
    )


@pytest.mark.parametrize(
    ("locators", "kind", "en", "fr", "es"),
    [
        ("7 8 9 12", None, "paras 7 to 9 and 12", "paragr. 7 à 9 et 12", "párrs. 7 a 9 y 12"),
        ("6(c) 6(e) 6(f)", "conclusions", "paras 6(c), 6(e) and 6(f)", "points 6 c), 6 e) et 6 f)", None),
        ("24(a) 24(b) 24(c)", None, "paras 24(a) to (c)", "paragr. 24 a) à c)", "párrs. 24, a) a c)"),
        ("1 2", "convention", "Arts 1 and 2", "art. 1 et 2", "arts. 1 y 2"),
        ("15", None, "para. 15", "paragr. 15", "párr. 15"),
        ("24(a) 25", None, "paras 24(a) and 25", "paragr. 24 a) et 25", "párrs. 24, a); 25"),
    ],
)
def test_several_places(locators: str, kind: str | None, en: str, fr: str, es: str | None) -> None:
    written = [format_places(locators.split(), language, kind).replace(NBSP, " ") for language in LANGUAGES]
    assert written[:2] == [en, fr]
    assert es is None or written[2] == es


def test_a_run_names_its_word_once() -> None:
    assert format_range("1", "16", "en", "law") == "Arts 1 to 16"
    assert format_range("3", "3.5", "en", "act") == "ss. 3 to 3.5"
