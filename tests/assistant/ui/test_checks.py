"""Verdicts and comparisons as the web app shows them: harmless whatever is in them, in words as well as in colour."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given

from assistant.compare.types import Grid, SideBySide
from assistant.service import Assistant
from assistant.text.quotes import plain, words
from assistant.text.word_diff import differences
from assistant.ui.errors import NotText
from assistant.ui.pages import compare, verify
from assistant.ui.parts import grid, verdicts
from corpus.errors import AlineaError
from tests.assistant.ui.test_parts import ALLOWED, HOSTILE, LANGUAGES, Page
from tests.browser import fake_checks
from tests.browser.fake_service import FakeService

TAGS = ALLOWED | {"ins", "del"}


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
    assert_harmless(verdicts.render(language, fake_checks.verdicts(text)))


@given(HOSTILE, LANGUAGES)
def test_comparisons_are_harmless(text: str, language: str) -> None:
    assert_harmless(grid.render(language, fake_checks.grid(text, [text])))
    assert_harmless(grid.render(language, fake_checks.sides(text)))


@given(HOSTILE, HOSTILE)
def test_two_texts_side_by_side_are_shown_letter_for_letter(text: str, other: str) -> None:
    found = differences(text, other)
    for first, whole in ((True, text), (False, other)):
        if not words(whole):
            continue  # without a word, there is nothing to hang signs on
        shown = re.sub('<span class="visually-hidden".*?</span>', "", verdicts.own(found, "en", first=first))
        assert "".join(html.unescape(re.sub("<[^>]*>", "", shown)).split()) == "".join(plain(whole).split())


def test_a_verdict_is_told_in_a_word_and_differences_to_those_who_hear_them() -> None:
    shown = verdicts.render("en", fake_checks.verdicts("the register"))
    told = ["Found", "Found in our note only", "Misattributed", "Altered", "Not found"]
    assert re.findall('class="verdict-word">(.*?)<', shown) == told
    for tag, said, figure in (("del", "Left out:", "4.2"), ("ins", "Put in:", "4.3")):
        hidden = f'<span class="visually-hidden" lang="en">{said} </span>'
        assert f'<{tag} class="figure">{hidden}{figure} the register</{tag}>' in shown
    assert "Figure changed:" in shown
    assert "unofficial note" in shown
    assert verdicts.summary("en", fake_checks.verdicts("a")) == (
        "5 quotations: 1 found, 1 found in our notes only, 1 misattributed, 1 altered, 1 not found. "
        "2 more were not checked: the text has too many."
    )


def test_the_grid_is_a_table_with_heads_that_scrolls_by_itself() -> None:
    shown = grid.render("fr", fake_checks.grid("Le registre.", ["registres", "trains"]))
    assert shown.count('scope="col"') == 3
    assert shown.count('scope="row"') == 2
    assert 'role="region" tabindex="0"' in shown
    assert shown.count("Rien à ce sujet.") == 2
    assert grid.summary("fr", fake_checks.grid("x", ["a"])).startswith("Cases comportant un paragraphe")


def test_two_lines_that_are_references_are_shown_side_by_side() -> None:
    service = FakeService()
    two = "Plan, para. 12\nPlan, para. 13"
    assert isinstance(compare.comparison(service, two, [], "en"), SideBySide)
    assert isinstance(compare.comparison(service, two, ["plan"], "en"), Grid)
    assert isinstance(compare.comparison(service, "registers", [], "en"), Grid)
    assert compare.comparison(service, " \n ", [], "en") is None
    assert isinstance(compare.comparison(service, 5, [], "en"), NotText)


def test_a_file_of_the_comparison_is_made_for_the_browser_to_save(alinea: Assistant) -> None:
    made = compare.exported(alinea, "réparation", ["gb912-ins-4"], "docx", "fr")
    assert made["name"] == "alinea-comparaison.docx"
    assert made["content"].startswith("UEsDB")  # a ZIP archive, in base 64


@pytest.mark.parametrize(("pasted", "kind"), [(None, type(None)), ("  ", type(None)), (["x"], NotText)])
def test_what_is_no_text_is_not_checked(pasted: object, kind: type) -> None:
    assert isinstance(verify.check(FakeService(), pasted, "en"), kind)


def test_an_error_is_told() -> None:
    assert "notice problem" in verdicts.render("en", AlineaError(detail="it broke"))
    assert "notice problem" in grid.render("fr", AlineaError(detail="it broke"))
