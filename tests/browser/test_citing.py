"""Copying a citation and exporting, in a browser: the menu, the clipboard, the permalink, the files, hostile titles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from tests.browser.conftest import Site
from tests.browser.test_pages import ask, search
from tests.world import plan

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]


def test_a_citation_is_copied_from_the_menu_of_a_source(site: Site, visit: Visit) -> None:
    page = visit(site.url, "fr-FR")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Quels sont les trois buts ?")
    menu = page.locator("#ask-sources .source").first.locator("details.cite")
    menu.get_by_text("Copier la citation").press("Enter")
    expect(menu.locator(".cited").first).to_have_text("Plan pour les coopératives de proximité, Plan, paragr. 13.")
    menu.get_by_role("button", name="Note de bas de page").click()
    expect(menu.get_by_role("button", name="Copié")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("Plan, paragr.\u00a013.")
    menu.get_by_role("button", name="Lien vers ce paragraphe").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('#/p/'))")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}/#/p/plan/13?lang=fr"


def test_a_hostile_title_stays_text_in_the_menu(site: Site, visit: Visit) -> None:
    site.service.hold(plan.hostile())
    page = visit(site.url)
    search(page, "cooperatives")
    menu = page.locator("#find-results .hit details.cite").first
    menu.locator("summary").click()
    expect(menu.locator(".cited").first).to_contain_text("<script>")
    assert page.evaluate("window.__xss") is None and menu.locator("img, script, a, svg").count() == 0


def test_a_menu_that_cannot_be_filled_says_so(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    search(page, "cooperatives")
    menu = page.locator("#find-results .hit details.cite").first
    expect(menu).to_be_visible()
    site.service.broken = True
    menu.locator("summary").click()
    expect(menu.locator(".formats")).to_contain_text("is damaged")
    page.route("**/citation?*", lambda route: route.abort())
    other = page.locator("#find-results .hit details.cite").nth(1)
    other.locator("summary").click()
    expect(other.locator(".formats")).to_contain_text("could not be fetched")


def test_results_and_answers_are_exported(site: Site, visit: Visit, tmp_path: Path) -> None:
    page = visit(site.url)
    ask(page, "What are the three goals?")
    ask(page, "And what do they cost?")
    expect(page.locator(".turn .save")).to_have_count(2)
    first = page.locator(".turn").first
    first.get_by_text("Save this answer").click()
    with page.expect_download() as saved:
        first.get_by_role("button", name="Markdown").click()
    assert saved.value.suggested_filename == "alinea-what-are-the-three-goals.md"
    expect(page.locator("#ask-save-status")).to_contain_text("is ready")
    with page.expect_download() as saved:
        first.get_by_role("button", name="side by side").click()
    saved.value.save_as(tmp_path / "answer.docx")
    (table,) = docx.Document(str(tmp_path / "answer.docx")).tables
    assert plan.PLAN_EN["13"] in table.rows[1].cells[0].text and plan.PLAN_FR["13"] in table.rows[1].cells[1].text
    search(page, "cooperatives")
    page.locator("#find-results-export").get_by_label("CSV").check()
    page.locator("#find-results-export").get_by_label("side by side").check()
    with page.expect_download() as saved:
        page.locator("#find-results-export-send").click()
    saved.value.save_as(tmp_path / "found.csv")
    assert saved.value.suggested_filename == "alinea-cooperatives.csv"
    saved_file = (tmp_path / "found.csv").read_text(encoding="utf-8")
    assert plan.PLAN_EN["13"] in saved_file and plan.PLAN_FR["13"] in saved_file
    site.service.broken = True
    page.locator("#find-results-export-send").click()
    expect(page.locator("#find-results-export-status")).to_contain_text("is damaged")


def test_there_is_nothing_to_export_where_nothing_was_found(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    search(page, "zzzz", exact=True)
    expect(page.locator("#find-results .notice")).to_be_visible()
    expect(page.locator("#find-results-export")).to_have_count(0)
