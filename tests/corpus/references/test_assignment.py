"""Several documents in one text: each place stays with its own, and none is lost."""

from __future__ import annotations

import pytest

from corpus.catalogue.catalogue import load
from corpus.references import parse, parse_all, resolve
from tests.corpus.references.holdings import Shelf

KNOWN = load()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("GB.346/INS/4, para. 24(c); C29, Art. 2", {"gb346-ins-4": ("24(c)",), "c029": ("2",)}),
        ("C29, Art. 2, para. 2(c), and P29, Art. 1", {"c029": ("2(2)(c)",), "p029": ("1",)}),
        ("C29, Art. 2, and the Accord of 2014, Art. 1", {"c029": ("2",), "Accord of 2014": ("1",)}),
        ("C189 & C177, art. 1", {"c189": ("1",), "c177": ("1",)}),
        ("C29 et P29, art. 1 et 2", {"c029": ("1", "2"), "p029": ("1", "2")}),
        ("C189 and R189, Article 1", {"c189": ("1",), "r189": ("1",)}),
        ("Article 1 of C29 and C105", {"c029": ("1",), "c105": ("1",)}),
        ("Article 2 of C29 and Article 1 of P29", {"c029": ("2",), "p029": ("1",)}),
        ("Recommendation 193, 204 and 205", {"r193": (), "r204": (), "r205": ()}),
        ("Convention 87 & 98", {"c087": (), "c098": ()}),
        ("What do C29 and C105 say in Article 1?", {"c029": ("1",), "c105": ("1",)}),
        ("C29, Art. 1; C29, Art. 3", {"c029": ("1", "3")}),
        ("Recommendation 193, 7", {"r193": ("7",)}),
        ("paragraph 7 of the guide to Recommendation No. 193", {"r193": ("7",)}),
        ("paragraph 24", {None: ("24",)}),
    ],
)
def test_each_document_has_its_own_places(text: str, read: dict[str | None, tuple[str, ...]]) -> None:
    references = parse_all(text, KNOWN)
    assert {each.document or each.named: each.locators for each in references} == read


def test_a_text_about_two_documents_is_a_lookup_of_both() -> None:
    assert all(each.is_lookup for each in parse_all("What do C29 and C105 say in Article 1?", KNOWN))
    assert not any(each.is_lookup for each in parse_all("What do C29 and C105 say of prisoners in Article 1?", KNOWN))


@pytest.mark.parametrize(
    ("text", "found", "opening"),
    [
        ("GB.346/INS/4, paragr. 24 c) à 26", ("24(c)", "24(d)", "24(e)", "25", "26"), ()),
        ("GB.346/INS/4, paras 6(b) to 7(b)", ("6(b)", "6(c)", "7", "7(a)", "7(b)"), ("7",)),
        ("GB.346/INS/4, paras 25 to 27 and 6(a)", ("25", "26", "26 bis", "27", "6(a)"), ()),
        ("GB.346/INS/4, paras 6(b), 7", ("6(b)", "7"), ()),
    ],
)
def test_a_range_has_all_that_stands_between_its_ends(
    text: str, found: tuple[str, ...], opening: tuple[str, ...]
) -> None:
    places = "6;6(a);6(b);6(c);7;7(a);7(b);7(c);24;24(a);24(b);24(c);24(d);24(e);25;25(a);26;26 bis;27"
    resolution = resolve(parse(text, KNOWN), Shelf(gb346_ins_4=places))
    assert (resolution.locators, resolution.opening, resolution.missing) == (found, opening, ())


def test_a_range_that_ends_beyond_the_last_place_still_has_all_before_it() -> None:
    resolution = resolve(parse("GB.346/INS/4, paras 24(c) to 27", KNOWN), Shelf(gb346_ins_4="24;24(c);24(d);25"))
    assert (resolution.locators, resolution.missing) == (("24(c)", "24(d)", "25"), ("26", "27"))


def test_articles_are_found_in_either_numerals() -> None:
    shelf = Shelf(mlc="Preamble;V;V(1);VI", c029="1;2;5")
    assert resolve(parse("MLC, Art. 5(1)", KNOWN), shelf).locators == ("V(1)",)
    assert resolve(parse("C29, Article V", KNOWN), shelf).locators == ("5",)
    assert resolve(parse("MLC, Part 5", KNOWN), shelf).locators == ("V",)
