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


def test_what_empties_the_table_is_told_and_the_filters_can_be_cleared(base_url: str, visit: Visit) -> None:
    page = visit(base_url)
    page.get_by_role("tab", name="Action plan").click()
    for box, value in (("#plan-output", "1.2 –"), ("#plan-starting", "2023"), ("#plan-programme", "C.4")):
        page.locator(f"{box} input").click()
        page.get_by_role("option", name=value).click()
    expect(page.locator("#plan-rows .notice li")).to_have_text(
        ["without “Output of the plan 1.2”: 1 row", "without “Programme and budget output C.4”: 4 rows"], timeout=SLOW
    )
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("#plan-rows .count")).to_have_text("17 rows of 17", timeout=SLOW)
    expect(page.locator("#plan-output input")).to_have_value("All")


def test_the_panel_has_its_edges_and_begins_where_a_paragraph_does(base_url: str, visit: Visit) -> None:
    page = visit(base_url)
    page.get_by_role("tab", name="Action plan").click()
    page.locator("#plan-charts button").last.click()
    panel = page.locator("#plan-reading .reading")
    asked = panel.locator("[aria-current=true]")
    expect(asked).to_be_in_viewport(ratio=1, timeout=SLOW)
    for edge in (panel.get_by_role("button", name="Close"), panel.get_by_text("Copy citation")):
        expect(edge).to_be_in_viewport(ratio=1)
    begins = panel.locator(".paragraphs").evaluate(
        "list => Math.min(...[...list.children].map(e => Math.abs(e.getBoundingClientRect().top"
        " - list.getBoundingClientRect().top)))"
    )
    assert begins < 3
    alone = asked.locator(".languages").bounding_box()
    asked.locator("summary").first.click()  # beneath, the panel being too narrow for two columns
    whole, other = asked.locator(".languages").bounding_box(), asked.locator("details").bounding_box()
    assert alone is not None and whole is not None and other is not None
    assert other["width"] == whole["width"] == alone["width"]
