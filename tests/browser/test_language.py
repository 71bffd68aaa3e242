"""The language of the page: nothing that a reader does can be undone by the page’s learning which one to speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect


@pytest.fixture
def early(chromium: Browser) -> Iterator[Page]:
    """Give a page that nobody has waited for, in an English browser."""
    context = chromium.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_a_choice_made_before_the_page_knows_its_language_is_never_half_obeyed(site: Site, early: Page) -> None:
    site.service.open.clear()  # what the page is told when it loads keeps it waiting
    early.goto(site.url)
    switch, box = early.locator("#language label").first, early.locator("#ask-question textarea")
    switch.wait_for(state="attached")
    early.wait_for_timeout(300)
    place = switch.bounding_box()
    assert place is not None
    early.mouse.click(place["x"] + 10, place["y"] + 10)
    early.keyboard.press("Tab")
    early.keyboard.type("What are the three goals?\n")
    assert switch.is_hidden()
    assert early.evaluate("getComputedStyle(document.documentElement, '::after').content") == '"Loading…"'
    site.service.open.set()
    expect(early.locator("html[data-told=en]")).to_be_attached()
    expect(box).to_have_value("")
    expect(early.get_by_label("English")).to_be_checked()
    expect(early.locator(".welcome h2")).to_have_text("Ask a question")
    early.get_by_label("Français").check()
    expect(early.locator(".welcome h2")).to_have_text("Posez une question")
    expect(early.locator(".footer p")).to_contain_text("Vérifiez le texte officiel")
    expect(early.get_by_label("Français")).to_be_checked()


def test_the_last_of_several_choices_is_the_one_obeyed(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site.url)
    site.service.open.clear()
    for name in ("Français", "English"):
        page.get_by_label(name).check()
    site.service.open.set()
    expect(page.locator(".welcome h2")).to_have_text("Ask a question")
    page.wait_for_timeout(500)
    expect(page.get_by_label("English")).to_be_checked()
    expect(page.locator(".welcome h2")).to_have_text("Ask a question")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_page_that_cannot_be_told_its_language_is_shown_all_the_same(site: Site, early: Page) -> None:
    site.service.defective = True
    early.goto(site.url)
    expect(early.get_by_label("Français")).to_be_visible()
