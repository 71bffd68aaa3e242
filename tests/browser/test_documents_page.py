"""The page “Documents” in a real browser: what makes a text official is said by a person, twice, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]


def test_a_text_is_confirmed_as_official_after_a_question_and_that_is_taken_back(site: Site, visit: Visit) -> None:
    site.service.confirm("letter", undo=True)
    page = visit(site.url)
    page.get_by_role("tab", name="Documents").first.click()
    page.get_by_role("button", name="Confirm as official: “Letter to the federations” (English)").click()
    expect(page.locator(".confirm")).to_contain_text("I answer for it that this is the official text")
    expect(page.get_by_role("button", name="Not now")).to_be_focused()
    page.get_by_role("button", name="Yes, I answer for it").click()
    expect(page.locator("#library-report")).to_contain_text("Official from now on: “Letter to the federations”")
    expect(page.locator("#library-table")).to_contain_text("Confirmed on ")
    page.get_by_role("button", name="Take the confirmation back: “Letter to the federations” (English)").click()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(page.locator("#library-report")).to_contain_text("An added text from now on")
    (letter,) = (each for each in site.service.library() if each.id == "letter")
    assert [version.status for version in letter.versions] == ["added", "note"]
