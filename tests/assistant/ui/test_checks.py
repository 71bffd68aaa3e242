"""Verdicts and comparisons as the web app shows them: harmless whatever is in them, in words as well as in colour."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from assistant.compare.types import Cell, Column, Grid, GridParagraph, GridRow, Pair, Side, SideBySide
from assistant.renditions import FoundRendition
from assistant.service import Assistant
from assistant.text.quotes import plain, words
from assistant.text.word_diff import Difference, Op, differences
from assistant.ui.errors import NotText
from assistant.ui.pages import compare, verify
from assistant.ui.parts import grid, verdicts
from assistant.verify.types import Attribution, CheckedQuote, QuotePlace, Verdict, Verified
from corpus.errors import AlineaError
from tests.assistant.ui.test_parts import ALLOWED, HOSTILE, LANGUAGES, Page
from tests.world.staged import Staged

TAGS = ALLOWED | {"ins", "del"}
URL = "https://www.ilo.org/plan"


def place(text: str, status: str = "official") -> QuotePlace:
    """Return a place whose text, title and reference are `text`."""
    return QuotePlace("plan", "CP.7/2", text, "12", None, f"Plan, para. 12 {text}", "en", status, 4, URL, text)


def sample(text: str) -> Verified:
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


def sample_grid(text: str, themes: Sequence[str]) -> Grid:
    """Return a grid of two documents, the first of which has `text` on every theme."""
    other = {"fr": FoundRendition("note", text, None)}
    shown = GridParagraph("plan", "CP.7/2", "12", f"Plan, para. 12 {text}", "en", "official", 4, URL, text, 0.9, other)
    cells = (Cell("plan", (shown,), sure=False), Cell("letter"))
    columns = (Column("plan", "CP.7/2", text), Column("letter", None, text))
    return Grid("en", columns, tuple(GridRow(theme, cells) for theme in themes), 2.0, left_out=3)


def sample_sides(text: str) -> SideBySide:
    """Return pairs of texts: altered, in two languages, and one that is alone."""
    left = Side(
        "plan", "CP.7/2", text, "12", ("12",), f"Plan, para. 12 {text}", "en", "official", 4, URL, f"old {text}"
    )
    right = Side(
        "plan", "CP.7/2", text, "13", ("13",), f"Plan, para. 13 {text}", "fr", "note", None, None, f"new {text}"
    )
    comparison = (Difference(Op.REPLACE, "new", "old", False, " ", " "), Difference(Op.EQUAL, text, text))
    return SideBySide(("a", "b"), "en", (Pair(left, right, comparison, 0.5), Pair(left, right), Pair(None, right)), 1.0)


def assert_harmless(source: str) -> None:
    """Only our own tags, no handler, no address but https."""
    page = Page(source)
    assert set(page.tags) <= TAGS
    for name, value in page.attributes:
        assert re.fullmatch(r"[a-z-]+", name), name
        assert not name.startswith("on")
        assert name not in ("src", "srcset", "style", "formaction")
        assert name != "href" or (value or "").startswith("https://")


@given(HOSTILE, LANGUAGES)
def test_verdicts_are_harmless(text: str, language: str) -> None:
    assert_harmless(verdicts.render(language, sample(text)))


@given(HOSTILE, LANGUAGES)
def test_comparisons_are_harmless(text: str, language: str) -> None:
    assert_harmless(grid.render(language, sample_grid(text, [text])))
    assert_harmless(grid.render(language, sample_sides(text)))


@given(HOSTILE, HOSTILE)
def test_two_texts_side_by_side_are_shown_letter_for_letter(text: str, other: str) -> None:
    found = differences(text, other)
    for first, whole in ((True, text), (False, other)):
        if not words(whole):
            continue  # without a word, there is nothing to hang signs on
        shown = re.sub('<span class="visually-hidden".*?</span>', "", verdicts.own(found, "en", first=first))
        shown = "".join(html.unescape(re.sub("<[^>]*>", "", shown)).split())
        turning = "[\u202a-\u202e\u2066-\u2069]"  # signs that no text of a library has
        assert re.sub(turning, "", shown) == re.sub(turning, "", "".join(plain(whole).split()))


def test_a_verdict_is_told_in_a_word_and_differences_to_those_who_hear_them() -> None:
    shown = verdicts.render("en", sample("the register"))
    told = ["Found", "Found in our note only", "Misattributed", "Altered", "Not found"]
    assert re.findall('class="verdict-word">(.*?)<', shown) == told
    for tag, said, figure in (("del", "Left out:", "4.2"), ("ins", "Put in:", "4.3")):
        hidden = f'<span class="visually-hidden" lang="en">{said} </span>'
        assert f'<{tag} class="figure">{hidden}{figure} the register</{tag}>' in shown
    assert "Figure changed:" in shown
    assert "unofficial note" in shown
    assert verdicts.summary("en", sample("a")) == (
        "5 quotations: 1 found, 1 found in our notes only, 1 misattributed, 1 altered, 1 not found. "
        "2 more were not checked: the text has too many."
    )


def test_the_grid_is_a_table_with_heads_that_scrolls_by_itself() -> None:
    shown = grid.render("fr", sample_grid("Le registre.", ["registres", "trains"]))
    assert shown.count('scope="col"') == 3
    assert shown.count('scope="row"') == 2
    assert 'role="region" tabindex="0"' in shown
    assert shown.count("Rien à ce sujet.") == 2
    assert grid.summary("fr", sample_grid("x", ["a"])).startswith("Cases comportant un paragraphe")


def test_a_long_paragraph_shows_what_it_says_of_the_theme() -> None:
    said = "The register is kept by two members."
    text = " ".join([*["Workshops are open to all who live there."] * 5, said, *["Dues are low."] * 15])
    found = sample_grid(text, ["registers"])
    (row,) = found.rows
    (first,) = row.cells[0].paragraphs
    cell = replace(row.cells[0], paragraphs=(replace(first, said=said),))
    shown = grid.render("en", replace(found, rows=(replace(row, cells=(cell, row.cells[1])),)))
    assert f"[…] {said} […]" in shown
    assert text in shown  # the whole, one click away


def test_the_grid_can_tell_how_many_columns_are_in_sight() -> None:
    shown = grid.render("en", sample_grid("x", ["registers"]))
    assert 'data-told="{seen} of 2 documents in sight; scroll sideways for the others."' in shown
    assert "2 documents for each theme, one below the other." in shown


def test_two_lines_that_are_references_are_shown_side_by_side(staged: Staged) -> None:
    two = "Plan, para. 12\nPlan, para. 13"
    assert isinstance(compare.comparison(staged, two, [], "en"), SideBySide)
    assert isinstance(compare.comparison(staged, two, ["plan"], "en"), Grid)
    assert isinstance(compare.comparison(staged, "registers", [], "en"), Grid)
    assert compare.comparison(staged, " \n ", [], "en") is None
    assert isinstance(compare.comparison(staged, 5, [], "en"), NotText)


def test_a_file_of_the_comparison_is_made_for_the_browser_to_save(alinea: Assistant) -> None:
    made = compare.exported(alinea, "réparation", ["gb912-ins-4"], "docx", "fr")
    assert made["name"] == "alinea-comparaison.docx"
    assert made["content"].startswith("UEsDB")  # a ZIP archive, in base 64


@pytest.mark.parametrize(("pasted", "kind"), [(None, type(None)), ("  ", type(None)), (["x"], NotText)])
def test_what_is_no_text_is_not_checked(staged: Staged, pasted: object, kind: type) -> None:
    assert isinstance(verify.check(staged, pasted, "en"), kind)


def test_an_error_is_told() -> None:
    assert "notice problem" in verdicts.render("en", AlineaError(detail="it broke"))
    assert "notice problem" in grid.render("fr", AlineaError(detail="it broke"))
