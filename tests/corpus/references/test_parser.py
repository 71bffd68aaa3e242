"""Explicit references: read, resolved, written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus.catalogue.catalogue import load
from corpus.references import documents, format_citation, parse
from corpus.types import Document, Language

GOLD = Path(__file__).parents[2] / "gold/references.csv"
KNOWN = load()
NBSP = "\u00a0"
LANGUAGES = [language.value for language in Language]


def _gold() -> list[dict[str, str]]:
    """Return the golden spellings."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _gold(), ids=lambda row: row["text"])
def test_golden_spellings(row: dict[str, str]) -> None:
    reference = parse(row["text"], KNOWN)
    assert reference is not None
    assert reference.document == (row["document"] or None)
    assert reference.instrument == (row["instrument"] or None)
    assert reference.locators == tuple(filter(None, row["locators"].split(";")))
    assert reference.is_lookup is (row["is_lookup"] == "yes")


def test_there_are_enough_golden_spellings() -> None:
    assert len(_gold()) >= 450


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15",
        "What is the social economy?",
        "Combien de membres en 2023 ?",
        "¿Quién ganó las elecciones?",
        "The three objectives and five principles",
        "Versions 3.1 and 3.2 of the program",
        "100 % of the 24 experts",
        "Ses statistiques sont de 12,5 points, 1,5 rebonds et 4,0 passes",
        "un album publié en [1987]",
        "ACT/EMP and ACTRAV",
        "ibid.",
        "op. cit., p. 12",
        "COVID-19",
        "SDG 8",
        "ODD 8.3",
        "COP27",
        "G20",
        "page 12",
        "2023-2029",
        "37.5 million",
        "from 7 to 9 years",
        "a 5-point plan",
        "par exemple",
        "point de vue",
        "R2-D2",
        "art nouveau",
        "partie prenante",
        "article de presse",
        "Output",
        "version 2.1",
        "the paragraph above",
        "Outcome 4",
        "part of the plan",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert parse(text, KNOWN) is None


def test_the_span_is_where_the_reference_stands() -> None:
    text = "Please see paragr. 9 n) des conclusions."
    reference = parse(text, KNOWN)
    assert reference is not None
    assert text[slice(*reference.span)] == "paragr. 9 n) des conclusions"
    assert reference.named == "conclusions"


def test_the_span_is_that_of_the_text_as_it_was() -> None:
    text = "See the para\u00adgraph 15 of Conven-\ntion No. 87."
    reference = parse(text, KNOWN)
    assert reference is not None
    assert (reference.document, reference.locators) == ("c087", ("15",))
    assert text[slice(*reference.span)] == "para\u00adgraph 15 of Conven-\ntion No. 87"


def test_a_title_alone_is_looked_for_among_misspelt_ones_when_asked_to() -> None:
    reference = parse("Promotion of Coperatives Recomendation", KNOWN, misspelt=True)
    assert reference is not None and reference.document == "r193"
    assert parse("Promotion of Coperatives Recomendation", KNOWN) is None


def test_a_range_too_wide_to_be_one_is_left_unread() -> None:
    reference = parse("R193, paras 1-9999", KNOWN)
    assert reference is not None and (reference.locators, reference.unread) == (("1",), "-9999")


def test_a_name_that_several_documents_of_the_library_bear_is_theirs() -> None:
    reference = parse("Rules of procedure 7, para. 3(a)", LIBRARY)
    assert reference is not None and reference.bearers == ("north-2", "south-2")


def test_another_year_than_its_own_makes_a_name_that_of_something_unknown() -> None:
    reference = parse("the 2019 Conclusions, para. 3", KNOWN)
    assert reference is not None and (reference.document, reference.explicit) == (None, True)
    assert parse("plan d’action 2023-2029, objectif 2", KNOWN) is not None


def test_a_wrong_number_is_not_mended() -> None:
    reference = parse("recommandation n° 194 sur la promotion des coopératives, paragr. 7", KNOWN)
    assert reference is not None and reference.document != "r193"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Que prévoit l’article 12 de la convention no 189 ?", ["c189"]),
        ("Compare les conventions nos 87 et 98 et R193", ["c087", "c098", "r193"]),
        ("C250 and GB.350/INS/7", ["C250", "GB.350/INS/7"]),
        ("Who pays for it?", []),
    ],
)
def test_documents_named_in_a_question(text: str, named: list[str]) -> None:
    assert [mention.document or mention.instrument for mention in documents(text, KNOWN)] == named


def test_a_name_that_others_may_bear_is_not_precise() -> None:
    (conclusions,) = documents("À quel point des conclusions répond la mobilisation ?", KNOWN)
    (recommendation,) = documents("What is R193?", KNOWN)
    assert (conclusions.document, conclusions.precise) == ("ilc110-conclusions-sse", False)
    assert (recommendation.document, recommendation.precise) == ("r193", True)


def test_the_library_s_own_documents_can_be_named() -> None:
    known = KNOWN.including([Document("act", titles={"en": "Imaginary Cooperatives Act"}, kind="law")])
    reference = parse("section 3(1) of the Imaginary Cooperatives Act", known)
    assert reference is not None
    assert (reference.document, reference.locators, reference.is_lookup) == ("act", ("3(1)",), True)


HELD = [
    Document("gc-1", symbol="CMW/C/GC/1", titles={"en": "General comment No. 1"}),
    Document("fake"),
    Document("trainer", titles={"fr": "Guide du formateur: exercices imaginaires"}),
    Document("letter", titles={"en": "Message of solidarity"}, date="2020-05-08"),
    Document("seminar", titles={"en": "Colloquium on imaginary workshops"}),
    Document("one", titles={"en": "Annual report: north"}),
    Document("law", titles={"es": "Ley Nº 98765 - Fomento de los talleres imaginarios"}, kind="law"),
    Document("rights", titles={"en": "Imaginary Declaration of Workshop Rights", "fr": "Déclaration des outils bien"}),
    Document("north-2", titles={"en": "Rules of procedure 7: north"}),
    Document("south-2", titles={"en": "Rules of procedure 7: south"}),
    Document("two", titles={"en": "Annual report: south"}),
]
LIBRARY = KNOWN.including(HELD)


@pytest.mark.parametrize(
    ("text", "document", "locators"),
    [
        ("CMW/C/GC/1, para. 5", "gc-1", ("5",)),
        ("para. 5 of cmw/c/gc/1", "gc-1", ("5",)),
        ("fake, para. 2", "fake", ("2",)),
        ("Guide du formateur, paragr. 3 b)", "trainer", ("3(b)",)),
        ("paragr. 3 b) du Guide du formateur", "trainer", ("3(b)",)),
        ("Guide du formatteur, paragr. 3 b)", "trainer", ("3(b)",)),
        ("the colloquium, paragraph 7", "seminar", ("7",)),
        ("CMW/C/GC/10, para. 5", None, ("5",)),
        ("Ley 98765 artículo 4", "law", ("4",)),
        ("artículo 4 de la Ley Nº 98.765", "law", ("4",)),
        ("IDWR art. 3(4)", "rights", ("3(4)",)),
        ("art. 3(4) of the IDWR", "rights", ("3(4)",)),
        ("DOB article premier", "rights", ("1",)),
        ("idwr art. 3(4)", None, ("3(4)",)),
        ("Annual report, para. 1", None, ("1",)),
    ],
)
def test_documents_held_are_found_by_what_they_are_called(text: str, document: str, locators: tuple[str, ...]) -> None:
    reference = parse(text, LIBRARY)
    assert reference is not None
    assert (reference.document, reference.locators) == (document, locators)


@pytest.mark.parametrize("document", HELD, ids=lambda document: document.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_our_citations_print_reads_back(document: Document, language: str) -> None:
    reference = parse(format_citation(document, "3(b)", language), LIBRARY)
    assert reference is not None
    assert (reference.document, reference.locators, reference.unread) == (document.id, ("3(b)",), "")


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("the minutes, paragraph 7", "minutes"),
        ("ibid., para. 3", "ibid"),
        ("GB.346/INS/4, 12345", "12345"),
        ("GB.346/INS/4, -1", "-1"),
        ("GB.346/INS/4, p. 3", "p. 3"),
        ("GB.346/INS/4, paragraphs twelvish", "paragraphs twelvish"),
        ("show me the full text of GB.346/INS/4, please", ""),
        ("montre-moi le paragraphe 3", ""),
    ],
)
def test_what_could_not_be_read_is_kept(text: str, unread: str) -> None:
    reference = parse(text, LIBRARY)
    assert reference is not None and reference.unread == unread


def test_a_citation_cuts_a_long_title_at_a_word() -> None:
    title = "Loi portant création des fours de la vallée et " + "l’impôt sur le revenu, " * 20 + "fin"
    cited = format_citation(Document("ovens", titles={"fr": title}, date="2016-12-12", kind="law"), "3", "fr")
    short, _, rest = cited.partition("…")
    assert len(short) < 200 and title.startswith(short) and not title[len(short)].isalnum()
    assert rest == ", 12\u00a0décembre\u00a02016, art.\u00a03"


@pytest.mark.parametrize(
    ("title", "language", "cited"),
    [
        (
            "Loi du 12 décembre 2016 portant création des fours et modifiant a) la loi ",
            "fr",
            "création des fours, art.",
        ),
        ("Ovens Act, 2016, for the ovens of the valley and to amend the Act of ", "en", "ovens of the valley, Art."),
        ("Ley 12/2016, de hornos comunales y por la que se modifica la Ley ", "es", "de hornos comunales, art."),
    ],
)
def test_a_long_title_of_a_law_ends_before_the_acts_that_it_changes(title: str, language: str, cited: str) -> None:
    law = Document("ovens", titles={language: title + "on the tax of mills, " * 20}, date="2016-12-12", kind="law")
    assert cited in format_citation(law, "3", language).replace("\u00a0", " ")
    brief = Document("ovens", titles={language: title + "x"}, date="2016-12-12", kind="law")
    assert f"{title}x, " in format_citation(brief, "3", language)
