"""On paper: what was asked, what was found, where it stands and when, without anything to press."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
CONTROLS = "button:not(.ref):visible, [role=tab]:visible, textarea:visible, input:visible, summary:visible"


def printed(page: Page) -> str:
    """Return the words that stand on the paper."""
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(CONTROLS).count() == 0
    return str(page.locator("body").inner_text())


@pytest.mark.parametrize(("locale", "date"), [("en-GB", "Printed on "), ("fr-FR", "Imprimé le ")])
def test_an_answer_is_printed_with_addresses_and_date(
    site: Site, visit: Callable[..., Page], locale: str, date: str
) -> None:
    page = visit(site.url, locale)
    page.locator("#ask-question textarea").fill("Quels sont les trois buts ?")
    page.locator("#ask-question textarea").press("Enter")
    expect(page.locator("#ask-sources .source")).not_to_have_count(0)
    words = printed(page)
    assert "Quels sont les trois buts" in words
    assert f"{site.url}/#/p/plan/13" in words
    assert date in words
    assert page.evaluate("getComputedStyle(document.querySelector('.answer')).color") == "rgb(0, 0, 0)"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".on-paper")).to_have_count(0)


def test_each_answer_of_a_conversation_is_printed_with_its_own_sources(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site.url, "fr-FR")
    page.clock.set_fixed_time("2026-12-01T12:00:00Z")
    for number, question in enumerate(("Quels sont les trois buts ?", "plan, para. 12"), start=1):
        page.locator("#ask-question textarea").fill(question)
        page.locator("#ask-question textarea").press("Enter")
        expect(page.locator(".turn-sources")).to_have_count(number)
    words = printed(page)
    first, second = page.locator(".turn-sources").all_inner_texts()
    assert f"{site.url}/#/p/plan/13" in first and f"{site.url}/#/p/plan/12" in second
    assert first.startswith("[1]") and second.startswith("[1]")
    assert page.locator("#ask-sources").is_hidden()
    assert "·" not in page.locator(".answer .meta").first.inner_text()
    assert "Imprimé le 1er décembre 2026" in words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("address", "shown", "words"),
    [
        ("#/p/plan/13", ".place-page h2", "Three goals are set"),
        ("#/compare?theme=statistics", "#compare-grid .grid, .grid", "Three goals are set"),
        ("#/find?q=cooperatives", ".hit", "/#/p/plan/12"),
    ],
)
def test_other_pages_are_printed_whole(
    site: Site, visit: Callable[..., Page], address: str, shown: str, words: str
) -> None:
    page = visit(site.url)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site.url}/{address}")
    page.locator(shown).first.wait_for()
    assert words in printed(page)
