"""The page “Documents” in a real browser: what makes a text official is said by a person, twice, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import i18n
from corpus.errors import UnknownLanguage
from tests.browser.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]


def choose(page: Page, path: Path) -> None:
    """Choose a file to add, as a person does."""
    with page.expect_file_chooser() as chooser:
        page.locator("#library-add").click()
    chooser.value.set_files(path)


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


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "es-ES"])
def test_a_file_refused_for_a_missing_fact_opens_the_form_which_brings_it_in(
    locale: str, site: Site, visit: Visit, tmp_path: Path
) -> None:
    language = locale[:2]
    page = visit(site.url, locale=locale)
    page.get_by_role("tab", name=i18n.text("tab.library", language)).first.click()
    expect(page.locator("#facts-id")).to_be_hidden()
    (tmp_path / "kettle.txt").write_text("1. Xyz wvu 12\n", encoding="utf-8")
    choose(page, tmp_path / "kettle.txt")
    expect(page.locator("#facts-head .problem")).to_contain_text(i18n.text("facts.lacking", language))
    reason = i18n.error(UnknownLanguage(path="kettle.txt"), language)
    expect(page.locator("#facts-head .problem li")).to_have_text(reason)

    def fill(name: str, value: str) -> None:
        page.get_by_label(i18n.text(f"facts.{name}", language), exact=True).fill(value)

    fill("id", "kettle")
    fill("title", "Rules of the kettle")
    fill("date", "May 2031")
    page.get_by_label(i18n.text("facts.language", language), exact=True).click()
    page.get_by_role("option", name=i18n.name("language", "en", language)).click()
    choose(page, tmp_path / "kettle.txt")
    wrong = page.locator("#facts-head .problem li")
    expect(wrong).to_contain_text("2022-11-09")
    expect(wrong).to_contain_text(i18n.text("facts.date", language))
    fill("date", "2031-05")
    choose(page, tmp_path / "kettle.txt")
    expect(page.locator("#library-table")).to_contain_text("Rules of the kettle")
    expect(page.locator("#facts-id")).to_be_hidden()
    (kettle,) = (each for each in site.service.library() if each.id == "kettle")
    assert (kettle.title, kettle.date, kettle.versions[0].language) == ("Rules of the kettle", "2031-05", "en")


def test_what_is_known_of_a_text_is_corrected_in_the_form(site: Site, visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "tea.txt").write_text("1. The members keep the tea dry and warm.\n", encoding="utf-8")
    site.service.add([tmp_path / "tea.txt"], facts={"id": "tea", "title": "Tee rules", "session": "3rd Session"})
    page = visit(site.url)
    page.get_by_role("tab", name="Documents").first.click()
    page.get_by_role("button", name="Correct what is known of it: “Tee rules” (English)").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    expect(page.get_by_label("Session", exact=True)).to_have_value("3rd Session")
    page.get_by_label("Title", exact=True).fill("Tea rules")
    choose(page, tmp_path / "tea.txt")
    expect(page.locator("#library-table")).to_contain_text("Tea rules")
    (tea,) = (each for each in site.service.library() if each.id == "tea")
    assert tea.title == "Tea rules" and site.service.facts("tea", "en")["session"] == "3rd Session"


def test_readers_have_no_form(site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.service.changes, "read_only", True)
    page = visit(site.url)
    page.get_by_role("tab", name="Documents").first.click()
    expect(page.locator("#library-table")).to_contain_text("Letter to the federations")
    expect(page.locator("#facts")).to_be_hidden()
    expect(page.locator("button[data-event=edit]")).to_have_count(0)
