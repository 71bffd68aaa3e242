"""The pages “Check quotations” and “Compare” in a browser."""

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
QUOTATIONS = f"""
“better figures on cooperatives, fair finance, and training for young members” (Plan, para. 13)
« Chers amis, le bac de l’île reprend lundi » (Letter to the federations, para. 1)
“The secretariat keeps a register of every cooperative” (Plan, para. 14)
“Figures are published by sex and by age, at a cost of 4.3 million dollars” (Plan, para. 13(a))
“Sailors may keep a parrot in the cabin during the night {plan.HOSTILE}” (Plan, para. 12)
"""
SLOW = 20_000  # milliseconds: the first event of a page, on a busy machine


def test_quotations_get_their_verdicts_in_either_language_and_nothing_in_them_runs(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.get_by_role("tab", name="Check quotations").first.click()
    expect(page.locator("#verify-results")).to_contain_text("The verdict on each quotation")
    page.locator("#verify-text textarea").fill(QUOTATIONS)
    page.locator("#verify-send").click()
    words = ["Found", "Found in our note only", "Misattributed", "Altered", "Not found"]
    expect(page.locator(".verdict-word")).to_have_text(words, timeout=SLOW)
    expect(page.locator("del.figure")).to_contain_text("4.2")
    expect(page.locator("#verify-status")).to_contain_text("5 quotations: 1 found")
    page.locator(".places .link").first.click()
    expect(page.locator("#verify-reading [aria-current=true]")).to_have_count(1)
    page.get_by_text("Français").click()
    expect(page.locator(".verdict-word").nth(3)).to_have_text("Modifiée")
    assert page.evaluate("window.__xss") is None


def test_on_a_phone_the_cells_of_the_grid_stand_below_each_other(site: Site, visit: Visit) -> None:
    page = visit(site.url, width=1000)
    page.get_by_role("tab", name="Compare").first.click()
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("#compare-themes textarea").fill("registers\ntraining")
    page.locator("#compare-send").click()
    expect(page.locator("table.grid tbody tr")).to_have_count(2, timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("(s => s.scrollWidth <= s.clientWidth)(document.querySelector('.scroll'))")
    expect(page.locator("table.grid td .column").first).to_be_visible()
    page.locator(".cell .actions .link").first.click()
    expect(page.locator("#compare-reading [aria-current=true]")).to_have_count(1)
    with page.expect_download() as saved:
        page.locator("#compare-csv").click()
    assert re.fullmatch(r"alinea-comparison\.csv", saved.value.suggested_filename)
    page.locator("#compare-themes textarea").fill("Plan\nLetter to the federations")
    page.locator("#compare-send").click()
    expect(page.locator(".pair")).to_have_count(5)


def test_a_reference_alone_is_set_beside_other_documents_or_told_why_not(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.get_by_role("tab", name="Compare").first.click()
    page.locator("#compare-themes textarea").fill("Plan, para. 12")
    page.locator("#compare-send").click()
    own = page.locator("table.grid tbody td").first
    expect(own.locator(".reference")).to_contain_text("para. 12", timeout=SLOW)
    page.locator("#compare-themes textarea").fill("R193 paragraph 4")
    page.locator("#compare-send").click()
    expect(page.locator("#compare-results .notice")).to_contain_text("R193", timeout=SLOW)
