"""What the small service in memory says of quotations and comparisons: always the same, with any text in it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compare.types import Cell, Column, Grid, Pair, Row, Shown, Side, SideBySide
from assistant.renditions import FoundRendition
from assistant.text.word_diff import Difference, Op
from assistant.verify.types import Attribution, CheckedQuote, Place, Verdict, Verified

URL = "https://www.ilo.org/plan"


def place(text: str, status: str = "official") -> Place:
    """Return a place whose text, title and reference are `text`."""
    return Place("plan", "CP.7/2", text, "12", None, f"Plan, para. 12 {text}", "en", status, 4, URL, text)


def verdicts(text: str) -> Verified:
    """Return a verdict of each kind, with `text` wherever there is text."""
    replaced = Difference(Op.REPLACE, f"4.3 {text}", f"4.2 {text}", figure=True, quoted_after=" ")
    equal = Difference(Op.EQUAL, text, text, quoted_after=" ", text_after=" ")
    put_in, left_out = Difference(Op.INSERT, text, ""), Difference(Op.DELETE, "", text)
    elsewhere = Attribution(text, "plan", ("13",), text, "found", holds=False)
    stands = Attribution(text, "plan", ("12",), text, "found", holds=True)
    differences = (replaced, put_in, left_out)
    return Verified(
        (
            CheckedQuote(text, Verdict.FOUND, (place(text),), True, attributed=stands),
            CheckedQuote(text, Verdict.FOUND_IN_NOTE, (place(text, "note"),)),
            CheckedQuote(text, Verdict.MISATTRIBUTED, (place(text),), True, more_places=True, attributed=elsewhere),
            CheckedQuote(
                text,
                Verdict.ALTERED,
                (place(text),),
                True,
                False,
                None,
                differences,
                (equal, *differences),
                place(text),
            ),
            CheckedQuote(text, Verdict.NOT_FOUND, nearest=place(text)),
        ),
        3.0,
        unchecked=2,
    )


def grid(text: str, themes: Sequence[str]) -> Grid:
    """Return a grid of two documents, the first of which has `text` on every theme."""
    other = {"fr": FoundRendition("note", text, None)}
    shown = Shown("plan", "CP.7/2", "12", f"Plan, para. 12 {text}", "en", "official", 4, URL, text, 0.9, other)
    cells = (Cell("plan", (shown,), sure=False), Cell("letter"))
    columns = (Column("plan", "CP.7/2", text), Column("letter", None, text))
    return Grid("en", columns, tuple(Row(theme, cells) for theme in themes), 2.0, left_out=3)


def sides(text: str) -> SideBySide:
    """Return pairs of texts: altered, in two languages, and one that is alone."""
    left = Side(
        "plan", "CP.7/2", text, "12", ("12",), f"Plan, para. 12 {text}", "en", "official", 4, URL, f"old {text}"
    )
    right = Side(
        "plan", "CP.7/2", text, "13", ("13",), f"Plan, para. 13 {text}", "fr", "note", None, None, f"new {text}"
    )
    comparison = (Difference(Op.REPLACE, "new", "old", False, " ", " "), Difference(Op.EQUAL, text, text))
    return SideBySide(("a", "b"), "en", (Pair(left, right, comparison, 0.5), Pair(left, right), Pair(None, right)), 1.0)


class FakeChecks:
    """The part of the service that checks and compares."""

    def verify(self, text: str, *, language: str | None = None) -> Verified:
        """Return a verdict of each kind."""
        return verdicts(text)

    def compare(self, themes: Sequence[str], documents: Sequence[str] = (), *, language: str | None = None) -> Grid:
        """Return the same for every theme."""
        return grid("The secretariat keeps a register.", themes)

    def differences(self, one: str, other: str, *, language: str | None = None) -> SideBySide:
        """Return the same for any two."""
        return sides("register")

    def is_reference(self, text: str) -> bool:
        """Tell that all that has “para.” in it is a reference."""
        return "para." in text
