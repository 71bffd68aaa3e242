"""References lead to a place, or to the reason why there is none."""

from __future__ import annotations

import pytest

from corpus.catalogue.catalogue import load
from corpus.references import parse, places_there, resolve
from corpus.types import Document
from tests.corpus.references.holdings import SHELF, Shelf

KNOWN = load()


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


def test_a_section_with_a_point_is_not_a_paragraph_of_another() -> None:
    known = KNOWN.including([Document("act", titles={"en": "Imaginary Cooperatives Act"})])
    shelf = Shelf(act="253;253(2);253.2;253.2(1)")
    found = {
        text: resolve(parse(f"s. {text} of the Imaginary Cooperatives Act", known), shelf).locators
        for text in ("253.2", "253(2)", "253.2(1)", "253.02")
    }
    assert found == {"253.2": ("253.2",), "253(2)": ("253(2)",), "253.2(1)": ("253.2(1)",), "253.02": ("253(2)",)}


def test_an_annex_is_all_of_its_paragraphs() -> None:
    shelf = Shelf(r204="1;2;Annex, 1;Annex, 1(a);Annex, 2")
    assert resolve(parse("Annex to R204", KNOWN), shelf).locators == ("Annex, 1", "Annex, 2")
    assert resolve(parse("R204, Annex II", KNOWN), shelf).status == "no_such_paragraph"


def test_capitals_do_not_matter_in_items() -> None:
    shelf = Shelf(c087="3;3(A);3(B)")
    assert resolve(parse("C87, art. 3, literal b)", KNOWN), shelf).locators == ("3(B)",)


def test_what_there_is_is_told_of_the_kind_that_was_asked_for() -> None:
    plan = "1;2;action plan 1.1;action plan 1.1(1);action plan 3.3;Annex I, 1;Annex I, 2"
    shelf = Shelf(gb346_ins_4=plan)
    assert resolve(parse("GB.346/INS/4, output 4.1", KNOWN), shelf).valid == "action plan 1.1-action plan 3.3"
    assert resolve(parse("GB.346/INS/4, Annex I, para. 9", KNOWN), shelf).valid == "Annex I, 1-Annex I, 2"
    assert resolve(parse("GB.346/INS/4, para. 9", KNOWN), shelf).valid == "1-2"


def test_a_name_that_several_bear_is_a_question_unless_one_alone_has_the_place() -> None:
    held = [Document("north", titles={"en": "Rules 7: north"}), Document("south", titles={"en": "Rules 7: south"})]
    known = KNOWN.including(held)
    shelf = Shelf(north="1;2;3", south="1;2")
    assert resolve(parse("Rules 7, para. 2", known), shelf).candidates == ("north", "south")
    assert resolve(parse("Rules 7, para. 3", known), shelf).document == "north"


def test_the_places_there_are_of_every_kind() -> None:
    locators = ["¶1", "Preamble", "1", "2", "2(a)", "4", "action plan 1.1", "action plan 1.1(1)", "action plan 2.1"]
    assert places_there(locators) == (
        ("Preamble", "Preamble"),
        ("1", "2"),
        ("4", "4"),
        ("action plan 1.1", "action plan 2.1"),
    )
    assert places_there(["¶1", "¶2", "¶2(i)"]) == (("¶1", "¶2"),)
    assert places_there([]) == ()
