"""Addresses of the pages, in a browser: sent, loaded anew, gone back to, wrong and hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.conftest import Site
from tests.browser.test_pages import search
from tests.world.plan import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]


def sent(visit: Visit, site: Site, hash_: str, locale: str = "en-GB") -> Page:
    """Open an address that somebody sent."""
    return visit(f"{site.url}/{hash_}", locale)


def test_a_search_has_an_address_that_can_be_sent(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    search(page, "cooperative in spring")
    expect(page).to_have_url(f"{site.url}/#/find?q=cooperative+in+spring")
    expect(page).to_have_title("cooperative in spring – Find – Alinéa")
    count = page.locator("#find-results .hit").count()
    there = sent(visit, site, "#/find?q=cooperative+in+spring", "fr-FR")
    expect(there.locator("#find-results .hit")).to_have_count(count)
    expect(there.locator("#find-query textarea")).to_have_value("cooperative in spring")
    expect(there).to_have_title("cooperative in spring – Rechercher – Alinéa")


def test_back_and_forward_go_from_search_to_search(site: Site, visit: Visit) -> None:
    page = visit(site.url)
    for query in ("cooperative in spring", "goals"):
        search(page, query)
        expect(page.locator("#find-results .count")).to_contain_text(query)
    page.go_back()
    expect(page.locator("#find-results .count")).to_contain_text("cooperative in spring")
    expect(page.locator("#find-query textarea")).to_have_value("cooperative in spring")
    page.go_forward()
    expect(page.locator("#find-results .count")).to_contain_text("goals")
    for _ in range(2):
        page.go_back()
    expect(page.locator("#find-results")).to_contain_text("Results appear here")
    page.go_back()
    expect(page.get_by_role("tab", name="Ask").first).to_have_attribute("aria-selected", "true")


def test_the_filters_of_a_search_are_in_its_address(site: Site, visit: Visit) -> None:
    page = sent(visit, site, "#/find?q=goals&language=fr&exact=1&document=plan")
    expect(page.locator("#find-language input")).to_have_value("French")
    expect(page.locator("#find-exact input")).to_be_checked()
    page.locator("#find-exact input").uncheck()
    expect(page.locator("#find-results .hit").first).to_be_visible()
    expect(page).to_have_url(f"{site.url}/#/find?q=goals&document=plan&language=fr")


@pytest.mark.parametrize(
    ("address", "tab", "shown"),
    [
        ("#/compare?theme=goals&theme=cost&document=plan", "Compare", "#compare-results"),
        ("#/plan?q=statistics", "Action plan", "#plan-rows"),
        ("#/glossary?q=cooperative", "Glossary", "#glossary-terms"),
        ("#/study?what=quiz&count=2&seed=3&document=plan", "Study", "#study-bench"),
        ("#/documents", "Documents", "#library-table"),
        ("#/verify", "Check quotations", "#verify-text"),
    ],
)
def test_every_page_has_an_address_that_a_reload_keeps(
    site: Site, visit: Visit, address: str, tab: str, shown: str
) -> None:
    page = sent(visit, site, address)
    chosen = page.get_by_role("tab", name=tab).first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(page.locator(shown)).to_be_visible()
    expect(page.locator("html:not(.arriving)")).to_have_count(1)
    page.reload()
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(page.locator(shown)).to_be_visible()
    expect(page).to_have_url(f"{site.url}/{address}")
    expect(page).to_have_title(re.compile(f"{tab} – Alinéa$"))


def test_an_address_can_bring_a_question(site: Site, visit: Visit) -> None:
    page = sent(visit, site, "#/ask?q=What+are+the+three+goals%3F")
    expect(page.locator(".answer .ref").first).to_be_visible()
    expect(page.locator(".turn .asked")).to_contain_text("What are the three goals?")
    expect(page).to_have_url(f"{site.url}/#/ask")
    page.get_by_role("tab", name="Find").first.click()
    expect(page).to_have_url(f"{site.url}/#/find")
    page.get_by_role("tab", name="Ask").first.click()
    expect(page).to_have_url(f"{site.url}/#/ask")  # it is not asked again
    page.wait_for_timeout(500)
    expect(page.locator(".turn")).to_have_count(1)
    page.reload()
    expect(page.locator(".turn .answer")).to_have_count(1)


def test_what_no_address_of_ours_says_is_told_or_left_out(site: Site, visit: Visit) -> None:
    page = sent(visit, site, f"#/find?q=goals&document=nothing&kind={quote(HOSTILE)}")
    expect(page.locator("#find-results .notice")).to_be_visible()
    page.evaluate("hash => location.hash = hash", f"#/compare?theme={quote(HOSTILE)}&document={quote(HOSTILE)}")
    expect(page.locator("#compare-results")).to_contain_text("onerror")
    page.evaluate("hash => location.hash = hash", f"#/glossary?q={quote(HOSTILE)}&field=x")
    expect(page.locator("#glossary-query textarea")).to_have_value(HOSTILE)
    page.evaluate("hash => location.hash = hash", f"#/study?what={quote(HOSTILE)}&count=x")
    expect(page.locator("#study-bench .notice")).to_be_visible()
    page.evaluate("hash => location.hash = hash", "#/nowhere?q=x")
    expect(page.get_by_role("tab", name="Ask").first).to_have_attribute("aria-selected", "true")
    assert page.evaluate("window.__xss") is None


@pytest.mark.parametrize(("page_of", "told"), [("find", "#find-results"), ("glossary", "#glossary-terms")])
def test_a_question_too_long_in_an_address_is_told_with_its_length(
    site: Site, visit: Visit, page_of: str, told: str
) -> None:
    there = sent(visit, site, f"#/{page_of}?q={quote('é' * 20_000)}")
    expect(there.locator(told)).to_contain_text("20000 characters")
