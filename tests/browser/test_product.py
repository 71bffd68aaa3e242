"""The whole product in a browser: a question in each language leads to a citation that opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]
SLOW = 60_000  # milliseconds: the first question loads the model


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_the_first_example_is_answered_in_its_language_with_a_citation_that_opens(
    base_url: str, visit: Visit, locale: str
) -> None:
    page = visit(base_url, locale)
    page.locator(".example").first.click()
    answer = page.locator(".answer .text")
    expect(answer).to_have_attribute("lang", locale[:2], timeout=SLOW)
    page.locator("#ask-sources .source .link").first.click()
    expect(page.locator("#ask-reading [aria-current=true]")).to_have_count(1, timeout=SLOW)


def test_a_passage_is_found(base_url: str, visit: Visit) -> None:
    page = visit(base_url)
    page.get_by_role("tab", name="Find").first.click()
    page.locator("#find-query textarea").fill("cooperatives and statistics")
    page.locator("#find-query textarea").press("Enter")
    expect(page.locator(".hit").first).to_contain_text(re.compile("statisti", re.IGNORECASE), timeout=SLOW)


def test_a_hostile_file_stays_text(base_url: str, visit: Visit) -> None:
    page = visit(base_url)
    page.get_by_role("tab", name="Documents").first.click()
    expect(page.locator("#library-table tbody tr")).not_to_have_count(0, timeout=SLOW)
    before = page.locator("#library-table tbody tr").count()
    title = "# <img src=x onerror='window.__xss=1'> ${window.__xss=2}"
    text = f"{title}\n\n1. The gardens of the members <script>window.__xss=3</script> grow every summer.\n"
    hostile = {"name": "<svg onload=alert(1)>.md", "mimeType": "text/markdown", "buffer": text.encode()}
    page.set_input_files("input[type=file]", [hostile])  # type: ignore[arg-type]
    expect(page.locator("#library-report .report")).to_be_visible(timeout=SLOW)
    expect(page.locator("#library-table tbody tr")).to_have_count(before + 1, timeout=SLOW)
    assert page.evaluate("window.__xss") is None
