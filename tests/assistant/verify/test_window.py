"""A place where a quotation stands has words of it: headings and numbers are no paragraph's own."""

from __future__ import annotations

from assistant.verify.quoted_words import read_quote
from assistant.verify.window import Match, Stretch
from corpus.library.library import StoredRendition
from corpus.types import Language, Rendition, Role, Status

HEADING = ("Plan of action (2032-2036)", "Output 1.2. Better statistics")


def row(number: int, text: str, marker: str = "") -> StoredRendition:
    """Return a row under the heading of the plan."""
    rendition = Rendition(f"action plan 1.2({number})", Role.ROW, text, marker, HEADING)
    return StoredRendition("plan", Language.EN, Status.OFFICIAL, number, rendition)


ROWS = [row(1, "A study | 9(n) | A.1 | 2032"), row(2, "A paper | 16(c) | A.1 | 2033", "7.")]


def match(quote: str, heading: tuple[str, ...] = ()) -> Match | None:
    """Lay a quotation against the rows."""
    return Stretch(ROWS, heading).match(*read_quote(quote))


def covered(quote: str, heading: tuple[str, ...] = ()) -> list[int]:
    """Return the rows that have words of a quotation."""
    found = match(quote, heading)
    return [each.ordinal for each in found.covered] if found else []


def test_words_of_a_heading_alone_stand_in_no_paragraph() -> None:
    assert match("Plan of action") is None
    found = match("2032-2036")
    assert found is None or found.cost


def test_a_heading_may_be_quoted_before_its_paragraph() -> None:
    found = match("Better statistics. A study")
    assert found is not None
    assert (found.cost, covered("Better statistics. A study")) == (0, [1])


def test_a_heading_that_stands_further_up_does_not_stand_before_a_paragraph() -> None:
    found = match("Better statistics. A study", HEADING)
    assert found is not None
    assert found.cost == 2


def test_a_run_has_words_in_each_paragraph_it_covers() -> None:
    assert covered("A.1 | 2032 A paper") == [1, 2]
    assert covered("9(n) | A.1 | 2032. 7.") == [1]
    assert covered("A.1 | 2032 and nothing") == [1]
