"""The page of the glossary, and the terms inside answers, in a browser: keyboard, languages, phones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site
from tests.world import plan

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]


def glossary(page: Page) -> None:
    """Go to the page."""
    page.get_by_role("tab", name=re.compile("^(Glossary|Glossaire)$")).first.click()
    expect(page.locator("#glossary-terms .entry").first).to_be_visible()


def test_a_term_is_looked_up_and_its_paragraph_opened(site: Site, visit: Visit) -> None:
    site.service.hold([*plan.texts(), plan.conclusions()])
    page = visit(site.url, "en-GB")
    glossary(page)
    box = page.locator("#glossary-query textarea")
    box.fill("économie sociale et solidaire")
    box.press("Enter")
    entry = page.locator("#glossary-terms .entry").first
    expect(entry.get_by_role("heading")).to_have_text("social and solidarity economy (SSE)")
    expect(entry.locator('[lang="es"]')).to_have_text("economía social y solidaria (ESS)")
    entry.get_by_role("button").click()
    expect(page.locator("#glossary-reading .reading")).to_contain_text("ILC.110, para. 5")
    page.locator("#language label", has_text="Français").click()
    expect(entry.get_by_role("heading")).to_have_text("économie sociale et solidaire (ESS)")


def test_letters_and_subjects_narrow_the_list(site: Site, visit: Visit) -> None:
    page = visit(site.url, "fr-FR")
    glossary(page)
    page.locator(".letters button", has_text=re.compile("^S$")).press("Enter")
    expect(page.locator('.letters [aria-pressed="true"]')).to_have_text("S")
    expect(page.locator("#glossary-terms .entry h3").first).to_have_text(re.compile("^[sS]"))


def test_a_term_of_an_answer_says_its_other_names_to_the_keyboard(site: Site, visit: Visit) -> None:
    page = visit(site.url, "en-GB", width=390)
    box = page.locator("#ask-question textarea")
    box.fill("What do the federations promise?")
    box.press("Enter")
    term = page.locator(".answer .term").first
    tip = term.locator(".tip")
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("travail décent")
    box_of_tip = tip.bounding_box()
    assert box_of_tip is not None
    assert box_of_tip["x"] >= 0
    assert box_of_tip["x"] + box_of_tip["width"] <= 390
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
