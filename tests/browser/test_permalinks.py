"""A paragraph at its permalink, in a browser: opened directly, by Back and Forward, wrongly, and by an attacker."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.conftest import Site
from tests.world import plan
from tests.world.plan import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]


def at(visit: Visit, site: Site, hash_: str, locale: str = "en-GB", width: int = 1440) -> Page:
    """Open an address."""
    return visit(f"{site.url}/{hash_}", locale, width=width)


@pytest.mark.parametrize(
    ("locale", "width", "read", "citation", "status", "after"),
    [
        ("en-GB", 1440, "fr", "Plan, para. 13", "official text", "Next: para. 14"),
        ("fr-FR", 390, "en", "Plan, paragr. 13", "texte officiel", "Suite\u00a0: paragr. 14"),
    ],
)
def test_an_address_opens_the_paragraph_in_its_languages_side_by_side(
    site: Site, visit: Visit, locale: str, width: int, read: str, citation: str, status: str, after: str
) -> None:
    page = at(visit, site, f"#/p/plan/13?lang={read}", locale, width)
    heading = page.get_by_role("heading", name=citation, level=2)
    expect(heading).to_be_focused()
    expect(page).to_have_title(f"{citation} – Alinéa")
    first, second = (page.locator(".parallel .row:not(.heads) .text").nth(number) for number in (0, 1))
    expect(first).to_have_attribute("lang", read)
    expect(second).to_have_attribute("lang", "en" if read == "fr" else "fr")
    expect(page.locator(".parallel .badge:visible", has_text=status).first).to_be_visible()
    # both at one moment: the page may still be settling
    left, right = page.evaluate(
        "[...document.querySelectorAll('.parallel .row:not(.heads) .text')].slice(0, 2)"
        ".map(text => text.getBoundingClientRect().toJSON())"
    )
    if width == 1440:
        assert left["right"] <= right["left"]
        assert abs(left["top"] - right["top"]) < 2
    else:
        assert left["bottom"] <= right["top"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name=after).click()
    expect(page).to_have_url(re.compile(r"#/p/plan/14\?lang="))
    expect(page).not_to_have_title(f"{citation} – Alinéa")
    page.go_back()
    expect(page).to_have_title(f"{citation} – Alinéa")
    expect(page.get_by_role("heading", name=citation, level=2)).to_be_visible()
    page.go_forward()
    expect(
        page.get_by_role("heading", name=after.partition("\u00a0: " if locale == "fr-FR" else ": ")[2])
    ).to_be_visible()


def test_the_switch_of_language_says_the_page_again(site: Site, visit: Visit) -> None:
    page = at(visit, site, "#/p/plan/14?lang=fr")
    expect(page.locator(".parallel .absent")).to_have_text("Not in the English version")
    page.get_by_label("Français").check()
    expect(page.locator(".parallel .absent")).to_have_text("Absent de la version en anglais")
    expect(page.get_by_role("heading", name="Les versions ne concordent pas ici")).to_be_visible()


def test_a_result_gives_its_paragraphs_address_and_back_leaves_it(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.get_by_role("tab", name="Find").first.click()
    page.locator("#find-query textarea").fill("cooperative in spring")
    page.locator("#find-query textarea").press("Enter")
    page.locator(".hit").first.get_by_role("button", name="Read in context").click()
    panel = page.locator("#find-reading .reading")
    panel.get_by_text("The same paragraph in French").click()
    expect(panel.locator("details .text")).to_have_attribute("lang", "fr")
    expect(page).to_have_url(re.compile(r"#/p/plan/12\?lang=en"))
    panel.get_by_role("link", name="Open the page of this paragraph").click()
    expect(page.get_by_role("heading", name="Plan, para. 12", level=2)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Plan, para. 12", level=2)).to_be_visible()
    page.get_by_role("tab", name="Find").first.click()
    expect(page.locator("#find-query textarea")).to_have_value("cooperative in spring")
    expect(page).to_have_url(f"{site.url}/#/find?q=cooperative+in+spring")


def test_back_from_a_page_returns_to_the_results_as_they_were(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.get_by_role("tab", name="Find").first.click()
    page.locator("#find-query textarea").fill("cooperative in spring")
    page.locator("#find-query textarea").press("Enter")
    page.locator(".hit").first.get_by_role("button", name="Read in context").click()
    page.locator("#find-reading").get_by_role("link", name="Open the page of this paragraph").click()
    expect(page.get_by_role("heading", name="Plan, para. 12", level=2)).to_be_visible()
    page.get_by_role("link", name="Next: para. 13", exact=True).click()
    expect(page.get_by_role("heading", name="Plan, para. 13", level=2)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Plan, para. 12", level=2)).to_be_visible()
    page.go_back()
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.get_by_role("heading", name="Plan, para. 12", level=2)).to_be_hidden()


def test_a_reference_in_the_box_opens_and_takes_its_address(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    page.get_by_role("tab", name="Read").first.click()
    expect(page.locator("#paragraph-page")).to_contain_text("Enter a reference")
    box = page.locator("#paragraph-reference textarea")
    box.fill("Plan, para. 13")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Plan, para. 13", level=2)).to_be_visible()
    expect(page).to_have_url(re.compile(r"#/p/plan/13\?lang=en"))
    box.fill("the weather")
    box.press("Enter")
    expect(page.locator("#paragraph-page .notice")).to_contain_text("“the weather” is not a reference")
    expect(page).to_have_url(f"{site.url}/#/read")  # what is shown is no longer paragraph 13
    page.go_back()
    expect(page.get_by_role("heading", name="Plan, para. 13", level=2)).to_be_visible()


def test_several_places_are_read_one_after_the_other_and_survive_a_reload(site: Site, visit: Visit) -> None:
    page = at(visit, site, "#/p/plan/12?of=12&of=13&of=14")
    page.locator(".among").get_by_role("link", name="para. 13").click()
    expect(page.get_by_role("heading", name="Plan, para. 13", level=2)).to_be_visible()
    page.reload()
    expect(page.locator(".among")).to_contain_text("Place 2 of 3:")


def test_a_document_that_is_not_there_leads_to_the_page_that_has_them_all(site: Site, visit: Visit) -> None:
    site.service.hold([*plan.texts(), *plan.numbered(107)])
    page = at(visit, site, "#/p/nothing/1")
    page.get_by_role("button", name="Open Documents › Fetch").click()
    expect(page.get_by_role("tab", name="Documents").first).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(f"{site.url}/#/documents")


def test_what_cites_a_paragraph_opens_on_the_same_page(site: Site, visit: Visit) -> None:
    page = at(visit, site, "#/p/plan/13")
    page.locator(".links").get_by_role("button", name="Plan, para. 12").click()
    expect(page.get_by_role("heading", name="Plan, para. 12", level=2)).to_be_visible()
    expect(page).to_have_url(re.compile(r"#/p/plan/12"))
    page.go_back()
    expect(page.get_by_role("heading", name="Plan, para. 13", level=2)).to_be_visible()


def test_a_wrong_address_says_what_there_is_and_the_way_there(site: Site, visit: Visit) -> None:
    page = at(visit, site, "#/p/plan/99")
    expect(page.locator("#paragraph-page .notice")).to_contain_text("It has: paras 12 to 14.")
    page.evaluate("location.hash = '#/p/plam/13'")
    expect(page.locator("#paragraph-page .notice")).to_contain_text("plam")
    page.get_by_role("link", name="Plan for community cooperatives").click()
    expect(page.get_by_role("heading", name="Plan, para. 12", level=2)).to_be_visible()
    for wrong in ("#/p/", "#/p/%ff/1", f"#/p/{'x' * 5000}"):
        page.evaluate("wrong => location.hash = wrong", wrong)
        expect(page.locator("#paragraph-page .notice")).to_contain_text("not the address of a paragraph")
        page.evaluate("location.hash = '#/p/plan/13'")
        expect(page.get_by_role("heading", name="Plan, para. 13", level=2)).to_be_visible()


def test_a_hostile_address_and_a_hostile_document_stay_text(site: Site, visit: Visit) -> None:
    site.service.hold(plan.hostile())
    page = at(visit, site, f"#/p/{quote(HOSTILE, safe='')}/{quote(HOSTILE, safe='')}?lang={quote(HOSTILE)}")
    expect(page.locator("#paragraph-page .notice")).to_contain_text("onerror")
    page.evaluate("hash => location.hash = hash", f"#/p/plan/{quote(HOSTILE, safe='')}")
    expect(page.locator("#paragraph-page .notice")).to_contain_text("onerror")
    page.evaluate("location.hash = '#/p/plan/14?lang=fr'")  # while the one before may still be on its way
    expect(page.locator(".parallel")).to_contain_text("{{constructor}}")
    expect(page.locator(".outline")).to_contain_text("onerror")
    assert page.evaluate("window.__xss") is None
    assert page.locator("#paragraph-page :is(img, script, iframe, svg:not(.wrap *))").count() == 0


def test_the_link_can_be_copied(site: Site, visit: Visit) -> None:
    page = at(visit, site, "#/p/plan/13%28a%29?lang=fr")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}/#/p/plan/13%28a%29?lang=fr"
