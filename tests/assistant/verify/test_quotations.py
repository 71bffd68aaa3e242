"""Quotations are found between the marks of three languages, whatever is missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.quotes import words
from assistant.verify.quotations import Quotation, find_quotations

PAGES = {
    "English": ("He said “one two” and ‘three four’.", ["one two", "three four"]),
    "French": ("Il dit «\u00a0un deux\u00a0» et « trois ».", ["un deux", "trois"]),
    "straight": ('He said "one two" and "three".', ["one two", "three"]),
    "straight single": ("He said 'one two' of the workers' own.", ["one two"]),
    "German opening": ("Er sagt „eins zwei“ und „drei”.", ["eins zwei", "drei"]),
    "apostrophes": ("It’s the workers’ choice, l’œuvre d'un jour, '90s.", []),
    "plural inside": ("the ‘workers’ own shop’ is", ["workers’ own shop"]),
    "nested": ("“one ‘two three’ four”", ["one ‘two three’ four"]),
    "two paragraphs": ("“one two\n\n“three four” five", ["one two\n\n“three four"]),
    "never closed": ("He said “one two\n\nAnd then.", ["one two"]),
    "not closed before the next": ("“one two and “three four” five", ["one two and", "three four"]),
    "never opened": ("one two” three », four", []),
    "block": ("See:\n\n> one two\n> three\n\nEnd.", ["one two\nthree"]),
    "block with marks": ("> “one two”\n", ["one two"]),
    "no words": ('“…” «» ""', []),
    "crossed": ("“one «two” three» four", ["one «two"]),
}


@pytest.mark.parametrize("case", PAGES)
def test_pages(case: str) -> None:
    page, expected = PAGES[case]
    assert [each.text for each in find_quotations(page)] == expected


def test_quotations_know_where_they_stand_and_what_is_inside() -> None:
    page = "So “one ‘two three’ four” it."
    (outer,) = find_quotations(page)
    assert page[outer.start : outer.end] == "“one ‘two three’ four”"
    assert [each.text for each in outer.inner] == ["two three"]


@given(st.text(alphabet="ab c.\n“”«»\"'‘’„>()", max_size=80))
def test_any_page_gives_quotations_in_order_with_words_of_the_page(page: str) -> None:
    found = find_quotations(page)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for each in _all(found):
        assert words(each.text)


def _all(found: list[Quotation] | tuple[Quotation, ...]) -> list[Quotation]:
    """Return quotations and those inside them, but for inner ones without words."""
    return [each for outer in found for each in (outer, *(i for i in outer.inner if words(i.text)))]
