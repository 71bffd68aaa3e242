"""Explicit references: read, resolved, written."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import load
from corpus.references import documents, format_citation, format_locator, format_range, parse, resolve
from corpus.types import Document, Language

GOLD = Path(__file__).parents[1] / "gold/references.csv"
KNOWN = load()
NBSP = "\u00a0"
LANGUAGES = [language.value for language in Language]


def _gold() -> list[dict[str, str]]:
    """Return the golden spellings."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Shelf:
    """A library in memory."""

    def __init__(self, **held: str) -> None:
        """Hold documents, each with its locators separated by semicolons; `_` in a name stands for a hyphen."""
        self._held = {name.replace("_", "-"): locators.split(";") for name, locators in held.items()}

    def document_ids(self) -> Sequence[str]:
        """Return the ids held."""
        return list(self._held)

    def has(self, document_id: str) -> bool:
        """Tell whether a document is held."""
        return document_id in self._held

    def locators(self, document_id: str) -> Sequence[str]:
        """Return a document's locators."""
        return self._held.get(document_id, [])


STRATEGY = ";".join(
    ["¶1", *(str(n) for n in range(1, 31)), "24(a)", "24(b)", "24(c)", "24(d)", "24(e)", "action plan 1.2(3)"]
)
SHELF = Shelf(gb346_ins_4=STRATEGY, letter="¶1;¶2;¶3", act="1;2;3;3.1;12", c087="1;2;3;3(1);3(2)")


# Reading ----------------------------------------------------------------------------------------------------------


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


@given(st.text())
def test_any_text_can_be_parsed(text: str) -> None:
    parse(text, KNOWN)
    documents(text, KNOWN)


@given(st.text(alphabet="0123456789 aen()[],.-–¶§par.de R°/\x00GBart\n", max_size=60))
def test_anything_like_a_reference_can_be_parsed(text: str) -> None:
    reference = parse(text, KNOWN)
    assert reference is None or 0 <= reference.span[0] <= reference.span[1] <= len(text)
    resolve(reference, SHELF)


HELD = [
    Document("gc-1", symbol="CMW/C/GC/1", titles={"en": "General comment No. 1"}),
    Document("fake"),
    Document("trainer", titles={"fr": "Guide du formateur: exercices imaginaires"}),
    Document("letter", titles={"en": "Message of solidarity"}, date="2020-05-08"),
    Document("seminar", titles={"en": "Colloquium on imaginary workshops"}),
    Document("one", titles={"en": "Annual report: north"}),
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
        ("XYZ/9/9, para. 3", "XYZ/9/9"),
        ("GB.346/INS/4, 12345", "12345"),
        ("GB.346/INS/4, -1", "-1"),
        ("GB.346/INS/4, p. 3", "p. 3"),
        ("GB.346/INS/4, paragraphs twelve", "paragraphs twelve"),
        ("show me the full text of GB.346/INS/4, please", ""),
        ("montre-moi le paragraphe 3", ""),
    ],
)
def test_what_could_not_be_read_is_kept(text: str, unread: str) -> None:
    reference = parse(text, LIBRARY)
    assert reference is not None and reference.unread == unread


# Resolving --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status", "document", "locators"),
    [
        ("GB.346/INS/4, para. 24(e)", "found", "gb346-ins-4", ("24(e)",)),
        ("paragraphes 7 à 9 de la stratégie", "found", "gb346-ins-4", ("7", "8", "9")),
        ("produit 1.2, ligne 3", "found", "gb346-ins-4", ("action plan 1.2(3)",)),
        ("24 e)", "found", "gb346-ins-4", ("24(e)",)),
        ("¶3", "found", "letter", ("¶3",)),
        ("GB.346/INS/4", "found", "gb346-ins-4", ()),
        ("GB.346/INS/4 ¶ 24.c", "found", "gb346-ins-4", ("24(c)",)),
        ("GB.346/INS/4, para. 1000", "no_such_paragraph", "gb346-ins-4", ()),
        ("C87, art. 3.1", "found", "c087", ("3(1)",)),
        ("paragraph 12", "ambiguous", None, ()),
        ("R193, para. 7", "not_loaded", "r193", ()),
        ("C250, art. 1", "unknown_document", None, ()),
        ("paragraph 99", "no_such_paragraph", None, ()),
        ("good morning", "not_a_reference", None, ()),
    ],
)
def test_what_a_reference_points_to(text: str, status: str, document: str | None, locators: tuple[str, ...]) -> None:
    resolution = resolve(parse(text, KNOWN), SHELF)
    assert (resolution.status, resolution.document, resolution.locators) == (status, document, locators)


def test_a_wrong_paragraph_is_answered_with_those_there_are() -> None:
    resolution = resolve(parse("GB.346/INS/4, para. 31", KNOWN), SHELF)
    assert (resolution.status, resolution.valid) == ("no_such_paragraph", "1-30")
    resolution = resolve(parse("GB.346/INS/4, para. 24(k)", KNOWN), SHELF)
    assert (resolution.status, resolution.valid) == ("no_such_paragraph", "24(a)-24(e)")


def test_a_number_finds_the_paragraph_of_a_document_that_only_counts_them() -> None:
    shelf = Shelf(ilo_coop_solidarity_letter_2020="¶1;¶2;¶3")
    assert resolve(parse("letter of solidarity para 3", KNOWN), shelf).locators == ("¶3",)


def test_what_is_missing_of_a_range_is_told() -> None:
    resolution = resolve(parse("paragraphs 29-32 of GB.346/INS/4", KNOWN), SHELF)
    assert (resolution.status, resolution.locators, resolution.missing) == ("found", ("29", "30"), ("31", "32"))


def test_candidates_are_in_order() -> None:
    resolution = resolve(parse("paragraph 12", KNOWN), Shelf(b="12", a="12", c="¶12"))
    assert resolution.candidates == ("a", "b")


def test_sections_numbered_with_points_are_found() -> None:
    known = KNOWN.including([Document("act", titles={"en": "Imaginary Cooperatives Act"})])
    assert resolve(parse("section 3.1 of the Imaginary Cooperatives Act", known), SHELF).locators == ("3.1",)


# Writing ----------------------------------------------------------------------------------------------------------


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
            "action plan, output 1.2, row 1 to 4",
            "plan d’action, produit 1.2, ligne 1 à 4",
            "plan de acción, producto 1.2, fila 1 a 4",
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


_numbers = st.integers(1, 199).map(str)
_letters = st.sampled_from("abcdefghjklmnopqrstuwyz")
_romans = st.sampled_from(["i", "ii", "iii", "iv", "vi"])
_items = st.one_of(
    st.just(""),
    st.builds("({})".format, _letters),
    st.builds("({})({})".format, st.integers(1, 12), _letters),
    st.builds("({})({})".format, _letters, _romans),
)
_locators = st.one_of(
    st.just("Preamble"),
    st.builds("{}{}".format, _numbers, _items),
    st.builds("¶{}{}".format, _numbers, _items),
    st.builds("Annex I, {}{}".format, _numbers, _items),
    st.builds("action plan {}.{}".format, st.integers(1, 9), st.integers(1, 9)),
    st.builds("action plan {}.{}({})".format, st.integers(1, 9), st.integers(1, 9), st.integers(1, 30)),
    st.builds("action plan, objective {}".format, st.integers(1, 9)),
)


@given(_locators, st.sampled_from(LANGUAGES), st.sampled_from([None, "convention", "conclusions"]))
def test_what_is_written_reads_back(locator: str, language: str, kind: str | None) -> None:
    written = format_locator(locator, language, kind)
    reference = parse(written, KNOWN)
    assert reference is not None, written
    assert reference.locators == (locator,), written
    assert reference.is_lookup, written


@given(_locators, st.sampled_from(LANGUAGES), st.sampled_from(["gb346-ins-4", "r193", "c087", "philadelphia-1944"]))
def test_a_citation_reads_back(locator: str, language: str, document_id: str) -> None:
    entry = KNOWN.get(document_id)
    assert entry is not None
    written = format_citation(entry.document(), locator, language)
    reference = parse(written, KNOWN)
    assert reference is not None
    if not re.match("action plan", locator):  # the plan is the strategy's, whatever else is named
        assert (reference.document, reference.locators) == (document_id, (locator,)), written
