"""The page of the plan of action in a browser: the rows are filtered, told in words, and open in their context."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
Visit = Callable[..., "Page"]
SLOW = 60_000  # milliseconds: a paragraph that is opened loads the index


def test_a_filter_leaves_rows_that_open_and_the_language_switch_keeps_it(base_url: str, visit: Visit) -> None:
    page = visit(base_url)
    page.get_by_role("tab", name="Action plan").first.click()
    expect(page.locator("#plan-rows .count")).to_have_text("17 rows of 17", timeout=SLOW)
    page.locator("#plan-ending input").click()
    page.get_by_role("option", name="2028").click()
    expect(page.locator("#plan-status")).to_have_text("2 rows of 17", timeout=SLOW)
    expect(page.locator("#plan-charts svg[role=img]").last.locator("rect")).to_have_count(2)
    page.locator("#plan-rows button", has_text="1.2(4)").click()
    expect(page.locator("#plan-reading [aria-current=true]")).to_contain_text("1.2(4)", timeout=SLOW)
    page.get_by_text("Français", exact=True).click()
    expect(page.locator("#plan-rows .count")).to_have_text("2 lignes sur 17", timeout=SLOW)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_page(base_url: str, visit: Visit, width: int) -> None:
    page = visit(base_url)
    page.get_by_role("tab", name="Action plan").first.click()
    expect(page.locator("#plan-rows table")).to_be_visible(timeout=SLOW)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
